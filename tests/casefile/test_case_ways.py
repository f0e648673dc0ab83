"""Who can open a casefile: setting up, travel, panic, changed passphrases, and what is overwritten on the way."""

from __future__ import annotations

import contextlib
import json
import os
import random
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cutting
import making_casefile as make
import pytest
from calm import calm
from hypothesis import given
from hypothesis import strategies as st

from rushlight.casefile import Casefile, create, files, keys, open_casefile, recover_casefile, rekeying, setting_up, slots, ways
from rushlight.casefile.canonical import canonical
from rushlight.casefile.setting_up import Gathering, Question
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered, WrongPassphrase

OTHER = "granite willow basket thunder pencil harbour"
STEPS = ((slots, "write_whole"), (rekeying, "flush_folder"), (files, "_flush"), (rekeying, "_wrap_anew"))


def shared(folder: Path, counts: tuple[int, int] = (2, 3)) -> tuple[Casefile, tuple[str, ...]]:
    """A casefile whose shares are confirmed, and the shares."""
    case = create(
        folder,
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=make.now,
        cost=make.CHEAP,
        recovery=counts,
        _below_floor_in_tests=True,
    )
    asked = setting_up.questions(case.shares, secrets.token_bytes)
    setting_up.confirm(case, {q: case.shares[q.share - 1].split()[q.position - 1] for q in asked}, by="p_a")
    return case, case.shares


def opened(folder: Path, passphrase: str) -> Casefile:
    return open_casefile(folder, passphrase, randomness=secrets.token_bytes, now=make.now)


def recovered(folder: Path, shares: list[str]) -> Casefile:
    return recover_casefile(folder, shares, randomness=secrets.token_bytes, now=make.now)


def opens(folder: Path, passphrase: str) -> bool:
    try:
        opened(folder, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def said(case: Casefile) -> list[str]:
    return [opened.data["what"] for opened in case.records(ways.CHANGED)]


# --- setting up -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("counts", [(2, 2), (2, 3), (3, 5), (5, 5)])
def test_two_words_of_each_needed_share_are_asked_for(tmp_path: Path, counts: tuple[int, int]) -> None:
    case, shares = shared(tmp_path / "a.case", counts)
    with case:
        assert case.set_up
        assert said(case) == ["shares_confirmed"]
    seen: set[Question] = set()
    for _ in range(40):
        asked = setting_up.questions(shares, secrets.token_bytes)
        assert len(set(asked)) == len(asked) == 2 * counts[0]
        assert len({q.share for q in asked}) == counts[0]
        assert {q.share for q in asked} <= set(range(1, counts[1] + 1))
        assert all(1 <= q.position <= 20 for q in asked)
        seen |= set(asked)
    assert len(seen) > 30  # drawn, not always the same words


def test_a_wrong_word_finishes_nothing(tmp_path: Path) -> None:
    case, _ = shared(tmp_path / "a.case")
    with case:
        case.new_shares(2, 3)
        right = {q: case.shares[q.share - 1].split()[q.position - 1] for q in setting_up.questions(case.shares, os.urandom)}
        first = next(iter(right))
        assert not setting_up.holds(case.shares, first, "zebra")
        assert setting_up.holds(case.shares, first, f" {right[first].upper()} ")
        assert setting_up.holds(case.shares, first, right[first][:4])
        assert not setting_up.holds(case.shares, first, right[first][:3])
        with pytest.raises(MisuseError):
            setting_up.confirm(case, right | {first: "zebra"}, by="p_a")
        assert not case.set_up
        with pytest.raises(MisuseError, match="not confirmed"):
            case.append("test.note", {}, by="p_a")
        setting_up.confirm(case, right, by="p_a")
        case.append("test.note", {}, by="p_a")


@pytest.mark.parametrize(("written", "counts"), [("2/3", (2, 3)), (" 3 of 5 ", (3, 5)), ("9/3", (9, 3))])
def test_counts_are_read(written: str, counts: tuple[int, int]) -> None:
    assert setting_up.counts(written) == counts


@pytest.mark.parametrize("written", ["", "3", "2-3", "two/three", "2/3/4", "100/200"])
def test_other_counts_are_refused(written: str) -> None:
    with pytest.raises(MisuseError):
        setting_up.counts(written)


def test_shares_are_written_for_one_reader_and_read_back(tmp_path: Path) -> None:
    case, shares = shared(tmp_path / "a.case")
    case.close()
    paths = setting_up.write_shares(shares, tmp_path / "paper")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "paper", *paths)] == [0o700, 0o600, 0o600, 0o600]
    assert tuple(map(setting_up.read_share, paths)) == shares
    before = [path.read_bytes() for path in paths]
    with pytest.raises(CasefileError, match="something in this place"):
        setting_up.write_shares(shares, tmp_path / "paper")
    assert [path.read_bytes() for path in paths] == before
    (tmp_path / "Dropbox").mkdir()
    with pytest.raises(CasefileError, match="cloud"):
        setting_up.write_shares(shares, tmp_path / "Dropbox")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CasefileError, match="could not be written"):
        setting_up.write_shares(shares, tmp_path / "file" / "paper")
    (tmp_path / "bin").write_bytes(b"\xff\xfe\x00")
    for unreadable in (tmp_path / "bin", tmp_path / "nothing"):
        with pytest.raises(MisuseError):
            setting_up.read_share(unreadable)


