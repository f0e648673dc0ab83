"""A restricted report leaves no trace on any page for whoever may not find it: not its existence, not in a count, an order, an
answer's number or the time that it takes. The log is the exception that SECURITY.md names: it is for the whole casefile.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import serving_case as case
from crawling import Crawled, crawl, route_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.desk import Desk, open_desk
from rushlight.errors import RushlightError
from rushlight.record import Judgement, Purpose, Relation, Verdict
from rushlight.workbench.application import all_routes

DEMAND = "In March 2022 a broker demanded 5,000 yuan from the family of a woman in Hyesan. The money was paid in April."
VISIT = "Two officers of the Ministry of State Security came to the house in Musan in January 2021 and threatened the brother."
RETOLD = "A neighbour said that officers beat the father in Hyesan in March 2022 because the daughter had called from abroad."
PRISON = "The mother was held in the county prison in Hoeryong for six months in 2020 and released after a fine of 3,000 yuan."
TEXTS = (DEMAND, VISIT, RETOLD, PRISON)

FOR_THE_WHOLE_CASEFILE = ("/log",)
"""Pages that say what the casefile holds, to whoever has its key."""

MORE = 0.02
"""The share by which the work for an answer may differ."""

some = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True, slots=True)
class Two:
    """The same casefile without and with a report that A1 may not find; the ids that lead to it."""

    without: Path
    full: Path
    hidden: tuple[str, ...]


def opened(folder: Path, actor: str) -> Desk:
    return open_desk(folder, case.PASSPHRASE, actor=actor, randomness=os.urandom)


def _take(desk: Desk, text: str, outlet: str) -> str:
    return desk.take_in_bytes(f"{text}\n{outlet} tells of it.\n".encode(), "report.txt", outlet=outlet).alias


def _decide_all(desk: Desk) -> None:
    for report in desk.reports():
        for number, statement in enumerate(report.reading.statements):
            try:
                desk.decide(statement.id, Verdict.UNSURE if number % 3 else Verdict.ACCEPT)
            except RushlightError:
                desk.decide(statement.id, Verdict.UNSURE)


def two(folder: Path, visible: list[str], secret: str, decided: tuple[bool, bool]) -> Two:
    """A1's reports; then A9 takes one in, relates it to the others, and keeps it to A9. ``decided``: those; that one."""
    bare, full = folder / "case" / "winter.case", folder / "full" / "winter.case"
    bare.parent.mkdir()
    with case.cheap_desk(bare) as desk:
        for text in visible:
            _take(desk, text, "Radio A")
        if decided:
            _decide_all(desk)
    shutil.copytree(bare, full)
    with opened(full, "A9") as other:
        alias = _take(other, secret, "Radio B")
        if decided[1]:
            _decide_all(other)
        ids = [report.document.id for report in other.reports()]
        other.judge(Relation.SAME_ORIGIN, ids[0], ids[-1], Judgement.SAME)
        other.consent(alias, Purpose.PUBLIC_ANONYMOUS)
        other.restrict(alias, ["A9"])
        kept = other.reports()[-1]
        hidden = (kept.document.id, other.case.readings(kept.document.id)[-1].event, kept.reading.statements[0].id, alias)
    return Two(bare, full, hidden)


def told(answered: case.Answered) -> tuple[int, str, str]:
    """What an answer tells: its number, where it leads, its words without the secret place and the time of day."""
    body = answered.text.replace(answered.place, "PLACE") if answered.body[:2] != b"PK" else str(len(answered.body))
    body = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|\+00:00)?", "TIME", body)
    return answered.status, answered.headers.get("location", "").replace(answered.place, "PLACE"), body


def _compared(found: Crawled) -> dict[str, tuple[int, str, str]]:
    return {path: told(a) for path, a in found.pages.items() if not path.startswith(FOR_THE_WHOLE_CASEFILE)}


def _differing(pair: Two) -> list[str]:
    """Pages that differ; every page that links lead to from any page is looked at."""
    seen = []
    for folder in (pair.without, pair.full):
        pages = case.open_pages(folder, actor="A1")
        try:
            assert pages.post("/find", {"words": "officers"}).status == 303  # which one report or another holds, or none
            seen.append(_compared(crawl(pages, most=4)))
        finally:
            pages.close()
    return [path for path in seen[0] | seen[1] if seen[0].get(path) != seen[1].get(path)]


def _check(folder: Path, visible: list[str], secret: str, decided: tuple[bool, bool]) -> None:
    assert _differing(two(folder, visible, secret, decided)) == []


A_CASE = (
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2, unique=True),
    st.sampled_from(TEXTS),
    st.tuples(st.booleans(), st.booleans()),
)


