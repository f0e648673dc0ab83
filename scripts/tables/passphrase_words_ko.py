"""The Korean words passphrases are drawn from: resources/passphrase/words_ko.txt (see the README there)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


def build(resources: Path) -> dict[str, Any]:
    words = (resources / "passphrase" / "words_ko.txt").read_text(encoding="utf-8").split()
    if words != sorted(set(words)):
        raise ValueError("resources/passphrase/words_ko.txt is not sorted, or a word stands twice in it")
    if not all(re.fullmatch("[가-힣]{2,4}", word) for word in words):
        raise ValueError("resources/passphrase/words_ko.txt has a word of another length, or not in NFC")
    return {"language": "ko", "source": "Rushlight's own list of common nouns", "words": words}
