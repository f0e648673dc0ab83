"""What members do in a team, and which role may write which kind of event. ``devices`` says who has which role, and since when.

A device may have several roles; the founder has all. Kinds that are not listed here come from a newer version and change
nothing in this one.
"""

from __future__ import annotations

from collections.abc import Collection

ROLES = ("admin", "reviewer", "analyst", "releaser", "trustee", "collector")
"""
admin      admits and revokes devices
reviewer   takes in, reads and decides
analyst    links and counts
releaser   checks and publishes releases
trustee    keeps a share of source identities
collector  takes in only, and cannot read back
"""

ANYBODY = frozenset(ROLES)
MEMBERS = ANYBODY - {"collector"}
"""Those who can read the casefile."""

READERS = MEMBERS - {"trustee"}
ASKING = frozenset({"reviewer", "releaser", "trustee"})
"""Roles whose devices may ask who somebody is. Analysts, collectors, and admins who are nothing else may not."""

_TAKING_IN = frozenset({"reviewer", "collector"})

MAY: dict[str, frozenset[str]] = {
    # what a device says of itself
    "case.created": ANYBODY,
    "device.added": ANYBODY,
    "device.joined": ANYBODY,
    "device.keyed": ANYBODY,
    "bundle.merged": ANYBODY,
    "way_in.changed": ANYBODY,
    # who belongs to the team
    "device.admitted": frozenset({"admin"}),
    "device.revoked": frozenset({"admin"}),
    "trustees.set": frozenset({"admin"}),
    # what comes in, and what is said of it
    "source.added": _TAKING_IN,
    "document.added": _TAKING_IN,
    "original.kept": _TAKING_IN,
    "reading.added": _TAKING_IN,
    "names.added": _TAKING_IN,
    "original.keyed": frozenset({"admin", "reviewer"}),
    "intake.keyed": MEMBERS,
    "decision.made": frozenset({"reviewer"}),
    "opinion.given": frozenset({"reviewer"}),
    "document.assigned": frozenset({"admin", "reviewer"}),
    "document.finished": frozenset({"reviewer"}),
    "statement.added": frozenset({"reviewer"}),
    "comment.made": READERS,
    "blind.done": frozenset({"reviewer"}),
    "rendition.linked": frozenset({"reviewer"}),
    "consent.given": frozenset({"reviewer", "releaser"}),
    "document.restricted": frozenset({"admin", "reviewer"}),
    "link.judged": frozenset({"analyst"}),
    "link.withdrawn": frozenset({"analyst"}),
    "conflict.settled": READERS,
    "setting.put": MEMBERS,
    # what goes out
    "gates.set": frozenset({"releaser"}),
    "figure.stated": frozenset({"releaser"}),
    "sentence.signed": frozenset({"reviewer", "releaser"}),
    "text.checked": frozenset({"releaser"}),
    "finding.kept": frozenset({"releaser"}),
    "release.checked": frozenset({"releaser"}),
    "release.published": frozenset({"releaser"}),
    "release.refused": frozenset({"releaser"}),
    "release.projected": frozenset({"releaser"}),
    "release.approved": frozenset({"releaser"}),
    "release.withdrawn": frozenset({"releaser"}),
    "approval.ruled": frozenset({"releaser"}),
    "approval.withdrawn": frozenset({"releaser"}),
    "disclosure.made": frozenset({"releaser"}),
    "submission.made": frozenset({"releaser"}),
    "exchange.sealed": frozenset({"releaser"}),
    "anchor.asked": READERS,
    "anchor.kept": READERS,
    # who somebody is
    "identity.requested": ASKING,
    "identity.answered": frozenset({"trustee"}),
    "identity.opened": ASKING,
    "names.resealed": ASKING | {"admin"},
    "vault.opened": ASKING,
    # what goes for good: whoever reads may be the one who is asked to, and every copy finishes what came late by itself
    "report.erased": MEMBERS,
}
"""By kind: the roles of which a device needs one. A collector may take its own back too (``weighing``)."""

_DOING = {
    "admin": "say who belongs to the team",
    "reviewer": "take reports in, read them and decide",
    "analyst": "say which reports belong together",
    "releaser": "check, publish and disclose",
    "trustee": "answer who somebody is",
    "collector": "collect",
}


def may(kind: str, held: Collection[str]) -> bool:
    """Whether a device with these roles may write an event of this kind."""
    wanted = MAY.get(kind, ANYBODY)
    return wanted is ANYBODY or not wanted.isdisjoint(held)


def refused(held: Collection[str]) -> list[str]:
    """The kinds that a device with these roles may not write."""
    return sorted(kind for kind in MAY if not may(kind, held))


def needed(kind: str) -> str:
    """What it takes to write this kind, in words: "the role reviewer (take reports in, …)"."""
    wanted = [role for role in ROLES if role in MAY.get(kind, ANYBODY)]
    return " or ".join(f"{role} ({_DOING[role]})" for role in wanted)
