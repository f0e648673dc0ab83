"""Whose account a report gives, resolved along its relay chain as far as the record knows it.

Hearsay resolves to its origin; an outlet that repeats another outlet resolves to that one. A person
is known across reports only by the random id of a recorded source: unnamed sources of two reports
can be the same person or not, and nothing here guesses which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rushlight.record import AttributionMode, DocumentKind, PartyClass, Report, Statement

SELF = "self"


@dataclass(frozen=True, slots=True)
class Account:
    """One source's account within one report.

    ``speaker`` is a party of the report, None where only one account is told apart. ``root`` is the
    recorded source it rests on, None where that is not known; ``nodes`` are all recorded sources and
    outlets on the way. ``outlet`` is the deepest outlet, ``relayed`` whether it was reached through
    another one. ``names_nobody``: a publication that gives no source at all.
    """

    alias: str
    document: str
    speaker: str | None
    statements: tuple[Statement, ...]
    root: str | None
    nodes: frozenset[str]
    outlet: str | None
    relayed: bool
    hearsay: bool
    names_nobody: bool

    @property
    def knowledge(self) -> str:
        """What the account rests on: own experience, heard from others, or told by a source."""
        modes = {s.attribution.mode for s in self.statements}
        if AttributionMode.FIRST_PERSON in modes:
            return "own experience"
        return "heard from others" if self.hearsay else "told by a source"


def known_nodes(reports: Iterable[Report]) -> frozenset[str]:
    """Every recorded source and every outlet that any report is from or names: what a relay's label may mean."""
    nodes: set[str | None] = set()
    for report in reports:
        nodes |= {f"source:{report.source}" if report.source else None, _outlet_node(report.document.outlet)}
        nodes.add(_outlet_node(report.reading.outlet))
        nodes |= {_outlet_node(p.label) for p in report.reading.parties if p.party_class is PartyClass.OUTLET}
    return frozenset(n for n in nodes if n)


def accounts_of(report: Report, statements: Sequence[Statement], known: Collection[str]) -> tuple[Account, ...]:
    """The accounts that ``statements`` of a report make up. ``known`` are the casefile's ``known_nodes``.

    A report whose source is recorded is one account. Otherwise each source that the report tells
    apart is one; words without a speaker belong to the first.
    """
    if not statements:
        return ()
    speakers = () if report.source else tuple(dict.fromkeys(p for s in statements if (p := _source(report, s))))
    if len(speakers) < 2:
        return (_account(report, speakers[0] if speakers else None, tuple(statements), known),)
    shares = {p: tuple(s for s in statements if (_source(report, s) or speakers[0]) == p) for p in speakers}
    return tuple(_account(report, p, share, known) for p, share in shares.items())


def _source(report: Report, statement: Statement) -> str | None:
    """The source whose words these are: the carrier of an officer's quoted words, else the speaker."""
    for party_id in (statement.attribution.carrier, statement.attribution.speaker):
        if party_id and report.reading.party(party_id).party_class is PartyClass.SOURCE:
            return party_id
    return None


def _account(report: Report, speaker: str | None, statements: tuple[Statement, ...], known: Collection[str]) -> Account:
    chain = _Chain(report, known)
    outlets = chain.outlets()
    hops = chain.told(speaker)
    modes = {s.attribution.mode for s in statements}
    hearsay = modes == {AttributionMode.HEARSAY}
    own = f"source:{report.source}" if report.source else None
    if hops and AttributionMode.FIRST_PERSON not in modes:
        root = hops[-1] if hops[-1].startswith("source:") else None
    else:
        root = None if hearsay else own
    nodes = {n for n in (*hops, *outlets, own) if n and not n.startswith("party:")}
    return Account(
        alias=report.alias,
        document=report.document.id,
        speaker=speaker,
        statements=statements,
        root=root,
        nodes=frozenset(nodes),
        outlet=outlets[-1] if outlets else None,
        relayed=len(outlets) > 1,
        hearsay=hearsay,
        names_nobody=_names_nobody(report, statements),
    )


def _names_nobody(report: Report, statements: Sequence[Statement]) -> bool:
    if report.document.kind is not DocumentKind.PUBLICATION or report.reading.relays:
        return False
    sources = any(p.party_class is PartyClass.SOURCE for p in report.reading.parties)
    return not sources and all(s.attribution.mode is not AttributionMode.FIRST_PERSON for s in statements)


class _Chain:
    """The relays of one report as a graph from teller to origin, over comparable nodes."""

    def __init__(self, report: Report, known: Collection[str]) -> None:
        self._report, self._known = report, known
        self._own = _outlet_node(report.document.outlet or report.reading.outlet)
        self._origins: dict[str, list[str]] = {}
        for relay in report.reading.relays:
            if relay.origin:
                self._origins.setdefault(self._node(relay.teller), []).append(self._node(relay.origin))

    def outlets(self) -> tuple[str, ...]:
        """This report's outlet and those it repeats, the deepest last."""
        start = (self._own,) if self._own else ()
        reached = (*start, *self._walk((SELF, *start)))
        return tuple(dict.fromkeys(n for n in reached if n.startswith("outlet:")))

    def told(self, speaker: str | None) -> tuple[str, ...]:
        """Whom the speaker (or, where none is told apart, whoever gave the report) had it from, the last one last."""
        starts = [f"party:{speaker}"] if speaker else [SELF, *self._source_parties()]
        if self._report.source:
            starts.append(f"source:{self._report.source}")
        return tuple(n for n in self._walk(starts) if n not in starts and not n.startswith("outlet:"))

    def _source_parties(self) -> Iterator[str]:
        parties = [p for p in self._report.reading.parties if p.party_class is PartyClass.SOURCE]
        if len(parties) == 1:
            yield f"party:{parties[0].id}"

    def _walk(self, starts: Sequence[str]) -> tuple[str, ...]:
        seen: dict[str, None] = dict.fromkeys(starts)
        front = list(seen)
        while front:
            front = [o for n in front for o in self._origins.get(n, ()) if o not in seen]
            seen |= dict.fromkeys(front)
        return tuple(n for n in seen if n not in starts)

    def _node(self, reference: str | None) -> str:
        """A party id, a recorded source's id or an outlet's label, as a node; an absent teller is the report itself.

        A label that no report and no party carries names nobody, so that it can join nothing.
        """
        if reference is None:
            return self._own or SELF
        party = next((p for p in self._report.reading.parties if p.id == reference), None)
        if party is not None and party.party_class is not PartyClass.OUTLET:
            return f"party:{party.id}"
        for node in (f"source:{reference}", _outlet_node(party.label if party else reference)):
            if node is not None and node in self._known:
                return node
        return f"party:{reference}"


def _outlet_node(label: str | None) -> str | None:
    plain = " ".join((label or "").casefold().split()).removeprefix("the ")
    return f"outlet:{plain}" if plain else None
