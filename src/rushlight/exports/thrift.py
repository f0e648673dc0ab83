"""Thrift's compact protocol, as far as Parquet's footers and page headers use it (Apache Thrift, compact protocol spec).

A struct is a mapping of field numbers to values: ``int`` (written as 64 bits unless ``I32``), ``bytes``, ``list`` or a
struct again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

BOOL_TRUE, BOOL_FALSE, BYTE, I16, INT32, INT64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
DEEPEST = 16


class I32(int):
    """A number that the file format declares as 32 bits."""

    __slots__ = ()


def packed(fields: Mapping[int, Any]) -> bytes:
    """The struct's bytes."""
    out, last = bytearray(), 0
    for number, value in sorted(fields.items()):
        out.append((number - last) << 4 | _kind(value))  # our structs have no gap of more than fifteen fields
        out += _value(value)
        last = number
    return bytes(out) + b"\0"


def _kind(value: Any) -> int:
    kinds: tuple[tuple[type, int], ...] = ((I32, INT32), (int, INT64), (bytes, BINARY), (list, LIST), (dict, STRUCT))
    return next(kind for type_, kind in kinds if isinstance(value, type_))


def _value(value: Any) -> bytes:
    if isinstance(value, int):
        return _varint(value << 1 if value >= 0 else (-value << 1) - 1)
    if isinstance(value, bytes):
        return _varint(len(value)) + value
    if isinstance(value, list):
        return _list(value)
    return packed(value)


def _list(values: Sequence[Any]) -> bytes:
    kind = _kind(values[0])
    head = bytes([len(values) << 4 | kind]) if len(values) < 15 else bytes([0xF0 | kind]) + _varint(len(values))
    return head + b"".join(_value(v) for v in values)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


class Reading:
    """Reads structs from ``data``; ``at`` is where it stands. Raises ValueError for what is no such struct."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def struct(self, depth: int = 0) -> dict[int, Any]:
        if depth > DEEPEST:
            raise ValueError
        out, number = dict[int, Any](), 0
        while (head := self._byte()) != 0:
            number = number + (head >> 4) if head >> 4 else self._signed()
            out[number] = self._value(head & 15, depth)
        return out

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (BOOL_TRUE, BOOL_FALSE):
            return kind == BOOL_TRUE
        if kind == BYTE:
            return self._byte()
        if kind in (I16, INT32, INT64):
            return self._signed()
        if kind in (DOUBLE, BINARY):
            return self._take(8 if kind == DOUBLE else self._unsigned())
        if kind in (LIST, SET):
            return self._many(depth)
        if kind == STRUCT:
            return self.struct(depth + 1)
        raise ValueError  # a map: Parquet has none

    def _many(self, depth: int) -> list[Any]:
        head = self._byte()
        size = head >> 4 if head >> 4 < 15 else self._unsigned()
        if size > len(self.data) - self.at or depth > DEEPEST:
            raise ValueError
        flags = head & 15 in (BOOL_TRUE, BOOL_FALSE)
        return [self._byte() if flags else self._value(head & 15, depth + 1) for _ in range(size)]

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 if number & 1 == 0 else -(number + 1 >> 1)

    def _unsigned(self) -> int:
        number = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
        raise ValueError

    def _byte(self) -> int:
        return self._take(1)[0]

    def _take(self, size: int) -> bytes:
        taken = self.data[self.at : self.at + size]
        if len(taken) != size:
            raise ValueError
        self.at += size
        return taken


def strings(value: object) -> Iterator[bytes]:
    """Every string of bytes within a struct, at any depth."""
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
