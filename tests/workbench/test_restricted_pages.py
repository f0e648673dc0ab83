"""A restricted report leaves no trace on any page for whoever may not find it: not its existence, not in a count, an order, an
answer's number or the time that it takes. The log is the exception that SECURITY.md names: it is for the whole casefile.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import serving_case as case
from crawling import OF_A_REPORT, Crawled, crawl, route_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lived_case import Lived, make_lived
from restricted_world import (
    DEMAND,
    FOR_THE_WHOLE_CASEFILE,
    RETOLD,
    TEXTS,
    VISIT,
    Two,
    compared,
    everything,
    told,
    two,
    with_a_secret,
    working,
)

from rushlight.workbench.application import all_routes

MORE = 0.02
"""The share by which the work for an answer may differ."""

NEVER_REACHED: dict[str, str] = {}
"""Pages that the crawling does not come to, each with the reason why nothing of a report can stand there."""

many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
fewer = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


# --- every page, with and without it ------------------------------------------------------------------


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Two, Lived]:
    return _lived(tmp_path_factory.mktemp("lived"), [DEMAND, RETOLD], VISIT, decided=True)


def _lived(folder: Path, visible: list[str], secret: str, *, decided: bool) -> tuple[Two, Lived]:
    """A casefile that two people have worked in; then what ``with_a_secret`` adds."""
    (folder / "case").mkdir()
    lived = make_lived(folder / "case" / "winter.case", visible)
    return with_a_secret(lived.folder, folder / "full" / "winter.case", secret, decided=decided), lived


def _differing(seen: list[dict[str, tuple[int, str, str]]]) -> list[str]:
    return [path for path in seen[0] | seen[1] if seen[0].get(path) != seen[1].get(path)]


def test_every_page_there_is_is_the_same_with_and_without_it(lived: tuple[Two, Lived], tmp_path: Path) -> None:
    """Of drafts, of what left, of sources, of work under way: no route is missed, and a new one is missed nowhere."""
    pair, found = lived
    seen = []
    for n, folder in enumerate((pair.without, pair.full)):
        seen.append(everything(copied(folder, tmp_path / str(n)), found, actor="A1"))
    assert _differing([compared(s) for s in seen]) == []
    reached = {r.path for path in seen[0] if (r := route_of(path)) is not None and not _failed(seen[0][path])}
    assert {r.path for r in all_routes() if r.method == "GET"} - reached == set(NEVER_REACHED)


def copied(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to / folder.name))


def _failed(answered: case.Answered) -> bool:
    return answered.status >= 400


def _pages(folder: Path, actor: str) -> dict[str, tuple[int, str, str]]:
    pages = case.open_pages(folder, actor=actor)
    try:
        assert pages.post("/find", {"words": "officers"}).status == 303  # which one report or another holds, or none
        return compared(crawl(pages, most=4).pages)
    finally:
        pages.close()


@pytest.mark.slow
@many
@given(
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2, unique=True),
    st.sampled_from(TEXTS),
    st.tuples(st.booleans(), st.booleans()),
)
def test_every_page_is_the_same_whatever_it_says(
    tmp_path_factory: pytest.TempPathFactory, visible: list[str], secret: str, decided: tuple[bool, bool]
) -> None:
    pair = two(tmp_path_factory.mktemp("restricted"), visible, secret, decided)
    assert _differing([_pages(folder, "A1") for folder in (pair.without, pair.full)]) == []


@pytest.mark.slow
@fewer
@given(st.sampled_from(TEXTS[1:]), st.sampled_from(TEXTS), st.booleans())
def test_every_page_there_is_is_the_same_whatever_it_says(
    tmp_path_factory: pytest.TempPathFactory, another: str, secret: str, decided: bool
) -> None:
    pair, found = _lived(tmp_path_factory.mktemp("lived"), [DEMAND, another], secret, decided=decided)
    assert _differing([compared(everything(folder, found, actor="A1", most=4)) for folder in (pair.without, pair.full)]) == []


def test_whoever_may_find_it_does_see_it(lived: tuple[Two, Lived]) -> None:
    """The comparing itself: for A9 pages do differ."""
    seen = []
    for folder in (lived[0].without, lived[0].full):
        pages = case.open_pages(folder, actor="A9")
        seen.append(compared({path: pages.get(path) for path in ("/reading", "/sources")}))
        pages.close()
    assert "/reading" in _differing(seen)


# --- asked for by its name ----------------------------------------------------------------------------


def _absent(name: str) -> str:
    """A name of the same form that leads to nothing."""
    kind, _, rest = name.partition("_")
    return f"{kind}_{'0' * len(rest)}" if rest else "R99"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with a place for a name: in its path, in one of its fields, or in all that hold one."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()

    def of(self, pages: case.Pages, name: str) -> tuple[tuple[int, str, str], int]:
        """What it is answered for this name, and the work that was done for it."""
        path = re.sub(r"\{\w+(:int)?\}", lambda m: "99" if m[1] else name, self.path)
        with working(pages) as work:
            fields = {key: value.replace("NAME", name) for key, value in self.fields}
            answered = pages.get(path) if self.method == "GET" else pages.post(path, fields)
        status, where, body = told(answered)
        return (status, where.replace(name, "NAME"), body.replace(name, "NAME")), work.calls


SEAL = "/hand-on/submission/seal"
"""A form that an answer alone holds."""


def _requests(found: Crawled) -> Iterator[Asked]:
    """Every page and form whose path has a part to fill, and every form with a field that may hold a name."""
    forms = {route.path: form for form in found.forms.values() if (route := route_of(form.action, "POST")) is not None}
    for route in all_routes():
        if FOR_THE_WHOLE_CASEFILE.fullmatch(route.path):
            continue
        form = forms.get(route.path) if route.method == "POST" else None
        fields = {name: value for name, value in (form.fields.items() if form else ()) if isinstance(value, str)}
        fields = {name: "NAME" if OF_A_REPORT.fullmatch(value) else value for name, value in fields.items()}
        if "{" in route.path and "{n:int}" not in route.path:
            yield Asked(route.method, route.path, tuple(fields.items()))
        for name in sorted(form.chosen) if form and "{" not in route.path else ():
            yield Asked(route.method, route.path, tuple((fields | {name: "NAME"}).items()))
    yield Asked("POST", SEAL, (("subject", "NAME"), ("to", "special-procedures"), ("key", "age1x")))


@pytest.fixture(scope="module")
def of_a1(lived: tuple[Two, Lived]) -> Iterator[tuple[case.Pages, Crawled]]:
    """A1's pages of the casefile with the report, as many of each kind as there are."""
    pages = case.open_pages(lived[0].full, actor="A1")
    yield pages, crawl(pages, most=60)
    pages.close()