@some
@given(*A_CASE)
def test_every_page_is_the_same_with_and_without_it(
    tmp_path_factory: pytest.TempPathFactory, visible: list[str], secret: str, decided: tuple[bool, bool]
) -> None:
    _check(tmp_path_factory.mktemp("restricted"), visible, secret, decided)


@pytest.mark.slow
@many
@given(*A_CASE)
def test_every_page_is_the_same_with_and_without_it_at_length(
    tmp_path_factory: pytest.TempPathFactory, visible: list[str], secret: str, decided: tuple[bool, bool]
) -> None:
    _check(tmp_path_factory.mktemp("restricted"), visible, secret, decided)


def test_whoever_may_find_it_does_see_it(tmp_path: Path) -> None:
    """The comparing itself: for A9 the pages do differ."""
    pair = two(tmp_path, [DEMAND], VISIT, (True, False))
    seen = []
    for folder in (pair.without, pair.full):
        pages = case.open_pages(folder, actor="A9")
        seen.append(_compared(crawl(pages)))
        pages.close()
    assert seen[0] != seen[1]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Two:
    return two(tmp_path_factory.mktemp("restricted"), [DEMAND, RETOLD], VISIT, (True, False))


def _absent(name: str) -> str:
    """A name of the same form that leads to nothing."""
    kind, _, rest = name.partition("_")
    return f"{kind}_{'0' * len(rest)}" if rest else "R99"


def _asked(pages: case.Pages, method: str, path: str, name: str, forms: dict[str, dict[str, str]]) -> tuple[int, str, str, int]:
    filled = re.sub(r"\{\w+(:int)?\}", lambda m: "99" if m[1] else name, path)
    fields = {
        key: name if value.startswith(("dc_", "st_", "rd_", "R")) else value for key, value in forms.get(path, {}).items()
    }
    with working(pages) as work:
        answered = pages.get(filled) if method == "GET" else pages.post(filled, fields)
    status, where, body = told(answered)
    return status, where.replace(name, "NAME"), body.replace(name, "NAME"), work.calls


@dataclass(slots=True)
class Working:
    """Functions that were called on the desk's thread, ours and those of libraries: work, whatever else the machine does."""

    calls: int = 0

    def count(self, _: object, event: str, __: object) -> None:
        self.calls += event in ("call", "c_call")


@contextlib.contextmanager
def working(pages: case.Pages) -> Iterator[Working]:
    """Counts what the desk does meanwhile."""
    work = Working()
    pages.held.thread.ask(lambda: sys.setprofile(work.count)).result()
    try:
        yield work
    finally:
        pages.held.thread.ask(lambda: sys.setprofile(None)).result()


def test_asking_for_it_by_its_name_is_answered_as_if_it_were_not_there(pair: Two) -> None:
    """Every route whose path has a part to fill, as a page and as a form; also how much is done for the answer."""
    pages = case.open_pages(pair.full, actor="A1")
    try:
        forms = _fields(crawl(pages))
        wrong = []
        for route in [r for r in all_routes() if "{" in r.path and "{n:int}" not in r.path]:
            for name in pair.hidden if not route.path.startswith(FOR_THE_WHOLE_CASEFILE) else ():
                hidden, absent = (
                    [_asked(pages, route.method, route.path, which, forms) for _ in range(2)] for which in (name, _absent(name))
                )
                if hidden[-1][:3] != absent[-1][:3]:
                    wrong.append(f"{route.method} {route.path} {name}: {hidden[-1][:2]} {absent[-1][:2]}")
                more = hidden[-1][3] - absent[-1][3]
                if abs(more) > MORE * absent[-1][3]:
                    wrong.append(f"{route.method} {route.path} {name}: {more} more of {absent[-1][3]} calls")
        assert not wrong, "\n".join(wrong)
    finally:
        pages.close()


def test_the_log_names_it_and_says_nothing_that_it_says(pair: Two) -> None:
    pages = case.open_pages(pair.full, actor="A1")
    try:
        entries = [pages.get(f"/log/entry/{name}") for name in pair.hidden]
        seen = [*crawl(pages, most=60).pages.items(), *((a.place, a) for a in entries)]
        told_of = [path for path, a in seen if "Musan" in a.text or "brother" in a.text or "Radio B" in a.text]
        assert told_of == []
    finally:
        pages.close()


def _fields(found: Crawled) -> dict[str, dict[str, str]]:
    """By a form's route: what a browser would send."""
    out: dict[str, dict[str, str]] = {}
    for form in found.forms.values():
        route = route_of(form.action, "POST")
        if route is not None:
            out[route.path] = {name: value for name, value in form.fields.items() if isinstance(value, str)}
    return out
