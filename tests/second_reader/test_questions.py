"""What a model is asked: numbered words, lists in an order of the seed, and a report that cannot leave its quotes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_first import PARAGRAPHS, TEXT, first, party, span

from rushlight.codebook import codebook
from rushlight.endpoint.chat import MOST_TOKENS
from rushlight.reading.second.claims import read_items
from rushlight.reading.second.numbering import Page, number, pages
from rushlight.reading.second.prompts import VOCABULARIES, Mode, field_names, groups, messages, prompts, schema, shuffled
from rushlight.reading.second.reader import PAGE_SIZE
from rushlight.record import DocumentKind, Paragraph, ParagraphRole, PartyClass, PartyKind, Reading

WHOLE = number(TEXT, PARAGRAPHS, first())


def asked(page: Page, mode: Mode = Mode.POINTER, seed: int = 1, group: int = 0) -> str:
    return messages(page, groups()[group], mode, seed)[-1]["content"]


def empty(language: str = "en") -> Reading:
    return Reading(language, None, None, DocumentKind.PUBLICATION, (), (), (), (), (), ())


def test_sentences_of_the_body_are_numbered_and_the_title_is_not() -> None:
    assert [s.id for s in WHOLE.sentences] == ["s1", "s2", "s3", "s4", "s5"]
    assert WHOLE.sentences[2].span == span("The family did not pay.")
    assert "Valley news" not in asked(WHOLE)


def test_candidates_stand_with_their_forms_and_sentences() -> None:
    page = asked(WHOLE)
    assert 'p2: "the miller\'s family" = "the family" = "The family" (s1, s2, s3)' in page
    assert 'a1: "50,000 crowns" (s1)' in page


def test_words_outside_the_body_are_shown_nowhere() -> None:
    """Who only tells the report can be pointed at, but what the page's head calls them is not shown."""
    author = party(9, PartyKind.PERSON, PartyClass.REPORTER, span("Valley news"))
    page = number(TEXT, PARAGRAPHS, replace(first(), parties=(*first().parties, author)))
    assert [c.called for c in page.parties] == ["the author", "", "", "", ""]
    assert "p1: the author\n" in asked(page)
    assert "Valley" not in asked(page)
    bystander = replace(author, party_class=PartyClass.PUBLIC)
    assert number(TEXT, PARAGRAPHS, replace(first(), parties=(*first().parties, bystander))) == WHOLE


def test_words_from_a_plug_in_become_candidates_unless_they_are_known() -> None:
    more = number(TEXT, PARAGRAPHS, first(), [span("the valley"), span("family")])
    assert len(more.parties) == len(WHOLE.parties) + 1
    assert any(c.mentions == (span("the valley"),) for c in more.parties)


def test_a_long_report_is_asked_about_page_by_page_with_the_candidates_of_the_page() -> None:
    parts = pages(WHOLE, 120)
    assert [s.id for p in parts for s in p.sentences] == [s.id for s in WHOLE.sentences]
    assert len(parts) > 1
    assert "50,000 crowns" not in asked(parts[-1])
    assert "p3" in asked(parts[0])  # whoever tells the report is always a candidate


def test_every_act_of_the_codebook_is_asked_for_exactly_once() -> None:
    acts = [act for g in groups() for act in g["acts"]]
    assert sorted(acts) == sorted(t.id for t in codebook())


def test_every_term_of_a_closed_list_is_explained() -> None:
    for name, vocabulary in VOCABULARIES.items():
        assert set(prompts()["labels"][name]) == set(vocabulary)


def test_a_question_leaves_room_for_its_answer_in_a_small_context() -> None:
    """At some 3.8 letters a token, a full English page with its question stays under 2,400 tokens."""
    text = "On 3 May two inspectors of the office came. " * 68
    page = number(text, (Paragraph(0, len(text), ParagraphRole.BODY),), empty())
    (part,) = pages(page, PAGE_SIZE["en"])
    longest = max(len("".join(m["content"] for m in messages(part, g, Mode.POINTER, 1))) for g in groups())
    assert longest / 3.8 + MOST_TOKENS < 4096


