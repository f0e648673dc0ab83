"""The process that parses documents: what it cannot do, that it ends, and that only what it should say is believed."""

from __future__ import annotations

import ast
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from rushlight.errors import IntakeError
from rushlight.intake import confinement, take, take_here
from rushlight.intake.parsing import Parsed
from rushlight.intake.taken import Block, PageFacts
from rushlight.intake.worker import confining, landlock, parent, seccomp, sentences, wire
from rushlight.record import ParagraphRole

LINUX = sys.platform == "linux" and os.uname().machine in seccomp.TABLES
confined = pytest.mark.skipif(not LINUX, reason="this system has no Landlock and no system call filter")
INSIDE = """
import sys
sys.path += sys.stdin.readline()[:-1].split("\\0")
from rushlight.intake.worker import confining
layers = confining.confine(sys.path)
assert layers.whole, layers
"""
"""What a worker does before it reads a document; what follows is what a document would do with its parser."""


def inside(code: str, *, start: str = INSIDE) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process confined like a worker."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start + code],
        input="\0".join(parent.readable()) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


ESCAPES = {
    "a file of the system": "open('/etc/passwd', 'rb')",
    "a file of the user": "open({secret!r}, 'rb')",
    "a listing of a folder": "import os; os.listdir({folder!r})",
    "the memory of a process": "open('/proc/self/mem', 'rb')",
    "the environment of the parent": "import os; open(f'/proc/{{os.getppid()}}/environ', 'rb')",
    "a new file": "open({folder!r} + '/new', 'w')",
    "a file for writing": "open({secret!r}, 'ab')",
    "a file of our own library": "open(confining.__file__, 'ab')",
    "removing a file": "import os; os.unlink({secret!r})",
    "renaming a file": "import os; os.rename({secret!r}, {secret!r} + 'x')",
    "a new folder": "import os; os.mkdir({folder!r} + '/made')",
    "a file in memory": "import os; os.memfd_create('x')",
    "TCP": "import socket; socket.create_connection(('127.0.0.1', {port}), 5)",
    "a TCP socket": "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "UDP": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "IPv6": "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "a Unix socket": "import socket; socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    "netlink": "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a pair of sockets": "import socket; socket.socketpair()",
    "a fork": "import os; os.fork() or os._exit(0)",
    "a program": "import subprocess; subprocess.run(['/bin/true'])",
    "a spawned program": "import os; os.posix_spawn('/bin/true', ['true'], {{}})",
    "becoming a program": "import os; os.execv('/bin/true', ['true'])",
    "a signal to the parent": "import os; os.kill(os.getppid(), 0)",
    "a signal to everybody": "import os; os.kill(-1, 0)",
    "more memory": "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "more time": "import resource; resource.prlimit(0, resource.RLIMIT_CPU, (999, 999))",
    "another root": "import os; os.chroot('/')",
    "another account": "import os; os.setuid(65534)",
    "a terminal's input": "import fcntl; fcntl.ioctl(0, 0x5412, b'x')",
}


