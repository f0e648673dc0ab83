"""What is found of what was planted: entity recall by kind, token recall, weighted precision, time, on each part.

python benchmarks/identifiers.py [--texts N] [--seed S] [--misses HALF] [--presidio PYTHON]

Texts are made by scripts/identifier_gold.py. An entity counts only when every mention of it is wholly found, under its own
kind ("kind") or under any ("any"), as in the Text Anonymization Benchmark (Pilán et al. 2022). Precision is of tokens, weighted
by how rare each is in these texts (-log2 of its share), where the benchmark asks a language model. PYTHON is an interpreter
with presidio-analyzer installed; it runs with a blank model, on the same texts (recall under any kind). Prints totals, and with
--misses the words that were not found.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from identifier_gold import Text, texts  # noqa: E402
from rushlight.atlas import atlas  # noqa: E402
from rushlight.release.identifiers import identifiers, kinds  # noqa: E402
from rushlight.release.identifiers.kinds import points  # noqa: E402

Span = tuple[int, int, str]
TOKEN = re.compile(r"[가-힣]+|\w+")
LITTLE = frozenset(("a", "an", "the", "his", "her", "my", "their", "our", "your", "its", "of", "and", "in", "on", "at", "to"))
PARTS = ("tune", "held", "fresh", "press", "witness", "voices")
ALLIED = {"health": {"injury"}, "injury": {"health"}, "officer": {"job"}, "job": {"officer"}, "rare_event": {"time"}}
"""Kinds between which experts differ: an officer's post is a job, a burn is an illness."""
GOALS = {
    **dict.fromkeys([k for k in kinds() if points(k) == "direct"], 0.995),
    **dict.fromkeys(["place", "time", "amount", "age", "job", "count"], 0.97),
    **dict.fromkeys(["kin", "family_tree", "trajectory"], 0.90),
    "unique": 0.95,
}
PRESIDIO = """
import json, sys
import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
class Blank(SpacyNlpEngine):
    def __init__(self, language):
        super().__init__(models=[{"lang_code": language, "model_name": "blank"}])
        self.nlp = {language: spacy.blank("en" if language == "en" else "xx")}
    def load(self):
        pass
texts, engines, out = json.load(sys.stdin), {}, []
for language, text in texts:
    if language not in engines:
        registry = RecognizerRegistry(supported_languages=[language])
        registry.load_predefined_recognizers(languages=[language])
        engines[language] = AnalyzerEngine(nlp_engine=Blank(language), registry=registry, supported_languages=[language])
    found = engines[language].analyze(text=text, language=language, score_threshold=0.0)
    out.append([[r.start, r.end, r.entity_type] for r in found])
json.dump(out, sys.stdout)
"""


def covered(text: Text, start: int, end: int, spans: Sequence[Span], kind: str | None) -> bool:
    """Is every word of the mention, but for articles and the like, within what was found?"""
    allowed = None if kind is None else {kind} | ALLIED.get(kind, set())
    places = {i for a, b, k in spans if allowed is None or k in allowed for i in range(a, b)}
    words = [m.span() for m in TOKEN.finditer(text.text[start:end]) if m[0].lower() not in LITTLE]
    return all(i + start in places for a, b in words or [(0, end - start)] for i in range(a, b))


