"""What kind of file this is: by its content first, by its name second."""

from __future__ import annotations

import re

from rushlight.errors import IntakeError

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
PDF, MAIL = "application/pdf", "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT, EPUB = "application/vnd.oasis.opendocument.text", "application/epub+zip"
RTF, HWP, HWPX = "application/rtf", "application/x-hwp", "application/hwp+zip"
PICTURE = "image/*"

TABLES = ("csv", "tsv")
OLD_TABLES = ("xls", "xlsb", "ods")
BOXES = ("mbox", "", "mbx")
"""Endings of tables, of tables that are not read, of mailboxes."""

SYSTEM = re.compile(r"(?:^|/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini|~\$[^/]*)(?:/|$)", re.IGNORECASE)
"""Names of what is no document of anyone's: hidden files, and those that systems and programs leave behind."""

BOX = re.compile(rb"From \S[^\n]*\d{4}\r?\n")
"""How a mailbox begins."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF", b"\x00\x00\x01\x00")
_MEDIA = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"#!AMR")
_PACKED = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|table|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(rb"</(?:p|div|html|body|a|article|span|h[1-6])>", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    rb"^(?:From|To|Cc|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Content-Type|Reply-To|DKIM-Signature|X-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)


def media_type(data: bytes, name: str) -> str:
    """The media type of a document we can take in. Raises IntakeError for one that we know and cannot."""
    head = data[:4096]
    if b"%PDF-" in data[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    known = _known(data, head, name)
    if known is not None:
        return known
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    if _HTML_START.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if _looks_like_mail(head, suffix):
        return MAIL
    if suffix in ("html", "htm", "xhtml") and (_HTML_TAGS.search(data[:200_000]) or b"<" in head):
        return HTML
    return MARKDOWN if suffix in ("md", "markdown") else TEXT


def _zipped(data: bytes, name: str) -> str:
    """Archives of XML parts state their kind in their first part, or by the parts they have."""
    head = data[:200]
    for mark, kind in ((b"opendocument.text", ODT), (b"epub+zip", EPUB), (b"hwp+zip", HWPX)):
        if b"mimetype" in head and mark in head:
            return kind
    if b"word/" in data or (b"[Content_Types].xml" in data[:2000] and not _OTHER_OFFICE.search(data)):
        return DOCX
    if b"Contents/section0.xml" in data:
        return HWPX
    if b"META-INF/container.xml" in data:
        return EPUB
    raise IntakeError("this is an archive and not a document", where=name, hint="unpack it and give the documents one by one")


_OTHER_OFFICE = re.compile(rb"xl/workbook\.xml|ppt/presentation\.xml")


def _known(data: bytes, head: bytes, name: str) -> str | None:
    """The kind of a file with a signature of its own, None for text. Raises IntakeError for what is no document."""
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise IntakeError("the document is protected by a password", where=name, hint="save a copy without the password")
        return HWP
    if head.startswith(b"{\\rtf"):
        return RTF
    if head.startswith(_PICTURES):
        return PICTURE
    if head[4:8] == b"ftyp" or head.startswith(_MEDIA):
        raise IntakeError(
            "this is not a text document", where=name, hint="it is a sound or film; write down what it says as .txt"
        )
    if head.startswith(_PACKED):
        raise IntakeError(
            "this is an archive and not a document", where=name, hint="unpack it and give the documents one by one"
        )
    return None


def _looks_like_mail(head: bytes, suffix: str) -> bool:
    """Header lines at the very start, enough kinds of them."""
    kinds = {m.group().lower() for m in _MAIL_HEAD.finditer(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])}
    starts = _MAIL_HEAD.match(head) is not None
    technical = kinds & {b"message-id:", b"mime-version:", b"received:", b"return-path:", b"delivered-to:"}
    return (starts and bool(technical) and len(kinds) >= 3) or (suffix == "eml" and bool(kinds))


def declared_charset(data: bytes) -> str | None:
    """The encoding an HTML page or XML head states, or None."""
    match = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", data[:8192], re.IGNORECASE)
    return match[1].decode("ascii", "ignore") if match else None


def is_mail(data: bytes, name: str) -> bool:
    """Whether these bytes are a mail, by the look of their first lines."""
    try:
        return media_type(data, name) == MAIL
    except IntakeError:
        return False


def suffix_of(name: str) -> str:
    """The ending of a file's name, in small letters, without its dot."""
    return name.lower().rpartition(".")[2] if "." in name.rpartition("/")[2] else ""
