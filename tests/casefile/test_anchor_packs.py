"""A disclosure pack carries the anchors that bind its events, shows nothing of other devices, and no changed one holds."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_casefile as make
import making_disclosure
import pytest
from making_disclosure import COLLEAGUE
from making_tsa import NAME, Authority, needs_openssl
from test_anchor_states import ots_of
from test_case_standalone import ALONE

from rushlight.casefile import Casefile, anchors, storing
from rushlight.casefile.canonical import canonical
from rushlight.casefile.disclosed import CONTENT, check_disclosure
from rushlight.casefile.disclosure import disclose
from rushlight.errors import Tampered

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Casefile]:
    made, _ = making_disclosure.team(tmp_path / "a.case")
    with made:
        yield made


def keep(case: Casefile, authority: Authority, *, ots: bool = False) -> anchors.Anchor:
    anchor = anchors.ask(case, at=make.T0, by="p_a")
    anchors.keep(case, authority(anchor.request), [authority.root_der], at=make.T0, by="p_a")
    if ots:
        anchors.keep_ots(case, ots_of(anchor), at=make.T0, by="p_a")
    return anchor


def packed(case: Casefile, *chosen: str) -> bytes:
    return disclose(case, chosen, with_names=False, at=make.T0, by="p_a").pack


def content(pack: bytes) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(storing.read(pack)[CONTENT])
    return said


def alone(pack: bytes, folder: Path) -> tuple[int, str]:
    """What the stand-alone verifier says."""
    (folder / "p.disclosure").write_bytes(pack)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = ALONE.main([str(folder / "p.disclosure")])
    return code, said.getvalue()


def test_the_pack_says_until_when_its_events_were_there(case: Casefile, authority: Authority, tmp_path: Path) -> None:
    anchor = keep(case, authority, ots=True)
    after = case.append("test.note", {"n": 9}, by="p_a")
    pack = packed(case, "R1", after.id)
    stamp, ots = check_disclosure(pack).anchors
    assert (stamp.events, stamp.devices, stamp.authority, stamp.anchor) == (1, 1, NAME, anchor.id)
    assert stamp.time is not None
    assert (ots.kind, ots.time, ots.events) == ("opentimestamps", None, 1)
    assert after.id not in content(pack)["anchors"][0]["inclusion"]
    code, said = alone(pack, tmp_path)
    assert code == 0, said
    assert f"-digest {anchor.digest.hex()}" in said


def test_openssl_alone_verifies_what_the_stand_alone_prints(case: Casefile, authority: Authority, tmp_path: Path) -> None:
    keep(case, authority)
    pack = packed(case, "R1")
    _, said = alone(pack, tmp_path)
    line = next(line for line in said.splitlines() if "openssl ts -verify" in line)
    for name, data in storing.read(pack).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    command = line[line.index("openssl") :].split()
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    wrong = [word if len(word) != 64 else "0" * 64 for word in command]
    assert subprocess.run(wrong, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_nothing_of_another_device_is_shown(case: Casefile, authority: Authority) -> None:
    anchor = keep(case, authority)
    stranger = making_disclosure.Colleague(case, "dv_third")
    stranger.write("device.joined", stranger.announcement)
    case.append("device.admitted", {**stranger.announcement, "roles": ["reviewer"]}, by="p_a")
    second = keep(case, authority)
    theirs = next(e.id for e in case.events() if e.device == COLLEAGUE and e.kind == "test.note")
    pack = packed(case, "R1", theirs)
    found = {said["id"]: said for said in content(pack)["anchors"]}
    assert [head["device"] for head in found[anchor.id]["heads"]] == sorted([case.device, COLLEAGUE])
    assert [head["device"] for head in content(packed(case, "R1"))["anchors"][0]["heads"]] == [case.device]
    assert second.heads["dv_third"].root.hex() not in json.dumps(found)
    assert b"dv_third" not in pack


def test_of_many_anchors_the_first_that_binds_an_event_is_enough(case: Casefile, authority: Authority, tmp_path: Path) -> None:
    first = keep(case, authority)
    event = case.append("test.note", {"n": 1}, by="p_a")
    second = keep(case, authority)
    keep(case, authority)
    assert [said["id"] for said in content(packed(case, "R1"))["anchors"]] == [first.id]
    assert [said["id"] for said in content(packed(case, "R1", event.id))["anchors"]] == [first.id, second.id]
    other = keep(case, Authority(tmp_path / "other", name="Elsewhere"))
    assert [said["id"] for said in content(packed(case, "R1"))["anchors"]] == [first.id, other.id]


def test_without_anchors_a_pack_is_as_it_was(case: Casefile, authority: Authority) -> None:
    plain = packed(case, "R1")
    assert "anchors" not in content(plain)
    anchors.ask(case, at=make.T0, by="p_a")
    event = case.append("test.note", {"n": 1}, by="p_a")
    assert not [name for name in storing.read(packed(case, event.id)) if "nchor" in name.lower()]


def test_an_odd_anchor_of_a_member_hinders_no_disclosure(case: Casefile, authority: Authority) -> None:
    anchor = keep(case, authority)
    good = case.records("anchor.kept")[0].data
    junk = b"junk"
    case.append("anchor.kept", {**good, "token": "anVuaw==", "sha256": hashlib.sha256(junk).hexdigest()}, by="p_a")
    case.append("anchor.kept", {**good, "kind": "seal"}, by="p_a")
    asked = case.records("anchor.asked")[0].data
    heads = {case.device: {"size": 900, "root": "00" * 32}, COLLEAGUE: {"size": 1, "root": "00" * 32}}
    case.append("anchor.asked", {**asked, "id": "an_odd", "heads": heads}, by="p_a")
    case.append("anchor.asked", {**asked, "heads": heads}, by="p_a")
    assert [one.anchor for one in check_disclosure(packed(case, "R1")).anchors] == [anchor.id]


def altered(pack: bytes) -> Iterator[tuple[str, bytes]]:
    files = storing.read(pack)
    said = json.loads(files[CONTENT])

    def again(*listed: Any, **changes: bytes) -> bytes:
        return storing.write({**files, CONTENT: canonical({**said, "anchors": list(listed)}), **changes})

    one = said["anchors"][0]
    yield "no anchors", again()
    yield "twice", again(one, one)
    yield "none said", storing.write({**files, CONTENT: canonical({k: v for k, v in said.items() if k != "anchors"})})
    for name in one:
        for other in (None, 7, "", "x", [], {}, [{}], ["00"], ["00" * 32], {"x": []}):
            if other != one[name]:
                yield f"other {name} {other}", again({**one, name: other})
        yield f"without {name}", again({k: v for k, v in one.items() if k != name})
    yield "more", again({**one, "more": 1})
    for n, head in enumerate(one["heads"]):
        for name, other in (
            ("size", head["size"] + 1),
            ("size", True),
            ("root", "00" * 32),
            ("salt", "00" * 32),
            ("device", "x"),
        ):
            heads = [*one["heads"][:n], {**head, name: other}, *one["heads"][n + 1 :]]
            yield f"head {name}", again({**one, "heads": heads})
    event, path = next(iter(one["inclusion"].items()))
    yield "a shorter path", again({**one, "inclusion": {**one["inclusion"], event: path[:-1]}})
    yield "a later event", again({**one, "inclusion": {**one["inclusion"], said["events"][-1]["header"]: path}})
    last = json.loads(said["events"][-1]["header"])["id"]
    if last not in one["inclusion"]:
        yield "an event after it", again({**one, "inclusion": {**one["inclusion"], last: path}})
    for name, data in files.items():
        if "anchors/" in name or name == "ANCHORS.txt":
            yield f"other {name}", storing.write({**files, name: data + b"x"})
            yield f"no {name}", storing.write({k: v for k, v in files.items() if k != name})
            yield f"flipped {name}", storing.write({**files, name: data[:40] + bytes([data[40] ^ 1]) + data[41:]})
    yield "one file more", storing.write({**files, "anchors/x.tsr": b"x"})


def refused(pack: bytes) -> bool:
    try:
        check_disclosure(pack)
    except Tampered:
        return True
    return False


COARSER = ("other nonce", "other others", "without nonce", "more", "no anchors")
"""What the stand-alone passes over: it does not ask how an anchor is written, only whether it binds the events."""


def test_no_pack_whose_anchors_were_changed_with_thought_holds(case: Casefile, authority: Authority, tmp_path: Path) -> None:
    keep(case, authority, ots=True)
    pack = packed(case, "R1", case.append("test.note", {"n": 1}, by="p_a").id)
    assert not refused(pack)
    tried = 0
    for what, changed in altered(pack):
        tried += 1
        assert refused(changed), what
        assert alone(changed, tmp_path)[0] == 1 or what.startswith(COARSER), what
    assert tried > 80
