"""The team's scorer over the development reports, values only."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "score_values.py"


def totals(shared: Path) -> dict[str, Any]:
    """The report over all development reports together."""
    spec = importlib.util.spec_from_file_location("score_values", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules["score_values"] = tool
    spec.loader.exec_module(tool)
    scorer = tool.load_scorer(shared / "tools" / "score_reading.py")
    counts: Counter[Any] = Counter()
    for path in sorted((shared / "reports" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["document"]["file"]).read_text(encoding="utf-8")
        sheet, _ = tool.value_sheet(gold, text)
        counts.update(scorer.score(gold, sheet, text))
    report: dict[str, Any] = scorer.report(counts)
    return report
