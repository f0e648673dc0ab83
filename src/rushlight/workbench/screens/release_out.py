"""What leaves: a second person looks and approves; publishing; the files to be taken; what left before, and withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile.keys import stream
from rushlight.codebook.words import purpose_words, word
from rushlight.desk import approving, publishing
from rushlight.desk.approving import Look
from rushlight.desk.check_sheet import RuleSheet, rule_sheets
from rushlight.desk.publishing import Given, HandedOver, proof_of
from rushlight.desk.released import PastRelease, release_named
from rushlight.desk.writing import Typed, checked_text
from rushlight.errors import MisuseError
from rushlight.release import looser
from rushlight.workbench.answering import Answer, Asked, File, Go
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.release_memory import Picture, keep, memory, packed, picture_of, text_of
from rushlight.workbench.release_tables import TableSheet, table_sheet
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import Route, get, post
from rushlight.workbench.screens.release import how
from rushlight.workbench.waited import wait_for
from rushlight.workbench.work import Steps

DIGITS = 12
"""Hex digits of a digest that people compare."""
ZIP, AGE, JSON = "application/zip", "application/octet-stream", "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Shown):
    """All that would leave, for the one who may approve it."""

    template: ClassVar[str] = "release_look.html"
    screen: ClassVar[str] = "release"
    path: str
    purpose: str
    recipient: str
    title: str
    language: str
    sentences: tuple[tuple[str, str], ...]
    """Each with its name."""
    tables: tuple[TableSheet, ...]
    picture: str
    """What the picture shows, empty without one."""
    rules: tuple[RuleSheet, ...]
    passed: bool
    digest: str
    checked_by: tuple[str, ...]
    before: int
    """Releases that left before."""
    preset: str
    looser: tuple[str, ...]
    """Gates that let more pass than shipped."""
    days: int
    asked_for: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that left: its name, its bytes, SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesPage(Shown):
    """The files of a release that was just published, to be taken."""

    template: ClassVar[str] = "release_files.html"
    screen: ClassVar[str] = "release"
    path: str
    files: tuple[FileRow, ...]
    approved_by: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPage(Shown):
    """One release that left."""

    template: ClassVar[str] = "released.html"
    screen: ClassVar[str] = "release"
    one: PastRelease
    purpose: str
    others: tuple[PastRelease, ...]
    """Later ones, of which one may correct it."""
    files: str
    """The page of its files while they are in memory; empty when they are not."""


# --- looking and approving -----------------------------------------------------------------------------


def _path(asked: Asked) -> str:
    name = asked.params["draft"]
    return f"/release-text/{name}" if _is_text(asked, name) else f"/release/{name}"


def _is_text(asked: Asked, name: str) -> bool:
    return checked_text(asked.desk.case, name) is not None


def _text(asked: Asked) -> Typed | None:
    """The text of the check, from the form or from memory. Raises MisuseError where it is needed and not here."""
    name = asked.params["draft"]
    if not _is_text(asked, name):
        return None
    held = memory(asked).texts
    if (sent := text_of(asked.form)) is not None:
        keep(held, name, sent)
    if name not in held:
        raise MisuseError("the text is not kept", hint="go back and paste it as it was checked")
    return held[name]


def look(asked: Asked) -> Answer:
    """Make it anew, to be shown whole; refused for whoever made it before anything is shown."""
    name, held = asked.params["draft"], memory(asked)
    asked.desk.require_another(name)
    text, picture = _text(asked), picture_of(asked.form)
    held.pictures.pop(name, None)
    if picture is not None:
        keep(held.pictures, name, picture)
    path = f"{_path(asked)}/look"

    def then(asked: Asked, shown: Look) -> Answer:
        keep(memory(asked).looks, name, shown)
        return Go(path)

    return wait_for(asked, "look", _looked(asked, name, text, picture), then)


def _looked(asked: Asked, name: str, text: Typed | None, picture: Picture | None) -> Steps:
    image, alt = (picture.data, picture.alt) if picture else (None, "")
    told = how(asked)
    del told["randomness"]  # an approval hangs on nothing by chance
    return stepped(approving.look(asked.desk.case, name, way=None, text=text, image=image, alt=alt, **told))


def show_look(asked: Asked) -> Answer:
    shown = memory(asked).looks.get(asked.params["draft"])
    if shown is None:
        return Go(_path(asked))
    draft, check = shown.ready.draft, shown.ready.check
    sentences = [(p.id, p.text) for p in draft.passages] or [(c.item.id, c.text) for c in check.items]
    return LookPage(
        path=_path(asked),
        purpose=purpose_words(draft.purpose, asked.language),
        recipient=draft.recipient or "",
        title=draft.title,
        language=draft.language,
        sentences=tuple(sentences),
        tables=tuple(table_sheet(t) for t in draft.tables),
        picture=shown.picture.alt if shown.picture else "",
        rules=rule_sheets(check.findings, asked.language),
        passed=check.passed,
        digest=shown.digest[:DIGITS],
        checked_by=tuple(dict.fromkeys(mark.by for mark in shown.makers)),
        before=shown.before,
        preset=word("preset", check.limits.preset, asked.language),
        looser=tuple(word("gate", name, asked.language) for name in looser(check.limits)),
        days=asked.desk.approval_rule().days,
        asked_for=shown.asked,
    )


def approve(asked: Asked) -> Answer:
    """Approve what was shown, if it is still what would leave."""
    name, held = asked.params["draft"], memory(asked)
    if asked.form.get("seen") != "yes":
        raise MisuseError("say that you have read all of it", hint="tick the box above the button")
    seen, path = asked.form.one("digest"), _path(asked)

    def then(asked: Asked, now: Look) -> Answer:
        if now.digest[:DIGITS] != seen:
            raise MisuseError("what would leave has changed since it was shown", hint="look at it again")
        until = asked.desk.approve(now).until.date().isoformat()
        return Go(path, asked.say("Approved until %(day)s. Bundle the casefile back to whoever publishes it.", day=until))

    text = held.texts.get(name) if _is_text(asked, name) else None
    return wait_for(asked, "approve", _looked(asked, name, text, held.pictures.get(name)), then)


def take_back(asked: Asked) -> Answer:
    asked.desk.take_back_approval(asked.params["draft"])
    return Go(_path(asked), asked.say("The approvals are taken back."))


# --- publishing ----------------------------------------------------------------------------------------


def publish(asked: Asked) -> Answer:
    """Publish to the person at work; the files are in memory until the casefile is locked."""
    name = asked.params["draft"]
    text, picture = _text(asked), picture_of(asked.form)
    given = Given(
        formats=None if text is not None else asked.form.all("format"),
        text=text,
        image=picture.data if picture else None,
        alt=picture.alt if picture else "",
    )
    path = f"{_path(asked)}/files"

    def then(asked: Asked, handed: HandedOver) -> Answer:
        keep(memory(asked).files, name, handed)
        return Go(path, asked.say("Published. Take the files before you lock: they are kept nowhere else."))

    return wait_for(asked, "publish", stepped(publishing.hand_over(asked.desk.case, name, given, **how(asked))), then)


def _handed(asked: Asked) -> HandedOver:
    found = memory(asked).files.get(asked.params["draft"])
    if found is None:
        raise _not_here()
    return found


def _not_here() -> MisuseError:
    hint = "files are kept until the casefile is locked; published once more, the same draft makes them anew"
    return MisuseError("the files are not here any more", hint=hint)


def files(asked: Asked) -> Answer:
    handed = memory(asked).files.get(asked.params["draft"])
    if handed is None:
        return _files_gone(asked)
    past = next(one for one in asked.desk.releases() if one.event == handed.event)
    return FilesPage(
        path=_path(asked),
        files=tuple(FileRow(f.name, f.size or 0, f.sha256) for f in past.files),
        approved_by=handed.approved_by,
        number=past.number,
    )


def _files_gone(asked: Asked) -> Answer:
    """To the release whose files are not here any more. Raises MisuseError where nothing of this draft left."""
    past = next((one for one in asked.desk.releases() if one.id == asked.params["draft"]), None)
    if past is None:
        raise _not_here()
    return Go(f"/released/{past.number}", asked.say("Its files are not in memory any more. The proof stays here."))


def let_go(asked: Asked) -> Answer:
    """The person has the files: nothing of them stays in memory, nor of the text and the picture they were made of."""
    event = _handed(asked).event
    memory(asked).let_go(asked.params["draft"])
    past = next(one for one in asked.desk.releases() if one.event == event)
    return Go(f"/released/{past.number}", asked.say("Its files are not in memory any more. The proof stays here."))


def public_archive(asked: Asked) -> Answer:
    """The published files, in a folder called release."""
    return File(packed("release", _handed(asked).files), ZIP, "release.zip")


def sealed_archive(asked: Asked) -> Answer:
    """The same, sealed to an age key that the person names."""
    sealed = stream.encrypt_to(asked.form.one("key").strip(), packed("release", _handed(asked).files))
    return File(sealed, AGE, "release.zip.age")


def team_archive(asked: Asked) -> Answer:
    """Proof and audit sheet, for the team alone: unpacked beside the release they are where verifying looks for them."""
    handed = _handed(asked)
    return File(packed("release.proof", {"proof.json": handed.proof, "audit.html": handed.audit}), ZIP, "release.proof.zip")


# --- what left -----------------------------------------------------------------------------------------


def released(asked: Asked) -> Answer:
    one = release_named(asked.desk.case, str(asked.params["n"]))
    later = tuple(other for other in asked.desk.releases() if other.number > one.number)
    name = next((name for name, handed in memory(asked).files.items() if handed.event == one.event), None)
    return ReleasedPage(
        one=one,
        purpose=purpose_words(one.purpose, asked.language),
        others=later,
        files=f"/{'release-text' if one.text else 'release'}/{name}/files" if name else "",
    )


def proof(asked: Asked) -> Answer:
    one = release_named(asked.desk.case, str(asked.params["n"]))
    return File(proof_of(asked.desk.case, one.event), JSON, "proof.json")


def withdraw(asked: Asked) -> Answer:
    number = str(asked.params["n"])
    asked.desk.withdraw_release(number, reason=asked.form.one("reason"), corrected_by=asked.form.get("by") or None)
    return Go(f"/released/{number}", asked.say("Withdrawn. Nothing is called back by it: tell its readers."))


def _of(base: str) -> tuple[Route, ...]:
    """The same for a draft and for a text."""
    at = f"{base}/{{draft}}"
    return (
        post(f"{at}/look", look, big=True),
        get(f"{at}/look", show_look),
        post(f"{at}/approve", approve),
        post(f"{at}/take-back", take_back),
        post(f"{at}/publish", publish, big=True),
        get(f"{at}/files", files),
        get(f"{at}/files/public", public_archive),
        post(f"{at}/files/sealed", sealed_archive),
        get(f"{at}/files/team", team_archive),
        post(f"{at}/files/let-go", let_go),
    )


ROUTES = (
    *_of("/release"),
    *_of("/release-text"),
    get("/released/{n:int}", released),
    get("/released/{n:int}/proof", proof),
    post("/released/{n:int}/withdraw", withdraw),
)
