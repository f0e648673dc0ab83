"""Make the README's pictures of the workbench: a real server, Debian's chromium, the fictional samples.

python scripts/screenshots.py            writes docs/pictures/*.png
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "workbench"))

TARGET = ROOT / "docs" / "pictures"
LARGEST = 150_000
"""Bytes of a picture."""
SHOTS = (
    ("queue", "/queue", "en", False),
    ("queue-ko-dark", "/queue", "ko", True),
    ("events", "/events/E1", "en", False),
    ("reading-ko", "/reading/{first}", "ko", False),
    ("release", "{draft}", "en", False),
    ("first-run", "", "en", True),
)
"""File, path ({first}: the first report's page; {draft}: a release just checked; empty: no casefile), language, dark."""


def main() -> int:
    import serving_case as case
    from playwright.sync_api import sync_playwright

    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = case.make_demo(Path(folder) / "demo.case", reviewed=6)
        browser = playwright.chromium.launch(executable_path=case.CHROMIUM, args=case.CHROMIUM_FLAGS)
        for name, path, language, dark in SHOTS:
            with (
                case.serving(demo if path else None) as server,
                case.tab_on(browser, server, language=language, dark=dark, width=1120, unlock=bool(path)) as tab,
            ):
                _take(tab, name, path)
        browser.close()
    return 0


def _take(tab: Any, name: str, path: str) -> None:
    if "{first}" in path:
        tab.go("/reading")
        href = tab.page.get_attribute("main a[href*='/reading/']", "href")
        path = "/reading/" + str(href).rsplit("/reading/", 1)[1]
    if path == "{draft}":
        _draft(tab)
    else:
        tab.go(path or "/new")
    tab.page.wait_for_timeout(500)
    _keep(tab.page.screenshot(), TARGET / f"{name}.png")


def _draft(tab: Any) -> None:
    """Three statements, checked; the page is turned to what was found."""
    tab.go("/release/new")
    for box in tab.page.locator("input[name=statement]").all()[:3]:
        box.check()
    tab.page.click("button[data-key-verb=check]", timeout=90_000)
    tab.page.wait_for_load_state()


def _keep(data: bytes, path: Path) -> None:
    """A palette of 96 colours, the rare ones too: paper and ink are most of a page, and the flame a few points of it."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture = picture.quantize(96, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size} bytes")
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"error: {path.name} is too large")


if __name__ == "__main__":
    sys.exit(main())
