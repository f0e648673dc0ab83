"""Ways in and a new case key: recovery shares, carried slots, and a change of key that is cut off at any moment."""

from __future__ import annotations

import itertools
import secrets
from pathlib import Path

import cutting
import making_casefile as make
import pytest

from rushlight.casefile import Casefile, create, files, recover_casefile, rekeying, slots
from rushlight.casefile.database import Database
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered, WrongPassphrase

STEPS = ((slots, "write_whole"), (rekeying, "flush_folder"), (files, "_flush"), (rekeying, "_wrap_anew"))


def shared(folder: Path, counts: tuple[int, int] = (2, 3)) -> Casefile:
    return create(
        folder,
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=make.now,
        cost=make.CHEAP,
        recovery=counts,
        _below_floor_in_tests=True,
    )


def confirm(case: Casefile) -> None:
    needed = len(case.shares) - 1
    case.confirm_shares({(n, at): case.shares[n - 1].split()[at - 1] for n in range(1, needed + 1) for at in (3, 20)})


def recover(folder: Path, shares: list[str]) -> Casefile:
    return recover_casefile(folder, shares, randomness=secrets.token_bytes, now=make.now)


def test_any_two_of_three_shares_open_the_casefile_and_one_does_not(tmp_path: Path) -> None:
    with shared(tmp_path / "a.case") as case:
        shares = case.shares
        confirm(case)
        make.fill(case)
        text = case.text(case.documents()[0].document.id)
    for pair in itertools.permutations(shares, 2):
        with recover(tmp_path / "a.case", list(pair)) as case:
            assert case.text(case.documents()[0].document.id) == text
    for share in shares:
        with pytest.raises(MisuseError):
            recover(tmp_path / "a.case", [share])


def test_a_misspelt_word_is_noticed(tmp_path: Path) -> None:
    with shared(tmp_path / "a.case") as case:
        first, second, _ = case.shares
    words = first.split()
    words[10] = "academic" if words[10] != "academic" else "acid"
    with pytest.raises(MisuseError) as caught:
        recover(tmp_path / "a.case", [" ".join(words), second])
    assert caught.value.hint


def test_shares_of_another_casefile_do_not_open_this_one(tmp_path: Path) -> None:
    shared(tmp_path / "a.case").close()
    with shared(tmp_path / "b.case") as other:
        shares = list(other.shares)
    with pytest.raises(WrongPassphrase):
        recover(tmp_path / "a.case", shares[:2])


def test_nothing_is_taken_in_before_the_shares_are_confirmed(tmp_path: Path) -> None:
    with shared(tmp_path / "a.case") as case:
        with pytest.raises(MisuseError, match="not confirmed"):
            case.append("test.note", {}, by="p_a")
        words = {(n, at): case.shares[n - 1].split()[at - 1] for n in (1, 2) for at in (1, 2)}
        for wrong in ({(1, 1): "zebra", **{k: w for k, w in words.items() if k != (1, 1)}}, {(1, 1): words[1, 1]}):
            with pytest.raises(MisuseError):
                case.confirm_shares(wrong)
    with make.reopen(tmp_path / "a.case") as case:
        assert not case.set_up
        with pytest.raises(MisuseError):
            case.confirm_shares(words)
        older, _ = case.shares, case.new_shares(2, 3)
        assert older == ()
        confirm(case)
        case.append("test.note", {}, by="p_a")


def test_new_shares_put_the_old_ones_out_of_use(tmp_path: Path) -> None:
    with shared(tmp_path / "a.case") as case:
        old = list(case.shares)
        case.new_shares(2, 2)
        new = list(case.shares)
    with pytest.raises(WrongPassphrase):
        recover(tmp_path / "a.case", old[:2])
    recover(tmp_path / "a.case", new).close()


def contents(case: Casefile) -> list[object]:
    return [case.checkpoint(), case.stored_reports(), case.decisions(), [e.id for e in case.events()]]


