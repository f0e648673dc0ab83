"""Publish a release: approved, made anew, checked once more, written, searched, entered in the log, and proven.

The log comes before the files: both entries of a release stand in it together or not at all, and only then do the finished
files come to their place. What a crash leaves between is cleared up at the next opening (``clearing``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile, Event, underway
from rushlight.desk import approving, identifying, releasing
from rushlight.desk.approving import Approval, Look, Mark
from rushlight.desk.drafting import behind, recipe_of, statements_of
from rushlight.desk.linking import Linked
from rushlight.desk.policy import ledger_state
from rushlight.desk.remembering import remember
from rushlight.desk.title import require_plain
from rushlight.desk.writing import Written
from rushlight.errors import MisuseError, ReleaseError, ReleaseRefused
from rushlight.exports import DEFAULT, audit_sheet, files, known, searched, text_file, write, written
from rushlight.parts import Parts, Tell, at_once, nobody
from rushlight.record import Randomness, new_id
from rushlight.release import Check, ReleasedView, SealedValues, digest, release, said_by, said_by_text

PUBLISHED = "published"
TEXT = "text.txt"
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Publication:
    """What was written: the folder, the files' names, and the event that proves them. ``approved_by`` are aliases; nobody
    where one person checked and released this."""

    folder: Path
    files: tuple[str, ...]
    proof: Path
    event: str
    approved_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What goes with a publication: the ``way`` taken (None: the one approved), the ``formats`` (None: a brief and CSV; none
    for a text), the ``text`` that was checked, a picture for the briefs and what it shows."""

    way: int | None = None
    formats: tuple[str, ...] | None = None
    text: Written | None = None
    image: Path | bytes | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A release that left without being written anywhere: its files by name, and for the team alone the proof and the audit
    sheet; the event that proves them; who approved it (aliases)."""

    files: Files
    proof: bytes
    audit: bytes
    event: str
    approved_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A release that may leave: what was looked at, its approvals, the view, the files, the search for names."""

    looked: Look
    approved: tuple[Approval, ...]
    view: ReleasedView
    files: Files
    search: identifying.Search

    @property
    def approvers(self) -> tuple[str, ...]:
        return tuple(a.mark.by for a in self.approved)


def publish(
    case: Casefile,
    release_id: str,
    folder: Path,
    *,
    way: int | None,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    formats: Iterable[str] | None = None,
    text: Written | None = None,
    image: Path | bytes | None = None,
    alt: str = "",
    tell: Tell = nobody,
) -> Publication:
    """Write the files of a release that passes and is approved, in these ``formats`` (default: a brief and CSV), briefs with
    the picture at ``image`` (``alt`` says what it shows); of a text that somebody wrote, named again by its file, the text
    alone. Beside them the proof and the audit.

    Without ``way`` the one that was approved is taken. The proof (``NAME.proof``) and the audit sheet are for the team and
    whoever it trusts, not for publishing. Raises MisuseError for an unknown format or one whose writer is not installed,
    ReleaseRefused while findings are open or an approval is missing, LeakFound when a finished file holds a sealed value.
    """
    given = Given(way, tuple(formats) if formats is not None else None, text, image, alt)
    made = at_once(_made(case, release_id, given, now=now, randomness=randomness, actor=actor), tell)
    beside, view = _places(case, folder), made.view
    underway.begin(case, view.id, {"release": release_id, "folder": str(folder.absolute())})
    try:
        event = _written(case, made, folder, beside, actor, now)
    except BaseException:
        _undone(case, view.id, folder)
        raise
    underway.end(case, view.id)
    identifying.search_done(case, made.search)
    return Publication(folder, tuple(made.files), beside, event.id, made.approvers)


def hand_over(
    case: Casefile,
    release_id: str,
    given: Given,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    linked: Linked | None = None,
) -> Parts[HandedOver]:
    """As ``publish``, in parts, for a person who takes the files themselves: nothing is written to a disk here.

    The finished files are searched, and the log has the release, before anybody gets them. Raises what ``publish`` raises.
    """
    made = yield from _made(case, release_id, given, now=now, randomness=randomness, actor=actor, linked=linked)
    sealed, picture = made.looked.ready.facts.sealed, made.looked.picture
    yield from releasing.beside(case, lambda tell: searched(made.files, sealed, picture))
    event = _entered(case, made, actor, now)
    identifying.search_done(case, made.search)
    audit = audit_sheet(made.looked.ready.check, made.view.language)
    return HandedOver(made.files, proof_of(case, event.id), audit, event.id, made.approvers)


