"""Several readers of one statement: kept in the sheet, followed by fresh ids, absent where one reader read."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from test_coding import TEXT, sheet

from rushlight.errors import RecordError
from rushlight.record import Disagreement, Provenance, Reading, from_sheet, rekey, to_sheet, verify_reading

RULES = Provenance("rules", "rushlight-en", "1.0.0", "ab-cd")
MODEL = Provenance("model", "a-model:8b", "1", "pointer; prompt 0123; seed 7")


def merged() -> Reading:
    reading = from_sheet(sheet())
    told = (Disagreement("affected", MODEL.name, "P1,P2"), Disagreement("modality", MODEL.name, "threatened"))
    statement = replace(reading.statements[0], witnesses=(RULES, MODEL), disagreements=told)
    return replace(reading, statements=(statement,), also_read_by=(MODEL,))


def test_witnesses_and_disagreements_go_out_and_come_back() -> None:
    reading = merged()
    verify_reading(reading, TEXT)
    assert from_sheet(json.loads(json.dumps(to_sheet(reading, file="a.txt", sha256="0")))) == reading


def test_a_sheet_of_one_reader_is_as_it_always_was() -> None:
    out = to_sheet(from_sheet(sheet()), file="a.txt", sha256="0")
    assert "also_read_by" not in out
    assert not {"witnesses", "disagreements"} & set(out["statements"][0])


def test_fresh_ids_reach_into_disagreements() -> None:
    fresh = rekey(merged(), random.Random(3).randbytes)
    verify_reading(fresh, TEXT)
    by_field = {d.field: d.value for d in fresh.statements[0].disagreements}
    assert [fresh.party(p).label for p in by_field["affected"].split(",")] == ["two officers", "a woman"]
    assert by_field["modality"] == "threatened"


def test_a_disagreement_about_an_unknown_party_is_refused() -> None:
    reading = merged()
    broken = replace(reading.statements[0], disagreements=(Disagreement("affected", "m", "P9"),))
    with pytest.raises(RecordError):
        verify_reading(replace(reading, statements=(broken,)), TEXT)


@pytest.mark.parametrize(("field", "value"), [("words", "x"), ("modality", "")])
def test_a_disagreement_has_a_known_field_and_a_value(field: str, value: str) -> None:
    with pytest.raises(RecordError):
        Disagreement(field, "m", value)
