"""Read what waits: documents that were kept without a reading, and files whose text could not be taken out of them yet.

One at a time, each its own durable step: whoever stops this loses nothing, and what is done is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rushlight.casefile import Casefile, kept_bytes, kept_originals
from rushlight.casefile.items import document as stored_document
from rushlight.casefile.items import is_unread, without_reading
from rushlight.desk.apart import in_a_thread
from rushlight.desk.bulk import ROW, Plan, Problem, document_of
from rushlight.desk.reading import ReadFile
from rushlight.errors import EndpointError, IntakeError, NoAnswer, ReadingError
from rushlight.intake import Taken, find_roles, formats, take
from rushlight.intake.language import UNKNOWN
from rushlight.record import Document, Paragraph, Randomness, Reading, rekey

_SUFFIXES = {formats.MARKDOWN: ".md", formats.HTML: ".html", formats.MAIL: ".eml"}
"""Suffixes that settle what the content of a kept file leaves open; its own name was not kept."""


@dataclass(frozen=True, slots=True)
class Read:
    """A report that was read: its alias and how many statements are proposed."""

    alias: str
    proposals: int


def read_waiting(
    case: Casefile,
    plan: Plan,
    *,
    now: Callable[[], dt.datetime],
    randomness: Randomness,
    actor: str,
    read_on: Callable[[ReadFile], ReadFile] | None = None,
) -> Iterator[Read | Problem]:
    """Read every document that waits, in the order of taking in; what cannot be read is told and goes on waiting.

    ``plan.language`` overrules what was told of each text. Raises EndpointError when a model that ``read_on`` asks
    cannot be reached, MisuseError for a language without rules.
    """
    steps = read_steps(case, plan, now=now, randomness=randomness, actor=actor, read_on=read_on)
    return (told for told in steps if told is not None)


def read_steps(
    case: Casefile,
    plan: Plan,
    *,
    now: Callable[[], dt.datetime],
    randomness: Randomness,
    actor: str,
    read_on: Callable[[ReadFile], ReadFile] | None = None,
    apart: bool = False,
) -> Iterator[Read | Problem | None]:
    """``read_waiting``; with ``apart`` each report is read in a thread of its own, and None is given while it is.

    Reading touches no casefile, and a model takes minutes for a report: whoever owns the casefile can use it meanwhile.
    A report that was erased or read by somebody else in the meantime is passed over.
    """
    for document_id, alias in without_reading(case):
        if not is_unread(case, document_id):
            continue
        document, text = stored_document(case, document_id), case.text(document_id)
        try:
            if apart:
                reading = yield from in_a_thread(partial(_reading, document, text, alias, plan, read_on))
            else:
                reading = _reading(document, text, alias, plan, read_on)
        except ReadingError as error:
            if isinstance(error, EndpointError) and not isinstance(error, NoAnswer):
                raise
            yield Problem(alias, error.what, error.hint)
            continue
        if not is_unread(case, document_id):
            continue
        case.add_reading(document_id, rekey(reading, randomness), by=actor, at=now())
        yield Read(alias, len(reading.statements))


def take_up_kept(
    case: Casefile, plan: Plan, *, now: Callable[[], dt.datetime], randomness: Randomness, actor: str
) -> list[Problem]:
    """Try once more to take the text out of files whose bytes wait; those that still cannot be are told."""
    return [
        told for told in take_up_steps(case, plan, now=now, randomness=randomness, actor=actor) if isinstance(told, Problem)
    ]


def take_up_steps(
    case: Casefile, plan: Plan, *, now: Callable[[], dt.datetime], randomness: Randomness, actor: str
) -> Iterator[str | Problem | None]:
    """``take_up_kept`` file by file: the alias of one that is a document now, or why it still waits.

    Where pictures are recognised, which takes seconds a page, None is given while a file is: others may use the casefile.
    """
    for kept in kept_originals(case):
        data = kept_bytes(case, kept.alias)
        try:
            taking = partial(take, data, name=kept.alias + _SUFFIXES.get(kept.media_type, ""), ocr=plan.ocr)
            taken = (yield from in_a_thread(taking)) if plan.ocr else taking()
        except IntakeError as error:
            yield Problem(kept.alias, error.what, error.hint)
            continue
        if plan.ocr and kept.alias not in {one.alias for one in kept_originals(case)}:
            continue  # somebody erased it meanwhile
        document = document_of(taken, data, plan, randomness, now().date())
        shared = {"alias": kept.alias, "collected_by": kept.collected_by, "source": kept.source}
        case.add_document(document, taken.text, data, by=actor, at=now(), **shared)  # type: ignore[arg-type]
        yield kept.alias


def _reading(document: Document, text: str, alias: str, plan: Plan, read_on: Callable[[ReadFile], ReadFile] | None) -> Reading:
    from rushlight.reading import read as read_text  # as large as the rest of the program: loaded where a text is read

    language = plan.language or document.language
    if language == UNKNOWN:
        raise ReadingError("the language of the text could not be told", where=alias, hint="give --language en or ko")
    paragraphs: tuple[Paragraph, ...] = find_roles(text) if document.media_type == ROW else document.paragraphs
    reading = read_text(
        text,
        language=language,
        paragraphs=paragraphs,
        published=document.published,
        outlet=document.outlet,
        kind=document.kind,
    )
    if read_on is None:
        return reading
    shared = {"title": None, "author": None, "published": document.published, "outlet": document.outlet}
    taken = Taken(text, document.media_type, None, language, paragraphs, kind=document.kind, index_map=None, **shared)  # type: ignore[arg-type]
    return read_on(ReadFile(Path(alias), b"", taken, reading)).reading
