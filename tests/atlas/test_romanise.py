"""The romanisers against published spellings."""

from __future__ import annotations

import pytest

from rushlight.atlas.romanising import plain, romanise, southern


@pytest.mark.parametrize(
    ("hangul", "mr", "rr"),
    [
        ("평양", "P'yŏngyang", "Pyeongyang"),
        ("함흥", "Hamhŭng", "Hamheung"),
        ("청진", "Ch'ŏngjin", "Cheongjin"),
        ("신의주", "Sinŭiju", "Sinuiju"),
        ("백암", "Paegam", "Baegam"),
        ("락랑", "Rangnang", "Rangnang"),
        ("강계", "Kanggye", "Ganggye"),
        ("독립", "Tongnip", "Dongnip"),
        ("신라", "Silla", "Silla"),
        ("종로", "Chongno", "Jongno"),
        ("부산", "Pusan", "Busan"),
        ("길주", "Kilju", "Gilju"),
    ],
)
def test_published_spellings(hangul: str, mr: str, rr: str) -> None:
    assert romanise(hangul, "mr") == mr
    assert romanise(hangul, "rr") == rr


def test_northern_letters_and_plain_print() -> None:
    assert plain(romanise("풍서", "nk")) == "Phungso"
    assert plain(romanise("평성", "mr")) == "Pyongsong"


@pytest.mark.parametrize(
    ("north", "south"), [("량강", "양강"), ("라선", "나선"), ("녕원", "영원"), ("리원", "이원"), ("혜산", "혜산")]
)
def test_southern_spelling(north: str, south: str) -> None:
    assert southern(north) == south


def test_syllables_can_be_written_apart() -> None:
    assert romanise("무산", "mr", "-") == "Mu-san"
    assert romanise("백암", "mr", "-") == "Pae-gam"
