"""Templates, scripts and style sheets as they lie in the package: what keeps a page from running or fetching anything else."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

import rushlight.workbench
from rushlight.workbench.application import all_routes
from rushlight.workbench.rendering import Shown

ROOM = Path(rushlight.workbench.__file__).parent
TEMPLATES = sorted((ROOM / "templates").glob("*.html"))
SCRIPTS = sorted((ROOM / "static").glob("*.js"))
SHEETS = sorted((ROOM / "static").glob("*.css"))
BUDGET = 30 * 1024
"""Bytes that all scripts together may have."""

GIVEN = {
    "shell",
    "at",
    "css",
    "js",
    "language",
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "range",
    "_trans",
}
"""Names that every template has beside its page's fields; the last is how Jinja counts in a sentence."""


def environment() -> Environment:
    made = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    made.filters["ours"] = str
    return made


def shown() -> list[type[Shown]]:
    """Every page's context, of all modules of the room."""
    all_routes()
    import_module("rushlight.workbench.application")
    found: dict[tuple[str, str], type[Shown]] = {}  # by name: a dataclass with slots is made twice
    waiting = list(Shown.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "template" in vars(kind) and kind.__module__.startswith("rushlight."):
            found[kind.__module__, kind.__name__] = kind
    return list(found.values())


def names_of(template: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Names that a template and those it includes or extends need from outside."""
    tree = environment().parse((ROOM / "templates" / template).read_text("utf-8"))
    names = set(meta.find_undeclared_variables(tree)) - _own(tree)
    for other in {t for t in meta.find_referenced_templates(tree) if t} - seen:
        if not _only_imported(tree, other):
            names |= names_of(other, seen | {template})
    return names - GIVEN


def _own(tree: nodes.Template) -> set[str]:
    """Names that stand at the top of a template and are there in its blocks too: macros, what is imported, what is set."""
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    own |= {a.target.name for a in tree.body if isinstance(a, nodes.Assign) and isinstance(a.target, nodes.Name)}
    for imported in tree.find_all(nodes.FromImport):
        own |= {name if isinstance(name, str) else name[1] for name in imported.names}
    return own | {imported.target for imported in tree.find_all(nodes.Import)}


def _only_imported(tree: nodes.Template, other: str) -> bool:
    """Macros that are imported without context see nothing of the page."""
    imports = [n for n in tree.find_all((nodes.FromImport, nodes.Import)) if _named(n, other)]
    rest = [n for n in tree.find_all((nodes.Include, nodes.Extends)) if _named(n, other)]
    return bool(imports) and not rest and not any(n.with_context for n in imports)


def _named(node: nodes.Node, other: str) -> bool:
    template = getattr(node, "template", None)
    return isinstance(template, nodes.Const) and template.value == other


@pytest.mark.parametrize("kind", shown(), ids=lambda k: f"{k.__module__.rsplit('.', 1)[-1]}.{k.__name__}")
def test_a_template_names_what_its_page_gives_and_nothing_else(kind: type[Shown]) -> None:
    given = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    needed = names_of(kind.template)
    assert needed <= given, f"{kind.template} names {sorted(needed - given)}"
    assert given - GIVEN <= needed, f"{kind.template} never shows {sorted(given - GIVEN - needed)}"
    assert not given & (GIVEN - {"language"}), "what the frame shows is the frame's"
    assert kind.__doc__


def test_every_template_belongs_to_a_page() -> None:
    used = {kind.template for kind in shown()}
    for path in TEMPLATES:
        tree = environment().parse(path.read_text("utf-8"))
        used |= {t for t in meta.find_referenced_templates(tree) if t}
    assert {path.name for path in TEMPLATES} <= used


def bare(path: Path) -> str:
    """A template without its remarks and its expressions."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)


FORBIDDEN_IN_PAGES = {
    "a script in the page": r"<script(?![^>]*\bsrc=)",
    "a script that no helper made": r"<script",
    "a style in the page": r"<style|\bstyle\s*=",
    "a handler in the page": r"\son[a-z]+\s*=",
    "an address that runs": r"javascript:|data:|vbscript:",
    "an address elsewhere": r"(?:href|src|action|url)\s*=\s*[\"']?(?://|https?:)",
    "a frame or an object": r"<(?:iframe|frame|object|embed|applet|portal|base)\b",
    "a value without quotes": r"(?<!url)=\s*\{\{",
    "an address that at() did not make": r"\b(?:href|src|action|formaction|poster|srcset|ping)=[\"'](?!\{\{\s*at\(|#)",
    "spelling sent elsewhere": r"spellcheck=[\"']true",
    "a form that does not say how it is sent": r"<form(?![^>]*method=[\"'](?:post|get)[\"'])",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_a_template_holds_nothing_that_runs_or_leads_away(path: Path) -> None:
    text = bare(path)
    wrong = {what: found.group() for what, pattern in FORBIDDEN_IN_PAGES.items() if (found := re.search(pattern, text))}
    assert not wrong, wrong


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_nothing_is_shown_unescaped_but_our_own_figures(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "autoescape" not in text
    assert not re.search(r"\|\s*(?:safe|xmlattr|urlize)\b", text) or path.name == "parts.html"
    assert len(re.findall(r"\|\s*safe\b", text)) <= (1 if path.name == "parts.html" else 0)


def test_no_module_of_the_room_makes_html_of_words() -> None:
    """Only a fixed text is called markup, and what is put into it is escaped; figures come from drawing."""
    for path in ROOM.rglob("*.py"):
        if path.name != "rendering.py":
            assert not re.search(r"\bMarkup\((?![)\"'])", path.read_text("utf-8")), path.name


def test_scripts_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in SCRIPTS}
    assert sum(sizes.values()) <= BUDGET, sizes


FORBIDDEN_IN_SCRIPTS = {
    "text that is run": r"\beval\b|\bFunction\s*\(|setTimeout\s*\(\s*[\"'`]|setInterval\s*\(\s*[\"'`]",
    "text that becomes elements": r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|"
    r"setHTMLUnsafe|parseHTMLUnsafe|DOMParser|\.srcdoc",
    "something that stays after the lock": r"localStorage|sessionStorage|indexedDB|\bcaches\b|serviceWorker|document\.cookie",
    "another address": r"https?://|[\"'`]//|WebSocket|EventSource|sendBeacon|RTCPeer|importScripts|new Worker",
    "the clipboard or the console": r"\bconsole\.|navigator\.clipboard",
}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_a_script_makes_nothing_of_words_and_keeps_nothing(path: Path) -> None:
    text = re.sub(r"^\s*(?://|\*|/\*).*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    wrong = {what: found.group() for what, pattern in FORBIDDEN_IN_SCRIPTS.items() if (found := re.search(pattern, text))}
    assert not wrong, wrong


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name)
def test_a_style_sheet_fetches_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "@import" not in text
    for address in re.findall(r"url\(([^)]*)\)", text):
        assert re.fullmatch(r"[\"']?[\w.-]+[\"']?", address), address
