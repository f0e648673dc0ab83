"""The desk: every use-case of an open casefile, under the names the command line uses.

The desk alone joins the store with the pure rooms, and alone brings the clock, randomness and the
person at work; everything below gets them as arguments.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Unpack

from rushlight import casefile
from rushlight.casefile import Casefile, Cost, Event, KeptOriginal, VerifyReport, items, joining
from rushlight.casefile.adding import add_comment, finish_blind
from rushlight.casefile.canonical import Json
from rushlight.casefile.search.conditions import Conditions
from rushlight.counting import Grain, PlaceLevel
from rushlight.desk import (
    adding,
    clearing,
    counting,
    deciding,
    disclosing,
    exchanging,
    finding,
    identifying,
    linking,
    releasing,
    reports,
    submitting,
    taking_in,
    teams,
)
from rushlight.desk import consent as consenting
from rushlight.desk.adding import Marked
from rushlight.desk.consent import Terms
from rushlight.desk.counting import Counted
from rushlight.desk.disclosing import Disclosure
from rushlight.desk.exchanging import Exchanged
from rushlight.desk.finding import FoundReports
from rushlight.desk.letting_out import LettingOut
from rushlight.desk.linking import Linked
from rushlight.desk.reading import ReadFile
from rushlight.desk.reading_twice import ReadingTwice
from rushlight.desk.submitting import Submitted
from rushlight.desk.taking_in import SaidOfIt, TakenIn
from rushlight.desk.together import Together
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import (
    Decision,
    Judgement,
    LinkJudgement,
    Purpose,
    Randomness,
    Relation,
    Report,
    Statement,
    Verdict,
)
from rushlight.release import Form

if TYPE_CHECKING:  # loaded when many are taken in: one report should not wait for it
    from rushlight.desk import bulk
    from rushlight.desk.waiting import Read
    from rushlight.intake.columns import ColumnMap
    from rushlight.intake.uploads import Upload

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Desk(LettingOut, Together, ReadingTwice):
    """A casefile with a person at work. Use it as a context manager, or close it.

    ``actor`` is the person's own alias for the log, such as "A1": never a name.
    """

    def __init__(
        self, case: Casefile, *, actor: str = "A1", now: Clock = utc_now, randomness: Randomness = secrets.token_bytes
    ) -> None:
        self.case, self.actor, self.now, self.randomness = case, actor, now, randomness

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.case.close()

    # --- taking in and deciding ----------------------------------------------------------------------

    def add_source(self, alias: str, *, name: str | None = None, contact: str | None = None) -> str:
        """Record who told us under an alias; name and contact go to the vault. Gives the source's id."""
        taking_in.check_source_alias(alias)
        return self.case.add_source(alias, by=self.actor, at=self.now(), name=name, contact=contact)

    def request_identity(
        self, aliases: Iterable[str] = (), *, reason: str = "follow_up", release: str | None = None
    ) -> identifying.Asked:
        """Ask the trustees who these sources or authors are, or for the names that a release's files must be searched for."""
        if release is not None:
            return releasing.request_search(self.case, release, now=self.now(), actor=self.actor)
        return identifying.request(self.case, aliases, reason, now=self.now(), actor=self.actor)

    def requests(self) -> tuple[identifying.Asked, ...]:
        """Requests to the trustees that are not opened yet."""
        return identifying.requests(self.case, now=self.now())

    def answer(self, request: str) -> identifying.Asked:
        """Give the share that this device keeps of what a request asks for."""
        return identifying.answer(self.case, request, now=self.now(), actor=self.actor)

    def request_reshare(self) -> identifying.Asked:
        """Ask the trustees before for what is not sealed for those of today."""
        return identifying.request_reshare(self.case, now=self.now(), actor=self.actor)

    def reshare(self, request: str) -> int:
        """Seal anew for the trustees of today what those before have answered for; gives how many records."""
        return identifying.reshare(self.case, request, now=self.now(), actor=self.actor)

    def open_identity(self, request: str) -> dict[str, dict[str, Any]]:
        """By alias: who it is, once enough trustees have answered. The log says so before it is shown; once only."""
        return identifying.open_identity(self.case, request, now=self.now(), actor=self.actor)

    def take_in(self, path: Path, **said: Unpack[SaidOfIt]) -> TakenIn:
        """Read the file at ``path`` and keep it with its reading (see ``desk.taking_in``)."""
        return taking_in.take_in(self.case, path, now=self.now(), randomness=self.randomness, actor=self.actor, **said)

    def take_in_bytes(self, original: bytes, name: str, **said: Unpack[SaidOfIt]) -> TakenIn:
        """``take_in`` for bytes that were pasted or uploaded; ``name`` is a name of ours with the ending of its own."""
        shared = {"now": self.now(), "randomness": self.randomness, "actor": self.actor}
        return taking_in.take_in_bytes(self.case, original, Path(name), **shared, **said)  # type: ignore[arg-type]  # three of one kind each

    def waiting(self) -> tuple[KeptOriginal, ...]:
        """Files whose bytes are kept and whose text could not be taken out of them yet."""
        return casefile.kept_originals(self.case)

    def unread(self) -> tuple[str, ...]:
        """The aliases of reports that are kept whole and not read yet, in the order of taking in."""
        return tuple(alias for _, alias in items.without_reading(self.case))

    def unread_count(self) -> int:
        """How many reports are kept whole and not read yet."""
        return items.unread_count(self.case)

    def take_in_many(self, paths: Sequence[Path], plan: bulk.Plan, *, tell: Callable[[bulk.Step], None]) -> bulk.Outcome:
        """Keep everything in folders, archives, mailboxes and tables without reading it yet (see ``desk.bulk``)."""
        from rushlight.desk import bulk

        return bulk.take_in_many(self.case, paths, plan, now=self.now, randomness=self.randomness, actor=self.actor, tell=tell)

    def take_in_steps(self, things: Sequence[Path | Upload], plan: bulk.Plan) -> Generator[bulk.Step, None, bulk.Outcome]:
        """``take_in_many`` a step at a time; uploads are told by number and never written to the disk."""
        from rushlight.desk import bulk

        return bulk.take_in_steps(self.case, things, plan, now=self.now, randomness=self.randomness, actor=self.actor)

    def read_waiting(
        self, plan: bulk.Plan, *, read_on: Callable[[ReadFile], ReadFile] | None = None
    ) -> Iterator[Read | bulk.Problem]:
        """Read what was kept without a reading, one by one (see ``desk.waiting``)."""
        from rushlight.desk import waiting

        return waiting.read_waiting(
            self.case, plan, now=self.now, randomness=self.randomness, actor=self.actor, read_on=read_on
        )

    def read_steps(
        self, plan: bulk.Plan, *, read_on: Callable[[ReadFile], ReadFile] | None = None, apart: bool = False
    ) -> Iterator[Read | bulk.Problem | None]:
        """``read_waiting``; with ``apart`` None is given while a report is read beside the desk (see ``desk.waiting``)."""
        from rushlight.desk import waiting

        shared = {"now": self.now, "randomness": self.randomness, "actor": self.actor}
        return waiting.read_steps(self.case, plan, read_on=read_on, apart=apart, **shared)  # type: ignore[arg-type]  # three of one kind each

    def take_up_kept(self, plan: bulk.Plan) -> list[bulk.Problem]:
        """Try the files again whose text could not be taken out of them; gives those that still wait, and why."""
        from rushlight.desk import waiting

        return waiting.take_up_kept(self.case, plan, now=self.now, randomness=self.randomness, actor=self.actor)

    def take_up_steps(self, plan: bulk.Plan) -> Iterator[str | bulk.Problem | None]:
        """``take_up_kept`` file by file: the alias of one that is a document now, or why it still waits."""
        from rushlight.desk import waiting

        return waiting.take_up_steps(self.case, plan, now=self.now, randomness=self.randomness, actor=self.actor)

    def column_map(self, name: str) -> ColumnMap:
        """The column map saved under a name. Raises MisuseError when there is none."""
        from rushlight.desk import bulk

        return bulk.saved_map(self.case, name)

    def save_column_map(self, columns: ColumnMap) -> None:
        """Save a column map under its name, in place of the one before."""
        from rushlight.desk import bulk

        bulk.save_map(self.case, columns, now=self.now(), actor=self.actor)

    def reports(self) -> tuple[Report, ...]:
        """Every report that you may find, with what people have accepted of it."""
        return reports.reports(self.case, by=self.actor)

    def decide(
        self,
        statement: str,
        verdict: Verdict,
        *,
        field: str | None = None,
        value: str | None = None,
        reason: str | None = None,
        seen: Sequence[str] = (),
    ) -> Decision:
        """Keep one decision about a statement or one of its fields (see ``record.Decision``)."""
        with self.case.batch():
            kept = deciding.decide(
                self.case,
                statement,
                verdict,
                now=self.now(),
                randomness=self.randomness,
                actor=self.actor,
                field=field,
                value=value,
                reason=reason,
                seen=seen,
            )
            self.own_times.decided(statement, verdict)
        return kept

    def add_statement(self, document: str, marked: Marked) -> Statement:
        """Keep what a person marked in a report as a statement that waits for a decision (see ``desk.adding``)."""
        return adding.add(self.case, document, marked, now=self.now(), randomness=self.randomness, actor=self.actor)

    def comment(self, statement: str, text: str) -> Event:
        """Keep what a person writes beside a statement; it changes nothing of where the statement stands."""
        if deciding.reading_with(self.case, statement, by=self.actor) is None:
            raise ReviewError("the casefile has no such statement", where=statement)
        return add_comment(self.case, statement, text, by=self.actor, at=self.now())

    def finish_blind(self, document: str) -> Event:
        """Say that you have read this report before its proposals were shown; from now on they are (see ``desk.blind``)."""
        if not self.case.readings(document, by=self.actor):
            raise MisuseError("the casefile has no such report, or it was not read", where=document)
        return finish_blind(self.case, document, by=self.actor, at=self.now())

    def undo(self) -> Decision:
        """Take back your last decision that still stands; it stays in the log."""
        return deciding.undo(self.case, now=self.now(), randomness=self.randomness, actor=self.actor)

    def apply_script(self, document: str, script: Sequence[Mapping[str, str]]) -> int:
        """Apply a reviewer's script to a document's reading; gives the number of decisions."""
        return deciding.apply_script(self.case, document, script, now=self.now(), randomness=self.randomness, actor=self.actor)

    def judge(
        self, relation: Relation, left: str, right: str, judgement: Judgement, *, reason: str | None = None
    ) -> LinkJudgement:
        """Say that two reports or statements do, or do not, belong together."""
        return deciding.judge(
            self.case,
            relation,
            left,
            right,
            judgement,
            now=self.now(),
            randomness=self.randomness,
            actor=self.actor,
            reason=reason,
        )

    def take_back_judgement(self, relation: Relation | None = None, *pair: str) -> LinkJudgement:
        """Take back the last thing you said of a link, or of this one; both stay in the log, and it is given."""
        made = deciding.last_judgement(self.case, by=self.actor, relation=relation, pair=pair)
        deciding.take_back_judgement(self.case, made, now=self.now(), actor=self.actor)
        return made

    def find(
        self,
        words: str = "",
        conditions: Conditions | None = None,
        *,
        place: str | None = None,
        names: bool = False,
        first: int = 0,
        shown: int = 20,
    ) -> FoundReports:
        """Which reports hold the words and fulfil the conditions, as far as you may find them. Nothing of it is logged."""
        asked = conditions or Conditions()
        return finding.find(self.case, words, asked, actor=self.actor, place=place, names=names, first=first, shown=shown)

    def restrict(self, report: str, to: Iterable[str]) -> None:
        """Let only these people (aliases such as A1) find a report; nobody named lifts it."""
        finding.restrict(self.case, report, to, actor=self.actor)

    # --- joining and counting ----------------------------------------------------------------

    def link(self) -> Linked:
        """Which reports tell of the same happening, and from how many independent sources."""
        return linking.link(self.case, by=self.actor)

    def count(self, *, place_level: PlaceLevel | None = None, period: Grain | None = None) -> Counted:
        """Tallies of what was accepted, the pathway, and what is missing."""
        return counting.count(self.case, place_level=place_level, period=period, by=self.actor)

    def consent(self, subject: str, purpose: Purpose, **terms: Unpack[Terms]) -> None:
        """Record what a source, or whoever stands behind a report, agreed to (both by alias)."""
        consenting.consent(self.case, subject, purpose, now=self.now(), actor=self.actor, **terms)

    # --- trusting ------------------------------------------------------------------------------------

    def log(self) -> tuple[Event, ...]:
        """What was done, when and by whom; no word of a report."""
        return self.case.events()

    def disclose(self, chosen: Iterable[str], path: Path, *, with_names: bool = False) -> Disclosure:
        """Write chosen events and reports as a pack that verifies without the casefile, and opens nothing else of it."""
        return disclosing.disclose(self.case, chosen, path, with_names=with_names, now=self.now(), actor=self.actor)

    def exchange(self, chosen: Iterable[str], path: Path, *, key: str, recipient: str | None = None) -> Exchanged:
        """Seal statements with their words, decisions and readers for a colleague's own tools. It is no release."""
        return exchanging.exchange(
            self.case, chosen, path, key=key, recipient=recipient, now=self.now(), randomness=self.randomness, actor=self.actor
        )

    def submission_form(self, subject: str, to: str, path: Path, *, transmit: bool = False) -> tuple[Form, dict[str, str]]:
        """The form of a mechanism of the United Nations, where there is consent, and what is known for it already."""
        asked = submitting.check_may(self.case, subject, to, transmit=transmit, now=self.now(), actor=self.actor)
        submitting.check_place(self.case, path)
        return asked, submitting.known(self.case, subject, actor=self.actor)

    def submit(
        self, subject: str, to: str, answers: Mapping[str, str], path: Path, *, key: str, transmit: bool = False
    ) -> Submitted:
        """Seal a submission to an age key. It is no release, and linked to none."""
        return submitting.submit(
            self.case,
            subject,
            to,
            answers,
            path,
            key=key,
            transmit=transmit,
            now=self.now(),
            randomness=self.randomness,
            actor=self.actor,
        )

    def log_page(self, first: int, size: int) -> tuple[Event, ...]:
        """``size`` entries of the log from the ``first`` one on, counted from the newest."""
        return self.case.log.page(first, size)

    def verify_steps(
        self, *, deep: bool = False, checkpoint: str | None = None
    ) -> Generator[tuple[int, int], None, VerifyReport]:
        """``verify`` a step at a time: how many events and originals of how many were looked at."""
        return self.case.verify_steps(deep=deep, checkpoint=checkpoint)

    def verify(self, *, deep: bool = False, checkpoint: str | None = None) -> VerifyReport:
        """Check that nothing was altered; ``deep`` rebuilds every table from the events.

        ``checkpoint``: a signed checkpoint, one from paper, or the copy of an anchor, as text.
        """
        return self.case.verify(deep=deep, checkpoint=checkpoint)


