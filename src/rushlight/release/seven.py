"""What the check tells of each of the seven adversaries, whoever comes closest named."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.release.draft import Words
from rushlight.release.hangul import fill
from rushlight.release.insider import Families
from rushlight.release.rules.base import count_of
from rushlight.release.settings import adversaries, part, words
from rushlight.release.telling import likeliest, number


def told(pools: Sequence[Families]) -> tuple[Words, ...]:
    """A line for each: how many families would fit, how often a guess is right at worst, how many his own files leave."""
    closest = likeliest(pools).adversary if pools else None
    return tuple(_line(f, closest=f.adversary == closest) for f in pools)


def _line(f: Families, *, closest: bool) -> Words:
    template, mark = words(part("adversaries")["told"]), words(part("adversaries")["closest"])

    def of(language: str) -> str:
        values = {
            "who": f"{f.adversary} {adversaries()[f.adversary].label.of(language)}",
            "typical": count_of(f.typical).of(language),
            "low": count_of(f.low).of(language),
            "odds": number(1 / f.worst_p),
            "files": words(part("adversaries")["files"][f.adversary]).of(language),
            "own": count_of(f.own_typical).of(language),
        }
        line = fill(template.of(language), values) if language == "ko" else template.of(language).format_map(values)
        return f"{line} ({mark.of(language)})" if closest else line

    return Words(of("en"), of("ko"))
