"""The rules that read words, on many ways to say the same (cue_phrasings.yaml): what they miss, and what they stop in vain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from release_samples import THREAT, draft, facts, safe

from rushlight.record import Modality
from rushlight.release import ALL, DraftItem, gates
from rushlight.release.rules.base import case
from rushlight.release.rules.cues import CLASS, cue, expanded
from rushlight.release.settings import part

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cue_phrasings.yaml").read_text(encoding="utf-8"))
RULES = {rule.id: rule for rule in ALL}
PRACTICES = ("RL140", "RL149", "RL153")
OWN_LEAD = ("RL146", "RL152")
MOST_MISSED = {"en": 0.03, "ko": 0.03}
LEADS = {"en": "According to one source, ", "ko": "한 소식통에 따르면 "}


def item(rule: str, text: str, language: str) -> DraftItem:
    wording = ("" if rule in OWN_LEAD else LEADS[language]) + text
    if rule in PRACTICES:
        return replace(THREAT, modality=Modality.OCCURRED, reports=4, wording=wording, wording_reviewed=True)
    return safe(wording=wording, wording_reviewed=True)


def finds(rule: str, text: str, language: str) -> bool:
    looked_at = case(draft(item(rule, text, language), language=language, title="-"), facts(), gates("default"))
    return any(f.item == "I1" for f in RULES[rule].find(looked_at))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_few_ways_to_say_it_are_missed(language: str) -> None:
    tried = [(rule, text) for rule, rows in CASES["found"].items() for text in rows[language]]
    missed = [(rule, text) for rule, text in tried if not finds(rule, text, language)]
    assert len(missed) <= MOST_MISSED[language] * len(tried), missed


@pytest.mark.parametrize("language", ["en", "ko"])
def test_plain_sentences_are_not_stopped_in_vain(language: str) -> None:
    texts = [t for t in CASES["harmless"] if any("가" <= c <= "힣" for c in t) == (language == "ko")]
    stopped = [(rule, t) for t in texts for rule in CASES["found"] if finds(rule, t, language) and rule not in OWN_LEAD]
    assert len(stopped) <= 0.02 * len(texts), stopped


def forms(value: Any, language: str = "en") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from forms(inner, key if key in ("en", "ko") else language)
    elif isinstance(value, list):
        for inner in value:
            yield from forms(inner, language)
    elif isinstance(value, str):
        yield value, language


def test_every_class_of_words_that_a_form_names_is_there() -> None:
    for form, language in forms({k: v for k, v in part("cues").items() if k != "words"}):
        assert not CLASS.search(expanded(form, language))


def test_a_class_nobody_wrote_down_is_refused() -> None:
    with pytest.raises(KeyError):
        expanded("<starlight>", "en")
    assert "dozen" in expanded("<number>", "en")
    assert cue("RL107")["en"]
