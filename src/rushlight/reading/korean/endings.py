"""How Korean words end, by the last letter of their last syllable."""

from __future__ import annotations


def closes_with_m(words: str) -> bool:
    """Whether the words end as a note does, in a noun made of a verb: 나쁨, 없음, 붙들림 (a last syllable closed by ㅁ)."""
    last = words.rstrip(" .…!)")[-1:]
    return bool(last) and "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 == 16


def closes_with_n(words: str) -> bool:
    """Whether the words end in an adnominal ending: a syllable closed by ㄴ or ㄹ, or 는, 던."""
    last = words.rstrip()[-1:]
    return bool(last) and "가" <= last <= "힣" and ((ord(last) - 0xAC00) % 28 in (4, 8) or last in "는던")
