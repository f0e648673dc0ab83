"""What comparing costs: which of many reports tell of the same, beside every pair of a month compared.

Made reports, as many as asked (default 1600; 50000 works too): happenings over ten years in the towns of the atlas, told by one
to four reports with the slips that real tellings have. In the same run: all pairs of a month compared one by one, up to 2,000
reports; then proposals, happenings and independent sources of the whole; peak memory.

python benchmarks/joining.py [REPORTS ...]
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from rushlight.atlas import atlas
from rushlight.corroboration import SourceBook, event_groups, links, propose_links, verification_in
from rushlight.corroboration.blocking import months
from rushlight.corroboration.compare import compare
from rushlight.corroboration.gist import all_gists
from rushlight.record import (
    Amount,
    Attribution,
    AttributionMode,
    Document,
    DocumentKind,
    IdentityStatus,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Reading,
    Report,
    Role,
    Scope,
    Span,
    Statement,
    TimeExpr,
)

ACTS = ("search.home", "detain.arrest", "question.interrogate", "threat.sanction", "hurt.assault", "release.freed")
MONEY = ("seize.property", "take.extorted_payment", "demand.payment")
SUMS = (1000, 2000, 3000, 5000, 8000, 10000, 12000, 15000, 20000, 30000)
OFFICERS = ("state security officers", "police", "border guards")
KIN = ("her daughter", "her son", "his brother", "an aunt")
FIRST = dt.date(2015, 1, 1)
DAYS = 3650
Given = TypeVar("Given")


def towns() -> list[str]:
    """The atlas' towns and counties in North Korea, by id."""
    known = atlas()
    return sorted(e.id for e in known if e.id.startswith("KP.") and e.precision in (2, 3))


def made(count: int, seed: int = 7) -> list[Report]:
    """So many made reports; the same for the same seed."""
    rng, places, out = random.Random(seed), towns(), []
    while len(out) < count:
        true = (FIRST + dt.timedelta(days=rng.randrange(DAYS)), rng.choice(places), rng.sample(ACTS, 3), rng.choice(MONEY))
        value, kin, office = rng.choice(SUMS), rng.choice(KIN), rng.choice(OFFICERS)
        for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
            out.append(_telling(len(out) + 1, *true, value, kin, office, rng))
    return out[:count]


def _telling(
    n: int, day: dt.date, place: str, acts: list[str], money: str, value: int, kin: str, office: str, rng: random.Random
) -> Report:
    own = " ".join(f"w{rng.randrange(40_000)}" for _ in range(120))
    told = [a for a in acts if rng.random() < 0.8] or acts[:1]
    words, spans = f"Account {own}.", []
    for part in (office, "a woman", kin, place, "then", *told, f"{value} yuan"):
        spans.append(Span(len(words) + 1, len(words) + 1 + len(part), part))
        words += f" {part}"
    off, aff, rel, where, when, *rest = spans
    parties = (
        Party("p1", PartyKind.GROUP, PartyClass.OFFICER, "", IdentityStatus.UNNAMED, (off,)),
        Party("p2", PartyKind.PERSON, PartyClass.AFFECTED, "", IdentityStatus.UNNAMED, (aff,)),
        Party("p3", PartyKind.PERSON, PartyClass.OTHER, "", IdentityStatus.UNNAMED, (rel,)),
    )
    shown = day if rng.random() < 0.87 else day + dt.timedelta(days=rng.choice((-2, -1, 1, 2, 7)))
    wide = rng.random() < 0.2
    first, last = (shown.replace(day=1), shown.replace(day=28)) if wide else (shown, shown)
    times = () if rng.random() < 0.1 else (TimeExpr("t1", when, None, first, last, True),)
    sums = () if rng.random() < 0.2 else (Amount("a1", rest[-1], Decimal(value + 1000 * (rng.random() < 0.2)), "CNY"),)
    who = (Participant(Role.PERPETRATOR, "p1"), Participant(Role.AFFECTED, "p2"), Participant(Role.COUNTERPART, "p3"))
    acts_told = [*told, *([money] if sums else [])]
    statements = tuple(
        Statement(
            id=f"st{n}.{i}",
            spans=(span,),
            act=act,
            scope=Scope.INCIDENT,
            modality=Modality.OCCURRED,
            polarity=Polarity.AFFIRMED,
            attribution=Attribution(AttributionMode.INDIRECT_SPEECH, None),
            participants=who,
            time="t1" if times else None,
            place="l1",
            amounts=("a1",) if act == money and sums else (),
        )
        for i, (act, span) in enumerate(zip(acts_told, rest, strict=False))
    )
    published = day + dt.timedelta(days=rng.randrange(5, 40))
    known = atlas().label(place, "en")
    spot = Place("l1", known, atlas().entry(place).precision, (where,), atlas_id=place)
    reading = Reading("en", published, None, DocumentKind.TESTIMONY, (), parties, (spot,), times, sums, statements, ())
    document = Document(f"do{n}", "en", DocumentKind.TESTIMONY, len(words), "0" * 64, "0" * 64, "text/plain", published, None)
    return Report(f"R{n}", document, words, reading, statements, source=f"so{rng.randrange(count_of(n))}", collected_by="A1")


def count_of(n: int) -> int:
    """How many people may have told the first ``n`` reports: about one for two."""
    return max(1, n // 2)


def timed(what: str, work: Callable[[], Given]) -> Given:
    begun = time.process_time()
    out = work()
    print(f"  {what:<44} {time.process_time() - begun:8.2f} s")
    return out


def month_by_month(reports: list[Report]) -> int:
    """Every pair of a month and its neighbours compared one by one: what it would cost without the bound."""
    told = all_gists(reports)
    around = links.surroundings(told, links.text_pairs(reports, ()))
    by_month: dict[int, set[int]] = {}
    for n, telling in enumerate(told):
        for first, last in months(telling.seen):
            for month in range(first - 1, last + 2):
                by_month.setdefault(month, set()).add(n)
    pairs = {pair for members in by_month.values() for pair in combinations(sorted(members), 2)}
    for a, b in pairs:
        compare(told[a], told[b], around)
    return len(pairs)


def measure(count: int) -> None:
    reports = made(count)
    print(f"{count} reports, CPU seconds on this machine")
    if count <= 2000:
        print("  pairs compared one by one:", timed("every pair of a month", lambda: month_by_month(reports)))
    proposals = timed("proposals", lambda: propose_links(reports))
    groups = timed("happenings", lambda: event_groups(reports, proposals))
    book = SourceBook(reports, proposals)
    timed("independent sources of every happening", lambda: [book.count(g) for g in groups])
    timed("standing of every happening", lambda: [verification_in(book, g) for g in groups])
    timed("independent sources of all reports together", lambda: book.count([r.alias for r in reports]))
    shared = sum(len(g.reports) > 1 for g in groups)
    print(f"  {len(proposals)} proposals, {len(groups)} happenings, {shared} told by several reports")


def main(arguments: list[str]) -> int:
    for count in [int(a) for a in arguments] or [1600]:
        measure(count)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
