"""The pages' words: English in the code, Korean beside it (resources/locale, compiled into the package, a file a screen)."""

from __future__ import annotations

import gettext
import re
from functools import cache
from importlib.resources import files

from rushlight.codebook.particles import fitted
from rushlight.codebook.words import language_of
from rushlight.drawing.spoken import TAG, other_words


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
    return fitted(words, named) % named if named else words


def say_number(language: str, one: str, many: str, number: int, **named: object) -> str:
    """The same for a number of things; ``%(num)s`` is the number."""
    values = {"num": number, **named}
    return fitted(translations(language).ngettext(one, many, number), values) % values


_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_OPTION = re.compile(r"<option(?![^<>]*\blang=)((?:\s[^<>]*)?)>([^<]*)<")
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_AS_IT_IS = frozenset(("code", "figure", "kbd", "option", "pre", "samp", "script", "style", "svg", "textarea", "title"))


def marked(html: str, language: str) -> str:
    """The page with its words in the other language marked, so that a reader aloud says them right (WCAG 3.1.2).

    On an English page runs of Hangul, on a Korean page runs of Latin letters. What stands in an element that says its
    language itself, such as a report's text, is left as it is, and so are figures, which mark their own.
    ``html`` is a page of ours: every ``<`` and ``>`` of a word is escaped. Only constant tags are put in.
    """
    other, pattern = other_words(language)
    out: list[str] = []
    closed: list[str] = []  # open elements from the first one whose words are left alone
    for n, piece in enumerate(TAG.split(html)):
        if n % 2:
            _step(piece, closed)
        elif not closed and piece:
            piece = pattern.sub(rf'<span lang="{other}">\g<0></span>', piece)
        out.append(piece)
    return _OPTION.sub(lambda option: _labelled(option, language), "".join(out))


def _labelled(option: re.Match[str], language: str) -> str:
    """An option, within which nothing can be marked: it says its language itself where all of it is in the other one."""
    other, pattern = other_words(language)
    own = other_words(other)[1]
    if pattern.search(option[2]) and not own.search(option[2]):
        return f'<option lang="{other}"{option[1]}>{option[2]}<'
    return option[0]


def _step(tag: str, closed: list[str]) -> None:
    """Go into or out of an element, where its words or those around it are left alone."""
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if not name or name in _VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        if closed:
            closed.pop()
    elif closed or name in _AS_IT_IS or (" lang=" in tag and name != "html"):
        closed.append(name)


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