def test_asking_for_it_by_its_name_is_answered_as_if_it_were_not_there(
    lived: tuple[Two, Lived], of_a1: tuple[case.Pages, Crawled]
) -> None:
    """Every route whose path has a part to fill, as a page and as a form; also how much is done for the answer."""
    pages, found = of_a1
    wrong = []
    for asked in _requests(found):
        asked.of(pages, _absent("R1"))  # what is worked out once is worked out
        for name in lived[0].hidden:
            hidden, absent = (asked.of(pages, which) for which in (name, _absent(name)))
            if hidden[0] != absent[0]:
                wrong.append(f"{asked} {name}: {hidden[0]} {absent[0]}")
            more = hidden[1] - absent[1]
            if abs(more) > MORE * absent[1]:
                wrong.append(f"{asked} {name}: {more} more of {absent[1]} calls")
    assert not wrong, "\n".join(wrong)


def test_the_log_names_it_and_says_nothing_that_it_says(lived: tuple[Two, Lived], of_a1: tuple[case.Pages, Crawled]) -> None:
    pages, found = of_a1
    entries = [pages.get(f"/log/entry/{name}") for name in lived[0].hidden]
    seen = [*found.pages.items(), *((a.place, a) for a in entries)]
    told_of = [path for path, a in seen if any(word in a.text for word in ("Musan", "brother", "Radio B"))]
    assert told_of == []
