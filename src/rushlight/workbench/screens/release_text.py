"""A text that somebody wrote: checked sentence by sentence, signed by people, published as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.codebook.words import purpose_words
from rushlight.desk import writing
from rushlight.desk.check_sheet import ChangeSheet, RuleSheet, effect, rule_sheets
from rushlight.desk.drafts import DraftRow, drafts
from rushlight.desk.writing import CheckedText, Typed
from rushlight.errors import MisuseError
from rushlight.record import Purpose
from rushlight.release import Finding
from rushlight.release.view import LEAVES
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.release_memory import keep, memory, text_of
from rushlight.workbench.release_state import Standing, standing
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.release import Option, how, keeping, kinds_of_people, purpose_of
from rushlight.workbench.waited import wait_for


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePage(Shown):
    """A box for a text, and what it leaves for."""

    template: ClassVar[str] = "release_write.html"
    screen: ClassVar[str] = "release"
    text: str
    purposes: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One sentence: its name and words, who could find how many families, the rules that stop it, what to look at before
    signing, who signed it (empty: nobody)."""

    id: str
    number: int
    text: str
    says: str
    rules: tuple[str, ...]
    look_at: tuple[str, ...]
    signed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Shown):
    """A text as it was checked."""

    template: ClassVar[str] = "release_text.html"
    screen: ClassVar[str] = "release"
    draft: str
    row: DraftRow
    shown: bool
    """Whether its check is still here to be shown; a text is never kept."""
    text: str
    language: str
    purpose: str
    passed: bool
    parts: tuple[PartRow, ...]
    unsigned: int
    rules: tuple[RuleSheet, ...]
    wordings: tuple[ChangeSheet, ...]
    kinds: tuple[Option, ...]
    standing: Standing


def write(asked: Asked) -> Answer:
    return _box(asked, "")


def _box(asked: Asked, text: str) -> WritePage:
    purposes = sorted(LEAVES, key=lambda p: p.value)
    return WritePage(text=text, purposes=tuple(Option(p.value, purpose_words(p, asked.language)) for p in purposes))


def paraphrase(asked: Asked) -> Answer:
    """The sentences of a draft in the box, to be said in other words."""
    done = memory(asked).checks.get(asked.params["draft"])
    if done is None:
        raise MisuseError("this check is not held any more", hint="check the draft again, then write")
    return _box(asked, "\n\n".join(item.text for item in done.check.items))


def check(asked: Asked) -> Answer:
    text = text_of(asked.form)
    if text is None:
        raise MisuseError("there is no text", hint="paste it, or choose its file")
    return _checked(asked, text, purpose_of(asked.form.get("purpose", Purpose.PUBLIC_ANONYMOUS.value)))


def _checked(asked: Asked, text: Typed, purpose: Purpose, *, kept: bool = False) -> Answer:
    keep_them = keeping(asked) if kept else None
    parts = writing.check_text(asked.desk.case, text, **how(asked), purpose=purpose, keeping=keep_them)
    return wait_for(asked, "check", stepped(parts), lambda asked, done: _kept(asked, text, done))


def _kept(asked: Asked, text: Typed, done: CheckedText) -> Answer:
    name, held = done.release.id, memory(asked)
    keep(held.texts, name, text)
    keep(held.text_checks, name, done)
    passed = done.release.check.passed
    said = asked.say("Checked: no rule stops it." if passed else "Checked: it may not leave as it stands.")
    return Go(f"/release-text/{name}", said)


def show(asked: Asked) -> Answer:
    name = asked.params["draft"]
    row = next((row for row in drafts(asked.desk.case, asked.actor) if row.id == name and row.text), None)
    if row is None:
        raise MisuseError("there is no such text", hint="the list of drafts has those that there are")
    done, text = memory(asked).text_checks.get(name), memory(asked).texts.get(name)
    release = done.release if done else None
    passed = row.passed if release is None else release.check.passed
    return TextPage(
        draft=name,
        row=row,
        shown=done is not None,
        text=_editable(text),
        language=release.draft.language if release else "en",
        purpose=purpose_words(row.purpose, asked.language),
        passed=passed,
        parts=tuple(_part(done, n, asked.language) for n in range(len(done.parts))) if done else (),
        unsigned=len(done.unsigned) if done else 0,
        rules=rule_sheets(release.check.findings, asked.language) if release else (),
        wordings=_wordings(done, asked.language) if done else (),
        kinds=kinds_of_people(asked.language),
        standing=standing(asked, name, passed=passed),
    )


def _editable(text: Typed | None) -> str:
    """A plain text again, to be changed; nothing of a file in another format."""
    if text is None or not text.name.endswith((".txt", ".md")):
        return ""
    return text.data.decode("utf-8", errors="replace")


def _part(done: CheckedText, n: int, language: str) -> PartRow:
    part = done.parts[n]
    mine = [f for f in done.release.check.findings if _sentence(f) == part.id and f.stops]
    item = next((c for c in done.release.check.items if c.item.id.partition(".")[0] == part.id and c.says), None)
    signed = done.signed.get(part.id)
    return PartRow(
        id=part.id,
        number=part.number,
        text=part.text,
        says=item.says.of(language) if item and item.says else "",
        rules=tuple(dict.fromkeys(f.rule for f in mine)),
        look_at=tuple(words.of(language) for words in done.look_at(part)),
        signed_by=signed.by if signed else "",
    )


def _sentence(f: Finding) -> str:
    return (f.item or "").partition(".")[0]


def _wordings(done: CheckedText, language: str) -> tuple[ChangeSheet, ...]:
    draft = done.release.draft
    return tuple(
        ChangeSheet(
            c.item.partition(".")[0],
            c.text,
            effect(c.after.typical, c.after.low, draft.item(c.item), c.levels, language),
        )
        for c in done.wordings
    )


def sign(asked: Asked) -> Answer:
    """Sign the ticked sentences; something has to be answered to what else is unusual."""
    text, numbers = _held(asked), asked.form.all("number")
    if not numbers:
        raise MisuseError("no sentence was ticked", hint="tick those that you have read and stand for")
    unusual, nothing = asked.form.get("unusual").strip(), asked.form.get("nothing") == "yes"
    if bool(unusual) == nothing:
        raise MisuseError("say what else is unusual, or that nothing is", hint="write it, or tick the box; not both")
    whole = [int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 7]
    asked.desk.sign(
        text, whole, unusual=unusual, elsewhere=asked.form.get("elsewhere") == "yes", knowers=asked.form.all("kind")
    )
    return _checked(asked, text, _purpose(asked))


def let_stand(asked: Asked) -> Answer:
    return _checked(asked, _held(asked), _purpose(asked), kept=True)


def _held(asked: Asked) -> Typed:
    found = memory(asked).texts.get(asked.params["draft"])
    if found is None:
        raise MisuseError("the text is not kept", hint="paste it again, and check it")
    return found


def _purpose(asked: Asked) -> Purpose:
    name = asked.params["draft"]
    return next(Purpose(row.purpose) for row in drafts(asked.desk.case, asked.actor) if row.id == name)


ROUTES = (
    get("/release-text", write),
    post("/release-text", check, big=True),
    get("/release-text/{draft}", show),
    post("/release-text/{draft}/sign", sign),
    post("/release-text/{draft}/keep", let_stand),
    post("/release/{draft}/write", paraphrase),
)
