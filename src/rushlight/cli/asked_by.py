"""Who could make what of a sentence: a line for each of the seven adversaries, whoever comes closest named."""

from __future__ import annotations

from rushlight.cli import screen
from rushlight.release import Check
from rushlight.release.rules.base import about
from rushlight.release.seven import told
from rushlight.release.source import SourceRisk, fact_words


def show(check: Check, language: str) -> None:
    """For each sentence how many families would fit at least, by adversary; in full for the sentence that fewest fit."""
    counted = [c for c in check.items if c.pools and c.fitting is not None]
    if not counted:
        return
    ko = language.startswith("ko")
    screen.say("그들에게 들어맞는 가족은 적어도" if ko else "families that would fit at least, for")
    for c in counted:
        line = "  ".join(f"{f.adversary} {about(f.low):,}" for f in c.pools)
        screen.item(c.item.id, f"{line}{_source(c.source, ko) if c.source else ''}", width=5)
    least = min(counted, key=lambda c: c.fitting.low if c.fitting else 0.0)
    screen.say(f"{least.item.id}: 모두에게" if ko else f"{least.item.id}, to each")
    for words in told(least.pools):
        name, _, rest = words.of(language).partition(" ")
        screen.item(name, rest, width=3)


def _source(source: SourceRisk, ko: bool) -> str:
    fact = fact_words(source.fact).of("ko" if ko else "en")
    return f"; 알 수 있는 사람 {source.fewest}명({fact})" if ko else f"; {source.fewest} people could know {fact}"
