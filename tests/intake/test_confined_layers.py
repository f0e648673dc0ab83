"""Each layer of confinement by itself, so that none of them only seems to hold because another one does."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rushlight.intake.worker import confining, job, landlock, parent, seccomp

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in seccomp.TABLES, reason="Landlock and seccomp are Linux's"
)
ALONE = """
import sys
sys.path += sys.stdin.readline()[:-1].split("\\0")
from rushlight.intake.worker import confining, landlock, seccomp, probing
import ctypes, msgspec, os, resource, signal, socket, subprocess, tempfile
{before}
layers = confining.confine(sys.path)
print(msgspec.json.encode([layers, probing.probe()]).decode())
"""


def probed(before: str) -> tuple[dict[str, object], dict[str, bool]]:
    """(layers, what was refused) of a process that does ``before`` and then confines itself."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE.format(before=before)],
        input="\0".join(parent.readable()) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    layers, refused = json.loads(done.stdout)
    return layers, refused


def test_nothing_is_refused_without_layers() -> None:
    _, refused = probed("confining.confine = lambda readable: confining.Layers()")
    assert not any(refused.values()), refused


def test_landlock_by_itself() -> None:
    layers, refused = probed("seccomp.restrict = lambda machine, recognising: False")
    abi = landlock.version()
    assert (layers["landlock"], layers["calls"]) == (abi, False)
    assert refused["reading"]
    assert refused["writing"]
    assert refused["programs"]
    assert refused["tcp"] is (abi >= 4)
    assert refused["signals"] is (abi >= 6)
    assert not refused["udp"]
    assert not refused["processes"]


def test_the_filter_by_itself() -> None:
    layers, refused = probed("landlock.restrict = lambda rights: 0")
    assert (layers["landlock"], layers["calls"]) == (0, True)
    assert {name for name, done in refused.items() if not done} == {"reading"}


def test_an_older_kernel_gets_what_it_knows() -> None:
    """A version that knows less is asked for less; the filter forbids the rest."""
    for abi in range(1, landlock.version() + 1):
        layers, refused = probed(f"landlock.version = lambda: {abi}")
        assert layers["landlock"] == abi
        assert all(refused.values()), (abi, refused)


def test_no_landlock_and_no_filter_are_told() -> None:
    layers, _ = probed("landlock.version = lambda: 0\nseccomp.machine = lambda: 'riscv64'")
    assert (layers["landlock"], layers["calls"]) == (0, False)
    assert not confining.Layers(True, 0, False).whole


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another account")
def test_an_account_without_rights_is_confined_as_well() -> None:
    layers, refused = probed("os.setgid(65534); os.setuid(65534)")
    assert layers["landlock"] == landlock.version()
    assert layers["calls"]
    assert all(refused.values()), refused


