"""Every example of the lexicon is found; no counter-example is read as having happened."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import regex

from rushlight.codebook import codebook
from rushlight.reading.korean import read_body
from rushlight.reading.korean.lexicon import lexicon
from rushlight.record import Modality, Polarity

from .texts import read, source

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from tables.lexicon_ko import imperative, verb_pattern  # noqa: E402

EXAMPLES = sorted({(act, words) for act, words, there in lexicon().examples() if there})
COUNTER = sorted({(act, words) for act, words, there in lexicon().examples() if not there})


@pytest.mark.parametrize(("act", "words"), EXAMPLES)
def test_example_is_found(act: str, words: str) -> None:
    assert act in {s.act for s in read(words).statements} or act in {
        s.act for s in read_body(source(words, kind=source(words).kind)).statements
    }


@pytest.mark.parametrize(("act", "words"), COUNTER)
def test_counter_example_did_not_happen(act: str, words: str) -> None:
    found = [s for s in read(words).statements if s.act == act and not s.by_likeness]
    assert not [s for s in found if s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED]


def test_every_frame_names_a_codebook_act_and_every_act_has_a_frame() -> None:
    framed = {f.act for f in lexicon().frames}
    assert framed <= {t.id for t in codebook()}
    assert {t.id for t in codebook()} - framed == {"context.background"}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("끌려가다", ["끌려갔다", "끌려간", "끌려갈", "끌려갑니다", "끌려가서"]),
        ("때리다", ["때렸다", "때린", "때려서", "때립디다"]),
        ("부르다", ["불렀다", "불러", "부른"]),
        ("붙잡다", ["붙잡아", "붙잡았다", "붙잡은"]),
        ("팔다", ["팔았다", "판", "파는"]),
        ("무섭다", ["무서워서", "무서운", "무섭다"]),
        ("되다", ["됐다", "된", "되어"]),
    ],
)
def test_inflections_follow_from_the_dictionary_form(verb: str, forms: list[str]) -> None:
    pattern = regex.compile(verb_pattern(verb))
    assert all(pattern.match(form) for form in forms)


def test_a_passive_is_no_form_of_its_active() -> None:
    assert not regex.match(verb_pattern("붙잡다"), "붙잡혔다")


@pytest.mark.parametrize(("verb", "stem"), [("내다", "내"), ("내놓다", "내놓으"), ("불다", "불"), ("협조하다", "협조하")])
def test_imperative_stems(verb: str, stem: str) -> None:
    assert imperative(verb) == stem
