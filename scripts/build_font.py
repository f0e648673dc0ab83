"""Make the packaged Korean font from Pretendard Regular (npm package pretendard 1.3.9, OFL 1.1).

    python scripts/build_font.py Pretendard-Regular.otf

Keeps all modern syllables, Latin and common signs; drops everything else. The licence reserves the name
Pretendard for the unchanged font, so that ours has another. Needs fonttools; the same input gives the same bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "src" / "rushlight" / "_data" / "font" / "RushlightSansKR-Regular.otf"
NAME = "Rushlight Sans KR"
KEPT = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20A9, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
    (0x2713, 0x2713),
    (0x3000, 0x3011),
    (0x3131, 0x318E),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF5E),
)
FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk", "tnum"]


def main() -> int:
    os.environ["SOURCE_DATE_EPOCH"] = "315532800"
    options = subset.Options(
        layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False, desubroutinize=False
    )
    font = subset.load_font(sys.argv[1], options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    cutter.subset(font)
    _rename(font)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    subset.save_font(font, str(TARGET), options)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes, {len(font.getBestCmap())} characters")
    return 0


def _rename(font: TTFont) -> None:
    table = font["name"]
    plain = NAME.replace(" ", "")
    for row in table.names:
        row.string = {1: NAME, 2: "Regular", 3: plain, 4: f"{NAME} Regular", 5: "Version 1", 6: f"{plain}-Regular"}.get(
            row.nameID, row.toUnicode()
        )
    top = font["CFF "].cff
    top.fontNames = [f"{plain}-Regular"]
    top[0].FullName, top[0].FamilyName = f"{NAME} Regular", NAME


if __name__ == "__main__":
    sys.exit(main())
