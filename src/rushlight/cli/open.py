"""``rushlight open``: the workbench in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR
from rushlight.errors import MisuseError


@click.command()
@click.argument("case", type=click.Path(path_type=Path), required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="listen here; a free port unless given")
@click.option("--no-browser", is_flag=True, help="print the address and start no browser")
@ACTOR
def command(case: Path | None, port: int, no_browser: bool, actor: str) -> None:
    """Open the workbench on CASE in a browser; without CASE, to make a casefile.

    It listens on this machine alone. The address is good once and for a minute; Ctrl-C ends it.
    """
    from rushlight.workbench.serving import serve

    if case is not None and not case.is_dir():
        raise MisuseError("there is no such casefile", where=str(case), hint="make one with 'rushlight new NAME.case'")
    try:
        serve(case, actor=actor, port=port, browser=not no_browser, tell=_tell)
    except KeyboardInterrupt:
        screen.note("stopped")


def _tell(address: str) -> None:
    screen.say(address)
    screen.note("open within a minute, in a browser on this machine; Ctrl-C ends it")
