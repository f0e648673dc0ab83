"""The words of the workbench's pages, and whether each has its Korean.

    python scripts/page_words.py            adds what is missing to resources/locale/ko/SCREEN.po, to be filled in
    python scripts/page_words.py --check    fails when a word has no Korean, or a file has one that no page says

Words are what templates translate ({% trans %}, _()) and the sentences that Python hands to say(), say_number() and
ngettext(), the rooms' names, and strings marked with _(). A sentence has to be written out where it is said: one that
is put together cannot be translated. The same sentence on two screens needs Korean once.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from korean import FOLDER, Key, page_files, page_words, words_of

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "src" / "rushlight" / "workbench"
SAYING = {"say": 1, "say_number": 2, "ngettext": 2, "_": 1, "gettext": 1, "error": 0}
"""How many sentences each hands over."""
ELSEWHERE = ("language.py",)
"""Where the machinery itself passes sentences on."""

Place = tuple[str, int]


def used(folder: Path = PAGES) -> dict[Key, list[tuple[str, Place]]]:
    """Each word with the screens that say it and where; in the order of the files."""
    out: dict[Key, list[tuple[str, Place]]] = {}
    for path in sorted((folder / "templates").glob("*.html")):
        with path.open("rb") as stream:
            found = babel_extract(stream, ["gettext", "ngettext", "_"], [], {"trimmed": "true", "newstyle_gettext": "true"})
            for line, _, message, _ in found:
                texts = [t for t in ([message] if isinstance(message, str) else message) if t is not None]
                key = texts[0] if len(texts) == 1 else (texts[0], texts[1])
                out.setdefault(key, []).append((_screen(path), (path.name, line)))
    for path in sorted(folder.rglob("*.py")):
        if path.name not in ELSEWHERE:
            for key, line in said_in(path):
                out.setdefault(key, []).append((_screen(path), (path.name, line)))
    return out


def said_in(path: Path) -> Iterator[tuple[Key, int]]:
    """The sentences that a module hands over to be translated. Raises ValueError for one that is not written out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (count := SAYING.get(_name(node.func), 0)):
            yield from _handed(node, count, path)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and _target(node) == "ROOMS" and isinstance(node.value, ast.Tuple):
            for row in node.value.elts:
                yield ast.literal_eval(row)[2], row.lineno


def _handed(call: ast.Call, count: int, path: Path) -> Iterator[tuple[Key, int]]:
    args = call.args[:1] if count == 1 and _name(call.func) != "say" else call.args
    written = [one for one in (list(_written(a)) for a in args) if one]
    if count == 2:
        if len(written) >= 2:
            yield (written[0][0], written[1][0]), call.lineno
        return
    for sentence in written[0] if written else ():
        yield sentence, call.lineno


def _written(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _written(node.body)
        yield from _written(node.orelse)
    elif isinstance(node, ast.Call) and _name(node.func) == "_":
        return


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    return _name(node.targets[0] if isinstance(node, ast.Assign) else node.target)


def _screen(path: Path) -> str:
    """The .po of a file: its own for a screen or its template, "frame" for what every page has."""
    if path.suffix == ".html":
        return {"parts": "frame", "error": "frame", "locked": "frame"}.get(path.stem, path.stem)
    return path.stem if path.parent.name == "screens" else "frame"


def faults() -> list[str]:
    """What is wrong, in sentences; empty when all is well."""
    words, said = page_words(), used()
    out = [f"no Korean: {key!r} ({where[0]}:{where[1]})" for key, [(_, where), *_] in said.items() if key not in words]
    for path in page_files():
        out += [f"no page says this ({path.name}): {key!r}" for key in words_of(path) if key not in said]
    return out


def add_missing() -> int:
    """Write an entry without Korean for each word that has none; drop those that no page says. Returns how many lack."""
    words, said, missing = page_words(), used(), 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in page_files():
        _write(path, {key: korean for key, korean in words_of(path).items() if key in said}, said)
    for key, [(screen, _), *_] in said.items():
        if key not in words:
            missing += 1
            path = FOLDER / f"{screen}.po"
            _write(path, {**words_of(path), **_empty(path), key: ""}, said)
    return missing


def _empty(path: Path) -> dict[Key, str]:
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        found = [m for m in read_po(stream, locale="ko") if m.id]
    return {m.id if isinstance(m.id, str) else tuple(m.id): "" for m in found if not (m.string and m.string[0])}


def _write(path: Path, words: dict[Key, str], said: dict[Key, list[tuple[str, Place]]]) -> None:
    catalog = Catalog(locale="ko", header_comment=f"# The Korean of {path.stem}.", fuzzy=False)
    for key, korean in words.items():
        note = [name for _, (name, _) in said.get(key, [])][:1]
        plural = isinstance(key, tuple)
        catalog.add(
            key, (korean,) if plural else korean, auto_comments=note, flags=["python-format"] if "%(" in str(key) else []
        )
    with path.open("wb") as stream:
        write_po(stream, catalog, width=120, omit_header=True)


def main() -> int:
    if "--check" not in sys.argv:
        print(f"{add_missing()} words have no Korean yet")
        return 0
    found = faults()
    for line in found:
        print(f"error: {line}", file=sys.stderr)
    if found:
        print("hint: run python scripts/page_words.py, fill in resources/locale/ko, run scripts/build_data.py", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
