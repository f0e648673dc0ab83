"""Pairs, Events, Counting and Map on the demonstration: what a person sees, says, and takes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import serving_case as case

from rushlight.codebook.comparing import compared_words
from rushlight.desk import finding
from rushlight.desk.deciding import take_back_judgement
from rushlight.desk.desk import utc_now
from rushlight.desk.linking import as_it_stands, judgements_seen
from rushlight.errors import MisuseError
from rushlight.record import Judgement, Relation
from rushlight.workbench import joined
from rushlight.workbench.language import say


@pytest.fixture(scope="module")
def whole_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with every report decided."""
    return case.make_demo(tmp_path_factory.mktemp("whole") / "demo.case", reviewed=8)


@pytest.fixture(params=["en", "ko"])
def whole(whole_once: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[case.Pages]:
    shutil.copytree(whole_once, tmp_path / "demo.case")
    opened = case.open_pages(tmp_path / "demo.case", language=request.param)
    yield opened
    opened.close()


def links(pages: case.Pages, answered: case.Answered, css: str) -> list[str]:
    return [a.get("href").removeprefix(f"/{pages.passes.place}") for a in answered.html.cssselect(css)]


def first_pair(pages: case.Pages) -> str:
    return links(pages, pages.get("/pairs"), "ul.rows a")[0]


def test_the_first_pair_shows_both_sides_and_three_answers(whole: case.Pages) -> None:
    shown = whole.get(first_pair(whole))
    assert shown.status == 200
    marks = {td.get("class") for td in shown.html.cssselect("table.pair td.mark")}
    assert "mark agree" in marks
    assert [b.get("data-key-verb") for b in shown.html.cssselect("fieldset.verdicts button")] == [
        "same",
        "different",
        "pair-unsure",
    ]
    assert len(shown.html.cssselect("article.card")) == 2
    assert not shown.html.cssselect("[aria-pressed]")


@pytest.mark.parametrize("verdict", [v.value for v in Judgement])
def test_an_answer_is_kept_and_the_next_pair_comes(whole: case.Pages, verdict: str) -> None:
    pair = first_pair(whole)
    before = len(links(whole, whole.get("/pairs"), "ul.rows a"))
    went = whole.post(f"{pair}/judge", {"about": "event", "verdict": verdict, "reason": ""})
    assert went.status == 303
    assert went.where.startswith("/pairs/")
    assert went.where != pair
    said = whole.desk.case.judgements()[-1]
    assert (said.relation, said.judgement.value) == (Relation.SAME_EVENT, verdict)
    waiting = links(whole, whole.get("/pairs"), "ul.rows:first-of-type a")
    assert pair not in waiting or verdict == "unsure"
    assert len(links(whole, whole.get("/pairs"), "ul.rows a")) <= before
    assert whole.get(pair).html.cssselect("[aria-pressed]")


def test_taking_back_says_again_what_was_said_before(whole: case.Pages) -> None:
    pair = first_pair(whole)
    for verdict in ("same", "different"):
        whole.post(f"{pair}/judge", {"about": "event", "verdict": verdict, "reason": ""})
    whole.post("/pairs/undo")
    assert [j.judgement for j in judgements_seen(whole.desk.case)] == [Judgement.SAME]
    assert [j.judgement for j in whole.desk.case.judgements()] == [Judgement.SAME, Judgement.DIFFERENT]
    shown = whole.get(pair)
    taken_back = say(whole.language, "taken back")
    assert [taken_back in tr.text_content() for tr in shown.html.cssselect("td.date")[0].getparent().getparent()] == [
        True,
        False,
    ]
    assert shown.html.cssselect("p > .tag.accepted")


def test_taking_back_the_first_answer_leaves_the_pair_unjudged(whole: case.Pages) -> None:
    """Not unsure, which is an answer too: it waits in the list as before, for every room that asks."""
    pair = first_pair(whole)
    before = as_it_stands(whole.desk.case)
    whole.post(f"{pair}/judge", {"about": "event", "verdict": "different", "reason": ""})
    judged = as_it_stands(whole.desk.case)
    assert first_pair(whole) != pair
    went = whole.follow(whole.post("/pairs/undo"))
    assert not went.html.cssselect("p > .tag.accepted, p > .tag.rejected, p > .tag.unsure")
    assert first_pair(whole) == pair
    assert not judgements_seen(whole.desk.case)
    assert len({before, judged, as_it_stands(whole.desk.case)}) == 3, "what was compared is compared anew"
    assert whole.post("/pairs/undo").status == 400
    assert not [p for p in whole.desk.link().proposals if p.judged]
    assert whole.desk.verify().ok


def test_only_who_said_it_takes_it_back(whole: case.Pages) -> None:
    pair = first_pair(whole)
    whole.post(f"{pair}/judge", {"about": "event", "verdict": "same", "reason": ""})
    made = whole.desk.case.judgements()[-1]
    for actor, there in (("A2", 0), ("A1", 1)):
        if there:
            take_back_judgement(whole.desk.case, made, now=utc_now(), actor=actor)
        with pytest.raises(MisuseError):
            take_back_judgement(whole.desk.case, made, now=utc_now(), actor=actor)


def test_nothing_to_take_back_is_said(whole: case.Pages) -> None:
    assert whole.post("/pairs/undo").status == 400


def test_the_origin_is_another_question(whole: case.Pages) -> None:
    pair = first_pair(whole)
    went = whole.post(f"{pair}/judge", {"about": "origin", "verdict": "same"})
    assert went.where == pair
    said = whole.desk.case.judgements()
    assert [(j.relation, j.judgement) for j in said] == [(Relation.SAME_ORIGIN, Judgement.SAME)]
    assert {said[0].left, said[0].right} <= {d.document.id for d in whole.desk.case.documents()}
    assert not whole.get(pair).html.cssselect("fieldset.verdicts [aria-pressed]")


@pytest.mark.parametrize(
    "fields", [{"about": "event"}, {"about": "x", "verdict": "same"}, {"about": "event", "verdict": "yes"}]
)
def test_what_is_no_answer_changes_nothing(whole: case.Pages, fields: dict[str, str]) -> None:
    assert whole.post(f"{first_pair(whole)}/judge", fields).status == 400
    assert not whole.desk.case.judgements()


def test_a_pair_that_is_not_there_is_said_without_its_name(whole: case.Pages) -> None:
    shown = whole.get("/pairs/st_nothere/st_neither")
    assert shown.status == 400
    assert "nothere" not in shown.words()


def test_an_event_shows_matrix_reasons_time_and_hearsay(whole: case.Pages) -> None:
    event = links(whole, whole.get("/events"), "tbody a")[0]
    shown = whole.get(event)
    assert shown.status == 200
    assert len(shown.html.cssselect("figure")) == 3
    assert shown.html.cssselect("td.says_so")
    assert shown.html.cssselect("ul.reasons li")
    assert all(
        svg.xpath("*[local-name()='title']") and svg.xpath("*[local-name()='desc']")
        for svg in shown.html.cssselect("figure .scroll > svg")
    )


def test_a_place_has_its_name_in_the_language_of_the_page(whole: case.Pages) -> None:
    """The first report tells it in Korean only; the gazetteer knows it in both languages."""
    event = links(whole, whole.get("/events"), "tbody a")[0]
    claims = [e.text_content() for e in whole.get(event).html.cssselect("figure th, figure td")]
    place = next(claim for claim in claims if claim.startswith(("where: ", "어디: ", "곳: ")))
    assert place.partition(": ")[2] == {"en": "Onsong-up", "ko": "온성읍"}[whole.language]


def test_a_figure_on_the_page_is_the_drawing_byte_for_byte(whole: case.Pages) -> None:
    from rushlight.workbench.screens.counting import pathway_drawing

    drawn = pathway_drawing(whole.desk.count().pathway, "en" if whole.language == "en" else "ko", below=3)
    assert str(drawn.svg) in whole.get("/counting").text


def test_judging_different_takes_an_event_apart(whole: case.Pages) -> None:
    reports = whole.get("/events").html.cssselect("tbody tr:first-child td")[2].text_content().split(", ")
    for pair in links(whole, whole.get("/pairs"), "ul.rows a"):
        whole.post(f"{pair}/judge", {"about": "event", "verdict": "different", "reason": ""})
    rows = whole.get("/events").html.cssselect("tbody tr")
    assert len(reports) > 1
    assert not rows


def test_small_numbers_are_shown_only_when_asked_for(whole: case.Pages) -> None:
    hidden = whole.get("/counting")
    cells = [td.text_content() for td in hidden.html.cssselect("table")[0].cssselect("td.n")]
    assert not {"1", "2"} & set(cells)
    assert whole.post("/counting", {"by": "act", "place": "", "period": "", "small": "1"}).where == "/counting"
    shown = [td.text_content() for td in whole.get("/counting").html.cssselect("table")[0].cssselect("td.n")]
    assert "1" in shown
    assert len(shown) == len(cells)


def test_counting_splits_by_place_and_time(whole: case.Pages) -> None:
    plain = len(whole.get("/counting").html.cssselect("table")[0].cssselect("tbody tr"))
    whole.post("/counting", {"by": "act", "place": "province", "period": "month"})
    page = whole.get("/counting")
    assert len(page.html.cssselect("table")[0].cssselect("thead th")) == 10
    assert len(page.html.cssselect("table")[0].cssselect("tbody tr")) > plain
    assert whole.post("/counting", {"by": "act", "place": "house"}).status == 400


def test_no_estimate_is_made_and_the_reasons_are_given(whole: case.Pages) -> None:
    section = whole.get("/counting").html.cssselect("section[aria-labelledby=estimate]")[0]
    assert len(section.cssselect("ul li")) >= 2
    assert section.cssselect("table tbody tr")


def test_the_map_shows_areas_and_never_a_small_number(whole: case.Pages) -> None:
    page = whole.get("/map")
    assert page.html.cssselect("rect.tile-few")
    cells = {td.text_content() for td in page.html.cssselect("figure td.n")}
    assert not {"1", "2"} & cells
    assert not page.html.cssselect("figure circle, figure image, figure a")


def test_the_map_goes_into_a_province_and_keeps_what_was_chosen(whole: case.Pages) -> None:
    went = whole.post("/map", {"from": "2025-09-01", "to": "2025-09-30", "act": "detain.arrest", "area": "KP.north-hamgyong"})
    assert went.where == "/map/KP.north-hamgyong"
    page = whole.get(went.where)
    assert page.html.cssselect("#f-from")[0].get("value") == "2025-09-01"
    assert page.html.cssselect("#f-act option[selected]")[0].get("value") == "detain.arrest"
    assert page.html.cssselect("[data-key-verb=out]")


@pytest.mark.parametrize(
    "fields",
    [{"from": "x"}, {"from": "2025-02-01", "to": "2025-01-01"}, {"act": "no.act"}, {"from": ["2025-01-01", "2025-01-02"]}],
)
def test_what_is_no_choice_is_refused(whole: case.Pages, fields: dict[str, str]) -> None:
    assert whole.post("/map", fields).status == 400


def test_a_place_that_is_not_on_the_map_is_refused(whole: case.Pages) -> None:
    assert whole.get("/map/KP.nowhere").status == 400


def test_nothing_can_be_saved_from_here(whole: case.Pages) -> None:
    for path in ("/map", "/counting", "/events"):
        assert not whole.get(path).html.cssselect("a[download], [formaction]")


def test_a_large_casefile_is_compared_beside_and_shown_when_it_is_done(
    whole_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joined, "AT_ONCE", 0)
    shutil.copytree(whole_once, tmp_path / "demo.case")
    pages = case.open_pages(tmp_path / "demo.case")
    first = pages.get("/pairs")
    assert first.html.cssselect("progress")
    seen = _until(pages, "/pairs", "ul.rows a")
    pages.post(f"{links(pages, seen, 'ul.rows a')[0]}/judge", {"about": "event", "verdict": "same", "reason": ""})
    stale = pages.get("/pairs")
    assert len(links(pages, stale, "ul.rows a")) == len(links(pages, seen, "ul.rows a")) - 1
    assert _until(pages, "/map", "figure")
    pages.close()


def _until(pages: case.Pages, path: str, css: str) -> case.Answered:
    for _ in range(400):
        shown = pages.get(path)
        if shown.html.cssselect(css):
            return shown
    raise AssertionError("it was never compared")


def test_what_comparing_says_has_korean(whole_once: Path, tmp_path: Path) -> None:
    """Every sentence of reasons, contradictions and evidence on the demonstration is found by a pattern."""
    shutil.copytree(whole_once, tmp_path / "demo.case")
    pages = case.open_pages(tmp_path / "demo.case", language="ko")
    linked = pages.desk.link()
    said = [e.says for p in linked.proposals for e in p.evidence]
    said += [why for g in linked.groups for row in linked.claims(g).rows for why in row.count.reasons]
    said += [line for g in linked.groups for line in g.contradictions]
    assert len(set(said)) > 20
    assert [s for s in said if compared_words(s, "ko") == s] == []
    pages.close()


def test_what_was_found_is_not_shown_after_somebody_may_see_less(
    whole_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joined, "AT_ONCE", 0)
    shutil.copytree(whole_once, tmp_path / "demo.case")
    pages = case.open_pages(tmp_path / "demo.case")
    _until(pages, "/pairs", "ul.rows a")
    pages.held.thread.ask(lambda: finding.restrict(pages.desk.case, "R1", ["A9"], actor="A9")).result()
    assert pages.get("/pairs").html.cssselect("progress")
    for _ in range(400):
        shown = pages.get("/pairs")
        if not shown.html.cssselect("progress"):
            break
    assert "R1." not in shown.words()
    assert "R2." in shown.words()
    pages.close()


@pytest.mark.parametrize(
    "table", ["restriction", "erased", "assignment", "finished", "decision", "judgement", "reading", "document"]
)
def test_a_change_of_what_comparing_rests_on_is_noticed(whole_once: Path, tmp_path: Path, table: str) -> None:
    """Each table that could change what is found is counted: a row more makes another state."""
    shutil.copytree(whole_once, tmp_path / "demo.case")
    pages = case.open_pages(tmp_path / "demo.case")
    held = pages.desk.case

    def changed() -> bool:
        before = as_it_stands(held)
        columns = [row[1] for row in held._db.rows(f"PRAGMA table_info({table})")]
        values = tuple(9**9 if c == "turn" else f"made {c}" for c in columns)
        held._db.rows(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", values)  # noqa: S608 - our own names
        return as_it_stands(held) != before

    assert pages.held.thread.ask(changed).result()
    pages.close()