def test_shares_are_gathered_in_any_order_and_form(tmp_path: Path) -> None:
    case, shares = shared(tmp_path / "a.case", (3, 4))
    case.close()
    other, strange = shared(tmp_path / "b.case", (3, 4))
    other.close()
    held = Gathering()
    assert held.missing is None
    assert held.add("\n".join(setting_up.page(shares[2]))) == 3
    assert held.missing == 2
    for wrong, says in ((shares[2], "already"), (strange[0], "another set"), ("academic acid", "no share"), ("", "no share")):
        with pytest.raises(MisuseError, match=says):
            held.add(wrong)
    assert held.missing == 2
    held.add(" ".join(word[:4].upper() for word in shares[0].split()))
    held.add(shares[3])
    assert held.missing == 0
    recovered(tmp_path / "a.case", list(held.shares)).close()


def test_older_longer_shares_open_what_they_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "SEED", 32)
    case, shares = shared(tmp_path / "a.case", (2, 3))
    case.close()
    monkeypatch.undo()
    assert {len(share.split()) for share in shares} == {33}
    with recovered(tmp_path / "a.case", list(shares[1:])) as again:
        anew = again.new_shares(2, 3)
    assert {len(share.split()) for share in anew} == {20}
    recovered(tmp_path / "a.case", list(anew[:2])).close()


@calm
@given(st.text(max_size=300))
def test_no_typed_text_breaks_the_gathering(text: str) -> None:
    with pytest.raises(MisuseError):
        Gathering().add(text)


# --- passphrases ------------------------------------------------------------------------------------------


