"""Text to proposed statements, each with its words; rules per language (docs/architecture.md)."""

from rushlight.reading.pipeline import RULES_VERSION, read

__all__ = ["RULES_VERSION", "read"]
