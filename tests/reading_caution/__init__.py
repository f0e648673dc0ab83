"""Tests of the caution layer, a few modules for each language."""
