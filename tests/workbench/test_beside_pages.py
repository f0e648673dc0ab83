"""A report beside its translation: rows of sentences, words in both, a person's word on them, and what is not shown yet."""

from __future__ import annotations

from typing import Any

import pytest
import serving_case as case

from rushlight.casefile import erasing
from rushlight.desk.renditions import link_words, linked_words, set_beside
from rushlight.errors import MisuseError, RecordError, ReviewError
from rushlight.record import Judgement, Relation, Report


def reports(pages: case.Pages) -> dict[str, Report]:
    return {r.alias: r for r in pages.desk.reports()}


@pytest.fixture
def both(pages: case.Pages) -> tuple[Report, Report]:
    """R1 and R2, which somebody judged to be one text; both opened."""
    left, right = reports(pages)["R1"], reports(pages)["R2"]
    pages.desk.judge(Relation.SAME_TEXT, left.document.id, right.document.id, Judgement.SAME)
    for one in (left, right):
        pages.post(f"/reading/{one.document.id}/open")
    return left, right


def path(left: Report, right: Report) -> str:
    return f"/reading/{left.document.id}/beside/{right.document.id}"


def payment(report: Report) -> Any:
    return next(s for s in report.reading.statements if s.act == "take.extorted_payment" and s.amounts)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_only_what_somebody_called_one_text_is_set_beside(pages: case.Pages) -> None:
    left, right = reports(pages)["R1"], reports(pages)["R2"]
    assert pages.get(path(left, right)).status == 400
    pages.desk.judge(Relation.SAME_TEXT, left.document.id, right.document.id, Judgement.SAME)
    for one in (left, right):
        pages.post(f"/reading/{one.document.id}/open")
    link = pages.get(f"/reading/{left.document.id}").html.cssselect('[data-key-verb="translation"]')[0].get("href")
    assert link.endswith(path(left, right))
    assert pages.get(path(left, right)).status == 200
    pages.desk.judge(Relation.SAME_TEXT, left.document.id, right.document.id, Judgement.DIFFERENT)
    assert pages.get(path(left, right)).status == 400


