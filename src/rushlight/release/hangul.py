"""Korean particles of the release room's sentences, which follow the sound before them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rushlight.codebook.particles import chosen, final

BOTH = {"이": "이(가)", "을": "을(를)", "은": "은(는)", "과": "과(와)", "(으)로": "(으)로"}
"""What a template writes, and both forms of it."""
SLOT = re.compile(r"\{(\w+)\}(이|을|은|과|\(으\)로)(?![가-힣])")


def topic(word: str) -> str:
    """``word`` with its subject particle: 이 or 가."""
    return word + ("이" if final(word) else "가")


def objective(word: str) -> str:
    """``word`` with its object particle: 을 or 를."""
    return word + ("을" if final(word) else "를")


def fill(template: str, values: Mapping[str, object]) -> str:
    """``template`` with its placeholders filled, and the particle behind each made to follow the sound before it.

    A template writes 이, 을, 은, 과 and (으)로; a word whose sound is not known keeps them.
    """

    def slot(found: re.Match[str]) -> str:
        word, particle = str(values[found[1]]), found[2]
        form = particle if final(word) is None else chosen(BOTH[particle], word)
        return f"{{{found[1]}}}{form}"

    return SLOT.sub(slot, template).format_map(values)
