"""Two people for a release: one checks it, another one on another device looks at what would leave and approves that.

An approval is of one digest: over the draft with the levels that were chosen, the words of each sentence and who signed them,
the tables, the policy, and all that was released before. Where any of it is another one, there is no approval.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile
from rushlight.casefile.devices import Device
from rushlight.casefile.restricted import hidden
from rushlight.desk import releasing, writing
from rushlight.desk.drafting import TEXT_CHECKED, statements_of
from rushlight.desk.illustrating import illustrate
from rushlight.desk.linking import Linked
from rushlight.desk.policy import ledger_state, policy
from rushlight.desk.releasing import Ready
from rushlight.desk.writing import Written
from rushlight.errors import MisuseError, ReleaseRefused, Tampered
from rushlight.exports import Illustration
from rushlight.parts import Parts
from rushlight.release import Check, Finding, digest

RULE, APPROVED, TAKEN_BACK = "approval.ruled", "release.approved", "approval.withdrawn"
ROLE = "releaser"
DAYS, MOST_DAYS = 7, 90
APART = dt.timedelta(days=1)
"""How far the clocks of two devices may lie apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long an approval holds, and whether it is asked for of a single releaser too (who then cannot publish). ``by``,
    ``on`` and ``why`` are empty for the shipped default."""

    days: int = DAYS
    always: bool = False
    by: str = ""
    on: dt.date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who did something to a release: the event, the person's alias, the device, when by its clock."""

    event: str
    by: str
    device: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval: of which release and digest, until when; ``way`` is the proposed way that was shown as taken."""

    mark: Mark
    release: str
    digest: str
    until: dt.datetime
    way: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What an approver looks at: the release made anew, the digest that an approval would be of, who checked it, whether
    an approval is asked for here, and how many releases there were before."""

    ready: Ready
    digest: str
    checks: tuple[Mark, ...]
    asked: bool
    way: int | None
    policy: dict[str, Any]
    before: int
    picture: Illustration | None = None
    kept: tuple[tuple[Mark, Finding], ...] = ()
    """The findings that people let stand, with who did."""

    @property
    def makers(self) -> tuple[Mark, ...]:
        """Everybody who made it what it is, and so cannot approve it: who checked it, and who kept a finding."""
        return (*self.checks, *(mark for mark, _ in self.kept))


# --- the rule ----------------------------------------------------------------------------------------


def rule(case: Casefile) -> Rule:
    """The rule in force: the latest that somebody set."""
    rows = case.records(RULE)
    if not rows:
        return Rule()
    event, row = rows[-1].event, rows[-1].data
    try:
        return Rule(_days(row["days"]), row["always"] is True, event.by, event.at.date(), str(row["why"]))
    except (MisuseError, KeyError, TypeError):
        raise Tampered("the rule for approvals is not readable", where=event.id) from None


def set_rule(case: Casefile, *, days: int | None, always: bool | None, why: str, now: dt.datetime, actor: str) -> Rule:
    """Set how long approvals hold and whether they are always asked for. There is no switch that asks for none: whoever
    could turn it alone would need nobody.

    Raises MisuseError for days that make no sense, and where approvals hold longer than shipped without a reason.
    """
    standing = rule(case)
    mine = _days(standing.days if days is None else days)
    if mine > DAYS and not why.strip():
        hint = "say why: --why WORDS; it is kept"
        raise MisuseError("this lets an approval hold longer than shipped", where=str(mine), hint=hint)
    body = {"days": mine, "always": standing.always if always is None else always, "why": why.strip()}
    case.append(RULE, body, by=actor, at=now)
    return rule(case)


def _days(days: int) -> int:
    if type(days) is not int or not 1 <= days <= MOST_DAYS:
        raise MisuseError("an approval holds for whole days", where=str(days), hint=f"from 1 to {MOST_DAYS}")
    return days


def releasers(case: Casefile) -> int:
    """How many could release: devices of today with the role, those that go on from each other counted once."""
    devices = case.devices()
    return len({line_of(devices, d.id) for d in devices.values() if d.active and ROLE in d.roles})


def asked_for(case: Casefile) -> bool:
    """Whether a release of this casefile needs an approval: from two releasers on, or where the team always asks."""
    return rule(case).always or releasers(case) >= 2


def line_of(devices: Mapping[str, Device], device: str) -> str:
    """The first of the incarnations that go on from each other: one device in the eyes of people."""
    seen: set[str] = set()
    while device in devices and device not in seen and (before := devices[device].follows):
        seen.add(device)
        device = before
    return device


# --- looking and approving ---------------------------------------------------------------------------


