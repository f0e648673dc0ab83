"""What every reading holds to, whatever the language."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rushlight.errors import ReadingError
from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.reading.pipeline import LONGEST, tables_of
from rushlight.record import Modality, Paragraph, ParagraphRole, Reading, verify_reading
from rushlight.tables import digest


def reading(text: str, language: str) -> Reading:
    return read(text, language=language, paragraphs=find_roles(text))


def test_a_language_without_rules_is_a_clear_error_with_the_languages_there_are() -> None:
    with pytest.raises(ReadingError) as caught:
        reading("Un rapport.", "fr")
    assert caught.value.where == "fr"
    assert "en, ko" in str(caught.value.hint)


def test_a_text_of_many_reports_is_refused_before_any_work() -> None:
    text = "x" * (LONGEST + 1)
    with pytest.raises(ReadingError, match="too long"):
        read(text, language="en", paragraphs=(Paragraph(0, len(text), ParagraphRole.BODY),))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Officers threatened to exile the family. The family paid 2,000 yuan. Nobody was arrested."),
        ("ko", "보위원들은 가족을 추방하겠다고 위협했다. 가족은 2000위안을 바쳤다. 체포된 사람은 없다."),
    ],
)
def test_threat_payment_and_what_did_not_happen_stay_apart(language: str, text: str) -> None:
    found = reading(text, language)
    verify_reading(found, text)
    told = {(s.act, s.modality.value, s.polarity.value) for s in found.statements}
    assert ("threat.sanction", "occurred", "affirmed") in told
    assert ("move.internal_exile", "threatened", "affirmed") in told
    assert ("take.extorted_payment", "occurred", "affirmed") in told
    assert ("detain.arrest", "occurred", "negated") in told
    assert not any(act == "move.internal_exile" and modality == "occurred" for act, modality, _ in told)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_same_text_gives_the_same_reading(language: str) -> None:
    text = {"en": "Two brokers were arrested in May 2024.", "ko": "2024년 5월 브로커 두 명이 체포됐다."}[language]
    assert reading(text, language) == reading(text, language)


def test_content_hangs_on_its_act_and_has_no_stage_of_its_own() -> None:
    found = reading("Officers demanded that the woman pay 5,000 yuan.", "en")
    content = [s for s in found.statements if s.modality is Modality.DEMANDED]
    assert content
    for statement in content:
        assert statement.content_of is not None
        assert found.statement(statement.content_of).act.startswith("demand.")
        assert statement.stage is None


SEEDED = """
import hashlib, json
from importlib.resources import files
from rushlight.intake import take
from rushlight.reading import read
from rushlight.record import to_sheet
digest = hashlib.sha256()
for path in sorted(files("rushlight.samples").iterdir(), key=lambda p: p.name):
    if path.name[0] == "0":
        taken = take(path.read_bytes(), name=path.name)
        found = read(taken.text, language=taken.language, paragraphs=taken.paragraphs, published=taken.published)
        digest.update(json.dumps(to_sheet(found, file="", sha256="")).encode())
print(digest.hexdigest())
"""


def test_a_reading_does_not_depend_on_the_order_of_hashes() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SEEDED],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_provenance_covers_every_table_that_decides(language: str) -> None:
    made = read("text.", language=language, paragraphs=()).produced_by
    assert made is not None
    assert made.settings == "-".join(digest(table) for table in tables_of(language))
    roles = {"roles_en"} if language == "en" else set()
    models = (f"{name}_{language}" for name in ("likeness", "whether", "choosing"))
    assert {f"lexicon_{language}", f"caution_{language}", *models, "likeness", "whether", "choosing", "bands"} | roles == set(
        tables_of(language)
    )
