"""Reading in one run: reports a second on one core, the cold start and memory of the command, and peers beside it.

python benchmarks/read.py [--rounds N] [--gold FOLDER]

The texts are the bodies of the coded development reports (gold/dev; without them the shipped samples), joined to
reports of 1,000 words (Korean: white-space tokens). CPU seconds of this process, the median of the rounds, all
readers in turn on the same texts. A peer that is not installed is named with the command that installs it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from rushlight.intake import take
from rushlight.reading import read
from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times
from rushlight.record import ParagraphRole
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parent.parent
WORDS = 1000
SHORT = 50
"""Words of the note by which the cold start is told; a report of WORDS shows how it grows."""

REPORTS = 8
"""Reports of each language in a round."""

GOAL = {"reports a second": 20.0, "cold start, s": 0.6, "peak memory, MB": 150.0}
Work = Callable[[str], object]


@dataclass(frozen=True)
class Layer:
    """Something that goes over a text. ``install`` says how to get it where it is missing."""

    name: str
    make: Callable[[str], Work]
    install: str = ""


def texts(language: str, gold: Path) -> tuple[list[str], str]:
    """(reports of 1,000 words of one language, where they come from)."""
    paths = [p for p in sorted(gold.glob("*.txt")) if _language(p) == language]
    pages = [p.read_text(encoding="utf-8") for p in paths] or list(_samples(language))
    bodies = [b for b in map(_body, pages) if b]
    lines = [line for body in bodies for line in body.split("\n") if line.strip()]
    return _joined(lines), f"{len(pages)} texts of {gold if paths else 'the shipped samples'}"


def _language(text: Path) -> str:
    sheet = text.with_suffix(".json")
    if not sheet.exists():
        return ""
    return str(json.loads(sheet.read_text(encoding="utf-8"))["document"]["language"]).split("-")[0]


def _samples(language: str) -> Iterator[str]:
    for path in sorted(files("rushlight.samples").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".txt") and f"-{language}-" in path.name:
            yield path.read_text(encoding="utf-8")


def _body(page: str) -> str:
    taken = take(page.encode(), name="page.txt")
    return "\n\n".join(taken.text[p.start : p.end] for p in taken.paragraphs if p.role is ParagraphRole.BODY)


def _joined(lines: list[str]) -> list[str]:
    """Lines taken in turn, over and over, until each report has its words; no two begin alike."""
    out, at = [], 0
    for _ in range(REPORTS):
        report: list[str] = []
        words = 0
        while words < WORDS:
            line = lines[at % len(lines)]
            room = WORDS - words
            line = line if len(line.split()) <= room else " ".join(line.split()[:room])
            report.append(line)
            words += len(line.split())
            at += 1
        out.append("\n\n".join(report) + "\n")
    return out


def rushlight_reads(language: str) -> Work:
    """Everything that ``rushlight read`` does to a text file, but the start of Python."""

    def work(text: str) -> object:
        taken = take(text.encode(), name="report.txt")
        return read(taken.text, language=language, paragraphs=taken.paragraphs, kind=taken.kind)

    return work


def values_only(language: str) -> Work:
    def work(text: str) -> object:
        taken = take(text.encode(), name="report.txt")
        return (
            find_amounts(taken.text, taken.paragraphs, language=language),
            find_times(taken.text, taken.paragraphs, language=language, published=None, kind=taken.kind),
            find_places(taken.text, taken.paragraphs, language=language, outlet=None),
        )

    return work


def spacy_matchers(language: str) -> Work:
    """The least a spaCy user would run: a blank pipeline with sentences, and matchers for the lexicon's words and sums."""
    spacy: Any = importlib.import_module("spacy")
    matcher: Any = importlib.import_module("spacy.matcher")
    plain = {"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}}  # spaCy's own for Korean needs MeCab
    nlp = spacy.blank(language, config=plain if language == "ko" else {})
    nlp.add_pipe("sentencizer")
    phrases = matcher.PhraseMatcher(nlp.vocab, attr="LOWER")
    phrases.add("act", list(nlp.tokenizer.pipe(_trigger_words(language))))
    sums = matcher.Matcher(nlp.vocab)
    sums.add("sum", [[{"LIKE_NUM": True}, {"LOWER": {"IN": ["yuan", "dollars", "euros", "won", "원", "위안", "달러"]}}]])
    return lambda text: [(phrases(d), sums(d), list(d.sents)) for d in [nlp(text)]]


def _trigger_words(language: str) -> list[str]:
    table = load_table(f"lexicon_{language}")
    return sorted(table["verbs"]) if language == "en" else sorted(table["words"])


def kiwi(language: str) -> Work:
    analyser: Any = importlib.import_module("kiwipiepy").Kiwi()
    return lambda text: analyser.tokenize(text) if language == "ko" else None


def dateparser_search(language: str) -> Work:
    search: Any = importlib.import_module("dateparser.search").search_dates
    return lambda text: search(text, languages=[language])


def times_only(language: str) -> Work:
    def work(text: str) -> object:
        taken = take(text.encode(), name="report.txt")
        return find_times(taken.text, taken.paragraphs, language=language, published=None, kind=taken.kind)

    return work


LAYERS = (
    Layer("rushlight: statements", rushlight_reads),
    Layer("rushlight: sums, times, places", values_only),
    Layer("rushlight: times", times_only),
    Layer("word split (re)", lambda _: lambda text: re.findall(r"\w+", text)),
    Layer("spaCy blank + matchers", spacy_matchers, "pip install spacy"),
    Layer("kiwipiepy: morphemes (Korean)", kiwi, "pip install kiwipiepy"),
    Layer("dateparser: search_dates", dateparser_search, "pip install dateparser"),
)


def speed(language: str, gold: Path, rounds: int) -> None:
    reports, where = texts(language, gold)
    print(f"\n{language}: {len(reports)} reports of {WORDS:,} words from {where}; CPU of one core, median of {rounds} rounds")
    print(f"{'':<34}{'reports a second':>18}{'ms a report':>14}{'of the time of the first':>26}")
    ready = dict(_ready(language))
    taken: dict[str, list[float]] = {name: [] for name in ready}
    for work in ready.values():
        work(reports[0])  # caches warm
    for _ in range(rounds):
        for name, work in ready.items():
            taken[name].append(_seconds(work, reports))
    base = statistics.median(taken[LAYERS[0].name]) / len(reports)
    for name, seconds in taken.items():
        one = statistics.median(seconds) / len(reports)
        print(f"{name:<34}{1 / one:>18.1f}{one * 1000:>14.1f}{one / base:>26.3f}")


def _ready(language: str) -> Iterator[tuple[str, Work]]:
    for layer in LAYERS:
        if "(Korean)" in layer.name and language != "ko":
            continue
        try:
            yield layer.name, layer.make(language)
        except ImportError:
            print(f"{layer.name:<34}{'not installed; ' + layer.install:>58}")


def _seconds(work: Work, reports: list[str]) -> float:
    start = time.process_time()
    for report in reports:
        work(report)
    return time.process_time() - start


COMMAND = "import sys; from rushlight.cli.main import run_with; code = run_with(sys.argv[1:])"
PEAK = (
    "import sys, resource, pathlib, re; status = pathlib.Path('/proc/self/status'); "
    "own = re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1] if status.exists() else None; "
    "print(own or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
)
"""Kilobytes at the peak. Linux' own mark first: what getrusage tells there starts at the parent's size."""
SPACY = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('sentencizer'); nlp(open({path!r}, encoding='utf-8').read())"


def starts(gold: Path, rounds: int) -> None:
    """Cold start and memory: a process of its own each time, the runs in turn."""
    with tempfile.TemporaryDirectory() as folder:
        runs: dict[str, tuple[str, ...]] = {"empty Python": (PEAK,), "rushlight --help": (f"{COMMAND}; {PEAK}", "--help")}
        for words in (SHORT, WORDS):
            for language in ("en", "ko"):
                page = Path(folder) / f"{language}-{words}.txt"
                page.write_text(" ".join(texts(language, gold)[0][0].split(" ")[:words]), encoding="utf-8")
                runs[f"rushlight read, {language}, {words:,} words"] = (f"{COMMAND}; {PEAK}", "read", str(page))
        if importlib.util.find_spec("spacy"):
            runs["spaCy blank on the English one"] = (f"{SPACY.format(path=str(Path(folder) / f'en-{WORDS}.txt'))}; {PEAK}",)
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for args in runs.values():
            _process(*args)  # writes the bytecode, as an installation does
        for _ in range(rounds):
            for name, args in runs.items():
                measured[name].append(_process(*args))
    print(f"\ncold start, median of {rounds} processes each; peak memory, the largest")
    print(f"{'':<34}{'seconds':>18}{'MB':>14}{'empty Pythons':>20}")
    base = statistics.median(s for s, _ in measured["empty Python"])
    for name, found in measured.items():
        seconds = statistics.median(s for s, _ in found)
        print(f"{name:<34}{seconds:>18.2f}{max(m for _, m in found):>14.0f}{seconds / base:>20.1f}")


def _process(code: str, *args: str) -> tuple[float, float]:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True, env=env)
    return time.perf_counter() - start, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gold", type=Path, default=ROOT / "gold" / "dev")
    asked = parser.parse_args()
    print("goals: " + "; ".join(f"{name} {value:g}" for name, value in GOAL.items()))
    for language in ("en", "ko"):
        speed(language, asked.gold, asked.rounds)
    starts(asked.gold, asked.rounds)


if __name__ == "__main__":
    main()
