"""Korean particles that follow the sound before them."""

from __future__ import annotations

import re
from collections.abc import Mapping

PARTICLES = {"이": ("이", "가"), "을": ("을", "를"), "은": ("은", "는"), "과": ("과", "와")}
"""Each particle after a consonant and after a vowel."""
SLOT = re.compile(r"\{(\w+)\}(이|을|은|과|\(으\)로)(?![가-힣])")
RIEUL = 8
"""The final ㄹ, after which (으)로 is 로."""


def has_final(word: str) -> bool:
    """Whether the last syllable ends in a consonant (a batchim). Other letters count as none."""
    last = word[-1:]
    return bool(last) and "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 != 0


def topic(word: str) -> str:
    """``word`` with its subject particle: 이 or 가."""
    return word + ("이" if has_final(word) else "가")


def objective(word: str) -> str:
    """``word`` with its object particle: 을 or 를."""
    return word + ("을" if has_final(word) else "를")


def fill(template: str, values: Mapping[str, object]) -> str:
    """``template`` with its placeholders filled, and the particle behind each made to follow the sound before it.

    A template writes 이, 을, 은, 과 and (으)로; a word that ends in another script keeps them.
    """

    def slot(found: re.Match[str]) -> str:
        word, particle = str(values[found[1]]), found[2]
        if not "가" <= word[-1:] <= "힣":
            return f"{{{found[1]}}}{particle}"
        if particle == "(으)로":
            final = (ord(word[-1]) - 0xAC00) % 28
            return f"{{{found[1]}}}{'로' if final in (0, RIEUL) else '으로'}"
        return f"{{{found[1]}}}{PARTICLES[particle][0 if has_final(word) else 1]}"

    return SLOT.sub(slot, template).format_map(values)
