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
from rushlight.desk.gating import gates_of
from rushlight.desk.linking import link
from rushlight.desk.releasing import facts_of
from rushlight.desk.remaining import NOTHING, Remaining, _spoken
from rushlight.desk.remembering import KIND, remember, remembered
from rushlight.errors import Tampered
from rushlight.record import Purpose, SourceCount
from rushlight.release import Cell, Counted, DraftTable, Earlier, Happening, Said, SealedValues, draft_from, said_by_text
from rushlight.release.ledger import plain
from rushlight.release.standing import Standing, standings
from rushlight.release.voices import published

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


def beside_everything(desk: Desk) -> Remaining:
    """The ledger the slow way: beside all facts of all reports, and a draft of all that was accepted."""
    linked, limits = link(desk.case, by="A1"), gates_of(desk.case)
    facts = facts_of(desk.case, linked, desk.now(), SealedValues())
    own = draft_from(
        linked.reports,
        [Happening(g.id, frozenset(g.supports), SourceCount(1, 1)) for g in linked.groups],
        [s.id for r in linked.reports for s in r.accepted if s.content_of is None],
        id="ledger",
        purpose=Purpose.INTERNAL_ANALYSIS,
        language="en",
        title="",
    )

    def names(s: Standing) -> tuple[str, ...]:
        mine = (g.id for g in linked.groups if g.id in s.events or s.statements & set(g.supports))
        return tuple(linked.names[g] for g in mine)

    happenings = tuple((names(s), s) for s in standings(facts.said, own.items, facts.world, limits))
    return replace(desk.ledger(), happenings=happenings, spoken=_spoken(desk.case, linked, published(facts.said, facts)))


def test_what_no_release_told_of_is_not_needed_for_it(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    assert desk.ledger() == beside_everything(desk) == replace(NOTHING, most_words=desk.ledger().most_words)
    desk.publish(checked.id, tmp_path / "brief", way=2)
    make.taken(desk, make.VISIT)
    make.taken(desk, make.RETOLD)
    make.accept_all(desk)
    told = beside_everything(desk)
    assert told.happenings
    assert told.spoken
    assert desk.ledger() == told
    kept(desk, Said("re_9", tables=(TABLE,), words={"gone": 499}))
    kept(desk, said_again(desk, "re_10"))
    told = beside_everything(desk)
    assert {s.releases for _, s in told.happenings} == {2}
    assert desk.ledger() == told


def said_again(desk: Desk, name: str) -> Said:
    """What the first release said, of statements alone: what the casefile calls the event was forgotten since."""
    first = next(said for said in remembered(desk.case) if isinstance(said, Said))
    return replace(first, id=name, items=tuple(replace(i, view=replace(i.view, event=None)) for i in first.items))


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


PLACE = "According to one source, in 2025 in Ryanggang, officials demanded money from a family. A. was there.\n"
TIME = "According to one source, in the second half of 2025 in North Korea, officials demanded money from a family.\n"


def stopped(desk: Desk, name: str, text: str) -> set[tuple[str | None, str]]:
    path = desk.case.folder.parent / name
    path.write_text(text, encoding="utf-8")
    return {(f.item, f.rule) for f in desk.check_text(path).release.check.findings if f.stops}


def test_a_published_text_is_met_by_the_next_text(desk: Desk) -> None:
    """The place stands in the first, the half-year in the second; neither is too much alone."""
    make.ready(desk)
    assert {rule for _, rule in stopped(desk, "first.txt", PLACE) | stopped(desk, "second.txt", TIME)} == {"RL110"}  # unsigned
    first = desk.check_text(desk.case.folder.parent / "first.txt").release
    facts = facts_of(desk.case, link(desk.case, by="A1"), desk.now(), SealedValues())
    kept(desk, said_by_text("re_1", first.draft, first.check, facts))
    assert ("S1", "RL106") in stopped(desk, "second.txt", TIME)
    assert ("S2", "RL124") in stopped(desk, "third.txt", f"{TIME}A. saw it.\n")
    assert ("S2", "RL124") not in stopped(desk, "third.txt", f"{TIME}B. saw it.\n")


def test_the_words_of_a_report_that_a_text_repeats_are_counted_with_those_before(desk: Desk) -> None:
    (source,) = _words_of_demand(desk)
    assert ("S1", "RL122") not in stopped(desk, "quote.txt", make.DEMAND)
    kept(desk, Said("re_1", words={source: 490}))
    assert ("S1", "RL122") in stopped(desk, "quote.txt", make.DEMAND)
    assert ("S1", "RL122") not in stopped(desk, "other.txt", "It rained in the mountains.\n")


def _words_of_demand(desk: Desk) -> set[str]:
    """The source (or report) whose words the demand repeats."""
    make.ready(desk)
    path = desk.case.folder.parent / "quote.txt"
    path.write_text(make.DEMAND, encoding="utf-8")
    done = desk.check_text(path).release
    facts = facts_of(desk.case, link(desk.case, by="A1"), desk.now(), SealedValues())
    return set(said_by_text("re_1", done.draft, done.check, facts).words)
