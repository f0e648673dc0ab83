"""The pages' words: English in the code, Korean beside it (resources/locale, compiled into the package, a file a screen)."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files

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
