"""The audit sheet: what was checked, by which rules, on which assumptions. For the team; never published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushlight.drawing.markup import Markup, el, join, told
from rushlight.drawing.page import page
from rushlight.release import ALL, Check, Checked, Finding, adversaries
from rushlight.release.settings import part

Texts = Mapping[str, Any]


def audit_sheet(check: Check, language: str = "en") -> bytes:
    """The audit of one check as a page: verdict, each rule's findings, families that fit, assumptions.

    It names draft items by id and holds figures an adversary could use: keep it in the casefile.
    """
    lang = "ko" if language.startswith("ko") else "en"
    texts: Texts = part("brief")[lang]
    who = adversaries()[check.adversary].label.of(lang)
    verdict = texts["verdict"].format(verdict=check.verdict, preset=check.preset, adversary=who)
    body = join(
        (
            el("p", {}, verdict),
            el("p", {"class": "quiet"}, check.draft[:16]),
            el("h2", {}, texts["rules"]),
            el("table", {}, el("tbody", {}, *(_rule(r, check, texts, lang) for r in check.rules))),
            el("h2", {}, texts["families"]),
            el("div", {"class": "scroll"}, _families(check.items, texts)),
            el("h2", {}, texts["assumptions"]),
            el("ul", {}, *(el("li", {}, told(a.of(lang))) for a in check.assumptions)),
        )
    )
    return page(texts["audit"], body, lang).encode("utf-8")


def _rule(rule: str, check: Check, texts: Texts, lang: str) -> Markup:
    title = next((r.title.of(lang) for r in ALL if r.id == rule), rule)
    found = [f for f in check.findings if f.rule == rule]
    lines = [_found(f, texts, lang) for f in found]
    return el("tr", {}, el("th", {"scope": "row"}, f"{rule} {title}"), el("td", {}, *(lines or [texts["none"]])))


def _found(f: Finding, texts: Texts, lang: str) -> Markup:
    """What was found; of what people let stand who did, and why."""
    mark = texts["kept" if f.kept else "stops" if f.stops else "warns"]
    why = told(f" {texts['kept_because'].format(by=f.kept.by, because=f.kept.because)}") if f.kept else ""
    return el("div", {}, f"{f.item or ''} ({mark}) ", told(f.says.of(lang)), why)


def _families(items: tuple[Checked, ...], texts: Texts) -> Markup:
    head = el("tr", {}, *(el("th", {"scope": "col"}, h) for h in texts["families_head"]))
    return el("table", {}, el("thead", {}, head), el("tbody", {}, *(_line(c, texts) for c in items)))


def _line(c: Checked, texts: Texts) -> Markup:
    name = el("th", {"scope": "row"}, c.item.id)
    if c.fitting is None:
        return el("tr", {}, name, el("td", {"colspan": 4}, texts["not_asked"]))
    f = c.fitting
    figures = (f"{f.low:.1f}", f"{f.typical:.1f}", f"{f.high:.1f}", f"{f.worst_p:.2g}")
    return el("tr", {}, name, *(el("td", {"class": "n"}, x) for x in figures))
