"""Text to proposed statements, each with its words; rules per language (docs/architecture.md).

Names load when first asked for: most pages need no reader, and all of them together are as large as the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rushlight.reading.pipeline import RULES_VERSION, read

__all__ = ["RULES_VERSION", "read"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'rushlight.reading' has no attribute {name!r}")
    return getattr(import_module("rushlight.reading.pipeline"), name)
