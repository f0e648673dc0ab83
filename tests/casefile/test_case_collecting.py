"""Collectors: what they seal the team can read and they cannot; killed at any moment nothing acknowledged is lost."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_casefile as make
import making_collector as collectors
import making_team as team
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, bundles, collecting, identities, joining, keys, merging, teamfile
from rushlight.casefile.canonical import canonical, parse
from rushlight.casefile.keys.stream import decrypt
from rushlight.cli.main import run_with
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered, WrongPassphrase

KILLS = int(os.environ.get("RUSHLIGHT_COLLECTOR_KILLS", "4"))
CUTS = ("bundle", "headers", "state", "name")


@pytest.fixture
def members(tmp_path: Path) -> Iterator[list[Casefile]]:
    made = team.a_team(tmp_path, 2)
    identities.set_trustees(made[0], 2, [m.device for m in made], by="p_a")
    team.sync(made)
    yield made
    for case in made:
        with contextlib.suppress(CasefileError):
            case.close()


@pytest.fixture
def folder(tmp_path: Path, members: list[Casefile]) -> Path:
    return collectors.a_collector(tmp_path / "north.collector", members[0])


def waiting(folder: Path) -> list[Path]:
    return sorted((folder / "outbox").glob("*.bundle"))


def merged(case: Casefile, folder: Path, *, seed: int = 1) -> None:
    """Take in every bundle of the outbox, in some order."""
    found = waiting(folder)
    random.Random(seed).shuffle(found)
    for path in found:
        merging.merge(case, path, by="p_a")


def aliases(case: Casefile) -> set[str]:
    return {d.alias for d in case.documents()}


def test_what_was_collected_reaches_the_team_and_who_gave_it_its_trustees_only(
    tmp_path: Path, members: list[Casefile], folder: Path
) -> None:
    a, b = members
    with collectors.opened(folder) as collector:
        told = {
            collectors.collect(collector, source=True),
            collectors.collect(collector, large=True),
            collectors.collect(collector),
        }
    assert len(told) == 3
    merged(a, folder)
    assert aliases(a) == told
    assert merging.waiting(a) == {}
    assert a.verify(deep=True).ok
    first = next(d for d in a.documents() if d.source)
    assert make.NAME_EN in a.text(first.document.id)
    for document in a.documents():
        assert a.original(document.document.id).startswith(make.TEXT.encode())
    with pytest.raises(CasefileError, match="trustees only"):
        a.vault.open([str(first.source)], reason="follow_up", at=make.T0, by="p_a")
    request = identities.request(a, [str(first.source)], reason="follow_up", by="p_a")
    team.sync(members)
    identities.answer(b, request, by="p_b")
    team.sync(members)
    assert identities.open_identity(a, request, by="p_a")[str(first.source)]["name"] == make.NAME_KO
    assert b.verify(deep=True).ok


def test_the_collectors_source_is_known_to_it_by_alias_only(members: list[Casefile], folder: Path) -> None:
    with collectors.opened(folder) as collector:
        collectors.collect(collector, source=True)
        (alias,) = collector.state["sources"]
        with collector.writing() as case:
            (known,) = case.sources()
            text = "the same source again"
            document = make.a_document(text, text.encode())
            alias_of_report = collector.next_alias("report")
            case.add_document(document, text, text.encode(), alias=alias_of_report, source=known.id, collected_by="C1", by="C1")
    merged(members[0], folder)
    assert {s.alias for s in members[0].sources()} == {alias}
    assert {d.source for d in members[0].documents()} == {known.id}
    assert members[0].verify(deep=True).ok


# --- with everything the collector has -----------------------------------------------------------------


def everything(folder: Path) -> tuple[dict[str, Any], bytes]:
    """The collector's state, opened with its passphrase, and all bytes of all files with what its passphrase opens of them."""
    data = b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())
    with collectors.opened(folder) as collector:
        for name in collector.bundles():
            data += canonical(collector._headers(name))
        return collector.state, data + canonical(collector.state)


