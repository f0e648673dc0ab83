"""From what was accepted to files that may leave: consent, the ledger, the last gate, the proof."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import making_desk as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.desk import Desk, publishing, remembering
from rushlight.desk.proving import verify_proof
from rushlight.errors import CasefileError, LeakFound, MisuseError, ReleaseError, ReleaseRefused, RushlightError
from rushlight.record import Purpose, Verdict

FILES = {"brief.html", "statements.csv", "columns.csv"}


def left(folder: Path) -> set[str]:
    """What lies beside the casefile."""
    return {p.name for p in folder.iterdir()} - {"winter.case"}


def kinds(desk: Desk) -> list[str]:
    return [e.kind for e in desk.log()]


def test_the_whole_path_to_a_proven_brief(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    assert not checked.check.passed
    assert len(checked.ways) == 3
    done = desk.publish(checked.id, tmp_path / "brief", way=1)
    assert set(done.files) == {p.name for p in (tmp_path / "brief").iterdir()} == FILES
    assert {p.name for p in done.proof.iterdir()} == {"proof.json", "audit.html"}
    assert left(tmp_path) == {"brief", "brief.proof"}
    assert kinds(desk)[-2:] == ["release.projected", "release.published"]
    text = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "brief").iterdir())
    for word in (make.NAME, "Quillfeather", "Hyesan", "10,000", "12 October", desk.reports()[0].document.id):
        assert word not in text
    assert desk.verify(deep=True).ok


@pytest.mark.parametrize("given_to", [(), ("S1",), ("R1",)], ids=["nobody", "source only", "report only"])
def test_without_consent_nothing_leaves(desk: Desk, tmp_path: Path, given_to: tuple[str, ...]) -> None:
    desk.add_source("S1")
    make.taken(desk, make.DEMAND, source="S1")
    make.accept_all(desk)
    desk.consent("S1", Purpose.INTERNAL_ANALYSIS)
    make.agreed(desk, *given_to)
    checked = desk.check_release()
    if any(f.rule == "RL109" and f.stops for f in checked.check.findings):
        for way in (None, 1, 2, 3):
            with pytest.raises(RushlightError):
                desk.publish(checked.id, tmp_path / "brief", way=way)
        assert left(tmp_path) == set()
    else:
        assert given_to


@pytest.mark.parametrize("how", ["withdrawn", "over"])
def test_consent_that_ended_is_none(desk: Desk, tmp_path: Path, how: str) -> None:
    checked = make.ready(desk)
    for subject in ("S1", "R1"):
        if how == "withdrawn":
            desk.consent(subject, Purpose.PUBLIC_ANONYMOUS, withdrawn=True)
        else:
            desk.consent(subject, Purpose.PUBLIC_ANONYMOUS, until=dt.date(2026, 2, 1))
    assert any(f.rule == "RL109" and f.stops for f in desk.check_release().check.findings)
    with pytest.raises(RushlightError):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert left(tmp_path) == set()


def test_what_is_refused_or_unknown_does_not_leave(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    with pytest.raises(ReleaseRefused):
        desk.publish(checked.id, tmp_path / "brief")
    for way in (0, 4, -1):
        with pytest.raises(MisuseError, match="no such way"):
            desk.publish(checked.id, tmp_path / "brief", way=way)
    with pytest.raises(MisuseError, match="no such release"):
        desk.publish("rl_unknown", tmp_path / "brief", way=1)
    with pytest.raises(ReleaseError, match="only an accepted statement"):
        desk.check_release(chosen=["st_unknown"])
    with pytest.raises(MisuseError):
        desk.consent("S9", Purpose.PUBLIC_ANONYMOUS)
    assert left(tmp_path) == set()
    assert "release.published" not in kinds(desk)


@pytest.mark.parametrize(
    "title",
    [
        "What Marigold Quillfeather told",
        "marigold-quillfeather",
        "write to marigold@example.org",
        "Marigold\u200b Quillfeather",
    ],
)
def test_a_sealed_value_in_a_file_destroys_the_files(desk: Desk, tmp_path: Path, title: str) -> None:
    make.ready(desk)
    checked = desk.check_release(title=title)
    with pytest.raises((LeakFound, ReleaseRefused)) as caught:
        desk.publish(checked.id, tmp_path / "brief", way=1)
    said = f"{caught.value} {caught.value.hint}".casefold()
    assert "quillfeather" not in said
    assert "example" not in said
    assert left(tmp_path) == set()
    assert "release.published" not in kinds(desk)
    assert "release.projected" not in kinds(desk)


def test_the_casefile_is_no_place_for_files_that_leave(desk: Desk) -> None:
    checked = make.ready(desk)
    for folder in (desk.case.folder, desk.case.folder / "brief", desk.case.folder / ".." / "winter.case" / "x"):
        with pytest.raises((MisuseError, ReleaseError)):
            desk.publish(checked.id, folder, way=1)
    assert sorted(p.name for p in desk.case.folder.iterdir()) == ["keyslots.json", "vault.db", "vault.db-wal"]


@pytest.mark.parametrize("title", ["What happened to Tobias Wrenfield", "tobias-wrenfield", "For Marigold"])
def test_a_person_whom_only_the_report_names_is_sealed_too(desk: Desk, tmp_path: Path, title: str) -> None:
    """Nobody told the vault of them, and the reader need not have known that these are names."""
    desk.add_source("S1")
    make.taken(desk, make.VISIT + "They took Marigold with them.\n", source="S1")
    make.accept_all(desk)
    make.agreed(desk, "S1", "R1")
    checked = desk.check_release(title=title)
    with pytest.raises((LeakFound, ReleaseRefused)):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert left(tmp_path) == set()
    desk.publish(desk.check_release(title="A demand").id, tmp_path / "brief", way=1)


@pytest.mark.parametrize(
    "title",
    ["Demands in Hyesan", "Demands on 12 October 2025", "Ten demands of 10,000 yuan", "혜산의 강요", "10월 12일의 강요"],
)
@pytest.mark.parametrize("text", [make.VISIT, make.DEMAND], ids=["place left out with its sentence", "place made wider"])
def test_a_title_says_no_more_than_the_sentences(desk: Desk, tmp_path: Path, title: str, text: str) -> None:
    make.ready(desk, text)
    checked = desk.check_release(title=title)
    with pytest.raises(ReleaseRefused):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert left(tmp_path) == set()
    desk.publish(desk.check_release(title="Demands in North Korea").id, tmp_path / "brief", way=1)


@pytest.mark.parametrize("name", ["brief", "brief.proof"])
def test_a_folder_that_exists_is_left_alone(desk: Desk, tmp_path: Path, name: str) -> None:
    checked = make.ready(desk)
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(ReleaseError, match="exists"):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert left(tmp_path) == {name}
    assert (tmp_path / name / "mine.txt").read_text(encoding="utf-8") == "keep"
    assert "release.published" not in kinds(desk)


def test_what_changed_since_the_check_is_not_published_unseen(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk, make.VISIT)
    statement = make.single(desk)[0]
    desk.decide(statement, Verdict.CORRECT, field="polarity", value="negated")
    with pytest.raises(ReleaseRefused, match="has changed"):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    desk.decide(statement, Verdict.REJECT)
    with pytest.raises(ReleaseError):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert left(tmp_path) == set()


def test_the_next_check_knows_what_was_published(desk: Desk, tmp_path: Path) -> None:
    """Way 2 keeps the place, way 3 the time: each passes alone, both together would tell place and time."""
    checked = make.ready(desk)
    shown = {way.kind: [c.says().en for c in way.changes] for way in checked.ways}
    assert shown["keeps_place"] != shown["keeps_time"]
    desk.publish(checked.id, tmp_path / "by-place", way=2)
    with pytest.raises(ReleaseRefused):
        desk.publish(checked.id, tmp_path / "by-time", way=3)
    later = desk.check_release()
    assert shown["keeps_time"] not in [[c.says().en for c in way.changes] for way in later.ways]
    assert left(tmp_path) == {"by-place", "by-place.proof"}
    with make.reopened(desk) as again:
        assert len(remembering.remembered(again.case)) == 1


@pytest.mark.parametrize("step", ["remember", "_prove"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, CasefileError("the disk is full")])
def test_files_never_appear_without_their_entry(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Any
) -> None:
    def fails(*_: object, **__: object) -> None:
        assert not (tmp_path / "brief").exists()
        raise error

    checked = make.ready(desk)
    monkeypatch.setattr(publishing, step, fails)
    with pytest.raises((KeyboardInterrupt, CasefileError)):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert left(tmp_path) == set()
    assert desk.verify(deep=True).ok


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published brief whose casefile is gone; gives the folder around both."""
    folder = tmp_path_factory.mktemp("published")
    with make.a_desk(folder) as desk:
        desk.publish(make.ready(desk).id, folder / "brief", way=1)
    shutil.rmtree(folder / "winter.case")
    return folder


