"""All text of a finished file: markup, cells, archive members, PDF pages; and its bytes read as text."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from rushlight.errors import ReleaseError
from rushlight.exports.decoding import decoded, is_utf8
from rushlight.exports.missing import writer
from rushlight.exports.parquet_text import parquet_texts
from rushlight.exports.pdf_text import pdf_texts
from rushlight.exports.picture_text import SIGNATURE, png_texts
from rushlight.exports.zip_gaps import gapless
from rushlight.release.sealed import Noise

EMBEDDED = re.compile(rb"data\s*:[^,<>]{0,200}?base64\s*,\s*([A-Za-z0-9+/=%_\s-]+)", re.IGNORECASE)
MARKUP = frozenset({"html", "htm", "svg", "xml", "xhtml", "rels"})
PLAIN = MARKUP | {"csv", "tsv", "json", "geojson", "jsonld", "txt", "md"}
"""Endings of what is searched as text; a file of another ending must be a PDF, an archive, a PNG or Parquet."""
PICTURE = base64.b64encode(SIGNATURE)[:10]
PACKED = (b"PK", b"%PDF", SIGNATURE, b"PAR1")
"""How files begin whose bytes are mostly no text: their text is taken out part by part, and no part may be left over."""
LARGEST = 200_000_000
DEEPEST = 3


def texts(name: str, data: bytes, depth: int = 0, given: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every piece of text in the file, the smallest pieces last joined again. A PDF may show the pictures whose pixels
    were ``given`` (SHA-256), and no other.

    Raises ReleaseError for a file that cannot be read, or is of a kind that is not known here; what could be read
    of it comes first.
    """
    yield from named(name)
    if len(data) > LARGEST or depth > DEEPEST:
        raise ReleaseError("a finished file is too large or too nested to be searched", where=name)
    if not data.startswith(PACKED):
        yield from _held_apart(data)
    suffix = name.lower().rpartition(".")[2]
    if data.startswith(b"PK"):
        yield from _archive(name, data, depth)
    elif data.startswith(b"%PDF"):
        yield from pdf_texts(name, data, LARGEST, given)
    elif data.startswith(SIGNATURE):
        yield from png_texts(name, data)
    elif data.startswith(b"PAR1"):
        yield Noise(data.decode("utf-8", "replace"))
        yield from _columns(name, data)
    elif suffix not in PLAIN or not _is_text(data):
        raise ReleaseError("a finished file is of a kind that cannot be searched", where=name)
    if suffix in PLAIN:
        yield from _within(name, data, depth)
    if suffix in MARKUP:
        yield from _markup(EMBEDDED.sub(b" ", data))
    if suffix in ("csv", "tsv"):
        yield from _cells(data)
    if suffix in ("json", "geojson", "jsonld"):
        yield from _values(name, data)


def named(name: str) -> Iterator[str]:
    """What a file's name says, its escapes resolved."""
    return decoded(name.encode("utf-8", "replace"))


def _is_text(data: bytes) -> bool:
    return is_utf8(data) or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _held_apart(data: bytes) -> Iterator[str]:
    """Files within markup are searched as files (``_within``); their letters here spell short values by chance, and those
    of a picture any value: nobody reads them."""
    held = EMBEDDED.findall(data)
    yield from decoded(EMBEDDED.sub(b" ", data) if held else data)
    yield from (Noise(run.decode("ascii")) for run in held if not run.startswith(PICTURE))


def _markup(data: bytes) -> Iterator[str]:
    """Text nodes, joined text of each element, attributes and comments, with references resolved; each value once."""
    from lxml import etree, html  # large to load, and only what leaves is searched

    if not data.strip():
        return
    plain = etree.HTMLParser(encoding="utf-8")  # whose elements are no objects of lxml.html, each looked up by its name
    try:
        root = html.document_fromstring(data.decode("utf-8", "replace").encode("utf-8"), parser=plain)
    except etree.ParserError:  # nothing but comments or white space: the raw text has been searched already
        return
    values: dict[str, None] = {}
    for element in root.iter():
        if isinstance(element, etree._Comment):
            values[str(element.text or "")] = None
            continue
        values["".join(map(str, element.itertext()))] = None
        values.update((str(value), None) for value in element.attrib.values())
    yield from values


def _cells(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"))):
        yield from row
        yield " ".join(row)


def _archive(name: str, data: bytes, depth: int) -> Iterator[str]:
    """Every member, its name, comment and extra fields; those that cannot be read are told when all others have been.

    Members stand one behind the other, and nothing between them that no list names.
    """
    unread: ReleaseError | None = None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            if sum(m.file_size for m in archive.infolist()) > LARGEST:
                raise ReleaseError("a finished file is too large to be searched", where=name)
            unread = gapless(name, data, archive)
            for member in archive.infolist():
                yield from decoded(member.comment + b"\n" + member.extra)
                try:
                    if not member.is_dir():
                        yield from texts(member.filename, archive.read(member), depth + 1)
                except ReleaseError as error:
                    unread = error
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError, zlib.error):
        raise ReleaseError("a finished file cannot be read back", where=name) from None
    if unread:
        raise ReleaseError("a part of a finished file is of a kind that cannot be searched", where=name)


def _within(name: str, data: bytes, depth: int) -> Iterator[str]:
    """Files within text as data addresses."""
    for n, run in enumerate(EMBEDDED.findall(data)):
        try:
            held = base64.b64decode(unquote(run.decode("ascii")).translate(str.maketrans("-_", "+/")), validate=False)
        except ValueError:
            raise ReleaseError("a finished file cannot be read back", where=name) from None
        yield from texts(f"{n}.txt", held, depth + 1)


def _values(name: str, data: bytes) -> Iterator[str]:
    """Every string of JSON, or of JSON lines, with its escapes resolved; and those of one line joined.

    Keys that stand twice are told twice. Raises ReleaseError for what is no JSON: its escapes would hide from the search.
    """
    try:
        yield from _joined(_loaded(data))
        return
    except ValueError:
        pass
    for line in (line for line in data.split(b"\n") if line.strip()):
        try:
            yield from _joined(_loaded(line))
        except ValueError:
            raise ReleaseError("a finished file cannot be read back", where=name) from None


def _joined(value: object) -> Iterator[str]:
    found = list(_strings(value))
    yield from found
    yield " ".join(found)
    yield "".join(found)


def _loaded(data: bytes) -> object:
    return json.loads(data, object_pairs_hook=lambda pairs: [part for pair in pairs for part in pair])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield str(value)


def _columns(name: str, data: bytes) -> Iterator[str]:
    """Every value of a Parquet file by column and row as another program reads it, and its metadata."""
    arro: Any = writer("arro3.io", "parquet")
    try:
        table = arro.read_parquet(io.BytesIO(data)).read_all()
    except BaseException as error:  # its Rust panics where a file is broken; only that is told as ours
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise ReleaseError("a finished file cannot be read back", where=name) from None
    yield str(dict(table.schema.metadata))
    columns = [[str(v) for v in table[at].to_pylist()] for at in range(table.num_columns)]
    yield from table.column_names
    yield from (value for column in columns for value in column)
    yield from (" ".join(row) for row in zip(*columns, strict=True))
    yield from parquet_texts(name, data)