def test_with_all_its_files_and_its_passphrase_nothing_it_collected_opens(members: list[Casefile], folder: Path) -> None:
    with collectors.opened(folder) as collector:
        collectors.collect(collector, words="larkspur", source=True)
        collectors.collect(collector, words="larkspur", large=True)
    state, data = everything(folder)
    marks = [make.NAME_EN, make.NAME_KO, make.NAME_KO[:3], "larkspur", "tobias@example.org", "Wrenfield"]
    for mark in marks:
        for form in (mark.encode(), mark.encode("utf-16-le"), base64.b64encode(mark.encode())[:-4] or b"-"):
            assert form not in data, mark
    seeds = bytes.fromhex(state["seeds"])
    for path in waiting(folder):
        with path.open("rb") as file:
            head = bundles.read_head(file)
            rest = file.read()
        assert state["device"] not in head.to
        for closed in head.to.values():
            for seed in (seeds[:32], seeds[32:]):
                with pytest.raises(Tampered):
                    keys.open_box(seed, closed, head.about())
        for written in _identities(data):
            with pytest.raises(Tampered):
                decrypt(written, io.BytesIO(rest), io.BytesIO())
    merged(members[0], folder)
    held = _data_keys(members[0], state["device"])
    assert len(held) >= 5
    for key in held:
        for form in (key, key.hex().encode(), base64.b64encode(key)):
            assert form not in data
    assert not (folder / "blobs").exists()


def _identities(data: bytes) -> list[str]:
    return [word.decode() for word in data.split(b'"') if word.startswith(b"AGE-SECRET-KEY")]


def _data_keys(case: Casefile, device: str) -> list[bytes]:
    """The data keys of all that this device wrote but its first event, which holds public keys only."""
    sql = "SELECT id, wrapped_key FROM events WHERE device = ? AND seq > 0"
    rows = case._db.rows(sql, (device,))
    found = [case._ring.disclose(wrapped, event) for event, wrapped in rows]
    return found + [bytes.fromhex(row[0]) for row in case._db.rows("SELECT data_key FROM original WHERE device = ?", (device,))]


def test_the_casefile_in_memory_has_a_key_of_its_own_each_time(folder: Path) -> None:
    with collectors.opened(folder) as collector:
        seen = set()
        for _ in range(3):
            with collector._passing_case() as case:
                seen.add(case._ring.database_pragma())
    assert len(seen) == 3


# --- killed ----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for kill -9: nothing that would clean up may count on running."""


