"""Within sentences that say the same: which words of the one say what a statement of the other rests on.

What is found is a proposal with its reason, and nothing found is an answer: no word is given for want of a better one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rushlight.reading.beside.aligning import Alignment, Telling
from rushlight.reading.beside.anchors import sum_key, time_keys
from rushlight.reading.beside.lookup import Lookup
from rushlight.reading.beside.pairing import Pair, Trust, pairs
from rushlight.record import Amount, Place, Role, Span, Statement, TimeExpr

ROLES = {"agent": (Role.PERPETRATOR, Role.ORDERING_AUTHORITY), "affected": (Role.AFFECTED,)}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement, its words on the left and those that say so on the right (none: nothing was found).

    ``name`` is words, agent, affected, speaker, place, time or amounts. ``differs``: both say something, and not the same.
    """

    name: str
    left: tuple[Span, ...]
    right: tuple[Span, ...] = ()
    trust: Trust | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the machine finds for one statement of the left: its counterpart, and part by part the words."""

    statement: str
    pair: Pair | None
    parts: tuple[Part, ...]

    @property
    def words(self) -> Part:
        return self.parts[0]


def find_values(alignment: Alignment, left: Telling, right: Telling) -> tuple[Part, ...]:
    """Places, times and sums of the left that the right has in the same place, whatever statement they belong to. Pure."""
    values = Values(Lookup(alignment, left, right))
    reading = left.reading
    out = [values.place(p, m) for p in reading.places for m in p.mentions]
    out += [values.time(t) for t in reading.times] + [values.amount(a) for a in reading.amounts]
    return tuple(sorted((p for p in out if p.right), key=lambda p: (p.left[0].start, p.left[0].end, p.name)))


@dataclass(frozen=True, slots=True)
class Values:
    """Looks for places, times and sums, each by what it means and not by its words."""

    beside: Lookup

    def place(self, place: Place, mention: Span) -> Part:
        keys = {f"place:{place.atlas_id}"} if place.atlas_id else set()
        one = self.beside.keyed(mention, keys) or self.beside.common(mention, ("name",))
        return Part("place", (mention,), (one,), Trust.SAME) if one else Part("place", (mention,))

    def time(self, time: TimeExpr) -> Part:
        if one := self.beside.keyed(time.span, {k for k in time_keys(time) if k.startswith("days:")}):
            return Part("time", (time.span,), (one,), Trust.SAME)
        one = self._in_time(self.beside.common(time.span, ("n",))) or self._in_time(self.beside.common(time.span, ("word",)))
        return Part("time", (time.span,), (one,), Trust.NEAR) if one else Part("time", (time.span,))

    def amount(self, amount: Amount) -> Part:
        key = sum_key(amount)
        one = self.beside.keyed(amount.span, {key} if key else set())
        if one is None and (figure := self.beside.common(amount.span, ("n",))):
            one = next((a.span for a in self.beside.right.reading.amounts if a.span.contains(figure)), None)
        return Part("amounts", (amount.span,), (one,), Trust.SAME) if one else Part("amounts", (amount.span,))

    def _in_time(self, one: Span | None) -> Span | None:
        """The time of the right that these words are part of."""
        times = (t.span for t in self.beside.right.reading.times if one and t.span.overlaps(one))
        return next(times, None)


# --- part by part -----------------------------------------------------------------------------------


def find_words(alignment: Alignment, left: Telling, right: Telling) -> tuple[Found, ...]:
    """For every statement of the left, in the order of its text: which words of the right say so. Pure."""
    found = {p.left: p for p in pairs(alignment, left, right)}
    statements = {s.id: s for s in right.reading.statements}
    taken = [span for p in found.values() for span in statements[p.right].spans]
    beside, out = Lookup(alignment, left, right), []
    for statement in sorted(left.reading.statements, key=lambda s: (s.spans[0].start, s.spans[0].end, s.id)):
        pair = found.get(statement.id)
        other = statements[pair.right] if pair else None
        looking = _Looking(beside, statement, other)
        out.append(Found(statement.id, pair, (looking.words(pair, taken), *looking.parts())))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Looking:
    """Looks for the parts of one statement; ``other`` is its counterpart, where there is one."""

    beside: Lookup
    statement: Statement
    other: Statement | None

    def words(self, pair: Pair | None, taken: Sequence[Span]) -> Part:
        """Its own words: those of the counterpart, or the only ones that the table gives to its act in this place."""
        ours = self.statement.spans
        if pair is not None and self.other is not None:
            return Part("words", ours, self.other.spans, pair.trust, bool(pair.differs))
        beads = self.beside.alignment.beads_of(ours)
        key = f"does:{self.statement.act}"
        said = [a for a in self.beside.alignment.right_anchors if a.key == key and self.beside.within(beads, a)]
        free = [s for s in map(self.beside.span, said) if not any(s.overlaps(t) for t in taken)]
        return Part("words", ours, (free[0],), Trust.NEAR) if len(free) == 1 else Part("words", ours)

    def parts(self) -> Iterator[Part]:
        """Who, to whom, who says so, where, when, how much: those that the statement states."""
        s, reading = self.statement, self.beside.left.reading
        speaker = (s.attribution.speaker,) if s.attribution.speaker else ()
        for name, ids in (*((n, s.parties(*roles)) for n, roles in ROLES.items()), ("speaker", speaker)):
            for party in ids[:2]:
                if mentions := reading.party(party).mentions:
                    yield self._party(name, party, mentions)
        if s.place:
            yield self._place(reading.place(s.place))
        if s.time:
            yield self._time(reading.time(s.time))
        for amount in s.amounts:
            yield self._amount(reading.amount(amount))

    def _party(self, name: str, party: str, mentions: Sequence[Span]) -> Part:
        """By name, by a word for such people, by whoever has the same part in the counterpart."""
        ours = self._nearest(mentions)
        if named := self._as_mention(self.beside.common(ours, ("name", "latin"))):
            return Part(name, (ours,), (named,), Trust.SAME)
        if same := self._as_mention(self.beside.common(ours, ("word",))):
            return Part(name, (ours,), (same,), Trust.NEAR)
        found = self._counterpart(name, ours)
        if found is None:
            return Part(name, (ours,))
        other, mention = found
        of = self.beside.left.reading.party(party), self.beside.right.reading.party(other)
        return Part(name, (ours,), (mention,), Trust.NEAR, of[0].party_class is not of[1].party_class)

    def _as_mention(self, one: Span | None) -> Span | None:
        """The mention of a party that these words are part of; none where they are no words for a party."""
        mentions = (m for p in self.beside.right.reading.parties for m in p.mentions if one and m.overlaps(one))
        return max(mentions, key=lambda m: (m.end - m.start, -m.start), default=None)

    def _counterpart(self, name: str, ours: Span) -> tuple[str, Span] | None:
        """Whoever has the same part in the counterpart, and the mention, where it stands in this place."""
        if self.other is None:
            return None
        place, speaker = self.other.spans[0].start, self.other.attribution.speaker
        ids = self.other.parties(*ROLES[name]) if name in ROLES else (speaker,) if speaker else ()
        beads = self.beside.alignment.beads_of((ours,))
        reading = self.beside.right.reading
        mentions = [(i, m) for i in ids for m in reading.party(i).mentions if self.beside.inside(beads, m)]
        return min(mentions, key=lambda row: (abs(row[1].start - place), row[1].start), default=None)

    def _place(self, place: Place) -> Part:
        found = Values(self.beside).place(place, self._nearest(place.mentions))
        if found.right or self.other is None or not self.other.place:
            return found
        other = self.beside.right.reading.place(self.other.place)
        theirs = [m for m in other.mentions if self.beside.inside(self.beside.alignment.beads_of(found.left), m)]
        return self._of_the_counterpart(found, theirs[:1], bool(place.atlas_id and other.atlas_id))

    def _time(self, time: TimeExpr) -> Part:
        found = Values(self.beside).time(time)
        if found.right or self.other is None or not self.other.time:
            return found
        other = self.beside.right.reading.time(self.other.time)
        keys = set(time_keys(time)), set(time_keys(other))
        return self._of_the_counterpart(found, [other.span], bool(keys[0] and keys[1] and keys[0].isdisjoint(keys[1])))

    def _amount(self, amount: Amount) -> Part:
        found = Values(self.beside).amount(amount)
        theirs = [self.beside.right.reading.amount(a) for a in (self.other.amounts if self.other else ())]
        if found.right or len(theirs) != 1 or theirs[0].currency != amount.currency:
            return found
        return self._of_the_counterpart(found, [theirs[0].span], bool(sum_key(amount) and sum_key(theirs[0])))

    def _of_the_counterpart(self, found: Part, theirs: Sequence[Span], differs: bool) -> Part:
        """A value of the counterpart that stands in this place; ``differs`` where both are known and not the same."""
        beads = self.beside.alignment.beads_of(found.left)
        near = tuple(s for s in theirs if self.beside.inside(beads, s))
        return Part(found.name, found.left, near, Trust.NEAR, differs) if near else found

    def _nearest(self, mentions: Sequence[Span]) -> Span:
        """The mention within the statement's sentences that stands nearest to its words, else the nearest of all."""
        alignment, own = self.beside.alignment, self.statement.spans[0]
        beads = set(alignment.beads_of(self.statement.spans))
        return min(mentions, key=lambda m: (beads.isdisjoint(alignment.beads_of((m,))), abs(m.start - own.start), m.start))
