"""Options for readers beside the rules, shared by ``read`` and ``take-in``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rushlight.cli import screen
from rushlight.cli.options import first_line
from rushlight.desk.reading import ReadFile
from rushlight.errors import MisuseError

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option("--model", "model_url", metavar="URL", help="also ask a local model, such as http://127.0.0.1:11434/v1"),
    click.option("--model-name", metavar="NAME", help="the model's name at that server, such as qwen3:8b"),
    click.option(
        "--mode",
        "model_mode",
        type=click.Choice(["pointer", "quote"]),
        default="pointer",
        help="let the model point at ids (default) or quote words that are then looked up",
    ),
    click.option("--passes", type=click.IntRange(1, 9), default=1, metavar="N", help="ask N times; keep what most answers say"),
    click.option("--model-seconds", type=click.FloatRange(1, 86_400), default=300.0, help="time for one answer"),
    click.option("--model-key-file", type=click.Path(path_type=Path), help="a file whose first line is the server's key"),
    click.option(
        "--i-know-this-leaves-the-machine", "leave_machine", is_flag=True, help="allow a model outside private networks"
    ),
    click.option(
        "--resume", type=click.Path(path_type=Path), metavar="STATE", help="keep finished answers in STATE, go on from it"
    ),
    click.option("--reader", "plugins", multiple=True, metavar="NAME", help="also use an installed reader (repeatable)"),
)


def further_readers(command: Command) -> Command:
    """Add the options; the command gets them as keywords for ``further``."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def further(
    *,
    model_url: str | None,
    model_name: str | None,
    model_mode: str,
    passes: int,
    model_seconds: float,
    model_key_file: Path | None,
    leave_machine: bool,
    resume: Path | None,
    plugins: tuple[str, ...],
) -> Callable[[ReadFile], ReadFile] | None:
    """What reads on after the rules; None when nothing was asked for. Nothing of it is loaded before."""
    if (model_url is None) != (model_name is None):
        raise MisuseError("a model needs both its address and its name", hint="give --model URL and --model-name NAME")
    if model_url is None and resume is not None:
        raise MisuseError("only the answers of a model are kept to be resumed", hint="give --model and --model-name")
    if model_url is None and not plugins:
        return None
    from rushlight.desk.second_reading import Further, Model

    model = None
    if model_url is not None and model_name is not None:
        key = first_line(model_key_file, "key file") if model_key_file is not None else None
        model = Model(
            url=model_url,
            name=model_name,
            mode=model_mode,
            passes=passes,
            seconds=model_seconds,
            leave_machine=leave_machine,
            resume=resume,
            key=key,
        )
    return Further(model, plugins, _progress, screen.note)


def _progress(done: int, total: int) -> None:
    """One line that counts, on a terminal; a line every tenth question elsewhere."""
    if sys.stderr.isatty():
        end = "\n" if done == total else "\r"  # so that an error would stand on this line, not behind it
        click.echo(f"asking the model: {done} of {total}{end}", err=True, nl=False)
    elif done % 10 == 0 or done == total:
        screen.note(f"asking the model: {done} of {total}")
