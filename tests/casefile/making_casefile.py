"""Fictional material for the casefile's tests, and quick ways to a casefile."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import secrets
from pathlib import Path

from rushlight.casefile import Casefile, Cost, create, open_casefile, ways
from rushlight.record import (
    Attribution,
    AttributionMode,
    Decision,
    Document,
    DocumentKind,
    IdentityStatus,
    Judgement,
    LinkJudgement,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Provenance,
    Randomness,
    Reading,
    Relation,
    RelayKind,
    Role,
    Scope,
    SourceLink,
    Span,
    Statement,
    TimeExpr,
    Verdict,
    cut,
    new_id,
    rekey,
)

PASSPHRASE = "lantern orchard quiet marble ferry tundra"  # noqa: S105 - fictional
CHEAP = Cost(64, 1, 1)
"""Only for tests: far below the floor."""

T0 = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
NAME_EN, NAME_KO = "Marigold Quillfeather", "가온달 초롱새"
TEXT = (
    "Two officers of the county told the family of Marigold Quillfeather on March 1 that they would be sent away.\n"
    "가온달 초롱새는 돈을 내지 않았다고 말했다. The neighbour Tobias Wrenfield heard it.\n"
)


def seeded(seed: int) -> Randomness:
    """Randomness that repeats: never outside tests."""
    return random.Random(seed).randbytes


def now() -> dt.datetime:
    return T0


def new_case(folder: Path, randomness: Randomness = secrets.token_bytes) -> Casefile:
    return create(folder, PASSPHRASE, randomness=randomness, now=now, by="p_a", cost=CHEAP, _below_floor_in_tests=True)


def reopen(folder: Path) -> Casefile:
    return open_casefile(folder, PASSPHRASE, randomness=secrets.token_bytes, now=now)


def add_passphrase(folder: Path, words: str) -> None:
    """A second way in."""
    with reopen(folder) as case:
        ways.add_passphrase(case, words, by="p_a", cost=CHEAP)


def a_document(
    text: str, original: bytes, randomness: Randomness = secrets.token_bytes, kind: DocumentKind = DocumentKind.TESTIMONY
) -> Document:
    return Document(
        id=new_id("do", randomness),
        language="en",
        kind=kind,
        length=len(text),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        bytes_sha256=hashlib.sha256(original).hexdigest(),
        media_type="text/plain",
        published=dt.date(2026, 3, 1),
        author=NAME_EN,
        url="https://example.org/quillfeather",
    )


def span(words: str) -> Span:
    start = TEXT.index(words)
    return cut(TEXT, start, start + len(words))


def a_reading(randomness: Randomness = secrets.token_bytes) -> Reading:
    """A small reading of TEXT, under fresh ids."""
    named, person = IdentityStatus.NAMED, PartyKind.PERSON
    parties = (
        Party(
            "P1",
            PartyKind.GROUP,
            PartyClass.OFFICER,
            "officers of the county",
            IdentityStatus.COLLECTIVE,
            (span("Two officers"),),
        ),
        Party("P2", PartyKind.FAMILY, PartyClass.AFFECTED, f"family of {NAME_EN}", named, (span("the family of Marigold"),)),
        Party("P3", person, PartyClass.AFFECTED, NAME_EN, named, (span(NAME_EN),)),
        Party("P4", person, PartyClass.AFFECTED, NAME_KO, named, (span(NAME_KO),)),
        Party("P5", person, PartyClass.SOURCE, "Tobias Wrenfield", named, (span("Tobias Wrenfield"),)),
    )
    threat = Statement(
        id="S1",
        spans=(span("told the family"), span("they would be sent away")),
        act="threat.exile",
        scope=Scope.INCIDENT,
        modality=Modality.OCCURRED,
        polarity=Polarity.AFFIRMED,
        attribution=Attribution(AttributionMode.HEARSAY, speaker="P5", cue=span("heard it")),
        participants=(Participant(Role.PERPETRATOR, "P1"), Participant(Role.AFFECTED, "P2")),
        time="T1",
        place="L1",
    )
    return rekey(
        Reading(
            language="en",
            published=dt.date(2026, 3, 1),
            outlet=None,
            kind=DocumentKind.TESTIMONY,
            boilerplate=(),
            parties=parties,
            places=(Place("L1", "county", 3, (span("county"),)),),
            times=(TimeExpr("T1", span("March 1"), edtf="2026-03-01", earliest=T0.date(), latest=T0.date(), resolved=True),),
            amounts=(),
            statements=(threat,),
            relays=(SourceLink(RelayKind.TOLD, None, "Tobias Wrenfield", span("heard it")),),
            produced_by=Provenance("rules", "rushlight.reading", "0.1"),
        ),
        randomness,
    )


def fill(case: Casefile, randomness: Randomness = secrets.token_bytes) -> str:
    """One of everything; gives the document's id."""
    source = case.add_source("S1", name="Tobias Wrenfield", contact="tobias@example.org", by="p_a")
    original = TEXT.encode()
    document = a_document(TEXT, original, randomness)
    case.add_document(document, TEXT, original, alias="R1", source=source, collected_by="p_a", by="p_a")
    case.add_reading(document.id, a_reading(randomness), by="p_a")
    statement = case.readings()[0].reading.statements[0].id
    case.add_decision(Decision(new_id("de", randomness), statement, Verdict.ACCEPT, "p_b", T0))
    case.add_judgement(
        LinkJudgement(new_id("lj", randomness), Relation.SAME_EVENT, statement, statement[::-1], Judgement.UNSURE, "p_b", T0)
    )
    case.add_release("checked", {"id": "rl_1", "findings": []}, by="p_b")
    case.add_release("published", {"id": "rl_1", "files": [{"name": "counts.csv", "sha256": "0" * 64}]}, by="p_b")
    case.put_setting("language", "ko", by="p_a")
    return document.id
