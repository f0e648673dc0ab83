"""Setting up: the recovery shares reach paper, and somebody shows that they did.

The shares are in memory only while they are shown; two words of each of as many shares as are needed are asked for. Which
words is drawn, so that nobody can answer without having all of them before them.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile.casefile import Casefile
from rushlight.casefile.files import check_place, flush_folder
from rushlight.casefile.keys import check_share, whole_word
from rushlight.casefile.ways import log
from rushlight.casefile.words import below
from rushlight.errors import CasefileError, MisuseError
from rushlight.record import Randomness

ASKED = 2
"""Words asked for of a share."""

USUAL = (2, 3)
"""Any two of three people."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which word of which share is asked for, both counted from 1."""

    share: int
    position: int


def counts(written: str) -> tuple[int, int]:
    """(needed, shares) from "2/3". Raises MisuseError; whether the counts make sense is seen when shares are made."""
    match = re.fullmatch(r"([0-9]{1,2})\s*(?:/|of)\s*([0-9]{1,2})", written.strip())
    if not match:
        raise MisuseError("this is no count of shares", where=written[:20], hint="write 2/3 for any two of three, or 3/5")
    return int(match[1]), int(match[2])


def questions(shares: tuple[str, ...], randomness: Randomness) -> tuple[Question, ...]:
    """Two different words of each of as many shares as are needed; which ones is drawn evenly, in the shares' order."""
    needed = check_share(shares[0])[2]
    chosen = sorted(_drawn(needed, len(shares), randomness))
    return tuple(
        Question(share + 1, word + 1)
        for share in chosen
        for word in sorted(_drawn(ASKED, len(shares[share].split()), randomness))
    )


def holds(shares: tuple[str, ...], question: Question, word: str) -> bool:
    """Whether this is the word that stands there."""
    return bool(shares[question.share - 1].split()[question.position - 1] == whole_word(word))


def confirm(case: Casefile, answers: dict[Question, str], *, by: str) -> None:
    """Finish setting up. Raises MisuseError, as ``Casefile.confirm_shares`` does."""
    case.confirm_shares({(q.share, q.position): word for q, word in answers.items()})
    log(case, "shares_confirmed", by)


class Gathering:
    """Shares as people bring them, until there are enough."""

    def __init__(self) -> None:
        self._held: dict[int, str] = {}
        self._set: tuple[int, int] | None = None

    @property
    def shares(self) -> tuple[str, ...]:
        return tuple(self._held.values())

    @property
    def missing(self) -> int | None:
        """How many more are needed; None before the first."""
        return self._set[1] - len(self._held) if self._set else None

    def add(self, written: str) -> int:
        """Take one share in, numbers between its words or not; gives its number.

        Raises MisuseError for one that is misspelt, of another set than the first, or here already.
        """
        share = bare(written)
        of_set, number, needed = check_share(share)
        if self._set not in (None, (of_set, needed)):
            raise MisuseError("this share is of another set than the first", hint="newer shares replace all older ones")
        if number in self._held:
            raise MisuseError("this share was given already", where=f"share {number}", hint="another keeper's is needed")
        self._set = of_set, needed
        self._held[number] = share
        return number


def write_shares(shares: tuple[str, ...], folder: Path) -> tuple[Path, ...]:
    """Each share in a file of its own in ``folder``, readable by this user only: to be printed and destroyed.

    Raises CasefileError where a file of that name is there, and for folders that are copied elsewhere.
    """
    try:
        return _write_shares(shares, folder)
    except OSError:
        raise CasefileError(
            "the shares could not be written", where=str(folder), hint="'rushlight shares CASE' makes new ones"
        ) from None


def _write_shares(shares: tuple[str, ...], folder: Path) -> tuple[Path, ...]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_place(folder)
    paths = [folder / f"share-{number}-of-{len(shares)}.txt" for number in range(1, len(shares) + 1)]
    taken = next((path for path in paths if os.path.lexists(path)), None)
    if taken is not None:
        raise CasefileError("there is something in this place already", where=str(taken), hint="choose a new name")
    for path, share in zip(paths, shares, strict=True):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_page(share))
            file.flush()
            os.fsync(file.fileno())
    flush_folder(folder)
    return tuple(paths)


def read_share(path: Path) -> str:
    """A share from a file such as ``write_shares`` makes: its words, whatever numbers stand between them."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(4096)
    except (OSError, ValueError):
        raise MisuseError("the file of a share is not readable as text", where=str(path)) from None
    return bare(text)


def bare(written: str) -> str:
    """The words of a share as they were typed, without numbers, dots and line ends."""
    return " ".join(re.findall(r"[a-z]+", written.lower()))


def _page(share: str) -> str:
    """A share as it is printed: numbered words, four a line."""
    words = [f"{number:>2} {word:<10}" for number, word in enumerate(share.split(), 1)]
    return "\n".join("  ".join(words[at : at + 4]).rstrip() for at in range(0, len(words), 4)) + "\n"


def page(share: str) -> list[str]:
    """The lines of a share as it is shown."""
    return _page(share).splitlines()


def _drawn(count: int, limit: int, randomness: Randomness) -> set[int]:
    chosen: set[int] = set()
    while len(chosen) < count:
        chosen.add(below(limit, randomness))
    return chosen
