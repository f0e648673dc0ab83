"""Who knew of what: whether the device that wrote one event had another event when it wrote it.

The turn of an event cannot tell: of two events that were written apart, one has the later turn too. A device says in
``bundle.merged`` what it has of the others; between two of these it knows what the last one said, and its own events. A device
that goes on from another knows what that one knew at the checkpoint it began after (Lamport 1978, "happened before").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from rushlight.casefile import note
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.events import Opened, Stored


@dataclass(frozen=True, slots=True)
class At:
    """Where an event stands."""

    event: str
    device: str
    seq: int


@dataclass
class Known:
    """How many events of each device were known, and, of devices with two histories, which ones from where they part."""

    sizes: dict[str, int] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)

    def take(self, other: Known) -> None:
        for device, size in other.sizes.items():
            self.sizes[device] = max(size, self.sizes.get(device, 0))
        self.apart |= other.apart


class Knowledge:
    """What each event's author knew, from the log of a casefile."""

    def __init__(self, case: Casefile) -> None:
        self._case = case
        self._places: dict[str, At] = {}
        self._parts: dict[str, int] = dict(iter(case._db.rows("SELECT device, min(seq) FROM forks GROUP BY device")))
        self._before = {event: before for device in self._parts for event, before in self._tail(device)}
        self._merges: dict[str, list[Opened]] = {}
        for opened in case.records("bundle.merged"):
            self._merges.setdefault(opened.event.device, []).append(opened)
        for listed in self._merges.values():
            listed.sort(key=lambda opened: (opened.event.seq, opened.event.id))
        self._began = {opened.event.device: opened for opened in case.records("device.added")}
        self._memory: dict[tuple[str, int, str], Known] = {}

    def knew(self, later: str, earlier: str) -> bool:
        """Whether the author of the event ``later`` had ``earlier`` when writing it. False for the same event."""
        this, that = self._place(later), self._place(earlier)
        if this is None or that is None or later == earlier:
            return False
        parts = self._parts.get(that.device)
        if parts is not None and that.seq >= parts:
            return that.event in self._line(this.event) or that.event in self._known(this).apart
        if this.device == that.device:
            return that.seq < this.seq
        return that.seq < self._known(this).sizes.get(that.device, 0)

    def _place(self, event: str) -> At | None:
        if event not in self._places:
            row = self._case._db.one("SELECT device, seq FROM log WHERE event = ?", (event,))
            if row is None:
                return None
            self._places[event] = At(event, *row)
        return self._places[event]

    def _known(self, at: At) -> Known:
        """What was known when the event at this place was written, its device's own events aside."""
        merges = self._merges.get(at.device, [])
        last = bisect_right([opened.event.seq for opened in merges], at.seq)
        key = (at.device, last, at.event if at.device in self._parts else "")
        if key not in self._memory:
            known = self._memory[key] = (
                Known()
            )  # before it is full: somebody may have signed that two devices follow each other
            line = self._line(at.event)
            for opened in merges[:last]:
                if opened.event.seq < self._parts.get(at.device, opened.event.seq + 1) or opened.event.id in line:
                    known.take(_said(opened))
            if at.device in self._began:
                known.take(self._inherited(self._began[at.device]))
        return self._memory[key]

    def _inherited(self, began: Opened) -> Known:
        """What the device before it knew, at the checkpoint that a device says it goes on from."""
        after = note.read(began.data["after"])
        tip = self._event_at(after)
        if tip is None or after.device == began.event.device:
            return Known()
        known = Known({after.device: after.size}, {tip.event} | self._line(tip.event))
        known.take(self._known(tip))
        return known

    def _event_at(self, after: note.Checkpoint) -> At | None:
        """The last event of a checkpoint, in whichever of its device's histories it stands."""
        values = (after.device, after.size - 1)
        held = self._case._db.rows("SELECT id FROM events WHERE device = ? AND seq = ?", values)
        other = self._case._db.rows("SELECT id FROM forks WHERE device = ? AND seq = ? ORDER BY hash", values)
        if other and held and self._case.log.root_of(after.device, after.size) != after.root:
            held = other
        found = held or other
        return At(found[0][0], *values) if found else None

    def _tail(self, device: str) -> list[tuple[str, str]]:
        """Of a device with two histories, each event from where they part: its id, and the id of the one before it."""
        columns, first = "id, header, signature", self._parts[device]
        sql = (
            f"SELECT {columns} FROM events WHERE device = ?1 AND seq >= ?2 UNION SELECT {columns} FROM forks WHERE device = ?1"  # noqa: S608
        )
        stored = {row[0]: Stored(row[1], row[2], b"", b"") for row in self._case._db.rows(sql, (device, first))}
        by_hash = {one.hash: event for event, one in stored.items()}
        return [(event, by_hash.get(one.fields["prev"], "")) for event, one in stored.items()]

    def _line(self, event: str) -> set[str]:
        """The events before this one in its own history, as far as it is apart from another."""
        out: set[str] = set()
        at = self._before.get(event, "")
        while at and at not in out:
            out.add(at)
            at = self._before.get(at, "")
        return out


def _said(merged: Opened) -> Known:
    heads, forked = merged.data.get("heads", {}), merged.data.get("forked", {})
    return Known({device: int(head["size"]) for device, head in heads.items()}, {e for ids in forked.values() for e in ids})
