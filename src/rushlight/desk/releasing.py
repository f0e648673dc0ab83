"""Check a release and publish it: the draft, what stops it, the ways to pass, the files and their proof.

A draft is never stored: its recipe is (chosen statements, purpose, language, title, the way taken), and
it is made anew from the casefile each time, so that a rejected statement cannot leave by an old draft.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from rushlight.atlas import atlas
from rushlight.casefile import Casefile, Event, identities
from rushlight.desk import identifying
from rushlight.desk.consent import consents
from rushlight.desk.gating import gates_of
from rushlight.desk.linking import Linked, link
from rushlight.desk.title import require_plain
from rushlight.errors import MisuseError, ReleaseError, ReleaseRefused, Tampered
from rushlight.exports import DEFAULT, audit_sheet, files, known, write, written
from rushlight.record import Modality, Purpose, Randomness, Scope, new_id
from rushlight.release import (
    GATES,
    AtlasPlaces,
    Bundle,
    Check,
    Draft,
    Earlier,
    Facts,
    Happening,
    ReleasedView,
    SealedValues,
    apply_bundle,
    check,
    digest,
    draft_from,
    facts_from,
    ledger_entry,
    propose,
    release,
    sealed_from,
)

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class CheckedRelease:
    """A release as checked: its id in the ledger, the draft, what was found, and three ways to pass (if it did not)."""

    id: str
    draft: Draft
    check: Check
    ways: tuple[Bundle, ...]
    sealed_for_trustees: int = 0
    """How many of those behind it have names that trustees must open before its files can be searched for them."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was written: the folder, the files' names, and the event that proves them."""

    folder: Path
    files: tuple[str, ...]
    proof: Path
    event: str


def check_release(
    case: Casefile,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    chosen: Iterable[str] | None = None,
    purpose: Purpose = Purpose.PUBLIC_ANONYMOUS,
    language: str = "en",
    title: str | None = None,
    recipient: str | None = None,
) -> CheckedRelease:
    """Check what would leave if the ``chosen`` accepted statements were published (default: all that can be told), to
    ``recipient`` alone or to everybody.

    Enters the outcome in the ledger: ids and rules, no words. Raises ReleaseError for a statement nobody accepted.
    """
    linked = link(case, by=actor)
    recipe: dict[str, Any] = {
        "id": new_id("rl", randomness),
        "statements": list(chosen) if chosen is not None else list(tellable(linked)),
        "purpose": purpose.value,
        "language": language,
        "title": title or TITLES["ko" if language.startswith("ko") else "en"],
        "day": now.date().isoformat(),
        **({"recipient": recipient} if recipient else {}),
    }
    draft, facts = _draft(linked, recipe), _facts(case, linked, now, _sealed(case, linked, now, actor))
    found = check(draft, facts, limits=gates_of(case))
    ways = () if found.passed else propose(draft, found, facts)
    recipe["ways"] = [digest(apply_bundle(draft, way)) for way in ways]
    _enter(case, recipe, draft, found, actor, now)
    closed = identities.sealed_for_trustees(case, behind(case, recipe))
    return CheckedRelease(recipe["id"], draft, found, ways, len(closed))


TITLES = {"en": "What the reports tell", "ko": "보고들이 말하는 것"}


def tellable(linked: Linked) -> tuple[str, ...]:
    """Accepted statements a reader can be told on their own: no contents of speech, no opinions, no background."""
    alone = (Scope.INCIDENT, Scope.SET, Scope.PATTERN, Scope.TREND)
    return tuple(
        s.id
        for r in linked.reports
        for s in r.accepted
        if s.content_of is None and s.restates is None and s.scope in alone and s.modality is Modality.OCCURRED
    )


def behind(case: Casefile, recipe: Mapping[str, Any]) -> list[str]:
    """The ids of the reports whose statements a release is made of, of their sources, and of who these may be as well."""
    wanted, linked = set(recipe["statements"]), {s.id: s.may_be_same_as for s in case.sources()}
    out: dict[str, None] = {}
    for row in case.stored_reports():
        if row.reading and wanted & {s.id for s in row.reading.statements}:
            near = (row.source, *linked.get(row.source, ())) if row.source else ()
            out.update(dict.fromkeys((row.document.id, *near)))
    return list(out)


