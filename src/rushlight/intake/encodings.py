"""Bytes to characters: by byte order mark, by what the page states, by strict trial, by statistics last.

Nothing is ever replaced. A trial counts only when the result looks like the language that uses the
encoding: the share of that language's most frequent characters decides between encodings that all
decode the same bytes (EUC-KR bytes are also valid GB18030).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rushlight.errors import IntakeError
from rushlight.tables import load_table

WORKED_OUT = "the encoding is not stated and was worked out from the bytes"
HAD_LOSSES = "the text already has replacement characters where letters were lost before"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAME = {
    label: codec
    for codec, labels in {
        "cp949": ("euckr", "ksc56011987", "uhc", "windows949", "ksc5601"),
        "gb18030": ("gb2312", "gbk", "cp936"),
        "cp932": ("shiftjis", "sjis", "xsjis", "windows31j"),
        "cp1252": ("iso88591", "latin1", "ascii", "usascii"),
    }.items()
    for label in labels
}
"""Labels that the Web's encoding standard (WHATWG) reads as a larger set."""
_TRIALS = (
    ("cp949", "ko", 0.35),
    ("gb18030", "zh", 0.2),
    ("cp932", "ja", 0.45),
    ("euc_jp", "ja", 0.45),
    ("big5", "zt", 0.2),
    ("cp1251", "ru", 0.85),
    ("koi8_r", "ru", 0.85),
)
"""Encoding, whose frequent characters, and their usual share of that language's characters."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b")
_ENOUGH = 0.4
"""Least share of the usual one at which a trial counts."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` still as received: with its byte order mark and its own line ends."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, where: str, declared: str | None = None) -> Decoded:
    """The characters of ``data``.

    Raises IntakeError when the data is no text, or when no encoding reads every byte; ``where`` then
    is the name given.
    """
    decoded = _by_mark(data, where) or _by_nulls(data, where)
    if decoded is None:
        _refuse_binary(data, where)
        decoded = _stateful(data) or _strict(data, "utf-8") or _declared(data, declared) or _by_trial(data, where)
    if _CONTROL.search(decoded.text) and len(_CONTROL.findall(decoded.text)) > 0.002 * len(decoded.text) + 2:
        raise _no_text(where)
    lost = (HAD_LOSSES,) if "\ufffd" in decoded.text else ()
    return Decoded(decoded.text, decoded.encoding, decoded.warnings + lost)


def _no_text(where: str) -> IntakeError:
    return IntakeError(
        "this is not a text document", where=where, hint="give the report as .txt, .md, .html, .pdf, .docx or .eml"
    )


def _strict(data: bytes, encoding: str, *, warning: str | None = None) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding, (warning,) if warning else ())
    except (UnicodeDecodeError, LookupError):
        return None


def _by_mark(data: bytes, where: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            decoded = _strict(data, encoding)
            if decoded is None:
                raise _damaged(where, encoding)
            return decoded
    return None


def _damaged(where: str, encoding: str) -> IntakeError:
    return IntakeError(
        f"the text is {encoding.upper()} with damaged bytes", where=where, hint="copy the file again or save it anew as UTF-8"
    )


def _by_nulls(data: bytes, where: str) -> Decoded | None:
    """UTF-16 and UTF-32 without a mark: zero bytes keep to one side of every unit."""
    if b"\x00" not in data:
        return None
    order = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    for encoding in order:
        decoded = _strict(data, encoding, warning=WORKED_OUT)
        if decoded and not _CONTROL.search(decoded.text) and _readable(decoded.text):
            return decoded
    raise _no_text(where)


def _readable(text: str) -> bool:
    """Are nearly all characters letters, digits, marks or white space of a few scripts?"""
    sample = text[:4000]
    plain = sum(c.isalnum() or c.isspace() or c.isascii() for c in sample)
    blocks = Counter(ord(c) >> 8 for c in sample if not "\u3400" <= c <= "\ud7a3")
    return (
        plain >= 0.85 * len(sample)
        and len(blocks) <= 12
        and any(c.isspace() or c in "。、" for c in sample + " " * (len(sample) < 40))
    )


def _refuse_binary(data: bytes, where: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > 0.002 * len(data) + 2:
        raise _no_text(where)


def _stateful(data: bytes) -> Decoded | None:
    """The seven-bit encodings of old mail, told by their escape sequences."""
    if b"\x1b$" not in data:
        return None
    for encoding in ("iso2022_jp_2", "iso2022_kr"):
        decoded = _strict(data, encoding, warning=WORKED_OUT)
        if decoded:
            return decoded
    return None


def _declared(data: bytes, label: str | None) -> Decoded | None:
    if not label:
        return None
    encoding = _SAME.get(re.sub(r"[^a-z0-9]", "", label.lower()), label)
    decoded = _strict(data, encoding) if "utf" not in encoding.lower() else None
    return decoded if decoded and not _CONTROL.search(decoded.text) else None


@cache
def _frequent(language: str) -> frozenset[str]:
    return frozenset(load_table("intake")["language"]["frequent"][language])


def _by_trial(data: bytes, where: str) -> Decoded:
    if _nearly_utf8(data):
        raise _damaged(where, "utf-8")
    western = _strict(data, "cp1252", warning=WORKED_OUT)
    if western and _is_western(western.text):
        return western
    scored = [
        (score, d)
        for encoding, language, usual in _TRIALS
        if (d := _strict(data, encoding, warning=WORKED_OUT)) and (score := _share(d.text, language) / usual)
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best and best[0] >= _ENOUGH:
        return best[1]
    return _by_statistics(data, where)


def _nearly_utf8(data: bytes) -> bool:
    """Most bytes above ASCII form valid UTF-8: the file is damaged and not in another encoding."""
    high = sum(1 for byte in data[:200_000] if byte >= 0x80)
    kept = data[:200_000].decode("utf-8", "ignore")
    valid = sum(len(c.encode()) for c in kept if c > "\x7f")
    return high > 3 and valid >= 0.7 * high and any(len(c.encode()) >= 3 for c in kept if c > "\x7f")


def _share(text: str, language: str) -> float:
    """The share of ``language``'s frequent characters among all that are not ASCII; small letters only for Cyrillic."""
    foreign = [c for c in text[:50_000] if c > "\x7f" and c not in "“”‘’…·–—　、。，「」『』（）"]
    return sum(c in _frequent(language) for c in foreign) / len(foreign) if foreign else 0.0


def _is_western(text: str) -> bool:
    """Accented letters and typographic marks, sparse among plain letters."""
    high = [c for c in text if c > "\x7f"]
    fine = sum(("\u00c0" <= c <= "\u017f" and c not in "×÷") or c in "–—‘’“”„…€£§©®°«»¡¿·•™½¼¾ºª\u00a0" for c in high)
    letters = re.findall(r"[\u00c0-\u017f]", text)
    beside = re.findall(r"(?<=[A-Za-z])[\u00c0-\u017f]|[\u00c0-\u017f](?=[A-Za-z])|(?<!\S)[àéóúíèÀÉ](?=\s)", text)
    return fine == len(high) and len(high) <= 0.2 * len(text) and len(beside) >= 0.9 * len(letters)


def _by_statistics(data: bytes, where: str) -> Decoded:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:200_000]).best() if len(data) >= 64 else None
    decoded = _strict(data, best.encoding, warning=WORKED_OUT) if best and best.chaos < 0.1 and best.coherence > 0.2 else None
    if decoded is None:
        raise IntakeError(
            "the encoding of the text cannot be told",
            where=where,
            hint="open the file where it was written and save it as UTF-8",
        )
    return decoded
