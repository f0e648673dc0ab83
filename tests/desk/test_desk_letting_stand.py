"""A finding kept with a reason: of what rules, as long as what words stand, and what an approval is of then."""

from __future__ import annotations

from pathlib import Path

import making_desk as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_desk_approving import Clock, clock, synced, team  # noqa: F401 - fixtures

from rushlight.desk import Desk
from rushlight.desk.letting_stand import KIND, Keep
from rushlight.desk.publishing import Given
from rushlight.desk.writing import CheckedText, Typed
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.release import ALL, at_risk, may_keep

PHONED = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family, speaking on a mobile phone.\n"
)
WHY = "Nearly everybody there speaks on such a telephone."


def typed(text: str = PHONED) -> Typed:
    return Typed(text.encode())


def signed(desk: Desk, text: str = PHONED) -> CheckedText:
    make.ready(desk)
    desk.sign(typed(text), [1], unusual="")
    return desk.check_text(typed(text))


def stopping(done: CheckedText) -> set[str]:
    return {f.rule for f in done.release.check.findings if f.stops}


def test_a_kept_finding_stops_no_more_and_leaves_with_who_kept_it_and_why(desk: Desk) -> None:
    done = signed(desk)
    assert stopping(done) == {"RL129"}
    with pytest.raises(ReleaseRefused):
        desk.hand_over(done.release.id, Given(text=typed()))
    kept = desk.check_text(typed(), keeping=Keep(["RL129:S1"], WHY))
    (found,) = (f for f in kept.release.check.findings if f.rule == "RL129")
    assert found.kept is not None
    assert (kept.release.check.passed, found.stops, found.kept.by, found.kept.because) == (True, False, "A1", WHY)
    out = desk.hand_over(kept.release.id, Given(text=typed()))
    assert out.files == {"text.txt": PHONED.encode()}
    assert WHY in out.audit.decode()
    (past,) = desk.case.releases()[-1:]
    assert [row["rule"] for row in past.body["kept"]] == ["RL129"]
    assert WHY not in str(past.body), "the proof tells that it was kept, not why"


@pytest.mark.parametrize(
    "words", [("a mobile", "the mobile"), ("tens of thousands", "hundreds of thousands"), ("officials", "officers")]
)
def test_another_word_and_it_stops_again(desk: Desk, words: tuple[str, str]) -> None:
    text = PHONED.replace(*words)
    signed(desk)
    desk.check_text(typed(), keeping=Keep(["RL129"], WHY))
    desk.sign(typed(text), [1], unusual="")
    assert "RL129" in stopping(desk.check_text(typed(text)))


def test_it_is_kept_for_one_purpose_and_recipient(desk: Desk) -> None:
    from rushlight.record import Purpose

    signed(desk)
    desk.check_text(typed(), keeping=Keep(["RL129"], WHY))
    assert "RL129" not in stopping(desk.check_text(typed()))
    assert "RL129" in stopping(desk.check_text(typed(), purpose=Purpose.JOURNALIST))


@pytest.mark.parametrize(
    ("named", "because", "match"),
    [
        ("RL118", WHY, "no such finding"),
        ("RL110", WHY, "answered, and never kept"),
        ("RL129:S9", WHY, "no such finding"),
        ("quotation", WHY, "names no finding"),
        ("RL129", "  ", "say why"),
        ("RL129", "x" * 501, "say why"),
        ("RL129", "call +82 10 1234 5678 and ask", "point to somebody"),
    ],
)
def test_what_is_refused_and_nothing_is_logged(desk: Desk, named: str, because: str, match: str) -> None:
    make.ready(desk)
    with pytest.raises(MisuseError, match=match):
        desk.check_text(typed(), keeping=Keep([named], because))
    assert desk.case.records(KIND) == ()


def test_nothing_that_counts_families_asks_consent_or_finds_a_name_may_be_kept() -> None:
    never = {
        "RL101",
        "RL102",
        "RL103",
        "RL105",
        "RL106",
        "RL108",
        "RL109",
        "RL110",
        "RL112",
        "RL125",
        "RL141",
        "RL152",
        "RL155",
    }
    keepable = {rule.id for rule in ALL if at_risk(rule.id) is not None}
    assert keepable
    assert not keepable & never
    assert all(at_risk(rule).ko for rule in keepable if at_risk(rule) is not None)  # type: ignore[union-attr] - just looked at


def test_what_is_kept_is_part_of_what_is_approved_and_its_keeper_cannot_approve(
    team: tuple[Desk, Desk],  # noqa: F811
) -> None:
    """The second keeps what the first checked; then the first looks at it, and the second may not approve it."""
    first, second = team
    signed(first)
    synced(first, second)
    kept = second.check_text(typed(), keeping=Keep(["RL129"], WHY))
    again = first.check_text(typed())
    assert stopping(again) == {"RL129"}, "the first has not heard of it yet"
    synced(first, second)
    shown = first.look(kept.release.id, text=typed())
    assert [(m.by, f.rule) for m, f in shown.kept] == [("B1", "RL129")]
    with pytest.raises(MisuseError, match="very device"):
        second.approve(second.look(kept.release.id, text=typed()))
    own = first.check_text(typed()).release
    assert own.check.passed
    synced(first, second)
    with pytest.raises(MisuseError, match="very device"):
        second.approve(second.look(own.id, text=typed()))


def test_taken_back_the_approval_of_it_holds_no_more(team: tuple[Desk, Desk]) -> None:  # noqa: F811
    first, second = team
    signed(first)
    kept = first.check_text(typed(), keeping=Keep(["RL129"], WHY))
    synced(first, second)
    second.approve(second.look(kept.release.id, text=typed()))
    synced(first, second)
    before = first.look(kept.release.id, text=typed()).digest
    first.check_text(typed(), keeping=Keep(["RL129"], "Another reason, after more thought."))
    assert first.look(kept.release.id, text=typed()).digest != before
    with pytest.raises(ReleaseRefused, match="has changed since"):
        first.hand_over(kept.release.id, Given(text=typed()))


def test_whoever_checked_it_is_refused_before_anything_is_shown(team: tuple[Desk, Desk]) -> None:  # noqa: F811
    first, second = team
    release = make.ready(first).id
    with pytest.raises(MisuseError, match="very device"):
        first.require_another(release)
    synced(first, second)
    second.require_another(release)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(st.sampled_from(["RL129", "RL131", "RL144", "RL145", "RL151"]), min_size=1))
def test_what_is_kept_and_nothing_else_stops_no_more(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> None:
    text = PHONED.replace(".\n", ", the highest sum of all, near No. 2 middle school; a photograph was taken.\n")
    with make.a_desk(tmp_path_factory.mktemp("kept")) as desk:
        before = signed(desk, text).release.check
        there = {f.rule for f in before.findings if may_keep(f)} & names
        assert {f.rule for f in before.findings if may_keep(f)} >= {"RL129", "RL131", "RL151"}
        after = desk.check_text(typed(text), keeping=Keep(sorted(there), WHY) if there else None).release.check
        assert {f.rule for f in after.findings if f.stops} == {f.rule for f in before.findings if f.stops} - there
        assert [(f.rule, f.item, f.says) for f in after.findings] == [(f.rule, f.item, f.says) for f in before.findings]


def test_handing_over_says_in_the_log_what_left_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    release = desk.check_again(make.ready(desk).id, way=1).id
    before = sorted(p.name for p in tmp_path.iterdir())
    out = desk.hand_over(release, Given(formats=("html", "csv")))
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    (past,) = desk.releases()
    assert {f.name: f.size for f in past.files} == {name: len(data) for name, data in out.files.items()}
    assert past.one_person
