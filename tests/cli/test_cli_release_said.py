"""``rushlight check-release`` and ``explain`` as a person reads them: structure, words, languages, next steps."""

from __future__ import annotations

import json
import re

import pytest
from cli_calls import call, on_case
from cli_shell import DEMAND, Shell, check_error

from rushlight.release import ALL

NEVER = re.compile(r"\bsafe\b|anonym|\blambda\b|\bk\b|\bquantile|익명|안전하", re.IGNORECASE)
PRACTICE = "Officers of the county security office often demand money from families with relatives abroad.\n"


@pytest.fixture
def told(shell: Shell) -> Shell:
    """A casefile with one accepted report, R1."""
    shell.put("r.txt", DEMAND)
    on_case(shell, "take-in", "r.txt")
    shell.accept_all()
    return shell


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_one_thing_that_matters_comes_first(told: Shell) -> None:
    done = on_case(told, "check-release")
    assert done.code == 1
    said = flat(done.out)
    assert said.startswith("release rl_")
    sentence = said.index("demanded 10,000 yuan")
    officer = said.index("An officer who took part would find about 1 family fitting this sentence")
    telling = said.index("Most telling: “")
    rests = said.index("This rests on: ")
    stopped = said.index("stopped by: too few families would fit (RL101).")
    ways = said.index("three ways to pass way 1: loses least")
    hand = said.index("what a person has to do first RL109 I1: Ask, record the consent")
    assert sentence < officer < telling < rests < stopped < ways < hand
    assert "neighbour or the head" not in said
    assert "way 2: keeps the place" in said
    assert "way 3: keeps the time" in said
    assert re.search(r"then about \d+ families would fit \(at least \d+ families\); lost: the place \(“Hyesan” becomes “", said)
    assert not re.search(r"\bA[1-7]\b", said)
    assert not NEVER.search(said.replace("public_anonymous", ""))


def test_next_is_consent_while_nobody_was_asked_and_a_way_afterwards(told: Shell) -> None:
    first = on_case(told, "check-release")
    assert "next, when they have been asked: rushlight consent w.case R1 public_anonymous" in first.err
    on_case(told, "consent", "R1", "public_anonymous")
    after = on_case(told, "check-release")
    assert re.search(r"next: rushlight check-release w\.case --of rl_\w+ --way 1", after.err)
    assert "what a person has to do first" not in after.out


def test_every_word_of_it_is_korean_where_asked(told: Shell) -> None:
    done = on_case(told, "check-release", "--language", "ko")
    said = flat(done.out)
    assert "그 일에 가담한 보위원이 찾아보면 이 문장에 들어맞는 가족은 약 1가구" in said
    assert "통과하는 세 가지 방법 방법 1: 가장 적게 잃음" in said
    assert "다음, 물어본 뒤에: rushlight consent" in done.err
    left = re.sub(r"rl_\w+|RL\d+|I\d+", "", done.out)
    assert not re.search(r"[A-Za-z]{2,}", left), left
    assert not re.search(r"을\(를\)|이\(가\)|\(으\)로", said)
    assert not NEVER.search(said)


def test_details_hold_all_seven_and_every_rule_that_spoke(told: Shell) -> None:
    done = on_case(told, "check-release", "--details")
    assert all(re.search(rf"\bA{n}\b", done.out) for n in range(1, 8))
    assert "RL101 stops: I1" in done.out
    assert "source: " in done.out
    assert not NEVER.search(flat(done.out))


def test_json_holds_both_languages_and_the_numbers(told: Shell) -> None:
    done = on_case(told, "check-release", "--json")
    assert done.code == 1
    held = json.loads(done.out)
    first = held["sentences"][0]
    assert first["named"] == "A3"
    assert list(first["adversaries"]) == [f"A{n}" for n in range(1, 8)]
    assert first["says"]["en"].startswith("An officer who took part")
    assert first["says"]["ko"]
    assert held["verdict"] == "refused"
    assert [w["kind"] for w in held["ways"]] == ["cheapest", "keeps_place", "keeps_time"]
    assert all(c["after"]["low"] >= held["gates"]["pool"] for w in held["ways"] for c in w["changes"])


def test_nothing_accepted_is_an_error_with_the_next_step(shell: Shell) -> None:
    check_error(on_case(shell, "check-release"), 2, "nothing was accepted yet")
    shell.put("r.txt", DEMAND)
    on_case(shell, "take-in", "r.txt")
    check_error(on_case(shell, "check-release", "--report", "R1"), 2, "rushlight review")


def test_names_that_are_not_there_say_where_to_find_those_that_are(told: Shell) -> None:
    check_error(on_case(told, "check-release", "--report", "R9"), 2, "list them with 'rushlight show'")
    check_error(on_case(told, "check-release", "--event", "E9"), 2, "list them with 'rushlight link --all'")
    check_error(on_case(told, "gates", "--preset", "loose"), 2, "use one of default, strict, strictest")
    check_error(call(told, "explain", "RL999"), 2, f"rules are RL101 to {ALL[-1].id}")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_rule_is_explained_from_the_rule_itself(shell: Shell, language: str) -> None:
    listed = call(shell, "explain", "--language", language)
    for rule in ALL:
        assert rule.id in listed.out
        done = call(shell, "explain", rule.id.lower(), "--language", language)
        assert done.code == 0
        said = flat(done.out)
        assert rule.title.of(language) in said
        assert all(flat(rule.explained(language)[part]) in said for part in ("adversary", "why", "example", "remedy"))
