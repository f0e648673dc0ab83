"""ZIP archives (DOCX, XLSX) that tell nothing of when, where and by which program they were made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

TIME = (1980, 1, 1, 0, 0, 0)
CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
EMPTY = {"docProps/core.xml": CORE, "docProps/app.xml": APP}
DROPPED = ("docProps/thumbnail.jpeg", "docProps/custom.xml", "customXml/")
"""A template's picture of its first page, and properties that only a program needs."""


def normalised(data: bytes, replaced: Mapping[str, bytes] = EMPTY) -> bytes:
    """The archive with fixed times, no system's marks, empty properties, and without what says how it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for member in sorted(given.infolist(), key=lambda m: (m.filename != "[Content_Types].xml", m.filename)):
            if member.filename.startswith(DROPPED):
                continue
            content = replaced.get(member.filename, given.read(member))
            if member.filename.endswith(".rels"):
                content = _without_relations(content)
            made.writestr(_entry(member.filename), content, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, TIME)
    entry.create_system, entry.external_attr = 0, 0
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _without_relations(rels: bytes) -> bytes:
    """Relations to dropped members would be reported as damage."""
    gone = b"|".join(re.escape(name.encode()) for name in DROPPED)
    return re.sub(rb'<Relationship [^>]*Target="/?(?:\.\./)?(?:' + gone + rb")[^>]*/>", b"", rels)
