"""Every sentence of an error has its Korean; a pattern keeps its parts; nothing else is touched."""

import re
import sys
from pathlib import Path

import pytest

from rushlight.cli import main
from rushlight.codebook.sentences import error_words, in_language
from rushlight.errors import CasefileError, MisuseError
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parents[2]
PARTS = re.compile(r"\{\d\}")


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """Every sentence that the source can say, by its room."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import error_sentences
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return error_sentences.sentences()


def test_no_error_is_without_korean(said: dict[str, str]) -> None:
    missing = [f"{room}: {sentence}" for sentence, room in said.items() if sentence not in load_table("errors_ko")]
    assert missing == [], "python scripts/error_sentences.py --missing; then resources/locale/ko/errors.po and build_data.py"


def test_no_korean_is_of_an_error_that_nobody_makes(said: dict[str, str]) -> None:
    assert set(load_table("errors_ko")) <= set(said)


def test_the_collector_finds_the_errors_of_every_room(said: dict[str, str]) -> None:
    assert len(said) > 1000
    for sentence in (
        "the disk is full, nothing was written",  # a literal
        "at most {1} words",  # a pattern
        "the {1} took too long",  # handed over by a caller
        "this event counts for nothing: {1}",
        "no such format",
    ):
        assert sentence in said


def test_korean_keeps_the_parts_and_speaks_politely() -> None:
    for english, korean in load_table("errors_ko").items():
        assert set(PARTS.findall(english)) == set(PARTS.findall(korean)), english
        assert not re.search(r"한다$|이다$|없다$|있다$|된다$", korean), english


def test_every_pattern_is_found_again_with_its_parts() -> None:
    """Parts that look like nothing of ours come through as they are, whatever else could fit."""
    for english, korean in load_table("errors_ko").items():
        filled = PARTS.sub(lambda part: f"q{part[0][1]}q", english)
        expected = PARTS.sub(lambda part: f"q{part[0][1]}q", korean)
        assert in_language(filled, "ko") == expected, english


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("the casefile is closed", "사건철이 닫혀 있습니다"),
        ("at most 12 words", "낱말은 12개까지입니다"),
        ("the copy is not whole: an original is missing", "사본이 온전하지 않습니다: 원본이 없습니다"),
        ("share 2, word 7", "조각 2, 낱말 7"),
        ("nobody ever wrote this", "nobody ever wrote this"),
        ("", ""),
    ],
)
def test_a_sentence_in_korean(english: str, korean: str) -> None:
    assert in_language(english, "ko-KR") == korean
    assert in_language(english, "en") == english


def test_an_error_in_korean_keeps_its_place() -> None:
    error = CasefileError("there is no casefile here", where="/media/x.case", hint="check the path")
    assert error_words(error, "ko") == ("여기에는 사건철이 없습니다", "/media/x.case", "경로를 확인하세요")
    assert error_words(MisuseError("this is no date"), "ko") == ("날짜가 아닙니다", "", "")
    assert error_words(error, "en") == (error.what, error.where, error.hint)


def test_a_long_text_is_let_through_in_no_time() -> None:
    assert in_language("such as " + "a b " * 100_000, "ko").startswith("such as ")


def test_the_command_line_speaks_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RUSHLIGHT_LANGUAGE")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert main.run_with(["nothing-such"]) == 2
    assert "오류: 그런 명령이 없습니다" in capsys.readouterr().err
    monkeypatch.setenv("RUSHLIGHT_LANGUAGE", "en")
    assert main.run_with(["nothing-such"]) == 2
    assert "error: there is no such verb" in capsys.readouterr().err
