"""The sentences of errors in Korean: by the English sentence, whose kept parts are {1}, {2} …"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from korean import ERRORS, words_of


def build(resources: Path) -> dict[str, Any]:
    words = words_of(resources / "locale" / "ko" / ERRORS)
    return {str(english): korean for english, korean in sorted(words.items(), key=str)}
