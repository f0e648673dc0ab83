"""Check a release: the draft, what stops it, the ways to pass, chosen levels; and make it anew as it was shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from rushlight.atlas import atlas
from rushlight.casefile import Casefile, identities
from rushlight.desk import choosing, identifying, tabling
from rushlight.desk.drafting import (
    TITLES,
    at_levels,
    behind,
    draft_of,
    facts_of,
    recipe_of,
    sealed_values,
    statements_of,
    tellable,
)
from rushlight.desk.gating import gates_of
from rushlight.desk.knowing import KnownTo, kept
from rushlight.desk.letting_stand import Keep, keep, kept_findings
from rushlight.desk.linking import Linked, link_parts
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.parts import Parts, Tell, scaled
from rushlight.record import Purpose, Randomness, new_id
from rushlight.release import GATES, AtlasPlaces, Bundle, Check, Draft, Facts, Gates, apply_bundle, check, digest, propose

Json = dict[str, Any]
T = TypeVar("T")
AGAIN = "look at it again: rushlight check-release"


@dataclass(frozen=True, slots=True)
class CheckedRelease:
    """A release as checked: its id in the ledger, the draft, what was found, and three ways to pass (if it did not)."""

    id: str
    draft: Draft
    check: Check
    ways: tuple[Bundle, ...]
    sealed_for_trustees: int = 0
    """How many of those behind it have names that trustees must open before its files can be searched for them."""


def check_release(
    case: Casefile,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    linked: Linked | None = None,
    chosen: Iterable[str] | None = None,
    purpose: Purpose = Purpose.PUBLIC_ANONYMOUS,
    language: str = "en",
    title: str | None = None,
    recipient: str | None = None,
    tables: Iterable[str] = (),
    levels: Iterable[str] = (),
    known_to: KnownTo | None = None,
) -> Parts[CheckedRelease]:
    """Check, in parts, what would leave if the ``chosen`` accepted statements were published (default: all that can be told, or
    none where only ``tables`` are asked for), to ``recipient`` alone or to everybody. ``tables`` are names of counting
    tables, ``levels`` are set by hand ("I1.place=province", "I2=out"), ``known_to`` says who could know what is told.
    ``linked``: the happenings as they stand now, where they are known already.

    Enters the outcome in the ledger: ids and rules, no words. Raises ReleaseError for a statement nobody accepted,
    MisuseError for a table, sentence or level that does not exist.
    """
    linked, asked = linked or (yield from link_parts(case, by=actor)), list(tables)
    everything = [] if asked else list(tellable(linked))
    recipe: Json = {
        "id": new_id("rl", randomness),
        "statements": list(chosen) if chosen is not None else everything,
        "purpose": purpose.value,
        "language": language,
        "title": title or TITLES["ko" if language.startswith("ko") else "en"],
        "day": now.date().isoformat(),
        **({"recipient": recipient} if recipient else {}),
        **({"tables": asked} if asked else {}),
        **({"known_to": kept(known_to)} if known_to else {}),
    }
    return (yield from _checked(case, linked, recipe, levels, now, actor))


def check_again(
    case: Casefile,
    release_id: str,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    linked: Linked | None = None,
    way: int | None = None,
    levels: Iterable[str] = (),
    known_to: KnownTo | None = None,
    keeping: Keep | None = None,
) -> Parts[CheckedRelease]:
    """Check an earlier release again, in parts, under a new id, with a proposed ``way`` (1 to 3) taken or ``levels`` set by
    hand, with who could know what is told (in place of what was said of the same), or with findings kept.

    Raises what ``check_release``, ``recheck`` and ``letting_stand.keep`` raise.
    """
    before = recipe_of(case, release_id)
    linked = linked or (yield from link_parts(case, by=actor))
    recipe = {k: v for k, v in before.items() if k in _RECIPE} | {"id": new_id("rl", randomness), "day": now.date().isoformat()}
    if way is not None:
        sealed = sealed_values(case, linked, now, actor)
        draft, facts = _draft(linked, before, gates_of(case).cell), facts_of(case, linked, now, sealed)
        bundle = yield from _taken(case, release_id, way, draft, facts)
        _choose(recipe, {c.item: dict(c.levels) for c in bundle.changes}, bundle.left_out)
    if known_to:
        recipe["known_to"] = _joined(recipe.get("known_to", {}), kept(known_to))
    return (yield from _checked(case, linked, recipe, levels, now, actor, keeping))


_RECIPE = ("statements", "purpose", "language", "title", "recipient", "tables", "levels", "left_out", "known_to")


def _taken(case: Casefile, release_id: str, way: int, draft: Draft, facts: Facts) -> Parts[Bundle]:
    """The bundle of one of the ways that were proposed, if it still leads where it was shown to lead."""
    recipe, (found, ways) = recipe_of(case, release_id), (yield from judged(case, draft, facts))
    _require_shown(release_id, found.draft == recipe["digest"])
    if not 1 <= way <= len(ways):
        hint = "it passes as it is" if found.passed else "choose 1, 2 or 3"
        raise MisuseError("there is no such way to pass", where=str(way), hint=hint)
    made = ways[way - 1]
    _require_shown(release_id, recipe["ways"][way - 1 : way] == [digest(apply_bundle(draft, made))])
    return made


def _choose(recipe: Json, levels: Mapping[str, Mapping[str, str]], left_out: Iterable[str]) -> None:
    """Join chosen levels to a recipe; later ones take the place of earlier ones."""
    before: Mapping[str, Mapping[str, str]] = recipe.get("levels", {})
    joined = {item: {**before.get(item, {}), **levels.get(item, {})} for item in (*before, *levels)}
    out = tuple(dict.fromkeys((*recipe.get("left_out", ()), *left_out)))
    recipe |= {"levels": {i: c for i, c in joined.items() if i not in out}} if joined else {}
    recipe |= {"left_out": list(out)} if out else {}


def _joined(before: Mapping[str, Mapping[str, list[str]]], now: Mapping[str, Mapping[str, list[str]]]) -> Json:
    return {item: {**before.get(item, {}), **now.get(item, {})} for item in dict.fromkeys((*before, *now))}


def _checked(
    case: Casefile,
    linked: Linked,
    recipe: Json,
    levels: Iterable[str],
    now: dt.datetime,
    actor: str,
    keeping: Keep | None = None,
) -> Parts[CheckedRelease]:
    limits = gates_of(case)
    draft = _draft(linked, recipe, limits.cell)  # before the vault is opened, which the log tells of
    facts = facts_of(case, linked, now, sealed_values(case, linked, now, actor))
    if levels := list(levels):
        set_by_hand, left_out = choosing.levels_of(draft, levels, AtlasPlaces(atlas()))
        _choose(recipe, set_by_hand, left_out)
        draft = at_levels(draft, set_by_hand, left_out, release=recipe["id"])
    if not draft.items and not draft.tables and recipe.get("left_out"):
        raise MisuseError("every sentence is left out", hint="nothing would be released")
    found, ways = yield from judged(case, draft, facts)
    if keeping is not None:
        keep(case, keeping, draft, facts, found, now=now, actor=actor)
        facts = replace(facts, kept=kept_findings(case))
        found, ways = yield from judged(case, draft, facts)
    recipe["ways"] = [digest(apply_bundle(draft, way)) for way in ways]
    enter(case, recipe, draft, found, actor, now)
    closed = identities.sealed_for_trustees(case, behind(case, recipe["statements"]))
    return CheckedRelease(recipe["id"], draft, found, ways, len(closed))


Judged = tuple[Check, tuple[Bundle, ...]]


def judged(case: Casefile, draft: Draft, facts: Facts, *, ways: bool = True) -> Parts[Judged]:
    """What the rules find in a draft, and the ways to pass where it does not (with ``ways``). Raises what ``beside`` raises."""
    return (yield from beside(case, partial(_judged, draft, facts, gates_of(case), ways)))


def _judged(draft: Draft, facts: Facts, limits: Gates, ways: bool, tell: Tell) -> Judged:
    found = check(draft, facts, limits=limits, tell=scaled(tell, 0, 700))
    return found, propose(draft, found, facts, scaled(tell, 700, 1000)) if ways and not found.passed else ()


def beside(case: Casefile, part: Callable[[Tell], T]) -> Parts[T]:
    """What ``part`` gives, of a casefile that stays as it is. Raises ReleaseRefused where somebody writes meanwhile."""
    before = written(case)
    given: T = yield part
    require_unchanged(case, before)
    return given


def require_unchanged(case: Casefile, before: object) -> None:
    """Raise ReleaseRefused where somebody wrote since ``before``, which ``written`` gave."""
    if written(case) != before:
        raise ReleaseRefused("the casefile was changed while this was looked at", hint="begin again; nothing left")


def written(case: Casefile) -> object:
    """What changes with every event that is written or comes."""
    return case._db.rows("SELECT (SELECT max(rowid) FROM log), (SELECT count(*) FROM uncounted)")


def _draft(linked: Linked, recipe: Mapping[str, Any], cell: int) -> Draft:
    tables = tabling.tables(linked, recipe.get("tables", ()), cell, recipe["language"])
    return draft_of(linked, recipe, tables)


def request_search(case: Casefile, release_id: str, *, now: dt.datetime, actor: str) -> identifying.Asked:
    """Ask the trustees for the names of those behind a release, to search its files for them."""
    return identifying.request_search(case, behind(case, statements_of(case, release_id)), now=now, actor=actor)


@dataclass(frozen=True, slots=True)
class Ready:
    """A release made anew as it was shown: the draft with the way taken, what was found, the facts; of a text written by
    hand its words as they would leave, and by the digest of each sentence who signed it and with what answer.
    """

    id: str
    draft: Draft
    check: Check
    facts: Facts
    text: str | None = None
    signed: tuple[tuple[str, str], ...] = ()


def recheck(
    case: Casefile,
    release_id: str,
    *,
    way: int | None,
    now: dt.datetime,
    actor: str,
    named: Iterable[Mapping[str, Any]] = (),
    linked: Linked | None = None,
) -> Parts[Ready]:
    """An earlier release made anew, in parts, with the proposed ``way`` (1 to 3) taken, and checked again.

    ``named`` is what the trustees opened for the search.
    Raises MisuseError for an unknown release or way, ReleaseRefused when the draft, or what the way would make
    of it, is no longer what a person was shown.
    """
    recipe, limits = recipe_of(case, release_id), gates_of(case)
    linked = linked or (yield from link_parts(case, by=actor))
    facts = facts_of(case, linked, now, sealed_values(case, linked, now, actor, named))
    draft = _draft(linked, recipe, limits.cell)
    found, _ = yield from judged(case, draft, facts, ways=False)
    _require_shown(release_id, found.draft == recipe["digest"])
    if way is not None and not found.passed:
        draft = apply_bundle(draft, (yield from _taken(case, release_id, way, draft, facts)))
        found, _ = yield from judged(case, draft, facts, ways=False)
    return Ready(release_id, draft, found, facts)


def _require_shown(release_id: str, shown: bool) -> None:
    if not shown:
        raise ReleaseRefused("the casefile has changed since this release was checked", where=release_id, hint=AGAIN)


def rows(found: Check) -> list[Json]:
    """The findings of a check, as the log keeps them: no words."""
    kept = {True: {"kept": True}, False: {}}
    return [{"rule": f.rule, "item": f.item, "stops": f.stops, **kept[f.kept is not None]} for f in found.findings]


def enter(case: Casefile, recipe: Mapping[str, Any], draft: Draft, found: Check, actor: str, now: dt.datetime) -> None:
    """The ledger's row of one check: which statements, which rules stopped which items."""
    body = {
        **recipe,
        "digest": found.draft,
        "preset": found.preset,
        "gates": {name: getattr(found.limits, name) for name in GATES},
        "items": len(draft.items),
        "findings": rows(found),
    }
    case.add_release("checked" if found.passed else "refused", body, by=actor, at=now)


__all__ = [
    "AGAIN",
    "CheckedRelease",
    "Ready",
    "check_again",
    "check_release",
    "enter",
    "facts_of",
    "recheck",
    "request_search",
    "sealed_values",
    "tellable",
]
