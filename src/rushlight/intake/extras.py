"""What an optional part of the installation is for, said plainly when it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rushlight.errors import IntakeError


@contextmanager
def needed(extra: str, what: str, where: str) -> Iterator[None]:
    """Around the import of an extra's library. Raises IntakeError that names the extra when it is not installed."""
    try:
        yield
    except ImportError:
        raise IntakeError(
            f"this is {what}, which needs an extra that is not installed",
            where=where,
            hint=f"pip install 'rushlight[{extra}]', or save it as .docx, .pdf or .txt",
        ) from None
