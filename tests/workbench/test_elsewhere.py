"""A hint that names a command leads to the room of the pages in which the same is done."""

import pytest
import serving_case as case

from rushlight.cli.verbs import VERBS
from rushlight.workbench.elsewhere import DONE_IN, rooms_named
from rushlight.workbench.rendering import ROOMS


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