def request_search(case: Casefile, release_id: str, *, now: dt.datetime, actor: str) -> identifying.Asked:
    """Ask the trustees for the names of those behind a release, to search its files for them."""
    return identifying.request_search(case, behind(case, _recipe(case, release_id)), now=now, actor=actor)


def recheck(
    case: Casefile, release_id: str, *, way: int | None, now: dt.datetime, actor: str, named: Iterable[Mapping[str, Any]] = ()
) -> tuple[Draft, Check, Facts]:
    """The draft of an earlier check made anew, with the proposed ``way`` (1 to 3) taken, and checked again.

    ``named`` is what the trustees opened for the search.
    Raises MisuseError for an unknown release or way, ReleaseRefused when the draft, or what the way would make
    of it, is no longer what a person was shown.
    """
    recipe = _recipe(case, release_id)
    linked = link(case, by=actor)
    sealed = _sealed(case, linked, now, actor, named)
    draft, facts = _draft(linked, recipe), _facts(case, linked, now, sealed)
    limits = gates_of(case)
    found = check(draft, facts, limits=limits)
    _require_shown(release_id, found.draft == recipe["digest"])
    if way is not None and not found.passed:
        ways = propose(draft, found, facts)
        if not 1 <= way <= len(ways):
            raise MisuseError("there is no such way to pass", where=str(way), hint="choose 1, 2 or 3")
        draft = apply_bundle(draft, ways[way - 1])
        found = check(draft, facts, limits=limits)
        _require_shown(release_id, recipe["ways"][way - 1 : way] == [found.draft])
    return draft, found, facts


def _require_shown(release_id: str, shown: bool) -> None:
    if not shown:
        raise ReleaseRefused(
            "the casefile has changed since this release was checked",
            where=release_id,
            hint="look at it again: rushlight check-release",
        )


def publish(
    case: Casefile,
    release_id: str,
    folder: Path,
    *,
    way: int | None,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    formats: Iterable[str] = DEFAULT,
) -> Publication:
    """Write the files of a release that passes, in these ``formats``; and beside them the proof and the audit.

    The proof (``NAME.proof``) and the audit sheet are for the team and whoever it trusts, not for
    publishing. Raises MisuseError for an unknown format or one whose writer is not installed, ReleaseRefused while
    findings are open, LeakFound when a finished file holds a sealed value.
    """
    formats = known(formats)
    search = identifying.names_behind(case, behind(case, _recipe(case, release_id)), release_id, now=now, actor=actor)
    draft, found, facts = recheck(case, release_id, way=way, now=now, actor=actor, named=search.rows)
    if not found.passed:
        _enter(case, _recipe(case, release_id), draft, found, actor, now)
        raise ReleaseRefused(
            "the release check refuses this draft", where=release_id, hint="take one of the ways to pass: --way 1, 2 or 3"
        )
    require_plain(draft.title, (item.text for item in found.items), release=release_id)
    view = release(draft, found, ids=(new_id("re", randomness) for _ in range(len(draft.items) + 1)))
    made, beside = files(view, formats), folder.with_name(folder.name + ".proof")
    if folder.resolve().is_relative_to(case.folder.resolve()):
        raise MisuseError("the folder lies inside the casefile", where=str(folder), hint="publish to a place of its own")
    if os.path.lexists(beside):
        raise ReleaseError("the folder for the proof exists already", where=str(beside), hint="choose a new folder")
    with written(
        made, folder, facts.sealed
    ):  # the log comes first: a crash may leave an entry without files, never the reverse
        _keep_projection(case, release_id, view, draft, found, actor, now)
        event = case.add_release(PUBLISHED, _manifest(release_id, view, draft, found, made), by=actor, at=now)
        _prove(case, event, beside, found, view.language)
    identifying.search_done(case, search)
    return Publication(folder, tuple(made), beside, event.id)


def _manifest(release_id: str, view: ReleasedView, draft: Draft, found: Check, made: Mapping[str, bytes]) -> dict[str, Any]:
    """The body of the published event: all that a holder of the proof gets to see."""
    return {
        "id": release_id,
        "release": view.id,
        "purpose": draft.purpose.value,
        "rules": list(found.rules),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in made.items()},
    }


