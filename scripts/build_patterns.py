"""Compile the patterns of the rules and pack them: src/rushlight/_data/patterns.msgpack.

    python scripts/build_patterns.py

Not part of build_data: what is packed holds for the installed version of ``regex`` only. A test checks the file
against the rules as they stand wherever that version is installed.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import regex

from rushlight.intake import find_roles
from rushlight.reading import patterns, read
from rushlight.reading.caution.ko_frames import table
from rushlight.reading.english.lexicon import lexicon as english_lexicon
from rushlight.reading.korean.lexicon import lexicon

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


def main() -> int:
    words = {name: msgspec.Raw(msgspec.msgpack.encode(made)) for name, made in compiled().items()}
    packed = patterns.Packed(regex.__version__, sys.byteorder, words)
    path = ROOT / "src" / "rushlight" / "_data" / patterns.PACKED
    path.write_bytes(msgspec.msgpack.encode(packed))
    print(f"{len(packed.words)} patterns, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
