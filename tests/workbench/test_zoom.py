"""Pages with work in them, magnified: by the browser to 200 and 400 %, their letters alone to 200 % (WCAG 1.4.4, 1.4.10)."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from camera import Camera
from filled_states import State, states
from looking import WIDE, focus_walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ZOOMED = {"200 %": (640, 512, 2), "400 %": (320, 256, 4)}
"""What is left of a window of 1280 by 1024: width and height in CSS pixels, and device pixels for each."""

TWICE = """() => {
  const root = document.documentElement, style = getComputedStyle(root);
  for (const name of ['--small', '--plain', '--large', '--title'])
    root.style.setProperty(name, `${2 * parseFloat(style.getPropertyValue(name))}px`);
}"""
"""Letters of twice their size, as in a browser that magnifies text alone."""

CUT = """() => {
  const out = [], told = (e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`;
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || !e.textContent.trim() || e.closest('svg, .visually-hidden, select, textarea, .skip')) continue;
    const style = getComputedStyle(e);
    if (style.clipPath !== 'none' || style.clip !== 'auto') continue;  // hidden for the eye
    if (style.display === 'inline' || style.display === 'contents') continue;
    const wide = e.scrollWidth - e.clientWidth, high = e.scrollHeight - e.clientHeight;
    const hides = (how) => how === 'hidden' || how === 'clip';
    if (wide > 1 && hides(style.overflowX)) out.push(`cut ${told(e)}: ${wide}`);
    if (high > 1 && hides(style.overflowY)) out.push(`cut ${told(e)}: ${high}`);
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (wide > 1 && own && style.overflowX === 'visible' && e.clientWidth) out.push(`spills ${told(e)}: ${wide}`);
  }
  return out.slice(0, 4);
}"""
"""Text that its box cuts off, or that runs out of it."""

OVER = """() => {
  const kinds = 'a, button, input:not([type=hidden]), select, textarea, summary, label, h1, h2, h3, p';
  const all = [...document.querySelectorAll(kinds)]
    .filter((e) => e.checkVisibility() && !e.closest('svg, .visually-hidden, .skip, footer.keys'));
  const clipped = (e, box) => {
    let { left, right, top, bottom } = box;
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
      if (getComputedStyle(p).overflowY === 'visible') continue;
      const around = p.getBoundingClientRect();
      [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
      [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
    }
    return { left, right, top, bottom };
  };
  const boxes = all.map((e) => [...e.getClientRects()].map((box) => clipped(e, box)));
  const told = (e) => `${e.tagName} ${e.textContent.trim().slice(0, 20)}`;
  const out = [];
  for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
    if (all[i].contains(all[j]) || all[j].contains(all[i])) continue;
    const bars = [all[i], all[j]].map((e) => e.closest('.bar, header'));
    if (bars[0] !== bars[1]) continue;
    for (const a of boxes[i]) for (const b of boxes[j]) {
      const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (w > 2 && h > 4) out.push(`${told(all[i])} over ${told(all[j])}`);
    }
  }
  return out.slice(0, 3);
}"""
"""Words and controls that lie on each other."""


def wrong_with(camera: Camera, state: State) -> list[str]:
    page = camera.open(state)
    tab = camera.context.new_cdp_session(page)
    found: list[str] = []

    def look(how: str) -> None:
        found.extend(f"{how}: {wrong}" for look in (WIDE, CUT, OVER) for wrong in page.evaluate(look))

    for how, (width, height, scale) in ZOOMED.items():
        seen = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        tab.send("Emulation.setDeviceMetricsOverride", seen)
        look(how)
    found += [f"400 %: focus: {wrong}" for wrong in focus_walk(page)[0]]
    tab.send("Emulation.clearDeviceMetricsOverride")
    page.evaluate(TWICE)
    look("letters")
    tab.detach()
    return found


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_with_work_in_them_can_be_magnified(browser: Any, tmp_path: Path, language: str) -> None:
    """Nothing is wider than its window, cut, or under something else, and what has the focus is seen."""
    found: dict[str, list[str]] = {}
    with contextlib.ExitStack() as closing:
        camera = Camera(browser, closing, language)
        for state in states(tmp_path):
            if wrong := wrong_with(camera, state):
                found[state.name] = wrong
    assert found == {}
