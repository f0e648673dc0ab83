"""The pages' words: English in the code, Korean beside it (resources/locale, compiled into the package, a file a screen)."""

from __future__ import annotations

import gettext
import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from rushlight.codebook.words import language_of


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Words of ``language`` ("en" or "ko"); English are the words themselves."""
    out = gettext.NullTranslations()
    if language_of(language) == "en":
        return out
    folder = files("rushlight").joinpath("_data", "locale", language_of(language))
    for compiled in sorted((f for f in folder.iterdir() if f.name.endswith(".mo")), key=lambda f: f.name, reverse=True):
        with compiled.open("rb") as stream:
            words = gettext.GNUTranslations(stream)
        words.add_fallback(out)
        out = words
    return out


def say(language: str, sentence: str, **named: object) -> str:
    """The sentence in ``language``, its ``%(name)s`` filled in."""
    words = translations(language).gettext(sentence)
    return words % named if named else words


def say_number(language: str, one: str, many: str, number: int, **named: object) -> str:
    """The same for a number of things; ``%(num)s`` is the number."""
    return translations(language).ngettext(one, many, number) % {"num": number, **named}


_KOREAN = re.compile(r"[\uac00-\ud7a3](?:[^A-Za-z<>]*[\uac00-\ud7a3])?")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]+(?:[ ,.;:&/()'’\"“”\d-]+[A-Za-z][A-Za-z'’-]+)*")


def tongues(text: str, language: str) -> Markup:
    """The text as HTML, its parts in the other language marked, so that a reader aloud says them right (WCAG 3.1.2).

    On an English page runs of Hangul, on a Korean page runs of two and more letters that are Latin.
    """
    other, pattern = ("ko", _KOREAN) if language_of(language) == "en" else ("en", _ENGLISH)
    out, at = Markup(), 0
    for found in pattern.finditer(text):
        out += escape(text[at : found.start()]) + Markup('<span lang="{}">{}</span>').format(other, found[0])
        at = found.end()
    return out + escape(text[at:])


def preferred(accept: str) -> str:
    """The language that a browser asks for first among ours; English when it names none (RFC 9110, 12.5.4)."""
    ranked: list[tuple[float, int, str]] = []
    for n, part in enumerate(accept[:200].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), n, tag.strip().lower()))
        except ValueError:
            continue
    known = (language_of(tag) for _, _, tag in sorted(ranked) if tag.split("-")[0] in ("en", "ko"))
    return next(known, "en")