def _made(
    case: Casefile,
    release_id: str,
    given: Given,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    linked: Linked | None = None,
) -> Parts[_Made]:
    """The release made anew, approved, and its files, which nobody has yet."""
    text, way = given.text, given.way
    asked = known(given.formats if given.formats is not None else DEFAULT)
    if text is not None and given.formats is not None:
        raise MisuseError("a text is published as plain text", where=release_id, hint="leave out --format")
    way = approving.way_of(case, release_id) if way is None else way
    search = identifying.names_behind(case, behind(case, statements_of(case, release_id)), release_id, now=now, actor=actor)
    named = search.rows
    ready = yield from approving.remade(case, release_id, way=way, text=text, now=now, actor=actor, named=named, linked=linked)
    if not ready.check.passed:
        _refuse(case, ready, actor, now)
    looked = approving.look_at(case, ready, way, image=given.image, alt=given.alt)
    approved = approving.standing(case, looked, now=now)
    if text is None:
        require_plain(ready.draft.title, (item.text for item in ready.check.items), release=release_id)
    fresh = (new_id("re", randomness) for _ in range(len(ready.draft.items) + 1))
    view = release(ready.draft, ready.check, ids=fresh, text=ready.text)
    text_alone = ready.text is not None
    made = yield from releasing.beside(
        case, lambda tell: {TEXT: text_file(view)} if text_alone else files(view, asked, looked.picture)
    )
    return _Made(looked, approved, view, made, search)


def _refuse(case: Casefile, ready: releasing.Ready, actor: str, now: dt.datetime) -> None:
    if ready.text is None:
        releasing.enter(case, recipe_of(case, ready.id), ready.draft, ready.check, actor, now)
        hint = "take one of the ways to pass: --way 1, 2 or 3"
    else:
        hint = "see what stops it: rushlight check-release CASE --text FILE"
    raise ReleaseRefused("the release check refuses this draft", where=ready.id, hint=hint)


def _places(case: Casefile, folder: Path) -> Path:
    """Where the proof will lie. Raises MisuseError, ReleaseError where nothing can be written as it should."""
    beside = folder.with_name(folder.name + ".proof")
    if folder.resolve().is_relative_to(case.folder.resolve()):
        raise MisuseError("the folder lies inside the casefile", where=str(folder), hint="publish to a place of its own")
    for there, what in ((folder, "the folder"), (beside, "the folder for the proof")):
        if os.path.lexists(there):
            raise ReleaseError(f"{what} exists already", where=str(there), hint="choose a new folder")
    return beside


def _written(case: Casefile, made: _Made, folder: Path, beside: Path, actor: str, now: dt.datetime) -> Event:
    looked = made.looked
    with written(made.files, folder, looked.ready.facts.sealed, looked.picture):
        event = _entered(case, made, actor, now)
        _prove(case, event, beside, looked.ready.check, made.view.language)
    return event


def _undone(case: Casefile, view: str, folder: Path) -> None:
    """An error on the way: the note goes when nothing is left behind; else the next opening clears up."""
    entered = any(row.body.get("release") == view for row in case.releases())
    if not entered and not os.path.lexists(folder.parent / f".{folder.name}.part"):
        underway.end(case, view)


def _entered(case: Casefile, made: _Made, actor: str, now: dt.datetime) -> Event:
    """What the release said, for the check of every later one, and the release itself: both or neither."""
    looked, view = made.looked, made.view
    ready, before = looked.ready, ledger_state(case)
    if ready.text is None:
        said = said_by(view, ready.draft, ready.check, ready.facts)
    else:
        said = said_by_text(view.id, ready.draft, ready.check, ready.facts)
    with case.batch():
        entry = remember(case, said, release_id=ready.id, actor=actor, now=now)
        delta = {"event": entry.event.id, "sha256": digest(entry.data), "before": before}
        return case.add_release(PUBLISHED, _manifest(looked, made.approved, view, made.files, delta), by=actor, at=now)


def _manifest(
    looked: Look, approved: tuple[Approval, ...], view: ReleasedView, made: Files, delta: dict[str, str]
) -> dict[str, Any]:
    """The body of the published event: all that a holder of the proof gets to see. It holds no id of a report, no word."""
    draft, found = looked.ready.draft, looked.ready.check
    return {
        "id": looked.ready.id,
        "release": view.id,
        "purpose": draft.purpose.value,
        "rules": list(found.rules),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in made.items()},
        "sizes": {name: len(data) for name, data in made.items()},
        "counts": {"sentences": len(draft.passages) or len(view.items), "tables": len(view.tables)},
        "text": view.text is not None,
        "policy": looked.policy,
        "ledger": delta,
        "digest": looked.digest,
        "draft": found.draft,
        "checks": [_mark(one) for one in looked.checks],
        "approvals": [_mark(one.mark) | {"until": one.until.isoformat()} for one in approved],
        "one_person": not approved,
        **({"kept": [_mark(mark) | {"rule": found.rule} for mark, found in looked.kept]} if looked.kept else {}),
    }


def _mark(mark: Mark) -> dict[str, str]:
    return {**asdict(mark), "at": mark.at.isoformat()}


def _prove(case: Casefile, event: Event, beside: Path, found: Check, language: str) -> None:
    """Write the proof and the audit sheet into ``NAME.proof`` beside the published folder."""
    audit = audit_sheet(found, language)
    write({"proof.json": proof_of(case, event.id), "audit.html": audit}, beside, SealedValues())


def proof_of(case: Casefile, event: str) -> bytes:
    """The proof of a published event, as the file that goes beside the folder."""
    return (json.dumps(case.prove(event), ensure_ascii=False, indent=1) + "\n").encode()
