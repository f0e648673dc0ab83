"""Documents are hostile: each is parsed by a process of its own that can reach nothing, and ends with its answer.

``child`` is that process, ``parent`` starts it, ``confining`` is what it gives up, ``wire`` what passes between the two.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Confinement", "confinement"]


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a process that parses documents cannot do on this machine: each was tried, not assumed.

    ``landlock`` is the kernel's version of it (0: none), ``calls`` whether system calls are filtered, ``job`` whether
    it runs in a Windows job object.
    """

    reading: bool
    writing: bool
    tcp: bool
    udp: bool
    processes: bool
    programs: bool
    signals: bool
    limits: bool
    landlock: int
    calls: bool
    job: bool

    @property
    def whole(self) -> bool:
        """Whether a hostile document that takes its parser over can reach nothing at all."""
        return not self.open_ways()

    def open_ways(self) -> tuple[str, ...]:
        """What stays possible, in plain words."""
        ways = (
            (self.reading, "read this account's files"),
            (self.writing, "write files"),
            (self.tcp and self.udp, "open network connections"),
            (self.processes and self.programs, "start programs"),
            (self.signals, "end this account's other programs"),
            (self.limits or self.job, "use up memory and time"),
        )
        return tuple(way for closed, way in ways if not closed)

    def line(self) -> str:
        """One sentence for a person."""
        ways = self.open_ways()
        if not ways:
            return "a document that takes its parser over can reach no file, network, program or process here"
        return f"a document that takes its parser over could still {', '.join(ways)}: open those of strangers elsewhere"


def confinement() -> Confinement:
    """What confinement holds on this machine: starts a worker that tries to get out. Raises IntakeError."""
    from rushlight.intake.worker.parent import probed

    layers, refused = probed()
    return Confinement(
        refused.reading,
        refused.writing,
        refused.tcp,
        refused.udp,
        refused.processes,
        refused.programs,
        refused.signals,
        layers.limits,
        layers.landlock,
        layers.calls,
        layers.job,
    )
