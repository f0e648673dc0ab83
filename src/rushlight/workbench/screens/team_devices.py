"""Colleagues' devices: invitations, requests, bundles from one to the other, and who together opens a source's identity."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, ClassVar

from rushlight.casefile.bundles import SUFFIX
from rushlight.casefile.merging import Merged
from rushlight.casefile.roles import ROLES
from rushlight.casefile.teams import told
from rushlight.desk import Desk, identifying, teams
from rushlight.desk.identifying import Standing
from rushlight.desk.teams import ListedDevice
from rushlight.errors import MisuseError
from rushlight.parts import UNDONE, Parts
from rushlight.workbench.answering import Answer, Asked, File, Go
from rushlight.workbench.jobs import under_one_key
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.ready import give, is_ready, routes
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import wait_for

BINARY = "application/octet-stream"
PAGE = "/team/devices"
USUAL_ROLES = ("reviewer", "analyst")
SHORT = 9
"""Letters of a device's id that are shown: as many as tell it from others."""

_REQUEST, _MERGED, _TRUSTEES = "team.request", "team.merged", "team.trustees"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device whose events count. ``last``: the time of its latest event here, by its own clock; empty: never."""

    id: str
    short: str
    person: str
    own: bool
    active: bool
    events: int
    last: str
    fingerprint: str
    roles: tuple[str, ...]
    alarm: bool
    """Its keys are in use twice."""
    went_on: str
    """The device that it goes on as, after a copy or a restore."""

    @property
    def reachable(self) -> bool:
        """Whether a bundle can go there."""
        return self.active and not self.own and not self.went_on


@dataclass(frozen=True, slots=True)
class MergedSaid:
    """What became of the bundle that was taken in last, in numbers and the log's own lines."""

    taken: int
    waiting: int
    refused: int
    alarms: tuple[str, ...]
    lines: tuple[str, ...]
    erasures: int
    sent_away: bool
    conflicts: int
    """Things that were said differently, after it."""


@dataclass(frozen=True, slots=True)
class KeeperRow:
    """A device that is, or could be, a trustee."""

    device: str
    person: str
    fingerprint: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesPage(Shown):
    """The devices of the team, and everything that goes between them."""

    template: ClassVar[str] = "team_devices.html"
    screen: ClassVar[str] = "team"
    devices: tuple[DeviceRow, ...]
    own_fingerprint: str
    """Of this device, while nobody has admitted it; empty where it counts."""
    founder_fingerprint: str
    """What a colleague who gets the invitation hears by voice; empty where this copy cannot invite."""
    others: int
    """Other active devices, to which a bundle can go."""
    merged: MergedSaid | None
    open_conflicts: int
    needed: int
    keepers: tuple[KeeperRow, ...]
    names_open: int
    """Sources and reports whose names every member can open."""
    names_before: int
    """Those sealed for other trustees than today's."""
    ready: bool
    """Whether a bundle that was made waits to be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage(Shown):
    """A colleague's request: nothing is admitted before the digits were compared."""

    template: ClassVar[str] = "team_request.html"
    screen: ClassVar[str] = "team"
    number: str
    roles: tuple[str, ...]
    usual: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePage(Shown):
    """What sending a device away does, before it is done."""

    template: ClassVar[str] = "team_revoke.html"
    screen: ClassVar[str] = "team"
    device: DeviceRow


def show(asked: Asked) -> Answer:
    desk = asked.desk
    listed = tuple(_row(d) for d in desk.devices())
    counted, merged = bool(listed), asked.memory.get(_MERGED)
    gone_on = {d.id for d in listed if d.went_on}
    standing = _trustees(asked) if counted else Standing(0, (), 0, 0, 0)
    return DevicesPage(
        devices=listed,
        own_fingerprint="" if any(d.own for d in listed) else teams.own_device(desk.case).fingerprint,
        founder_fingerprint=teams.invitation_whole(desk.case)[1].fingerprint if counted else "",
        others=sum(d.reachable for d in listed),
        merged=merged,
        open_conflicts=merged.conflicts if merged else 0,
        needed=standing.needed,
        keepers=tuple(
            KeeperRow(k.device, k.person, k.fingerprint, k.chosen)
            for k in standing.keepers
            if k.chosen or k.device not in gone_on
        ),
        names_open=standing.open,
        names_before=standing.before,
        ready=is_ready(asked, PAGE),
    )


def _trustees(asked: Asked) -> Standing:
    """The trustees; names are counted where there are or were any, and anew only after something changed."""
    case = asked.desk.case
    light = identifying.trustees(case, counted=False)
    if not (light.needed or light.gone):
        return light
    now = identifying.rests_on(case)
    held: tuple[object, Standing] | None = asked.memory.get(_TRUSTEES)
    if held is None or held[0] != now:
        held = asked.memory[_TRUSTEES] = (now, asked.desk.trustees())
    return Standing(light.needed, light.keepers, light.gone, held[1].open, held[1].before)


def _row(listed: ListedDevice) -> DeviceRow:
    d = listed.device
    return DeviceRow(
        id=d.id,
        short=d.id[:SHORT],
        person=listed.person,
        own=listed.own,
        active=d.active,
        events=listed.events,
        last=listed.last.strftime("%Y-%m-%d %H:%M") if listed.last else "",
        fingerprint=d.fingerprint,
        roles=tuple(sorted(d.roles)),
        alarm=listed.twice and d.active,
        went_on=(listed.went_on or "")[:SHORT] if d.active and not listed.own else "",
    )


# --- a colleague's own copy ---------------------------------------------------------------------------


def invitation(asked: Asked) -> Answer:
    return File(teams.invitation_whole(asked.desk.case)[0], BINARY, "casefile.invitation")