@confined
@pytest.mark.parametrize("code", ESCAPES.values(), ids=ESCAPES)
def test_no_way_out(code: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kept", encoding="utf-8")
    code = code.format(secret=str(secret), folder=str(tmp_path), port=9)
    done = inside(f"try:\n    {code}\nexcept (OSError, ValueError) as error: print('refused', type(error).__name__)\n")
    assert done.stdout.startswith("refused"), done
    assert "ConnectionRefusedError" not in done.stdout
    assert secret.read_text(encoding="utf-8") == "kept"
    assert [p.name for p in tmp_path.iterdir()] == ["secret.txt"]


FREE = ("a file of the system", "a file of the user", "a new file", "UDP", "a fork", "a program", "a signal to the parent")


@confined
@pytest.mark.parametrize("name", FREE)
def test_the_attempts_are_real(name: str, tmp_path: Path) -> None:
    """Without confinement each of them succeeds."""
    secret = tmp_path / "secret.txt"
    secret.write_text("kept", encoding="utf-8")
    start = INSIDE.partition("layers")[0]
    assert inside(ESCAPES[name].format(secret=str(secret), folder=str(tmp_path)), start=start).returncode == 0


RAW = {"ptrace": (101, 117), "mount": (165, 40), "unshare": (272, 97), "io_uring": (425, 425), "bpf": (321, 280),
       "another process's memory": (310, 270), "clone3": (435, 435), "keys": (250, 219), "a perf event": (298, 241),
       "tgkill": (234, 131), "openat2": (437, 437), "a signal by pidfd": (424, 424), "unknown": (5000, 5000)}  # fmt: skip


@confined
@pytest.mark.parametrize("numbers", RAW.values(), ids=RAW)
def test_no_call_that_nothing_needs(numbers: tuple[int, int]) -> None:
    number = numbers[0] if os.uname().machine == "x86_64" else numbers[1]
    code = (
        f"import ctypes; c = ctypes.CDLL(None, use_errno=True); print(c.syscall({number}, 0, 0, 0, 0, 0), ctypes.get_errno())"
    )
    said, errno = inside(code).stdout.split()
    assert (said, errno in ("1", "38")) == ("-1", True)


@confined
def test_no_call_of_another_architecture() -> None:
    """x32 calls have a bit of their own: socket(2) under it must be as unknown as any."""
    code = (
        "import ctypes; c = ctypes.CDLL(None, use_errno=True); print(c.syscall(0x40000000 | 41, 2, 1, 0), ctypes.get_errno())"
    )
    assert inside(code).stdout.split()[0] == "-1"


@confined
def test_threads_still_work_and_are_as_confined() -> None:
    code = """
import threading
out = []
def work():
    try: open('/etc/passwd')
    except OSError: out.append(etree.fromstring('<a>x</a>').text)
threads = [threading.Thread(target=work) for _ in range(3)]
[t.start() for t in threads]; [t.join() for t in threads]
print(out)
"""
    start = INSIDE.replace("layers =", "from lxml import etree\nlayers =")  # a worker loads its parser first, too
    assert inside(code, start=start).stdout.strip() == "['x', 'x', 'x']"


@confined
def test_memory_time_and_dumps_are_limited() -> None:
    names = ("AS", "CPU", "CORE", "FSIZE", "NOFILE")
    code = f"import resource as r; print([r.getrlimit(getattr(r, 'RLIMIT_' + n)) for n in {names}])"
    wanted = [confining.MEMORY, confining.SECONDS, 0, 0, confining.OPEN_FILES]
    assert ast.literal_eval(inside(code).stdout) == [(n, n + (n == confining.SECONDS)) for n in wanted]
    assert "MemoryError" in inside("b = bytearray(2 << 30)").stderr


@confined
def test_a_worker_ends_with_its_parent() -> None:
    """The one in the middle starts a worker that waits for ever, and is killed."""
    middle = f"""
import subprocess, sys, os
code = {INSIDE.replace("confining.confine(sys.path)", "confining.confine(sys.path, parent=int(sys.stdin.readline()))")!r}
w = subprocess.Popen([sys.executable, "-I", "-S", "-c", code + "\\nprint('in', flush=True)\\nsys.stdin.read()"],
                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
w.stdin.write(({chr(0).join(parent.readable())!r} + "\\n" + str(os.getpid()) + "\\n").encode()); w.stdin.flush()
w.stdout.readline(); print(w.pid, flush=True); os.dup2(os.open(os.devnull, os.O_RDONLY), 0); os.fork() or w.wait()
import time; time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", middle], stdout=subprocess.PIPE, text=True, start_new_session=True) as asker:
        assert asker.stdout
        worker = int(asker.stdout.readline())
        os.kill(worker, 0)
        os.kill(asker.pid, 9)
        for _ in range(200):
            if not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text().split()[2]:
                break
            time.sleep(0.05)
        else:
            pytest.fail("the worker outlived its parent")
        os.killpg(asker.pid, 9)


@confined
def test_what_holds_here_is_found_by_trying() -> None:
    held = confinement()
    assert held.whole
    assert held.landlock == landlock.version() > 0
    assert "can reach no file" in held.line()


def test_what_does_not_hold_is_said() -> None:
    weak = msgspec.convert(dict.fromkeys(("reading", "writing", "tcp", "udp"), False) | {"landlock": 0, "calls": False,
        "job": False, "limits": True, "processes": True, "programs": True, "signals": True}, type(confinement()))  # fmt: skip
    assert weak.open_ways() == ("read this account's files", "write files", "open network connections")
    assert not weak.whole
    assert "could still read" in weak.line()


# what a worker may say ---------------------------------------------------------------------------


def answering(monkeypatch: pytest.MonkeyPatch, program: str) -> Callable[[], object]:
    """``take`` of a page, with a worker that runs ``program`` instead of ours."""
    monkeypatch.setattr(parent.child, "START", "import sys, os\n" + program)
    return lambda: take(b"<html><body><p>The officers came at night.</p></body></html>", name="a.html")


LAYERS = msgspec.json.encode(confining.Layers(True, 7, True)).decode()


def saying(line: bytes | str) -> str:
    line = line.encode() if isinstance(line, str) else line
    return f"sys.stdin.buffer.read(); os.write(1, {LAYERS.encode() + chr(10).encode() + line + chr(10).encode()!r})"


GOOD = msgspec.json.encode(wire.Answer(blocks=(("The officers came.", None),))).decode()
BREAKS, CANNOT = "breaks its parser", "cannot be parsed"
ODD = {
    "nothing": ("pass", BREAKS),
    "an exit code": (saying(GOOD) + "; os._exit(3)", BREAKS),
    "one line": (f"os.write(1, {LAYERS.encode()!r} + b'\\n')", BREAKS),
    "no last line end": (saying(GOOD).replace("\\n')", "')"), BREAKS),
    "three lines": (saying(GOOD + "\n{}"), BREAKS),
    "no JSON": (saying("hello"), BREAKS),
    "no text": (saying(b"\xff\xfe"), BREAKS),
    "a list": (saying("[]"), BREAKS),
    "a block that is a number": (saying('{"blocks": [[1, null]]}'), BREAKS),
    "a role of its own": (saying('{"blocks": [["x", "leader"]]}'), BREAKS),
    "a lone surrogate": (saying('{"blocks": [["\\ud800", null]]}'), BREAKS),
    "a day with a time": (saying('{"blocks": [["x", null]], "page": {"published": "2024-01-01T00:00:00"}}'), BREAKS),
    "an endless title": (saying('{"blocks": [["x", null]], "page": {"title": "%s"}}' % ("a" * 5000)), BREAKS),
    "an odd encoding": (saying('{"blocks": [["x", null]], "encoding": "../../etc"}'), BREAKS),
    "a warning of its own": (saying('{"blocks": [["x", null]], "warnings": ["run this"]}'), BREAKS),
    "a refusal of its own": (saying('{"refused": ["Marigold Quillfeather", null, "curl x | sh"]}'), BREAKS),
    "a hint of its own": (saying('{"refused": ["the document is damaged", null, "curl x | sh"]}'), BREAKS),
    "a place of its own": (saying('{"refused": ["the document is damaged", "Quillfeather", null]}'), "is damaged"),
    "a failure of its own": (saying('{"failed": "Quillfeather"}'), CANNOT),
    "memory": (saying('{"failed": "memory"}'), "too much memory"),
    "deep JSON": (saying('{"page": ' + "[" * 20_000), BREAKS),
    "no end of it": ("import itertools\nfor _ in itertools.repeat(0): os.write(1, b'x' * 1_000_000)", BREAKS),
    "its own end": ("os.kill(os.getpid(), 11)", BREAKS),
    "no reading": ("os.close(0); os._exit(0)", BREAKS),
}  # fmt: skip


@pytest.mark.parametrize(("program", "says"), ODD.values(), ids=ODD)
def test_an_odd_answer_is_not_believed(program: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IntakeError, match=says) as caught:
        answering(monkeypatch, program)()
    assert caught.value.where == "a.html"
    assert "Quillfeather" not in f"{caught.value} {caught.value.hint}"
    assert "curl" not in f"{caught.value} {caught.value.hint}"


def test_a_good_answer_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answering(monkeypatch, saying(GOOD))().text == "The officers came."  # type: ignore[attr-defined]


def test_weak_confinement_is_told_with_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = answering(monkeypatch, saying(GOOD).replace('"landlock":7', '"landlock":0'))()
    assert taken.warnings == (parent.WEAK,)  # type: ignore[attr-defined]


def test_a_hang_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confining, "SECONDS", 1)
    for program in ("import time; time.sleep(600)", "os.close(1); import time; time.sleep(600)", "while True: pass"):
        with pytest.raises(IntakeError, match="takes too long"):
            answering(monkeypatch, program)()


@confined
def test_endless_computing_is_ended_by_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    with pytest.raises(IntakeError, match="takes too long"):
        answering(monkeypatch, program)()


@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_ctrl_c_ends_the_worker(delay: float, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    interrupt = threading.Timer(delay, lambda: os.kill(os.getpid(), 2))
    real = parent.start

    def start(scratch: str | None) -> subprocess.Popen[bytes]:
        started.append(real(scratch))
        interrupt.start()
        return started[0]

    monkeypatch.setattr(parent, "start", start)
    run = answering(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(KeyboardInterrupt):
        run()
    interrupt.join()
    if delay:
        assert started[0].returncode is not None
        assert all(stream and stream.closed for stream in (started[0].stdin, started[0].stdout))
    started[0].stdin.close()  # type: ignore[union-attr]
    started[0].stdout.close()  # type: ignore[union-attr]
    started[0].kill()
    started[0].wait()


def test_a_process_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "sys", SimpleNamespace(executable="/nowhere/python", platform=sys.platform))
    with pytest.raises(IntakeError, match="cannot be started"):
        take(b"<html><body><p>x</p></body></html>", name="a.html")


def test_nothing_of_the_name_reaches_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    real = parent._feed
    monkeypatch.setattr(parent, "_feed", lambda stream, head, data: (seen.append(head), real(stream, head, data)))
    take(b"<html><body><p>They came at night.</p></body></html>", name="Marigold Quillfeather.html")
    assert seen
    assert b"Quillfeather" not in seen[0]


def test_a_plain_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "start", lambda scratch: pytest.fail("a process was started"))
    assert take(b"They came at night.", name="a.txt").text == "They came at night."


def test_the_worker_sees_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_TEAM", "x")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    program = "import json\n" + saying(GOOD) + " if not {'SECRET_OF_THE_TEAM', 'PYTHONPATH', 'HOME'} & {*os.environ} else 0"
    assert answering(monkeypatch, program)() is not None


# the sentences -----------------------------------------------------------------------------------

SOURCE = Path(wire.__file__).parent.parent


def constant(node: ast.expr, module: str) -> str | None:
    """A sentence as a parser says it, numbers as they are; None for what is put together in another place."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        names = {"limits.MAX_DEPTH": "256", "limits.MAX_PAGES": "2000", "MAX_TEXT_BYTES // 1000000": "20",
                 "what": "a rich text file (.rtf)", "extra": "docs", "encoding.upper()": "UTF-8"}  # fmt: skip
        parts = [p.value if isinstance(p, ast.Constant) else names.get(ast.unparse(p.value), "?") for p in node.values]
        return "".join(parts)
    return sentences.SCAN if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).endswith("MISSING") else None


