"""Rushlight: from a report to a checked release."""

__version__ = "0.1.0"
__all__ = ["__version__"]