def _prove(case: Casefile, event: Event, beside: Path, found: Check, language: str) -> None:
    """Write the proof and the audit sheet into ``NAME.proof`` beside the published folder."""
    proof = json.dumps(case.prove(event.id), ensure_ascii=False, indent=1) + "\n"
    audit = audit_sheet(found, language)
    write({"proof.json": proof.encode(), "audit.html": audit}, beside, SealedValues())


def _draft(linked: Linked, recipe: Mapping[str, Any]) -> Draft:
    """The draft. Sources are counted for each sentence: those of an event need not all tell of the payment."""
    happenings = [Happening(g.id, frozenset(g.supports), linked.sources[g.id]) for g in linked.groups]
    draft = draft_from(
        linked.reports,
        happenings,
        recipe["statements"],
        id=recipe["id"],
        purpose=Purpose(recipe["purpose"]),
        language=recipe["language"],
        title=recipe["title"],
    )
    count = linked.count_sources()
    draft = replace(draft, recipient=recipe.get("recipient"))
    return replace(draft, items=tuple(replace(i, sources=count(frozenset(i.subjects))) for i in draft.items))


def _facts(case: Casefile, linked: Linked, now: dt.datetime, sealed: SealedValues) -> Facts:
    return facts_from(
        linked.reports,
        atlas=AtlasPlaces(atlas()),
        on=now.date(),
        consents=consents(case),
        sealed=sealed,
        ledger=_ledger(case),
    )


def _sealed(
    case: Casefile, linked: Linked, now: dt.datetime, actor: str, named: Iterable[Mapping[str, Any]] = ()
) -> SealedValues:
    """Every value that must not stand in a file: from the reports, from what the vault opens to every member (this is
    logged), and from what trustees opened for this search (``named``).
    """
    found = sealed_from(linked.reports)
    subjects, opened = identities.openable(case), list(named)
    if subjects:
        opened += case.vault.open(subjects, reason=identities.LEAK_CHECK, at=now, by=actor, openable_only=True).values()
    names = [str(row[key]) for row in opened for key in ("name", "author") if row.get(key)]
    contacts = [str(row["contact"]) for row in opened if row.get("contact")]
    return replace(
        found,
        names=tuple(dict.fromkeys((*found.names, *names))),
        phones=tuple(c for c in contacts if "@" not in c),
        emails=tuple(c for c in contacts if "@" in c),
    )


def _enter(case: Casefile, recipe: Mapping[str, Any], draft: Draft, found: Check, actor: str, now: dt.datetime) -> None:
    """The ledger's row of one check: which statements, which rules stopped which items."""
    body = {
        **recipe,
        "digest": found.draft,
        "preset": found.preset,
        "gates": {name: getattr(found.limits, name) for name in GATES},
        "items": len(draft.items),
        "findings": [{"rule": f.rule, "item": f.item, "stops": f.stops} for f in found.findings],
    }
    case.add_release("checked" if found.passed else "refused", body, by=actor, at=now)


def _recipe(case: Casefile, release_id: str) -> Mapping[str, Any]:
    for row in case.releases():
        if row.id == release_id and row.kind in ("checked", "refused"):
            return row.body
    raise MisuseError("the casefile has no such release", where=release_id, hint="make one with 'rushlight check-release'")


LEDGER = "release.projected"


def _keep_projection(
    case: Casefile, release_id: str, view: ReleasedView, draft: Draft, found: Check, actor: str, now: dt.datetime
) -> None:
    """Keep what a reader can infer from this release, for the check of every later one."""
    entry = msgspec.to_builtins(ledger_entry(view, draft, found), enc_hook=dict)
    case.append(LEDGER, {"id": release_id, "entry": entry}, by=actor, at=now)


def _ledger(case: Casefile) -> tuple[Earlier, ...]:
    """Every earlier release, or none: one that cannot be read may be the one that a new release would complete."""
    out = []
    for opened in case.records(LEDGER):
        try:
            out.append(msgspec.convert(opened.data["entry"], Earlier))
        except (msgspec.ValidationError, KeyError, TypeError):
            raise Tampered("what an earlier release shows is not readable", where=opened.event.id) from None
    return tuple(out)


facts_of, sealed_values = _facts, _sealed
"""For the check of a text (``writing``)."""
