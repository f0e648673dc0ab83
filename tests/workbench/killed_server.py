"""``rushlight open`` that ends without warning (kill -9), or stands still, when long work comes to a named point; a process.

    python killed_server.py CASE POINT [still]

Where it stands still, a file ``reached`` tells so in the folder that it was started in, and nothing stops it but its end.
Long work goes on beside the pages, however little it is.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rushlight.casefile import bundles, merging, rekeying, sending
from rushlight.casefile.casefile import Casefile
from rushlight.cli.main import run
from rushlight.desk import approving, exchanging, publishing, releasing
from rushlight.workbench import waited

STILL: list[str] = []


def die(*_: Any, **__: Any) -> None:
    if "still" in STILL:
        Path("reached").touch()
        time.sleep(3600)
    os.kill(os.getpid(), signal.SIGKILL)


def before(where: Any, name: str) -> Callable[[], None]:
    return lambda: setattr(where, name, die)


def after(where: Any, name: str) -> Callable[[], None]:
    done = getattr(where, name)

    def both(*args: Any, **named: Any) -> None:
        done(*args, **named)
        die()

    return lambda: setattr(where, name, both)


POINTS: dict[str, Callable[[], None]] = {
    "check: judging": before(releasing, "_judged"),
    "check: judged": before(releasing, "enter"),
    "check: entered": after(releasing, "enter"),
    "approve: made anew": before(approving, "approve"),
    "approve: approved": after(approving, "approve"),
    "publish: searching": before(publishing, "searched"),
    "publish: searched": before(publishing, "_entered"),
    "publish: half entered": before(Casefile, "add_release"),
    "publish: entered": after(publishing, "_entered"),
    "merge: taken": before(merging, "_after"),
    "merge: settled": after(merging, "_after"),
    "merge: in": before(sending, "heads"),
    "erase: emptied": before(rekeying, "copy_parts"),
    "erase: copied": before(rekeying, "_made_whole"),
    "erase: two keys": before(rekeying, "_take_the_name"),
    "erase: named": after(rekeying, "_take_the_name"),
    "bundle: begun": after(bundles, "_begun"),
    "bundle: drawn": before(bundles._Sealing, "over"),
    "exchange: read": before(exchanging, "_sealed"),
    "never": lambda: None,
}

if __name__ == "__main__":
    folder, point, *STILL = sys.argv[1:]
    POINTS[point]()
    waited.QUICK = waited.QUICK_WHERE_SMALL = 0.0
    sys.argv = ["rushlight", "open", "--no-browser", folder]
    run()
