"""``rushlight review``: decide about proposals one by one, on a plain terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.text import Text

from rushlight.casefile.process import IdleLock
from rushlight.cli import screen
from rushlight.cli.fields import FIELDS, choices
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.desk.deciding import decisions_about
from rushlight.desk.describe import Described, describe
from rushlight.desk.doors import idle_lock
from rushlight.desk.reviewing import accept, queue_without_blind
from rushlight.errors import MisuseError, RushlightError
from rushlight.record import Decision, Report, Statement, Verdict
from rushlight.review import QueueItem, as_corrected, progress, queue, untouched

HELP = """\
  a            accept, after a look at the three that matter most
  x            reject
  u            unsure              s or Enter   leave for later
  n FIELD      the report does not state FIELD
  e FIELD      correct FIELD: choose from a list
  e FIELD VALUE  correct FIELD to VALUE
  z            take back your last decision
  t            the paragraph around the words
  q            stop (all decisions are kept)      ?  this help
fields: """ + ", ".join(FIELDS)

SCREEN_WORD = {field: name for name, field in FIELDS.items()}
TOUCHED_AS = {"modality": "happened", "agent": "who", "speaker": "says"}
"""Where the description has the fields that are looked at before accepting."""

WHOLE = {"a": Verdict.ACCEPT, "x": Verdict.REJECT, "u": Verdict.UNSURE}


@click.command()
@CASE
@click.option("--report", metavar="ALIAS", help="only this report")
@click.option("--more", is_flag=True, help="also the weakly founded proposals")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, report: str | None, more: bool, actor: str, passphrase_file: Path | None) -> None:
    """Go through what waits in CASE: accept, reject, correct, mark as not stated, take back.

    Nothing is accepted beforehand. Every decision is stored at once and can be taken back.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        session = Session(desk, report, more)
        session.lock = idle_lock(desk, _locked)
        try:
            session.run()
        finally:
            session.lock.stop()
    if session.interrupted:
        raise click.Abort


def _locked() -> None:
    """What is left on the screen of somebody who went away: nothing of a report."""
    screen.clear()
    screen.note("locked: nobody touched it. Every decision is kept; run the same command again")


