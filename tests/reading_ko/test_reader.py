"""The whole reader: floors on the development reports, and properties on any text."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.reading.assemble import assemble
from rushlight.reading.drafts import Source
from rushlight.reading.korean import read_body
from rushlight.record import Modality, Paragraph, ParagraphRole, Polarity, Provenance, Reading, cut, to_sheet, verify_reading

from .texts import gold_source, source

PROVENANCE = Provenance("rules", "rushlight-ko", "1")
FLOORS = {
    "act": 0.92,
    "act_p": 0.86,
    "modality": 0.97,
    "mod_hard": 0.9,
    "scope": 0.85,
    "affected": 0.83,
    "agent": 0.94,
    "mode": 0.95,
    "speaker": 0.93,
}


def reading_of(src: Source) -> Reading:
    found = assemble(read_body(src), PROVENANCE)
    boilerplate = tuple((cut(src.text, p.start, p.end), p.role) for p in src.paragraphs if p.role is not ParagraphRole.BODY)
    return Reading(
        language="ko",
        published=src.published,
        outlet=src.outlet,
        kind=src.kind,
        boilerplate=boilerplate,
        parties=found.parties,
        places=found.places,
        times=found.times,
        amounts=found.amounts,
        statements=found.statements,
        relays=found.relays,
    )


def scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_reading", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_floors_on_the_development_reports(shared: Path) -> None:
    tool, total = scorer(shared), Counter()
    for sheet in sorted((shared / "reports" / "dev").glob("dev-ko-*.json")):
        src = gold_source(sheet)
        predicted = to_sheet(reading_of(src), file=sheet.name, sha256="")
        total.update(tool.score(json.loads(sheet.read_text(encoding="utf-8")), predicted, src.text))
    got = tool.report(total)
    assert (got["broken"], got["quotes"]) == (0, 0)
    assert {k: got[k] for k in FLOORS if got[k] < FLOORS[k]} == {}


def test_every_value_is_handed_on_unchanged(shared: Path) -> None:
    src = gold_source(shared / "reports" / "dev" / "dev-ko-02.json")
    draft = read_body(src)
    assert [id(x) for x in draft.times] == [id(x) for x in src.times]
    assert [id(x) for x in draft.amounts] == [id(x) for x in src.amounts]
    assert [id(x) for x in draft.places] == [id(x) for x in src.places]
    used = {id(s.time) for s in draft.statements if s.time} | {id(s.place) for s in draft.statements if s.place}
    assert used <= {id(x) for x in (*src.times, *src.places)}


def test_the_same_text_reads_the_same(shared: Path) -> None:
    src = gold_source(shared / "reports" / "dev" / "dev-ko-01.json")
    assert reading_of(src) == reading_of(src)


PIECES = st.sampled_from(
    [
        "보위부는 ",
        "박 모 씨(60대)를 ",
        "체포했다",
        "체포하겠다고 ",
        "위협했다",
        "“",
        "”",
        "‘",
        "’",
        "\n",
        ". ",
        "문: ",
        "답: ",
        "돈을 ",
        "내라고 ",
        "했다",
        "경찰에 ",
        "끌려갔다",
        "는 소문이 돌았다",
        "- ",
        "[A] [오후 3:10] ",
        "ㅋㅋ ",
        "그는 ",
        "않았다",
        "못한다",
        "3명이 ",
        "A씨 ",
        "police ",
        "習 ",
        "…",
        "?",
        "(가명, 34)",
        "에 따르면 ",
        "고 전했다",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_verify_on_any_mixture_of_pieces(text: str) -> None:
    verify_reading(reading_of(source(text)), text)


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=160))
def test_never_raises_on_arbitrary_text(text: str) -> None:
    verify_reading(reading_of(source(text)), text)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["체포", "추방", "총살", "고문", "송환"]),
    st.sampled_from(["하겠다고 위협했다", "하겠다는 으름장을 놓았다"]),
)
def test_a_threat_is_never_a_deed(noun: str, ending: str) -> None:
    draft = read_body(source(f"보위원들은 최 씨를 {noun}{ending}."))
    done = [s for s in draft.statements if s.modality is Modality.OCCURRED and s.act != "threat.sanction"]
    assert not done


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["체포", "추방", "송환", "구금"]), st.sampled_from(["되지 않았다", "되지는 않았습니다", "된 적이 없다"]))
def test_a_negation_is_never_affirmed(noun: str, ending: str) -> None:
    draft = read_body(source(f"최 씨는 강제 {noun}{ending}."))
    assert not [s for s in draft.statements if s.polarity is Polarity.AFFIRMED and s.modality is Modality.OCCURRED]


def test_only_the_body_is_read() -> None:
    text = "브로커가 체포됐다\n\n오늘은 비가 왔다."
    src = dataclasses.replace(
        source(text), paragraphs=(Paragraph(0, 10, ParagraphRole.TITLE), Paragraph(10, len(text), ParagraphRole.BODY))
    )
    assert read_body(src).statements == []
