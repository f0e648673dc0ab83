"""Make the fonts of the pages from Pretendard Variable (npm package pretendard 1.3.9, OFL 1.1).

    npm pack pretendard@1.3.9 && tar xzf pretendard-1.3.9.tgz
    python scripts/build_page_fonts.py package/dist/public/variable/PretendardVariable.ttf

Three files in src/rushlight/workbench/static: Latin and signs, the 2,350 syllables of KS X 1001, and the other 8,822.
A browser fetches the last only for a page that has one of its syllables. Weights 400 to 600 are kept, nothing else
is on the pages. The licence reserves the name Pretendard for the unchanged font, so that ours has another.
Made with fonttools 4.68.0 and brotli 1.2.1; the same versions give the same bytes, of which fonts.json keeps the
hashes beside that of the source.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parent.parent / "src" / "rushlight" / "workbench" / "static"
SOURCE = "3090ccde0442bb347aa7685d9ba8b17436a60682df6e8f92a9a670de14056e22"
WEIGHTS = (400, 400, 600)
FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk", "tnum"]
LATIN = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20A9, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
    (0x25CB, 0x25CB),
    (0x2713, 0x2713),
    (0x3000, 0x3011),
)
SWITCH = "한국어"
"""Stands on every English page, on the button to the other language: with the Latin, or each would fetch all of Korean."""
SYLLABLES = range(0xAC00, 0xD7A4)


def common() -> set[int]:
    """The 2,350 syllables of KS X 1001, rows 16 to 40."""
    return {ord(bytes([row, cell]).decode("euc_kr")) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)}


def parts() -> dict[str, set[int]]:
    """The characters of each file."""
    latin = {code for first, last in LATIN for code in range(first, last + 1)} | set(map(ord, SWITCH))
    return {
        "latin": latin,
        "korean": common() | set(range(0x3131, 0x318F)),
        "rare": set(SYLLABLES) - common(),
    }


def main() -> int:
    if hashlib.sha256(Path(sys.argv[1]).read_bytes()).hexdigest() != SOURCE:
        print("error: this is another font than the one named above", file=sys.stderr)
        return 1
    made = {}
    for name, codes in parts().items():
        path = TARGET / f"rushlight-sans-{name}.woff2"
        _cut(sys.argv[1], codes, path, "Rushlight Sans Rare" if name == "rare" else "Rushlight Sans")
        made[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name}: {path.stat().st_size} bytes")
    kept = {"source": "npm pretendard@1.3.9, dist/public/variable/PretendardVariable.ttf", "sha256": SOURCE, "made": made}
    (TARGET / "fonts.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def _cut(source: str, codes: set[int], path: Path, name: str) -> None:
    options = subset.Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False)
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    _rename(font, name)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(path)


def _rename(font: TTFont, name: str) -> None:
    plain = name.replace(" ", "")
    ours = {1: name, 2: "Regular", 3: plain, 4: name, 5: "Version 1", 6: f"{plain}-Regular", 16: name, 17: "Regular", 25: plain}
    table = font["name"]
    for row in list(table.names):
        row.string = ours.get(row.nameID, row.toUnicode())
    table.names = [row for row in table.names if "Pretendard" not in row.toUnicode() or row.nameID in (0, 13)]


if __name__ == "__main__":
    sys.exit(main())
