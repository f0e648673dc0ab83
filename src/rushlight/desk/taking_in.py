"""Take a report in: keep the file's bytes, then parse and read it, then keep its text and reading in the casefile."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, Unpack

from rushlight.casefile import Casefile, KeptOriginal, keep_original
from rushlight.casefile.kept import check_room_to_wait, next_number, waiting_count
from rushlight.desk.reading import ReadFile, check_asked, read_bytes
from rushlight.errors import MisuseError, RushlightError
from rushlight.intake import Taken, read_file
from rushlight.intake.formats import media_type
from rushlight.intake.limits import check_size
from rushlight.record import Document, DocumentKind, Randomness, Reading, new_id, rekey


class SaidOfText(TypedDict, total=False):
    """What a person says of a report, before what the page itself states; ``ocr``: languages to recognise pictures in;
    ``taken``: its text as somebody looked at it already."""

    published: dt.date | None
    outlet: str | None
    language: str | None
    kind: DocumentKind | None
    ocr: tuple[str, ...]
    taken: Taken | None


class SaidOfIt(SaidOfText, total=False):
    """And who gave it to us, by alias, and which further readers go over it."""

    source: str | None
    read_on: Callable[[ReadFile], ReadFile] | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was kept: the report's alias, its document's id and the reading under the casefile's ids."""

    alias: str
    document: str
    reading: Reading
    warnings: tuple[str, ...] = ()


def take_in(
    case: Casefile, path: Path, *, now: dt.datetime, randomness: Randomness, actor: str, **said: Unpack[SaidOfIt]
) -> TakenIn:
    """Read the file at ``path`` and keep it (see ``take_in_bytes``). The file's name is not kept."""
    _check_said(case, now, said)
    return take_in_bytes(case, read_file(path), path, now=now, randomness=randomness, actor=actor, **said)


def take_in_bytes(
    case: Casefile,
    original: bytes,
    path: Path,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    read_on: Callable[[ReadFile], ReadFile] | None = None,
    source: str | None = None,
    **said: Unpack[SaidOfText],
) -> TakenIn:
    """Read a file whose bytes are here already and keep it; ``source`` is the alias of whoever gave it to us.

    ``path`` is for its ending and for errors: of an upload, a name of ours with the ending of its own.
    ``read_on`` adds what further readers propose (see ``desk.second_reading``).
    The bytes are sealed in the casefile before anything parses them. When parsing or reading fails, or is stopped,
    they wait there: taking the same file in again goes on from them. Document and reading are stored both or neither.
    Raises what ``read`` and ``read_on`` raise, MisuseError for an unknown source, CasefileError for a file that is
    here already.
    """
    _check_said(case, now, {**said, "source": source})
    source_id = source_named(case, source) if source else None
    check_size(len(original), str(path))
    kept = _kept_first(case, original, path, source_id, actor, now)
    try:
        done = read_bytes(original, path, today=now.date(), **said)
        done = done if read_on is None else read_on(done)
    except RushlightError as error:
        raise _waiting(error, kept.alias) from None
    document = document_of(done, new_id("dc", randomness), now)
    reading = rekey(done.reading, randomness)
    case.add_report(
        document,
        done.taken.text,
        done.original,
        reading,
        alias=kept.alias,
        collected_by=kept.collected_by,
        source=source_id or kept.source,
        by=actor,
        at=now,
    )
    return TakenIn(kept.alias, document.id, reading, done.taken.warnings)


def _check_said(case: Casefile, now: dt.datetime, said: Mapping[str, Any]) -> None:
    """Before anything is read or kept. Raises MisuseError."""
    if said.get("source"):
        source_named(case, said["source"])
    check_asked(now.date(), said.get("published"), said.get("language"))


def _kept_first(case: Casefile, original: bytes, path: Path, source: str | None, actor: str, now: dt.datetime) -> KeptOriginal:
    """The file's bytes, sealed under the next alias before anything parses them."""
    check_room_to_wait(waiting_count(case))
    return keep_original(
        case,
        original,
        alias=f"R{next_number(case)}",
        media_type=media_type(original, str(path)),
        collected_by=actor,
        by=actor,
        source=source,
        at=now,
    )


def _waiting(error: RushlightError, alias: str) -> RushlightError:
    """The same failure, and where the file's bytes are now."""
    error.hint = f"{error.hint}; " if error.hint else ""
    error.hint += f"its bytes are kept as {alias} and wait there: take the same file in again to go on"
    return error


def check_source_alias(alias: str) -> None:
    """Raise MisuseError for an alias that could name a report: consent must never land on the wrong one."""
    if re.fullmatch(r"[Rr][0-9]+", alias):
        raise MisuseError("R and a number names a report", where=alias, hint="call the source S and a number, such as S1")


def source_named(case: Casefile, alias: str) -> str:
    """The id of the source with this alias. Raises MisuseError when there is none."""
    for source in case.sources():
        if source.alias == alias:
            return source.id
    raise MisuseError("the casefile has no source with this alias", where=alias, hint="record it with 'rushlight add-source'")


def document_of(done: ReadFile, document_id: str, now: dt.datetime) -> Document:
    """What is known of a file that was read, for the casefile."""
    text = done.taken.text
    return Document(
        id=document_id,
        language=done.reading.language,
        kind=done.reading.kind,
        length=len(text),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        bytes_sha256=hashlib.sha256(done.original).hexdigest(),
        media_type=done.taken.media_type,
        published=done.reading.published,
        outlet=done.reading.outlet,
        author=done.taken.author,
        captured=now.date().isoformat(),
        paragraphs=done.taken.paragraphs,
    )
