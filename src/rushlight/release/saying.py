"""What a release says, of the draft and the check that it was made of: the entry that the ledger keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rushlight.errors import ReleaseError
from rushlight.release.check import Check
from rushlight.release.draft import Draft, Passage, digest
from rushlight.release.facts import Facts
from rushlight.release.ladders import ladders, shown
from rushlight.release.ledger import Said, SaidItem, SaidSentence
from rushlight.release.pseudonyms import called_in
from rushlight.release.quoting import counted
from rushlight.release.sentences import digest_of
from rushlight.release.view import ReleasedView
from rushlight.release.voices import voiced, words_in


def said_by(view: ReleasedView, draft: Draft, check: Check, facts: Facts) -> Said:
    """All that a released view says. Raises ReleaseError when the check is not of this draft or the view not of the check."""
    _require_same(draft, check)
    texts, tables = [i.text for i in view.items], [t.id for t in view.tables]
    if texts != [c.text for c in check.items] or tables != [t.id for t in draft.tables]:
        raise ReleaseError("this view is not of this draft", where=draft.id)
    items = tuple(
        SaidItem(i.id, c.view, counted(c.text), c.item.subjects) for i, c in zip(view.items, check.items, strict=True)
    )
    return _said(view.id, draft, check, facts, items=items)


def said_by_text(id: str, draft: Draft, check: Check, facts: Facts) -> Said:
    """All that a text says which a person wrote, once it is published as release ``id``: the draft has its sentences.

    Raises ReleaseError when the check is not of this draft, or the draft is none of a text.
    """
    _require_same(draft, check)
    if not draft.passages:
        raise ReleaseError("this draft is not of a text", where=draft.id, hint="use said_by for a released view")
    sentences = tuple(_sentence(passage, check) for passage in draft.passages)
    return _said(id, draft, check, facts, sentences=sentences)


def _sentence(passage: Passage, check: Check) -> SaidSentence:
    told = [c for c in check.items if c.item.id.partition(".")[0] == passage.id]
    reports = tuple(dict.fromkeys(alias for c in told for alias in c.item.subjects))
    return SaidSentence(passage.id, digest_of(passage.text), tuple(c.view for c in told), reports)


def _require_same(draft: Draft, check: Check) -> None:
    if check.draft != digest(draft):
        raise ReleaseError("this check is not of this draft", where=draft.id)


def _said(
    id: str,
    draft: Draft,
    check: Check,
    facts: Facts,
    *,
    items: tuple[SaidItem, ...] = (),
    sentences: tuple[SaidSentence, ...] = (),
) -> Said:
    words = words_in(voiced(draft, [c.text for c in check.items]), facts)
    names = called_in(_texts(draft, check, facts))
    tables = tuple(replace(t, shares=()) for t in draft.tables)  # what each family contributes is for the check alone
    return Said(id, items, sentences, dict(sorted(words.items())), names, tables)


def _texts(draft: Draft, check: Check, facts: Facts) -> Iterator[str]:
    """Every piece of text that people will read."""
    yield draft.title
    yield from (passage.text for passage in draft.passages)
    for done in check.items:
        yield from (done.text, done.item.attribution or "")
        steps = ladders(done.item, facts.atlas)
        for axis, i in shown(done.item, steps).items():
            yield from (steps[axis][i].label.en, steps[axis][i].label.ko)
    for table in draft.tables:
        yield from (table.title, *(label for c in table.cells for label in (c.row, c.column)))
