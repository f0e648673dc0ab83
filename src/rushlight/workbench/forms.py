"""Forms as plain fields: decoded strictly, kept in memory, never on the disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncGenerator
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from rushlight.errors import MisuseError
from rushlight.workbench.answering import Fields, Upload

MOST_FIELDS, MOST_FILES = 2_000, 2_000
LONGEST_NAME, LONGEST_FIELD = 200, 8 << 20
"""Letters of a field's name; bytes of one field: a long report that was pasted."""

_BORDER = re.compile(r"multipart/form-data; *boundary=([A-Za-z0-9'()+_,./:=?-]{1,70})", re.IGNORECASE)


class _InMemory(MultiPartParser):
    """Starlette's parser, whose files never move to the disk: it would write them there unencrypted."""

    spool_max_size = 1 << 40


def query_fields(query: bytes) -> Fields:
    """What stands after the question mark of an address. Raises MisuseError."""
    return Fields(_decoded(query, most=50))


async def form_fields(request: Request) -> Fields:
    """The fields of a form; none for a page. Raises MisuseError for what no form of ours sends."""
    if request.method != "POST":
        return Fields([])
    if request.headers["content-type"].lower().startswith("multipart/"):
        return await _multipart(request)
    return Fields(_decoded(await request.body(), most=MOST_FIELDS))


def _decoded(data: bytes, *, most: int) -> list[tuple[str, str]]:
    if not data:
        return []
    try:
        pairs = parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError:  # also UnicodeError
        raise _unreadable() from None
    return [(_name(name), _clean(value)) for name, value in pairs]


async def _multipart(request: Request) -> Fields:
    body = await request.body()
    if not _is_whole(request.headers["content-type"], body):
        raise _unreadable()

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = _InMemory(request.headers, stream(), max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeError, ValueError):
        raise _unreadable() from None
    try:
        return await _fields(form)
    finally:
        await form.close()


async def _fields(form: FormData) -> Fields:
    pairs, uploads = [], []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            uploads.append((_name(name), Upload(value.filename or "", await value.read())))
        else:
            pairs.append((_name(name), _clean(value)))
    return Fields(pairs, uploads)


def _is_whole(kind: str, body: bytes) -> bool:
    """Whether the parts begin and end as browsers write them (RFC 7578, 4.1): a part that is cut off is no field."""
    found = _BORDER.fullmatch(kind)
    border = b"--" + found[1].encode() if found else b""
    return bool(border) and body.startswith(border) and body.rstrip(b"\r\n").endswith(border + b"--")


def _name(value: str) -> str:
    if len(value) > LONGEST_NAME:
        raise _unreadable()
    return _clean(value)


def _clean(value: str) -> str:
    """Browsers send line ends as CR LF; text is kept in NFC. Raises MisuseError for what is no text."""
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise _unreadable()
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n"))


def _unreadable() -> MisuseError:
    return MisuseError("the form cannot be read", hint="go back and send it again")
