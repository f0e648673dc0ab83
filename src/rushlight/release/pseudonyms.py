"""What a text calls people, so that no later one calls anybody the same: Ms Kim, Kim (43), Witness A, A., 가명 박씨, 김모씨.

The forms are data (resources/release: the cues of RL124, ``called`` of phrases.yaml). A name is kept as its bare core, without
title, case, points and age: "Ms Kim, 43" and "Mr Kim" are both "kim", since the rule is that no name is used again at all.
Limits: a given name that stands alone ("Sunhee") is found only where the text says that it is not the real one; a nickname or
a description ("the trader") is not found; the same name in Hangul and in Latin letters counts as two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rushlight.release.patterns import plain_rx
from rushlight.release.sealed import plain
from rushlight.release.settings import part


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What looks like a name that somebody was given, and what of it is title, label or particle."""
    known, called, cues = part("phrases")["surnames"], part("phrases")["called"], part("cues")["RL124"]
    fill = {"en": "|".join(known["en"]), "ko": known["ko"]}
    en = [f"(?<!\\w)(?:{form})(?!\\w)" for form in cues["en"]]
    more = [form.replace("{surnames}", fill[tongue]) for tongue in ("en", "ko") for form in called[tongue]]
    forms = "|".join(f"(?:{form})" for form in (*en, *cues["ko"], *more))
    return plain_rx(forms, re.IGNORECASE), plain_rx("|".join(called["around"]), re.IGNORECASE)


def called(text: str) -> frozenset[str]:
    """The bare names that stand for people in a text."""
    names, around = _forms()
    cores = (re.sub(r"[\W_]+", " ", around.sub(" ", plain(m.group()))).strip() for m in names.finditer(_composed(text)))
    return frozenset(core for core in cores if core)


def called_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of all these texts, in order of the alphabet."""
    return tuple(sorted(frozenset().union(*map(called, texts))))


def _composed(text: str) -> str:
    """In NFC, without characters that nobody sees: case is kept, since it tells a name from a word."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
