"""The draft of a release, made anew from the casefile each time, and the facts that it is checked against.

A draft is never stored: its recipe is (chosen statements, purpose, language, title, the levels that were chosen), so that a
rejected statement cannot leave by an old draft.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rushlight.atlas import atlas
from rushlight.casefile import Casefile, identities
from rushlight.desk.assuming import own_figures
from rushlight.desk.consent import consents
from rushlight.desk.knowing import knowing
from rushlight.desk.letting_stand import kept_findings
from rushlight.desk.linking import Linked
from rushlight.desk.remembering import remembered
from rushlight.errors import MisuseError, ReleaseError
from rushlight.record import Modality, Purpose, Scope
from rushlight.release import (
    AtlasPlaces,
    Draft,
    DraftTable,
    Facts,
    Happening,
    SealedValues,
    draft_from,
    facts_from,
    sealed_from,
)

TITLES = {"en": "What the reports tell", "ko": "보고들이 말하는 것"}
TEXT_CHECKED = "text.checked"


def tellable(linked: Linked) -> tuple[str, ...]:
    """Accepted statements a reader can be told on their own: no contents of speech, no opinions, no background."""
    alone = (Scope.INCIDENT, Scope.SET, Scope.PATTERN, Scope.TREND)
    return tuple(
        s.id
        for r in linked.reports
        for s in r.accepted
        if s.content_of is None and s.restates is None and s.scope in alone and s.modality is Modality.OCCURRED
    )


def recipe_of(case: Casefile, release_id: str) -> Mapping[str, Any]:
    """How a release that was checked is made. Raises MisuseError for an unknown one."""
    for row in case.releases():
        if row.id == release_id and row.kind in ("checked", "refused"):
            return row.body
    raise MisuseError("the casefile has no such release", where=release_id, hint="make one with 'rushlight check-release'")


def statements_of(case: Casefile, release_id: str) -> list[str]:
    """The statements that a release, or a text that was checked, is made of. Raises MisuseError for an unknown one."""
    for row in case.records(TEXT_CHECKED):
        if row.data["id"] == release_id:
            return list(row.data.get("statements", ()))
    return list(recipe_of(case, release_id)["statements"])


def behind(case: Casefile, statements: Iterable[str]) -> list[str]:
    """The ids of the reports whose statements a release is made of, of their sources, and of who these may be as well."""
    wanted, linked = set(statements), {s.id: s.may_be_same_as for s in case.sources()}
    out: dict[str, None] = {}
    for row in case.stored_reports():
        if row.reading and wanted & {s.id for s in row.reading.statements}:
            near = (row.source, *linked.get(row.source, ())) if row.source else ()
            out.update(dict.fromkeys((row.document.id, *near)))
    return list(out)


def draft_of(linked: Linked, recipe: Mapping[str, Any], tables: Iterable[DraftTable] = ()) -> Draft:
    """The draft with the levels that were chosen. Sources are counted for each sentence: those of an event need not all
    tell of the payment. Raises ReleaseError for a statement that nobody accepted."""
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
    draft = replace(draft, recipient=recipe.get("recipient"), tables=tuple(tables))
    draft = knowing(draft, recipe.get("known_to", {}))
    draft = replace(draft, items=tuple(replace(i, sources=count(frozenset(i.subjects))) for i in draft.items))
    return at_levels(draft, recipe.get("levels", {}), recipe.get("left_out", ()), release=recipe["id"])


def at_levels(draft: Draft, levels: Mapping[str, Mapping[str, str]], left_out: Iterable[str], *, release: str) -> Draft:
    """The draft with sentences shown at chosen levels and others left out; a sentence written by hand gives way to a
    composed one. Raises ReleaseError where the draft has no such sentence any more."""
    try:
        for item, chosen in levels.items():
            draft = draft.with_item(replace(draft.item(item).at(chosen), wording=None))
        for item in left_out:
            draft = draft.without(item)
    except ReleaseError:
        hint = "check it again: rushlight check-release"
        raise ReleaseError("the draft has no longer the sentences whose levels were chosen", where=release, hint=hint) from None
    return draft


def facts_of(case: Casefile, linked: Linked, now: dt.datetime, sealed: SealedValues) -> Facts:
    """What a draft is checked against today."""
    own, estimates = own_figures(case)
    facts = facts_from(
        linked.reports,
        atlas=AtlasPlaces(atlas()),
        on=now.date(),
        consents=consents(case),
        sealed=sealed,
        ledger=remembered(case),
        own=own,
        estimates=estimates,
    )
    return replace(facts, kept=kept_findings(case))


def sealed_values(
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
