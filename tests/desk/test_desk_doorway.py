"""Doors of an open casefile: nothing of them opens without the passphrase, and the log tells before a name is shown."""

from __future__ import annotations

from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import Cost, open_casefile
from rushlight.casefile.roles import MAY
from rushlight.casefile.ways import ways_in
from rushlight.codebook.words import LANGUAGES, word
from rushlight.desk import Desk, doorway
from rushlight.errors import CasefileError, MisuseError, WrongPassphrase
from rushlight.record import Purpose
from rushlight.tables import load_table

CHEAP = Cost(64, 1, 1)
NEW = "harbour velvet nineteen copper willow saddle"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make.a_desk(tmp_path)
    desk.add_source("S1", name=make.NAME, contact="a letter to the mill")
    desk.add_source("S2")
    make.taken(desk, make.DEMAND, source="S1")
    return desk


def kinds(desk: Desk) -> list[str]:
    return [e.kind for e in desk.log()]


def test_a_name_is_shown_to_whoever_types_the_passphrase_and_the_log_says_so(desk: Desk) -> None:
    assert doorway.look(desk, "S1", make.PASSPHRASE, "danger") == {"name": make.NAME, "contact": "a letter to the mill"}
    assert kinds(desk)[-1] == "vault.opened"
    assert doorway.log_rows(desk, 0, 1, "en")[0].words.endswith(": they may be in danger")


@pytest.mark.parametrize(
    ("alias", "passphrase", "reason", "error"),
    [
        ("S1", "another passphrase altogether", "danger", WrongPassphrase),
        ("S1", "", "danger", WrongPassphrase),
        ("S1", make.PASSPHRASE, "because I want to", MisuseError),
        ("S9", make.PASSPHRASE, "danger", MisuseError),
        ("S2", make.PASSPHRASE, "danger", CasefileError),
    ],
)
def test_what_is_wrong_opens_nothing(desk: Desk, alias: str, passphrase: str, reason: str, error: type[Exception]) -> None:
    before = kinds(desk)
    with pytest.raises(error):
        doorway.look(desk, alias, passphrase, reason)
    assert kinds(desk) == before


def test_sources_are_told_by_alias_alone(desk: Desk) -> None:
    desk.consent("S1", Purpose.PUBLIC_ANONYMOUS)
    first, second = doorway.sources(desk)
    assert (first.alias, first.told, first.reports, first.named, first.shared) == ("S1", 1, ("R1",), True, False)
    assert [c.purpose for c in first.consents] == [Purpose.PUBLIC_ANONYMOUS]
    assert (second.alias, second.reports, second.consents, second.named) == ("S2", (), (), False)
    assert make.NAME not in repr((first, second))
    assert "vault.opened" not in kinds(desk)
    assert doorway.next_alias(desk) == "S3"


def test_a_passphrase_takes_the_place_of_the_one_that_is_typed(desk: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        doorway.change_passphrase(desk, NEW, NEW, NEW, cost=CHEAP)
    with pytest.raises(MisuseError, match="differ"):
        doorway.change_passphrase(desk, make.PASSPHRASE, NEW, NEW + "x", cost=CHEAP)
    with pytest.raises(MisuseError, match="too short"):
        doorway.change_passphrase(desk, make.PASSPHRASE, "short", "short", cost=CHEAP)
    doorway.change_passphrase(desk, make.PASSPHRASE, NEW, NEW, cost=CHEAP)
    desk.close()
    with pytest.raises(WrongPassphrase):
        open_casefile(desk.case.folder, make.PASSPHRASE, randomness=desk.randomness, now=desk.now)
    open_casefile(desk.case.folder, NEW, randomness=desk.randomness, now=desk.now).close()


def test_a_further_passphrase_comes_and_goes_and_the_last_one_stays(desk: Desk) -> None:
    doorway.add_passphrase(desk, make.PASSPHRASE, NEW, NEW, cost=CHEAP)
    first, second = (way.id for way in ways_in(desk.case.folder))
    doorway.remove_way_in(desk, NEW, first)
    with pytest.raises(WrongPassphrase):
        doorway.remove_way_in(desk, make.PASSPHRASE, second)
    with pytest.raises(MisuseError, match="last passphrase"):
        doorway.remove_way_in(desk, NEW, second)


def test_new_shares_are_asked_for_with_the_passphrase_and_must_be_confirmed(desk: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        doorway.new_shares(desk, NEW, (2, 3))
    setting = doorway.new_shares(desk, make.PASSPHRASE, (2, 3))
    with pytest.raises(MisuseError, match="not confirmed"):
        desk.add_source("S3")
    setting.confirm({q: setting.shares[q.share - 1].split()[q.position - 1] for q in setting.questions})
    desk.add_source("S3")


@pytest.mark.parametrize("minutes", [0, 241, 100_000])
def test_it_locks_after_minutes_that_make_sense(desk: Desk, minutes: int) -> None:
    with pytest.raises(MisuseError, match="1 to 240"):
        doorway.lock_after(desk, minutes)
    doorway.lock_after(desk, 3)
    assert doorway.minutes_to_lock(desk) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_has_its_words(language: str) -> None:
    assert [kind for kind in MAY if kind not in load_table("words")["event"]] == []
    said = [doorway.event_words(kind, language) for kind in MAY]
    assert len(set(said)) == len(said)
    assert doorway.event_words("of.tomorrow", language) == word("event_said", "unknown", language)


def test_rows_of_the_log_say_what_in_plain_words(desk: Desk) -> None:
    rows = doorway.log_rows(desk, 0, 100, "en")
    assert [row.event for row in rows] == [e.id for e in reversed(desk.log())]
    assert rows[0].words == "A report was read and statements proposed"
    doorway.add_passphrase(desk, make.PASSPHRASE, NEW, NEW, cost=CHEAP)
    assert doorway.log_rows(desk, 0, 1, "en")[0].words == "A way into the casefile was changed: a further passphrase"
    assert doorway.log_rows(desk, 0, 1, "ko")[0].words == "사건철을 여는 길이 바뀜: 암호문 추가"


def test_of_an_erased_report_the_log_keeps_the_kind_and_the_day(desk: Desk) -> None:
    desk.erase(desk.plan_erasure("R1"))
    gone = [row for row in doorway.log_rows(desk, 0, 100, "en") if row.erased]
    assert gone
    assert all(row.words.endswith("(its content is no longer kept)") and row.person == "" and len(row.at) == 10 for row in gone)