class Tally:
    """Counts over the texts of a half."""

    def __init__(self) -> None:
        self.entities: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.found_any: Counter[str] = Counter()
        self.misses: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.alarms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.weights = [0.0, 0.0]
        self.tokens = [0, 0]

    def add(self, text: Text, spans: Sequence[Span], weigh: dict[str, float]) -> None:
        mentions = defaultdict(list)
        for mark in text.planted:
            mentions[mark.kind, mark.entity].append(mark)
        for (kind, _), marks in mentions.items():
            self.entities[kind] += 1
            own = all(covered(text, m.start, m.end, spans, kind) for m in marks)
            self.found[kind] += own
            self.found_any[kind] += all(covered(text, m.start, m.end, spans, None) for m in marks)
            if not own:
                self.misses[kind][text.text[marks[0].start : marks[0].end]] += 1
        self._tokens(text, spans, weigh)

    def _tokens(self, text: Text, spans: Sequence[Span], weigh: dict[str, float]) -> None:
        planted = {i for m in text.planted for i in range(m.start, m.end)}
        told = {i: k for a, b, k in spans for i in range(a, b)}
        for token in TOKEN.finditer(text.text):
            is_planted, is_told = token.start() in planted, token.start() in told
            self.tokens[0] += is_planted and is_told
            self.tokens[1] += is_planted
            if is_told:
                self.weights[0] += weigh[token[0].lower()] * is_planted
                self.weights[1] += weigh[token[0].lower()]
                if not is_planted:
                    self.alarms[told[token.start()]][token[0]] += 1

    @property
    def precision(self) -> float:
        return self.weights[0] / self.weights[1] if self.weights[1] else 0.0

    @property
    def recall(self) -> float:
        return self.tokens[0] / self.tokens[1]

    def of(self, found: Counter[str], chosen: Sequence[str]) -> str:
        whole = sum(self.entities[k] for k in chosen)
        return f"{sum(found[k] for k in chosen) / whole:.3f}" if whole else "-"


def surprisal(made: Sequence[Text]) -> dict[str, float]:
    counts = Counter(t[0].lower() for text in made for t in TOKEN.finditer(text.text))
    whole = sum(counts.values())
    return {word: -math.log2(n / whole) for word, n in counts.items()}


def measured(made: Sequence[Text], found: Sequence[Sequence[Span]]) -> Tally:
    tally, weigh = Tally(), surprisal(made)
    for text, spans in zip(made, found, strict=True):
        tally.add(text, spans, weigh)
    return tally


def ours(made: Sequence[Text]) -> tuple[list[list[Span]], float]:
    """What is found, and milliseconds of processor time per 1,000 characters."""
    places = atlas()
    for language in ("en", "ko"):
        identifiers("", language, places)
    begun = time.process_time()
    found = [[(i.start, i.end, i.kind) for i in identifiers(t.text, t.language, places)] for t in made]
    spent = time.process_time() - begun
    return found, 1e6 * spent / sum(len(t.text) for t in made)


def presidio(python: str, made: Sequence[Text]) -> list[list[Span]]:
    given = json.dumps([[t.language, t.text] for t in made])
    done = subprocess.run([python, "-c", PRESIDIO], input=given, capture_output=True, text=True, check=True)
    return [[(a, b, kind) for a, b, kind in row] for row in json.loads(done.stdout)]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--misses", choices=PARTS)
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--presidio")
    asked = parser.parse_args()
    for half in asked.parts:
        for language in ("en", "ko"):
            made = list(texts(language, half, asked.texts, asked.seed))
            found, spent = ours(made)
            tally = measured(made, found)
            other = measured(made, presidio(asked.presidio, made)) if asked.presidio else None
            show(half, language, tally, spent, other)
            if asked.misses == half:
                for kind, words in sorted(tally.misses.items()):
                    print(f"      {kind}: {words.most_common(12)}")
                for kind, words in sorted(tally.alarms.items()) if asked.alarms else ():
                    print(f"      alarm {kind}: {words.most_common(12)}")
    return 0


def show(half: str, language: str, tally: Tally, spent: float, other: Tally | None) -> None:
    head = f"{half} {language}: token recall {tally.recall:.3f}, weighted precision {tally.precision:.3f}"
    head += f", {spent:.1f} ms/1,000 characters"
    print(head + (f"; presidio: {other.recall:.3f}, {other.precision:.3f}" if other else ""))
    print(f"    {'kind':<14} {'planted':>7} {'kind':>6} {'any':>6} {'goal':>6}" + (f" {'presidio':>9}" if other else ""))
    rows = [("all direct", [k for k in kinds() if points(k) == "direct"]), *((k, [k]) for k in kinds())]
    for name, chosen in rows:
        if not any(tally.entities[k] for k in chosen):
            continue
        goal = GOALS.get(chosen[0])
        line = f"    {name:<14} {sum(tally.entities[k] for k in chosen):>7} {tally.of(tally.found, chosen):>6} "
        line += f"{tally.of(tally.found_any, chosen):>6} {goal or '-':>6}"
        print(line + (f" {other.of(other.found_any, chosen):>9}" if other else ""))


if __name__ == "__main__":
    raise SystemExit(main())
