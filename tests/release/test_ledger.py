"""The release ledger: what one release said, its one form, whose words it repeats, what it calls people."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from release_samples import PLACES, SAFE, draft, facts, safe

from rushlight.errors import ReleaseError
from rushlight.record import Interval, Modality, Scope, SourceCount
from rushlight.release import (
    Cell,
    Counted,
    DraftTable,
    Earlier,
    Passage,
    Projection,
    Said,
    check,
    project,
    release,
    said_by,
    said_by_text,
)
from rushlight.release.ledger import SaidItem, SaidSentence, from_json, from_plain, plain, to_json, views
from rushlight.release.projection import alike, meet
from rushlight.release.pseudonyms import called
from rushlight.release.quoting import by_source, counted, quoted
from rushlight.release.sentences import digest_of

TELLING = (
    "They came to our house in the evening, two of them, and the older one sat down on the warm floor as if he lived there. "
    "He said that money from the south is poison and that whoever eats poison should pay for the cure."
)
KOREAN = (
    "저녁에 두 사람이 우리 집에 와서 나이 많은 사람이 제집처럼 아랫목에 앉더니 "
    "남쪽 돈은 독이라고 하면서 약값을 내라고 했습니다."
)

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 1, 1))
NAMES = st.text(st.characters(codec="utf-8"), max_size=8)
WIDE = ("KP", "KP.border-provinces", "KP.ryanggang", "KP.ryanggang.hyesan")


@st.composite
def projections(draw: st.DrawFn) -> Projection:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    sums = sorted(draw(st.lists(st.decimals(1, 10**6, places=2), min_size=2, max_size=2)))
    shares = draw(st.dictionaries(st.sampled_from(["amount", "officer", "detail:0"]), NAMES, max_size=2))
    return Projection(
        "take.extorted_payment",
        Scope.INCIDENT,
        Modality.OCCURRED,
        "families_of_leavers",
        draw(st.sampled_from((None, *WIDE))),
        draw(st.none() | st.just(Interval(*days))),
        draw(st.none() | st.just((sums[0], sums[1]))),
        shares,
        draw(st.dictionaries(st.sampled_from(["place", "amount"]), st.integers(0, 5), max_size=2)),
        draw(st.none() | NAMES),
        tuple(draw(st.lists(NAMES, max_size=2))),
        {"detail:0": draw(NAMES)} if "detail:0" in shares and draw(st.booleans()) else {},
    )


@st.composite
def releases(draw: st.DrawFn) -> Said:
    cell = Cell(draw(NAMES), draw(NAMES), draw(st.none() | st.integers(0, 99)))
    who = tuple(draw(st.lists(NAMES, max_size=3)))
    counted = (Counted(cell.row, cell.column, who),)
    table = DraftTable(draw(NAMES), draw(NAMES), (cell,), draw(st.none() | NAMES), who, SourceCount(1, 2), counted)
    return Said(
        draw(NAMES),
        tuple(SaidItem(draw(NAMES), view, draw(st.integers(0, 99))) for view in draw(st.lists(projections(), max_size=2))),
        tuple(SaidSentence(draw(NAMES), draw(NAMES), (view,)) for view in draw(st.lists(projections(), max_size=2))),
        draw(st.dictionaries(NAMES, st.integers(0, 10**6), max_size=3)),
        tuple(draw(st.lists(NAMES, max_size=3))),
        (table,),
    )


BUSY = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
"""Releases take long to draw on a busy machine."""

# one form


@BUSY
@given(releases())
def test_what_was_said_comes_back_as_it_was(said: Said) -> None:
    data = to_json(said)
    assert from_json(data) == said
    assert to_json(from_json(data)) == data
    assert from_plain(json.loads(data)) == said


SAID = Said(
    "re_1",
    (SaidItem("re_2", project(safe(), PLACES), 9),),
    (SaidSentence("S1", digest_of("A family paid."), (project(safe(), PLACES),)),),
    {"src_1": 12},
    ("kim",),
    (DraftTable("T1", "Families", (Cell("a", "b", None),), counted=(Counted("a", "b", ("R1",)),)),),
)


def everywhere(values: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where in JSON values there is an object."""
    rows = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    mine = [at] if isinstance(values, dict) else []
    return mine + [found for key, value in rows for found in everywhere(value, (*at, key))]


