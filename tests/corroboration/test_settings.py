"""The weights table and the code name the same evidence; every sentence can be said."""

from __future__ import annotations

import re
from pathlib import Path

import rushlight.corroboration as room
from rushlight.corroboration.settings import evidence, rarity_share, trait_words
from rushlight.tables import load_table

SOURCE = "".join(p.read_text(encoding="utf-8") for p in Path(room.__file__).parent.glob("*.py"))
WORDS = {"role": "paid", "other": "confiscated", "act": "Home search"}


def test_every_row_is_used_and_every_used_code_has_a_row() -> None:
    rows = set(load_table("corroboration")["evidence"])
    by_trait = {f"{side}_{trait}" for side in ("same", "other") for trait in ("office", "kin", "sex")}
    quoted = set(re.findall(r'"([a-z_]+)"', SOURCE))
    assert rows - quoted - by_trait == set()
    assert set(re.findall(r'evidence\(\s*"([a-z_]+)"', SOURCE)) <= rows
    assert by_trait <= rows


def test_every_sentence_is_filled() -> None:
    for code in load_table("corroboration")["evidence"]:
        assert not re.search(r"[{}]", evidence(code, **WORDS).says)


def test_a_rarer_value_keeps_more_of_its_weight() -> None:
    shares = [rarity_share(n) for n in (1, 2, 3, 5, 10, 5000)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1.0


def test_trait_words_do_not_repeat_within_a_trait() -> None:
    for trait in ("office", "kin", "sex"):
        said = [w for _, en, ko in trait_words(trait) for w in (*en, *ko)]
        assert len(said) == len(set(said))