def test_a_new_case_key_changes_no_event_and_leaves_the_old_file_shut(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    with shared(folder) as case:
        shares = case.shares
        confirm(case)
        make.fill(case)
        before, original = contents(case), case.original(case.documents()[0].document.id)
    old_slots, old_database = (folder / slots.FILE).read_bytes(), (folder / "vault.db").read_bytes()
    case, lost = make.reopen(folder).rekey()
    with case:
        assert lost == ()
        assert contents(case) == before
        assert case.original(case.documents()[0].document.id) == original
        assert case.verify(deep=True).ok
        case.append("test.note", {}, by="p_a")
    for way_in in (lambda: make.reopen(folder), lambda: recover(folder, list(shares[:2]))):
        with way_in() as reopened:
            assert reopened.verify(deep=True).ok
    (folder / "vault.db").write_bytes(old_database)
    with pytest.raises(Tampered):
        make.reopen(folder)
    (folder / slots.FILE).write_bytes(old_slots)
    make.reopen(folder).close()  # old key and old file belong together: that is what a backup is


def test_a_casefile_of_format_1_can_be_given_a_new_key(tmp_path: Path) -> None:
    import json
    import shutil

    golden = Path(__file__).parent / "golden" / "v1"
    said = json.loads((golden / "expected.json").read_text(encoding="utf-8"))
    folder = shutil.copytree(golden / "example.case", tmp_path / "example.case")
    from rushlight.casefile import open_casefile

    def opened() -> Casefile:
        return open_casefile(folder, said["passphrase"], randomness=secrets.token_bytes, now=make.now)

    case, lost = opened().rekey()
    case, again = case.rekey()[0].rekey()
    case.close()
    assert (lost, again) == ((), ())
    with opened() as case:
        assert case.verify(deep=True, checkpoint=said["checkpoint"]).ok
        assert case.original(case.documents()[0].document.id) == said["text"].encode()
        assert case.vault.open(case.vault.subjects(), reason="golden_case", at=make.T0, by="p_a") == said["names"]


@pytest.mark.parametrize("at", range(12))
def test_a_change_of_key_cut_off_at_any_step_leaves_a_casefile_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The process ends at the n-th file that is written, renamed or flushed."""
    folder = tmp_path / "a.case"
    with make.new_case(folder) as case:
        make.fill(case)
        before = contents(case)
    case = make.reopen(folder)
    with cutting.interrupted(monkeypatch, [*STEPS, (rekeying, "_take_the_name")], at):
        case = case.rekey()[0]
    case.close()
    with make.reopen(folder) as case:
        assert contents(case) == before
        assert case.verify(deep=True).ok
    assert not list(folder.glob("*.next*"))
    assert len(slots.read(folder).slots) == 1


def test_no_room_for_a_new_key_leaves_the_casefile_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a.case"
    with make.new_case(folder) as case:
        make.fill(case)
        before = contents(case)
        monkeypatch.setattr(files, "RESERVE", 1 << 60)
        with pytest.raises(CasefileError):
            case.rekey()
        assert contents(case) == before


@pytest.mark.parametrize("counts", [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_counts_that_make_no_sense_are_refused(tmp_path: Path, counts: tuple[int, int]) -> None:
    with pytest.raises(RushlightError):
        shared(tmp_path / "a.case", counts)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("which", [rekeying.NEXT, "vault.db"])
def test_a_log_that_could_not_be_brought_in_stops_the_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    """A disk that fails while SQLite closes leaves the log, and SQLite says nothing; the old database was destroyed then."""
    case = make.new_case(tmp_path / "a.case")
    make.fill(case)
    before, log, really = case.checkpoint(), tmp_path / "a.case" / f"{which}-wal", Database.close
    kept: list[bytes] = []

    def closing(self: Database) -> None:
        name = Path(self._connection.filename).name
        if name == which:
            kept.append(log.read_bytes() if log.exists() else b"")
        really(self)
        if name == which:
            log.write_bytes(kept[-1] or b"frames that stayed")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "close", closing)
        with pytest.raises(CasefileError, match="anew"):
            case.rekey()
    case.close()
    if kept[-1] == b"":
        log.unlink(missing_ok=True)
    with make.reopen(tmp_path / "a.case") as case:
        assert case.checkpoint() == before
        assert case.verify(deep=True).ok
        assert not list(case.folder.glob("*.next*"))
        case.rekey()[0].close()
    with make.reopen(tmp_path / "a.case") as case:
        assert case.checkpoint() == before
