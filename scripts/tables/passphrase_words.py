"""The words passphrases are drawn from: resources/passphrase/words_en.txt (see the README there)."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def build(resources: Path) -> dict[str, Any]:
    words = (resources / "passphrase" / "words_en.txt").read_text(encoding="utf-8").split()
    if len(words) != len(set(words)):
        raise ValueError("a word stands twice in resources/passphrase/words_en.txt")
    return {"language": "en", "source": "EFF large word list, CC BY 3.0 US", "words": words}
