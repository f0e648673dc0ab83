"""Rushlight: from a report to a checked release. The front door; docs/python.md walks through it."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:  # isort: off
    from rushlight.codebook import codebook
    from rushlight.desk import Desk, new_desk, open_desk, read
    from rushlight.desk.proving import verify_proof
    from rushlight.errors import RushlightError
    from rushlight.record import Decision, Judgement, Modality, Polarity, Purpose, Reading, Relation, Report, Scope
    from rushlight.record import SourceCount, Span, Statement, Verdict, from_sheet, to_sheet

_HOME = {
    "codebook": "codebook",
    "RushlightError": "errors",
    "verify_proof": "desk.proving",
    **dict.fromkeys(("Desk", "new_desk", "open_desk", "read"), "desk"),
}
"""Where a name lives; the record room holds the others. Names load when first asked for."""

__all__ = [  # noqa: RUF022 - in the order of use
    "read", "new_desk", "open_desk", "Desk", "Verdict", "Judgement", "Relation", "Purpose", "verify_proof",
    "Reading", "Statement", "Span", "Scope", "Modality", "Polarity", "Report", "Decision", "SourceCount",
    "from_sheet", "to_sheet", "codebook", "RushlightError",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'rushlight' has no attribute {name!r}")
    return getattr(import_module(f"rushlight.{_HOME.get(name, 'record')}"), name)
