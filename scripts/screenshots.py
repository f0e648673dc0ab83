"""Take the README's pictures of the workbench: a real server, a real browser, fictional reports.

    python scripts/screenshots.py      writes docs/pictures/*.png, at most 150 kB each

Needs chromium (apt-get install chromium) and the extra ``test``.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "workbench"))

import serving_case as case  # noqa: E402 - its folder was just put on the path

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 150_000
COLOURS = 64


def reading(tab: Any) -> None:
    tab.go("/reading")
    tab.page.locator("main a[href*='/reading/']").nth(4).click()


def queue(tab: Any) -> None:
    tab.go("/queue")
    _open(tab)


def event(tab: Any) -> None:
    tab.go("/events")
    tab.page.locator("tbody a").first.click()


def release(tab: Any) -> None:
    tab.go("/release/new")
    for box in tab.page.locator("input[name=statement]").all()[:3]:
        box.check()
    tab.page.click("button[data-key-verb=check]")


def _open(tab: Any) -> None:
    """Past the note that a report may tell of violence."""
    if not tab.page.locator("#item").count():
        tab.page.locator("main form button").first.click()


SHOTS: dict[str, tuple[Callable[[Any], None], str, bool]] = {
    "reading": (reading, "en", False),
    "queue": (queue, "en", True),
    "event": (event, "ko", False),
    "release": (release, "en", False),
}
"""By the picture's name: how to get there, the language, whether it is dark."""


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = case.make_demo(Path(folder) / "winter.case")
        browser = playwright.chromium.launch(executable_path=case.CHROMIUM, args=case.CHROMIUM_FLAGS)
        for name, (go, language, dark) in SHOTS.items():
            with case.serving(demo) as server, case.tab_on(browser, server, language=language, dark=dark) as tab:
                go(tab)
                tab.page.wait_for_load_state("networkidle")
                picture = small(tab.page.screenshot())
            if len(picture) > LARGEST:
                print(f"error: {name}.png has {len(picture)} bytes\nhint: fewer colours", file=sys.stderr)
                return 1
            (PICTURES / f"{name}.png").write_bytes(picture)
            print(f"{name}.png  {len(picture):,} bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
