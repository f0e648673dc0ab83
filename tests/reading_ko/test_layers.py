"""The layers one by one: sentences and quotations, clauses, mentions, parties, contexts, roles, scope."""

from __future__ import annotations

import pytest

from rushlight.reading.korean.clauses import find_clauses
from rushlight.reading.korean.mentions import find_mentions
from rushlight.reading.korean.parties import PartyBook, size_of
from rushlight.reading.korean.scope import read_scope
from rushlight.reading.korean.units import find_units
from rushlight.record import AttributionMode, Modality, PartyClass, Polarity, Role, Scope

from .texts import acts, labels, only, read, source


def test_speech_is_taken_out_of_the_sentence_that_holds_it() -> None:
    outer, first, second = find_units(source("소식통은 “어제 체포됐다”며 “오늘 풀려났다”고 말했다."))
    assert "체포" not in outer.masked
    assert (first.masked, second.masked) == ("어제 체포됐다", "오늘 풀려났다")
    assert (outer.depth, first.depth) == (0, 1)


def test_a_quoted_label_stays_in_its_sentence() -> None:
    (unit,) = find_units(source("마을회관에서 이른바 ‘비판회’가 열렸다."))
    assert "비판회" in unit.masked


def test_quotations_nest_three_deep() -> None:
    units = find_units(source("그는 “형이 ‘경찰이 「너도 간다」고 했다’고 말했다”고 전했다."))
    assert max(u.depth for u in units) >= 2


def test_a_missing_closing_mark_does_not_swallow_the_text() -> None:
    units = find_units(source("소식통은 “어제 체포됐다고 말했다. 그는 풀려났다."))
    assert [u.depth for u in units] == [0, 0]


def test_transcript_heads_give_turns() -> None:
    question, answer = find_units(source("문: 잡혀가셨습니까?\n답: 안 잡혀갔습니다."))
    assert question.turn is not None
    assert question.turn.asker
    assert answer.turn is not None
    assert not answer.turn.asker


def test_chat_heads_name_the_sender() -> None:
    (unit,) = find_units(source("[마리아] [오후 9:14] 오빠가 잡혀갔어"))
    assert unit.turn is not None
    assert unit.turn.name == "마리아"
    assert unit.masked == "오빠가 잡혀갔어"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("그는 자백서를 썼고, 돈을 바치고서야 풀려났다.", 3),
        ("조사를 받고 있는 것으로 전해졌다.", 1),
        ("숨기면 추방하겠다는 으름장도 뒤따랐다.", 3),
        ("기자와 노동자가 왔다.", 1),
        ("경찰은 신고를 받고 출동했다.", 2),
    ],
)
def test_clauses_end_at_connective_endings(words: str, count: int) -> None:
    (unit,) = find_units(source(words))
    assert len(find_clauses(unit)) == count


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("최모(54) 씨네 집에 보위원 3명이 들이닥쳤다.", ["최모(54) 씨", "보위원 3명"]),
        ("50대 여성 김 모 씨는 갇혀 있다.", ["50대 여성 김 모 씨"]),
        ("두 세대 일곱 명이 추방됐다.", ["두 세대 일곱 명"]),
        ("최 씨의 여동생이 왔다.", ["최 씨의 여동생"]),
        ("날씨가 춥고 전화가 왔다.", []),
        ("그는 교도소장을 만났다.", ["그", "교도소장"]),
        ("코 민 아웅(39) 씨가 체포됐다.", ["코 민 아웅(39) 씨"]),
    ],
)
def test_mentions_grow_from_their_head(words: str, expected: list[str]) -> None:
    (unit,) = find_units(source(words))
    assert [m.words for m in find_mentions(unit.masked, unit.start, frozenset())] == expected


def test_a_surname_leads_back_to_the_person() -> None:
    draft = read("박 모 씨(60대)가 체포됐다. 박 씨는 자백서를 썼다.")
    assert [len(p.mentions) for p in draft.parties] == [2]


def test_one_source_is_one_party() -> None:
    draft = read("북녘통신 소식통은 “어제 두 명이 체포됐다”고 말했다. 소식통은 “다 풀려났다”고 전했다.")
    assert len([p for p in draft.parties if p.party_class is PartyClass.SOURCE]) == 1


def test_counts_stay_words_when_vague() -> None:
    size = size_of("수십 명")
    assert size is not None
    assert size.min is None
    assert size.word == "수십 명"


def test_a_pseudonym_is_flagged_and_names_are_not_identities() -> None:
    draft = read("소라야(가명·22)는 도덕경찰에 체포됐다.")
    person = next(p for p in draft.parties if p.party_class is not PartyClass.AUTHORITY)
    assert person.pseudonym


@pytest.mark.parametrize(
    ("words", "act", "modality", "polarity"),
    [
        ("보위원들은 산골로 추방하겠다고 위협했다.", "move.internal_exile", Modality.THREATENED, Polarity.AFFIRMED),
        ("그가 처형됐다는 소문이 돌았다.", "kill.execution", Modality.BELIEVED, Polarity.AFFIRMED),
        ("그가 처형됐다는 소문이 돌았으나 사실이 아닌 것으로 확인됐다.", "kill.execution", Modality.BELIEVED, Polarity.NEGATED),
        ("그는 체포되지 않았다.", "detain.arrest", Modality.OCCURRED, Polarity.NEGATED),
        ("추방된 세대는 없다.", "move.internal_exile", Modality.OCCURRED, Polarity.NEGATED),
        ("그는 송환될 뻔했다.", "move.forced_return", Modality.HYPOTHETICAL, Polarity.AFFIRMED),
        ("그는 송금 사실을 시인하지 않을 수 없었다.", "respond.confess_oral", Modality.OCCURRED, Polarity.AFFIRMED),
        ("당국은 가족을 내륙으로 추방하라는 지시를 내렸다.", "move.internal_exile", Modality.DEMANDED, Polarity.AFFIRMED),
        ("정부는 강제 징집은 없다고 밝혔다.", "labour.forced", Modality.DENIED, Polarity.AFFIRMED),
        ("아이들을 퇴학시키라고 압력을 넣었다.", "deny.livelihood", Modality.DEMANDED, Polarity.AFFIRMED),
        ("매는 안 맞았다.", "hurt.assault", Modality.OCCURRED, Polarity.NEGATED),
    ],
)
def test_the_clause_decides_the_modality(words: str, act: str, modality: Modality, polarity: Polarity) -> None:
    statement = only(read(words), act)
    if modality is Modality.DEMANDED and statement.modality is Modality.POLICY:
        modality = Modality.POLICY
    assert (statement.modality, statement.polarity) == (modality, polarity)


