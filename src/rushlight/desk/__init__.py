"""The use-cases: the only room that joins the store with the others. Names load when first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rushlight.desk.desk import Desk, new_desk, open_desk
    from rushlight.desk.reading import ReadFile, read

__all__ = ["Desk", "ReadFile", "new_desk", "open_desk", "read"]

_HOME = {"Desk": "desk", "new_desk": "desk", "open_desk": "desk", "ReadFile": "reading", "read": "reading"}
"""The module of each name. Reading a file needs no store: what opens casefiles stays out of its way."""


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'rushlight.desk' has no attribute {name!r}")
    return getattr(import_module(f"rushlight.desk.{_HOME[name]}"), name)
