"""What comparing keeps, as rows of the casefile and back (``casefile.comparisons``)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from rushlight.casefile.comparisons import Kept, Row
from rushlight.corroboration import EventGroup, Evidence, LinkProposal
from rushlight.corroboration.accounts import known_nodes
from rushlight.corroboration.again import Found
from rushlight.corroboration.blocking import months
from rushlight.corroboration.features import Sum
from rushlight.corroboration.gist import Gist, gists
from rushlight.corroboration.links import Likelihood
from rushlight.corroboration.textreuse import TextRuns, text_runs
from rushlight.desk.linking import State, how_far
from rushlight.record import Judgement, Report

T = TypeVar("T", bound=Hashable)
Pair = frozenset[str]
_gists = msgspec.json.Decoder(list[Gist])
_proposal = msgspec.json.Decoder(LinkProposal)
_group = msgspec.json.Decoder(EventGroup)


def row_of(report: Report, mark: str) -> Row:
    """What is compared of a report."""
    told, text = gists(report), text_runs(report)
    spans = [span for g in told for span in months(g.seen)]
    letters = None if text.letters is None else text.letters.tobytes()
    return Row(
        Kept(report.document.id, report.alias, mark, how_far(report), left_out=False),
        len(report.accepted),
        report.waiting,
        min((first for first, _ in spans), default=None),
        max((last for _, last in spans), default=None),
        " ".join(g.head for g in told),
        "\n".join(sorted(known_nodes([report]))),
        msgspec.json.encode(told).decode(),
        text.short,
        text.words.tobytes(),
        letters,
        sorted({sum_key(v) for g in told for v in g.seen.all_sums}),
    )


def sum_key(value: Sum) -> str:
    """A sum as a key: 1000 and 1000.00 are one."""
    return f"{value[0].normalize():f} {value[1]}"


def gists_of(alias: str, record: str) -> Iterator[Gist]:
    """The gists of a row."""
    return iter(_gists.decode(record))


def runs_of(words: bytes, letters: bytes | None, *, short: bool) -> TextRuns:
    """The runs of a row."""
    import numpy as np  # it takes a tenth of a second to load: only comparing waits for it

    return TextRuns(np.frombuffer(words, np.uint64), None if letters is None else np.frombuffer(letters, np.uint64), short)


def proposal_record(proposal: LinkProposal) -> tuple[str, str]:
    """(id, record)."""
    return f"{proposal.left} {proposal.right}", msgspec.json.encode(proposal).decode()


def proposal_of(record: str, shared: dict[Any, Any]) -> LinkProposal:
    """The proposal; what is alike in many (``shared``: what was seen so far) is one object."""
    p = _proposal.decode(record)

    def one(value: T) -> T:
        kept: T = shared.setdefault(value, value)
        return kept

    evidence: tuple[Evidence, ...] = tuple(one(e) for e in p.evidence)
    return LinkProposal(
        one(p.left),
        one(p.right),
        one(p.left_report),
        one(p.right_report),
        one(p.left_statements),
        one(p.right_statements),
        Likelihood(p.label),
        evidence,
        p.judged,
    )


def group_record(group: EventGroup) -> tuple[str, str]:
    """(id, record)."""
    return group.id, msgspec.json.encode(group).decode()


def group_of(record: str) -> EventGroup:
    return _group.decode(record)


class Rest(NamedTuple):
    """What was found beside pairs and happenings: pairs of aliases with a common text, verdicts by pairs of heads."""

    measured: list[tuple[str, ...]]
    texts: list[tuple[str, ...]]
    verdicts: list[tuple[str, str, Judgement]]

    def found(
        self, proposals: Sequence[LinkProposal], groups: Sequence[EventGroup], told: Mapping[str, tuple[str, int]]
    ) -> Found:
        """All of it together."""
        from rushlight.corroboration.links import in_order

        measured, texts = (frozenset(map(frozenset, pairs)) for pairs in (self.measured, self.texts))
        verdicts = {frozenset((left, right)): judged for left, right, judged in self.verdicts}
        return Found(in_order(proposals), tuple(groups), measured, texts, verdicts, told)


class _Whole(NamedTuple):
    rules: str
    state: tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]
    rest: Rest


_whole = msgspec.json.Decoder(_Whole)


def joined_state(rules: str, state: State, found: Found) -> str:
    """The record that says of what, and by which rules, it was found."""
    measured, texts = ([tuple(sorted(p)) for p in pairs] for pairs in (found.measured, found.texts))
    verdicts = [(*sorted(pair), judged) for pair, judged in found.verdicts.items()]
    rest = Rest(measured, texts, verdicts)  # type: ignore[arg-type]  # a pair has two
    return msgspec.json.encode(_Whole(rules, (state.sight, state.content, state.judged), rest)).decode()


def split_state(record: str) -> tuple[str, State, Rest]:
    """(rules, state, the rest)."""
    whole = _whole.decode(record)
    return whole.rules, State(*whole.state), whole.rest
