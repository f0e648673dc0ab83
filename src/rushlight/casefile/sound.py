"""Whether what another device wrote can be read here: one odd event must not keep a whole casefile from being read."""

from __future__ import annotations

import hashlib
import re
from typing import Any, cast

from rushlight.casefile.canonical import Json, from_hex
from rushlight.casefile.events import Opened
from rushlight.casefile.projections import Row
from rushlight.casefile.schema import PROJECTIONS
from rushlight.casefile.stored import from_json, parse_json
from rushlight.casefile.stripping import restore
from rushlight.errors import RushlightError, Tampered
from rushlight.record import FORMAT, Decision, Document, LinkJudgement

_PLACES = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:,[0-9]{1,9}-[0-9]{1,9}){0,199}")
BOX = 1216
"""Bytes of a box key."""


class _AnyText:
    """Stands for a document that may come later: it has some words everywhere."""

    def __getitem__(self, where: slice) -> str:
        return " " * max(0, min(int(where.stop) - int(where.start), 1 << 20))


def check_sound(opened: Opened, rows: list[Row]) -> None:
    """Raise Tampered when an event, or one of its projection rows, could not be read again."""
    try:
        _require(opened.event.at.tzinfo is not None and isinstance(opened.event.by, str))
        for table, values in rows:
            _CHECKS.get(table, _nothing)(dict(zip(PROJECTIONS[table], values[3:], strict=True)))
    except (RushlightError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Tampered("an event's body has not the form its kind should have") from None


def _nothing(row: Json) -> None:
    pass


def _require(good: bool) -> None:
    if not good:
        raise ValueError


def _document(row: Json) -> None:
    document = from_json(row["record"], Document)
    _require(hashlib.sha256(row["text"].encode()).hexdigest() == document.text_sha256 and len(row["text"]) == document.length)
    _require((document.id, document.bytes_sha256) == (row["id"], row["bytes_sha256"]))


def _reading(row: Json) -> None:
    sheet = parse_json(row["sheet"])
    _require(isinstance(sheet, dict))
    restore(sheet, cast(str, _AnyText()))


def _added(row: Json) -> None:
    """As ``_reading``, for the rows that one statement brings with it."""
    rows = parse_json(row["record"])
    document = {"language": "en", "kind": "publication"}
    restore({**rows, "format": FORMAT, "document": document}, cast(str, _AnyText()))
    _texts([row["id"], row["document"], row["reading"]])


def _comment(row: Json) -> None:
    _texts([row["id"], row["statement"], row["text"]])


def _blind(row: Json) -> None:
    _texts([row["document"]])


def _rendition(row: Json) -> None:
    _texts([row["id"], row["statement"], row["document"]])
    _require(row["words"] is None or row["words"] == "" or bool(_PLACES.fullmatch(row["words"])))


def _decision(row: Json) -> None:
    from_json(row["record"], Decision)


def _reader(row: Json) -> None:
    _texts([row["document"], row["place"], row["person"]])


def _judgement(row: Json) -> None:
    from_json(row["record"], LinkJudgement)


def _device(row: Json) -> None:
    _require(_bytes(row["public_key"]) == 32)
    _require(row["box_key"] == "" or _bytes(row["box_key"]) == BOX)


def _standing(row: Json) -> None:
    said: Any = parse_json(row["roles"])
    words = [*said.items(), ("", "")] if isinstance(said, dict) else said
    _require(all(isinstance(w, str) for pair in words for w in (pair if isinstance(pair, tuple) else (pair,))))
    _require(row["public_key"] == "" or _bytes(row["public_key"]) == 32)
    _require(row["size"] is None or (type(row["size"]) is int and 0 <= row["size"] < 1 << 53))
    _require(row["size"] is not None or row["state"] != "revoked")


def _source(row: Json) -> None:
    links = parse_json(row["links"])
    _require(isinstance(links, list) and all(isinstance(link, str) for link in links))


def _bytes(written: str) -> int:
    return len(from_hex(written))


def _erased(row: Json) -> None:
    """A row that names nothing would hide everything: SQL's NOT IN knows no answer beside a NULL."""
    _require(isinstance(row["gone"], str) and (row["at_turn"] is None or type(row["at_turn"]) is int))


def _restriction(row: Json) -> None:
    _require(isinstance(row["document"], str))
    _texts(parse_json(row["readers"]))


def _sealed_name(row: Json) -> None:
    _texts([row["id"], row["subject"], row["sha256"]])


def _release(row: Json) -> None:
    said: Any = parse_json(row["record"])
    _require(isinstance(row["id"], str))
    _texts(said.get("statements", []))


def _consent(row: Json) -> None:
    _texts([row["about"], row["purpose"]])


def _texts(listed: Any) -> None:
    _require(isinstance(listed, list) and all(isinstance(one, str) for one in listed))


_CHECKS = {
    "document": _document,
    "reading": _reading,
    "added": _added,
    "comment": _comment,
    "blind": _blind,
    "rendition": _rendition,
    "decision": _decision,
    "opinion": _decision,
    "assignment": _reader,
    "finished": _reader,
    "judgement": _judgement,
    "device": _device,
    "standing": _standing,
    "source": _source,
    "erased": _erased,
    "restriction": _restriction,
    "sealed_name": _sealed_name,
    "release": _release,
    "consent": _consent,
}