def changed(at: tuple[Any, ...], change: Any) -> Any:
    values = plain(SAID)
    inner: Any = values
    for key in at:
        inner = inner[key]
    change(inner)
    return values


FREE = (("words",), ("shares",), ("steps",), ("details",))
"""Objects whose keys are data."""


@pytest.mark.parametrize("at", [a for a in everywhere(plain(SAID)) if a[-1:] not in FREE])
def test_an_unknown_or_a_missing_field_is_refused_wherever_it_stands(at: tuple[Any, ...]) -> None:
    with pytest.raises(ReleaseError):
        from_plain(changed(at, lambda row: row.update(more=None)))
    for key in inside(at):
        with pytest.raises(ReleaseError):
            from_plain(changed(at, lambda row, key=key: row.pop(key)))


def inside(at: tuple[Any, ...]) -> Any:
    inner: Any = plain(SAID)
    for key in at:
        inner = inner[key]
    return inner


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"words":9', b'"words":9.0'),
        (b'"words":9', b'"words":-9'),
        (b'"words":9', b'"words":true'),
        (b'"words":9', b'"words":"9"'),
        (b'"count":null', b'"count":"1"'),
        (b'"kim"', b'"\\ud800"'),
        (b'"kim"', b'"\\u006bim"'),
        (b'"scope":"incident"', b'"scope":"rumour"'),
        (b'"2025-', b'"+2025-'),
        (b'{"id":"re_1"', b'{ "id":"re_1"'),
        (b'{"id":"re_1"', b'{"id":"re_0","id":"re_1"'),
        (b'"sentences"', b'"Sentences"'),
    ],
)
def test_any_other_form_is_refused(old: bytes, new: bytes) -> None:
    data = to_json(SAID)
    assert old in data
    with pytest.raises(ReleaseError):
        from_json(data.replace(old, new))


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}"])
def test_what_is_no_entry_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(ReleaseError):
        from_json(data)


def test_an_entry_of_before_is_read_as_one_of_today() -> None:
    old = Earlier("re_1", (project(safe(), PLACES),), (), ("Witness A paid.",))
    said = replace(facts(), ledger=(old,)).said[0]
    assert (said.id, said.views, said.names, said.items[0].words) == ("re_1", old.items, ("a",), 3)


# what is known of it all


def reader(ledger: list[Said], view: Projection) -> Projection:
    """What a reader of the view and of all in the ledger that is about the same knows."""
    for other in views(ledger):
        if alike(view, other, PLACES):
            view = meet(view, other, PLACES)
    return view


def narrower(left: Projection, right: Projection) -> bool:
    """Whether ``left`` tells all that ``right`` tells of place, time and sum."""
    place = right.place is None or (left.place is not None and right.place in PLACES.ladder(left.place))
    a, b, m, n = left.time, right.time, left.money, right.money
    time = b is None or (a is not None and a.earliest >= b.earliest and a.latest <= b.latest)  # type: ignore[operator]
    money = n is None or (m is not None and m[0] >= n[0] and m[1] <= n[1])
    return place and time and money and traits(right) <= traits(left)


def traits(view: Projection) -> set[str]:
    """What else it tells: axes, and the words of details that have some."""
    return {view.details.get(axis, axis.partition("@")[0]) for axis in view.shares}


def released(*some: Projection) -> list[Said]:
    return [Said(f"re_{n}", (SaidItem("i", view),)) for n, view in enumerate(some)]


@BUSY
@given(projections(), projections())
def test_both_together_tell_at_least_what_each_tells(left: Projection, right: Projection) -> None:
    if alike(left, right, PLACES):
        both = meet(left, right, PLACES)
        assert narrower(both, left)
        assert narrower(both, right)