def test_the_proof_holds_without_the_casefile_and_elsewhere(published: Path, tmp_path: Path) -> None:
    done = verify_proof(published / "brief.proof" / "proof.json")
    assert done.ok
    assert set(done.files) == FILES
    moved = tmp_path / "elsewhere"
    shutil.copytree(published / "brief", moved)
    assert verify_proof(published / "brief.proof" / "proof.json", moved).ok


@pytest.mark.parametrize("name", sorted(FILES))
def test_one_changed_byte_of_a_file_is_found(published: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(published, tmp_path / "copy")
    path = tmp_path / "copy" / "brief" / name
    for at in (0, path.stat().st_size // 2, -1):
        data = bytearray((published / "brief" / name).read_bytes())
        data[at] ^= 1
        path.write_bytes(data)
        done = verify_proof(tmp_path / "copy" / "brief.proof" / "proof.json")
        assert (done.ok, done.altered) == (False, (name,))
    path.unlink()
    assert verify_proof(tmp_path / "copy" / "brief.proof" / "proof.json").missing == (name,)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_of_the_proof_is_found(published: Path, tmp_path: Path, where: float, flip: int) -> None:
    """Anything but white space between JSON's parts: the proof is then refused or no longer fits the files."""
    whole = (published / "brief.proof" / "proof.json").read_bytes()
    data = bytearray(whole)
    data[int(where * len(data))] ^= flip
    changed = tmp_path / "proof.json"
    changed.write_bytes(data)
    try:
        done = verify_proof(changed, published / "brief")
    except RushlightError:
        return
    assert not done.ok or json.loads(bytes(data)) == json.loads(whole)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"format": "rushlight-proof/9"}'])
def test_what_is_no_proof_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "proof.json").write_bytes(content)
    with pytest.raises(RushlightError):
        verify_proof(tmp_path / "proof.json")
    with pytest.raises(MisuseError):
        verify_proof(tmp_path / "nothing.json")
