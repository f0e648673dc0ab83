"""The Korean lexicon: frames and nouns from ``resources/lexicon/ko``, verbs expanded, everything indexed by its letters.

Nouns, verbs and imperatives become plain words under their first letters, so that one walk over a text finds them
all and nothing need be compiled. Patterns become regular expressions, each with the letters it cannot do without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tables._korean_verbs import beginnings, imperative, spaced, verb_pattern
from tables._needed import frequencies, in_order, needed
from tables._trees import word_tree
from tables._wordings import context, expand

__all__ = ["build", "imperative", "verb_pattern"]
KINDS = {"active": "active", "passive": "passive", "verbs": "verb"}
KEPT = ("act", "roles", "object", "needs", "not", "all", "scope", "only", "last", "worded_not", "examples", "counter")


def any_of(words: list[str]) -> str:
    """An alternation, longest first, of words or small patterns."""
    return "|".join(w.replace(" ", r"\s?") for w in sorted(set(words), key=lambda w: (-len(w), w)))


def build(resources: Path) -> dict[str, Any]:
    """The table ``lexicon_ko``: classes, frames, cues, nouns and endings, and the index of the frames' words."""
    folder = resources / "lexicon" / "ko"

    def load(name: str) -> Any:
        return yaml.safe_load((folder / name).read_text(encoding="utf-8"))

    rows = _rows(folder)
    verbs = {f"~{name}": verb_alternation(words) for name, words in _verb_classes(folder).items()}
    classes = {name: _class(words) for name, words in load("classes.yaml").items()}
    return {
        "version": load("meta.yaml")["version"],
        "classes": classes,
        "frames": [_frame(row, {**classes, **verbs}) for row in rows],
        "words": _words(rows),
        **_patterns(rows, {**classes, **verbs}, sample(resources)),
        "cues": [_cue(row) for row in load("cues.yaml")],
        **_nouns([row for path in sorted(folder.glob("nouns*.yaml"), reverse=True) for row in load(path.name)]),
        "names": load("names.yaml"),
        "people": _people(load("people.yaml"), load("classes.yaml"), rows),
        "clauses": load("clauses.yaml"),
    }


def _rows(folder: Path) -> list[dict[str, Any]]:
    """All rows, with the verb classes that they name (``@give``) written out."""
    known = _verb_classes(folder)
    rows = [row for path in sorted(folder.glob("acts-*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [{key: _named(words, known) if key in KINDS else words for key, words in row.items()} for row in rows]


def _verb_classes(folder: Path) -> dict[str, list[str]]:
    """Verbs of one meaning, by the name of their class."""
    classes: dict[str, list[str]] = yaml.safe_load((folder / "verbs.yaml").read_text(encoding="utf-8"))
    return classes


def _named(words: list[str], known: dict[str, list[str]]) -> list[str]:
    """Verbs with the classes among them (``@give``) written out."""
    out = [v for word in words for v in (known[word[1:]] if word.startswith("@") else [word])]
    return list(dict.fromkeys(out))


def verb_alternation(verbs: list[str]) -> str:
    """One expression for the beginnings of any of these verbs, where a word begins."""
    return "(?<![가-힣])(?:" + "|".join(verb_pattern(v) for v in verbs) + ")"


def sample(resources: Path) -> Counter[str]:
    """How often letters and pairs of letters stand in the lexicon's own examples."""
    rows = _rows(resources / "lexicon" / "ko")
    return frequencies(words for row in rows for key in ("examples", "counter") for words in row.get(key, ()))


def _class(words: list[str]) -> str:
    """Words of a class; those of one syllable must stand alone, or 교도소 would hold an ox."""
    short = [w for w in words if re.fullmatch("[가-힣]", w)]
    long = [w for w in words if w not in short]
    plain = [w for w in long if re.fullmatch("[가-힣A-Za-z ]+", w)]
    odd = [any_of([w for w in long if w not in plain])] * (len(plain) < len(long))
    alone = f"(?<![가-힣])(?:{'|'.join(short)})(?=[을를이가은는도과와에의만로까씩\\s,.(]|$)"
    return "|".join(odd + [word_tree(plain)] * bool(plain) + [alone] * bool(short))


def _frame(row: dict[str, Any], classes: dict[str, str]) -> dict[str, Any]:
    out = {key: row[key] for key in KEPT if key in row}
    for key in ("needs", "not"):
        if key in out:
            out[key] = context(out[key], classes)
    if "all" in out:
        out["all"] = [context(written, classes) for written in out["all"]]
    return out


def _words(rows: list[dict[str, Any]]) -> dict[str, list[list[Any]]]:
    """First letter or two -> [word, letters that may follow, kind, frame], for nouns, verbs and imperatives."""
    out: dict[str, list[list[Any]]] = {}
    for number, row in enumerate(rows):
        for words, follows, kind in dict.fromkeys(_row_words(row)):
            out.setdefault(words[:2], []).append([words, follows, kind, number])
    return {key: sorted(out[key], key=lambda entry: (-len(entry[0]), entry[3], entry[2])) for key in sorted(out)}


def _row_words(row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for noun in row.get("nouns", ()):
        yield from ((words, "", "noun") for words in spaced(noun))
    for verb in row.get("imperative", ()):
        yield from ((words, "", "imperative") for words in spaced(imperative(verb)))
    for key, kind in KINDS.items():
        for verb in row.get(key, ()):
            for b in beginnings(verb):
                yield from ((words, b.follows, kind) for words in spaced(b.words))


def _patterns(rows: list[dict[str, Any]], classes: dict[str, str], counts: Counter[str]) -> dict[str, Any]:
    """``patterns``: [frame, regular expression, the grams it needs in order]; ``entries``: gram -> numbers of patterns."""
    patterns: list[list[Any]] = []
    entries: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for written in row.get("patterns", ()):
            pattern = expand(written, classes)
            first = (needed(pattern, counts) or [[""]])[0]
            for gram in first:
                entries.setdefault(gram, []).append(len(patterns))
            patterns.append([number, pattern, in_order(pattern, counts)])
    return {"patterns": patterns, "entries": {gram: entries[gram] for gram in sorted(entries)}}


def _cue(row: dict[str, Any]) -> dict[str, Any]:
    parts = list(row.get("words", []))
    verbs = [verb_pattern(v) for v in row.get("verbs", [])]
    return {"kind": row["kind"], "pattern": "|".join([any_of(parts)] * bool(parts) + verbs)}


def _nouns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Head nouns, and the expressions that find all of them and those that call a person who can suffer."""
    people = [w for row in rows if (row["class"], row["kind"]) == ("affected", "person") for w in row["words"] if len(w) > 1]
    return {
        "nouns": [{**{k: v for k, v in row.items() if k != "words"}, "pattern": any_of(row["words"])} for row in rows],
        "noun_tree": word_tree(w for row in rows for w in row["words"]),
        "person_tree": word_tree(people),
    }


PLAIN = re.compile(r"[가-힣]{2,6}")


def _people(told: dict[str, Any], classes: dict[str, list[str]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How people are told who are in no list, and ``ordinary``: words of the lexicon, which are nobody's name."""
    words = {w for listed in classes.values() for w in listed if isinstance(w, str)}
    words |= {w for row in rows for w in row.get("nouns", ())}
    return {**told, "ordinary": sorted(w for w in words if PLAIN.fullmatch(w))}
