"""Fictional reports shipped for the demonstration and the tests; every person, outlet and event is invented."""