def test_a_passphrase_is_added_changed_and_removed_and_each_is_logged(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    make.new_case(folder).close()
    with opened(folder, make.PASSPHRASE) as case:
        added = ways.add_passphrase(case, OTHER, by="p_a", cost=make.CHEAP)
    assert [opens(folder, words) for words in (make.PASSPHRASE, OTHER)] == [True, True]
    with opened(folder, make.PASSPHRASE) as case:
        changed = ways.change_passphrase(case, OTHER + " two", by="p_a", cost=make.CHEAP)
    assert [opens(folder, words) for words in (make.PASSPHRASE, OTHER, OTHER + " two")] == [False, True, True]
    assert {way.id for way in ways.ways_in(folder)} == {added, changed}
    with opened(folder, OTHER) as case:
        with pytest.raises(MisuseError, match="no such way"):
            ways.remove(case, "sl_nothing", by="p_a")
        ways.remove(case, changed, by="p_a")
        with pytest.raises(MisuseError, match="last passphrase"):
            ways.remove(case, added, by="p_a")
        with pytest.raises(MisuseError, match="too short"):
            ways.change_passphrase(case, "short", by="p_a", cost=make.CHEAP)
        assert said(case) == ["passphrase_added", "passphrase_changed", "passphrase_removed"]
        assert case.verify(deep=True).ok
    assert [opens(folder, words) for words in (make.PASSPHRASE, OTHER, OTHER + " two")] == [False, True, False]


def test_recovery_shares_are_replaced_never_removed(tmp_path: Path) -> None:
    case, _ = shared(tmp_path / "a.case")
    (recovery,) = (way for way in ways.ways_in(case.folder) if way.kind == "recovery")
    with case, pytest.raises(MisuseError, match="replaced"):
        ways.remove(case, recovery.id, by="p_a")
    assert (recovery.needed, recovery.shares) == (2, 3)


def test_a_lost_passphrase_is_replaced_with_shares_even_before_they_were_confirmed(tmp_path: Path) -> None:
    case, _ = shared(tmp_path / "a.case")
    with case:
        case.new_shares(2, 3)
        shares = case.shares
    with recovered(tmp_path / "a.case", list(shares[1:])) as case:
        ways.add_passphrase(case, OTHER, by="p_a", cost=make.CHEAP, why="recovered")
        assert not case.set_up
    with opened(tmp_path / "a.case", OTHER) as case:
        assert said(case)[-1] == "passphrase_recovered"


# --- a slot file that somebody made up -------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["id", "kind", "kdf", "memory_kib", "passes", "lanes", "salt", "box", "wrapped", "threshold", "shares"])
SLOTS = st.dictionaries(NAMES, JSON | st.sampled_from(["passphrase", "recovery", "argon2id", "00" * 32]), max_size=9)


@calm
@given(made=st.lists(SLOTS, max_size=3))
def test_no_slot_file_of_our_form_raises_anything_but_our_errors(tmp_path: Path, made: list[dict[str, object]]) -> None:
    """Slots of the right shape with anything in them: told, never taken, and never a cost that the machine cannot bear."""
    with contextlib.suppress(RushlightError):
        (tmp_path / slots.FILE).write_bytes(canonical({"case": "ca_x", "format": slots.FORMAT, "slots": made}))
        assert len(ways.ways_in(tmp_path)) == len(made)
        held = slots.read(tmp_path)
        with pytest.raises(RushlightError):
            next(held.unlock(make.PASSPHRASE, secrets.token_bytes))


@calm
@given(data=st.binary(max_size=400) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_in_place_of_a_slot_file_are_taken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / slots.FILE).write_bytes(data)
    with pytest.raises(RushlightError):
        ways.ways_in(tmp_path)


# --- travel -----------------------------------------------------------------------------------------------


def test_after_travel_no_passphrase_opens_and_the_shares_do(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    case, shares = shared(folder)
    with case:
        make.fill(case)
        ways.add_passphrase(case, OTHER, by="p_a", cost=make.CHEAP)
        before, checkpoint = [e.id for e in case.events()], case.checkpoint()
    old_slots = (folder / slots.FILE).read_bytes()
    done = ways.travel(opened(folder, make.PASSPHRASE), by="p_a")
    done.case.close()
    assert (done.needed, done.shares, done.taken, done.new_key) == (2, 3, 2, True)
    for words in (make.PASSPHRASE, OTHER):
        with pytest.raises(WrongPassphrase) as refused:
            opened(folder, words)
        assert "travel" in (refused.value.hint or "")
    assert [way.kind for way in ways.ways_in(folder)] == ["recovery"]
    for share in shares:
        with pytest.raises(MisuseError):
            recovered(folder, [share])
    with recovered(folder, [shares[2], shares[0]]) as case:
        assert [e.id for e in case.events()][: len(before)] == before
        assert case.verify(deep=True, checkpoint=checkpoint).ok
        assert said(case)[-1] == "travel"
        ways.add_passphrase(case, OTHER, by="p_a", cost=make.CHEAP, why="recovered")
    assert opens(folder, OTHER)
    (folder / slots.FILE).write_bytes(old_slots)  # what forensics may bring back, with the passphrase that was forced out
    with pytest.raises(Tampered):
        opened(folder, make.PASSPHRASE)


def test_nobody_travels_without_confirmed_shares(tmp_path: Path) -> None:
    make.new_case(tmp_path / "a.case").close()
    with opened(tmp_path / "a.case", make.PASSPHRASE) as case:
        with pytest.raises(MisuseError, match="confirmed"):
            ways.travel(case, by="p_a")
        case.new_shares(2, 3)
        with pytest.raises(MisuseError, match="confirmed"):
            ways.travel(case, by="p_a")
    assert opens(tmp_path / "a.case", make.PASSPHRASE)


def test_travel_without_room_for_a_new_key_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, shares = shared(tmp_path / "a.case")

    def full(folder: Path, needed: int) -> None:
        raise CasefileError("the disk is nearly full, nothing was written")

    monkeypatch.setattr(rekeying, "check_room", full)
    done = ways.travel(case, by="p_a")
    done.case.close()
    assert not done.new_key
    assert not opens(tmp_path / "a.case", make.PASSPHRASE)
    recovered(tmp_path / "a.case", list(shares[:2])).close()


@pytest.mark.parametrize("at", range(14))
def test_travel_cut_off_at_any_step_leaves_a_casefile_that_the_shares_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    case, shares = shared(tmp_path / "a.case")
    make.fill(case)
    with cutting.interrupted(monkeypatch, STEPS, at):
        case = ways.travel(case, by="p_a").case
    case.close()
    with recovered(tmp_path / "a.case", list(shares[:2])) as case:
        assert case.verify(deep=True).ok


KILLS = int(os.environ.get("RUSHLIGHT_TRAVEL_KILLS", "6"))


def test_kill_9_in_the_middle_of_travel_leaves_a_casefile_that_the_shares_open(tmp_path: Path) -> None:
    """Real processes, killed at a moment drawn anew each time; the shares open it and nothing is missing."""
    folder, chance, travelled = tmp_path / "a.case", random.Random(11), 0
    case, shares = shared(folder)
    with case:
        make.fill(case)
        events = {event.id for event in case.events()}
    for _ in range(KILLS):
        with recovered(folder, list(shares[:2])) as case:
            if not any(way.kind == "passphrase" for way in ways.ways_in(folder)):
                ways.add_passphrase(case, make.PASSPHRASE, by="p_a", cost=make.CHEAP)
        child = subprocess.Popen(
            [sys.executable, Path(__file__).parent / "travelling.py", folder], stdout=subprocess.PIPE, cwd=Path(__file__).parent
        )
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.06))
        child.kill()
        travelled += b"done" in child.communicate()[0]
        with recovered(folder, list(shares[:2])) as case:
            assert {event.id for event in case.events()} >= events
            assert case.verify(deep=True).ok
    assert not list(folder.glob("*.next*"))
    assert not list(folder.glob("*" + files.OLD))


