"""Statements for a colleague's own tools: by the W3C's models, sealed to one key, never a release."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import making_desk as make
import pyrage
import pytest
from click.testing import CliRunner

from rushlight.cli.main import main
from rushlight.desk import Desk
from rushlight.desk.annotating import AROUND, CONTEXT, URN
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.record import Purpose, Verdict

OWN = pyrage.x25519.Identity.generate()
KEY = str(OWN.to_public())
KOREAN = "2025년 10월 12일 혜산에서 보위원 두 명이 한 가족에게 1만 위안을 요구했다.\n"


def told(desk: Desk) -> None:
    desk.add_source("S1")
    make.taken(desk, make.VISIT, source="S1")
    make.taken(desk, KOREAN, source="S1")


def opened(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(path.read_bytes(), [OWN]))) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def sealed(desk: Desk, tmp_path: Path, *chosen: str) -> dict[str, Any]:
    desk.exchange(chosen or ("R1", "R2"), tmp_path / "a.age", key=KEY)
    return opened(tmp_path / "a.age")


def iri(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"urn:x-rushlight:[A-Za-z0-9_.:-]+", value) is not None


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check_annotation(a: dict[str, Any]) -> None:
    """The musts of the Web Annotation Data Model (3.1, 3.2, 3.2.4, 3.3.1, 4.2.4, 4.2.5) for what is used here."""
    assert iri(a["id"])
    assert "Annotation" in many(a["type"])
    assert a["motivation"] in {"classifying", "assessing", "editing"}
    for body in many(a["body"]):
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in {"classifying", "tagging", "assessing", "editing", "commenting"}
    for agent in (*many(a.get("creator", [])), *many(a.get("generator", []))):
        assert iri(agent["id"])
        assert agent["type"] in {"Person", "Organization", "Software"}
    if "created" in a:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", a["created"])
    for target in many(a["target"]):
        if isinstance(target, str):
            assert iri(target)
            continue
        assert target["type"] == "SpecificResource"
        assert iri(target["source"])
        position, quote = target["selector"]
        assert position["type"] == "TextPositionSelector"
        assert all(isinstance(position[k], int) and position[k] >= 0 for k in ("start", "end"))
        assert quote["type"] == "TextQuoteSelector"
        assert set(quote) == {"type", "exact", "prefix", "suffix"}


def test_web_annotations_have_the_w3c_shape_and_select_the_words(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    make.accept_all(desk)
    held = sealed(desk, tmp_path)["annotations.jsonld"]
    assert held["@context"] == CONTEXT
    assert held["type"] == "AnnotationCollection"
    page = held["first"]
    assert (page["type"], page["partOf"]) == ("AnnotationPage", held["id"])
    assert held["total"] == len(page["items"]) == len({a["id"] for a in page["items"]})
    texts = {f"{URN}{r.document.id}": r.text for r in desk.reports()}
    seen = set()
    for a in page["items"]:
        check_annotation(a)
        for target in (t for t in many(a["target"]) if isinstance(t, dict)):
            text = texts[target["source"]]
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert around in text
            assert len(quote["prefix"]) <= AROUND
            assert text.count(around) == 1
            seen.add(target["source"])
    assert seen == set(texts)
    statements = {s.id for r in desk.reports() for s in r.reading.statements}
    assert {a["id"].removeprefix(URN) for a in page["items"] if a["motivation"] == "classifying"} == statements
    assert all(a["generator"] for a in page["items"] if a["motivation"] == "classifying")


def test_decisions_say_who_when_what_and_take_back(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    first = desk.queue()[0].statement
    desk.decide(first.id, Verdict.ACCEPT, reason="the words say so")
    corrected = desk.decide(first.id, Verdict.CORRECT, field="modality", value="threatened")
    desk.undo()
    held = sealed(desk, tmp_path)
    made = [a for a in held["annotations.jsonld"]["first"]["items"] if a["motivation"] != "classifying"]
    assert [a["body"][0]["value"] for a in made] == ["accept", "modality: threatened", "undo"]
    assert [a["target"] for a in made] == [URN + first.id, URN + first.id, URN + corrected.id]
    assert made[0]["body"][1] == {"type": "TextualBody", "purpose": "commenting", "value": "the words say so"}
    assert {a["creator"]["nickname"] for a in made} == {"A1"}
    graph = {n["@id"]: n for n in held["provenance.jsonld"]["@graph"]}
    assert graph[made[2]["id"]]["wasInformedBy"] == URN + corrected.id


def test_provenance_is_prov_o_and_closed(desk: Desk, tmp_path: Path) -> None:
    """Every node has a class of PROV-O, and every relation leads from and to what PROV-O says it may."""
    told(desk)
    make.accept_all(desk)
    held = sealed(desk, tmp_path)["provenance.jsonld"]
    assert "http" not in json.dumps({k: v for k, v in held["@context"].items() if isinstance(v, dict)})
    kinds = {n["@id"]: n["@type"] for n in held["@graph"]}
    assert len(kinds) == len(held["@graph"])
    agent = {"prov:SoftwareAgent", "prov:Person"}
    allowed = {
        "used": ({"prov:Activity"}, {"prov:Entity"}),
        "wasAssociatedWith": ({"prov:Activity"}, agent),
        "wasAttributedTo": ({"prov:Entity"}, agent),
        "wasDerivedFrom": ({"prov:Entity"}, {"prov:Entity"}),
        "wasRevisionOf": ({"prov:Entity"}, {"prov:Entity"}),
        "wasGeneratedBy": ({"prov:Entity"}, {"prov:Activity"}),
        "wasInformedBy": ({"prov:Activity"}, {"prov:Activity"}),
    }
    for node in held["@graph"]:
        for key, (domain, range_) in allowed.items():
            for end in many(node.get(key, [])):
                assert kinds[node["@id"]] in domain
                assert kinds[end] in range_
        assert set(node) <= {*allowed, "@id", "@type", "endedAtTime"} | {k for k in node if k.startswith("rl:")}
    accepted = [n for n in held["@graph"] if "wasRevisionOf" in n]
    assert len(accepted) == sum(len(r.accepted) for r in desk.reports())
    assert all(kinds[n["wasGeneratedBy"]] == "prov:Activity" for n in accepted)


RDF = os.environ.get("RDF_PYTHON") or (sys.executable if find_spec("rdflib") else None)


@pytest.mark.skipif(RDF is None, reason="rdflib is not installed (RDF_PYTHON may name a Python that has it)")
def test_another_program_reads_the_provenance_as_rdf(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    make.accept_all(desk)
    held = sealed(desk, tmp_path)["provenance.jsonld"]
    script = (
        "import sys, rdflib; from rdflib.namespace import PROV, RDF\n"
        "g = rdflib.Graph().parse(data=sys.stdin.read(), format='json-ld')\n"
        "print(len(set(g.subjects(RDF.type, PROV.Activity))), len(set(g.subjects(RDF.type, PROV.Entity))),\n"
        "      len(list(g.triples((None, PROV.wasRevisionOf, None)))), len(list(g.triples((None, PROV.endedAtTime, None)))))"
    )
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run([str(RDF), "-c", script], input=json.dumps(held), capture_output=True, text=True, env=env, check=True)
    kinds = [n["@type"] for n in held["@graph"]]
    timed = sum("endedAtTime" in n for n in held["@graph"])
    revised = sum("wasRevisionOf" in n for n in held["@graph"])
    assert done.stdout.split() == [str(n) for n in (kinds.count("prov:Activity"), kinds.count("prov:Entity"), revised, timed)]


def test_it_is_no_release_and_is_counted_as_none(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    make.accept_all(desk)
    before = desk.case.releases()
    done = desk.exchange(["R1"], tmp_path / "a.age", key=KEY)
    assert desk.case.releases() == before
    row = desk.case.records("exchange.sealed")[-1]
    assert set(row.data) == {"id", "subjects", "statements", "sha256"}
    assert row.data["id"] == done.id
    assert desk.log()[-1].kind == "exchange.sealed"
    assert desk.verify(deep=True).ok
    said = json.dumps(row.data)
    for word in (make.NAME, "Hyesan", KEY, "yuan"):
        assert word not in said
    for word in (b"Hyesan", b"classifying", b"urn:x"):
        assert word not in (tmp_path / "a.age").read_bytes()
    assert set(opened(tmp_path / "a.age")) == {"annotations.jsonld", "provenance.jsonld"}


def test_the_vault_stays_closed(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    opened_before = [e.kind for e in desk.log()].count("vault.opened")
    sealed(desk, tmp_path)
    assert [e.kind for e in desk.log()].count("vault.opened") == opened_before


@pytest.mark.parametrize(
    "terms",
    [{"withdrawn": True}, {"until": dt.date(2026, 1, 1)}, {"recipients": ("Mina",)}],
    ids=["taken back", "ended", "for another"],
)
@pytest.mark.parametrize("whose", ["S1", "R1"])
def test_a_word_against_it_holds(desk: Desk, tmp_path: Path, whose: str, terms: dict[str, Any]) -> None:
    told(desk)
    desk.consent(whose, Purpose.INTERNAL_ANALYSIS, **terms)
    events = len(desk.log())
    with pytest.raises(ReleaseRefused) as caught:
        desk.exchange(["R1"], tmp_path / "a.age", key=KEY)
    assert caught.value.where == "R1, internal_analysis"
    assert not (tmp_path / "a.age").exists()
    assert len(desk.log()) == events
    if "recipients" in terms:
        desk.exchange(["R1"], tmp_path / "a.age", key=KEY, recipient="mina")
        assert (tmp_path / "a.age").exists()


def test_what_will_not_do_is_told_before_anything_is_written(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    (tmp_path / "there.age").write_bytes(b"x")
    for chosen, name, key in (
        (["R9"], "a.age", KEY),
        (["R1"], "a.zip", KEY),
        (["R1"], "there.age", KEY),
        (["R1"], "none/a.age", KEY),
        (["R1"], "winter.case/a.age", KEY),
        (["R1"], "a.age", "age1nothing"),
    ):
        events = len(desk.log())
        with pytest.raises(MisuseError):
            desk.exchange(chosen, tmp_path / name, key=key)
        assert len(desk.log()) == events
        assert (tmp_path / "there.age").read_bytes() == b"x"


def test_restricted_reports_are_kept_from_others(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    desk.restrict("R1", ["A1", "A2"])
    desk.actor = "A3"
    with pytest.raises(MisuseError):
        desk.exchange(["R1"], tmp_path / "a.age", key=KEY)


def test_from_the_command_line(desk: Desk, tmp_path: Path) -> None:
    told(desk)
    desk.close()
    (tmp_path / "pass").write_text(make.PASSPHRASE)
    case = str(tmp_path / "winter.case")
    call = [
        "exchange",
        case,
        "R1",
        "--key",
        KEY,
        "--into",
        str(tmp_path / "b.age"),
        "--passphrase-file",
        str(tmp_path / "pass"),
    ]
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0, done.output
    assert "sealed: ex_" in done.output
    assert make.NAME not in done.output
    assert opened(tmp_path / "b.age")["annotations.jsonld"]["total"] > 0
