"""A form that is refused comes back as it was filled in, with the error above it, on every page that has a form."""

from __future__ import annotations

from typing import Any

import pytest
import serving_case as case
from test_queue import at_first, next_item, to_queue

from rushlight.record import TOUCHED
from rushlight.workbench.answering import Fields
from rushlight.workbench.refilling import _tokens, refill

ODD = "\"><script>x</script> & 가나다 '\u202e"
"""What must come back letter for letter, and stay words."""

FORM = """<!doctype html><p>&amp; &#38; a<br>b<svg><title>t</title><path d="M0"/></svg>
<details><summary>s</summary><form method="post" action="/p/one?x=1" id="f">
<input type="hidden" name="about" value="this"><input type="hidden" name="at" value="">
<input name="word" value="old"><input name="word"><textarea name="long">
old</textarea><input type="checkbox" name="seen" value="a" checked><input type="checkbox" name="seen" value="b">
<input type="radio" name="way" value="x" checked><input type="radio" name="way" value="y">
<select name="field"><option value="" selected>as it is</option><option value="v">V</option></select>
<input type="password" name="passphrase"><input type="file" name="file"><button name="verdict" value="accept">A</button>
</form></details><input name="apart" form="f"><form method="post" action="/p/two"><input name="word" value="kept"></form>"""


def typed(html: str, css: str) -> list[Any]:
    return case.lxml.html.fromstring(html).cssselect(css)


def test_what_was_sent_stands_in_its_form_and_nowhere_else() -> None:
    pairs = [("about", "this"), ("at", "3-9"), ("word", ODD), ("word", "second"), ("long", f"\n{ODD}\nend")]
    pairs += [("seen", "b"), ("way", "y"), ("field", "v"), ("passphrase", "secret"), ("apart", "far")]
    html = refill(FORM, "/p/one", Fields(pairs))
    assert html is not None
    assert [i.get("value") for i in typed(html, "input[name=word]")] == [ODD, "second", "kept"]
    assert typed(html, "textarea")[0].text_content().removeprefix("\n") == f"\n{ODD}\nend"
    assert [i.get("value") for i in typed(html, "input[checked]")] == ["b", "y"]
    assert [o.get("value") for o in typed(html, "option[selected]")] == ["v"]
    assert typed(html, "input[name=at]")[0].get("value") == "3-9"
    assert typed(html, "input[name=apart]")[0].get("value") == "far"
    assert typed(html, "details[open]")
    assert "secret" not in html
    assert not typed(html, "script")


def test_a_form_is_known_by_what_it_says_of_itself() -> None:
    assert refill(FORM, "/p/one", Fields([("about", "that"), ("word", "x")])) is None
    assert refill(FORM, "/p/none", Fields([("word", "x")])) is None


@pytest.mark.parametrize(
    "path", ["/queue", "/reading", "/settings", "/sources", "/release/new", "/consent", "/take-in", "/map"]
)
def test_all_else_of_a_page_stays_letter_for_letter(pages: case.Pages, path: str) -> None:
    html = (at_first(pages)[1] if path == "/queue" else pages.get(path)).text
    assert "".join(t.raw for t in _tokens(html)) == html


def test_a_refused_decision_comes_back_to_its_statement_with_what_was_ticked(pages: case.Pages) -> None:
    statement, _ = at_first(pages)
    refused = pages.post(f"/queue/{statement}/decide", {"verdict": "accept", "seen": ["agent"], "more": "1"})
    assert refused.status == 400
    assert refused.html.cssselect("#item")[0].get("data-statement") == statement
    assert [b.get("value") for b in refused.html.cssselect("input[name=seen]:checked")] == ["agent"]
    wrong = refused.html.cssselect("main > #wrong[role=alert][autofocus]")[0]
    assert "look at each of the three" in wrong.text_content()
    assert len(TOUCHED) == len(refused.html.cssselect("input[name=seen]"))


def test_typed_words_of_a_correction_and_of_a_comment_come_back(pages: case.Pages) -> None:
    statement, _ = at_first(pages)
    sent = {"field-agent": "typed", "typed-agent": ODD, "field-act": "", "field-place": "not stated"}
    refused = pages.post(f"/queue/{statement}/correct", sent)
    assert refused.status == 400
    assert refused.html.cssselect("#edit[open] input[name=typed-agent]")[0].get("value") == ODD
    chosen = [o.get("value") for o in refused.html.cssselect("#edit option[selected]")]
    assert chosen == ["", "typed", "not stated"]


