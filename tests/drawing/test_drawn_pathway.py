"""What stands behind a bar of the pathway is whole: in one line, or in several that its stage makes room for."""

import re

import pytest

from rushlight.drawing import Stage, StageCount, pathway_figure
from rushlight.drawing.markup import in_lines, wide

LONG = {
    "en": "happened, several happenings, not told apart",
    "ko": "실제로 있었음, 여러 사건 (낱낱은 미상)",
}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_long_words_stand_whole(lang: str) -> None:
    drawn = [
        pathway_figure([Stage("P07", "", tuple(StageCount("case", "happened", n, 5, "1-2", words) for n in (9, 1)))], lang=lang)
        for words in ("", LONG[lang])
    ]
    told = re.sub(r"<[^>]+>", " ", drawn[1].svg)
    assert "…" not in told
    assert all(told.count(word) >= 2 for word in (LONG[lang].split()[0], LONG[lang].split()[-1]))
    heights = [float(re.search(r'viewBox="0 0 \d+ ([\d.]+)"', d.svg)[1]) for d in drawn]  # type: ignore[index]  # fails else
    assert heights[1] - heights[0] in (17, 2 * 17, 3 * 17)


@pytest.mark.parametrize(
    ("value", "columns", "lines"),
    [
        ("9 happened", 10, ("9 happened",)),
        ("9 happened twice", 10, ("9 happened", "twice")),
        ("말해진 것 없음", 9, ("말해진 것", "없음")),
        ("happenings", 4, ("hap…",)),
        ("a bcdefghij klm", 6, ("a", "bcdef…", "klm")),
    ],
)
def test_in_lines(value: str, columns: int, lines: tuple[str, ...]) -> None:
    assert in_lines(value, columns) == lines
    assert all(wide(line) <= columns for line in lines)
