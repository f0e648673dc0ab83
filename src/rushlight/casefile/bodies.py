"""Bodies that no table holds, or not wholly, and that are looked up later: an odd one of a colleague is refused when it comes.

What a table holds of an event is ``sound``'s matter. Kinds that are not named here are looked up by nobody, or by somebody who
passes over what is odd.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from rushlight.casefile import note
from rushlight.casefile.canonical import Json, from_hex
from rushlight.casefile.keys import KEY
from rushlight.errors import RushlightError, Tampered
from rushlight.record import IdentityLevel, Purpose


def check_body(kind: str, data: Any) -> None:
    """Raise Tampered when the body of an event lacks what others look up in it."""
    try:
        _BODIES.get(kind, _nothing)(data)
    except (RushlightError, ValueError, TypeError, KeyError, AttributeError):
        raise Tampered("an event's body has not the form its kind should have") from None


def _nothing(data: Any) -> None:
    """Nobody looks anything up in it."""


def _require(good: bool) -> None:
    if not good:
        raise ValueError


def _merged(data: Json) -> None:
    """``sending`` and ``knowledge``: what a device has of the others."""
    for head in data["heads"].values():
        _require(type(head["size"]) is int and 0 <= head["size"] < 1 << 53 and len(from_hex(head["root"])) == KEY)
    _require(all(map(_texts, data.get("forked", {}).values())) and _texts(data.get("applied", [])))


def _added(data: Json) -> None:
    """``knowledge`` and ``sending``: from which checkpoint of which device it goes on."""
    note.read(data["after"])
    _require(isinstance(data["follows"], dict))


def _consent(data: Json) -> None:
    _require(isinstance(data["subject"], str) and isinstance(data.get("document", ""), str))
    Purpose(data["purpose"])
    for day in (data["until"], data["withdrawn"]):
        _require(not day or bool(dt.date.fromisoformat(day)))
    _require(data.get("identity") is None or bool(IdentityLevel(data["identity"])))
    _require(_texts(data.get("recipients", [])) and _texts(data.get("reports", [])))


def _settled(data: Json) -> None:
    _require(_texts(data["events"]))


def _keyed(data: Json) -> None:
    _require(len(from_hex(data["key"])) == KEY)


def _erased(data: Json) -> None:
    """``erasing`` and ``eraselist``: ids, codes, and nothing else."""
    _require(all(isinstance(event["id"], str) and type(event["turn"]) is int for event in data["events"]))
    _require(_texts(data["vault"]) and _texts(data["blobs"]) and _texts(data.get("ids", [])))
    _require(_texts(data.get("releases", [])))
    _require(isinstance(data["reason"], str) and isinstance(data.get("again", ""), str))
    _require(isinstance(data.get("alias") or "", str) and isinstance(data.get("document") or "", str))


def _release(data: Json) -> None:
    _require(_texts(data.get("statements", [])) and _texts(data.get("tables", [])) and _texts(data.get("left_out", [])))
    _require(all(_texts([*chosen, *chosen.values()]) for chosen in data.get("levels", {}).values()))


def _projected(data: Json) -> None:
    _require(isinstance(data["entry"], dict))


def _published(data: Json) -> None:
    """``released`` and ``proving``; what an earlier version wrote has less."""
    _release(data)
    files = data.get("files", {})
    _require(isinstance(files, list) or all(isinstance(found, str) for found in files.values()))
    _require(all(type(n) is int for n in (*data.get("sizes", {}).values(), *data.get("counts", {}).values())))
    _require(isinstance(data.get("policy", {}), dict) and isinstance(data.get("ledger", {}), dict))
    for marks in (data.get("checks", []), data.get("approvals", [])):
        for mark in marks:
            _require(_texts([mark["event"], mark["by"], mark["device"]]) and bool(dt.datetime.fromisoformat(mark["at"])))


def _text_checked(data: Json) -> None:
    _require(isinstance(data["id"], str) and _texts(data["sentences"]) and _texts(data.get("statements", [])))
    _require(isinstance(data.get("digest", ""), str) and isinstance(data.get("language", ""), str))
    _require("day" not in data or bool(dt.date.fromisoformat(data["day"])))


def _approved(data: Json) -> None:
    _require(isinstance(data["id"], str) and len(from_hex(data["digest"])) == KEY)
    _require(dt.datetime.fromisoformat(data["until"]).tzinfo is not None and type(data.get("way", 1)) is int)


def _approval_withdrawn(data: Json) -> None:
    _require(isinstance(data["id"], str) and isinstance(data["approval"], str))


def _link_withdrawn(data: Json) -> None:
    _require(isinstance(data["judgement"], str))


def _ruled(data: Json) -> None:
    _require(type(data["days"]) is int and isinstance(data["always"], bool) and isinstance(data["why"], str))


def _release_withdrawn(data: Json) -> None:
    _require(isinstance(data["id"], str) and isinstance(data["release"], str) and isinstance(data["reason"], str))
    _require(isinstance(data.get("corrected_by", ""), str))


def _gates(data: Json) -> None:
    _require(isinstance(data["preset"], str) and isinstance(data["why"], str) and isinstance(data["changes"], dict))
    _require(all(type(figure) in (int, float) for figure in data["changes"].values()))


def _figure(data: Json) -> None:
    _require(isinstance(data["key"], str) and isinstance(data["source"], str) and isinstance(data["dropped"], bool))
    _require(all(end is None or type(end) in (int, float) for end in (data["low"], data["high"])))


def _sentence(data: Json) -> None:
    _require(isinstance(data["sentence"], str) and isinstance(data["unusual"], str) and isinstance(data["elsewhere"], bool))
    _require(_texts(data["knowers"]))


def _kept(data: Json) -> None:
    _require(_texts([data["id"], data["rule"], data["item"], data["because"]]) and len(from_hex(data["finding"])) == KEY)
    _require(_texts(data["statements"]) and isinstance(data["dropped"], bool))


def _submission(data: Json) -> None:
    _require(isinstance(data["to"], str) and _texts(data["subjects"]) and _texts(data["purposes"]))


def _exchange(data: Json) -> None:
    _require(_texts(data["subjects"]))


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


_BODIES: dict[str, Callable[[Any], None]] = {
    "bundle.merged": _merged,
    "device.added": _added,
    "consent.given": _consent,
    "conflict.settled": _settled,
    "gates.set": _gates,
    "figure.stated": _figure,
    "sentence.signed": _sentence,
    "finding.kept": _kept,
    "intake.keyed": _keyed,
    "report.erased": _erased,
    "release.checked": _release,
    "release.published": _published,
    "release.refused": _release,
    "release.projected": _projected,
    "release.approved": _approved,
    "release.withdrawn": _release_withdrawn,
    "approval.ruled": _ruled,
    "approval.withdrawn": _approval_withdrawn,
    "link.withdrawn": _link_withdrawn,
    "text.checked": _text_checked,
    "submission.made": _submission,
    "exchange.sealed": _exchange,
}