IN_HERE = ("columns.py", "many.py", "believing.py", "uploads.py")
"""Not called in the child."""


def test_every_refusal_of_a_parser_is_known() -> None:
    from rushlight.intake import scan

    assert scan.MISSING == sentences.SCAN
    files = [p for p in SOURCE.glob("*.py") if p.name not in ("receive.py", "formats.py", *IN_HERE)]
    seen = 0
    for path in files:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "IntakeError":
                hint = next((k.value for k in call.keywords if k.arg == "hint"), None)
                what, said = constant(call.args[0], path.name), hint and constant(hint, path.name)
                assert what, path.name
                in_here = path.name == "limits.py" and ("empty" in what or "too large" in what)
                models = said is not None and said.startswith("on Debian: apt install ?")
                assert in_here or models or sentences.known(what, said), (path.name, what, said)
                seen += 1
    assert seen > 30


def test_everything_that_is_said_of_a_row_or_of_what_is_not_opened_is_known() -> None:
    seen = 0
    for name in ("unpacking.py", "rows.py", "tables.py", "workbook.py"):
        tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            kind, at = getattr(call.func, "id", ""), {"Fault": 1, "Missed": 2}.get(getattr(call.func, "id", ""))
            if at is None:
                continue
            what, hint = (constant(arg, name) for arg in call.args[at : at + 2])
            if what is None or hint is None:
                continue  # put together in another place: the fuzz of these parsers compares what comes out
            known = sentences.known_fault if kind == "Fault" else sentences.known
            said = re.sub(r"\? (lines|letters|deep|MB)", r"7 \1", hint)
            assert known(re.sub(r"\?", "7", what), said), (name, what, hint)
            seen += 1
    assert seen > 12


