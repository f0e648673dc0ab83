"""A hint that names a command leads to the room of the pages in which the same is done."""

import pytest
import serving_case as case

from rushlight.cli.verbs import VERBS
from rushlight.errors import MisuseError
from rushlight.workbench.elsewhere import DONE_IN, rooms_named
from rushlight.workbench.rendering import ROOMS, error_page


def test_rooms_and_verbs_are_those_there_are() -> None:
    assert set(DONE_IN) <= set(VERBS)
    assert set(DONE_IN.values()) <= {name for name, _, _ in ROOMS}


@pytest.mark.parametrize(
    ("hint", "rooms"),
    [
        ("'rushlight shares CASE' makes new ones", ("settings",)),
        ("check the casefile: rushlight verify", ("log",)),
        ("withdraw it: rushlight releases CASE --withdraw 2, then rushlight publish", ("release",)),
        ("'rushlight --help' lists them", ()),
        ("check the path", ()),
    ],
)
def test_the_rooms_a_hint_names(hint: str, rooms: tuple[str, ...]) -> None:
    assert rooms_named(hint) == rooms


def test_an_error_speaks_the_language_of_the_page(korean: case.Pages) -> None:
    got = korean.post("/language", {"language": "tlh"})
    assert got.status == 400
    assert "오류: 페이지에 그런 설정이 없습니다" in got.words("[role=alert]")


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("ask, then: rushlight consent CASE S1 court", "ask them; then write down on the page Consent what they agreed to"),
        ("list them with 'rushlight releases CASE'", "the page Release lists them"),
    ],
)
def test_on_a_page_such_a_hint_says_what_to_do_there(hint: str, said: str) -> None:
    page = error_page(MisuseError("no", hint=hint), 400)
    assert (page.hint, page.done_in) == (said, ("release",))
    assert "rushlight" not in error_page(MisuseError("no", hint=hint), 400, "ko").hint


def test_every_hint_that_is_said_otherwise_is_one_of_the_rooms(korean: case.Pages) -> None:
    got = korean.get("/released/99")
    assert "공개 페이지에 모두 나와 있습니다" in got.words("[role=alert]")
    assert "rushlight" not in got.words("[role=alert]")
