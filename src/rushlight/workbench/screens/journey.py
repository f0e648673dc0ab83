"""Before a journey: the casefile in one sealed file, and no way in left but the recovery shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile.opening import SUFFIX
from rushlight.casefile.packing import SUFFIX as PACKED
from rushlight.desk import doors, doorway
from rushlight.errors import MisuseError
from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, Go, Leave
from rushlight.workbench.folders import typed_folder
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.new import NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyPage(Shown):
    """What can be done, what goes and what stays."""

    template: ClassVar[str] = "journey.html"
    screen: ClassVar[str] = "settings"
    name: str
    """What the packed file would be called, without its ending."""
    passphrases: int
    needed: int
    shares: int
    ready: bool
    """Whether keepers hold confirmed recovery shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelledPage(Shown):
    """Every passphrase was taken away."""

    template: ClassVar[str] = "travelled.html"
    screen: ClassVar[str] = "locked"
    taken: int
    needed: int
    shares: int
    new_key: bool


def show(asked: Asked) -> Answer:
    folder = asked.desk.case.folder
    ways = doors.ways_in(folder)
    recovery = next((way for way in ways if way.kind == "recovery"), None)
    return JourneyPage(
        name=folder.name.removesuffix(SUFFIX),
        passphrases=sum(way.kind == "passphrase" for way in ways),
        needed=recovery.needed if recovery else 0,
        shares=recovery.shares if recovery else 0,
        ready=recovery is not None and asked.desk.case.set_up,
    )


def pack(asked: Asked) -> Answer:
    """Pack it into a new file, as a job."""
    name = asked.form.one("name").strip().removesuffix(PACKED)
    if not NAME.fullmatch(name):
        raise MisuseError("this is no name for a file", hint="letters, digits, spaces, dots and hyphens")
    folder = typed_folder(asked.form.one("folder"))
    if not folder.is_dir():
        raise MisuseError("there is no such folder", where=str(folder), hint="is the disk connected?")
    jobs.begin(asked, "pack", jobs.pack(asked.desk, folder / f"{name}{PACKED}"))
    return Go("/work")


def travel(asked: Asked) -> Answer:
    """Take every passphrase away, close the casefile, and leave the process that held its key."""
    if asked.form.get("reached") != "yes":
        hint = "settle first with the keepers how you reach them, then tick the box"
        raise MisuseError("nothing was changed: your passphrase still opens it", hint=hint)
    jobs.end_all(asked)
    done = doorway.travel(asked.desk, asked.form.one("passphrase"))
    asked.held.close()
    return Leave(TravelledPage(taken=done.taken, needed=done.needed, shares=done.shares, new_key=done.new_key))


ROUTES = (
    get("/journey", show),
    post("/journey/pack", pack),
    post("/journey/travel", travel),
)
