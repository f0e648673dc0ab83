"""The release ledger in the casefile: what each release said is kept, and read for the check of every later one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from rushlight.casefile import Casefile
from rushlight.casefile.events import Opened
from rushlight.errors import ReleaseError, Tampered
from rushlight.release import Earlier, Said
from rushlight.release.ledger import from_plain, plain

KIND = "release.projected"


def remember(case: Casefile, said: Said, *, release_id: str, actor: str, now: dt.datetime) -> Opened:
    """Keep what a release said, and give the entry. Nothing takes it out again: what was published is out."""
    event = case.append(KIND, {"id": release_id, "entry": plain(said)}, by=actor, at=now)
    return case.log.open(case.log.stored(event.id))


def remembered(case: Casefile) -> tuple[Earlier | Said, ...]:
    """What every earlier release said, in the order of the log.

    Raises Tampered when one cannot be read: it may be the one that a new release would complete.
    """
    out = []
    for opened in case.records(KIND):
        try:
            out.append(_entry(opened.data["entry"]))
        except (ReleaseError, msgspec.ValidationError, KeyError, TypeError):
            raise Tampered("what an earlier release said is not readable", where=opened.event.id) from None
    return tuple(out)


def _entry(entry: Mapping[str, Any]) -> Earlier | Said:
    """An entry of today, or one as it was kept before the ledger kept all that was said."""
    return from_plain(entry) if "words" in entry else msgspec.convert(entry, Earlier)