def test_every_warning_of_a_parser_is_known() -> None:
    from rushlight.intake import encodings, mail, pdf, scan

    for warning in (mail.LEFT_BEHIND, scan.RECOGNISED, encodings.WORKED_OUT, encodings.HAD_LOSSES, f"{pdf.NO_TEXT_ON} 2, 17"):
        assert sentences.known_warning(warning)
    assert not sentences.known_warning(f"{pdf.NO_TEXT_ON} of Marigold")
    assert sentences.known("a language model of the tesseract program is missing", "on Debian: apt install tesseract-ocr-kor")


def test_an_answer_is_the_same_on_both_sides() -> None:
    roles = [None, *ParagraphRole]
    parsed = Parsed(
        tuple(Block(f'말 {n}\x00\n"', r) for n, r in enumerate(roles)), PageFacts(title="t", author="a"), "cp949", ()
    )
    assert wire.parsed(wire.decoded(wire.answer(parsed), wire.Answer)) == parsed
    assert take_here(b"<html><p>x y</p></html>", name="a.html") == take(b"<html><p>x y</p></html>", name="a.html")


def test_the_asker_stays_small() -> None:
    """What a bomb costs is paid by the worker: this process's peak must not follow it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    program = "b = bytearray(400_000_000)\nfor i in range(0, len(b), 4096): b[i] = 1"
    assert inside(program, start="").returncode == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
