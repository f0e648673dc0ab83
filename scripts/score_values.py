"""Score the shared value grammars (money, times, places) on gold sheets with the team's own scorer.

    python scripts/score_values.py SCORER.py GOLD.json [GOLD.json ...] [-v]

Paragraph roles are taken from the gold, so that only the grammars are measured. -v lists misses and false
findings; they are words of the reports, so keep the output where the reports may be.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times
from rushlight.record import DocumentKind, Paragraph, ParagraphRole, Reading, to_sheet

Json = dict[str, Any]


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None:
        raise SystemExit("error: this is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_paragraphs(gold: Json, text: str) -> tuple[Paragraph, ...]:
    """The gold's boilerplate and, between it, every line as body."""
    rows = sorted((b["start"], b["end"], ParagraphRole(b["role"])) for b in gold["boilerplate"])
    out, at = [], 0
    for start, end, role in [*rows, (len(text), len(text), None)]:
        lines = (m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text[at:start]))
        out += [Paragraph(at + a, at + b, ParagraphRole.BODY) for a, b in lines]
        if role is not None:
            out.append(Paragraph(start, end, role))
        at = end
    return tuple(out)


def value_sheet(gold: Json, text: str) -> tuple[Json, float]:
    """A coding sheet with values only, and the milliseconds it took."""
    about = gold["document"]
    published = dt.date.fromisoformat(about["published"]) if about.get("published") else None
    kind, language = DocumentKind(about["kind"]), about["language"].split("-")[0]
    parts = gold_paragraphs(gold, text)
    begun = time.perf_counter()
    times = tuple(find_times(text, parts, language=language, published=published, kind=kind))
    amounts = tuple(find_amounts(text, parts, language=language))
    places = tuple(find_places(text, parts, language=language, outlet=about.get("outlet")))
    took = (time.perf_counter() - begun) * 1000
    reading = Reading(language, published, about.get("outlet"), kind, (), (), places, times, amounts, ())
    return to_sheet(reading, file=about["file"], sha256=about["sha256"]) | {"boilerplate": gold["boilerplate"]}, took


def faults(gold: Json, sheet: Json, text: str, scorer: ModuleType) -> Iterator[str]:
    """Misses and false findings, one a line."""
    want = Counter(scorer.money(a) for a in gold["amounts"] if a.get("value"))
    have = Counter(scorer.money(a) for a in sheet["amounts"] if a.get("value"))
    yield from (f"money missed {x}" for x in want - have)
    yield from (f"money false  {x}" for x in have - want)
    free = list(sheet["times"])
    for t in gold["times"]:
        near = [p for p in free if scorer.overlap([t["span"]], [p["span"]])]
        same = [p for p in near if not (t["resolved"] or p["resolved"]) or (p["earliest"], p["latest"]) in scorer.intervals(t)]
        if same:
            free.remove(same[0])
        else:
            read = [(p["span"]["exact"], p["earliest"], p["latest"], p["rule"]) for p in near]
            yield f"time missed  {t['span']['exact']} {t['earliest']} {t['latest']} {read}"
    yield from (f"time false   {p['span']['exact']} {p['earliest']} {p['latest']} {p['rule']}" for p in free)
    free = [m for p in sheet["places"] for m in p["mentions"]]
    for m in (m for p in gold["places"] for m in p["mentions"]):
        near = [q for q in free if scorer.overlap([m], [q])]
        if near:
            free.remove(near[0])
        else:
            yield f"place missed {m['exact']}"
    yield from (f"place false  {q['exact']}" for q in free)


def main() -> int:
    paths = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    scorer, total = load_scorer(paths[0]), Counter[Any]()
    for path in paths[1:]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["document"]["file"]).read_text(encoding="utf-8")
        sheet, took = value_sheet(gold, text)
        counts = scorer.score(gold, sheet, text)
        total.update(counts)
        print(path.stem, _line(scorer.report(counts)), f"{took:.1f} ms")
        if "-v" in sys.argv:
            print("".join(f"    {fault}\n" for fault in faults(gold, sheet, text, scorer)), end="")
    print("ALL", _line(scorer.report(total)))
    return 0


def _line(report: Json) -> str:
    return " ".join(f"{k}={report[k]}" for k in ("money", "time", "place", "quotes"))


if __name__ == "__main__":
    sys.exit(main())
