"""The command line with a model: what it prints, keeps, refuses and says; every word of it through real connections."""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import secrets
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from fake_models import Shown
from making_first import item
from replay import Handler, group_of, recorded, serving

from rushlight.casefile import Cost, create
from rushlight.cli.main import run_with
from rushlight.cli.read import command
from rushlight.cli.readers import further
from rushlight.desk.desk import utc_now
from rushlight.reading.second.prompts import groups

PASSPHRASE = "lantern orchard quiet marble ferry tundra"  # noqa: S105 - fictional
REPORT = (
    "On 12 October 2025, two officers of the county security office came to the house of Marigold Quillfeather in Hyesan. "
    "They demanded 10,000 yuan from her family. They threatened to send the family to a prison camp. "
    "On 14 October 2025 the officers detained her brother.\n"
)
WORDS = ("Marigold", "Quillfeather", "Hyesan", "10,000", "yuan", "officers", "brother", "prison")
WHOLE = len(groups())
READERS = set(inspect.signature(further).parameters)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def call(*args: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_with(list(args))
    return code, out.getvalue(), err.getvalue()


def contrary(handler: Handler, body: dict[str, Any]) -> None:
    """A model that agrees with the demand but takes the threatened camp for a deed."""
    shown = Shown(body["messages"][-1]["content"])
    sentence = {words.split()[1]: i for i, words in shown.sentences.items()}
    items = {
        "demand": [item("demand.payment", sentence["demanded"])],
        "detain": [item("detain.camp", sentence["threatened"])],
    }
    reply = recorded("ollama")["reply"]
    reply["choices"][0]["message"]["content"] = json.dumps({"items": items.get(group_of(body), [])})
    handler.send(200, reply)


def with_model(url: str, *more: str) -> tuple[str, ...]:
    return ("--model", url, "--model-name", "a-model:8b", *more)


def test_read_shows_who_read_what_and_where_they_differ(folder: Path) -> None:
    with serving(contrary) as server:
        code, out, err = call("read", "report.txt", *with_model(server.url))
    shown = " ".join(out.replace("│", " ").replace("┃", " ").split())
    assert code == 0, err
    assert "read by rushlight-en, a-model:8b" in shown
    assert "happened or not: a-model:8b reads “happened”" in shown
    assert f"asking the model: {WHOLE} of {WHOLE}" in err


def test_the_sheet_names_every_reader(folder: Path) -> None:
    with serving(contrary) as server:
        code, out, _ = call("read", "report.txt", "--json", *with_model(server.url, "--mode", "quote", "--passes", "2"))
        assert code == 0
        assert len(server.seen) == 2 * WHOLE
    sheet = json.loads(out)
    (model,) = sheet["also_read_by"]
    assert (model["kind"], model["name"]) == ("model", "a-model:8b")
    assert all(part in model["settings"] for part in ("quote", server.url, "seed 1", "passes 2"))


def test_what_take_in_keeps_show_shows(folder: Path) -> None:
    create(
        folder / "w.case",
        PASSPHRASE,
        randomness=secrets.token_bytes,
        now=utc_now,
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    ).close()
    (folder / "pw").write_text(PASSPHRASE, encoding="utf-8")
    with serving(contrary) as server:
        code, _, err = call("take-in", "w.case", "report.txt", "--passphrase-file", "pw", *with_model(server.url))
    assert code == 0, err
    _, out, _ = call("show", "w.case", "R1", "--passphrase-file", "pw")
    assert "a-model:8b reads" in " ".join(out.split())
    code, _, err = call("verify", "w.case", "--deep", "--passphrase-file", "pw")
    assert code == 0, err


def test_nothing_is_kept_when_the_model_cannot_be_asked(folder: Path) -> None:
    create(
        folder / "w.case",
        PASSPHRASE,
        randomness=secrets.token_bytes,
        now=utc_now,
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    ).close()
    (folder / "pw").write_text(PASSPHRASE, encoding="utf-8")
    with serving(lambda handler, body: handler.send(404, {"error": str(body)})) as server:
        code, _, err = call("take-in", "w.case", "report.txt", "--passphrase-file", "pw", *with_model(server.url))
    assert code == 1
    assert "error: the endpoint knows no such address or model" in err
    assert not any(word in err for word in WORDS)
    _, out, _ = call("show", "w.case", "--passphrase-file", "pw")
    assert "R1 waits" in out, "its bytes are kept, and nothing was read"
    assert out.count("R1") == 1


def test_an_interrupted_reading_is_resumed_and_its_state_holds_no_word(folder: Path) -> None:
    reached, release = threading.Event(), threading.Event()

    def stalling(handler: Handler, body: dict[str, Any]) -> None:
        if len(handler.server.seen) == 4 and not release.is_set():
            reached.set()
            release.wait(30)
        contrary(handler, body)

    with serving(stalling) as server:
        argv = ["read", "report.txt", "--json", *with_model(server.url, "--resume", "state")]
        running = subprocess.Popen(
            [sys.executable, "-c", "from rushlight.cli.main import run; run()", *argv],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        assert reached.wait(30)
        running.send_signal(signal.SIGINT)
        release.set()
        _, err = running.communicate(timeout=30)
        assert running.returncode == 130, err
        state = Path("state").read_text(encoding="utf-8")
        assert len(json.loads(state)["answered"]) == 3
        assert not any(word in state for word in WORDS)
        assert stat.S_IMODE(Path("state").stat().st_mode) == 0o600
        asked = len(server.seen)
        code, out, _ = call(*argv)
        assert code == 0
        assert len(server.seen) == asked + WHOLE - 3
        assert len(json.loads(out)["also_read_by"]) == 1
        assert not Path("state.new").exists()


def test_a_state_of_another_report_or_file_is_refused(folder: Path) -> None:
    with serving(contrary) as server:
        assert call("read", "report.txt", *with_model(server.url, "--resume", "state"))[0] == 0
        (folder / "other.txt").write_text(
            "On 3 May the two officers came again and demanded the money from a baker and from his family.\n", encoding="utf-8"
        )
        assert "another report" in call("read", "other.txt", *with_model(server.url, "--resume", "state"))[2]
        code, _, err = call("read", "report.txt", *with_model(server.url, "--resume", "report.txt"))
        assert (code, "no state of a reading" in err) == (2, True)
        assert (folder / "report.txt").read_text(encoding="utf-8") == REPORT


REFUSED: list[tuple[list[str], int, str]] = [
    (["--model", "http://127.0.0.1:1/v1"], 2, "both its address and its name"),
    (["--model-name", "m"], 2, "both its address and its name"),
    (["--resume", "state"], 2, "only the answers of a model"),
    (["--model", "here", "--model-name", "m"], 2, "no address of a model"),
    (["--model", "http://8.8.8.8/v1", "--model-name", "m"], 1, "not on this machine nor in a private network"),
    (["--model", "http://8.8.8.8/v1", "--model-name", "m", "--i-know-this-leaves-the-machine"], 1, "in clear"),
    (["--model", "http://127.0.0.1:1/v1", "--model-name", "m", "--model-key-file", "none"], 2, "key file is not readable"),
    (["--model", "http://127.0.0.1:1/v1", "--model-name", "gpt-oss:120b-cloud"], 1, "runs in a cloud"),
    (["--reader", "no-such-reader"], 2, "no installed package offers"),
]


@pytest.mark.parametrize(("args", "code", "says"), REFUSED)
def test_a_wrong_or_dangerous_call_is_refused_in_two_lines(folder: Path, args: list[str], code: int, says: str) -> None:
    got, out, err = call("read", "report.txt", *args)
    assert (got, out) == (code, "")
    assert says in err
    assert err.count("\n") == 2
    assert not any(word in err for word in WORDS)


def test_every_option_stands_in_the_docs() -> None:
    text = (Path(__file__).resolve().parent.parent.parent / "docs" / "readers.md").read_text(encoding="utf-8")
    for option in (p for p in command.params if isinstance(p, click.Option) and p.name in READERS):
        assert f"`{option.opts[0]}" in text or f" {option.opts[0]} " in text, option.name


def test_one_state_serves_one_report(folder: Path) -> None:
    (folder / "pw").write_text(PASSPHRASE, encoding="utf-8")
    args = ("take-in", "w.case", "report.txt", "report.txt", "--passphrase-file", "pw")
    code, _, err = call(*args, *with_model("http://127.0.0.1:1/v1", "--resume", "state"))
    assert (code, "one report" in err) == (2, True)


@pytest.mark.parametrize("reply", ["", "no JSON here", '{"items": [{"act": "demand.payment", "sentence": "s77"}]}'])
def test_what_a_model_could_not_say_is_told(folder: Path, reply: str) -> None:
    says: Callable[[Handler, dict[str, Any]], None] = lambda handler, body: handler.send(  # noqa: E731
        200, {"choices": [{"message": {"content": reply}}]}
    )
    with serving(says) as server:
        code, out, err = call("read", "report.txt", *with_model(server.url))
    assert code == 0
    assert "proposals" in out
    told = " ".join(err.split())
    assert ("no usable answer to 13 of 13 questions" in told) != ("dropped from the model's answers" in told)
    assert "read by the rules alone" in told or "a sentence that is not there" in told


def test_the_key_goes_to_the_server_only(folder: Path) -> None:
    (folder / "key").write_text("sk-local-1\n", encoding="utf-8")
    with serving(contrary) as server:
        code, out, err = call("read", "report.txt", *with_model(server.url, "--model-key-file", "key"))
        assert code == 0
        assert {headers["Authorization"] for _, headers, _ in server.seen} == {"Bearer sk-local-1"}
    assert "sk-local" not in out + err