@BUSY
@given(st.lists(projections(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_releases_is_of_no_matter(some: list[Projection], chance: Any) -> None:
    """For what all can be met: place, time and sum come out the same."""
    if not all(alike(a, b, PLACES) for a in some for b in some):
        return
    turned = list(some)
    chance.shuffle(turned)
    one, other = (reader(released(*views), some[0]) for views in (some, turned))
    assert (one.place, one.time, one.money, traits(one)) == (other.place, other.time, other.money, traits(other))


@BUSY
@given(st.lists(releases(), max_size=3), releases(), projections())
def test_a_later_release_never_makes_the_ledger_forget(before: list[Said], later: Said, view: Projection) -> None:
    known = replace(facts(), ledger=tuple(before))
    after = replace(known, ledger=(*before, later))
    assert after.said[: len(before)] == known.said
    told = reader(list(after.said), view)
    assert narrower(told, view)
    assert all(v in views(after.said) for v in views(known.said))


# whose words


def test_a_quotation_counts_and_a_stock_phrase_does_not() -> None:
    assert quoted("He said that money from the south is poison.", (TELLING,)) == 9
    assert quoted("He said that money is scarce.", (TELLING,)) == 0
    assert quoted(TELLING, ("In the evening it rained.",)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "The older man sat down on the warm floor as though he lived there.",
        "HE SAID that money, from the south, is poison; whoever eats poison should pay",
        unicodedata.normalize("NFD", "두 사람은 우리 집에 와서 나이 많은 이가 제집처럼 아랫목에 앉았다."),
        "아랫목에 앉아 남쪽 돈은 독이라며 약값을 내라 하더라",
    ],
)
def test_a_near_quotation_counts(text: str) -> None:
    assert quoted(text, (TELLING, KOREAN)) >= 5


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_more_words_are_repeated_than_there_are(text: str, telling: str) -> None:
    n = quoted(text, (telling,))
    assert 0 <= n <= counted(text)
    assert quoted(text, ()) == 0


@given(st.lists(st.sampled_from("abcdefghij"), min_size=6, max_size=40))
def test_a_sentence_repeats_all_of_itself(letters: list[str]) -> None:
    text = " ".join(letters)
    assert quoted(text, (text,)) == len(letters)


def test_words_are_counted_by_source_and_over_all_its_reports() -> None:
    first, second = TELLING.split(". ")
    told = {"src_1": (first, second), "src_2": (KOREAN,), "src_3": ("Nothing of this.",)}
    assert dict(by_source(f"{TELLING} {KOREAN}", told)) == {
        "src_1": quoted(TELLING, (TELLING,)),
        "src_2": len(KOREAN.split()),
    }


def by_hand(text: str, **changes: Any) -> Any:
    """A draft of one sentence that rests on nothing in the casefile, and its check."""
    d = draft(title="", passages=(Passage("S1", text, signed=True),))
    known = facts(tellings={"src_1": (TELLING,), "src_2": (KOREAN,)}, **changes)
    return d, check(d, known), known


def test_the_words_of_a_text_add_up_over_releases() -> None:
    """494 words of the source were published; the sentence repeats nine more."""
    quote = "He said that money from the south is poison."
    for before, stopped in ((491, False), (492, True)):
        ledger = (Said("re_1", words={"src_1": before - 100}), Said("re_2", words={"src_1": 100, "src_2": 499}))
        found = by_hand(quote, ledger=ledger)[1].findings
        assert ("RL122" in {f.rule for f in found if f.item == "S1"}) is stopped
    assert "RL122" not in {f.rule for f in by_hand("It rained.", ledger=ledger)[1].findings}


# what people are called


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ms Kim, 43, paid.", "kim"),
        ("Kim, 43, paid; Mr. Kim", "kim"),
        ("Kim (aged 43) paid", "kim"),
        ("A. was summoned.", "a"),
        ("a woman, B., said so", "b"),
        ("a man called C paid", "c"),
        ("Witness D paid", "d"),
        ("Sun-hee (not her real name) paid", "sun hee"),
        ("가명 박씨는 돈을 냈다", "박"),
        ("박모(43)씨가 말했다", "박"),
        ("박○○ 씨는", "박"),
        ("A씨는 돈을 냈다", "a"),
        ("순희(가명)는 울었다", "순희"),
        ("가명: 영희는 울었다", "영희"),
        (unicodedata.normalize("NFD", "박씨는"), "박"),
    ],
)
def test_what_somebody_is_called_is_found(text: str, name: str) -> None:
    assert called(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "A family paid.",
        "U.S. officials said so.",
        "Vitamin A is scarce.",
        "이 글은 사실이다.",
        "고모가 왔다.",
        "A report of 43 pages",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert called(text) == frozenset()


@pytest.mark.parametrize(
    ("before", "now"), [("Ms Kim, 43, paid.", "Mr Kim came."), ("가명 박씨는", "박모(51)씨가"), ("A. paid.", "A씨")]
)
def test_no_name_is_used_again_for_anybody(before: str, now: str) -> None:
    d, outcome, known = by_hand(before)
    ledger = (said_by_text("re_1", d, outcome, known),)
    assert ledger[0].names
    again = by_hand(now, ledger=ledger)[1]
    assert "RL124" in {f.rule for f in again.findings if f.item == "S1" and f.stops}
    assert "RL124" not in {f.rule for f in by_hand(now)[1].findings}
    assert "RL124" not in {f.rule for f in by_hand("Witness Q paid.", ledger=ledger)[1].findings}


# what a release said


def test_a_view_is_remembered_with_its_public_ids_and_words() -> None:
    d = draft(safe())
    known = facts(told_by={"s1": "src_1"}, tellings={"src_1": (TELLING,)})
    outcome = check(d, known)
    said = said_by(release(d, outcome, ids=["re_1", "re_2"]), d, outcome, known)
    assert [(i.id, i.view) for i in said.items] == [("re_2", project(safe(), PLACES))]
    assert said.words == {"src_1": said.items[0].words}
    assert from_json(to_json(said)) == said
    with pytest.raises(ReleaseError):
        said_by(release(d, outcome, ids=["re_1", "re_2"]), draft(safe(), title="Other"), outcome, known)


def test_the_public_ids_of_two_releases_have_nothing_in_common() -> None:
    d = draft(safe())
    outcome = check(d, facts())
    one = release(d, outcome, ids=["re_1", "re_2"])
    with pytest.raises(ReleaseError):
        release(d, outcome, ids=["re_1", "re_1"])
    known = facts(ledger=(said_by(one, d, outcome, facts()),))
    named = draft(safe(wording="According to one source, as in re_2, families paid.", wording_reviewed=True))
    assert "RL125" in {f.rule for f in check(named, known).findings}


def test_a_published_text_is_met_by_the_next_one() -> None:
    """The place stands in the text of May, the month in that of June."""
    place = safe(id="S1", levels={**SAFE, "place": "KP.ryanggang.hyesan", "time": "year", "amount": "word"})
    month = safe(id="S1", levels={**SAFE, "place": "KP", "time": "month", "amount": "order"})

    def text(item: Any) -> Any:
        return draft(item, title="", passages=(Passage("S1", "A family paid.", signed=True, told=True),))

    first = check(text(place), facts())
    said = said_by_text("re_1", text(place), first, facts())
    assert [(s.id, s.digest, len(s.views)) for s in said.sentences] == [("S1", digest_of("A family paid."), 1)]
    assert "RL106" not in {f.rule for f in check(text(month), facts()).findings}
    assert "RL106" in {f.rule for f in check(text(month), facts(ledger=(said,))).findings if f.stops}
    with pytest.raises(ReleaseError):
        said_by_text("re_1", draft(safe()), check(draft(safe()), facts()), facts())
