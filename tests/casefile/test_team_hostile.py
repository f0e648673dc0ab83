"""Bundles from hostile hands, and merges that are killed: refused or done, never half."""

from __future__ import annotations

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
import making_teams as team
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, bundles, files, histories, joining, merging, sending
from rushlight.casefile.arriving import Arrivals, Gone
from rushlight.casefile.canonical import canonical
from rushlight.casefile.keys import box_key, open_box
from rushlight.casefile.keys.stream import encrypt, new_identity
from rushlight.errors import RushlightError

KILLS = int(os.environ.get("RUSHLIGHT_KILLS", "3"))
EXAMPLES = int(os.environ.get("RUSHLIGHT_EXAMPLES", "40"))
settings.register_profile("bundles", max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
bounded = settings(settings.get_profile("bundles"))
BOX = box_key(bytes(32))

Values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 1 << 60)
    | st.text(max_size=20)
    | st.sampled_from(["AAAA", "AA==", "bl_x", "dv_x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=5,
)
NAMES = ("header", "signature", "sealed", "data_key", "id", "part", "of")
Lines = st.one_of(
    Values,
    st.fixed_dictionaries({"event": st.dictionaries(st.sampled_from(NAMES), Values, max_size=5)}),
    st.fixed_dictionaries({"vault": st.dictionaries(st.sampled_from(NAMES), Values, max_size=4)}),
    st.fixed_dictionaries({"blob": st.dictionaries(st.sampled_from(NAMES), Values, max_size=4)}),
    st.fixed_dictionaries({"checkpoint": Values}),
    st.fixed_dictionaries({"end": Values}),
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(a colleague's casefile, a bundle for it)."""
    folder = tmp_path_factory.mktemp("pair")
    with make.new_case(folder / "a.case") as admin:
        make.fill(admin)
        with team.colleague(admin, folder / "b.case") as other:
            for n in range(30):
                admin.put_setting(f"s{n}", n, by="p_a")
            original = secrets.token_bytes(1_300_000)
            admin.add_document(make.a_document("t", original), "t", original, alias="R2", collected_by="p", by="p")
            path = sending.send(admin, folder, to=[other.device]).path
    return folder / "b.case", path


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    with make.new_case(tmp_path_factory.mktemp("opened") / "a.case") as case:
        yield case


@bounded
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda b: bundles.FORMAT + b))
def test_the_head_of_anything_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(RushlightError):
        bundles.read_head(io.BytesIO(data))


@bounded
@given(st.dictionaries(st.sampled_from(["case", "from", "id", "to", "x"]), Values, max_size=5))
def test_a_head_of_other_fields_is_a_clear_error(head: dict[str, Any]) -> None:
    try:
        data = canonical(head)
    except RushlightError:
        return  # what JSON cannot hold
    with pytest.raises(RushlightError):
        bundles.read_head(io.BytesIO(bundles.FORMAT + data + b"\n"))


@bounded
@given(lines=st.lists(Lines, max_size=6), tail=st.binary(max_size=5))
def test_any_lines_are_taken_or_refused_with_an_error_of_ours(opened: Casefile, lines: list[Any], tail: bytes) -> None:
    """A member who closes whatever it likes for us: nothing may get through as another error, and nothing may stay."""
    identity = new_identity()
    sealed = io.BytesIO()
    written = [json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for line in lines]
    plain = "".join(line + "\n" for line in written).encode("utf-8", "ignore")
    encrypt(identity, io.BytesIO(plain + tail), sealed)
    head = bundles.Head(opened.id, opened.device, "bu_x", {}, "0" * 64)
    arrivals = Arrivals(opened, "bu_x", Gone())
    with pytest.raises(RushlightError), opened._db.transaction():
        bundles.read(io.BytesIO(sealed.getvalue()), head, identity, arrivals.take)
    assert not opened._db.rows("SELECT 1 FROM waiting_vault")


@bounded
@given(st.lists(st.binary(max_size=30), max_size=5))
def test_what_is_written_is_read(blobs: list[bytes]) -> None:
    lines = [line for n, data in enumerate(blobs) for line in bundles.blob_lines(f"bl_{n}", io.BytesIO(data), len(data))]
    out = io.BytesIO()
    counts = bundles.write(out, "ca_x", "dv_" + "0" * 26, {"dv_" + "1" * 26: BOX}, lines, secrets.token_bytes)
    assert counts["blob"] == len(blobs)
    out.seek(0)
    head = bundles.read_head(out)
    seen: list[Any] = []
    identity = open_box(bytes(32), head.to["dv_" + "1" * 26], head.about()).decode()
    bundles.read(out, head, identity, lambda kind, value: seen.append({kind: value}))
    assert seen == lines


def test_a_failing_source_of_lines_is_told_as_it_failed() -> None:
    def lines() -> Any:
        yield bundles.checkpoint_line("x")
        raise RushlightError("the casefile is broken")

    with pytest.raises(RushlightError, match="the casefile is broken"):
        bundles.write(io.BytesIO(), "ca_x", "dv_x", {"dv_1": BOX}, lines(), secrets.token_bytes)


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LONGEST_LINE", 1000)
    identity, sealed = new_identity(), io.BytesIO()
    encrypt(identity, io.BytesIO(b"x" * 100_000), sealed)
    head = bundles.Head("ca_x", "dv_x", "bu_x", {})
    with pytest.raises(RushlightError, match="too long"):
        bundles.read(io.BytesIO(sealed.getvalue()), head, identity, lambda kind, value: None)


@pytest.mark.slow
def test_a_merge_that_is_killed_is_done_or_never_was(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """``kill -9`` at random moments; the same bundle then merges, and nothing is there twice."""
    chance, done = random.Random(int(os.environ.get("RUSHLIGHT_SEED", "1"))), 0
    for n in range(KILLS):
        folder = Path(shutil.copytree(pair[0], tmp_path / f"{n}.case"))
        command = [sys.executable, str(Path(__file__).with_name("team_merger.py")), str(folder), str(pair[1])]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.25)
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read()
        child.stdout.close()
        child.wait()
        with make.reopen(folder) as case:
            taken = sum(1 for s in range(30) if case.get_setting(f"s{s}") is not None)
            assert taken in (0, 30)
            assert taken == 30 or not said
            done += taken == 30
            assert case.verify(deep=True).ok
            merging.merge(case, pair[1], by="p_b")
            assert all(case.get_setting(f"s{s}") == s for s in range(30))
            assert len(case.documents()) == 2
            assert case.verify(deep=True).ok, case.verify(deep=True).faults
            assert case.records("bundle.merged")
        shutil.rmtree(folder)


def test_a_merge_into_a_disk_that_fails_leaves_the_casefile_as_it_was(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(pair[0], tmp_path / "b.case"))
    with make.reopen(folder) as case:
        before = team.state(case)

        def fails(*args: Any, **kwargs: Any) -> None:
            raise OSError

        with monkeypatch.context() as patched:
            patched.setattr(files, "_flush", fails)
            with pytest.raises(RushlightError):
                merging.merge(case, pair[1], by="p_b")
        with monkeypatch.context() as patched:
            patched.setattr(histories.projections, "write", fails)
            with pytest.raises(RushlightError):
                merging.merge(case, pair[1], by="p_b")
        assert team.state(case) == before
        assert not list(folder.glob("blobs/*/*"))
        merging.merge(case, pair[1], by="p_b")
        assert case.verify(deep=True).ok


def test_no_name_is_in_a_bundle_or_its_name(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as admin:
        make.fill(admin)
        with team.join(tmp_path / "b.case", joining.invitation(admin)) as other:
            request = canonical(joining.request(other))
            joining.admit(admin, joining.request(other), ["reviewer"], by="p_a")
            path = sending.send(admin, tmp_path, to=[other.device]).path
            invitation = canonical(joining.invitation(admin))
    for data in (path.read_bytes(), path.name.encode(), request, invitation):
        for mark in (make.NAME_EN, make.NAME_KO, "Tobias", "p_a", make.PASSPHRASE):
            assert mark.encode() not in data