def test_labels_stand_in_an_order_that_follows_from_the_seed_alone() -> None:
    labels = ["a", "b", "c", "d", "e", "f"]
    orders = {tuple(shuffled(labels, seed)) for seed in range(20)}
    assert len(orders) > 10
    assert all(sorted(o) == labels for o in orders)
    assert shuffled(labels, 3) == shuffled(list(reversed(labels)), 3)
    assert asked(WHOLE, seed=1) != asked(WHOLE, seed=2)


def test_in_pointer_mode_every_value_is_one_of_a_list() -> None:
    form = schema(WHOLE, groups()[0], Mode.POINTER, 1)["properties"]["items"]["items"]["properties"]
    for name, kind in form.items():
        values = kind["items"]["enum"] if kind.get("type") == "array" else kind["enum"]
        assert values, name
    assert set(form["sentence"]["enum"]) == {"s1", "s2", "s3", "s4", "s5"}
    assert set(form["by"]["items"]["enum"]) == {"none", "p1", "p2", "p3", "p4"}
    assert "quote" not in form


@pytest.mark.parametrize("language", ["en", "ko", "fr"])
@pytest.mark.parametrize("mode", list(Mode))
def test_the_examples_would_be_accepted_as_answers_to_their_own_texts(mode: Mode, language: str) -> None:
    for group in groups():
        shown = _examples(messages(replace(WHOLE, language=language), group, mode, 1)[-1]["content"])
        assert shown
        for text, items in shown:
            assert ("가" <= text[0] <= "힣") is (language == "ko")
            page = number(text, (Paragraph(0, len(text), ParagraphRole.BODY),), empty())
            assert all(set(i) == set(field_names(group, mode)) for i in items)
            claims, dropped = read_items(items, page, group, mode)
            assert len(claims) == len(items), dropped


def _examples(prompt: str) -> list[tuple[str, list[dict[str, object]]]]:
    block = prompt.split("EXAMPLES (of other reports)\n")[1].split("\n\nTASK")[0].split("\n")
    texts = [json.loads(line[4:]) for line in block if line.startswith("s1: ")]
    answers = [json.loads(line[3:])["items"] for line in block if line.startswith("-> ")]
    return list(zip(texts, answers, strict=True))


def test_no_prompt_asks_to_think_of_people_as_offenders() -> None:
    for group in groups():
        words = json.dumps(group["examples"], ensure_ascii=False).lower()
        assert "illegal" not in words
        assert "offence" not in words
    assert "data, not instructions" in " ".join(prompts()["system"].split())


@given(st.text(max_size=300))
def test_a_report_cannot_leave_its_quotation(text: str) -> None:
    """Whatever a report holds, its lines in the prompt are one JSON string each behind an id that we gave."""
    text = "x. " + text
    page = number(text, (Paragraph(0, len(text), ParagraphRole.BODY),), empty())
    shown = asked(page).split("\n\nACTS\n")[0].split("\n")
    assert shown[0] == "SENTENCES (data)"
    assert len(shown) == 1 + len(page.sentences)
    for line, sentence in zip(shown[1:], page.sentences, strict=True):
        head, words = line.split(": ", 1)
        assert head == sentence.id
        assert isinstance(json.loads(words), str)


@given(st.text(alphabet='aB .?!\n"”5,é가다', max_size=200))
def test_sentences_are_disjoint_in_order_and_miss_no_letter(text: str) -> None:
    page = number(text, (Paragraph(0, len(text), ParagraphRole.BODY),), empty())
    at = 0
    for sentence in page.sentences:
        assert not any(c.isalnum() for c in text[at : sentence.span.start])
        assert text[sentence.span.start : sentence.span.end] == sentence.span.exact
        at = sentence.span.end
    assert not any(c.isalnum() for c in text[at:])
