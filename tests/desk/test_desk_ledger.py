"""What all releases said: kept with the casefile, read back, shown in plain words without a name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import making_desk as make
import pytest
from click.testing import CliRunner

from rushlight.cli import ledger as verb
from rushlight.desk import Desk
from rushlight.desk.remembering import KIND, remember, remembered
from rushlight.errors import Tampered
from rushlight.release import Cell, Counted, DraftTable, Earlier, Said
from rushlight.release.ledger import plain

TABLE = DraftTable("T1", "Families", (Cell("a", "b", 5), Cell("a", "c", None)), None, counted=(Counted("a", "b", ("R1",)),))


def kept(desk: Desk, said: Said) -> None:
    remember(desk.case, said, release_id="rl_x", actor="A1", now=desk.now())


def shown(desk: Desk, monkeypatch: pytest.MonkeyPatch, *args: str) -> str:
    """What the verb prints on this casefile."""
    folder = desk.case.folder
    desk.close()
    secret = folder.parent / "passphrase.txt"
    secret.write_text(f"{make.PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "200")
    done = CliRunner().invoke(verb.command, [str(folder), "--passphrase-file", str(secret), *args], standalone_mode=False)
    assert done.exception is None, done.output
    return done.output


def test_what_a_release_said_is_kept_and_read_back(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    desk.publish(checked.id, tmp_path / "brief", way=1)
    with make.reopened(desk) as again:
        (said,) = remembered(again.case)
        assert isinstance(said, Said)
        assert len(said.items) == len(checked.check.items)
        assert all(item.view.statements for item in said.items)
        assert len({said.id, *(item.id for item in said.items)}) == len(said.items) + 1
        assert sum(said.words.values()) >= sum(item.words for item in said.items) > 0


def test_public_ids_of_two_releases_have_nothing_in_common(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    for name in ("one", "two"):
        desk.publish(checked.id, tmp_path / name, way=1)
    one, two = ({said.id, *(i.id for i in said.items)} for said in remembered(desk.case) if isinstance(said, Said))
    assert not one & two


def test_an_entry_of_before_stays_readable(desk: Desk) -> None:
    old = {"id": "re_0", "items": [], "tables": [], "texts": []}
    desk.case.append(KIND, {"id": "rl_0", "entry": old}, by="A1", at=desk.now())
    kept(desk, Said("re_1", names=("kim",)))
    assert remembered(desk.case) == (Earlier("re_0"), Said("re_1", names=("kim",)))


@pytest.mark.parametrize("change", [{"more": 1}, {"names": "kim"}, {"words": {"s": -1}}, {"items": [{}]}])
def test_an_odd_entry_stops_everything(desk: Desk, change: dict[str, object]) -> None:
    """It may be the one that a new release would complete."""
    entry = {**plain(Said("re_1")), **change}
    desk.case.append(KIND, {"id": "rl_0", "entry": entry}, by="A1", at=desk.now())
    with pytest.raises(Tampered):
        desk.ledger()
    with pytest.raises(Tampered):
        desk.check_release()


def test_nothing_was_released(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(desk, monkeypatch) == "nothing was released\n"


def test_it_is_shown_in_plain_words(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish(make.ready(desk).id, tmp_path / "brief", way=2)
    kept(desk, Said("re_9", names=("kim", "a"), tables=(TABLE, replace(TABLE, id="T2", counted=())), words={"gone": 499}))
    told = shown(desk, monkeypatch)
    for words in ("2 releases; 1 happening", "happening 1 (E1)", "the place: Ryanggang", "at least ", "would stop"):
        assert words in told
    assert "the place: Hyesan" in told.partition("would stop")[2]
    assert "499 words; 1 left" in told
    assert told.count("Families: 1 number") == 2
    assert told.count("it does not say whom it counts") == 1
    assert "2 names given to people" in told
    assert "kim" not in told
    assert make.NAME not in told


def test_the_same_as_data(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish(make.ready(desk).id, tmp_path / "brief", way=2)
    told = json.loads(shown(desk, monkeypatch, "--json", "--language", "ko"))
    (happening,) = told["happenings"]
    assert happening["families"]["meets"] is True
    assert {"axis": "place", "words": "량강도"} in happening["known"]
    assert {"axis": "place", "words": "혜산시", "step": "KP.ryanggang.hyesan", "stopped": True} in happening["further"]
    assert told["most_words"] == 500
    assert [set(row) for row in told["words"]] == [{"source", "report", "words"}]
    assert "src_" not in json.dumps(told)