def look(
    case: Casefile,
    release: str,
    *,
    way: int | None,
    text: Written | None,
    now: dt.datetime,
    actor: str,
    image: Path | bytes | None = None,
    alt: str = "",
    linked: Linked | None = None,
) -> Parts[Look]:
    """What would leave, made anew and checked again here, for the one who may approve it; in parts.

    Raises what ``releasing.recheck``, ``writing.recheck_text`` and ``illustrating.illustrate`` raise.
    """
    ready = yield from remade(case, release, way=way, text=text, now=now, actor=actor, linked=linked)
    return look_at(case, ready, way, image=image, alt=alt)


def look_at(case: Casefile, ready: Ready, way: int | None, *, image: Path | bytes | None = None, alt: str = "") -> Look:
    """The digest of a release that was made anew, with all that belongs to it, a picture too.

    Raises what ``illustrating.illustrate`` raises, MisuseError for a picture with a text.
    """
    if ready.text is not None and (image is not None or alt):
        raise MisuseError("a text is published as plain text", where=ready.id, hint="leave out --image and --alt")
    sentences = [item.text for item in ready.check.items]
    picture = illustrate(image, alt, sentences, language=ready.draft.language, release=ready.id)
    used = policy(ready.check, ready.facts)
    before = case.records("release.published")
    whole = _digest(case, ready, used, picture)
    keepers = tuple(_keepers(case, ready.check))
    return Look(ready, whole, checks(case, ready.id), asked_for(case), way, used, len(before), picture, keepers)


def _digest(case: Casefile, ready: Ready, used: dict[str, Any], picture: Illustration | None) -> str:
    whole: dict[str, Any] = {
        "release": ready.id,
        "draft": ready.check.draft,
        "sentences": [item.text for item in ready.check.items],
        "text": ready.text,
        "signed": ready.signed,
        "policy": used,
        "ledger": ledger_state(case),
    }
    if kept := [(f.rule, f.item, f.kept) for f in ready.check.findings if f.kept is not None]:
        whole |= {"kept": kept}
    if picture is not None:
        whole |= {"picture": picture.pixels, "alt": picture.alt}
    return digest(whole)


def remade(
    case: Casefile,
    release: str,
    *,
    way: int | None,
    text: Written | None,
    now: dt.datetime,
    actor: str,
    named: Iterable[Mapping[str, Any]] = (),
    linked: Linked | None = None,
) -> Parts[Ready]:
    """A checked release made anew, in parts, from statements, or from the file of a text. Raises MisuseError without it."""
    if writing.checked_text(case, release) is None:
        if text is not None:
            raise MisuseError("this release is no text", where=release, hint="leave out --text")
        _require_seen(case, release, actor)
        return (yield from releasing.recheck(case, release, way=way, now=now, actor=actor, named=named, linked=linked))
    if text is None:
        raise MisuseError("this release is a text, and the text is not kept", where=release, hint="name its file: --text FILE")
    if way is not None:
        raise MisuseError("a text is published as it stands", where=release, hint="leave out --way")
    return (yield from writing.recheck_text(case, release, text, now=now, actor=actor, named=named, linked=linked))


def _require_seen(case: Casefile, release: str, actor: str) -> None:
    """Who may not find every report behind a release cannot make it anew."""
    kept = hidden(case._db, actor)
    if kept & set(statements_of(case, release)):
        hint = "somebody who may see it has to do this"
        raise MisuseError("a report behind this release is kept from you", where=release, hint=hint)


def checks(case: Casefile, release: str) -> tuple[Mark, ...]:
    """Everybody who checked this release, in the order of the casefile."""
    kinds = ("release.checked", "release.refused", TEXT_CHECKED)
    found = [row for kind in kinds for row in case.records(kind) if row.data.get("id") == release]
    return tuple(Mark(r.event.id, r.event.by, r.event.device, r.event.at) for r in sorted(found, key=lambda r: r.turn))


def _keepers(case: Casefile, found: Check) -> Iterator[tuple[Mark, Finding]]:
    """Who let which finding stand."""
    for one in found.findings:
        if one.kept is not None:
            event = case.log.open(case.log.stored(one.kept.event)).event
            yield Mark(event.id, event.by, event.device, event.at), one


def require_another(case: Casefile, release: str, actor: str) -> None:
    """Raise MisuseError for whoever checked a release, before anything of it is shown to be approved."""
    _require_other(case, release, checks(case, release), actor)


def _require_other(case: Casefile, release: str, makers: Iterable[Mark], actor: str) -> None:
    if (why := _same(case, makers, case.device, actor)) is not None:
        raise MisuseError(why, where=release, hint="bundle the casefile for a colleague who is a releaser")


