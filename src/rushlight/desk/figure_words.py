"""The figures that the release check counts with, named in plain words (keys: ``rushlight.release.figures``)."""

from __future__ import annotations

from rushlight.atlas import atlas
from rushlight.codebook import codebook
from rushlight.codebook.words import currency_words, word
from rushlight.errors import RushlightError
from rushlight.release.figures import keys


def figure_name(key: str, language: str) -> str:
    """What a figure says, such as "families with a relative who left: Ryanggang". A key with an end that nothing is known
    by, and a pattern such as ``rate.ACT``, keep it as it is written; a key of no figure is its own name."""
    kind, _, rest = key.partition(".")
    if kind not in {k.partition(".")[0] for k in keys()}:
        return key
    return word("figure_name", kind, language).format(of=_of(kind, rest, language))


def _of(kind: str, rest: str, language: str) -> str:
    if kind == "families" and rest != "PLACE":
        return str(atlas().label(rest, language))
    if kind == "rate" and rest in codebook():
        return codebook().term(rest).label(language)
    if kind == "middle" and rest != "CURRENCY":
        return currency_words(rest, language)
    for section in ("figure_acts", "figure_step", "figure_of"):
        try:
            return word(section, rest, language)
        except RushlightError:
            continue
    return rest
