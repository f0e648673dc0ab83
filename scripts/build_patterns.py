"""Compile the patterns of the rules and pack them: patterns.msgpack and release_patterns.msgpack in src/rushlight/_data.

    python scripts/build_patterns.py             both
    python scripts/build_patterns.py release     those of the release check alone

Not part of build_data: what is packed holds for the installed versions of ``regex`` and of Python only. Tests check the
files against the rules as they stand wherever those versions are installed.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import regex

from rushlight.atlas import atlas
from rushlight.compiled import PLAIN as PLAIN_MACHINE
from rushlight.compiled import Packed, named, unloaded, unloaded_plain
from rushlight.intake import find_roles
from rushlight.reading import patterns, read
from rushlight.reading.caution.ko_frames import table
from rushlight.reading.english.lexicon import lexicon as english_lexicon
from rushlight.reading.korean.lexicon import lexicon
from rushlight.release import patterns as release
from rushlight.release.identifiers import identifiers
from rushlight.release.identifiers.market import market_words
from rushlight.release.pseudonyms import called
from rushlight.release.rules.cues import found as cues_found
from rushlight.release.settings import part

ROOT = Path(__file__).resolve().parent.parent
ROOMS = tuple(f"rushlight.reading.{room}" for room in ("korean", "english", "caution", "money", "places", "times"))
PLAIN = {"ko": "한 주민이 말했다.", "en": "A man said so."}
"""A sentence of each language, read beside the lexicon's examples: what is compiled at a reading is compiled too."""


def asked(every: int = 1) -> list[str]:
    """Every pattern the rules ask for: flags and expression, as the packed file names them.

    ``every``: of the lexicon's examples only each so-many-th is read, for a check that takes seconds.
    """
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{room}.{module.name}")
    lexicon().compile_all()
    table().compile_all()
    for language, sentence in (*PLAIN.items(), *islice(_examples(), 0, None, every)):
        read(sentence, language=language, paragraphs=find_roles(sentence))
    return sorted(patterns.named(said, flags) for said, flags in patterns.known)


def compiled() -> dict[str, tuple[Any, ...]]:
    """The words of each pattern, by its name in the file."""
    return {
        name: patterns.unloaded(regex.compile(said, int(flags))) for name in asked() for flags, said in [name.split(" ", 1)]
    }


def _examples() -> Iterator[tuple[str, str]]:
    yield from (("ko", said) for _, said, _ in lexicon().examples())
    yield from (("en", said) for _, said in english_lexicon().examples)


def asked_by_release() -> tuple[list[str], list[str]]:
    """Every pattern that the release check asks for: of ``regex``, and of ``re``."""
    for language, sentence in PLAIN.items():
        identifiers(sentence, language, atlas())
        market_words("price", language)
        market_words("paid", language)
    called("A1")
    for words in lists_of_cues(part("cues")):
        cues_found("", words)
    return sorted(named(*asked) for asked in release.known), sorted(named(*asked) for asked in release.known_plain)


def lists_of_cues(table: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every list of cues of the table, however deep; those in a row (``named``) share what is harmless (``not``)."""
    for row in table.values():
        if isinstance(row, Mapping):
            if isinstance(row.get("en"), list) and isinstance(row.get("ko"), list):
                yield row
            yield from ({**one, "not": row.get("not", [])} for one in row.get("named", []))
            yield from lists_of_cues(row)


def packed_release() -> Packed:
    """The patterns of the release check."""
    of_regex, of_re = asked_by_release()
    words = {name: _raw(unloaded(regex.compile(said, int(flags)))) for name, flags, said in map(_apart, of_regex)}
    plain = {name: _raw(unloaded_plain(said, int(flags))) for name, flags, said in map(_apart, of_re)}
    return Packed(regex.__version__, sys.byteorder, words, PLAIN_MACHINE, plain)


def _apart(name: str) -> tuple[str, str, str]:
    flags, _, said = name.partition(" ")
    return name, flags, said


def _raw(made: Any) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(made))


def write(file: str, packed: Packed) -> None:
    path = ROOT / "src" / "rushlight" / "_data" / file
    path.write_bytes(msgspec.msgpack.encode(packed))
    print(f"{file}: {len(packed.words) + len(packed.plain)} patterns, {path.stat().st_size} bytes")


def main(arguments: list[str]) -> int:
    write(release.PACKED, packed_release())
    if arguments != ["release"]:
        words = {name: _raw(made) for name, made in compiled().items()}
        write(patterns.PACKED, Packed(regex.__version__, sys.byteorder, words))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
