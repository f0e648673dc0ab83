"""The error tree: every error says what is wrong, where, and what to try.

Nothing here may carry a word of a report or a person's name. ``where`` is a path the
user typed, an id or an offset; ``what`` and ``hint`` are fixed sentences of ours.
"""

from __future__ import annotations


class RushlightError(Exception):
    """Something failed. Exit code 1 in the command line."""

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        """``what`` in lower case without a full stop; ``where`` an id, path or offset; ``hint`` what to try."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} ({self.where})" if self.where else self.what


class MisuseError(RushlightError):
    """The call itself is off: a wrong option, a date that is no date. Exit code 2."""

    exit_code = 2


class RecordError(RushlightError):
    """A record that breaks a rule of the model, such as a statement without its words."""


class SpanMismatch(RecordError):
    """The words kept with a span are not the words at its offsets."""


class IntakeError(RushlightError):
    """A file that cannot be taken in: empty, too large, unreadable, protected."""


class ReadingError(RushlightError):
    """A text that cannot be read, such as one in a language without rules."""


class EndpointError(ReadingError):
    """The model the user named cannot be asked: not allowed, not reached, or it answers in another form."""


class NoAnswer(EndpointError):
    """One question got no answer that can be used: too slow, too long, cut off. Others may."""


class CasefileError(RushlightError):
    """The casefile cannot be opened, written or trusted."""


class NotForThisDevice(MisuseError):
    """A bundle that is nothing to this device: it wrote it itself, or it is closed for others. No sign of anything wrong."""


class CipherMissing(CasefileError):
    """The encrypting SQLite library is absent or another one answered in its place."""


class WrongPassphrase(CasefileError):
    """No key slot opens with this passphrase."""


class NewerCasefile(CasefileError):
    """The casefile was written by a newer Rushlight."""


class Tampered(CasefileError):
    """A signature, a hash, the tree or a rebuilt table does not agree."""


class ReviewError(RushlightError):
    """A decision that cannot be applied, such as one about an unknown statement."""


class ReleaseError(RushlightError):
    """A release cannot be checked or built."""


class ReleaseRefused(ReleaseError):
    """The release check has open findings: nothing may leave."""


class LeakFound(ReleaseError):
    """A finished file contains a sealed value; the files were destroyed."""
