"""What passes between the process that asks and the one that parses: JSON of plain values, nothing that can act.

The answer comes from a process that a document may have taken over. So the one who asked believes only what has the
form it should: known sentences, known roles, text within the caps.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake.parsing import Parsed
from rushlight.intake.taken import Block, PageFacts
from rushlight.record import ParagraphRole

LONGEST = 2 * limits.MAX_TEXT_BYTES
"""Bytes of an answer: the text and its frame."""
_LONGEST_FACT = 1_000
_ENCODING = re.compile(r"[A-Za-z0-9_.:-]{1,40}")


class Columns(msgspec.Struct, frozen=True):
    """What was said of tables: whether their first row names the columns, names that help to tell the delimiter."""

    header: bool = True
    wanted: tuple[str, ...] = ()
    delimiter: str | None = None


class Unpack(msgspec.Struct, frozen=True):
    """What a file is to be opened as: csv, zip, box or mail. Of its name, the ending alone.

    ``after``: the thing that ended the process before; all up to it was told. Without ``tables`` no rows are read.
    ``seconds`` of computing.
    """

    form: str
    suffix: str
    tables: Columns | None = None
    after: tuple[tuple[str, int], ...] | None = None
    seconds: int = 30


class Job(msgspec.Struct, frozen=True):
    """What is to be done. ``size`` bytes of a document follow, nothing of its name; a file to be unpacked comes open."""

    media_type: str
    size: int
    ocr: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()
    scratch: str | None = None
    parent: int = 0
    probing: bool = False
    unpack: Unpack | None = None


class Answer(msgspec.Struct, frozen=True):
    """One of: ``blocks`` and what goes with them, a refusal, or the word for what went wrong inside."""

    blocks: tuple[tuple[str, ParagraphRole | None], ...] = ()
    page: PageFacts = msgspec.field(default_factory=PageFacts)
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    refused: tuple[str, str | None, str | None] | None = None
    failed: str | None = None


class Unbelievable(Exception):
    """The answer has not the form it should."""


def answer(parsed: Parsed) -> bytes:
    """The JSON of what a parser found. Raises IntakeError when there is more text than the cap allows."""
    if sum(len(block.text.encode("utf-8", "surrogatepass")) for block in parsed.blocks) > limits.MAX_TEXT_BYTES:
        raise IntakeError("the text is too long", hint="split the document")
    blocks = tuple((block.text, block.role) for block in parsed.blocks)
    return msgspec.json.encode(Answer(blocks, parsed.page, parsed.encoding, parsed.warnings))


def refusal(error: IntakeError) -> bytes:
    return msgspec.json.encode(Answer(refused=(error.what, error.where, error.hint)))


def failure(word: str) -> bytes:
    return msgspec.json.encode(Answer(failed=word))


def decoded(data: bytes, kind: type[Any]) -> Any:
    """The value of an answer. Raises Unbelievable."""
    try:
        return msgspec.json.decode(data, type=kind, strict=True)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Unbelievable from None


def parsed(said: Answer) -> Parsed:
    """What an answer's blocks and facts are. Raises Unbelievable."""
    page = said.page
    stated = (page.title, page.author, page.outlet, page.language)
    if any(len(fact) > _LONGEST_FACT for fact in stated if fact) or type(page.published) not in (dt.date, type(None)):
        raise Unbelievable
    if said.encoding is not None and not _ENCODING.fullmatch(said.encoding):
        raise Unbelievable
    return Parsed(tuple(Block(text, role) for text, role in said.blocks), page, said.encoding, said.warnings)
