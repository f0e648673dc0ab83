"""Collect: seal a report, and who gave it, for a team; nothing of it can be read again here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rushlight.casefile.collecting import Collector
from rushlight.desk.reading import ReadFile
from rushlight.desk.taking_in import document_of
from rushlight.errors import MisuseError
from rushlight.record import new_id, rekey


@dataclass(frozen=True, slots=True)
class Collected:
    """What was sealed: the report's alias, its source's, and the bundle that waits in the outbox."""

    alias: str
    source: str | None
    bundle: str
    warnings: tuple[str, ...]


def collect(
    collector: Collector,
    reading: Callable[[], ReadFile],
    *,
    actor: str,
    source: str | None = None,
    new_source: bool = False,
    name: str | None = None,
    contact: str | None = None,
) -> Collected:
    """Seal what ``reading`` gives into a bundle for the team, and forget it. It is acknowledged when this returns.

    ``source``: the alias of one whom this collector recorded before; with ``new_source`` one is recorded now, whose name and
    contact only the team's trustees can open together. Raises what ``reading`` raises, MisuseError for an unknown source.
    """
    if source is not None and source not in collector.state["sources"]:
        raise MisuseError("this collector has recorded no such source", where=source, hint="record one with --new-source")
    done, now = reading(), collector.now()
    alias = collector.next_alias("report")
    chosen = collector.next_alias("source") if new_source else source
    before = set(collector.bundles())
    with collector.writing() as case:
        if new_source:
            case.add_source(str(chosen), name=name, contact=contact, by=actor, at=now)
        case.add_report(
            document_of(done, new_id("dc", collector.randomness), now),
            done.taken.text,
            done.original,
            rekey(done.reading, collector.randomness),
            alias=alias,
            collected_by=actor,
            source=next((s.id for s in case.sources() if s.alias == chosen), None),
            by=actor,
            at=now,
        )
    (bundle,) = set(collector.bundles()) - before
    return Collected(alias, chosen, bundle, done.taken.warnings)