class Session:
    """One sitting. The queue is asked for again after every decision, so undo brings a proposal back."""

    def __init__(self, desk: Desk, report: str | None, more: bool) -> None:
        self.desk, self.report, self.more = desk, report, more
        self.left: set[str] = set()
        self.reports = desk.reviewing()
        self.going, self.interrupted = True, False
        self.lock: IdleLock | None = None
        if report and all(r.alias != report for r in self.reports):
            raise MisuseError("the casefile has no such report", where=report)

    def run(self) -> None:
        screen.note("? shows the keys")
        while self.going:
            item = self._next()
            if item is None:
                break
            self._show(item)
            self._ask(item)
        self._farewell()

    def _next(self) -> QueueItem | None:
        self.reports = self.desk.reviewing()
        for item in queue(queue_without_blind(self.desk, self.reports), self.desk.decisions()):
            wanted = self.report in (None, item.alias) and (self.more or not item.behind_more)
            if wanted and item.statement.id not in self.left:
                return item
        return None

    def _show(self, item: QueueItem) -> None:
        reading = self._report(item).reading
        done = progress(self.reports, self.desk.decisions())
        screen.say(f"\n{item.alias}   {done.decided} of {done.total} decided   {item.why}")
        screen.block(reading, item.statement)

    def _report(self, item: QueueItem) -> Report:
        return next(r for r in self.reports if r.alias == item.alias)

    def _ask(self, item: QueueItem) -> None:
        """Ask until something happened to this proposal."""
        while True:
            line = self._typed(">", default="s")
            if line is None:
                self._stop()
                return
            try:
                if self._obey(item, *line.split(maxsplit=2)):
                    return
            except RushlightError as error:
                screen.note(f"error: {error}" + (f"\nhint: {error.hint}" if error.hint else ""))

    def _typed(self, prompt: str, *, default: str | None = None) -> str | None:
        """What was typed; None at the end of the input and at Ctrl-C."""
        try:
            answer: str = click.prompt(prompt, prompt_suffix=" ", default=default, show_default=False, err=True)
        except click.Abort as error:
            self.interrupted = isinstance(error.__context__, KeyboardInterrupt)
            return None
        if self.lock is not None:
            self.lock.touch()
        return answer.strip()

    def _obey(self, item: QueueItem, verb: str, field: str = "", value: str = "") -> bool:
        """Do what was typed; true when the next proposal should come."""
        statement = item.statement.id
        if verb == "a":
            return self._accept(item)
        if verb in WHOLE:
            if verb == "x":
                self._reject_contents(item)
            self.desk.decide(statement, WHOLE[verb])
            if verb == "u":
                self.left.add(statement)
            return True
        other: dict[str, Callable[[], bool]] = {
            "s": lambda: self._leave(statement),
            "q": self._stop,
            "z": self._undo,
            "n": lambda: self._not_stated(item, field),
            "e": lambda: self._correct(item, field, value),
            "t": lambda: self._context(item),
        }
        if verb not in other:
            screen.note(HELP)
            return False
        return other[verb]()

    def _accept(self, item: QueueItem) -> bool:
        """Accept once each of the three was looked at: one question a field, never one for all."""
        shown, seen = self._as_it_stands(item), []
        for name in untouched(item.statement.id, self._decisions(item), by=self.desk.actor):
            line = screen.visible(getattr(shown, TOUCHED_AS[name]))
            answer = self._typed(f"{SCREEN_WORD[name]}: {line} - is it so? (a or Enter, n)", default="y")
            if answer is None:
                return self._stop()
            if answer.lower() not in ("y", "a", "yes"):
                screen.note(f"not accepted; correct it with e {SCREEN_WORD[name]}, or n {SCREEN_WORD[name]}")
                return False
            seen.append(name)
        accept(self.desk, item.statement.id, seen)
        return True

    def _decisions(self, item: QueueItem) -> tuple[Decision, ...]:
        stored = self.desk.case.readings(item.document, by=self.desk.actor)[-1]
        return decisions_about(self.desk.case, stored, by=self.desk.actor)

    def _as_it_stands(self, item: QueueItem) -> Described:
        """The proposal in words, with what was corrected of it."""
        report = self._report(item)
        return describe(*as_corrected(report.reading, self._decisions(item), item.statement.id, report.text))

    def _reject_contents(self, item: QueueItem) -> None:
        """What a rejected threat, demand or pledge announced cannot stay accepted."""
        for content in self._report(item).accepted:
            if content.content_of == item.statement.id:
                self.desk.decide(content.id, Verdict.REJECT)
                screen.note("what it announced had been accepted and is rejected too")

    def _leave(self, statement: str) -> bool:
        self.left.add(statement)
        return True

    def _stop(self) -> bool:
        self.going = False
        return True

    def _undo(self) -> bool:
        taken_back = self.desk.undo()
        self.left.discard(taken_back.statement)
        screen.note("taken back")
        return True

    def _not_stated(self, item: QueueItem, field: str) -> bool:
        self.desk.decide(item.statement.id, Verdict.NOT_STATED, field=_field(field))
        screen.note(f"{field}: not stated; accept or reject the statement itself too")
        return False

    def _correct(self, item: QueueItem, field: str, value: str) -> bool:
        report = self._report(item)
        options = choices(_field(field), report)
        if not value:
            for n, (_, words) in enumerate(options, 1):
                screen.say(f"  {n:>3}  {words}")
            value = self._typed("number:" if options else "value:") or ""
            if not value:
                return self._stop()
        if value.isdigit() and options and 0 < int(value) <= len(options):
            value = options[int(value) - 1][0]
        self.desk.decide(item.statement.id, Verdict.CORRECT, field=_field(field), value=value)
        screen.note(f"{field}: corrected; accept or reject the statement itself too")
        return False

    def _context(self, item: QueueItem) -> bool:
        report = self._report(item)
        screen.console().print(_paragraph(report, item.statement))
        return False

    def _farewell(self) -> None:
        done = self.desk.progress()
        screen.say(f"{done.accepted} accepted, {done.rejected} rejected, {done.unsure} unsure, {done.proposed} waiting")
        hidden = sum(item.behind_more for item in self.desk.queue())
        if hidden and not self.more:
            screen.note(f"{hidden} weakly founded proposals are kept apart; --more shows them")


def _field(name: str) -> str:
    if name not in FIELDS:
        raise MisuseError("name the field", hint="one of: " + ", ".join(FIELDS))
    return FIELDS[name]


def _paragraph(report: Report, statement: Statement) -> Text:
    """The paragraph that holds the statement's first words, the words themselves marked."""
    first = statement.spans[0]
    around = next((p for p in report.document.paragraphs if p.start <= first.start < p.end), None)
    start, end = (around.start, around.end) if around else (max(0, first.start - 200), first.end + 200)
    shown = Text(screen.visible(report.text[start:end]))
    for span in statement.spans:
        if start <= span.start and span.end <= end:
            shown.stylize("reverse", span.start - start, span.end - start)
    return shown
