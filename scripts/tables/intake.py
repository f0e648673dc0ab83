"""Layout cues, language words and agency names: resources/intake/*.yaml and resources/outlets/agencies.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "ko", "others")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def build(resources: Path) -> dict[str, Any]:
    """One list per cue over all languages, months and kinds kept apart, and the tables of language detection."""
    cues: dict[str, list[str]] = {}
    kinds: dict[str, list[str]] = {}
    for name in LANGUAGES:
        for key, value in _yaml(resources / "intake" / f"{name}.yaml").items():
            if key == "kinds":
                for kind, words in value.items():
                    kinds.setdefault(kind, []).extend(words)
            else:
                cues.setdefault(key, []).extend(str(word) for word in value)
    return {
        "cues": {key: list(dict.fromkeys(words)) for key, words in cues.items()},
        "kinds": kinds,
        "months": _yaml(resources / "intake" / "months.yaml")["months"],
        "language": _yaml(resources / "intake" / "language.yaml"),
        "agencies": _yaml(resources / "outlets" / "agencies.yaml")["agencies"],
    }
