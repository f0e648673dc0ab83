"""The demonstration: the main job on the shipped fictional reports, step by step.

It uses the desk as any caller does; only the reviewer's decisions come from a file instead of a person.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from rushlight.desk.desk import Desk
from rushlight.desk.linking import Linked
from rushlight.desk.taking_in import TakenIn
from rushlight.errors import ReviewError
from rushlight.record import DocumentKind, Judgement, Modality, Purpose, Relation

SAMPLES = files("rushlight.samples")


@dataclass(frozen=True, slots=True)
class Sample:
    """One shipped report with what the desk is told about it."""

    file: str
    published: dt.date | None
    outlet: str | None
    kind: DocumentKind | None
    source: str | None

    @contextmanager
    def path(self) -> Iterator[Path]:
        with as_file(SAMPLES.joinpath(self.file)) as path:
            yield path

    def decisions(self) -> list[dict[str, str]]:
        """The reviewer's decisions about this report, by its words."""
        return _json(f"decisions/{self.file.rsplit('.', 1)[0]}.json")["decisions"]  # type: ignore[no-any-return]


def samples(plan: Mapping[str, Any]) -> list[Sample]:
    """The shipped reports of a plan, in its order."""
    return [
        Sample(
            row["file"],
            dt.date.fromisoformat(row["published"]) if row.get("published") else None,
            row.get("outlet"),
            DocumentKind(row["kind"]) if row.get("kind") else None,
            row.get("source"),
        )
        for row in plan["reports"]
    ]


class Demonstration:
    """The steps, in order. Each gives what the caller shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.plan = desk, _json("plan.json")
        self.taken: dict[str, TakenIn] = {}

    def samples(self) -> list[Sample]:
        return samples(self.plan)

    def record_sources(self) -> int:
        for alias in self.plan["sources"]:
            self.desk.add_source(alias)
        return len(self.plan["sources"])

    def take_in(self, sample: Sample) -> TakenIn:
        with sample.path() as path:
            kept = self.desk.take_in(
                path, published=sample.published, outlet=sample.outlet, kind=sample.kind, source=sample.source
            )
        self.taken[sample.file] = kept
        return kept

    def review(self, sample: Sample) -> int:
        """Apply the shipped reviewer's decisions; gives how many. ReviewError names the sample when one fits nothing."""
        try:
            return self.desk.apply_script(self.taken[sample.file].document, sample.decisions())
        except ReviewError as error:
            raise ReviewError(error.what, where=f"{sample.file}, {error.where}", hint=error.hint) from None

    def judge(self) -> int:
        """Record what the reviewer says of pairs of reports."""
        for row in self.plan["judgements"]:
            relation = Relation(row["relation"])
            if relation is Relation.SAME_EVENT:
                left, right = (self._telling(row[side], row["act"]) for side in ("left", "right"))
            else:
                left, right = (self.taken[row[side]].document for side in ("left", "right"))
            self.desk.judge(relation, left, right, Judgement(row["judgement"]), reason=row["reason"])
        return len(self.plan["judgements"])

    def _telling(self, file: str, act: str) -> str:
        """The accepted statement of a sample that tells of ``act`` as done."""
        report = next(r for r in self.desk.reports() if r.alias == self.taken[file].alias)
        return next(s.id for s in report.accepted if s.act == act and s.modality is Modality.OCCURRED)

    def consent(self) -> int:
        for row in self.plan["consents"]:
            taken = self.taken.get(row["subject"])
            self.desk.consent(taken.alias if taken else row["subject"], Purpose(row["purpose"]))
        return len(self.plan["consents"])

    def chosen(self, linked: Linked) -> list[str]:
        """The statements the release is about: the event the plan's report tells of, only the acts it names."""
        wanted, alias = self.plan["release"]["acts"], self.taken[self.plan["release"]["report"]].alias
        told = {s.id for r in linked.reports for s in r.accepted if s.act in wanted and s.content_of is None}
        groups = [g for g in linked.groups if alias in g.reports and told & set(g.supports)]
        return [i for g in groups for i in g.supports if i in told]


def _json(name: str) -> Any:
    return json.loads(SAMPLES.joinpath(name).read_text(encoding="utf-8"))
