"""The desk's use-cases with colleagues: devices, trustees, bundles, what was said differently; and erasing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from rushlight.casefile import Casefile, conflicts, joining
from rushlight.casefile.canonical import Json
from rushlight.casefile.conflicts import Conflict, Said
from rushlight.casefile.erasing import finish_parts
from rushlight.casefile.identities import Resealed
from rushlight.casefile.merging import Merged
from rushlight.casefile.sending import Sent
from rushlight.desk import erasing, identifying, teams
from rushlight.desk.erasing import Erased, Plan
from rushlight.desk.teams import ListedDevice, MergedFile
from rushlight.parts import Parts, Tell, at_once, nobody
from rushlight.record import Randomness


class Together:
    """The part of a desk that goes between the devices of a team."""

    case: Casefile
    actor: str
    now: Callable[[], dt.datetime]
    randomness: Randomness

    def trustees(self) -> identifying.Standing:
        """Who together open who a source is, and which devices could be asked to."""
        return identifying.trustees(self.case)

    def set_trustees(self, devices: Iterable[str], needed: int | None = None) -> Resealed:
        """From now on any ``needed`` of these devices together, and no single one, open who a source is."""
        return identifying.set_trustees(self.case, devices, needed, now=self.now(), actor=self.actor)

    def devices(self) -> tuple[ListedDevice, ...]:
        """The devices whose events count, with roles and the time of their latest event."""
        return teams.devices(self.case)

    def admit(self, request: Json, roles: Iterable[str]) -> Merged:
        """Admit a colleague's device; compare its fingerprint by voice first (``teams.read_request``)."""
        return joining.admit(self.case, request, roles, by=self.actor)

    def revoke(self, device: str, *, keep_successors: bool = False) -> tuple[str, ...]:
        """Send a device away: nothing it writes from now on counts, no bundle is closed for it. Gives the ids."""
        return teams.revoke(self.case, device, actor=self.actor, keep_successors=keep_successors)

    def bundle(self, folder: Path, *, to: Iterable[str] | None = None, only_new: bool = False) -> Sent:
        """Write one sealed file for these devices, or for all active ones."""
        return teams.bundle(self.case, folder, actor=self.actor, to=to, only_new=only_new)

    def merge(self, path: Path, *, tell: Tell = nobody) -> tuple[MergedFile, ...]:
        """Take in a bundle, or every bundle of a folder. After an erasure came along, the casefile gets a new case key."""
        done = teams.merge(self.case, path, actor=self.actor, tell=tell)
        self.case = at_once(finish_parts(self.case))
        return done

    def bundle_whole(self, *, to: Iterable[str] | None = None, only_new: bool = False) -> tuple[bytes, Sent]:
        """The same as ``bundle``, handed over instead of written to a folder."""
        return at_once(self.bundle_parts(to=to, only_new=only_new))

    def bundle_parts(self, *, to: Iterable[str] | None = None, only_new: bool = False) -> Parts[tuple[bytes, Sent]]:
        """``bundle_whole`` in parts; what is written meanwhile is not in it."""
        return teams.bundle_parts(self.case, actor=self.actor, to=to, only_new=only_new)

    def merge_whole(self, data: bytes) -> Merged:
        """Take in one bundle that was handed over."""
        return at_once(self.merge_parts(data))

    def merge_parts(self, data: bytes) -> Parts[Merged]:
        """``merge_whole`` in parts; nobody may look at the casefile in between (see ``casefile.merging``)."""
        done = yield from teams.merge_whole(self.case, data, actor=self.actor)
        self.case = yield from finish_parts(self.case)
        return done

    def conflicts(self) -> tuple[Conflict, ...]:
        """What people who did not know of each other said differently; both are kept until somebody settles it."""
        return conflicts.conflicts(self.case, by=self.actor)

    def weightless(self) -> list[str]:
        """What devices wrote that counts for nothing, a line for each device and reason."""
        return teams.weightless(self.case)

    def settle(self, conflict: Conflict, keep: Said | None) -> None:
        """Say which value of a conflict holds."""
        teams.settle(self.case, conflict, keep, now=self.now(), randomness=self.randomness, actor=self.actor)

    def plan_erasure(self, subject: str, *, reason: str = "withdrawn", with_reports: bool = False) -> Plan:
        """What erasing a report, or the identity of a source (both by alias), would take. Writes nothing."""
        return erasing.plan(self.case, subject, reason=reason, with_reports=with_reports)

    def plan_report_erasure(self, document: str, *, reason: str = "withdrawn") -> Plan:
        """The same of one report (by its id) that this person may find."""
        return erasing.plan_report(self.case, document, reason=reason, by=self.actor)

    def plan_identity_erasure(self, source: str, *, reason: str = "withdrawn") -> Plan:
        """The same of who a source is (by alias); the alias, reports and consents stay."""
        return erasing.plan_identity(self.case, source, reason=reason)

    def erase(self, planned: Plan) -> Erased:
        """Erase what was planned, for every key there is; the desk goes on with the casefile under a new case key."""
        return at_once(self.erase_parts(planned))

    def erase_parts(self, planned: Plan) -> Parts[Erased]:
        """``erase`` in parts; nobody may look at the casefile in between."""
        self.case, done = yield from erasing.erase_parts(self.case, planned, now=self.now(), actor=self.actor)
        return done