def test_an_added_statement_that_is_refused_is_not_typed_again(pages: case.Pages) -> None:
    document = pages.desk.case.documents()[0].document.id
    pages.post(f"/reading/{document}/open")
    sent = {"words": ODD, "act": "detain.arrest", "modality": "occurred", "scope": "single", "mode": "narrator"}
    refused = pages.post(f"/reading/{document}/add", {**sent, "typed-place": "nowhere at all"})
    assert refused.status == 400
    assert refused.html.cssselect("#add[open] #words")[0].get("value") == ODD
    assert refused.html.cssselect("input[name=typed-place]")[0].get("value") == "nowhere at all"
    assert refused.html.cssselect("#wrong")
    assert not refused.html.cssselect("#wrong script")
    assert ODD not in refused.words("#wrong")


LONG = "A sentence of one's own. " * 40
REFUSED: list[tuple[str, dict[str, str], str, str]] = [
    ("/release-text", {"text": LONG, "purpose": "no such purpose"}, "textarea[name=text]", LONG.strip()),
    ("/sources/add", {"alias": "", "pseudonym": "Birch", "name": "a b c"}, "form[action$='/sources/add'] input", "a b c"),
    ("/settings/blind", {"percent": "many"}, "form[action$='/settings/blind'] input", "many"),
]


@pytest.mark.parametrize(("path", "sent", "field", "kept"), REFUSED, ids=[r[0] for r in REFUSED])
def test_long_forms_come_back(pages: case.Pages, path: str, sent: dict[str, str], field: str, kept: str) -> None:
    refused = pages.post(path, sent)
    assert refused.status == 400
    values = [(f.get("value") or f.text_content()).strip() for f in refused.html.cssselect(field)]
    assert kept in values


def test_a_wrong_passphrase_is_told_where_it_is_typed_and_never_shown(shut: case.Pages) -> None:
    refused = shut.post("/unlock", {"passphrase": "not these words"})
    assert refused.status == 403
    assert refused.html.cssselect("#wrong")
    assert refused.html.cssselect("#f-passphrase")[0].get("value") == ""
    assert "not these words" not in refused.text
    assert "once more" in refused.words("#wrong")


def test_what_nobody_may_find_is_answered_as_what_is_not_there(pages: case.Pages) -> None:
    answered = [pages.post(f"/queue/{name}/comment", {"text": "words"}) for name in ("st_none", "st_other")]
    assert {a.status for a in answered} == {400}
    assert not any(a.html.cssselect("#wrong") for a in answered)


def refused_in_a_browser(tab: case.Tab) -> None:
    """Words that stand nowhere are typed into a correction, after a tick: what is seen then."""
    from playwright.sync_api import expect

    first = to_queue(tab)
    tab.page.locator("input[name=seen]").first.check()
    tab.page.click('summary[data-key-verb="edit"]')
    tab.page.select_option("#field-agent", "typed")
    tab.page.fill("input[name=typed-agent]", "nobody of that name")
    tab.page.click("text=Keep these corrections")
    wrong = tab.page.locator("#wrong")
    expect(wrong).to_be_focused()
    expect(tab.page.locator("input[name=typed-agent]")).to_have_value("nobody of that name")
    expect(tab.page.locator("#field-agent")).to_have_value("typed")
    assert tab.page.get_attribute("#item", "data-statement") == first
    assert not tab.strays


@pytest.mark.browser
def test_in_place_all_that_was_touched_stays(tab: case.Tab) -> None:
    refused_in_a_browser(tab)
    assert tab.page.locator("input[name=seen]:checked").count() == 1
    assert "/correct" not in tab.page.url
    tab.page.locator("h1").focus()
    first = str(tab.page.get_attribute("#item", "data-statement"))
    tab.page.keyboard.press("x")
    next_item(tab, first)
    assert tab.page.locator("#wrong").count() == 0
    assert all("400" in line for line in tab.broken), "the browser itself tells of a refused request"


@pytest.mark.browser
def test_with_javascript_off_the_form_comes_back(plain_tab: case.Tab) -> None:
    refused_in_a_browser(plain_tab)
