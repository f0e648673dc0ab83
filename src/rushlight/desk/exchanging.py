"""Hand statements with their words, decisions and readers to a colleague's tools: consent, the log, one sealed file.

It is no release: it holds words of reports and is never published, checked as a release or counted as one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rushlight.casefile import Casefile, called
from rushlight.casefile.files import write_whole
from rushlight.casefile.keys import stream
from rushlight.casefile.unseen import unseen_statements
from rushlight.desk import releasing
from rushlight.desk.annotating import annotated, provenance
from rushlight.desk.consent import consents
from rushlight.desk.reports import decisions_of, one_report
from rushlight.desk.submitting import check_place
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.parts import Parts, Tell, at_once
from rushlight.record import Decision, Purpose, Randomness, Report, new_id
from rushlight.release import Consent, agreed

KIND = "exchange.sealed"
TIME = (1980, 1, 1, 0, 0, 0)
DRAWN, IN_ALL = 600, 1000
"""How much is done when the reports are read, of how much."""
FEW = 10
"""Reports that are read between two times that it is told how far it is."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What was sealed: its own id, the event in the log, and how many statements and decisions it holds."""

    id: str
    event: str
    statements: int
    decisions: int


def exchange(
    case: Casefile,
    chosen: Iterable[str],
    path: Path,
    *,
    key: str,
    recipient: str | None = None,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> Exchanged:
    """Seal what was read from the ``chosen`` reports (by alias), and decided, to the age key ``key`` in ``path``.

    The log is written before the file appears. Raises MisuseError for an unknown report, one that is not read yet, a key
    or place that will not do; ReleaseRefused where whoever stands behind a report does not agree.
    """
    check_place(case, path)
    parts = seal_parts(case, chosen, key=key, recipient=recipient, now=now, randomness=randomness, actor=actor)
    done, sealed = at_once(parts)
    write_whole(path, sealed)
    return done


def seal_parts(
    case: Casefile,
    chosen: Iterable[str],
    *,
    key: str,
    recipient: str | None,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> Parts[tuple[Exchanged, bytes]]:
    """As ``exchange``, in parts, for a person who takes the sealed file themselves: nothing is written to a disk.

    Raises ReleaseRefused too where somebody writes meanwhile; nothing is in the log then.
    """
    before = releasing.written(case)
    stream.encrypt_to(key, b"")  # a key that is none is told before anything else
    agreements = consents(case)
    wanted = yield from _chosen(case, list(dict.fromkeys(chosen)), actor)
    for report in wanted:
        _require_agreed(agreements, report, recipient, now)
    own = new_id("ex", randomness)
    statements = {s.id for report in wanted for s in report.reading.statements} - unseen_statements(case._db, actor)
    decided = decisions_of(case, statements)
    releasing.require_unchanged(case, before)
    sealed = yield from releasing.beside(case, partial(_sealed, key, own, wanted, decided))
    subjects = [report.document.id for report in wanted]
    body = {"id": own, "subjects": subjects, "statements": len(statements), "sha256": hashlib.sha256(sealed).hexdigest()}
    event = case.append(KIND, body, by=actor, at=now)
    return Exchanged(own, event.id, len(statements), len(decided)), sealed


def _chosen(case: Casefile, names: Sequence[str], actor: str) -> Parts[list[Report]]:
    """The reports that ``actor`` may see, by alias, in the order asked for."""
    out = []
    for n, name in enumerate(names):
        found = called.named(case._db, name, by=actor)
        if found is None or not case.readings(found.id, by=actor):
            raise MisuseError("there is no such report that was read", where=name, hint="rushlight show CASE lists the reports")
        out.append(one_report(case, found.id, found.alias, by=actor))
        if n % FEW == 0:
            yield DRAWN * n // len(names), IN_ALL
    return out


def _sealed(key: str, own: str, wanted: Sequence[Report], decided: Sequence[Decision], tell: Tell) -> bytes:
    tell(DRAWN, IN_ALL)
    held = {"annotations.jsonld": annotated(wanted, decided, id=own)}
    tell(DRAWN + 100, IN_ALL)
    held |= {"provenance.jsonld": provenance(wanted, decided)}
    tell(DRAWN + 200, IN_ALL)
    packed = _packed(held)
    tell(IN_ALL - 50, IN_ALL)
    return stream.encrypt_to(key, packed)


def _require_agreed(agreements: Sequence[Consent], report: Report, recipient: str | None, now: dt.datetime) -> None:
    """What stays inside needs no word of consent, and none against it: a withdrawal or a narrower word holds."""
    names = {report.alias, *((report.source,) if report.source else ())}
    rows = [c for c in agreements if c.subject in names and c.covers(report.alias)]
    said = [c for c in rows if c.purpose is Purpose.INTERNAL_ANALYSIS]
    if said and not agreed(said, Purpose.INTERNAL_ANALYSIS, now.date(), recipient):
        raise ReleaseRefused(
            "whoever stands behind it has not agreed to this",
            where=f"{report.alias}, {Purpose.INTERNAL_ANALYSIS.value}",
            hint="leave it out, or ask; --for names the colleague where consent was for one alone",
        )


def _packed(held: Mapping[str, object]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in held.items():
            text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
            archive.writestr(zipfile.ZipInfo(name, TIME), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
