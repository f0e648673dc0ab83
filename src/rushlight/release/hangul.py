"""Korean particles that follow the sound before them."""

from __future__ import annotations


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
