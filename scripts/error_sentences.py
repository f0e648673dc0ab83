"""Every sentence that an error of ours can carry, read from the source: what is wrong, what to try, words of a place.

    python scripts/error_sentences.py            prints them
    python scripts/error_sentences.py --missing  those without Korean in resources/locale/ko/errors.po, as entries

A sentence is a literal, or a pattern whose kept parts are ``{1}``, ``{2}`` … in their order. Where an error is made
from a name, the name is followed: to a constant, to what a function returns, to what its callers hand over.
"""

from __future__ import annotations

import ast
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rushlight"
ROLES = ("what", "where", "hint")
ALSO = {
    "Fault": ("what",),
    "Lost": ("what", "hint"),
    "misuse": ROLES,
    "_own_failure": ("what", "hint"),
    "_hint_alone": ("hint",),
}
"""Further makers of such sentences, and which of their arguments are."""
NOTES = ("NO_LANGUAGE", "DIVIDED_WORDS", "WORKED_OUT", "HAD_LOSSES", "LEFT_BEHIND", "RECOGNISED", "DAMAGED_ROWS", "HIDDEN")
"""Constants that are warnings of taking in."""
NOTING = ("_doubts", "notes")
"""Functions whose literals are warnings, or notes of a verification; ``walk.notes.append`` takes such notes too."""
DEEP = 8

Piece = str | None
"""A literal, or None for a part that is kept as it is."""
Said = tuple[Piece, ...]


def pattern(said: Said) -> str:
    """``("at most ", None, " words")`` as ``at most {1} words``; parts side by side are one."""
    out, kept, before = "", 0, False
    for piece in said:
        if piece is None and not before:
            kept += 1
            out += f"{{{kept}}}"
        elif piece is not None:
            out += piece
        before = piece is None
    return out


def sentences(source: Path = SOURCE) -> dict[str, str]:
    """Each sentence with the room (folder) that says it first, in the order of the files."""
    gc.disable()  # a million nodes live to the end: looking them over for garbage, again and again, took half the time
    try:
        return _Followed(source).all()
    finally:
        gc.enable()