def approve(case: Casefile, shown: Look, *, now: dt.datetime, actor: str) -> Approval:
    """Approve what was shown, for as many days as the rule says.

    Raises ReleaseRefused for a release that does not pass, MisuseError for whoever checked it or kept one of its findings,
    and for any person on a device that did: another actor on one device is nobody else.
    """
    if not shown.ready.check.passed:
        raise ReleaseRefused("the release check refuses this", where=shown.ready.id, hint=releasing.AGAIN)
    _require_other(case, shown.ready.id, shown.makers, actor)
    until = now + dt.timedelta(days=rule(case).days)
    way = {} if shown.way is None else {"way": shown.way}
    body = {"id": shown.ready.id, "digest": shown.digest, "until": until.isoformat(), **way}
    event = case.append(APPROVED, body, by=actor, at=now)
    return Approval(Mark(event.id, actor, case.device, now), shown.ready.id, shown.digest, until, shown.way)


def take_back(case: Casefile, release: str, *, now: dt.datetime, actor: str) -> int:
    """Take back every approval of a release that is not out yet; any releaser may. Gives how many. Raises MisuseError."""
    if any(row.id == release and row.kind == "published" for row in case.releases()):
        raise MisuseError(
            "the release is out", where=release, hint=f"withdraw it: rushlight releases CASE --withdraw {release}"
        )
    standing = [a for a in approvals(case, release) if a.mark.event not in taken_back(case)]
    if not standing:
        raise MisuseError("nobody has approved this release", where=release)
    with case.batch():
        for one in standing:
            case.append(TAKEN_BACK, {"id": release, "approval": one.mark.event}, by=actor, at=now)
    return len(standing)


# --- what stands -------------------------------------------------------------------------------------


def approvals(case: Casefile, release: str) -> tuple[Approval, ...]:
    """Every approval of a release, taken back or not, in the order of the casefile."""
    return tuple(
        Approval(
            Mark(row.event.id, row.event.by, row.event.device, row.event.at),
            release,
            row.data["digest"],
            dt.datetime.fromisoformat(row.data["until"]),
            row.data.get("way"),
        )
        for row in case.records(APPROVED)
        if row.data["id"] == release
    )


def taken_back(case: Casefile) -> frozenset[str]:
    """Ids of the approvals that were taken back."""
    return frozenset(row.data["approval"] for row in case.records(TAKEN_BACK))


def way_of(case: Casefile, release: str) -> int | None:
    """The way that the latest approval of a release was shown as taken."""
    found = approvals(case, release)
    return found[-1].way if found else None


def standing(case: Casefile, shown: Look, *, now: dt.datetime) -> tuple[Approval, ...]:
    """The approvals that hold now for what was shown.

    Raises ReleaseRefused where one is asked for and none holds, saying why not of each that there is.
    """
    found = approvals(case, shown.ready.id)
    faults = {one.mark.event: _fault(case, shown, one, now) for one in found}
    holding = tuple(one for one in found if faults[one.mark.event] is None)
    if holding or not shown.asked:
        return holding
    if not found:
        why = "another releaser has to approve this first"
    else:
        why = "no approval holds: " + "; ".join(dict.fromkeys(filter(None, faults.values())))
    raise ReleaseRefused(why, where=shown.ready.id, hint=f"rushlight approve CASE {shown.ready.id}, on a colleague's device")


def _fault(case: Casefile, shown: Look, one: Approval, now: dt.datetime) -> str | None:
    """Why an approval does not hold; None where it does."""
    device = case.devices().get(one.mark.device)
    if device is None:
        return "its device was never admitted"
    if not device.active or ROLE not in device.roles:
        return "its device is no releaser any more"
    if one.mark.event in taken_back(case):
        return "it was taken back"
    if (why := _same(case, shown.makers, one.mark.device, one.mark.by)) is not None:
        return why
    if one.digest != shown.digest:
        return "what would leave, or what it is judged by, has changed since"
    if one.mark.at > now + APART:
        return "its clock is ahead of this one"
    if now >= min(one.until, one.mark.at + dt.timedelta(days=rule(case).days)):
        return "it has expired"
    return None


def _same(case: Casefile, checked: Iterable[Mark], device: str, actor: str) -> str | None:
    """Why this person on this device is not another one than whoever checked; None where it is."""
    devices = case.devices()
    for check in checked:
        if line_of(devices, check.device) == line_of(devices, device):
            return "it was checked on this very device: an approval is another person's, on a device of their own"
        if check.by == actor:
            return "whoever checked a release cannot approve it"
    return None
