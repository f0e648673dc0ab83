"""Whose words a draft publishes: those of each source that it repeats, and all of a sentence that rests on the source.

A sentence told in the workbench's own words still lets a reader compare what one source tells and leaves out; a sentence that
rests on nobody known may still repeat somebody. So a source's count is all words of what rests on it, and the (nearly)
repeated ones of everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rushlight.release.draft import Draft
from rushlight.release.facts import Facts
from rushlight.release.ledger import Said
from rushlight.release.quoting import by_source, counted


@dataclass(frozen=True, slots=True)
class Voiced:
    """One sentence (or title) of a draft: the item or sentence it is shown under, its words, the statements it rests on."""

    item: str | None
    text: str
    statements: tuple[str, ...] = ()


def voiced(draft: Draft, texts: Sequence[str]) -> Iterator[Voiced]:
    """Every sentence of the draft once, and its titles; ``texts`` are the sentences of its items, in their order."""
    yield Voiced(None, draft.title)
    yield from (Voiced(table.id, table.title) for table in draft.tables)
    if not draft.passages:
        for item, text in zip(draft.items, texts, strict=True):
            yield Voiced(item.id, f"{text}\n{item.attribution or ''}", item.statements)
        return
    for passage in draft.passages:
        mine = (item for item in draft.items if item.id.partition(".")[0] == passage.id)
        yield Voiced(passage.id, passage.text, tuple(s for item in mine for s in item.statements))


def words_of(sentence: Voiced, facts: Facts) -> Counter[str]:
    """How many words of the sentence are those of each source."""
    behind, size = facts.tellers(sentence.statements), counted(sentence.text)
    return Counter({**by_source(sentence.text, facts.tellings), **dict.fromkeys(behind, size)})


def words_in(sentences: Iterable[Voiced], facts: Facts) -> Counter[str]:
    """The same, of all these sentences."""
    return sum((words_of(s, facts) for s in sentences), Counter())


def published(ledger: Iterable[Said], facts: Facts) -> Counter[str]:
    """How many words of each source all these releases published. What was counted then stands, even where the casefile no
    longer knows what a sentence stood on; what is found to stand on a source since then counts too.
    """
    out: Counter[str] = Counter()
    for said in ledger:
        since: Counter[str] = Counter()
        for item in said.items:
            since.update(dict.fromkeys(facts.tellers(item.view.statements), item.words))
        out.update(since | Counter(said.words))
    return out