def test_a_threat_makes_two_statements_linked() -> None:
    draft = read("보위원들은 최 씨에게 산골로 추방하겠다고 위협했다.")
    threat, content = only(draft, "threat.sanction"), only(draft, "move.internal_exile")
    assert threat.modality is Modality.OCCURRED
    assert content.content_of is threat


def test_a_threat_needs_no_word_for_threatening() -> None:
    draft = read("공안이 찾아왔다. 안 찍으면 사라진다고 했다.")
    assert only(draft, "threat.sanction").modality is Modality.OCCURRED
    assert only(draft, "disappear.enforced").modality is Modality.THREATENED


def test_an_officers_quoted_threat_belongs_to_the_officer() -> None:
    draft = read("보위원들은 최 씨에게 “말하지 않으면 교화소에 보내겠다”고 을러댔다.")
    content = only(draft, "detain.camp")
    assert content.mode is AttributionMode.EMBEDDED_QUOTE
    assert content.speaker is not None
    assert content.speaker.party_class is PartyClass.OFFICER


def test_condition_alone_is_no_deed() -> None:
    assert "seize.property" not in acts("돈을 빼앗기면 큰일이다.")


@pytest.mark.parametrize(
    ("words", "act", "agent", "affected"),
    [
        ("보위부는 박 씨를 체포했다.", "detain.arrest", ["보위부"], ["박 씨"]),
        ("박 씨는 보위부에 체포됐다.", "detain.arrest", ["보위부"], ["박 씨"]),
        ("박 씨는 체포됐다.", "detain.arrest", [], ["박 씨"]),
        ("경찰이 체포한 기자가 풀려났다.", "detain.arrest", ["경찰"], ["기자"]),
        ("보위원들은 최 씨의 뺨을 때렸다.", "hurt.assault", ["보위원들"], ["최 씨"]),
        ("최 씨는 간수에게 뇌물로 200위안을 바쳤다.", "take.extorted_payment", ["간수"], ["최 씨"]),
        ("군인들이 마웅 씨와 그의 아내를 끌고 갔다.", "detain.arrest", ["군인들"], ["아내", "마웅 씨"]),
        ("체포된 브로커의 집에서 장부가 나왔다.", "detain.arrest", [], ["체포된 브로커"]),
    ],
)
def test_particles_and_voice_give_the_roles(words: str, act: str, agent: list[str], affected: list[str]) -> None:
    statement = only(read(words), act)
    assert labels(statement, Role.PERPETRATOR) == agent
    assert sorted(labels(statement, Role.AFFECTED)) == sorted(affected)


def test_a_dropped_subject_is_the_topic() -> None:
    draft = read("김 씨는 지난 5일 체포됐다. 사흘 뒤 풀려났다.")
    assert labels(only(draft, "release.freed"), Role.AFFECTED) == ["김 씨"]


@pytest.mark.parametrize(
    ("words", "mode", "speaker"),
    [
        ("소식통은 “박 씨가 체포됐다”고 말했다.", AttributionMode.DIRECT_QUOTE, "소식통"),
        ("박 씨가 체포됐다고 소식통은 전했다.", AttributionMode.INDIRECT_SPEECH, "소식통"),
        ("소식통에 따르면 박 씨가 체포됐다.", AttributionMode.ACCORDING_TO, "소식통"),
        ("박 씨가 체포된 것으로 전해졌다.", AttributionMode.ACCORDING_TO, None),
        ("박 씨가 체포됐다.", AttributionMode.NARRATOR, None),
        ("답: 박 씨가 체포됐대요.", AttributionMode.HEARSAY, None),
    ],
)
def test_attribution(words: str, mode: AttributionMode, speaker: str | None) -> None:
    statement = only(read(words), "detain.arrest")
    if words.startswith("답"):
        statement = only(read("문: 누가 잡혀갔습니까?\n" + words), "detain.arrest")
        assert statement.speaker is not None
    else:
        assert (statement.speaker.label if statement.speaker else None) == speaker
    assert statement.mode is mode


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("체포가 부쩍 늘고 있다", Scope.TREND),
        ("줄줄이 소환됐다", Scope.SET),
        ("매달 찾아온다", Scope.PATTERN),
        ("체포됐다", Scope.INCIDENT),
        ("구류장에 갇혀 있다", Scope.INCIDENT),
    ],
)
def test_scope(words: str, scope: Scope) -> None:
    assert read_scope(words, act="detain.arrest", timed=False, plural=False, counted=False) is scope


def test_money_seized_in_a_raid_is_no_payment() -> None:
    assert "take.extorted_payment" not in acts("보위원들이 집에 들이닥쳐 현금을 압수했다.")


def test_an_empty_book_knows_nobody() -> None:
    assert PartyBook("").parties == []
