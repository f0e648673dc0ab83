"""Every act's examples are read as that act, its counter-examples are not; inflections follow the rules of spelling."""

from __future__ import annotations

from collections import Counter

import pytest

from rushlight.codebook import codebook
from rushlight.reading.english.lexicon import lexicon

from .texts import acts

STATED_AS_WISHED = {"attitude.expressed", "belief.imputed", "motive.imputed", "classify.status"}
FEWEST_EXAMPLES, FEWEST_COUNTER_EXAMPLES = 6, 2


@pytest.mark.parametrize(("act", "text"), lexicon().examples)
def test_an_example_is_read_as_its_act(act: str, text: str) -> None:
    found = acts(text)
    any_modality = act in STATED_AS_WISHED or act.startswith("disclose.")
    assert any(a == act and (m == "occurred" or any_modality) for a, m, _ in found), found


@pytest.mark.parametrize(("act", "text"), lexicon().counter)
def test_a_counter_example_is_not_read_as_that_act(act: str, text: str) -> None:
    assert not any(a == act and m == "occurred" and p == "affirmed" for a, m, p in acts(text))


def test_every_frame_speaks_of_an_act_of_the_codebook() -> None:
    known = {t.id for t in codebook()}
    assert {f.act for rows in lexicon().frames.values() for f in rows} <= known
    assert {f.act for rows in lexicon().noun_frames.values() for f in rows} <= known


def test_every_act_has_examples_and_counter_examples() -> None:
    shown = Counter(act for act, _ in lexicon().examples)
    ruled_out = Counter(act for act, _ in lexicon().counter)
    for term in codebook():
        assert shown[term.id] >= FEWEST_EXAMPLES, term.id
        assert ruled_out[term.id] >= FEWEST_COUNTER_EXAMPLES, term.id


@pytest.mark.parametrize(
    ("form", "lemma", "tag"),
    [
        ("stopped", "stop", "VBD"),
        ("denies", "deny", "VBZ"),
        ("trafficked", "traffic", "VBN"),
        ("hanged", "hang", "VBN"),
        ("forcing", "force", "VBG"),
        ("compelled", "compel", "VBN"),
        ("fled", "flee", "VBD"),
    ],
)
def test_inflections(form: str, lemma: str, tag: str) -> None:
    assert (lemma, tag) in lexicon().verbs[form]


@pytest.mark.parametrize(
    ("form", "lemma"), [("policemen", "policeman"), ("families", "family"), ("wives", "wife"), ("oxen", "ox")]
)
def test_plurals(form: str, lemma: str) -> None:
    assert lexicon().nouns[form] == (lemma, "pl")
