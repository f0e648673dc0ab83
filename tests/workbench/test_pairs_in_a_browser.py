"""Pairs and the figures in a real browser: by keys alone, under a Korean layout, and without JavaScript."""

from __future__ import annotations

import pytest
import serving_case as case

pytestmark = pytest.mark.browser

KOREAN_KEYS = "code => document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ㅛ', code, bubbles: true}))"


def test_a_pair_is_found_answered_and_taken_back_by_keys_alone(tab: case.Tab) -> None:
    tab.go("/")
    tab.page.keyboard.press("g")
    tab.page.keyboard.press("p")
    tab.page.wait_for_url("**/pairs")
    tab.page.keyboard.press("j")
    tab.page.wait_for_selector("table.pair")
    tab.page.wait_for_load_state("load")  # a key pressed before the page's script is there is nobody's
    first = tab.page.url
    tab.page.keyboard.press("y")
    tab.page.wait_for_selector("p[role=status]")
    tab.page.wait_for_load_state("load")
    assert tab.page.url != first
    tab.page.keyboard.press("z")
    tab.page.wait_for_url(first)
    assert tab.page.locator("button[aria-pressed=true]").count() == 0, "taken back, the pair is unjudged again"
    assert (tab.strays, tab.broken) == ([], [])


def test_an_answer_is_right_under_a_korean_layout(tab: case.Tab) -> None:
    tab.go("/pairs")
    tab.page.keyboard.press("j")
    tab.page.wait_for_selector("table.pair")
    tab.page.wait_for_load_state("load")  # a key pressed before the page's script is there is nobody's
    first = tab.page.url
    tab.page.evaluate(KOREAN_KEYS, "KeyY")
    tab.page.wait_for_selector("p[role=status]")
    tab.page.goto(first)
    assert tab.page.get_attribute("button[data-key-verb=same]", "aria-pressed") == "true"


def test_the_origin_opens_by_its_key_and_letters_in_a_field_are_letters(tab: case.Tab) -> None:
    tab.go("/pairs")
    tab.page.click("ul.rows a >> nth=0")
    tab.page.wait_for_load_state("load")
    tab.page.keyboard.press("o")
    tab.page.wait_for_selector("#origin[open]")
    before = tab.page.url
    tab.page.fill("#f-reason", "")
    tab.page.type("#f-reason", "day")
    assert tab.page.input_value("#f-reason") == "day"
    assert tab.page.url == before


def test_every_answer_can_be_given_without_javascript(plain_tab: case.Tab) -> None:
    plain_tab.go("/pairs")
    plain_tab.page.click("ul.rows a >> nth=0")
    first = plain_tab.page.url
    plain_tab.page.click("button[value=different] >> nth=0")
    assert plain_tab.page.locator("p[role=status]").count() == 1
    plain_tab.page.goto(first)
    assert plain_tab.page.get_attribute("button[data-key-verb=different]", "aria-pressed") == "true"
    plain_tab.go("/map")
    plain_tab.page.click("ul.areas a >> nth=1")
    assert plain_tab.page.locator("a[data-key-verb=out]").count() == 1