def cut(collector: collecting.Collector, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next collecting end right after this step."""

    def dying(step: Any) -> Any:
        def run(*args: Any, **named: Any) -> None:
            step(*args, **named)
            raise Killed

        return run

    if at == "bundle":
        monkeypatch.setattr(collecting.Collector, "_write_headers", lambda *_: (_ for _ in ()).throw(Killed()))
    elif at == "headers":
        monkeypatch.setattr(collecting.Collector, "_write_headers", dying(collecting.Collector._write_headers))
    elif at == "state":
        monkeypatch.setattr(collecting.Collector, "_write", dying(collecting.Collector._write))
    else:
        monkeypatch.setattr(collecting, "flush_folder", lambda _: (_ for _ in ()).throw(Killed()))


@pytest.mark.parametrize("at", CUTS)
def test_killed_after_each_step_no_place_is_used_twice(
    members: list[Casefile], folder: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    with collectors.opened(folder) as collector:
        told = [collectors.collect(collector)]
        with monkeypatch.context() as patched:
            cut(collector, at, patched)
            with pytest.raises(Killed):
                collectors.collect(collector, words="killed")
    with collectors.opened(folder) as collector:
        told += [collectors.collect(collector), collectors.collect(collector)]
    assert not list((folder / "outbox").glob("*.new"))
    merged(members[0], folder)
    assert merging.alarms(members[0]) == ()
    assert merging.waiting(members[0]) == {}
    assert set(told) <= aliases(members[0])
    assert len(aliases(members[0])) == (4 if at in ("state", "name") else 3)
    assert members[0].verify(deep=True).ok


def test_killed_for_real_nothing_acknowledged_is_lost(members: list[Casefile], folder: Path) -> None:
    script, path = Path(__file__).with_name("collecting_writer.py"), os.pathsep.join(p for p in sys.path if p)
    told, chance = [], random.Random(20)
    for _ in range(KILLS):
        command = [sys.executable, str(script), str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path})
        assert process.stdout
        told.append(process.stdout.readline().decode().strip())
        time.sleep(chance.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().decode().split()
        process.stdout.close()
        process.wait()
    collectors.opened(folder).close()
    for path_ in waiting(folder):
        merging.merge(members[0], path_, by="p_a")
    assert all(told)
    assert len(set(told)) == len(told)  # an alias once acknowledged is never given again
    assert set(told) <= aliases(members[0])
    assert merging.alarms(members[0]) == ()
    assert merging.waiting(members[0]) == {}
    assert members[0].verify(deep=True).ok


def test_what_fails_leaves_nothing(folder: Path) -> None:
    with collectors.opened(folder) as collector:
        state = dict(collector.state)
        with pytest.raises(MisuseError), collector.writing() as case:
            case.add_source("a name", by="C1")
        assert collector.state == state
        assert collector.bundles() == []


# --- deleting ----------------------------------------------------------------------------------------------


def test_a_bundle_deleted_before_it_was_handed_over_is_never_read_and_the_log_goes_on(
    members: list[Casefile], folder: Path
) -> None:
    with collectors.opened(folder) as collector:
        kept = {collectors.collect(collector)}
        (before,) = collector.bundles()
        gone = collectors.collect(collector, words="larkspur", source=True)
        (doomed,) = set(collector.bundles()) - {before}
        collector.delete(doomed, by="C1")
        assert doomed not in collector.bundles()
        kept.add(collectors.collect(collector))
        with pytest.raises(MisuseError, match="no such bundle"):
            collector.delete(doomed, by="C1")
    assert gone not in kept
    merged(members[0], folder)
    assert aliases(members[0]) == kept
    assert merging.waiting(members[0]) == {}
    assert members[0].verify(deep=True).ok


def test_a_bundle_whose_file_was_lost_is_named_and_can_be_given_up(members: list[Casefile], folder: Path) -> None:
    with collectors.opened(folder) as collector:
        collectors.collect(collector, words="larkspur", source=True)
        (lost,) = collector.bundles()
    (folder / "outbox" / lost).unlink()
    with collectors.opened(folder) as collector:
        kept = collectors.collect(collector)
        assert collector.missing() == [lost]
    merged(members[0], folder)
    assert aliases(members[0]) == set()  # the log has a gap
    with collectors.opened(folder) as collector:
        collector.delete(lost, by="C1")
        assert collector.missing() == []
        told = max(collector.bundles(), key=lambda name: (folder / "outbox" / name).stat().st_mtime_ns)
        with pytest.raises(MisuseError, match="tells of a deletion"):
            collector.delete(told, by="C1")
    merged(members[0], folder)
    assert aliases(members[0]) == {kept}
    assert merging.waiting(members[0]) == {}
    assert members[0].verify(deep=True).ok


def test_what_was_handed_over_cannot_be_taken_back(members: list[Casefile], folder: Path) -> None:
    with collectors.opened(folder) as collector:
        kept = collectors.collect(collector)
        merged(members[0], folder)
        (bundle,) = collector.bundles()
        collector.handed_over(bundle)
        assert list((folder / "outbox").iterdir()) == []
        with pytest.raises(MisuseError, match="no such bundle"):
            collector.delete(bundle, by="C1")
    assert aliases(members[0]) == {kept}


# --- what does not belong ------------------------------------------------------------------------------------


def test_one_process_at_a_time_and_the_right_passphrase(folder: Path) -> None:
    with collectors.opened(folder), pytest.raises(CasefileError, match="open elsewhere"):
        collectors.opened(folder)
    with pytest.raises(WrongPassphrase):
        collecting.open_collector(folder, "another passphrase", randomness=secrets.token_bytes, now=make.now)
    with pytest.raises(CasefileError, match="no collector"):
        collectors.opened(folder.with_name("other.collector"))


def test_a_copied_collector_raises_the_alarm(tmp_path: Path, members: list[Casefile], folder: Path) -> None:
    copy = tmp_path / "copy.collector"
    shutil.copytree(folder, copy)
    for place in (folder, copy):
        with collectors.opened(place) as collector:
            device = collector.device
            collectors.collect(collector, words=place.name)
        merged(members[0], place)
    assert merging.alarms(members[0]) == (device,)


def test_the_team_file_holds_no_name_and_a_changed_one_is_refused(tmp_path: Path, members: list[Casefile]) -> None:
    make.fill(members[0])
    content = teamfile.write(members[0])
    for mark in (make.NAME_EN, "Tobias", "p_a", "S1", "R1"):
        assert mark not in json.dumps(content)
    assert teamfile.read(content).members.keys() == {m.device for m in members}
    stranger = {"dv_" + "0" * 26: keys.box_key(secrets.token_bytes(32)).hex()}
    variants: list[dict[str, Any]] = [
        {"members": content["members"] | stranger},
        {"members": {}},
        {"trustees": None},
        {"trustees": {**content["trustees"], "k": 1}},
        {"turn": content["turn"] + 1},
        {"case": "ca_" + "0" * 26},
        {"founder": {**content["founder"], "public_key": "00" * 32}},
    ]
    for changed in variants:
        with pytest.raises(Tampered, match="no team file"):
            teamfile.read(content | changed)
        with pytest.raises(Tampered):
            collecting.create(
                tmp_path / "x.collector",
                content | changed,
                make.PASSPHRASE,
                randomness=secrets.token_bytes,
                now=make.now,
                by="C1",
            )
    assert not list(tmp_path.glob("*x.collector"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(json_values, st.sampled_from(sorted(teamfile._FIELDS)))
@settings(max_examples=60, deadline=None)
def test_no_team_file_makes_the_reader_fail_otherwise(value: Any, field: str) -> None:
    filled = dict.fromkeys(teamfile._FIELDS, value) | {"format": teamfile.FORMAT, field: value}
    for content in (value, filled):
        with pytest.raises(Tampered):
            teamfile.read(content)


def test_a_damaged_collector_is_refused_as_ours(folder: Path) -> None:
    path = folder / "collector.json"
    whole = path.read_bytes()
    for seed in range(40):
        chance, data = random.Random(seed), bytearray(whole)
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        with pytest.raises(RushlightError) as failed:
            collectors.opened(folder)
        assert isinstance(failed.value, Tampered | WrongPassphrase), seed
    path.write_bytes(whole)
    collectors.opened(folder).close()


def test_a_collector_may_not_do_what_members_do(members: list[Casefile], folder: Path) -> None:
    """Its device signs whatever it likes; what its role does not allow does not count."""
    a, _ = members
    source = a.add_source("S1", name=make.NAME_EN, by="p_a")
    with collectors.opened(folder) as collector, collector.writing() as case:
        box, _ = case._ring.new_request_box("ev_mine00")
        body = {"subjects": [source], "records": a.vault.records(source), "reason": "follow_up", "box_key": box.hex()}
        case.append("identity.requested", body, by="C1", event_id="ev_mine00")
        case.append("trustees.set", {"k": 2, "n": 2, "trustees": [case.device, a.device]}, by="C1")
    merged(a, folder)
    assert identities.requests(a) == ()
    found = identities.now_in_force(a)
    assert found is not None
    assert set(found.boxes) == {m.device for m in members}


# --- the command line -------------------------------------------------------------------------------------------


def called(folder: Path, *args: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_with([*args, "--passphrase-file", "pw"])
    return code, out.getvalue(), err.getvalue()


def test_the_whole_path_on_the_command_line(tmp_path: Path, members: list[Casefile], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "calibrated", lambda: make.CHEAP)
    (tmp_path / "pw").write_text(make.PASSPHRASE)
    report = "On 12 October 2025 in Hyesan, two officers of the county security office demanded 10,000 yuan from a family.\n"
    (tmp_path / "report.txt").write_text(report)
    for case in members:
        case.close()
    code, out, err = called(tmp_path, "collector", "team", "0.case", "--to", "team.json")
    assert (code, "fingerprint" in out) == (0, True), err
    assert called(tmp_path, "collector", "team", "0.case", "--to", "team.json")[0] == 2
    code, out, err = called(tmp_path, "collector", "new", "team.json", "n.collector")
    assert (code, "seals for 2 devices" in out) == (0, True), err
    code, out, err = called(tmp_path, "collect", "n.collector", "report.txt", "--kind", "testimony", "--new-source")
    assert (code, "sealed as" in out) == (0, True), err
    assert "Hyesan" not in out + err
    source = next(word.rstrip(":") for word in out.split() if word.endswith("S1:"))
    assert "rushlight collector handed-over n.collector bu_" in err
    code, out, err = called(tmp_path, "collect", "n.collector", "report.txt", "--source", source)
    assert code == 0, err
    assert called(tmp_path, "collect", "n.collector", "report.txt", "--source", "S7")[0] == 2
    code, out, err = called(tmp_path, "collector", "list", "n.collector")
    assert (code, out.count(".bundle")) == (0, 2), err
    doomed = out.split()[0].rsplit("/", 1)[-1]
    code, _, err = called(tmp_path, "collector", "delete", "n.collector", doomed)
    assert code == 0, err
    with make.reopen(tmp_path / "0.case") as case:
        request = parse((tmp_path / "n.collector" / "request.json").read_bytes())
        assert joining.admit(case, request, ["collector"], by="p_a")
        merged(case, tmp_path / "n.collector")
        assert len(case.documents()) == 1
        assert case.readings()
        assert case.verify(deep=True).ok
