"""Reading in pages and in a real browser: the list, one report, adding what nobody proposed, reading blind."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import serving_case as case

from rushlight.desk.plain import plain
from rushlight.record import Reading, Statement, Verdict
from rushlight.workbench.marked import PART, Mark, blocks, part_of, parts


def reports(pages: case.Pages) -> dict[str, Any]:
    return {r.alias: r for r in pages.desk.reports()}


def opened(pages: case.Pages, document: str, part: int = 1) -> case.Answered:
    page = pages.get(f"/reading/{document}", {"part": str(part)})
    if not page.html.cssselect("article.reading"):
        page = pages.follow(pages.post(f"/reading/{document}/open"))
    return page


def test_every_report_is_listed_with_what_waits(pages: case.Pages) -> None:
    page = pages.get("/reading")
    rows = [[" ".join(c.text_content().split()) for c in tr] for tr in page.html.cssselect("tbody tr")]
    for row, report in zip(rows, pages.desk.reports(), strict=True):
        assert row[0] == report.alias
        assert row[4:] == [str(len(report.accepted)), str(report.waiting)]


def test_a_report_is_shown_whole_and_each_statement_leads_to_its_words(pages: case.Pages) -> None:
    for report in pages.desk.reports():
        page = opened(pages, report.document.id)
        text = "".join(p.text_content() for p in page.html.cssselect("article.reading [data-at]"))
        assert "".join(text.split()) == "".join(report.text.split())
        for row in page.html.cssselect(".statements > li"):
            number = row.get("data-number")
            assert page.html.cssselect(f'[data-of~="{number}"]')
            assert page.html.cssselect(f"#t-{number}") or page.html.cssselect(f'[data-number~="{number}"]')
        for piece in page.html.cssselect("article.reading [data-at]"):
            at, words = int(piece.get("data-at")), piece.text_content()
            assert report.text[at : at + len(words)] == words


def test_hard_reports_are_announced_and_passing_over_costs_nothing(pages: case.Pages) -> None:
    hard = reports(pages)["R4"].document.id
    page = pages.get(f"/reading/{hard}")
    assert "may tell of violence" in page.words()
    assert not page.html.cssselect("article.reading")
    before = len(pages.desk.log())
    assert pages.follow(pages.post(f"/reading/{hard}/open")).html.cssselect("article.reading")
    assert pages.get(f"/reading/{hard}").html.cssselect("article.reading")
    assert len(pages.desk.log()) == before


def added(report: Any, words: str, **more: str) -> dict[str, str]:
    base = {"words": words, "act": "search.home", "modality": "occurred", "scope": "incident", "mode": "according_to"}
    return base | more


def test_a_statement_is_added_from_exact_words(pages: case.Pages) -> None:
    report = reports(pages)["R2"]
    words = "her family handed money"
    assert words in report.text
    sent = added(report, words, **{"typed-place": "Onsong County", "field-affected": report.reading.parties[0].id})
    done = pages.follow(pages.post(f"/reading/{report.document.id}/add", sent))
    assert "Added" in done.words(".notice")
    new = next(s for s in reports(pages)["R2"].reading.statements if s.produced_by and s.produced_by.kind == "person")
    assert new.spans[0].exact == words
    assert "added by a person" in done.words(".statements")
    shown = pages.get(f"/queue/{new.id}")
    assert "added by a person" in shown.words("#item")
    assert new.id not in {s.id for s in reports(pages)["R2"].accepted}


def test_a_statement_is_added_with_a_date_and_with_what_its_words_speak_of(pages: case.Pages) -> None:
    report = reports(pages)["R2"]
    known = {"how-time": "about", "date-time": "2025-05", "typed-agent": "Ministry of State Security"}
    pages.post(f"/reading/{report.document.id}/add", added(report, "her family handed money", **known))
    reading = reports(pages)["R2"].reading
    new = next(s for s in reading.statements if s.produced_by and s.produced_by.kind == "person")
    when = reading.time(str(new.time))
    assert (when.edtf, when.approximate, when.rule) == ("2025-05~", True, "person")
    agent = reading.party(new.participants[0].party)
    assert (agent.kind, agent.party_class) == ("institution", "authority")
    refused = pages.post(
        f"/reading/{report.document.id}/add", added(report, "her family handed money", **{"date-time": "2199"})
    )
    assert refused.status == 400
    assert refused.html.cssselect("input[name=date-time]")[0].get("value") == "2199"


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("words that stand nowhere", {}),
        ("the", {}),
        ("her family handed money", {"act": "no.such"}),
        ("her family handed money", {"typed-place": "Atlantis"}),
        ("her family handed money", {"field-agent": "pt_unknown"}),
    ],
)
def test_what_makes_no_statement_is_refused_without_its_words(pages: case.Pages, words: str, more: dict[str, str]) -> None:
    report, before = reports(pages)["R2"], len(pages.desk.log())
    refused = pages.post(f"/reading/{report.document.id}/add", added(report, words, **more))
    assert refused.status == 400
    assert "Atlantis" not in refused.words("#wrong")
    assert "stand nowhere" not in refused.words("#wrong")
    assert len(pages.desk.log()) == before


def test_a_blind_report_shows_no_proposal_before_it_was_read(pages: case.Pages) -> None:
    desk = pages.desk
    desk.case.put_setting("pages.blind", 50, by="A1")
    from rushlight.desk import blind

    chosen = [r for r in desk.reports() if blind.waits(desk.case, r.document.id, 50, "A1")]
    for report in chosen:
        page = opened(pages, report.document.id)
        assert "before anything is proposed" in page.words()
        assert not page.html.cssselect(".statements, article.reading [data-label], article.reading .said")
        for statement in report.reading.statements:
            assert statement.id not in page.text
            assert pages.get(f"/queue/{statement.id}").status == 400
        words = report.text[report.document.paragraphs[-1].start :][:40].strip()
        pages.post(f"/reading/{report.document.id}/add", added(report, words))
        after = pages.follow(pages.post(f"/reading/{report.document.id}/finish"))
        assert "This report was read first" in after.words()
        assert after.html.cssselect(".statements > li")


def test_rejected_and_not_stated_are_told_apart(pages: case.Pages) -> None:
    item = next(i for i in pages.desk.queue() if i.alias == "R5")
    pages.desk.decide(item.statement.id, Verdict.REJECT)
    page = opened(pages, item.document)
    row = next(
        li for li in page.html.cssselect(".statements > li") if item.statement.id in (li.cssselect("h3 a")[1].get("href"))
    )
    assert "✕" in row.text_content()
    assert "rejected" in row.text_content()


def test_the_keys_page_has_every_key(pages: case.Pages) -> None:
    page = pages.get("/keys")
    keys = {k.text for k in page.html.cssselect("td, th kbd")}
    assert {"A", "X", "U", "N", "J", "K", "Z", "?"} <= keys


# --- the text in pieces --------------------------------------------------------------------------------


def test_long_reports_are_cut_into_pages_without_losing_a_letter(pages: case.Pages) -> None:
    from dataclasses import replace

    from rushlight.record import Paragraph, ParagraphRole

    text = ("word " * 900 + "\n") * 12
    known = reports(pages)["R2"].document
    ends = [(n * 4501, n * 4501 + 4500) for n in range(12)]
    document = replace(known, length=len(text), paragraphs=tuple(Paragraph(a, b, ParagraphRole.BODY) for a, b in ends))
    cuts = parts(document)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == len(text)
    assert all(b == c for (_, b), (c, _) in pairwise(cuts))
    assert all(b - a <= PART + 4501 for a, b in cuts)
    marks = [Mark(4490, 4520, "", 1), Mark(4495, 4510, "place"), Mark(0, 3, "actor")]
    shown = "".join(p.text for a, b in cuts for block in blocks(document, text, a, b, marks) for p in block.pieces)
    assert shown.replace("\n", "") == text.replace("\n", "")
    assert [part_of(document, a) for a, _ in cuts] == list(range(1, len(cuts) + 1))


def test_plain_words_say_why_a_date_is_unknown(pages: case.Pages) -> None:
    from dataclasses import replace

    from rushlight.record import TimeAnchor, TimeExpr

    report = reports(pages)["R2"]
    statement: Statement = report.reading.statements[0]
    span = statement.spans[0]
    time = TimeExpr("tm_x", span, anchor=TimeAnchor.PUBLICATION)
    reading: Reading = replace(report.reading, published=None, times=(time,))
    told = plain(replace(statement, time="tm_x"), reading)
    assert told.when.endswith("date unknown because the report has no date")


# --- in a real browser -------------------------------------------------------------------------------


@pytest.mark.browser
def test_selecting_either_lights_the_other_and_words_are_used(tab: case.Tab) -> None:
    from playwright.sync_api import expect

    tab.go("/reading")
    with tab.page.expect_navigation():
        tab.page.click("text=R2")
    first = tab.page.locator("[data-of]").first
    number = (first.get_attribute("data-of") or "").split()[0]
    first.focus()
    expect(tab.page.locator(f"#s-{number}")).to_have_class("lit")
    tab.page.evaluate(
        """() => new Promise(heard => { const pieces = [...document.querySelectorAll("article.reading [data-at]")];
        document.addEventListener("selectionchange", () => setTimeout(heard, 50), { once: true });
        const piece = pieces.find(e => e.textContent.length > 20);
        const range = document.createRange(); range.setStart(piece.firstChild, 3); range.setEnd(piece.firstChild, 15);
        getSelection().removeAllRanges(); getSelection().addRange(range); document.activeElement.blur(); })"""
    )
    tab.page.keyboard.press("4")
    expect(tab.page.locator("[data-words=place]")).not_to_have_value("")  # the page hears of a selection a moment later
    assert "-" in tab.page.locator("[data-at-of=place]").input_value()
    assert not tab.broken
    assert not tab.strays


def test_whoever_may_find_a_restricted_report_reads_that_it_is_one(pages: case.Pages) -> None:
    document = next(d.document.id for d in pages.desk.case.documents() if d.alias == "R1")
    assert not pages.get(f"/reading/{document}").html.cssselect("main .tag.sealed")
    pages.held.thread.ask(lambda: pages.desk.restrict("R1", ["A1", "A7"])).result()
    assert "only A1, A7 may find it" in pages.get(f"/reading/{document}").words("main .tag.sealed")
    pages.held.thread.ask(lambda: pages.desk.restrict("R1", [])).result()
    assert not pages.get(f"/reading/{document}").html.cssselect("main .tag.sealed")
