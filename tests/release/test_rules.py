"""Each rule: what it must find, and what it must let pass."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from release_samples import LETTERS, OCTOBER, PAYMENT, SAFE, THREAT, draft, facts, safe, words

from rushlight.record import Interval, Modality, Polarity, Purpose, Scope, SourceCount
from rushlight.release import (
    ALL,
    Cell,
    Check,
    Consent,
    Detail,
    DraftItem,
    DraftTable,
    Earlier,
    Facts,
    SealedValues,
    check,
    project,
)
from rushlight.release.projection import meet

SAID = "According to one source, officials took money from a family in 2025."
TEXT = "She said that the officer came back at night with two others and counted it on the table."


def found(item: DraftItem | None = None, known: Facts | None = None, **changes: Any) -> set[str]:
    outcome = check(draft(*([item] if item else []), **changes), known or facts())
    return {f.rule for f in outcome.findings}


def by_hand(text: str, **changes: Any) -> DraftItem:
    return safe(wording=text, wording_reviewed=True, **changes)


def test_a_safe_sentence_has_no_findings() -> None:
    assert found(safe()) == set()
    assert found(safe(), language="ko", title="가족에 대한 압박") == set()
    assert found(by_hand(SAID)) == set()


CASES: list[tuple[str, str, DraftItem]] = [
    ("RL101", "place, month, sum and letters of one family", PAYMENT),
    ("RL101", "an act nobody can state a rate for", safe(act="detain.arrest")),
    ("RL101", "a practice that marks one person", replace(THREAT, group="intermediaries", age=43)),
    ("RL102", "only two could have told", safe(knowers=("victim", "child"))),
    ("RL102", "a practice told by one report", replace(THREAT, reports=1, sources=SourceCount(1, 1))),
    ("RL103", "a phone number", by_hand(f"{SAID} Call +86 138-0043-1234.")),
    ("RL103", "an e-mail address", by_hand(f"{SAID} a.b@example.org")),
    ("RL103", "surname and age, English", by_hand("According to one source, Kim, 43, was pressed.")),
    ("RL103", "surname and age, Korean", by_hand("According to one source, 김모 씨(43)")),
    ("RL103", "an identity number", by_hand(f"{SAID} 800101-1234567")),
    ("RL103", "a house", by_hand(f"{SAID} inminban 23")),
    ("RL104", "the exact sum", safe(levels={**SAFE, "amount": "exact"})),
    ("RL104", "words of a report", by_hand("According to one source, the officer came back at night with two others.")),
    ("RL107", "the only one", by_hand("According to one source, the only family that refused paid.")),
    ("RL107", "Korean", by_hand("According to one source, 유일한 가족")),
    (
        "RL108",
        "a threat as a deed",
        replace(THREAT, wording="According to two sources, families were exiled.", wording_reviewed=True),
    ),
    ("RL108", "one source as a fact", by_hand("Officials took money from a family in 2025.")),
    ("RL108", "a negation lost", by_hand(SAID, polarity=Polarity.NEGATED)),
    ("RL109", "no consent row", safe(subjects=("R9",))),
    ("RL109", "nobody behind it", safe(subjects=())),
    ("RL110", "not accepted", safe(statements=("s9",))),
    ("RL110", "a sentence nobody else read", safe(wording=SAID)),
    ("RL110", "an attribution nobody else read", safe(attribution="according to a resident, a source")),
    ("RL111", "when it was told", by_hand(f"{SAID} She told us on the 3rd.")),
    ("RL112", "the town slipped back", by_hand("According to one source, a family in Hyesan paid.")),
    ("RL112", "the day slipped back", by_hand("According to one source, a family paid on 12 October.")),
    ("RL112", "the month slipped back in Korean", by_hand("According to one source, 10월에")),
    ("RL112", "the sum slipped back", by_hand("According to one source, a family paid 10,000.")),
    (
        "RL112",
        "the place in a detail",
        safe(details=(Detail("x", "letters kept in Hyesan"),), levels={**SAFE, "detail:0": "exact"}),
    ),
]


@pytest.mark.parametrize(("rule", "why", "item"), CASES, ids=[f"{r} {w}" for r, w, _ in CASES])
def test_finds(rule: str, why: str, item: DraftItem) -> None:
    outcome = check(draft(item), facts(texts=(TEXT,)))
    hits = [f for f in outcome.findings if f.rule == rule]
    assert hits, why
    assert not outcome.passed
    assert all(f.says.en and f.says.ko and f.remedies and "{" not in f.says.en + f.says.ko for f in hits)


def test_every_rule_has_a_case() -> None:
    elsewhere = {"RL105", "RL106"}  # tables and ledgers, below
    assert {r for r, _, _ in CASES} | elsewhere == {r.id for r in ALL if r.id < "RL113"}  # the others: test_told_rules


PASSES: list[tuple[str, DraftItem]] = [
    ("RL107", by_hand("According to one source, in the first half of 2025 not only money was taken.")),
    ("RL103", by_hand("According to one source, the kimchi of 2025 was taken between 5,000 and 20,000 times.")),
    ("RL112", by_hand("According to one source, this was in the second half of 2025.")),
    ("RL108", replace(THREAT, wording="According to two sources, families were threatened with exile.", wording_reviewed=True)),
    ("RL104", by_hand("According to one source, an officer came and counted money.")),
]


@pytest.mark.parametrize(("rule", "item"), PASSES, ids=[r for r, _ in PASSES])
def test_lets_pass(rule: str, item: DraftItem) -> None:
    assert rule not in found(item, facts(texts=(TEXT,)))


@pytest.mark.parametrize(
    "spelling",
    ["김철수", "김 철 수", "\u1100\u1175\u11b7\u110e\u1165\u11af\u1109\u116e", "Kim Chŏl-su", "KIM CHOLSU", "Kim\u200bChol su"],
)
def test_sealed_names_in_every_spelling(spelling: str) -> None:
    known = facts(sealed=SealedValues(names=("김철수", "Kim Chol-su")))
    assert "RL103" in found(by_hand(f"According to one source, {spelling} paid."), known)


def test_the_title_is_read_too() -> None:
    sealed = facts(sealed=SealedValues(names=("Hong Gil-dong",)))
    assert "RL103" in found(safe(), sealed, title="The case of Hong Gildong")
    assert "RL112" in found(safe(), title="Pressure in Hyesan")
    assert "RL107" in found(safe(), title="The only witness")


@pytest.mark.parametrize("modality", list(Modality))
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "act", ["move.internal_exile", "take.extorted_payment", "respond.pledge", "disclose.contact", "effect.hardship"]
)
def test_composed_sentences_are_honest(modality: Modality, language: str, act: str) -> None:
    """A composed sentence words its modality, its negation and its single source, for every act and modality."""
    for polarity in Polarity:
        item = safe(act=act, modality=modality, polarity=polarity, scope=Scope.PATTERN)
        assert "RL108" not in found(item, language=language, title="-")


def test_consent_by_purpose_date_and_withdrawal() -> None:
    def consented(**row: Any) -> bool:
        base: dict[str, Any] = {"subject": "R1", "purpose": Purpose.PUBLIC_ANONYMOUS}
        return "RL109" not in found(safe(), facts(consents=(Consent(**{**base, **row}),)))

    assert consented()
    assert not consented(purpose=Purpose.JOURNALIST)
    assert not consented(until=dt.date(2026, 2, 28))
    assert consented(until=dt.date(2026, 3, 1))
    assert not consented(withdrawn=dt.date(2026, 3, 1))
    assert "RL109" not in found(safe(), facts(sources={"R1": "S1"}, consents=(Consent("S1", Purpose.PUBLIC_ANONYMOUS),)))


def test_consent_to_statistics_covers_no_single_happening() -> None:
    consents = (Consent("R1", Purpose.AGGREGATE_STATISTICS),)

    def aggregate(item: DraftItem) -> set[str]:
        d = replace(draft(item), purpose=Purpose.AGGREGATE_STATISTICS)
        return {f.rule for f in check(d, facts(consents=consents)).findings}

    assert "RL109" in aggregate(safe())
    assert "RL109" not in aggregate(THREAT)


def test_tables_need_consent_too() -> None:
    counted = replace(table(10, 10, 10, 10, 20, 20), subjects=("R1",))
    assert found(tables=(counted,)) == set()
    assert found(tables=(replace(counted, subjects=("R1", "R9")),)) == {"RL109"}
    assert found(tables=(replace(counted, subjects=()),)) == {"RL109"}


def test_internal_analysis_needs_no_consent() -> None:
    d = replace(draft(safe(subjects=("R9",))), purpose=Purpose.INTERNAL_ANALYSIS)
    assert "RL109" not in {f.rule for f in check(d, facts()).findings}


def test_a_fresh_happening_warns_but_does_not_stop() -> None:
    fresh = safe(time=Interval(dt.date(2026, 2, 20), dt.date(2026, 2, 20)), levels={**SAFE, "time": "week"})
    hits = [f for f in check(draft(fresh), facts()).findings if f.rule == "RL111"]
    assert [f.stops for f in hits] == [False]


# tables


def table(*counts: int | None, id: str = "T1", total: str | None = "total") -> DraftTable:
    cells = [Cell(r, c, n) for (r, c), n in zip([(r, c) for r in ("a", "b", "total") for c in ("x", "y")], counts, strict=True)]
    return DraftTable(id, "Families", tuple(cells), total)


def test_small_cells() -> None:
    assert "RL105" in found(tables=(table(2, 10, 10, 10, 12, 20),))
    assert "RL105" not in found(tables=(table(0, 10, 10, 10, 10, 20),))


def test_a_single_blank_is_given_away_by_the_total() -> None:
    assert "RL105" in found(tables=(table(None, 10, 10, 10, 12, 20),))
    assert "RL105" not in found(tables=(table(None, None, None, None, 12, 20),))
    assert "RL105" not in found(tables=(table(None, 10, 10, 10, 12, 20, total=None),))


def test_november_less_october_is_one_family() -> None:
    october, november, later = table(9, 10, 10, 10, 19, 20), table(10, 10, 10, 10, 20, 20), table(14, 10, 10, 10, 24, 20)
    known = facts(ledger=(Earlier("L1", (), (october,)),))
    assert "RL105" in found(known=known, tables=(november,))
    assert "RL105" not in found(known=known, tables=(later,))
    assert "RL105" not in found(known=known, tables=(replace(november, id="T2"),))


# the mosaic


def earlier(item: DraftItem) -> Facts:
    return facts(ledger=(Earlier("L1", (project(item, facts().atlas),)),))


def outcome(item: DraftItem, known: Facts) -> Check:
    return check(draft(item), known)


def test_the_place_in_one_story_and_the_month_in_the_next() -> None:
    place = PAYMENT.at({"time": "year", "amount": "word", "detail:0": "removed"})
    month = PAYMENT.at({"place": "KP", "amount": "order", "detail:0": "removed"})
    assert outcome(month, facts()).passed
    together = outcome(month, earlier(place))
    assert [(f.rule, f.stops) for f in together.findings] == [("RL106", True)]


def test_a_region_in_one_story_and_the_month_for_the_country_in_the_next() -> None:
    """A region lies in its country: the two are not of different places, and the narrower one stays known."""
    inland = replace(PAYMENT, place="KP.south-pyongan", details=(), amount=None)
    region = inland.at({"place": "KP.inland-provinces", "time": "year"})
    month = inland.at({"place": "KP"})
    assert outcome(region, facts()).passed
    assert outcome(month, facts()).passed
    assert [(f.rule, f.stops) for f in outcome(month, earlier(region)).findings] == [("RL106", True)]
    a, b = (project(i, facts().atlas) for i in (region, month))
    assert meet(a, b, facts().atlas).place == meet(b, a, facts().atlas).place == "KP.inland-provinces"


def test_the_same_generalised_story_again_is_no_news() -> None:
    assert outcome(safe(), earlier(safe())).passed


def test_a_detail_shown_once_stays_known() -> None:
    told = safe(levels={**SAFE, "detail:0": "exact", "place": "KP"})
    assert not outcome(safe(levels={**SAFE, "time": "quarter"}), earlier(told)).passed


def test_two_sentences_of_one_draft_are_read_together() -> None:
    place = safe(levels={**SAFE, "place": "KP.ryanggang", "time": "year", "amount": "word"})
    month = replace(safe(levels={**SAFE, "place": "KP", "time": "month"}), id="I2", act="threat.sanction")
    assert outcome(place, facts()).passed
    assert outcome(month, facts()).passed
    both = check(draft(place, month), facts())
    assert {(f.rule, f.item) for f in both.findings} == {("RL106", "I1"), ("RL106", "I2")}


def test_details_of_two_sentences_both_filter() -> None:
    one = safe(levels={**SAFE, "detail:0": "softer"})
    other = replace(
        one, id="I2", statements=("s2",), details=(Detail("object", "a broken radio"),), levels={**SAFE, "detail:0": "exact"}
    )
    a, b = (project(i, facts().atlas) for i in (one, other))
    assert sorted(v for k, v in meet(a, b, facts().atlas).shares.items() if k.startswith("detail")) == ["exact", "softer"]
    assert meet(a, a, facts().atlas) == a


def test_what_wider_words_cannot_save_is_named() -> None:
    outcome = check(draft(safe(subjects=("R9",)), replace(PAYMENT, id="I2")), facts())
    assert outcome.blocked == ("I1",)


def test_something_alike_warns() -> None:
    other = replace(safe(), event="e2", statements=("s2",), time=Interval(dt.date(2025, 12, 1), dt.date(2025, 12, 31)))
    narrow = replace(other, levels={**SAFE, "time": "month", "place": "KP.ryanggang"})
    hits = [f for f in outcome(safe(), earlier(narrow)).findings if f.rule == "RL106"]
    assert [f.stops for f in hits] == [False]


# plain words


def test_words_are_for_a_journalist() -> None:
    says = next(f for f in check(draft(PAYMENT), facts()).findings if f.rule == "RL101").says
    assert says.en.startswith("An officer who took part would find about 1 family fitting this sentence (between 1 and ")
    assert "Hyesan" in says.en
    assert "혜산" in says.ko
    assert not any(term in says.en.lower() for term in ("lambda", "probab", "anonym", "k="))


def test_assumptions_are_stated() -> None:
    texts = [a.en for a in check(draft(PAYMENT), facts()).assumptions]
    assert any("mostly how often a family is pressed" in t and "0.05 and 0.5" in t for t in texts)
    assert any("nobody has said who could know" in t for t in texts)
    assert any("own casefile" in a.en for a in check(draft(safe(act="detain.arrest")), facts()).assumptions)


def test_sealed_sum_and_day_only_together() -> None:
    sealed = SealedValues(sums=((Decimal(10000), dt.date(2025, 10, 12)),))
    assert list(sealed.find("paid 10,000 on 12 October 2025")) == ["an exact sum with its day"]
    assert list(sealed.find("2025년 10월 12일 1만 위안")) == ["an exact sum with its day"]
    assert not list(sealed.find("paid 10,000 on 13 October 2025"))
    assert not list(sealed.find("paid 110,000 on 12 October 2025"))
    assert words("x").of("ko-KP") == "x"
    assert OCTOBER.latest == dt.date(2025, 10, 31)
    assert LETTERS.softer
