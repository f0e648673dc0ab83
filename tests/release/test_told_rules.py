"""Rules RL113 on: for each a draft that it stops and a near miss that it lets pass, in English and Korean."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest
from release_samples import PAYMENT, SAFE, THREAT, draft, facts, safe, words

from rushlight.codebook import codebook
from rushlight.record import IdentityLevel, Interval, Modality, Polarity, Purpose, SourceCount
from rushlight.release import (
    ALL,
    Cell,
    Consent,
    Detail,
    Draft,
    DraftItem,
    DraftTable,
    Earlier,
    Facts,
    Officer,
    apply_bundle,
    check,
    project,
    propose,
)

ONE = "According to one source, "
KO = "한 소식통에 따르면 "


def hand(text: str, **changes: Any) -> DraftItem:
    """A safe sentence that a person wrote and another read."""
    return safe(wording=(KO if any("가" <= c <= "힣" for c in text) else ONE) + text, wording_reviewed=True, **changes)


def practice(text: str, **changes: Any) -> DraftItem:
    changes = {"modality": Modality.OCCURRED, **changes}
    return replace(THREAT, wording=f"According to two sources, {text}", wording_reviewed=True, **changes)


def rules_of(item: DraftItem | Draft, known: Facts | None = None, language: str = "en") -> set[str]:
    d = item if isinstance(item, Draft) else draft(item, language=language, title="-")
    return {f.rule for f in check(d, known or facts()).findings if f.stops}


HELD = safe(act="detain.arrest", kin=words("a daughter"))
POST = safe(officer=Officer(words("the head of section 3"), service=words("officials")))
WORK = safe(job=words("a dentist"), sector=words("health"), levels={**SAFE, "job": "exact"})
KYONGWON_TOWN = "KP.north-hamgyong.musan.musan"

STOPS: list[tuple[str, DraftItem]] = [
    ("RL113", replace(WORK, levels={**WORK.levels, "place": "KP.ryanggang.hyesan"})),
    ("RL113", hand("officials took money from a dentist.")),
    ("RL113", hand("당국자들이 치과의사에게서 돈을 받아 갔다.")),
    ("RL114", hand("at the third summons a family paid.")),
    ("RL114", hand("두 번째로 불려 가서 돈을 냈다.")),
    ("RL115", hand("a family paid on the eve of Chuseok.")),
    ("RL115", hand("a family paid in the spring of 2025.")),
    ("RL115", hand("모내기 때 한 가족이 돈을 냈다.")),
    ("RL116", hand("officials came on a Tuesday.")),
    ("RL116", hand("새벽에 당국자들이 왔다.")),
    ("RL117", hand("a family was summoned, a week later it was called again, the next day it paid, two months later again.")),
    ("RL117", hand("다음날 불려 갔고 일주일 뒤 다시 불려 갔으며 보름 만에 돈을 냈다.")),
    ("RL118", hand("the daughter had left, and the mother was detained.")),
    ("RL118", hand("딸이 떠난 뒤 어머니가 체포되었다.")),
    ("RL119", hand("a family wrote five letters.")),
    ("RL119", hand("officials took money from a 43-year-old.")),
    ("RL119", hand("가족이 자백서를 세 통 썼다.")),
    ("RL120", hand("an officer said “bring it tomorrow before noon or else”.")),
    ("RL120", hand("“내일까지 가져오지 않으면 보낸다”며 돈을 받았다.")),
    ("RL121", hand("아바이가 돈을 냈다.")),
    ("RL121", hand("the omani of the house paid.")),
    ("RL123", hand("a family paid after a talk (담화).")),
    ("RL123", hand("a family paid [sic] money.")),
    ("RL128", hand("a family paid last month.")),
    ("RL128", hand("지난달 한 가족이 돈을 냈다.")),
    ("RL129", hand("a family with a Chinese mobile phone paid.")),
    ("RL129", hand("위챗으로 연락한 가족이 돈을 냈다.")),
    ("RL130", hand("a family paid, a resident told our reporter.")),
    ("RL130", hand("기자와 만난 가족이 돈을 냈다.")),
    ("RL131", hand("a photograph shows a family that paid.")),
    ("RL131", hand("녹음에 따르면 한 가족이 돈을 냈다.")),
    ("RL132", hand("a family with a pregnant woman paid.")),
    ("RL132", hand("결핵을 앓는 사람이 있는 가족이 돈을 냈다.")),
    ("RL133", safe(age=9, levels={**SAFE, "age": "decade"})),
    ("RL133", hand("a schoolgirl was questioned.")),
    ("RL133", hand("중학생이 조사를 받았다.")),
    ("RL134", HELD),
    ("RL134", hand("officials arrested her mother.", act="detain.arrest")),
    ("RL135", POST),
    ("RL135", replace(THREAT, officer=POST.officer, reports=2)),
    ("RL136", hand("a family paid a fee of 30 percent.")),
    ("RL136", practice("money went through Changbai.")),
    ("RL136", hand("수수료 30%를 내고 돈을 받았다.")),
    ("RL137", hand("a family that crossed the river near a dam paid.")),
    ("RL137", hand("도강 지점을 아는 가족이 돈을 냈다.")),
    ("RL138", hand("money hidden under the floor was taken.")),
    ("RL138", hand("장판 밑에 숨겨 둔 돈을 빼앗겼다.")),
    ("RL139", hand("a family with a Bible paid.")),
    ("RL139", hand("성경을 가진 가족이 돈을 냈다.")),
    ("RL140", practice("half of the families paid.", reports=4)),
    ("RL140", practice("가족의 25%가 돈을 냈다.", reports=19)),
    ("RL143", replace(THREAT, place=KYONGWON_TOWN)),
    ("RL144", hand("a family paid the largest sum.")),
    ("RL144", hand("가장 많은 돈을 낸 가족이다.")),
    ("RL145", hand("officials took money from a family; none of the neighbours paid.")),
    ("RL145", hand("다른 가족은 무사했으나 한 가족은 돈을 냈다.")),
    ("RL146", hand("a family paid, several sources said.")),
    ("RL146", hand("한 가족이 돈을 냈다고 여러 소식통이 말했다.")),
    ("RL147", hand("a family confessed.", act="respond.confess_oral")),
    ("RL147", hand("under pressure a family came forward and confessed.", modality=Modality.CONFESSED)),
    ("RL147", hand("한 가족이 돈을 받았다고 자백했다.")),
    ("RL148", hand("officials took money from a family.", hearsay=True)),
    ("RL148", safe(attribution="according to one source", wording_reviewed=True, hearsay=True)),
    ("RL149", practice("an estimated 1,200 families paid.")),
    ("RL149", practice("돈을 낸 가족은 1,200가족으로 추산된다.")),
    ("RL150", hand("a family whose relative fled in 2019 paid.")),
    ("RL150", hand("일본에 사는 친척이 있는 가족이 돈을 냈다.")),
    ("RL151", hand("officials took money from a family near the market.")),
    ("RL151", hand("역 앞에 사는 가족이 돈을 냈다.")),
    ("RL152", safe(attribution="according to a neighbour", wording_reviewed=True)),
    ("RL152", safe(attribution="according to one source in Hyesan", wording_reviewed=True)),
    ("RL152", safe(attribution="보위원에 따르면", wording_reviewed=True)),
    ("RL153", practice("families with illegal income were pressed.")),
    ("RL153", practice("위험 분자들이 압박을 받았다.")),
    ("RL154", practice("families were arrested.", group="intermediaries")),
    ("RL154", practice("주민들이 체포되었다.", group="intermediaries")),
]


@pytest.mark.parametrize(("rule", "item"), STOPS, ids=[f"{r}-{n}" for n, (r, _) in enumerate(STOPS)])
def test_stops(rule: str, item: DraftItem) -> None:
    outcome = check(draft(item, title="-"), facts())
    hits = [f for f in outcome.findings if f.rule == rule]
    assert hits
    assert all(f.stops and f.item == "I1" for f in hits)
    assert not outcome.passed
    for text in (w for f in hits for says in (f.says, *f.remedies) for w in (says.en, says.ko)):
        assert text
        assert "{" not in text


PASSES: list[tuple[str, DraftItem]] = [
    ("RL113", replace(WORK, levels={**WORK.levels, "place": "KP.ryanggang"})),
    ("RL113", hand("officials, by the family's own account, coached nobody.")),
    ("RL114", hand("in the second half of 2025 a family paid.")),
    ("RL115", hand("a family paid in the spring.", levels={**SAFE, "time": "quarter"})),
    ("RL115", practice("families are pressed at Chuseok.")),
    ("RL116", practice("families are visited at dawn.")),
    ("RL117", hand("a family was summoned, and a week later it paid.")),
    ("RL118", hand("a family whose daughter had left paid.")),
    ("RL118", hand("a mother and a daughter were at home.")),
    ("RL119", hand("a family wrote three confession letters.", levels={**SAFE, "detail:0": "exact"})),
    ("RL119", hand("one of the families paid.")),
    ("RL120", hand("a family paid a so-called “exile fine”.")),
    ("RL121", hand("어머니와 아버지가 돈을 냈다.")),
    ("RL123", hand("한 가족이 돈을 냈다.")),
    ("RL128", hand("a family paid in the last quarter of 2025.")),
    ("RL129", practice("people with Chinese mobile phones are watched.")),
    ("RL129", hand("a family that had called abroad paid.")),
    ("RL130", hand("a family that the state media reported on paid, as were others.")),
    ("RL131", hand("a family of the ringleader of nothing paid; the photogenic square was empty.")),
    ("RL132", hand("a family was hurt and paid.")),
    ("RL133", safe(age=9, levels={**SAFE, "age": "removed"})),
    ("RL133", safe(age=43, levels={**SAFE, "age": "decade", "place": "KP"})),
    ("RL133", practice("children are questioned at school.")),
    ("RL134", replace(HELD, levels={**SAFE, "kin": "relative"})),
    ("RL134", safe(kin=words("a daughter"))),
    ("RL135", replace(POST, levels={**SAFE, "officer": "service"})),
    ("RL135", replace(THREAT, officer=POST.officer, reports=3)),
    ("RL136", hand("a family paid and the broker took a fee.")),
    ("RL137", hand("a family whose relative had crossed the border paid.")),
    ("RL138", hand("a family hid nothing and paid.")),
    ("RL139", practice("people with a Bible are punished.")),
    ("RL140", practice("half of the families paid.", reports=20)),
    ("RL143", replace(THREAT, place="KP.north-hamgyong.musan")),
    ("RL144", hand("a family paid, at the latest in 2025, and the Supreme Court was silent.")),
    ("RL145", hand("officials took money from a family and from others.")),
    ("RL146", hand("a family paid, several sources said.", sources=SourceCount(2, 3))),
    ("RL146", safe()),
    ("RL147", hand("under pressure a family confessed.", act="respond.confess_oral")),
    ("RL147", safe(act="respond.confess_oral")),
    ("RL148", hand("officials took money from a family; the source had heard of it.", hearsay=True)),
    ("RL148", safe(hearsay=True)),
    ("RL149", practice("an estimated 900 to 1,600 families paid.")),
    ("RL150", hand("a family with a relative abroad paid.")),
    ("RL151", hand("officials took money from a family near the border.")),
    ("RL152", safe(attribution="according to one source in Ryanggang", wording_reviewed=True)),
    ("RL153", practice("families that the state calls dangerous elements were pressed.")),
    ("RL154", practice("brokers, known to families, were arrested.", group="intermediaries")),
]


@pytest.mark.parametrize(("rule", "item"), PASSES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(PASSES)])
def test_lets_pass(rule: str, item: DraftItem) -> None:
    korean = any("가" <= c <= "힣" for c in item.wording or "")
    assert rule not in rules_of(item, language="ko" if korean else "en")


ELSEWHERE = {"RL122", "RL124", "RL125", "RL126", "RL127", "RL141", "RL142", "RL155", "RL156"}
"""Rules of ledgers, days and tables: the tests below."""


def test_every_rule_has_both() -> None:
    later = {r.id for r in ALL if r.id > "RL112"}
    assert {r for r, _ in STOPS} | ELSEWHERE == later
    assert {r for r, _ in PASSES} | ELSEWHERE == later
    assert len(ALL) == len({r.id for r in ALL}) >= 40


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_composed_sentence_is_stopped_for_its_words(language: str) -> None:
    """What the tool words itself never runs into a rule about words, for every act and every modality and polarity."""
    ways = itertools.cycle(itertools.product(Modality, Polarity, (False, True)))
    items = [
        replace(THREAT, id=f"I{n}", act=term.id, modality=modality, polarity=polarity, hearsay=heard)
        for n, (term, (modality, polarity, heard)) in enumerate(zip(codebook(), ways, strict=False))
    ]
    assert len(items) > len(Modality) * 4
    assert rules_of(draft(*items, language=language, title="-")) <= {"RL122"}


def test_a_detail_is_read_like_a_sentence_where_no_counting_helps() -> None:
    object_ = safe(details=(Detail("object", "a Bible under the floor"),), levels={**SAFE, "detail:0": "exact", "place": "KP"})
    assert rules_of(object_) >= {"RL139"}
    assert "RL139" not in rules_of(object_.at({"detail:0": "removed"}))


# what wider steps can answer


@pytest.mark.parametrize(
    "item",
    [
        replace(WORK, levels={**WORK.levels, "place": "KP.ryanggang.hyesan"}),
        safe(age=9),
        HELD.at({"place": "KP"}),
        POST,
        replace(PAYMENT, time=Interval(dt.date(2026, 2, 25), dt.date(2026, 2, 25))),
        replace(THREAT, place=KYONGWON_TOWN),
    ],
    ids=["work", "child", "held", "post", "fresh", "area"],
)
def test_a_way_to_pass_is_found_or_the_sentence_is_left_out(item: DraftItem) -> None:
    """The ways proposed pass every rule of this kind."""
    d = draft(item, title="-")
    outcome = check(d, facts())
    assert not outcome.passed
    for way in propose(d, outcome, facts()):
        assert check(apply_bundle(d, way), facts()).passed


def test_too_soon() -> None:
    def told(day: dt.date, step: str) -> set[str]:
        return rules_of(safe(time=Interval(day, day), levels={**SAFE, "time": step}))

    assert "RL127" in told(dt.date(2026, 2, 25), "day")
    assert "RL127" not in told(dt.date(2026, 2, 20), "day")
    assert "RL127" not in told(dt.date(2026, 2, 25), "month")


def test_a_chronology_over_several_sentences() -> None:
    def told(*months: int) -> set[str]:
        spans = [Interval(dt.date(2025, m, 1), dt.date(2025, m, 28)) for m in months]
        items = [replace(THREAT, id=f"I{n}", event="e1", time=t) for n, t in enumerate(spans)]
        return rules_of(draft(*items, title="-"))

    assert "RL117" in told(3, 4, 5)
    assert "RL117" not in told(3, 4)
    assert "RL117" not in told(3, 3, 3)


# the ledger


def published(item: DraftItem, text: str = "A family paid.") -> Earlier:
    return Earlier("re_earlier", (project(item, facts().atlas),), (), (text,))


def test_words_of_one_source_over_all_releases() -> None:
    long = published(replace(THREAT, statements=("s0",)), "word " * 499)
    known = facts(ledger=(long,), told_by={"s0": "S1", "s1": "S1"})
    assert "RL122" in rules_of(safe(), known)
    assert "RL122" not in rules_of(safe(), replace(known, told_by={"s0": "S1", "s1": "S2"}))
    assert "RL122" not in rules_of(safe(), replace(known, ledger=()))


@pytest.mark.parametrize(
    ("before", "now"), [("Witness A paid.", "witness A was summoned."), ("제보자 A가 냈다", "제보자 A를 불렀다")]
)
def test_a_pseudonym_is_used_once(before: str, now: str) -> None:
    known = facts(ledger=(published(safe(), before),))
    assert "RL124" in rules_of(hand(now.replace("witness", "Witness")), known)
    assert "RL124" not in rules_of(hand(now.replace("witness", "Witness").replace("A", "B")), known)


@pytest.mark.parametrize("inner", ["R1", "s1", "e1", "re_earlier", "src_9"])
def test_no_inner_id(inner: str) -> None:
    known = facts(ledger=(published(safe()),), sources={"R1": "src_9"})
    assert "RL125" in rules_of(hand(f"a family paid ({inner})."), known)
    assert "RL125" not in rules_of(hand(f"a family paid ({inner}0)."), known)


def test_place_here_and_date_there_of_one_source() -> None:
    place = safe(levels={**SAFE, "place": "KP.ryanggang", "time": "year", "amount": "word"}, event="e1")
    month = replace(place, id="I2", event="e2", statements=("s2",), levels={**SAFE, "place": "KP", "time": "month"})
    one = facts(told_by={"s1": "S1", "s2": "S1"}, accepted=frozenset({"s1", "s2"}))
    assert rules_of(place, one) == rules_of(month, one) == set()
    assert rules_of(draft(place, month, title="-"), one) == {"RL126"}
    assert rules_of(draft(place, month, title="-"), replace(one, told_by={"s1": "S1", "s2": "S2"})) == set()
    later = replace(one, ledger=(published(place),))
    assert rules_of(month, later) == {"RL126"}
    for way in propose(draft(month, title="-"), check(draft(month, title="-"), later), later):
        assert check(apply_bundle(draft(month, title="-"), way), later).passed


# tables


def table(id: str, *counts: int | None, rows: tuple[str, ...] = ("a", "b", "total"), **changes: Any) -> DraftTable:
    cells = tuple(Cell(r, c, n) for (r, c), n in zip([(r, c) for r in rows for c in ("x", "y")], counts, strict=True))
    return DraftTable(id, "Families", cells, subjects=("R1",), **changes)


def of_tables(*tables: DraftTable, known: Facts | None = None) -> set[str]:
    return rules_of(draft(tables=tables, title="-"), known)


def test_tables_within_each_other() -> None:
    inner, outer, other = (
        table("T1", 9, 10, 10, 10, 19, 20),
        table("T2", 10, 10, 10, 10, 20, 20),
        table("T3", 10, 9, 10, 10, 20, 19),
    )
    far = table("T4", 19, 20, 20, 20, 39, 40)
    assert "RL141" in of_tables(inner, outer)
    assert "RL141" in of_tables(outer, known=facts(ledger=(Earlier("L1", (), (inner,)),)))
    assert "RL141" not in of_tables(inner, other)
    assert "RL141" not in of_tables(inner, far)


def test_what_a_total_leaves_over() -> None:
    assert "RL142" in of_tables(table("T1", 10, None, None, None, 12, 30))
    assert "RL142" not in of_tables(table("T1", 10, None, None, None, 20, 30))
    assert "RL142" not in of_tables(table("T1", 10, None, None, None, 12, 30, total=None))
    assert "RL142" not in of_tables(table("T1", 10, 10, 10, 10, 20, 20))


def test_rows_that_name_small_places() -> None:
    big, small = ("Hyesan", "Musan", "total"), ("Hyesan", "Sinam", "total")
    assert "RL143" not in of_tables(table("T1", 10, 10, 10, 10, 20, 20, rows=big))
    assert "RL143" in of_tables(table("T1", 10, 10, 10, 10, 20, 20, rows=small))


def test_titles_of_tables_and_releases() -> None:
    assert "RL140" in of_tables(replace(table("T1", 10, 10, 10, 10, 20, 20), title="Share: 25 %"))
    assert "RL144" in rules_of(draft(safe(), title="The largest bribe"))
    assert "RL144" not in rules_of(draft(THREAT, title="The largest threat"))
    assert "RL153" in rules_of(draft(THREAT, title="Families and illegal income"))


# consent by recipient, level and report


def agreed(**terms: Any) -> Facts:
    return facts(consents=(Consent("S1", Purpose.PUBLIC_ANONYMOUS, **terms),), sources={"R1": "S1"})


def test_consent_to_some_recipients_alone() -> None:
    known = agreed(recipients=("The Far Bank",))
    for recipient, good in ((None, False), ("the far bank", True), ("The Near Bank", False)):
        assert ("RL109" not in rules_of(draft(safe(), title="-", recipient=recipient), known)) is good


def test_consent_of_some_reports_alone() -> None:
    assert "RL109" not in rules_of(safe(), agreed(reports=("R1", "R2")))
    assert "RL109" in rules_of(safe(), agreed(reports=("R2",)))


@pytest.mark.parametrize("level", list(IdentityLevel))
def test_a_pseudonym_needs_consent_to_one(level: IdentityLevel) -> None:
    assert ("RL109" in rules_of(hand("Witness A paid."), agreed(identity=level))) is (level is IdentityLevel.ANONYMOUS)
    assert "RL109" not in rules_of(hand("a family paid."), agreed(identity=level))


def test_a_withdrawal_of_one_report_leaves_the_others() -> None:
    back = Consent("S1", Purpose.PUBLIC_ANONYMOUS, withdrawn=dt.date(2026, 1, 1), reports=("R2",))
    assert "RL109" not in rules_of(safe(), replace(agreed(), consents=(*agreed().consents, back)))
    assert "RL109" in rules_of(safe(), replace(agreed(), consents=(*agreed().consents, replace(back, reports=()))))
