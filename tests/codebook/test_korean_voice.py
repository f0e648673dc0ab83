"""What Rushlight says to its user in Korean is said in one voice, and no particle is off."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from rushlight.codebook.particles import BOTH, behind, chosen, final, fitted
from rushlight.codebook.sentences import in_language
from rushlight.tables import load_table
from rushlight.workbench.language import say, say_number

ROOT = Path(__file__).resolve().parents[2]
PLAIN_END = re.compile(r"(?!니다|시다)[가-힣]{2}(?<=[가-힣]다)(?=[.?!:]?(?:\s*$|[.?!]\s))")
"""A sentence that ends as in a newspaper: 했다. 본다. 크다."""
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|'[^']*'|\"[^\"]*\"")
PLACED = re.compile(r"(?:%\(\w+\)s|\{\d\})(을|를|이|가|은|는|과|와|으로|로|이다)(?![가-힣]|\()")
OUTSIDE = {"documented", "sources", "happenings", "no_happenings", "limits"}
"""Of resources/words/counting.yaml, section "sentence": what may be said of a row to readers of a publication."""


def spoken(table: object, leave: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every Korean text under ``table`` but for what stands under the keys ``leave``."""
    if isinstance(table, str):
        if re.search(r"[가-힣]", table):
            yield table
    elif isinstance(table, dict):
        for key, value in table.items():
            if key not in leave:
                yield from spoken(value, leave)
    elif isinstance(table, list):
        for value in table:
            yield from spoken(value, leave)


@pytest.fixture(scope="module")
def korean() -> ModuleType:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import korean
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return korean


@pytest.fixture(scope="module")
def said(korean: ModuleType) -> list[str]:
    """All Korean that pages, errors, keys and the release check say to whoever works with Rushlight."""
    words, release = load_table("words"), load_table("release")
    out = list(korean.page_words().values())
    out += korean.words_of(ROOT / "resources" / "locale" / "cli" / "help.po").values()
    out += spoken(load_table("errors_ko"))
    out += spoken(load_table("keymap"))
    out += spoken({k: v for k, v in words.items() if k != "sentence"})
    out += spoken({k: v for k, v in words["sentence"].items() if k not in OUTSIDE})
    for name in ("rules", "rules_ko", "adversaries", "priors", "thresholds", "submissions"):
        out += spoken(release[name], frozenset({"example"}))
    return out


def newspaper(text: str) -> bool:
    return bool(PLAIN_END.search(QUOTED.sub("…", text)))


def test_sentences_to_the_user_end_politely(said: list[str]) -> None:
    assert len(said) > 3000
    assert [text for text in said if newspaper(text)] == []


def test_the_voice_of_what_is_published_is_that_of_a_report() -> None:
    """Which also shows that the test above can fail."""
    phrases = [row["ko"] for row in load_table("release")["phrases"]["acts"].values()]
    assert len([text for text in phrases if newspaper(text)]) > 30
    assert not newspaper("그 가족을 가려낼 수 있음")
    assert not newspaper("“한 가족이 냈다.” 같은 문장을 빼세요.")
    assert newspaper("먼저 검사한다.")
    assert newspaper("규칙이 없다. 사람이 정합니다.")


def test_requests_are_made_in_one_way(said: list[str]) -> None:
    assert [text for text in said if "십시오" in text] == []


def test_no_particle_stands_fixed_behind_what_is_put_in(korean: ModuleType) -> None:
    """A sentence writes both forms, or none: 을 behind "R2" is wrong. Behind a count it is the count's word that ends."""
    said = [*korean.page_words().values(), *spoken(load_table("errors_ko"))]
    assert [text for text in said if PLACED.search(text)] == []
    assert PLACED.search("%(name)s을 읽었습니다")
    assert not PLACED.search("%(name)s을(를) 읽었습니다")


@pytest.mark.parametrize(
    ("before", "subject", "by"),
    [
        ("무산", "이", "으로"), ("회령시", "가", "로"), ("경찰", "이", "로"), ("R1", "이", "로"), ("R2", "가", "로"),
        ("R3", "이", "으로"), ("S70", "이", "으로"), ("R8", "이", "로"), ("AL", "이", "로"), ("USB", "가", "로"),
        ("‘두만강’", "이", "으로"), ("압록강 (북)", "이", "으로"), ("<b>R5</b>", "가", "로"),
    ],
)  # fmt: skip
def test_a_particle_follows_the_sound_before_it(before: str, subject: str, by: str) -> None:
    assert (chosen("이(가)", before), chosen("(으)로", before)) == (subject, by)


def test_where_the_sound_is_unknown_both_forms_stay() -> None:
    assert final("Song") is final("") is final("…") is None
    assert [chosen(both, "winter") for both in BOTH] == list(BOTH)


def test_pages_and_errors_choose_and_leave_what_is_put_in_as_it_is() -> None:
    assert fitted("%(a)s을(를) %(b)s을(를)", {"a": "R1", "b": "R2"}) == "%(a)s을 %(b)s를"
    assert say("ko", "%(alias)s is recorded. Who it is stands in no list and no log.", alias="S2").startswith("S2를 ")
    one, many = (f"Sealed and stored as %(alias)s: %(num)s {w} proposed." for w in ("statement was", "statements were"))
    assert say_number("ko", one, many, 3, alias="R7").startswith("R7로 ")
    assert behind("R3", "을(를) 씁니다") == "을 씁니다"
    assert fitted("%(a)s", {"a": "을(를)"}) % {"a": "R2을(를)"} == "R2을(를)"


def test_errors_choose_too() -> None:
    assert in_language("the endpoint refused a question with status 503", "ko") == (
        "모델 서버가 질문 하나를 상태 503으로 거부했습니다"
    )