# --- panic, and what is left on the disk ------------------------------------------------------------------


def test_after_panic_nothing_opens(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    case, shares = shared(folder)
    case.close()
    (folder / (slots.FILE + ".new")).write_bytes((folder / slots.FILE).read_bytes())
    kept = os.open(folder / slots.FILE, os.O_RDONLY)  # the bytes on the disk, as somebody who reads the blocks sees them
    length = os.fstat(kept).st_size
    ways.panic(folder)
    assert os.pread(kept, length * 2, 0) == bytes(length)
    os.close(kept)
    assert {p.name for p in folder.iterdir()} == {"vault.db"}
    for way_in in (lambda: opened(folder, make.PASSPHRASE), lambda: recovered(folder, list(shares[:2]))):
        with pytest.raises(CasefileError, match="no casefile here"):
            way_in()
    for place in (folder, tmp_path / "nothing"):
        with pytest.raises(CasefileError, match="no key slots"):
            ways.panic(place)


def test_slots_that_are_replaced_are_overwritten_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    make.new_case(folder).close()
    kept = os.open(folder / slots.FILE, os.O_RDONLY)
    length = os.fstat(kept).st_size
    with opened(folder, make.PASSPHRASE) as case:
        ways.change_passphrase(case, OTHER, by="p_a", cost=make.CHEAP)
    assert os.pread(kept, length * 2, 0) == bytes(length)
    os.close(kept)
    assert opens(folder, OTHER)


def test_a_slot_file_with_a_second_name_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    make.new_case(folder).close()
    (tmp_path / "backup").hardlink_to(folder / slots.FILE)
    before = (tmp_path / "backup").read_bytes()
    with opened(folder, make.PASSPHRASE) as case:
        ways.change_passphrase(case, OTHER, by="p_a", cost=make.CHEAP)
    assert (tmp_path / "backup").read_bytes() == before


def test_a_write_that_fails_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a.case"
    make.new_case(folder).close()
    before = (folder / slots.FILE).read_bytes()

    def failing(handle: int) -> None:
        raise OSError

    with opened(folder, make.PASSPHRASE) as case:
        monkeypatch.setattr(files, "_flush", failing)
        with pytest.raises(CasefileError, match="could not be written"):
            ways.change_passphrase(case, OTHER, by="p_a", cost=make.CHEAP)
    assert (folder / slots.FILE).read_bytes() == before


# --- bad places -------------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with a space in its name."""
    place = tmp_path / "a disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("only root can make a disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def write_protect(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


def test_a_read_only_medium_is_refused_for_writing_and_can_be_read(disk: Path) -> None:
    folder = disk / "a.case"
    with make.new_case(folder) as case:
        document = make.fill(case)
        big = make.TEXT.encode() * 20_000
        case.add_document(make.a_document(make.TEXT, big), make.TEXT, big, alias="R2", collected_by="p_a", by="p_a")
    write_protect(disk)
    with pytest.raises(CasefileError, match="only be read from") as refused:
        opened(folder, make.PASSPHRASE)
    assert refused.value.hint
    with pytest.raises(CasefileError, match="only be read from"):
        make.new_case(disk / "b.case")
    for asked in (True, None):
        with open_casefile(folder, make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now, read_only=asked) as case:
            assert case.text(document) == make.TEXT
            assert case.verify(deep=True).ok
            assert len(case.original(case.documents()[1].document.id)) == len(big)
            for write in (
                lambda case: case.append("test.note", {}, by="p_a"),
                lambda case: case.vault.open(case.vault.subjects(), reason="looking", at=make.T0, by="p_a"),
                lambda case: case.rekey(),
                lambda case: ways.change_passphrase(case, OTHER, by="p_a", cost=make.CHEAP),
                lambda case: case.rebuild(),
            ):
                with pytest.raises(CasefileError, match="read"):
                    write(case)
    with pytest.raises(WrongPassphrase):
        open_casefile(folder, OTHER, randomness=secrets.token_bytes, now=make.now, read_only=True)


def test_changes_that_are_not_in_the_database_yet_are_not_passed_over(disk: Path, tmp_path: Path) -> None:
    """A read-only medium whose last writer was killed would show an older state."""
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
        shutil.copytree(tmp_path / "a.case", disk / "a.case")  # as it stands while it is open
    write_protect(disk)
    with pytest.raises(CasefileError, match="not in the database yet") as refused:
        open_casefile(disk / "a.case", make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now, read_only=True)
    assert refused.value.hint


def test_read_only_on_a_disk_that_can_be_written_still_keeps_others_out(tmp_path: Path) -> None:
    make.new_case(tmp_path / "a.case").close()
    with (
        open_casefile(tmp_path / "a.case", make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now, read_only=True),
        pytest.raises(CasefileError, match="open elsewhere"),
    ):
        make.reopen(tmp_path / "a.case")


@pytest.mark.parametrize("place", ["Dropbox", "OneDrive - Team", "Library/Mobile Documents/x", "my Nextcloud", "pCloudDrive"])
def test_folders_that_are_copied_to_a_cloud_are_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    with pytest.raises(CasefileError, match="cloud") as refused:
        make.new_case(tmp_path / place / "a.case")
    assert refused.value.hint
    assert list((tmp_path / place).iterdir()) == []
    make.new_case(tmp_path / "a.case").close()
    (tmp_path / "a.case").rename(tmp_path / place / "a.case")
    with pytest.raises(CasefileError, match="cloud"):
        make.reopen(tmp_path / place / "a.case")


def test_a_link_and_a_mark_of_a_syncing_program_are_seen_too(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(CasefileError, match="cloud"):
        make.new_case(tmp_path / "plain" / "a.case")
    (tmp_path / "shared" / "deep").mkdir(parents=True)
    (tmp_path / "shared" / ".stfolder").mkdir()
    with pytest.raises(CasefileError, match="cloud"):
        make.new_case(tmp_path / "shared" / "deep" / "a.case")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "smb3", "ceph", "fuse.rclone"])
def test_disks_across_a_network_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    place = tmp_path / "far away"
    place.mkdir()
    table = f"/dev/vda / ext4 rw 0 0\nserver:/x {str(place).replace(' ', chr(92) + '040')} {kind} rw 0 0\n"
    real = Path.read_text

    def fake(self: Path, *args: object, **kwargs: object) -> str:
        return table if str(self) == "/proc/self/mounts" else real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", fake)
    with pytest.raises(CasefileError, match="another computer"):
        make.new_case(place / "a.case")
    assert files.file_system(tmp_path) == "ext4"


@calm
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0/"), max_size=60))
def test_no_name_of_a_folder_breaks_the_look_at_the_place(name: str) -> None:
    hints = []
    try:
        files.check_place(Path("somewhere") / (name or "x"))
    except RushlightError as error:
        hints.append(error.hint)
    assert all(hints)