def own_request(asked: Asked) -> Answer:
    return File(teams.request_whole(asked.desk.case), BINARY, "casefile.request")


def request(asked: Asked) -> Answer:
    """Keep a request in memory under a number, and ask for the digits."""
    uploads = asked.form.files("request")
    if not uploads:
        raise MisuseError("no file was chosen", hint="choose the request that your colleague sent")
    made, device = teams.request_in(asked.desk.case, uploads[0].data)
    number = secrets.token_hex(8)
    asked.memory[_REQUEST] = (number, made, device.fingerprint)
    return RequestPage(number=number, roles=ROLES, usual=USUAL_ROLES)


def admit(asked: Asked) -> Answer:
    """Admit the device, if the digits that were typed are those of its request."""
    held: tuple[str, Any, str] | None = asked.memory.get(_REQUEST)
    if held is None or held[0] != asked.form.one("number"):
        raise MisuseError("this request is no longer at hand", hint="choose its file again")
    if "".join(asked.form.one("fingerprint").split()) != held[2].replace(" ", ""):
        raise MisuseError(
            "this is not the fingerprint of the request, nobody was admitted",
            hint="when the digits differ somebody may have swapped the request: let your colleague send it another way",
        )
    roles = asked.form.all("role")
    if not roles or set(roles) - set(ROLES):
        raise MisuseError("a device has at least one role", hint="tick what it may do")
    asked.desk.admit(held[1], roles)
    del asked.memory[_REQUEST]
    return Go("/team/devices", asked.say("Admitted. Send your colleague a bundle next: it brings everything."))


def before_revoking(asked: Asked) -> Answer:
    return RevokePage(device=_named(asked, asked.params["device"]))


def revoke(asked: Asked) -> Answer:
    """Send a device away; its letters are typed, so that no slip of the hand does it."""
    device = _named(asked, asked.params["device"])
    if asked.form.one("typed").strip() != device.short:
        raise MisuseError("these are not the letters of the device, nobody was sent away", where=device.short)
    gone = asked.desk.revoke(device.id)
    said = asked.ngettext("One device was sent away.", "%(num)s devices were sent away.", len(gone))
    return Go("/team/devices", said)


def _named(asked: Asked, device: str) -> DeviceRow:
    found = next((d for d in asked.desk.devices() if d.device.id == device and d.device.active and not d.own), None)
    if found is None:
        raise MisuseError("there is no such device that could be sent away", hint="the list of devices shows them")
    return _row(found)


# --- bundles -------------------------------------------------------------------------------------------


def bundle(asked: Asked) -> Answer:
    """Everything that the chosen devices lack, or everything, sealed for them."""
    chosen = asked.form.all("device")
    if not chosen:
        raise MisuseError("no device was chosen", hint="tick those that the bundle is for")
    desk, only_new = asked.desk, asked.form.get("whole") != "yes"
    steps = under_one_key(desk, lambda: stepped(desk.bundle_parts(to=chosen, only_new=only_new)))
    return wait_for(asked, "bundle", steps, lambda asked, made: give(asked, PAGE, File(made[0], BINARY, f"casefile{SUFFIX}")))


def merge(asked: Asked) -> Answer:
    uploads = asked.form.files("bundle")
    if not uploads:
        raise MisuseError("no file was chosen", hint="choose the bundle that your colleague sent")
    steps = stepped(_all_merged(asked.desk, [upload.data for upload in uploads]))
    return wait_for(asked, "merge", steps, _said, whole=True)


def _all_merged(desk: Desk, bundles: list[bytes]) -> Parts[list[Merged]]:
    """One bundle after the other; each is merged, or it never came. An erasure that came with the one before stands by then."""
    done = []
    for data in bundles:
        yield UNDONE
        done.append((yield from desk.merge_parts(data)))
    return done


def _said(asked: Asked, done: list[Merged]) -> Answer:
    asked.memory[_MERGED] = _merged(done, len(asked.desk.conflicts()))
    taken = sum(sum(one.taken.values()) for one in done)
    if not taken:
        return Go("/team/devices", asked.say("Nothing in it was new."))
    return Go("/team/devices", asked.ngettext("One event is new here.", "%(num)s events are new here.", taken))


def _merged(done: list[Merged], conflicts: int) -> MergedSaid:
    last = done[-1]
    return MergedSaid(
        taken=sum(sum(one.taken.values()) for one in done),
        waiting=sum(last.waiting.values()),
        refused=sum(len(one.refused) for one in done),
        alarms=tuple(device[:SHORT] for one in done for device in one.forks),
        lines=tuple(line for one in done for line in told(one.weightless)),
        erasures=sum(len(one.erasures) for one in done),
        sent_away=any(one.sent_away for one in done),
        conflicts=conflicts,
    )


# --- trustees ------------------------------------------------------------------------------------------


def trustees(asked: Asked) -> Answer:
    chosen, needed = asked.form.all("device"), asked.form.whole("needed", 2)
    done = asked.desk.set_trustees(chosen, needed)
    said = asked.say("Kept. %(records)s records are sealed for these trustees now.", records=done.records)
    return Go("/team/devices", said)


def anew(asked: Asked) -> Answer:
    asked.desk.request_reshare()
    return Go("/team/devices", asked.say("The trustees before are asked; their answers come with their bundles."))


ROUTES = (
    get("/team/devices", show),
    get("/team/invitation", invitation),
    get("/team/own-request", own_request),
    post("/team/request", request, big=True),
    post("/team/admit", admit),
    get("/team/devices/{device}/revoke", before_revoking),
    post("/team/devices/{device}/revoke", revoke),
    post("/team/bundle", bundle),
    *routes(PAGE),
    post("/team/merge", merge, big=True),
    post("/team/trustees", trustees),
    post("/team/trustees/anew", anew),
)