class _Followed:
    """The source as trees, and where each name is set, returned and handed over."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(source.rglob("*.py"))}
        self.parents: dict[ast.AST, ast.AST] = {}
        self.constants: dict[str, list[ast.expr]] = defaultdict(list)
        self.functions: dict[str, list[ast.FunctionDef]] = defaultdict(list)
        self.calls: dict[str, list[ast.Call]] = defaultdict(list)
        self.nodes = {path: self._index(tree) for path, tree in self.trees.items()}

    def all(self) -> dict[str, str]:
        makers = dict.fromkeys(self._errors(), ROLES) | ALSO
        out: dict[str, str] = {}
        for path, nodes in self.nodes.items():
            room = path.relative_to(self.source).parts[0].removesuffix(".py")
            for node in nodes:
                if isinstance(node, ast.Call) and (roles := makers.get(_called(node))):
                    for said in self._said_by(node, roles):
                        if any(c.isalpha() for piece in said if piece for c in piece):
                            out.setdefault(pattern(said), room)
        return out | self._notes()

    def _notes(self) -> dict[str, str]:
        found = [value for name in NOTES for value in self.constants[name]]
        found += [c.args[0] for c in self.calls["append"] if _called_on(c) == "notes" and not isinstance(c.args[0], ast.Name)]
        for function in (f for name in NOTING for f in self.functions[name]):
            returned = [n for n in ast.walk(function) if isinstance(n, ast.Return) and n.value is not None]
            found += [n for r in returned for n in ast.walk(r) if isinstance(n, ast.Constant) or _constant_name(n)]
        said = [pattern(one) for node in found for one in sorted(self._follow(node, ()), key=pattern)]
        said += [f"{pattern(one)} {{1}}" for value in self.constants["NO_TEXT_ON"] for one in self._follow(value, ())]
        return {text: "notes" for text in said if text.count(" ") > 2 and not text.startswith("SELECT")}

    def _said_by(self, call: ast.Call, roles: tuple[str, ...]) -> Iterator[Said]:
        for role, node in [*(("what", a) for a in call.args[:1]), *((k.arg, k.value) for k in call.keywords)]:
            if role not in roles:
                continue
            if role == "where" and not isinstance(node, (ast.Constant, ast.JoinedStr, ast.IfExp)):
                continue  # an id, a path or an offset
            for said in sorted(self._follow(node, ()), key=pattern):
                if role != "where" or any(" " in piece.strip() for piece in said if piece):
                    yield said

    def _errors(self) -> set[str]:
        """The names of the error tree, with those that a room adds."""
        tree = self.trees[self.source / "errors.py"]
        names = {n.name for n in tree.body if isinstance(n, ast.ClassDef)}
        for nodes in self.nodes.values():
            for node in nodes:
                if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id in names for b in node.bases):
                    names.add(node.name)
        return names

    def _index(self, tree: ast.Module) -> list[ast.AST]:
        """The nodes of a tree in the order of ``ast.walk``, gone over once: it has hundreds of thousands."""
        nodes: list[ast.AST] = [tree]
        for node in nodes:
            children = list(ast.iter_child_nodes(node))
            nodes += children
            self.parents.update(dict.fromkeys(children, node))
            if isinstance(node, ast.FunctionDef):
                self.functions[node.name].append(node)
            elif isinstance(node, ast.Call):
                self.calls[_called(node)].append(node)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                self._index_constant(node, node.value)
        return nodes

    def _index_constant(self, node: ast.Assign | ast.AnnAssign, value: ast.expr) -> None:
        if isinstance(self.parents.get(node), (ast.Module, ast.ClassDef)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    self.constants[target.id].append(value)

    def _follow(self, node: ast.expr, seen: tuple[ast.AST, ...]) -> set[Said]:
        """Whatever the expression can be, as far as it is written down; nothing where it is not."""
        if node in seen or len(seen) > DEEP:
            return set()
        seen = (*seen, node)
        if isinstance(node, ast.Constant):
            return {(node.value,)} if isinstance(node.value, str) else set()
        if isinstance(node, ast.JoinedStr):
            return {tuple(v.value if isinstance(v, ast.Constant) else None for v in node.values)}
        if isinstance(node, ast.IfExp):
            return self._follow(node.body, seen) | self._follow(node.orelse, seen)
        if isinstance(node, ast.BoolOp):
            return set().union(*(self._follow(v, seen) for v in node.values))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            rights = self._follow(node.right, seen) or {(None,)}
            return {left + right for left in self._follow(node.left, seen) for right in rights}
        if isinstance(node, ast.Name):
            return self._named(node, seen)
        if isinstance(node, ast.Attribute):
            return self._constant(node.attr, seen)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            return self._constant(node.value.id, seen)
        return self._returned(node, seen, None) if isinstance(node, ast.Call) else set()

    def _constant(self, name: str, seen: tuple[ast.AST, ...]) -> set[Said]:
        out: set[Said] = set()
        for value in self.constants[name] if name not in ROLES else ():
            for part in value.values if isinstance(value, ast.Dict) else [value]:
                for one in part.elts if isinstance(part, ast.Tuple) else [part]:
                    out |= self._follow(one, seen)
        return out

    def _named(self, node: ast.Name, seen: tuple[ast.AST, ...]) -> set[Said]:
        function = self._around(node)
        if function is None:
            return self._constant(node.id, seen)
        local = self._assigned(function, node.id, seen)
        handed = self._handed(function, node.id, seen)
        if local is None and handed is None:
            return self._constant(node.id, seen)
        return (local or set()) | (handed or set())

    def _around(self, node: ast.AST) -> ast.FunctionDef | None:
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef):
                return node
        return None

    def _assigned(self, function: ast.FunctionDef, name: str, seen: tuple[ast.AST, ...]) -> set[Said] | None:
        """What the function itself sets the name to; None when it does not."""
        out: set[Said] | None = None
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    for value, place in _reached(target, node.value, name):
                        out = (out or set()) | self._part(value, place, seen)
        return out

    def _part(self, value: ast.expr, place: int | None, seen: tuple[ast.AST, ...]) -> set[Said]:
        if place is None:
            return self._follow(value, seen)
        if value in seen or len(seen) > DEEP:
            return set()
        seen = (*seen, value)
        if isinstance(value, ast.Tuple):
            return self._follow(value.elts[place], seen) if place < len(value.elts) else set()
        if isinstance(value, ast.IfExp):
            return self._part(value.body, place, seen) | self._part(value.orelse, place, seen)
        if isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name):
            return self._constant(value.value.id, seen)
        return self._returned(value, seen, place) if isinstance(value, ast.Call) else set()

    def _handed(self, function: ast.FunctionDef, name: str, seen: tuple[ast.AST, ...]) -> set[Said] | None:
        """What callers hand over under the name, and its default; None when it is no argument."""
        plain = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        named = [a.arg for a in function.args.kwonlyargs]
        if name not in plain + named:
            return None
        out: set[Said] = set()
        for call in self.calls[function.name]:
            place = plain.index(name) - (plain[:1] in (["self"], ["cls"])) if name in plain else -1
            if 0 <= place < len(call.args):
                out |= self._follow(call.args[place], seen)
            for keyword in call.keywords:
                if keyword.arg == name:
                    out |= self._follow(keyword.value, seen)
        defaults = dict(zip(reversed(plain), reversed(function.args.defaults), strict=False))
        defaults |= {k: d for k, d in zip(named, function.args.kw_defaults, strict=True) if d is not None}
        return out | (self._follow(defaults[name], seen) if name in defaults else set())

    def _returned(self, call: ast.Call, seen: tuple[ast.AST, ...], place: int | None) -> set[Said]:
        name = _called(call)
        if name == "get" and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            other = self._follow(call.args[1], seen) if len(call.args) > 1 else set()
            return self._constant(call.func.value.id, seen) | other
        if name == "format" and isinstance(call.func, ast.Attribute):
            return self._follow(call.func.value, seen)
        out: set[Said] = set()
        for function in self.functions[name] if len(self.functions[name]) == 1 else ():
            for node in ast.walk(function):
                value = node.value if isinstance(node, ast.Return) else None
                if value is not None and (place is None or isinstance(value, ast.Tuple)):
                    out |= self._part(value, place, seen)
        return out


def _reached(target: ast.expr, value: ast.expr, name: str) -> Iterator[tuple[ast.expr, int | None]]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value, None
    elif isinstance(target, ast.Tuple):
        for place, one in enumerate(target.elts):
            if isinstance(one, ast.Name) and one.id == name:
                yield value, place


def _constant_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id.isupper()


def _called_on(call: ast.Call) -> str:
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    return on.attr if isinstance(on, ast.Attribute) else ""


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def main() -> int:
    found = sentences()
    if "--missing" in sys.argv:
        from korean import words_of

        have = words_of(ROOT / "resources" / "locale" / "ko" / "errors.po")
        found = {said: room for said, room in found.items() if said not in have}
    for said, room in found.items():
        print(f"{room}\t{said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
