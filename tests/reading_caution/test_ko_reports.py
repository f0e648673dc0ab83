"""Behind the Korean reader: the demonstration's sentences, and the development reports, which it must not make worse."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from reading_ko.texts import gold_source
from rushlight.intake import take
from rushlight.reading.assemble import assemble
from rushlight.reading.caution.ko import look_again
from rushlight.reading.drafts import Draft, Source
from rushlight.reading.korean import read_body
from rushlight.record import Provenance, Reading, Statement, to_sheet, verify_reading

PROVENANCE = Provenance("rules", "rushlight-ko", "1")
KEPT = ("act", "act_p", "modality", "polarity", "mode")


def cautious(source: Source) -> Draft:
    draft = read_body(source)
    look_again(source, draft)
    return draft


def reading_of(source: Source, draft: Draft) -> Reading:
    found = assemble(draft, PROVENANCE)
    return Reading(
        language="ko",
        published=source.published,
        outlet=source.outlet,
        kind=source.kind,
        boilerplate=(),
        parties=found.parties,
        places=found.places,
        times=found.times,
        amounts=found.amounts,
        statements=found.statements,
        relays=found.relays,
    )


def sample(name: str) -> list[Statement]:
    """The statements of one of the demonstration's Korean texts."""
    raw = files("rushlight.samples").joinpath(name).read_bytes()
    taken = take(raw, name=name, language="ko")
    source = Source(taken.text, "ko", tuple(taken.paragraphs), taken.published, taken.outlet, taken.kind)
    reading = reading_of(source, cautious(source))
    verify_reading(reading, taken.text)
    return list(reading.statements)


def test_no_home_was_exiled_in_the_first_sample() -> None:
    (told,) = [s for s in sample("01-ko-news.txt") if any("추방된 집" in x.exact for x in s.spans)]
    assert (told.act, told.polarity) == ("move.internal_exile", "negated")


def test_the_rumoured_shooting_of_the_eighth_sample_is_believed_and_negated() -> None:
    (told,) = [s for s in sample("08-ko-field-note.txt") if s.act == "kill.execution"]
    assert (told.modality, told.polarity) == ("believed", "negated")


def scores(shared: Path, read: Callable[[Source], Draft]) -> dict[str, float]:
    """The team's scores of the Korean development reports with one way of reading."""
    spec = importlib.util.spec_from_file_location("score_reading", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    tool: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    total: Counter[str] = Counter()
    for sheet in sorted((shared / "reports" / "dev").glob("dev-ko-*.json")):
        source = gold_source(sheet)
        predicted = to_sheet(reading_of(source, read(source)), file=sheet.name, sha256="")
        total.update(tool.score(json.loads(sheet.read_text(encoding="utf-8")), predicted, source.text))
    got: dict[str, float] = tool.report(total)
    return got


def test_the_development_reports_are_read_no_worse(shared: Path) -> None:
    before, after = scores(shared, read_body), scores(shared, cautious)
    assert {k: (before[k], after[k]) for k in KEPT if after[k] < before[k]} == {}
    assert after["quotes"] == 0
