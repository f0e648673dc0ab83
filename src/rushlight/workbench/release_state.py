"""Where a checked draft or text stands: whether it passes, who approved it, whether it may leave, what is out already."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.desk import approving
from rushlight.errors import MisuseError
from rushlight.exports import DEFAULT, FORMATS
from rushlight.exports.formats import BRIEFS
from rushlight.workbench.answering import Asked
from rushlight.workbench.release_memory import memory


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One approval: by whom (an alias), on which day, until when, and whether it is over."""

    by: str
    on: str
    until: str
    over: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """``passed``: no finding is open. ``asks_another``: a second person has to approve. ``own``: this person or device made
    it, and so cannot approve it. ``may_leave``: it passes, and is approved where that is asked for."""

    passed: bool
    seen: bool
    """Whether what was found is at hand here, so that ``passed`` says something."""
    asks_another: bool
    approvals: tuple[ApprovalRow, ...]
    own: bool
    may_leave: bool
    out: tuple[int, ...]
    """Numbers of the releases that it became."""
    held: bool
    """Whether its files are still here to be taken."""
    formats: tuple[str, ...]
    usual: tuple[str, ...]
    carry: tuple[str, ...]
    """Formats that can carry a picture."""


def standing(asked: Asked, name: str, *, passed: bool, seen: bool = True) -> Standing:
    """Where the check ``name`` stands now. ``seen``: whether what was found is at hand here."""
    desk = asked.desk
    rows = _approvals(asked, name)
    wanted = desk.approval_asked()
    return Standing(
        passed=passed,
        seen=seen,
        asks_another=wanted,
        approvals=rows,
        own=_own(asked, name),
        may_leave=passed and (not wanted or any(not row.over for row in rows)),
        out=tuple(one.number for one in desk.releases() if one.id == name),
        held=name in memory(asked).files,
        formats=FORMATS,
        usual=DEFAULT,
        carry=tuple(BRIEFS),
    )


def _own(asked: Asked, name: str) -> bool:
    try:
        asked.desk.require_another(name)
    except MisuseError:
        return True
    return False


def _approvals(asked: Asked, name: str) -> tuple[ApprovalRow, ...]:
    """Every approval, those over that were taken back or have run out; whether one is of what would leave, publishing says."""
    case, now = asked.desk.case, asked.desk.now()
    back = approving.taken_back(case)
    return tuple(
        ApprovalRow(
            by=one.mark.by,
            on=one.mark.at.date().isoformat(),
            until=one.until.date().isoformat(),
            over=one.mark.event in back or now >= one.until,
        )
        for one in approving.approvals(case, name)
    )
