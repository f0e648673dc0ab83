"""Practice: the whole job once, on fictional reports, in a casefile of its own that is thrown away afterwards.

A practice in somebody's own casefile would leave invented reports in its log for ever, and in its counts until they were
erased. So it has its own, under a passphrase that nobody needs: nothing of it is worth opening again.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from rushlight.casefile import Cost, files, slots
from rushlight.casefile.words import generate_passphrase
from rushlight.desk import releasing
from rushlight.desk.demo import Demonstration, Sample
from rushlight.desk.desk import Clock, Desk, new_desk, utc_now
from rushlight.desk.releasing import CheckedRelease
from rushlight.errors import CasefileError, MisuseError
from rushlight.parts import Parts
from rushlight.record import Randomness

NEEDED = 10
"""Statements to decide before the release is looked at."""

FOLDER = "rushlight-practice.case"
_YOURS = {"en": "06-en-testimony.txt", "ko": "07-ko-testimony.txt"}
"""By language: the report that is left to the person; what the release is about does not hang on it."""


def begin(
    beside: Path, *, now: Clock = utc_now, randomness: Randomness = secrets.token_bytes, cost: Cost | None = None
) -> Desk:
    """An empty practice casefile in the folder ``beside``, in place of one that was left there."""
    folder = beside / FOLDER
    throw_away(folder)
    return new_desk(folder, generate_passphrase(randomness), now=now, randomness=randomness, cost=cost)


def throw_away(folder: Path) -> None:
    """Destroy a practice casefile, its key slots first: what a disk keeps of it then opens nothing. Raises CasefileError."""
    if folder.name != FOLDER:
        raise MisuseError("this is no practice casefile", where=folder.name)
    if not folder.exists():
        return
    with suppress(CasefileError):
        files.shred(folder / slots.FILE)
    try:
        shutil.rmtree(folder)
    except OSError:
        hint = "delete it by hand: it holds fictional reports only"
        raise CasefileError("the practice casefile could not be removed", where=folder.name, hint=hint) from None


class Practice:
    """A practice under way at its own desk. ``say_language`` is the language of the report that is left to the person."""

    def __init__(self, desk: Desk, say_language: str = "en") -> None:
        self.desk = desk
        self._yours = _YOURS.get(say_language, _YOURS["en"])
        self._language = say_language if say_language in _YOURS else "en"
        self._demo = Demonstration(desk)
        self._before: frozenset[str] = frozenset()
        self.ready = False
        self.refused: CheckedRelease | None = None
        self.passed: CheckedRelease | None = None

    def prepare(self) -> Generator[tuple[int, int], None, None]:
        """What colleagues would have done: seven reports taken in and decided, two of them told apart, consent asked.

        Gives after each report how many of how many are done.
        """
        self._demo.record_sources()
        samples = [sample for sample in self._demo.samples() if sample.file != self._yours]
        for done, sample in enumerate(samples, 1):
            self._demo.take_in(sample)
            self._demo.review(sample)
            yield done, len(samples)
        self._demo.judge()
        self._demo.consent()
        self._before = self._answered()
        self.ready = True

    @property
    def yours(self) -> Sample:
        """The report that is left to the person."""
        return next(sample for sample in self._demo.samples() if sample.file == self._yours)

    def text(self) -> str:
        """The words of the report that is left to the person."""
        with self.yours.path() as path:
            return path.read_text(encoding="utf-8")

    def take_in(self) -> str:
        """Take in the report that is left to the person; gives its alias. Raises MisuseError before the others are there."""
        self._require_ready()
        return self.taken or self._demo.take_in(self.yours).alias

    @property
    def taken(self) -> str | None:
        """The alias of the person's report, once it was taken in, by whatever way."""
        known = self._demo.taken.get(self._yours)
        if known is not None:
            return known.alias
        others = {taken.alias for taken in self._demo.taken.values()}
        return next((d.alias for d in self.desk.case.documents() if d.alias not in others), None)

    def waiting(self) -> str | None:
        """The first statement of the person's report that waits; None before it was taken in, and when all are decided."""
        own = next((d.document.id for d in self.desk.case.documents() if d.alias == self.taken), None) if self.ready else None
        return next((item.statement.id for item in self.desk.queue() if item.document == own), None) if own else None

    @property
    def decided(self) -> int:
        """How many statements the person gave an answer to; "unsure" is one."""
        return len(self._answered() - self._before) if self.ready else 0

    def _answered(self) -> frozenset[str]:
        return frozenset(decision.statement for decision in self.desk.case.decisions())

    def check(self) -> Parts[CheckedRelease]:
        """Check the release as it stands: it is refused, since it says too exactly where and when. Raises MisuseError."""
        self._require_decided()
        desk, linked = self.desk, self.desk.link()
        title = {"en": self._demo.plan["release"]["title"], "ko": None}[self._language]
        self.refused = yield from releasing.check_release(
            desk.case,
            now=desk.now(),
            randomness=desk.randomness,
            actor=desk.actor,
            linked=linked,
            chosen=self._demo.chosen(linked),
            title=title,
            language=self._language,
        )
        return self.refused

    def widen(self, way: int) -> Parts[CheckedRelease]:
        """Take one of the ways that were proposed, and check again. Raises MisuseError."""
        if self.refused is None:
            raise MisuseError("nothing was checked yet", hint="check the release first")
        desk = self.desk
        how = {"now": desk.now(), "randomness": desk.randomness, "actor": desk.actor}
        self.passed = yield from releasing.check_again(desk.case, self.refused.id, way=way, **how)  # type: ignore[arg-type]  # three of one kind each
        return self.passed

    def _require_ready(self) -> None:
        if not self.ready:
            raise MisuseError("the practice is not prepared yet", hint="wait a moment, then try again")

    def _require_decided(self) -> None:
        self._require_ready()
        if self.decided < NEEDED:
            raise MisuseError("decide ten statements first", where=f"{self.decided} of {NEEDED}", hint="go on in the queue")
