"""``rushlight confinement``: what a hostile document could reach on this computer."""

from __future__ import annotations

import click

from rushlight.cli import screen
from rushlight.intake import confinement


@click.command()
def command() -> int:
    """Start the process that parses documents and let it try to get out: files, network, programs, other processes.

    Exit code 1 when anything stays open to it.
    """
    held = confinement()
    for done, what in (
        (held.reading, "read this account's files"),
        (held.writing, "write a file"),
        (held.tcp, "open a connection (TCP)"),
        (held.udp, "send a packet (UDP)"),
        (held.processes, "start a process"),
        (held.programs, "start a program"),
        (held.signals, "signal another process"),
        (held.limits or held.job, "use memory and time without end"),
    ):
        screen.say(f"{'refused' if done else 'POSSIBLE'}: {what}")
    landlock = f"Landlock version {held.landlock}" if held.landlock else "no Landlock"
    calls = "system calls filtered" if held.calls else "system calls not filtered"
    screen.note(f"by {'a job object' if held.job else f'{landlock}, {calls}'}")
    screen.say(held.line())
    return 0 if held.whole else 1
