"""One change to a file of ours, as a broken stick or a hostile hand would make it: to its bytes, its lines, or its JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

LONGEST = 1 << 21
"""Bytes: no mutant is longer, so that growing ones stay bearable."""

NUMBERS = (0, -1, 1, 2, 7, 255, 256, 1 << 31, 1 << 32, (1 << 53) - 1, 1 << 53, 1 << 63, 1 << 64, 10**30, -(1 << 53), 1.5, 1e300)
TEXTS = ("", "\0", "a" * 5000, "\ud800", "ÿ", "가", "../../x", "1e999", "00", "AAAA", "NaN", " ", "\n", "dv_" + "0" * 26)
WRONG = (None, True, False, [], {}, [[]], [None], {"": None}, *NUMBERS, *TEXTS)


def mutated(data: bytes, chance: random.Random, others: tuple[bytes, ...] = ()) -> bytes:
    """``data`` with one to three changes. ``others`` are files to splice from."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(_WAYS)(data, chance, others or (data,))[:LONGEST]
    return data


Way = Callable[[bytes, random.Random, tuple[bytes, ...]], bytes]


def _flip(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    changed = bytearray(data or b"\0")
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _byte(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    changed = bytearray(data or b"\0")
    changed[chance.randrange(len(changed))] = chance.choice((0, 10, 32, 34, 47, 48, 57, 92, 123, 127, 128, 255))
    return bytes(changed)


def _cut(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return chance.choice((data[:start], data[start:], data[:start] + data[end:]))


def _double(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def _splice(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _length(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    """A number of four bytes where a length may stand."""
    at = chance.randrange(len(data) + 1)
    number = chance.choice((0, 1, len(data), 1 << 31, (1 << 32) - 1)).to_bytes(4, chance.choice(("big", "little")))
    return data[:at] + number + data[at + 4 :]


def _lines(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    what = chance.randrange(5)
    if what == 0:
        lines.insert(at, chance.choice(lines))
    elif what == 1:
        del lines[at]
    elif what == 2:
        chance.shuffle(lines)
    elif what == 3:
        lines[at] = lines[at][:: chance.choice((1, -1))] + bytes([chance.randrange(256)])
    else:
        lines[at] = _structure(lines[at], chance, others)
    return b"\n".join(lines)


def _structure(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    """One value of a JSON file changed; where it is none, a flipped bit."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return _flip(data, chance, others)
    places = list(_places(content))
    if not places:
        return _written(chance.choice(WRONG))
    holder, name = chance.choice(places)
    what = chance.randrange(8)
    if what == 0 and isinstance(holder, dict):
        del holder[name]
    elif what == 1 and isinstance(holder, dict):
        holder[chance.choice(("", "x", name + "x", "\ud800", "id"))] = holder[name]
    elif what == 2:
        holder[name] = chance.choice(chance.choice(places)[0:1])  # something else of the same file
        return _safely(content, data)
    elif what == 3:
        other, of_other = chance.choice(places)
        holder[name] = json.loads(json.dumps(other[of_other]))
    elif what == 4:
        holder[name] = _near(holder[name], chance)
    elif what == 5:
        return _doubled_key(data, str(name))
    elif what == 6:
        deep = chance.choice((3, 60, 3000))
        return _written(content).replace(_written(holder[name]), b"[" * deep + b"]" * deep, 1)
    else:
        holder[name] = chance.choice(WRONG)
    return _written(content)


def _near(value: Any, chance: random.Random) -> Any:
    """A value of the same kind, a little off."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1 << 40))
    if isinstance(value, str):
        at = chance.randrange(len(value) + 1)
        return value[:at] + chance.choice(("", "0", "A", " ", "é", "=")) + value[at + chance.randrange(3) :]
    if isinstance(value, list):
        return chance.choice((value[:-1], value + value, value[::-1], dict.fromkeys(map(str, value))))
    return list(value) if isinstance(value, dict) else value


def _doubled_key(data: bytes, name: str) -> bytes:
    key = _written(name) + b":"
    return data.replace(key, key + b"null," + key, 1)


def _places(content: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value where another value stands: (what holds it, its name or number)."""
    out, waiting = [], [content]
    while waiting:
        holder = waiting.pop()
        names = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for name in names:
            out.append((holder, name))
            waiting.append(holder[name])
    return out


def _safely(content: Any, data: bytes) -> bytes:
    """A value that may hold itself by now cannot be written."""
    try:
        return _written(content)
    except (ValueError, RecursionError):
        return data[:-1]


def _written(value: Any) -> bytes:
    """The canonical form as far as there is one: otherwise every mutant would be refused for its spacing."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return written.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


_WAYS: tuple[Way, ...] = (_flip, _byte, _cut, _double, _splice, _length, _lines, _lines, _structure, _structure, _structure)