def test_every_letter_of_both_stands_on_the_page_once(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    page = pages.get(path(left, right))
    for column, report in ((1, left), (2, right)):
        pieces = page.html.cssselect(f"table.sentences td:nth-child({column}) [data-at]")
        assert squeezed("".join(p.text_content() for p in pieces)) == squeezed(report.text)
        for piece in pieces:
            at, words = int(piece.get("data-at")), piece.text_content()
            assert report.text[at : at + len(words)] == words
    assert {d.get("lang") for d in page.html.cssselect("table.sentences td[lang]")} == {"ko", "en"}
    assert "nothing stands beside this" in page.words()


def test_choosing_a_statement_lights_its_words_in_both(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    chosen = payment(left)
    page = pages.get(path(left, right), {"statement": chosen.id})
    lit = ["".join(p.text_content() for p in page.html.cssselect(f"td:nth-child({n}) .lit")) for n in (1, 2)]
    assert "8000위안" in lit[0]
    assert "8,000 Chinese yuan" in lit[1]
    card = page.words("#chosen")
    assert "found by the machine: both say the same" in card
    assert "linked by a person" not in card
    number = page.html.cssselect("#chosen h2")[0].text_content().split("]")[0].strip("[ ")
    for n in (1, 2):
        assert page.html.cssselect(f'tr.here td:nth-child({n}) [data-of~="{number}"]')


def test_from_the_queue_and_back_by_the_same_key(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    chosen = payment(left)
    queue = pages.get(f"/queue/{chosen.id}")
    assert "8,000 Chinese yuan" in "".join(p.text_content() for p in queue.html.cssselect(".translated .lit"))
    href = queue.html.cssselect('[data-key-verb="translation"]')[0].get("href")
    where, _, query = href.partition("?")
    assert where.endswith(path(left, right))
    page = pages.get(path(left, right), dict(part.split("=") for part in query.split("&")))
    (back,) = page.html.cssselect('[data-key-verb="translation"]')
    assert back.get("href").endswith(f"/queue/{chosen.id}")


def said(pages: case.Pages, both: tuple[Report, Report], statement: str, **fields: str) -> case.Answered:
    return pages.post(f"{path(*both)}/words", {"statement": statement, **fields})


def test_a_person_says_which_words_and_takes_it_back(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    chosen = payment(left)
    done = pages.follow(said(pages, both, chosen.id, says="here", words="the family … about $1,120"))
    assert "linked by a person" in done.words("#chosen")
    assert "the family … about $1,120" in done.words("#chosen")
    assert [s.exact for s in linked_words(pages.desk, [chosen.id], right)[chosen.id]] == ["the family", "about $1,120"]
    assert "linked by a person" in pages.get(f"/queue/{chosen.id}").words(".translated")
    nowhere = pages.follow(said(pages, both, chosen.id, says="nowhere"))
    assert "it does not stand there" in nowhere.words("#chosen")
    assert not nowhere.html.cssselect(".translated .lit")
    back = pages.follow(said(pages, both, chosen.id, says="back"))
    assert "found by the machine: both say the same" in back.words("#chosen")
    assert linked_words(pages.desk, [chosen.id], right) == {}
    assert [e.kind for e in pages.desk.log()][-3:] == ["rendition.linked"] * 3


@pytest.mark.parametrize(
    "fields",
    [
        {"says": "here", "words": "words that stand nowhere"},
        {"says": "here", "words": ""},
        {"says": "perhaps"},
    ],
)
def test_what_is_no_answer_is_refused_without_its_words(
    pages: case.Pages, both: tuple[Report, Report], fields: dict[str, str]
) -> None:
    before = len(pages.desk.log())
    refused = said(pages, both, payment(both[0]).id, **fields)
    assert refused.status == 400
    assert "stand nowhere" not in refused.text
    assert len(pages.desk.log()) == before


def test_the_desk_refuses_what_fits_nothing(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    other, statement = reports(pages)["R3"].document.id, payment(left).id
    with pytest.raises(MisuseError):
        link_words(pages.desk, statement, other, "0-5")
    with pytest.raises(ReviewError):
        link_words(pages.desk, "st_none", right.document.id, "0-5")
    with pytest.raises(RecordError):
        link_words(pages.desk, statement, right.document.id, f"0-{len(right.text) + 1}")


def test_nothing_proposed_is_shown_of_a_report_to_be_read_first(
    pages: case.Pages, both: tuple[Report, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    left, right = both
    index_type = type(case_index(pages))
    monkeypatch.setattr(index_type, "is_blind", lambda self, kept: kept.document == right.document.id)
    page = pages.get(path(left, right))
    assert "to be read first" in page.words(".notice")
    assert not page.html.cssselect(".said, .listed, [data-label], .lit")
    for statement in (*left.reading.statements, *right.reading.statements):
        assert statement.id not in page.text
    assert pages.get(path(left, right), {"statement": payment(left).id}).status == 400
    assert said(pages, both, payment(left).id, says="nowhere").status == 400
    assert not pages.get(f"/queue/{payment(left).id}").html.cssselect(".translated")


def case_index(pages: case.Pages) -> Any:
    from rushlight.desk.reviewing import Reviewing

    return Reviewing(pages.desk).index


def test_what_only_the_translation_says_leads_to_the_other_side(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    page = pages.get(path(left, right))
    only = [li for li in page.html.cssselect(".listed li") if "only found in R2" in li.text_content()]
    assert only
    for li in only:
        where, _, query = li.cssselect("a")[0].get("href").partition("?")
        assert where.endswith(path(right, left))
        assert pages.get(path(right, left), dict([query.split("=")])).status == 200


def test_in_korean_too(korean: case.Pages) -> None:
    left, right = reports(korean)["R1"], reports(korean)["R2"]
    korean.desk.judge(Relation.SAME_TEXT, left.document.id, right.document.id, Judgement.SAME)
    for one in (left, right):
        korean.post(f"/reading/{one.document.id}/open")
    page = korean.get(path(left, right), {"statement": payment(left).id})
    assert "기계가 찾음: 두 글이 같은 것을 말함" in page.words("#chosen")


def test_an_erasure_of_either_report_takes_what_was_said_of_both(pages: case.Pages, both: tuple[Report, Report]) -> None:
    left, right = both
    linked = link_words(pages.desk, payment(left).id, right.document.id, "0-5").id
    for report in both:
        planned = erasing.of_report(pages.desk.case, report.document.id, reason="withdrawn")
        assert linked in {event["id"] for event in planned["events"]}


def test_what_is_found_is_the_same_whoever_asks_first(both: tuple[Report, Report]) -> None:
    left, right = both
    one, other = set_beside(left, right), set_beside(right, left)
    assert one.alignment == other.alignment.turned
    assert one.back == other.found


# --- in a browser --------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False])
def test_words_are_chosen_in_the_right_column(browser: Any, demo: Any, javascript: bool) -> None:
    pages = case.open_pages(demo)
    left, right = reports(pages)["R1"], reports(pages)["R2"]
    pages.desk.judge(Relation.SAME_TEXT, left.document.id, right.document.id, Judgement.SAME)
    chosen = payment(left)
    pages.close()
    with case.serving(demo) as server, case.tab_on(browser, server, javascript=javascript) as tab:
        for one in (left, right):
            tab.go(f"/reading/{one.document.id}")
            if tab.page.locator('form[action$="/open"] button').count():
                tab.page.locator('form[action$="/open"] button').click()
                tab.page.wait_for_load_state("load")
        tab.go(path(left, right))
        tab.page.locator(f'.texts a[href*="{chosen.id}"]').first.click()
        tab.page.wait_for_selector("#here")
        if javascript:
            tab.page.locator("#here td:nth-child(2) .k-money").first.select_text()
            tab.page.wait_for_function("() => document.getElementById('words').value === '8,000 Chinese yuan'")
            tab.page.locator("#here td:nth-child(1) .k-money").first.hover()
            assert tab.page.locator("td:nth-child(2) .lit-now").count()
        else:
            tab.page.fill("#words", "8,000 Chinese yuan")
        tab.page.click('button[value="here"]')
        tab.page.wait_for_load_state("load")
        assert "linked by a person" in tab.page.inner_text("#chosen")
        assert (tab.strays, tab.broken) == ([], [])
