"""The queue in pages and in a real browser: three looks before an acceptance, every decision reversible, nothing lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.desk.reviewing import Reviewing, reject
from rushlight.record import TOUCHED, Modality, Verdict
from rushlight.workbench.screens.queue import QueuePage


def at_first(pages: case.Pages) -> tuple[str, case.Answered]:
    """The first statement of the queue, with its page; a word before a hard report is passed."""
    went = pages.get("/queue")
    statement = went.where.removeprefix("/queue/")
    return statement, opened(pages, statement)


def opened(pages: case.Pages, statement: str) -> case.Answered:
    page = pages.get(f"/queue/{statement}")
    if not page.html.cssselect("#item"):
        page = pages.follow(pages.post(f"/queue/{statement}/open"))
    return page


def standing(pages: case.Pages, statement: str) -> set[str]:
    return {r.document.id for r in pages.desk.reports() if statement in {s.id for s in r.accepted}}


def test_a_statement_is_shown_with_its_words_and_nothing_decided(pages: case.Pages) -> None:
    statement, page = at_first(pages)
    assert statement == pages.desk.queue()[0].statement.id
    assert [box.get("value") for box in page.html.cssselect("input[name=seen]")] == list(TOUCHED)
    assert not page.html.cssselect("input:checked, option[selected]")
    said = page.html.cssselect("article.reading .said")
    quoted = page.html.cssselect("blockquote")[0].text_content().split(" … ")
    assert quoted == ["".join(p.text_content() for p in said)] or len(quoted) > 1
    assert page.html.cssselect("title")[0].text == "Rushlight"


@pytest.mark.parametrize("seen", [[], ["modality"], ["modality", "agent"], ["agent", "speaker"]])
def test_accepting_unseen_is_refused_and_nothing_is_kept(pages: case.Pages, seen: list[str]) -> None:
    statement, _ = at_first(pages)
    before = len(pages.desk.log())
    refused = pages.post(f"/queue/{statement}/decide", {"verdict": "accept", "seen": seen})
    assert refused.status == 400
    assert "look at each of the three" in refused.words()
    assert len(pages.desk.log()) == before


def test_a_decision_leads_to_the_next_and_stands_in_the_strip(pages: case.Pages) -> None:
    statement, page = at_first(pages)
    following = page.html.cssselect('[data-key-verb="next"]')[0].get("href")
    done = pages.post(f"/queue/{statement}/decide", {"verdict": "accept", "seen": list(TOUCHED)})
    assert following.endswith(done.where)
    assert standing(pages, statement)
    assert pages.desk.case.decisions()[-1].seen == TOUCHED
    after = opened(pages, done.where.removeprefix("/queue/"))
    assert "accepted" in after.html.cssselect(".strip li")[0].text_content()
    again = pages.follow(pages.post("/queue/undo"))
    assert again.html.cssselect("#item")[0].get("data-statement") == statement
    assert not standing(pages, statement)


def test_each_of_the_last_ten_is_taken_back_on_its_own(pages: case.Pages) -> None:
    made = []
    for item in pages.desk.queue()[:4]:
        pages.post(f"/queue/{item.statement.id}/decide", {"verdict": "unsure"})
        made.append(item.statement.id)
    page = opened(pages, made[0])
    actions = [f.get("action") for f in page.html.cssselect(".strip li form")]
    assert len(actions) == 10
    back = pages.post("/" + "/".join(actions[3].split("/")[2:]))
    assert back.where == f"/queue/{made[0]}"
    assert [d.verdict for d in pages.desk.case.decisions()][-1] is Verdict.UNDO
    page = opened(pages, made[0])
    assert len(page.html.cssselect(".strip li form")) == 9
    assert len(page.html.cssselect(".strip li.gone")) == 1


def test_fields_are_corrected_from_the_reports_values_or_typed(pages: case.Pages) -> None:
    statement, page = at_first(pages)
    parties = [o.get("value") for o in page.html.cssselect("#field-agent option") if (o.get("value") or "").startswith("pt_")]
    sent = {"field-agent": parties[0], "field-time": "typed", "date-time": "2025-05~", "field-place": "not stated"}
    done = pages.follow(pages.post(f"/queue/{statement}/correct", sent))
    assert "3 fields corrected" in done.words(".notice")
    assert [box.get("value") for box in done.html.cssselect("input[name=seen]")] == ["modality", "speaker"]
    assert {d.field: d.value for d in pages.desk.case.decisions()[-3:]} == {
        "agent": parties[0],
        "time": "2025-05~",
        "place": None,
    }
    before = len(pages.desk.log())
    sent = {"field-mode": "hearsay", "field-time": "typed", "date-time": "last week"}
    assert pages.post(f"/queue/{statement}/correct", sent).status == 400
    assert len(pages.desk.log()) == before


def test_words_that_nobody_proposed_are_typed_into_a_field(pages: case.Pages) -> None:
    statement, page = at_first(pages)
    words = page.words("article.reading").split()[3]
    done = pages.follow(
        pages.post(f"/queue/{statement}/correct", {"field-affected": "typed", "typed-affected": words, "field-agent": ""})
    )
    assert "1 field corrected" in done.words(".notice")
    assert any(words in dd.text_content() for dd in done.html.cssselect("dd"))
    refused = pages.post(f"/queue/{statement}/correct", {"field-agent": "typed", "typed-agent": ""})
    assert refused.status == 400


@pytest.mark.parametrize(
    ("said", "kept"),
    [("", "institution/authority"), ("person/officer", "person/officer"), ("organisation/other", "organisation/other")],
)
def test_what_typed_words_speak_of_is_chosen_or_told_by_the_words(pages: case.Pages, said: str, kept: str) -> None:
    """Not every doer is a person; whom nobody can tell stays sealed."""
    statement, _ = at_first(pages)
    words = "Ministry of State Security"
    sent = {"typed-agent": words, "kind-agent": said}  # typed is meant, though the list beside it says "as it is"
    assert pages.post(f"/queue/{statement}/correct", sent).status == 303
    assert str(pages.desk.case.decisions()[-1].value).endswith(f" {kept}")
    item = Reviewing(pages.desk).item(statement)
    agent = next(p.party for p in item.now.participants if p.role == "perpetrator")
    party = item.report.reading.party(agent)
    assert (f"{party.kind}/{party.party_class}", party.mentions[0].exact) == (kept, words)
    refused = pages.post(f"/queue/{statement}/correct", {"typed-agent": words, "kind-agent": "person/affected"})
    assert refused.status == 400
    assert refused.html.cssselect("input[name=typed-agent]")[0].get("value") == words


@pytest.mark.parametrize(
    ("how", "first", "last", "kept"),
    [
        ("on", "2025-05", "", "2025-05"),
        ("about", "2025-05", "", "2025-05~"),
        ("between", "2025-05-01", "2025-05-10", "2025-05-01/2025-05-10"),
        ("between", "", "2025-05", "../2025-05"),
        ("on", "2025-05-01", "2025-05-10", "2025-05-01/2025-05-10"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(pages: case.Pages, how: str, first: str, last: str, kept: str) -> None:
    statement, _ = at_first(pages)
    sent = {"field-time": "typed", "how-time": how, "date-time": first, "until-time": last}
    assert pages.post(f"/queue/{statement}/correct", sent).status == 303
    assert pages.desk.case.decisions()[-1].value == kept


def test_not_stated_is_another_answer_than_rejected(pages: case.Pages) -> None:
    statement, _ = at_first(pages)
    page = pages.follow(pages.post(f"/queue/{statement}/not-stated", {"field": "speaker"}))
    assert "you decided this" in page.words("#decide")
    assert pages.post(f"/queue/{statement}/not-stated", {"field": "modality"}).status == 400
    assert pages.post(f"/queue/{statement}/not-stated", {"field": "soul"}).status == 400


def test_words_are_chosen_again_by_letters_or_by_place(pages: case.Pages) -> None:
    statement, _ = at_first(pages)
    report = next(r for r in pages.desk.reports() if any(s.id == statement for s in r.reading.statements))
    words = report.text.split()[20]
    near = next(s for s in report.reading.statements if s.id == statement).spans[0]
    page = pages.follow(
        pages.post(f"/queue/{statement}/words", {"words": near.exact[:9], "at": f"{near.start}-{near.start + 9}"})
    )
    assert page.words("blockquote") == near.exact[:9].strip()
    assert pages.follow(pages.post(f"/queue/{statement}/words", {"words": words, "at": "0-3"})).words("blockquote") == words
    refused = pages.post(f"/queue/{statement}/words", {"words": "no such words stand there", "at": "1-2"})
    assert refused.status == 400
    assert "no such words" not in refused.words("#wrong")


def test_a_threat_never_reads_as_a_deed(pages: case.Pages) -> None:
    threat = next(i for i in pages.desk.queue() if i.statement.modality is Modality.THREATENED)
    page = opened(pages, threat.statement.id)
    assert "threatened, not carried out" in page.words(".lead")
    assert page.html.cssselect(".lead .not-done")
    assert "●" not in page.words(".lead")


def test_a_rejected_threat_rejects_what_it_announced(pages: case.Pages) -> None:
    content = next(i.statement for i in pages.desk.queue() if i.statement.content_of)
    act = content.content_of or ""
    pages.post(f"/queue/{act}/decide", {"verdict": "accept", "seen": list(TOUCHED)})
    pages.post(f"/queue/{content.id}/decide", {"verdict": "accept", "seen": list(TOUCHED)})
    assert standing(pages, content.id)
    pages.post(f"/queue/{act}/decide", {"verdict": "reject"})
    assert not standing(pages, content.id)


def test_comments_and_odd_calls(pages: case.Pages) -> None:
    statement, _ = at_first(pages)
    assert (
        "ask the translator" in pages.follow(pages.post(f"/queue/{statement}/comment", {"text": "ask the translator"})).words()
    )
    assert pages.post(f"/queue/{statement}/decide", {"verdict": "surely"}).status == 400
    assert pages.post("/queue/st_nobody/decide", {"verdict": "reject"}).status == 400
    assert pages.get("/queue/st_nobody").status == 400
    assert pages.post("/queue/back/de_nobody").status == 400


def test_at_the_end_it_says_so(pages: case.Pages) -> None:
    for item in pages.desk.queue():
        if not item.behind_more:
            reject(pages.desk, item.statement.id)
    page = pages.get("/queue")
    assert "Nothing waits" in page.words("h1")
    for item in pages.desk.queue():
        reject(pages.desk, item.statement.id)
    assert "Every statement of every report was decided" in pages.get("/queue").words()


def test_it_is_all_in_korean(korean: case.Pages) -> None:
    _, page = at_first(korean)
    shown = page.html
    for quoted in shown.cssselect("#item [lang=en], #item option, #item dd, #item strong, #item .lead2"):
        quoted.clear()
    words = shown.cssselect("#item .proposal")[0].text_content()
    assert not re.search(r"\b(accept|reject|unsure|the|correct)\b", words, re.IGNORECASE)


def test_every_field_of_the_page_is_documented() -> None:
    assert QueuePage.__doc__


# --- in a real browser -------------------------------------------------------------------------------


def decided(folder: Path) -> list[tuple[str, str]]:
    from rushlight import desk

    with desk.open_desk(folder, case.PASSPHRASE, actor="A1") as opened_desk:
        return [(d.statement, d.verdict.value) for d in opened_desk.case.decisions()]


def to_queue(tab: case.Tab) -> str:
    tab.go("/queue")
    if tab.page.locator("#item").count() == 0:
        tab.page.click("text=Open it")
    tab.page.wait_for_selector("#item")
    tab.page.wait_for_load_state("load")  # a key pressed before the page's script is there is nobody's
    return str(tab.page.get_attribute("#item", "data-statement"))


def next_item(tab: case.Tab, before: str) -> str:
    tab.page.wait_for_selector(f'#item:not([data-statement="{before}"])')
    return str(tab.page.get_attribute("#item", "data-statement"))


@pytest.mark.browser
def test_decisions_by_keyboard_alone(tab: case.Tab, demo: Path) -> None:
    first = to_queue(tab)
    for press in range(1, 4):
        tab.page.keyboard.press("a")
        assert tab.page.locator("input[name=seen]:checked").count() == press
        assert tab.page.get_attribute("#item", "data-statement") == first
    tab.page.keyboard.press("a")
    second = next_item(tab, first)
    assert tab.page.evaluate("document.activeElement.id") == "act"
    tab.page.keyboard.press("x")
    third = next_item(tab, second)
    tab.page.keyboard.press("z")
    tab.page.wait_for_selector(f'#item[data-statement="{second}"]')
    tab.page.keyboard.press("u")
    assert next_item(tab, second) == third
    tab.page.keyboard.press("j")
    next_item(tab, third)
    tab.page.keyboard.press("k")
    tab.page.wait_for_selector(f'#item[data-statement="{third}"]')
    assert not tab.strays
    assert not tab.broken
    tab.server.stop()
    assert decided(demo)[-4:] == [(first, "accept"), (second, "reject"), (second, "undo"), (second, "unsure")]


@pytest.mark.browser
def test_a_korean_layout_and_composition(tab: case.Tab) -> None:
    first = to_queue(tab)
    send = """([key, code, composing]) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code, isComposing: composing, bubbles: true, cancelable: true }))"""
    tab.page.evaluate(send, ["ㅌ", "KeyX", True])
    tab.page.evaluate(send, ["ㅁ", "KeyA", True])
    assert tab.page.locator("input[name=seen]:checked").count() == 0
    tab.page.evaluate(send, ["ㅁ", "KeyA", False])
    assert tab.page.locator("input[name=seen]:checked").count() == 1
    tab.page.keyboard.press("c")
    tab.page.locator("#text").press_sequentially("xau")
    assert tab.page.get_attribute("#item", "data-statement") == first
    tab.page.locator("h1").focus()
    tab.page.evaluate(send, ["ㅌ", "KeyX", False])
    next_item(tab, first)


@pytest.mark.browser
def test_the_same_with_javascript_off(plain_tab: case.Tab, demo: Path) -> None:
    tab = plain_tab
    first = to_queue(tab)
    tab.page.click('[data-key-verb="accept"]')
    assert tab.page.get_attribute("#item", "data-statement") == first  # the browser asks for the boxes
    for box in tab.page.locator("input[name=seen]").all():
        box.check()
    tab.page.click('[data-key-verb="accept"]')
    second = next_item(tab, first)
    tab.page.click('summary[data-key-verb="comment"]')
    tab.page.fill("#text", "look again")
    tab.page.click("text=Put it beside the statement")
    assert "look again" in tab.page.inner_text("#comment")
    tab.page.click('[data-key-verb="undo"]')
    tab.page.wait_for_selector(f'#item[data-statement="{first}"]')
    assert second != first
    tab.server.stop()
    assert decided(demo)[-2:] == [(first, "accept"), (first, "undo")]


@pytest.mark.browser
def test_words_are_bound_by_selecting_them(tab: case.Tab) -> None:
    first = to_queue(tab)
    tab.page.keyboard.press("s")
    chosen: Any = tab.page.evaluate(
        """() => { const pieces = [...document.querySelectorAll("article.reading [data-at]")];
        const piece = pieces.find(e => e.textContent.length > 12), range = document.createRange();
        range.setStart(piece.firstChild, 2); range.setEnd(piece.firstChild, 9);
        getSelection().removeAllRanges(); getSelection().addRange(range); return range.toString(); }"""
    )
    from playwright.sync_api import expect

    expect(tab.page.locator("[data-words=words]")).to_have_value(chosen.strip())
    tab.page.locator("#words").press("Enter")
    expect(tab.page.locator("blockquote")).to_have_text(chosen.strip())
    assert tab.page.get_attribute("#item", "data-statement") == first
