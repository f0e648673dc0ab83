"""Setting up at the command line as a person does it: read what is shown, answer what is asked."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

import click
from cli_calls import call
from cli_shell import Done, Shell

from rushlight.casefile.keys.shares import WORDS

SHARE = re.compile(r"recovery share (\d+) of \d+:\n\n(.*?)\n\n", re.DOTALL)
WORD = re.compile(r"(\d+) ([a-z]+)")
QUESTION = re.compile(r"share (\d+), word (\d+): $")
PROMPT = re.compile(r"(on paper|word \d+|to \d+|passphrase|again|\[y/N\]): $")


def shares_in(shown: str) -> dict[int, list[str]]:
    """The shares in what was shown: by number, their words in order."""
    return {int(number): [word for _, word in WORD.findall(body)] for number, body in SHARE.findall(shown)}


class Sitting:
    """A process whose questions are answered as they come, by ``answer`` (None: the input ends there)."""

    def __init__(self, shell: Shell, *args: str | Path) -> None:
        self.child = shell.start(*args, stdin=subprocess.PIPE)
        self.out, self.asked = bytearray(), ""
        assert self.child.stdout
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.child.stdout
        while data := self.child.stdout.read1(65536):
            self.out += data

    @property
    def shown(self) -> str:
        return self.out.decode("utf-8", "replace")

    def next_question(self) -> str | None:
        """What stands before the cursor, without a line end; None when the process ended."""
        assert self.child.stderr
        line = ""
        while data := self.child.stderr.read(1):
            line += data.decode("utf-8", "replace")
            self.asked += data.decode("utf-8", "replace")
            if PROMPT.search(line):
                return line
            if line.endswith("\n"):
                line = ""
        return None

    def type(self, text: str) -> None:
        assert self.child.stdin
        self.child.stdin.write(text.encode() + b"\n")
        self.child.stdin.flush()

    def confirm(self) -> Done:
        """Answer every question of setting up."""
        while (question := self.next_question()) is not None:
            found = QUESTION.search(question)
            self.type(self.share(int(found[1]))[int(found[2]) - 1] if found else "")
        return self.end()

    def share(self, number: int) -> list[str]:
        """The words of a share that was shown: the question may come through its own pipe before the share does."""
        for _ in range(1000):
            if len(words := shares_in(self.shown).get(number, [])) == WORDS:
                return words
            time.sleep(0.01)
        raise AssertionError("the share that is asked for was not shown")

    def end(self) -> Done:
        code = self.child.wait(60)
        self._reader.join(10)
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            if pipe:
                pipe.close()
        return Done(code, self.shown, self.asked)


def answered(
    shell: Shell, *args: str | Path, typed: Iterable[str] = (), wrong_first: bool = False, leave_at: int | None = None
) -> Done:
    """A verb called in this process, its questions answered as they come: words of shares right, else what ``typed`` gives."""
    asked, lines, wrong = itertools.count(1), iter(typed), iter([wrong_first])

    def prompt(text: str, **kwargs: object) -> str:
        print(f"{text}: ", file=sys.stderr)
        if next(asked) == leave_at:
            raise click.Abort
        found = QUESTION.search(f"{text}: ")
        if found is None:
            return next(lines, "")
        assert isinstance(sys.stdout, io.StringIO)
        right = shares_in(sys.stdout.getvalue())[int(found[1])][int(found[2]) - 1]
        return right if not next(wrong, False) else "acid" if right != "acid" else "acne"

    with mock.patch.object(click, "prompt", prompt):
        return call(shell, *args)


def set_up(shell: Shell, *args: str | Path) -> tuple[Done, dict[int, list[str]]]:
    """``rushlight new`` to its end; gives what it left and the shares."""
    done = Sitting(shell, *args).confirm()
    return done, shares_in(done.out)
