"""FollowTheMoney entities of a released view, one JSON object a line: events, and notes of what was only threatened or said.

Written here and not by the package: it would derive ids from contents (anybody could guess and test them), stamp
times, and drop a date it cannot read without a word. Nothing in a release is a Person; sources are not entities.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from rushlight.atlas.tiles import country_of
from rushlight.errors import ReleaseError
from rushlight.exports.gate import released
from rushlight.exports.tables import happened_once, place_shown
from rushlight.release import ReleasedItem, ReleasedView

DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""What FollowTheMoney keeps as a date (prefix dates of ISO 8601, years 1000 to 2999)."""
COUNTRY = re.compile(r"[A-Z]{2}")


def entities_ftm(view: ReleasedView) -> bytes:
    """The entities as JSON lines, for FollowTheMoney 4: an Event for one happening, a Note for all else.

    The schema knows no threat and no practice: written as an Event, a threat would be counted as a deed. Ids are the
    release's own random ones. Raises ReleaseError for a date that FollowTheMoney would drop.
    """
    view = released(view)
    lines = (json.dumps(_entity(i, view.language), ensure_ascii=False, sort_keys=True) for i in view.items)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _entity(item: ReleasedItem, language: str) -> dict[str, Any]:
    name = f"{item.act.of(language)} ({item.modality.of(language)})"
    properties: dict[str, list[str]] = {"name": [name], "description": [item.text]}
    if item.place is not None and COUNTRY.fullmatch(country_of(item.place)):
        properties["country"] = [country_of(item.place).lower()]
    if not happened_once(item):
        return {"id": item.id, "schema": "Note", "properties": properties}
    if item.place is not None:
        properties["location"] = [place_shown(item, language)]
    if item.time is not None:
        ends = {"startDate": item.time.earliest, "endDate": item.time.latest}
        properties |= {key: [ftm_date(day, item.id)] for key, day in ends.items() if day is not None}
    return {"id": item.id, "schema": "Event", "properties": properties}


def ftm_date(day: dt.date | str, where: str) -> str:
    """The day as FollowTheMoney keeps it; raises ReleaseError where it would be dropped without a word."""
    written = day if isinstance(day, str) else day.isoformat()
    if not DATE.fullmatch(written):
        raise ReleaseError("FollowTheMoney would drop a date", where=where, hint="publish without ftm")
    return written