def new_desk(
    folder: Path,
    passphrase: str,
    *,
    actor: str = "A1",
    now: Clock = utc_now,
    randomness: Randomness = secrets.token_bytes,
    cost: Cost | None = None,
    recovery: tuple[int, int] | None = None,
) -> Desk:
    """Make a casefile at ``folder`` (NAME.case) and open a desk on it. Raises what ``casefile.create`` raises.

    With ``recovery`` (k, n) it takes nothing in until its shares were confirmed (``desk.doors.SettingUp``).
    """
    case = casefile.create(folder, passphrase, randomness=randomness, now=now, by=actor, cost=cost, recovery=recovery)
    return Desk(case, actor=actor, now=now, randomness=randomness)


def join_desk(
    folder: Path,
    invitation: Json,
    passphrase: str,
    *,
    actor: str,
    now: Clock = utc_now,
    randomness: Randomness = secrets.token_bytes,
    cost: Cost | None = None,
    recovery: tuple[int, int] | None = None,
) -> Desk:
    """Make an empty copy of the casefile that an invitation is for, and open a desk on it. Raises what ``joining.join`` raises.

    Its request to be admitted is ``teams.request_whole``.
    """
    teams.check_person(actor)
    keys = {"cost": cost, "recovery": recovery}
    case = joining.join(folder, invitation, passphrase, randomness=randomness, now=now, by=actor, **keys)  # type: ignore[arg-type]
    return Desk(case, actor=actor, now=now, randomness=randomness)


def open_desk(
    folder: Path, passphrase: str, *, actor: str = "", now: Clock = utc_now, randomness: Randomness = secrets.token_bytes
) -> Desk:
    """Open a desk on an existing casefile: for reading only where its medium cannot be written.

    Without ``actor`` it is for whoever joined with this copy, or A1. Raises WrongPassphrase, NewerCasefile, Tampered,
    CasefileError.
    """
    case = casefile.open_casefile(folder, passphrase, randomness=randomness, now=now, read_only=None)
    clearing.clear(case)
    return Desk(case, actor=actor or joining.actor_of(case), now=now, randomness=randomness)
