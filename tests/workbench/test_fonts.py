"""The fonts of the pages: ours by name, with their licence, small, and the bytes that were made."""

import hashlib
import json
import re
from pathlib import Path

import serving_case as case

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "rushlight" / "workbench" / "static"
CSS = (STATIC / "base.css").read_text(encoding="utf-8")
KEPT = json.loads((STATIC / "fonts.json").read_text(encoding="utf-8"))


def test_each_font_is_the_one_that_was_made() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STATIC.glob("*.woff2")}
    assert found == KEPT["made"]


def test_the_style_sheet_names_each_font_and_no_other() -> None:
    assert set(re.findall(r'url\("([^"]+)"\)', CSS)) == set(KEPT["made"])


def test_the_fonts_are_small() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("*.woff2")) < 2_000_000
    assert (STATIC / "rushlight-sans-latin.woff2").stat().st_size < 60_000


def test_the_reserved_name_is_nowhere_and_the_licence_is_shipped() -> None:
    assert "Pretendard" not in CSS
    licence = (ROOT / "src/rushlight/_data/font/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "Reserved Font Name" in licence


def preloaded(answered: case.Answered) -> list[str]:
    links = answered.html.cssselect("link[rel=preload][as=font][crossorigin]")
    return [str(link.get("href")).rpartition("rushlight-sans-")[2] for link in links]


def test_fonts_and_theme_are_there_from_the_first_moment(korean: case.Pages) -> None:
    """So that no line moves when letters come, and no page flashes in the other theme."""
    page = korean.get("/")
    assert preloaded(page) == ["latin.woff2", "korean.woff2"]
    assert page.html.cssselect("meta[name=color-scheme]")[0].get("content") == "light dark"
    korean.post("/settings/pages", {"language": "en", "theme": "dark", "fonts": "own"})
    page = korean.get("/")
    assert preloaded(page) == ["latin.woff2"]
    assert page.html.cssselect("meta[name=color-scheme]")[0].get("content") == "dark"
    korean.post("/settings/pages", {"language": "en", "theme": "dark", "fonts": "system"})
    assert preloaded(korean.get("/")) == []
