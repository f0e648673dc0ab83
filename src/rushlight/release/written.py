"""A text that somebody wrote, in fields: what each sentence says becomes items, those of one happening laid together.

The reading room finds the statements and ``identifiers`` what else could point to somebody; the desk brings both here.
Further details of one happening each make fewer families fit, wherever in the text they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rushlight.record import Purpose, Report, Role, Scope, SourceCount, Statement
from rushlight.release.assemble import officer_of
from rushlight.release.draft import Detail, Draft, DraftItem, Money, Passage, Words
from rushlight.release.facts import group_of, money_of, place_of, time_of
from rushlight.release.happenings import Fact, Told, happenings, nested, overlap
from rushlight.release.places import Gazetteer
from rushlight.release.scenes import Scene, days, scene
from rushlight.release.sentences import Sentence
from rushlight.release.settings import part

TELLS = (Scope.INCIDENT, Scope.SET, Scope.PATTERN, Scope.TREND)
HELD = ("place", "time", "amount", "officer")
"""Kinds of identifiers that fields of the reading room hold already."""
MOST_DETAILS = 5
"""Details of one item that are weighed apart; further ones are weighed as one, when hardly anybody fits any more."""


class Pointer(Protocol):
    """Something in a text that could point to somebody (``release.identifiers.Identifier``): ``direct`` by itself,
    otherwise together with others; offsets are code points of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def direct(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Signed:
    """What a person signed of one sentence: ``unusual`` answers "what else is unusual here?" (empty: nothing),
    ``elsewhere`` says that it rests on what others have published, ``knowers`` who could know of it."""

    by: str
    unusual: str = ""
    elsewhere: bool = False
    knowers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A happening of the casefile: its id, its accepted statements with their reports, its independent sources."""

    id: str
    tellings: tuple[tuple[Report, Statement], ...]
    sources: SourceCount


@dataclass(frozen=True)
class Text:
    """A text with its reading, its sentences, what each names, and what in it could point to somebody."""

    report: Report
    parts: tuple[Sentence, ...]
    scenes: Mapping[str, Scene]
    pointers: tuple[Pointer, ...]
    signed: Mapping[str, Signed]

    def of(self, item_id: str) -> Sentence:
        """The sentence of an item (S3.2 is of S3)."""
        return self.parts[int(item_id.partition(".")[0][1:]) - 1]


def draft_of(
    report: Report,
    parts: Sequence[Sentence],
    *,
    id: str,
    purpose: Purpose,
    language: str,
    atlas: Gazetteer,
    pointers: Sequence[Pointer] = (),
    signed: Mapping[str, Signed] | None = None,
    events: Sequence[Event] = (),
) -> Draft:
    """The draft of a text. ``report`` holds the text with its reading (nobody accepted it: it only finds the fields);
    ``signed`` maps a sentence's digest to what was signed; ``events`` are the casefile's."""
    signatures = {s.id: done for s in parts if (done := (signed or {}).get(s.digest)) is not None}
    text = Text(report, tuple(parts), {s.id: scene(report, s, atlas) for s in parts}, tuple(pointers), signatures)
    found = _items(text)
    known = {item.id: _known(item, atlas, events) for item, _ in found}
    together, joined = _laid_together(id, text, found, known, atlas)
    items = _with_details(together, text)
    told = {text.of(item.id).id for item in items}
    passages = tuple(_passage(s, text, told=s.id in told, joined=s.id in joined) for s in parts)
    signed_items = tuple(_signed(i, signatures.get(text.of(i.id).id)) for i in items)
    return Draft(id, purpose, language, "", signed_items, passages=passages)


Found = tuple[DraftItem, frozenset[str]]
"""An item, and the ids of those to whom it happened."""


def _items(text: Text) -> list[Found]:
    """An item for every statement that tells something on its own, named after its sentence: S3, S3.2."""
    out: list[Found] = []
    for s in sorted(text.report.reading.statements, key=lambda s: s.spans[0].start):
        home = next((p for p in text.parts if p.start <= s.spans[0].start < p.end), None)
        if home is None or s.content_of is not None or s.restates is not None or s.scope not in TELLS:
            continue
        before = sum(text.of(item.id) is home for item, _ in out)
        name = home.id if not before else f"{home.id}.{before + 1}"
        out.append((_item(name, s, text, home), frozenset(s.parties(Role.AFFECTED))))
    return out


def _item(name: str, s: Statement, text: Text, home: Sentence) -> DraftItem:
    seen, report = text.scenes[home.id], text.report
    return DraftItem(
        id=name,
        statements=(),
        act=s.act,
        scope=s.scope,
        modality=s.modality,
        polarity=s.polarity,
        group=group_of(report, s),
        place=place_of(report, s) or seen.place,
        time=time_of(report, s) or seen.time,
        amount=money_of(report, s) or _contents(report, s) or seen.amount,
        officer=officer_of(report, s),
        wording=home.text,
    )


def _contents(report: Report, statement: Statement) -> Money | None:
    """The sum that what was demanded, threatened or promised names."""
    inner = (money_of(report, s) for s in report.reading.statements if s.content_of == statement.id)
    return next((m for m in inner if m), None)


def _laid_together(
    draft: str, text: Text, found: Sequence[Found], known: Mapping[str, Sequence[Known]], atlas: Gazetteer
) -> tuple[list[DraftItem], frozenset[str]]:
    """Items of one happening under one event, so that the check meets them; practices stand alone. The event is the
    casefile's where one of the items is known there, so that earlier releases of the same are met too. With it the ids
    of the sentences that only set the scene of an item."""
    single = {item.id: item for item, _ in found if item.scope is Scope.INCIDENT}
    facts = [*_scenes(text, single), *(Fact(i.id, text.of(i.id).paragraph, i.place, i.time) for i in single.values())]
    all_told = happenings(sorted(facts, key=lambda f: (text.of(f.id).number, f.id)), atlas)
    scenes: set[str] = set()
    for n, told in enumerate(all_told, 1):
        held = [f.id for f in told.facts if f.id in single]
        event = next((e.id for name in held for e, _ in known[name]), f"{draft}:{n}")
        for name in held:
            single[name] = replace(_filled(single[name], told, text, atlas), event=event)
        scenes |= {text.of(f.id).id for f in told.facts} if held else set()
    single |= _chained(all_told, single, {item.id: who for item, who in found}, text)
    return [_backed(single.get(item.id, item), known[item.id]) for item, _ in found], frozenset(scenes)


def _scenes(text: Text, single: Mapping[str, DraftItem]) -> list[Fact]:
    """What sentences without an item name: "In October two officers came to Hyesan." sets the scene for the next."""
    held = {text.of(name).id for name in single}
    bare = [(s, text.scenes[s.id]) for s in text.parts if s.id not in held]
    return [Fact(f"{s.id}.+", s.paragraph, seen.place, seen.time) for s, seen in bare if not seen.empty]


def _filled(item: DraftItem, told: Told, text: Text, atlas: Gazetteer) -> DraftItem:
    """The item with the place and time of its happening where its own sentence has none, and a sum that a sentence
    without an item names."""
    place = item.place or max(told.places, key=lambda p: len(atlas.ladder(p)), default=None)
    time = item.time or min(told.times, key=days, default=None)
    bare = (text.scenes[text.of(f.id).id].amount for f in told.facts if f.id.endswith("+"))
    return replace(item, place=place, time=time, amount=item.amount or next((a for a in bare if a), None))


def _chained(
    all_told: Sequence[Told], single: Mapping[str, DraftItem], affected: Mapping[str, frozenset[str]], text: Text
) -> dict[str, DraftItem]:
    """What else became of the same family is a detail of each: whoever has the register lays them side by side."""
    out = dict(single)
    for told in all_told:
        for other in all_told:
            mine, theirs = ([f.id for f in t.facts if f.id in single] for t in (told, other))
            if told is other or not mine or not theirs or not _one_family(mine, theirs, affected, text):
                continue
            words = text.of(theirs[0]).text
            out[mine[0]] = replace(out[mine[0]], details=(*out[mine[0]].details, Detail("also", words)))
    return out


def _one_family(mine: Sequence[str], theirs: Sequence[str], affected: Mapping[str, frozenset[str]], text: Text) -> bool:
    """Whether both may tell of one family: in one paragraph, of the same people, or the later one says "their"."""
    one, other = ([text.of(name) for name in names] for names in (mine, theirs))
    if {s.paragraph for s in one} & {s.paragraph for s in other}:
        return True
    if frozenset().union(*(affected[n] for n in mine)) & frozenset().union(*(affected[n] for n in theirs)):
        return True
    first, second = sorted((one[0], other[0]), key=lambda s: s.number)
    cues = part("phrases")["cues"]["goes_on"]
    low = second.text.casefold()
    opens = any(low.startswith(f"{word} ") for word in cues["en"]) or any(low.startswith(word) for word in cues["ko"])
    return opens and second.paragraph - first.paragraph <= 1


Known = tuple[Event, list[tuple[Report, Statement]]]


def _known(item: DraftItem, atlas: Gazetteer, events: Sequence[Event]) -> list[Known]:
    """The casefile's happenings whose act, place and time agree with the item, each with the statements that do."""
    found = ((e, [(r, s) for r, s in e.tellings if _same(item, r, s, atlas)]) for e in events)
    return [(e, tellings) for e, tellings in found if tellings]


def _same(item: DraftItem, report: Report, statement: Statement, atlas: Gazetteer) -> bool:
    if (statement.act, statement.polarity, statement.modality) != (item.act, item.polarity, item.modality):
        return False
    if (statement.scope is Scope.INCIDENT) != (item.scope is Scope.INCIDENT):
        return False
    place, time = place_of(report, statement), time_of(report, statement)
    near = place is None or item.place is None or nested(place, item.place, atlas)
    return near and (time is None or item.time is None or overlap(time, item.time))


def _backed(item: DraftItem, known: Sequence[Known]) -> DraftItem:
    """The item with what stands behind it: the consent of every report that may be meant counts."""
    if not known:
        return item
    tellings = [t for _, some in known for t in some]
    subjects = tuple(dict.fromkeys(r.alias for r, _ in tellings))
    statements = tuple(dict.fromkeys(s.id for _, s in tellings))
    return replace(item, statements=statements, subjects=subjects, reports=len(subjects), sources=known[0][0].sources)


def _with_details(items: list[DraftItem], text: Text) -> list[DraftItem]:
    """What else could point to somebody, and what the signer found unusual, as details of the item it belongs to."""
    extra: dict[str, list[Detail]] = defaultdict(list)
    for s in text.parts:
        home = _home(s, items, text)
        if home is None:
            continue
        extra[home.id] += text.scenes[s.id].others
        here = [p for p in text.pointers if s.start <= p.start < s.end and not p.direct and p.kind not in HELD]
        extra[home.id] += [Detail(p.kind, text.report.text[p.start : p.end]) for p in here]
        signature = text.signed.get(s.id)
        if signature is not None and signature.unusual:
            extra[home.id].append(Detail("unusual", signature.unusual))
    return [_detailed(item, extra[item.id]) for item in items]


def _home(sentence: Sentence, items: Sequence[DraftItem], text: Text) -> DraftItem | None:
    """The item of the sentence itself, of the nearest before it in its paragraph, of the nearest after it, of any before."""
    within = [i for i in items if text.of(i.id).paragraph == sentence.paragraph]
    before = [i for i in within if text.of(i.id).number <= sentence.number]
    own = [i for i in before if text.of(i.id) is sentence]
    earlier = [i for i in items if text.of(i.id).number < sentence.number]
    nearest = own[:1] or before[-1:] or within[:1] or earlier[-1:]
    return nearest[0] if nearest else None


def _detailed(item: DraftItem, details: Sequence[Detail]) -> DraftItem:
    """Ages, jobs, relations and numbers have ladders of their own; the rest are free details. Each once."""
    rest = [d for d in dict.fromkeys((*item.details, *details)) if d.what not in ("age", "count", "job", "kin")]
    for detail in dict.fromkeys(details):
        number = re.search(r"(?<!\d)\d{1,3}(?!\d)", detail.words)
        if detail.what == "age" and number and item.age is None:
            item = replace(item, age=int(number[0]))
        elif detail.what == "count" and number and item.count is None:
            item = replace(item, count=int(number[0]))
        elif detail.what == "job" and item.job is None:
            item = replace(item, job=Words(detail.words, detail.words))
        elif detail.what == "kin" and item.kin is None:
            item = replace(item, kin=Words(detail.words, detail.words))
        elif detail not in rest:
            rest.append(detail)
    apart, further = rest[:MOST_DETAILS], rest[MOST_DETAILS:]
    joined = (Detail("further", "; ".join(d.words for d in further)),) if further else ()
    return replace(item, details=(*apart, *joined))


def _signed(item: DraftItem, signature: Signed | None) -> DraftItem:
    if signature is None:
        return item
    return replace(item, wording_reviewed=True, elsewhere=signature.elsewhere, knowers=signature.knowers)


def _passage(s: Sentence, text: Text, *, told: bool, joined: bool) -> Passage:
    signature = text.signed.get(s.id)
    direct = dict.fromkeys(_kind(p) for p in text.pointers if p.direct and p.start < s.end and s.start < p.end)
    unread = not (told or joined) and not text.scenes[s.id].empty and not (signature is not None and signature.elsewhere)
    return Passage(s.id, s.text, signature is not None, tuple(direct), told, unread)


def _kind(pointer: Pointer) -> Words:
    why = getattr(pointer, "why", None)
    return why if isinstance(why, Words) else Words(pointer.kind, pointer.kind)
