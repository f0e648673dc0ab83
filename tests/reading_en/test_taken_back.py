"""What is taken back, only told, only pledged or meant: the modality of acts beside such words. Our own sentences."""

from __future__ import annotations

import pytest

from rushlight.record import Statement

from .roles_told import reading

TAKEN_BACK = [
    ("A clerk says the baker was arrested; his aunt: wrong, he was in Osh.", "detain.arrest"),
    ("The version according to which the deacon had been arrested was belied by his own sister.", "detain.arrest"),
    ("Rumour in town that the ferryman was arrested. His wife does not believe it.", "detain.arrest"),
]
ONLY_TOLD = [
    (
        "A former prisoner told us that the baker had been beaten with a cable. We could not verify this account.",
        "hurt",
    ),
    ("The carter also had it that the girl was beaten at the station.", "hurt"),
]
MEANT = [
    ("They meant to deport the welder to Dushanbe.", "move.forced_return"),
]
STANDS = [
    (
        "A prisoner who has since been released told us that the monk was shot. We could not confirm this account.",
        "release.freed",
    ),
    ("His cousin was arrested in May. He is alive.", "detain.arrest"),
]


def _found(text: str, act: str) -> list[Statement]:
    return [s for s in reading(text, "").statements if s.act.startswith(act)]


@pytest.mark.parametrize(("text", "act"), TAKEN_BACK)
def test_what_is_taken_back_is_no_deed(text: str, act: str) -> None:
    found = _found(text, act)
    assert found
    assert all(s.polarity.value == "negated" and s.modality.value == "believed" for s in found)


@pytest.mark.parametrize(("text", "act"), ONLY_TOLD)
def test_what_nobody_could_confirm_is_only_believed(text: str, act: str) -> None:
    found = _found(text, act)
    assert found
    assert {s.modality.value for s in found} == {"believed"}


@pytest.mark.parametrize(("text", "act"), MEANT)
def test_what_was_meant_is_intended(text: str, act: str) -> None:
    assert {s.modality.value for s in _found(text, act)} == {"intended"}


@pytest.mark.parametrize(("text", "act"), STANDS)
def test_what_was_not_doubted_stands(text: str, act: str) -> None:
    found = _found(text, act)
    assert found
    assert all(s.polarity.value == "affirmed" and s.modality.value == "occurred" for s in found)


def test_a_paper_that_forbids_is_a_pledge_and_its_content_is_pledged() -> None:
    found = reading(
        "Before leaving she set her thumb to a paper: not to meet strangers, and to report every call.", ""
    ).statements
    pledges = [s for s in found if s.act == "respond.pledge"]
    assert pledges
    assert all(s.polarity.value == "affirmed" for s in pledges)
    assert {s.modality.value for s in found if s.act.startswith("disclose")} == {"pledged"}


def test_what_is_called_for_is_not_said_to_be_done() -> None:
    text = "The group is calling on the government to ensure that the student is not beaten."
    assert not [s for s in _found(text, "hurt") if s.modality.value == "occurred"]


def test_burning_an_arm_is_no_damage_to_property() -> None:
    text = "The second time a man who called himself Doctor burned her arm with a cigarette."
    assert not _found(text, "destroy")
    assert _found(text, "hurt")


def test_a_promise_not_to_do_something_is_a_promise() -> None:
    text = "Fourteen were let go after signing that they would give no interviews."
    pledges = _found(text, "respond.pledge")
    assert pledges
    assert all(s.polarity.value == "affirmed" for s in pledges)


def test_a_sum_required_for_the_son_is_asked_of_the_mother() -> None:
    found = reading("A mother was told to pay 700 dollars for her son.", "")
    names = {p.id: [m.exact for m in p.mentions] for p in found.parties}
    demands = [s for s in found.statements if s.act == "demand.payment"]
    asked = [x.party for s in demands for x in s.participants if x.role.value == "affected"]
    assert asked
    assert all(names[party] == ["A mother"] for party in asked)