def test_recognising_may_start_programs_and_nothing_else(tmp_path: Path) -> None:
    scratch, outside = tmp_path / "scratch", tmp_path / "outside.txt"
    scratch.mkdir()
    outside.write_text("kept", encoding="utf-8")
    code = f"""
import sys
sys.path += sys.stdin.readline()[:-1].split("\\0")
import subprocess, socket, os
from rushlight.intake.worker import confining
layers = confining.confine(sys.path, scratch={str(scratch)!r})
assert layers.whole, layers
open({str(scratch / "page")!r}, "w").write("x")
assert subprocess.run(["/bin/cat", {str(scratch / "page")!r}], capture_output=True).stdout == b"x"
assert subprocess.run(["/bin/cat", {str(outside)!r}], capture_output=True).returncode
for attempt in (lambda: open({str(outside)!r}), lambda: open({str(outside)!r}, "a"), lambda: open("/etc/passwd"),
                lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM), lambda: os.unlink({str(outside)!r}),
                lambda: subprocess.run([{str(scratch / "page")!r}])):
    try: attempt()
    except OSError: continue
    raise SystemExit(1)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        input="\0".join(parent.readable()) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert outside.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("name", seccomp.TABLES)
def test_no_number_stands_in_both_lists(name: str) -> None:
    table = seccomp.TABLES[name]
    plain, reaching = seccomp._plain(table, "plain"), seccomp._plain(table, "reaching")
    special = {seccomp._one(table, key) for key in ("clone", "clone3", "openat", "prlimit", "fcntl", "number")}
    assert len(set(plain)) == len(plain)
    assert not set(plain) & (set(reaching) | special)
    assert list(plain) == sorted(plain)
    assert max(*plain, *reaching) < seccomp._NEWEST
    for steps in (seccomp.strict(table), seccomp.loose(table)):
        assert len(steps) < 4096
        for at, (code, yes, no, _) in enumerate(steps):
            assert code in (seccomp._LOAD, seccomp._AND, seccomp._EQUAL, seccomp._AT_LEAST, seccomp._RETURN)
            assert at + 1 + max(yes, no) < len(steps) or code == seccomp._RETURN
            assert 0 <= max(yes, no) < 256


def run_filter(steps: list[seccomp.Step], arch: int, number: int, *args: int) -> int:
    """What the kernel's interpreter makes of a call: seccomp_data is number, architecture, address, six arguments."""
    words = [number, arch, 0, 0, *(half for a in (*args, *[0] * (6 - len(args))) for half in (a & 0xFFFFFFFF, a >> 32))]
    at = value = 0
    while True:
        code, yes, no, operand = steps[at]
        at += 1
        if code == seccomp._RETURN:
            return operand
        if code == seccomp._LOAD:
            value = words[operand // 4]
        elif code == seccomp._AND:
            value &= operand
        else:
            at += yes if (value == operand if code == seccomp._EQUAL else value >= operand) else no


@pytest.mark.parametrize("name", seccomp.TABLES)
def test_what_the_programs_say_of_every_call(name: str) -> None:
    """Both architectures' filters, run call by call: this machine can only try its own."""
    table = seccomp.TABLES[name]
    arch, plain, reaching = seccomp._one(table, "arch"), seccomp._plain(table, "plain"), seccomp._plain(table, "reaching")
    strict, loose = seccomp.strict(table), seccomp.loose(table)
    special = {seccomp._one(table, key) for key in ("clone", "clone3", "openat", "prlimit", "fcntl")} | {2}
    for number in range(seccomp._NEWEST):
        if number in special:
            continue
        assert run_filter(strict, arch, number) == (seccomp._ALLOW if number in plain else seccomp._REFUSE), number
        assert run_filter(loose, arch, number) == (seccomp._REFUSE if number in reaching else seccomp._ALLOW), number
    for number in (seccomp._NEWEST, 0x40000000 | 1, 0xFFFFFFFF, seccomp._one(table, "clone3")):
        assert run_filter(strict, arch, number) == run_filter(loose, arch, number) == seccomp._UNKNOWN
    assert run_filter(strict, arch ^ 1, 0) == run_filter(loose, arch ^ 1, 0) == seccomp._KILL


@pytest.mark.parametrize("name", seccomp.TABLES)
@pytest.mark.parametrize(
    ("call", "args", "allowed"),
    [
        ("clone", (0x10000 | 0x100,), True),
        ("clone", (17,), False),
        ("clone", (0x4000 | 0x100,), False),
        ("openat", (0, 0, 0o2000000), True),
        ("openat", (0, 0, 1), False),
        ("openat", (0, 0, 2), False),
        ("openat", (0, 0, 0o100), False),
        ("openat", (0, 0, 0o1000), False),
        ("prlimit", (0, 9, 0), True),
        ("prlimit", (0, 9, 4096), False),
        ("prlimit", (0, 9, 1 << 40), False),
        ("fcntl", (0, 1), True),
        ("fcntl", (0, 1030), True),
        ("fcntl", (0, 8), False),
    ],
)
def test_calls_that_depend_on_their_arguments(name: str, call: str, args: tuple[int, ...], allowed: bool) -> None:
    table = seccomp.TABLES[name]
    said = run_filter(seccomp.strict(table), seccomp._one(table, "arch"), seccomp._one(table, call), *args)
    assert said == (seccomp._ALLOW if allowed else seccomp._REFUSE)


HARMLESS = """
read write close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn pread64 readv
writev access select sched_yield mremap madvise dup nanosleep getpid exit uname getdents getcwd readlink gettimeofday getrlimit
getrusage sysinfo times getuid getgid geteuid getegid getppid sigaltstack gettid time futex sched_getaffinity getdents64
set_tid_address restart_syscall fadvise64 clock_gettime clock_getres clock_nanosleep exit_group newfstatat fstatat readlinkat
faccessat pselect6 ppoll set_robust_list getrandom membarrier statx rseq faccessat2
"""


def test_the_tables_are_those_of_this_systems_headers() -> None:
    """Where the kernel's headers are: every plain call is one that we mean."""
    places = {"x86_64": "x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "asm-generic/unistd.h"}
    for name, place in places.items():
        header = Path("/usr/include") / place
        if not header.exists():
            pytest.skip("the kernel's headers are not here")
        said = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text(encoding="utf-8"))
        calls = {int(number): call for call, number in said}
        assert {calls[n] for n in seccomp._plain(seccomp.TABLES[name], "plain")} <= set(HARMLESS.split())


def test_the_job_object_has_the_form_windows_knows() -> None:
    """144 bytes on 64-bit Windows (JOBOBJECT_EXTENDED_LIMIT_INFORMATION); and elsewhere there is none."""
    assert ctypes.sizeof(job._Extended) == 144
    assert not job.restrict(1 << 30, alone=True)


def test_only_tests_and_measurements_parse_in_their_own_process() -> None:
    package = Path(parent.__file__).parents[2]
    users = {p.name for p in package.rglob("*.py") if "take_here" in p.read_text(encoding="utf-8")}
    assert users == {"__init__.py", "receive.py"}
