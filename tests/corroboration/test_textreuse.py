"""Text reuse on generated documents: six kinds of edit in two scripts, all found, and no false alarm."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from casting import make_report

from rushlight.corroboration import same_text

SYLLABLES = {
    "en": ["ba", "ko", "ri", "ten", "mos", "al", "du", "fe", "sin", "gra", "po", "lum"],
    "ko": list("가나다라마바사아자차카타하고노도로모보소오조호기니디리미비시이지"),
}


def words(language: str, rng: random.Random, count: int) -> list[str]:
    """Running text with a steep word frequency, as in real prose."""
    vocabulary = ["".join(rng.choices(SYLLABLES[language], k=rng.randint(2, 4))) for _ in range(2500)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    return rng.choices(vocabulary, weights, k=count)


def changed(text: list[str], share: float, rng: random.Random) -> list[str]:
    """A share of the words replaced, dropped or doubled."""
    out = []
    for word in text:
        if rng.random() >= share:
            out.append(word)
        else:
            out += rng.choice([[word + "x"], [], [word, word + "y"]])
    return out


def copied(text: list[str], other: list[str], rng: random.Random) -> list[str]:
    return other[:12] + text


def edited(share: float) -> Callable[..., list[str]]:
    return lambda text, other, rng: changed(text, share, rng)


def halved(text: list[str], other: list[str], rng: random.Random) -> list[str]:
    return text[: len(text) // 2]


def quoted(text: list[str], other: list[str], rng: random.Random) -> list[str]:
    third = len(text) // 3
    return other[:120] + text[third : 2 * third] + other[120:]


EDITS = {
    "copied under a new header": copied,
    "2 % edited": edited(0.02),
    "10 % edited": edited(0.10),
    "25 % edited": edited(0.25),
    "cut to half": halved,
    "a third quoted in another text": quoted,
}


def bare(alias: str, text: str, language: str):  # type: ignore[no-untyped-def]
    """A report with this text and nothing read from it."""
    import dataclasses

    report = make_report(alias, language=language)
    reading = dataclasses.replace(report.reading, boilerplate=(), statements=())
    document = dataclasses.replace(report.document, language=language, length=len(text))
    return dataclasses.replace(report, text=text, reading=reading, document=document, accepted=())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_recall_is_one(edit: Callable[..., list[str]], language: str) -> None:
    found = 0
    for seed in range(20):
        rng = random.Random(seed)
        text, other = words(language, rng, 240), words(language, rng, 240)
        reports = [bare("R1", " ".join(text), language), bare("R2", " ".join(edit(text, other, rng)), language)]
        found += len(same_text(reports))
    assert found == 20


@pytest.mark.parametrize("language", ["en", "ko"])
def test_unrelated_texts_are_not_joined(language: str) -> None:
    rng = random.Random(7)
    vocabulary = words(language, rng, 60 * 200)
    reports = [bare(f"R{n}", " ".join(vocabulary[n * 200 : n * 200 + 200]), language) for n in range(60)]
    assert same_text(reports) == ()


def test_a_short_korean_piece_is_found_by_its_characters() -> None:
    sentence = "지난 팔일 저녁 보위원들이 들이닥쳐 집안을 샅샅이 뒤지고 돈을 빼앗아 갔다"
    glued = "지난팔일 저녁보위원들이 들이닥쳐 집안을샅샅이 뒤지고 돈을빼앗아갔다고 한다"
    other = "시장에서는 쌀값이 다시 올라 주민들의 걱정이 커지고 있으며 장사도 잘되지 않는다"
    reports = [bare("R1", sentence, "ko"), bare("R2", glued, "ko"), bare("R3", other, "ko")]
    assert [(t.left, t.right) for t in same_text(reports)] == [("R1", "R2")]


def test_boilerplate_is_no_common_text() -> None:
    import dataclasses

    from rushlight.record import ParagraphRole, cut

    footer = "All rights reserved by the newspaper and its partners in the region, write to the desk for leave to print this"
    rng = random.Random(3)
    reports = []
    for alias in ("R1", "R2"):
        text = " ".join(words("en", rng, 25)) + ". " + footer
        report = bare(alias, text, "en")
        span = cut(text, len(text) - len(footer), len(text))
        marked = dataclasses.replace(report.reading, boilerplate=((span, ParagraphRole.FOOTER),))
        reports.append((report, dataclasses.replace(report, reading=marked)))
    assert len(same_text([plain for plain, _ in reports])) == 1
    assert same_text([marked for _, marked in reports]) == ()


def test_the_order_of_reports_does_not_matter() -> None:
    rng = random.Random(1)
    text = words("en", rng, 200)
    reports = [bare("R2", " ".join(text), "en"), bare("R1", " ".join(text[:100]), "en")]
    assert same_text(reports) == same_text(reports[::-1])
    assert same_text(reports)[0].containment == 1.0


def test_sorted_in_parts_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    texts = [words("ko", rng, 60) for _ in range(6)]
    told = [bare(f"R{n}", " ".join(changed(texts[n % 6], 0.05, rng)), "ko") for n in range(12, 0, -1)]
    whole = same_text(told)
    monkeypatch.setattr("rushlight.corroboration.shingles.PART", 50)
    assert len(whole) >= 6
    assert same_text(told) == whole
    assert same_text(reversed(told)) == whole
