"""What comparing says is found by its pattern, in both languages."""

import pytest

from rushlight.codebook.comparing import compared_words
from rushlight.tables import load_table

EVIDENCE = load_table("corroboration")["evidence"]


@pytest.mark.parametrize("code", EVIDENCE)
def test_each_evidence_has_korean_with_its_parts(code: str) -> None:
    said = EVIDENCE[code]["says"].format(role="paid", other="confiscated", act="Arrest")
    korean = compared_words(said, "ko")
    assert korean != said
    assert korean == compared_words(said, "ko-KP")
    assert ("낸" in korean) == ("paid" in said and "were paid" not in said)
    assert ("체포" in korean) == ("Arrest" in said)
    assert compared_words(said, "en") == said


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("R1 and R12 count as one source: one repeats the other's text", ("R1", "R12", "한 출처로 셈", "되풀이")),
        ("R1 and R2 may be one source: R2 came later and names no source", ("R1", "R2", "한 출처일 수 있음", "출처를 밝히지")),
        ("R3 and R4: the sums demanded differ", ("R3", "R4", "요구된")),
        ("812 accounts: too many to list what joins each two of them", ("812",)),
        ("only R7 tells of it", ("R7",)),
    ],
)
def test_a_reason_within_a_reason_is_said_too(said: str, parts: tuple[str, ...]) -> None:
    korean = compared_words(said, "ko")
    assert all(part in korean for part in parts)
    assert " and " not in korean


def test_what_no_pattern_fits_stays_as_it_is() -> None:
    assert compared_words("something new", "ko") == "something new"
