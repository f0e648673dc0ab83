"""Floors on the team's shared reports; the words themselves never enter the project."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from rushlight import intake
from rushlight.reading import read
from rushlight.record import to_sheet


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(shared: Path, *golds: Path) -> dict[str, Any]:
    tools, total = scorer(shared), Counter()  # type: ignore[var-annotated]
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        about = gold["document"]
        text = (path.parent / about["file"]).read_text(encoding="utf-8")
        taken = intake.take(text.encode(), name=about["file"])
        published = dt.date.fromisoformat(about["published"]) if about["published"] else None
        found = read(
            taken.text, language="en", paragraphs=taken.paragraphs, published=published, outlet=taken.outlet, kind=taken.kind
        )
        sheet = json.loads(json.dumps(to_sheet(found, file=about["file"], sha256=about["sha256"]), default=str))
        total.update(tools.score(gold, sheet, text))
    return tools.report(total)  # type: ignore[no-any-return]


def test_the_founding_report(shared: Path) -> None:
    found = score(shared, shared / "reports" / "founding.json")
    assert found["broken"] == 0
    assert found["quotes"] == 0
    assert found["act"] >= 0.83
    assert found["modality"] >= 0.85


def test_the_development_reports(shared: Path) -> None:
    found = score(shared, *sorted((shared / "reports" / "dev").glob("dev-en-*.json")))
    assert found["broken"] == 0
    assert found["quotes"] == 0
    assert found["act"] >= 0.83
    assert found["act_p"] >= 0.83
    assert found["modality"] >= 0.92
    assert found["affected"] >= 0.7
    assert found["mode"] >= 0.9
    assert found["speaker"] >= 0.9
