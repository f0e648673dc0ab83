"""A checkpoint on paper: the state of the whole casefile as a few short lines that a person can write down or photograph.

    rushlight checkpoint 1 case ca_5s0m1nq8-3V
    device dv_0f8rk2ma 214-KX
    device dv_q7d1e0zz 31-0B
    hash A3F0 9KQ2 71TT 0MZ4-8C
    hash ...

Ids are cut to eight letters; the hash, SHA-256 of the whole state in 52 letters of Crockford's base 32, is of the whole ids.
Each line ends in two letters that follow from it, so that a slip of the pen is found, and in which line. Read back in either
case, with o for 0 and i or l for 1, and with any blanks and line ends between the groups.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.casefile.states import Heads, plain_digest
from rushlight.errors import MisuseError
from rushlight.record.ids import ALPHABET

TITLE = "rushlight checkpoint 1"
SHOWN = 8
"""Letters of an id that are written."""

LETTERS = 52
"""Letters of the hash: 260 bits, of which the last four are 0."""

_LINE = re.compile(r"(\S[^-]*?)\s*-\s*([0-9a-z]{2})(?=\s|$)\s*")
_FIRST = re.compile(rf"{TITLE} case (ca_[0-9a-z]{{{SHOWN}}})")
_DEVICE = re.compile(rf"device (dv_[0-9a-z]{{{SHOWN}}}) ([1-9][0-9]{{0,15}})")
_HASH = re.compile(r"hash((?: [0-9a-z]{4})+)")
_WORDS = frozenset({*TITLE.split()[:2], "case", "device", "hash"})
_MISREAD = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on paper: beginnings of ids, sizes by device, and the hash of the whole state."""

    case: str
    sizes: Mapping[str, int]
    digest: bytes


def write(case: str, heads: Heads) -> str:
    """The lines. Ids that begin alike do not fit on one paper: eight letters are 40 random bits."""
    number = int.from_bytes(plain_digest(case, heads), "big") << 4
    letters = "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(LETTERS))).upper()
    groups = [letters[at : at + 4] for at in range(0, LETTERS, 4)]
    lines = [f"{TITLE} case {_cut(case)}"]
    lines += [f"device {_cut(device)} {head.size}" for device, head in sorted(heads.items())]
    lines += ["hash " + " ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    return "".join(f"{line}-{_check(_corrected(line.lower())).upper()}\n" for line in lines)


def is_paper(text: str) -> bool:
    return text.lower().split()[:2] == TITLE.split()[:2]


def read(text: str) -> Written:
    """What stands there. Raises MisuseError that says which line was copied wrongly, or what is missing."""
    lines, rest = [], " ".join(text.lower().split())
    while match := _LINE.match(rest):
        line, rest = match[1], rest[match.end() :]
        lines.append(_corrected(line))
        if _check(lines[-1]) != match[2].translate(_MISREAD):
            raise MisuseError(
                "a line of the checkpoint was copied wrongly", where=f"line {len(lines)}", hint="look at it again"
            )
    first = _FIRST.fullmatch(lines[0]) if lines else None
    devices = [match for line in lines[1:] if (match := _DEVICE.fullmatch(line))]
    hashes = [match[1].replace(" ", "") for line in lines[1:] if (match := _HASH.fullmatch(line))]
    sizes = {match[1]: int(match[2]) for match in devices}
    whole = not rest and len(lines) == 1 + len(devices) + len(hashes) and len(sizes) == len(devices) > 0
    letters = "".join(hashes)
    if first is None or not whole or len(letters) != LETTERS:
        raise MisuseError("this is no whole checkpoint from paper", hint="copy every line, from 'rushlight' to the last hash")
    number = sum(ALPHABET.index(letter) << 5 * at for at, letter in enumerate(reversed(letters)))
    return Written(first[1], sizes, (number >> 4).to_bytes(33, "big")[1:])


def short(name: str) -> str:
    """The beginning of an id as it is read back from paper."""
    return _corrected(_cut(name))


def _cut(name: str) -> str:
    kind, _, letters = name.partition("_")
    return f"{kind}_{letters[:SHOWN]}"


def _corrected(line: str) -> str:
    """Letters that are easily taken for digits, put right in ids, numbers and the hash; words and ``ca_`` stay."""
    out = []
    for word in line.split(" "):
        kind, mark, rest = word.rpartition("_")
        out.append(word if word in _WORDS else kind + mark + rest.translate(_MISREAD))
    return " ".join(out)


def _check(line: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"rushlight line\n" + line.encode()).digest()[:2], "big") >> 6
    return ALPHABET[number >> 5] + ALPHABET[number & 31]
