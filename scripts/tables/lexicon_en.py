"""The English lexicon: resources/lexicon/en/*.yaml with all inflections expanded.

Verbs and nouns are typed once, as lemmas; their forms come from the spelling rules of English
(final e, consonant doubling, -y) and from the irregular table of verbs.yaml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

VOWELS = "aeiou"
IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "wife": "wives",
    "life": "lives",
    "foot": "feet",
    "tooth": "teeth",
    "ox": "oxen",
    "knife": "knives",
    "goose": "geese",
    "calf": "calves",
    "leaf": "leaves",
    "thief": "thieves",
    "half": "halves",
    "self": "selves",
}
FRAME_WORDS = (
    "v",
    "o",
    "o2",
    "s",
    "c",
    "co",
    "c2",
    "ing",
    "ed",
    "adv",
    "adv2",
    "adjp",
    "adjo",
    "pred",
    "q",
    "x",
    "xs",
    "nopp",
    "need",
    "of",
    "n",
    "mod",
    "for",
    "with",
)


def _words(text: object) -> list[str]:
    """The words of a folded YAML string; ``-no`` marks a word kept out on purpose."""
    return [w for w in str(text).split() if not w.endswith("-no")]


def _is_short(verb: str) -> bool:
    """One syllable, consonant-vowel-consonant: the last letter doubles (stop, stopped)."""
    core = verb[:-3]
    return (
        len(verb) >= 3
        and verb[-1] not in VOWELS + "wxy"
        and verb[-2] in VOWELS
        and verb[-3] not in VOWELS
        and not any(c in VOWELS for c in core)
    )


def third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def past(verb: str, double: bool) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    if verb.endswith("ic"):
        return verb + "ked"
    return verb + (verb[-1] if double else "") + "ed"


def gerund(verb: str, double: bool) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if verb.endswith("ic"):
        return verb + "king"
    return verb + (verb[-1] if double else "") + "ing"


def plural(noun: str) -> str:
    head, dash, last = noun.rpartition("-")
    if last in IRREGULAR_PLURALS:
        return head + dash + IRREGULAR_PLURALS[last]
    if last.endswith("man"):
        return head + dash + last[:-3] + "men"
    if last.endswith("wife"):
        return head + dash + last[:-2] + "ves"
    if last.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if last.endswith("y") and len(last) > 1 and last[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def frame_verbs(table: dict[str, Any], ambiguous: set[str]) -> set[str]:
    """The verbs that frames speak of, so that the tagger knows them; those far more often something else stay out."""
    keys = ("v", "c", "c2", "ing", "ed")
    words = {w.split("_")[0] for entry in table.values() for row in entry["frames"] for key in keys for w in row.get(key, ())}
    return {w for w in words if w.replace("-", "").isalpha()} - ambiguous


def verb_forms(data: dict[str, Any], more: set[str]) -> dict[str, list[list[str]]]:
    """form -> [[lemma, tag]], tags VB VBZ VBD VBN VBG."""
    doubled = {w for line in data["double"] for w in _words(line)}
    irregular: dict[str, list[list[str]]] = {}
    for line in data["irregular"]:
        lemma, *rest = line.split()
        irregular.setdefault(lemma, []).append(rest)
    forms: dict[str, list[list[str]]] = {}

    def add(form: str, lemma: str, tag: str) -> None:
        row = forms.setdefault(form, [])
        if [lemma, tag] not in row:
            row.append([lemma, tag])

    for verb in dict.fromkeys([*_words(data["regular"]), *irregular, *sorted(more)]):
        double = verb in doubled or _is_short(verb)
        add(verb, verb, "VB")
        add(third_person(verb), verb, "VBZ")
        for done, participle in irregular.get(verb, [[past(verb, double)] * 2]):
            add(done, verb, "VBD")
            add(participle, verb, "VBN")
        add(gerund(verb, double), verb, "VBG")
    return forms


def noun_forms(lemmas: set[str]) -> dict[str, list[str]]:
    """form -> [lemma, number]; a plural that is also somebody's singular stays singular."""
    forms = {plural(n): [n, "pl"] for n in sorted(lemmas)}
    kept = set(IRREGULAR_PLURALS.values()) | {"police"}
    forms |= {n: [n, "sg"] for n in sorted(lemmas) if n not in forms or n in kept}
    for noun, many in IRREGULAR_PLURALS.items():
        if noun in lemmas:
            forms[many] = [noun, "pl"]
    for word in sorted(lemmas):
        if word.endswith("men") and word[:-3] + "man" in lemmas:
            forms[word] = [word[:-3] + "man", "pl"]
    return forms


def _frame(row: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in row.items():
        if key in FRAME_WORDS and not isinstance(value, int | bool):
            out[key] = _words(value)
        elif key == "pp":
            out["pp"] = [[[p.strip() for p in preps.split("|")], _words(nouns)] for preps, nouns in value.items()]
        else:
            out[key] = value
    return out


def frames(folder: Path) -> dict[str, Any]:
    """The frames of all files by act. The broad ones (frames-book-*) come last: of equals the first frame wins."""
    out: dict[str, Any] = {}
    for path in sorted(folder.glob("frames-*.yaml"), key=lambda p: (p.name.startswith("frames-book"), p.name)):
        for act, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            rows = [_frame(f) for f in entry.get("frames") or []]
            nouns = [_frame(f) for f in entry.get("nouns") or []]
            known = out.setdefault(act, {"frames": [], "nouns": [], "np_pp": {}, "r": None, "examples": [], "counter": []})
            known["frames"] += [f for f in rows if f.get("v")]
            known["nouns"] += [f for f in nouns if f.get("n")]
            known["np_pp"] |= {p: _words(n) for p, n in (entry.get("np_pp") or {}).items()}
            known["r"] = entry.get("r") or known["r"]
            known["examples"] += entry.get("examples") or []
            known["counter"] += entry.get("counter") or []
    return out


def spellings(data: dict[str, Any]) -> dict[str, list[list[int | str]]]:
    """form -> [[letters, word], …]: what each stretch of letters of a chat's spelling stands for."""
    out: dict[str, list[list[int | str]]] = {}
    for word, forms in data["short"].items():
        out |= {form: [[len(form), str(word)]] for form in str(forms).split()}
    for form, parts in data["joined"].items():
        rows = [part.split(":", 1) for part in parts.split()]
        out[form] = [[int(size), word] for size, word in rows]
    return out


def build(resources: Path) -> dict[str, Any]:
    folder = resources / "lexicon" / "en"

    def load(name: str) -> Any:
        return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))

    nouns = load("nouns")
    party = {kind: _words(text) for kind, text in nouns["party"].items()}
    sets = {name: sorted(set(_words(text))) for name, text in nouns["sets"].items()}
    table = frames(folder)
    triggers = {n for entry in table.values() for row in entry["nouns"] for n in row["n"]}
    lemmas = {w for words in [*party.values(), *sets.values()] for w in words} | triggers
    speech, verbs = load("speech"), load("verbs")
    return {
        "verbs": verb_forms(verbs, frame_verbs(table, set(_words(verbs["ambiguous"])))),
        "nouns": noun_forms(lemmas),
        "classes": {noun: kind for kind, words in reversed(party.items()) for noun in words},
        "sets": sets,
        "words": {name: _words(text) for name, text in load("words").items() if name != "speech_marks"},
        "speech": {k: ({m: _words(w) for m, w in v.items()} if isinstance(v, dict) else _words(v)) for k, v in speech.items()},
        "rules": {name: [w.replace("~", " ") for w in _words(text)] for name, text in load("rules").items()},
        "spellings": spellings(load("spellings")),
        "frames": table,
    }
