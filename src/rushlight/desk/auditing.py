"""A release held against the log: that it stands there as its proof says, what it said, and that others approved it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile, weighing
from rushlight.casefile.events import Opened
from rushlight.desk import approving, proving
from rushlight.desk.policy import knew_all, rules_version
from rushlight.desk.remembering import KIND as LEDGER
from rushlight.release import digest

RELEASER = approving.ROLE


@dataclass(frozen=True, slots=True)
class ReleaseAudit:
    """What the log says of a proven release. ``faults`` do not agree; ``notes`` are to be known."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.faults


def audit(case: Casefile, proof: Path) -> ReleaseAudit:
    """Hold a proof's release against the log of ``case``. Raises what ``proving.read`` raises."""
    proven = proving.read(proof)
    stored = case.log.find(proven.event.id)
    if stored is None or stored.empty:
        return ReleaseAudit(("the casefile's log does not have this release",), ())
    found = case.log.open(stored)
    faults = []
    if stored.header.decode() != _header(proof) or found.data != proven.body:
        faults.append("the log has another event under the id of this release")
    if not weighing.counts(case._db, proven.event.id):
        faults.append("this release counts for nothing: its device had no role for it, or had been sent away")
    faults += _said(case, found)
    faults += _people(case, found)
    return ReleaseAudit(tuple(faults), tuple(_notes(case, found)))


def _header(proof: Path) -> str:
    return str(proving.load(proof)["header"])


def _said(case: Casefile, found: Opened) -> Iterator[str]:
    """What it let infer is in the ledger as it was entered then."""
    delta = found.data.get("ledger")
    if not isinstance(delta, Mapping):
        return
    entry = next((row for row in case.records(LEDGER) if row.event.id == delta.get("event")), None)
    if entry is None:
        yield "the ledger has lost what this release said"
    elif digest(entry.data) != delta.get("sha256"):
        yield "the ledger says another thing than this release"


def _people(case: Casefile, found: Opened) -> Iterator[str]:
    """Those who checked and approved it, as the log has them."""
    said = found.data
    if "digest" not in said:
        return
    made = {c.event: c for c in approving.checks(case, said["id"])}
    lost = [c["event"] for c in said["checks"] if c["event"] not in made]
    if lost and not _erased(case, lost):
        yield "the log has not the check that this release names"
    given = {a.mark.event: a for a in approving.approvals(case, said["id"])}
    for row in said["approvals"]:
        if (one := given.get(row["event"])) is None:
            yield "the log has not an approval that this release names"
        else:
            yield from _approval(case, found, one)
    if not said["approvals"] and not said["one_person"]:
        yield "nobody approved this release, and it does not say so"


def _erased(case: Casefile, events: list[str]) -> bool:
    """Whether they went with a report that was erased."""
    return all((stored := case.log.find(event)) is not None and stored.empty for event in events)


def _approval(case: Casefile, found: Opened, one: approving.Approval) -> Iterator[str]:
    devices, said = case.devices(), found.data
    device = devices.get(one.mark.device)
    seq = case.log.stored(one.mark.event).fields["seq"]
    if device is None or RELEASER not in device.roles_at(seq):
        yield "an approval is of a device that was no releaser"
    if one.digest != said["digest"]:
        yield "an approval is of something else than this release"
    if not one.mark.at - approving.APART <= found.event.at < one.until:
        yield "an approval had expired when this was released"
    lines = {approving.line_of(devices, check["device"]) for check in said["checks"]}
    if approving.line_of(devices, one.mark.device) in lines or one.mark.by in {check["by"] for check in said["checks"]}:
        yield "whoever checked this release approved it too"
    back = (row for row in case.records(approving.TAKEN_BACK) if row.data["approval"] == one.mark.event)
    if any(row.turn < found.turn for row in back):
        yield "an approval had been taken back when this was released"


def _notes(case: Casefile, found: Opened) -> Iterator[str]:
    said: Mapping[str, Any] = found.data
    if "digest" not in said:
        yield "an earlier version wrote this release: who checked it and by what is not in it"
        return
    if said["one_person"]:
        yield "one person checked and released this"
    if said["policy"]["rules_version"] != rules_version():
        yield "it was judged by other rules than those of this version"
    if not knew_all(case, said["ledger"]):
        yield "a colleague released something at about the same time, which this check did not know of"
