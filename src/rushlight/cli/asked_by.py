"""Who could make what of each sentence: a line for each of the seven adversaries, whoever is named marked."""

from __future__ import annotations

from rushlight.cli import screen
from rushlight.release import Check
from rushlight.release.rules.base import about
from rushlight.release.runs import runs
from rushlight.release.seven import told
from rushlight.release.source import SourceRisk, fact_words


def show(check: Check, language: str) -> None:
    """For each sentence how many families would fit at least, by adversary; then in full, alike sentences together."""
    counted = [c for c in check.items if c.pools and c.fitting is not None]
    if not counted:
        return
    ko = language.startswith("ko")
    screen.say("\n각자에게 들어맞는 가족은 적어도" if ko else "\nfamilies that would fit at least, for")
    for c in counted:
        line = "  ".join(f"{f.adversary} {about(f.low):,}" for f in c.pools)
        screen.item(c.item.id, f"{line}{_source(c.source, ko) if c.source else ''}", width=5)
    alike: dict[tuple[str, ...], list[str]] = {}
    for c in counted:
        alike.setdefault(tuple(w.of(language) for w in told(c.pools)), []).append(c.item.id)
    for lines, items in alike.items():
        screen.say(f"\n{runs(items)}: {'각자에게' if ko else 'to each'}")
        for words in lines:
            name, _, rest = words.partition(" ")
            screen.item(name, rest, width=3)


def _source(source: SourceRisk, ko: bool) -> str:
    fact = fact_words(source.fact).of("ko" if ko else "en")
    return f"; 알 수 있는 사람 {source.fewest}명({fact})" if ko else f"; {source.fewest} people could know {fact}"
