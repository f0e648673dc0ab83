"""A text that somebody wrote, checked before it leaves: read like a report, sentence by sentence, and signed by people.

The text itself is never stored: the log keeps the digests of its sentences, who signed them, and what they found unusual.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rushlight.atlas import atlas
from rushlight.casefile import Casefile, identities
from rushlight.desk import reading as read_room
from rushlight.desk.drafting import TEXT_CHECKED as CHECKED
from rushlight.desk.drafting import behind
from rushlight.desk.letting_stand import Keep, keep, kept_findings
from rushlight.desk.linking import Linked, link_parts
from rushlight.desk.pointing import kind_words, pointers
from rushlight.desk.releasing import AGAIN, CheckedRelease, Ready, facts_of, judged, rows, sealed_values
from rushlight.errors import MisuseError, ReleaseRefused, Tampered
from rushlight.parts import Parts
from rushlight.record import Document, Purpose, Randomness, Report, new_id
from rushlight.release import (
    AtlasPlaces,
    Change,
    Draft,
    Event,
    Pointer,
    Sentence,
    Signed,
    Words,
    digest,
    draft_of,
    sentences,
)
from rushlight.release.settings import part

SIGNED = "sentence.signed"
LONGEST_ANSWER = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that is here already and in no file: its bytes, and a name whose suffix says what it is."""

    data: bytes
    name: str = "text.txt"


Written = Path | Typed


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text as checked: its sentences, the check with its ways to pass, who signed which sentence (by id), and what in it
    could point to somebody."""

    parts: tuple[Sentence, ...]
    release: CheckedRelease
    signed: dict[str, Signed]
    lines: dict[str, int] = field(default_factory=dict)
    """The line of the file on which each begins, of a plain text; of others only the paragraphs are known."""
    pointers: tuple[Pointer, ...] = ()
    wordings: tuple[Change, ...] = ()
    """For sentences that too few families fit: how the same could be said so that enough do. A text is published as it
    stands: whoever wrote it puts such words into it."""

    @property
    def unsigned(self) -> tuple[Sentence, ...]:
        return tuple(p for p in self.parts if p.id not in self.signed)

    def look_at(self, part: Sentence) -> tuple[Words, ...]:
        """What to look at in a sentence before signing it, as kinds ("a date or a time"), in order, each once; for a kind
        that leads to one person by itself see the findings."""
        here = (p for p in self.pointers if part.start <= p.start < part.end and not p.direct)
        return tuple(dict.fromkeys(kind_words(p) for p in here))


def check_text(
    case: Casefile,
    path: Written,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    linked: Linked | None = None,
    purpose: Purpose = Purpose.PUBLIC_ANONYMOUS,
    language: str | None = None,
    keeping: Keep | None = None,
) -> Parts[CheckedText]:
    """What could be inferred from the article or brief at ``path``, were it published today, and other wordings of what
    stops it; in parts. ``keeping``: findings to let stand.

    The outcome is logged: digests and rules, no words. Raises what ``desk.reading.read`` raises.
    """
    report, parts, pointing = yield lambda tell: _read_whole(path, now.date(), language)
    linked, known = linked or (yield from link_parts(case, by=actor)), signatures(case)
    draft = _draft(report, parts, new_id("rl", randomness), purpose, linked, known, pointing)
    facts = facts_of(case, linked, now, sealed_values(case, linked, now, actor))
    found, ways = yield from judged(case, draft, facts)
    if keeping is not None:
        keep(case, keeping, draft, facts, found, now=now, actor=actor)
        facts = replace(facts, kept=kept_findings(case))
        found, ways = yield from judged(case, draft, facts)
    wordings = ways[0].changes if ways else ()
    body: dict[str, Any] = {
        "id": draft.id,
        "purpose": purpose.value,
        "sentences": [p.digest for p in parts],
        "passed": found.passed,
        "findings": rows(found),
        "digest": found.draft,
        "statements": sorted({s for item in draft.items for s in item.statements}),
        "day": now.date().isoformat(),
        **({"language": language} if language else {}),
    }
    case.append(CHECKED, body, by=actor, at=now)
    closed = identities.sealed_for_trustees(case, behind(case, body["statements"]))
    release = CheckedRelease(draft.id, draft, found, (), len(closed))
    signed = {p.id: known[p.digest] for p in parts if p.digest in known}
    return CheckedText(parts, release, signed, _lines(report, parts), pointing, wordings)


def checked_text(case: Casefile, release_id: str) -> Mapping[str, Any] | None:
    """What the log keeps of the check of a text; None where the release is none."""
    return next((row.data for row in reversed(case.records(CHECKED)) if row.data.get("id") == release_id), None)


def recheck_text(
    case: Casefile,
    release_id: str,
    path: Written,
    *,
    now: dt.datetime,
    actor: str,
    named: Iterable[Mapping[str, Any]] = (),
    linked: Linked | None = None,
) -> Parts[Ready]:
    """A text that was checked, read and checked again: its dates as of the day when it was. ``named``: opened by trustees.

    Raises MisuseError for a release that is no text, ReleaseRefused for another text than was checked, for one that was
    signed since, and where the casefile changed what was shown.
    """
    said = checked_text(case, release_id)
    if said is None or "digest" not in said:
        hint = "check it with 'rushlight check-release CASE --text FILE'"
        raise MisuseError("no text was checked under this name", where=release_id, hint=hint)
    report, parts, pointing = yield lambda tell: _read_whole(path, dt.date.fromisoformat(said["day"]), said.get("language"))
    if [p.digest for p in parts] != said["sentences"]:
        raise ReleaseRefused("this is another text than the one that was checked", where=release_id, hint=f"{AGAIN} --text")
    linked, known = linked or (yield from link_parts(case, by=actor)), signatures(case)
    draft = _draft(report, parts, release_id, Purpose(said["purpose"]), linked, known, pointing)
    facts = facts_of(case, linked, now, sealed_values(case, linked, now, actor, named))
    found, _ = yield from judged(case, draft, facts, ways=False)
    if found.draft != said["digest"]:
        hint = f"{AGAIN} --text"
        raise ReleaseRefused("the casefile or its signatures changed since this text was checked", where=release_id, hint=hint)
    signed = tuple((p.digest, digest(known[p.digest])) for p in parts if p.digest in known)
    return Ready(release_id, draft, found, facts, _leaving(parts), signed)


def _draft(
    report: Report,
    parts: Sequence[Sentence],
    release_id: str,
    purpose: Purpose,
    linked: Linked,
    known: Mapping[str, Signed],
    pointing: tuple[Pointer, ...],
) -> Draft:
    return draft_of(
        report,
        parts,
        id=release_id,
        purpose=purpose,
        language=_tongue(report),
        atlas=AtlasPlaces(atlas()),
        pointers=pointing,
        signed=known,
        events=_events(linked),
    )


def _leaving(parts: Sequence[Sentence]) -> str:
    """The words that leave: the signed sentences and nothing between them but spaces and the breaks of paragraphs."""
    out: list[str] = []
    for n, one in enumerate(parts):
        same = n and parts[n - 1].paragraph == one.paragraph
        out += [" " if same else "\n\n" if n else "", " ".join(one.text.split())]
    return "".join(out) + "\n"


def sign(
    case: Casefile,
    path: Written,
    numbers: Iterable[int],
    *,
    unusual: str | None,
    now: dt.datetime,
    actor: str,
    elsewhere: bool = False,
    knowers: Sequence[str] = (),
) -> tuple[Sentence, ...]:
    """Sign sentences of the text at ``path`` (by number), having answered what else in them is unusual ("": nothing).

    ``elsewhere``: they rest on what others have published. ``knowers``: kinds of people who could know of it.
    A changed sentence has to be signed anew. Raises MisuseError without an answer, for a number the text does not have and
    for a kind of people that nobody knows.
    """
    if unusual is None or len(unusual) > LONGEST_ANSWER:
        hint = f"answer in at most {LONGEST_ANSWER} characters; nothing is an answer too"
        raise MisuseError("say what else in the sentence is unusual", hint=hint)
    kinds = part("priors")["knowers"]["kinds"]
    for kind in knowers:
        if kind not in kinds:
            raise MisuseError("there is no such kind of people", where=kind, hint=f"use some of {', '.join(kinds)}")
    _, parts = _read(path, now.date(), None)
    chosen = []
    for number in numbers:
        if not 1 <= number <= len(parts):
            hint = f"it has sentences 1 to {len(parts)}; 'rushlight check-release CASE --text FILE' shows them"
            raise MisuseError("the text has no such sentence", where=str(number), hint=hint)
        chosen.append(parts[number - 1])
    with case.batch():
        for sentence in chosen:
            row = {"sentence": sentence.digest, "unusual": unusual.strip(), "elsewhere": elsewhere, "knowers": list(knowers)}
            case.append(SIGNED, row, by=actor, at=now)
    return tuple(chosen)


def signatures(case: Casefile) -> dict[str, Signed]:
    """What was signed, by the digest of the sentence; the latest holds."""
    out: dict[str, Signed] = {}
    for opened in case.records(SIGNED):
        row = opened.data
        try:
            signed = Signed(opened.event.by, str(row["unusual"]), row["elsewhere"] is True, tuple(map(str, row["knowers"])))
            out[str(row["sentence"])] = signed
        except (KeyError, TypeError):
            raise Tampered("a signature of a sentence is not readable", where=opened.event.id) from None
    return out


def _read(path: Written, day: dt.date, language: str | None) -> tuple[Report, tuple[Sentence, ...]]:
    """The text as a report that nobody accepted, and its sentences."""
    if isinstance(path, Typed):
        found = read_room.read_bytes(path.data, Path(path.name), today=day, published=day, language=language)
    else:
        found = read_room.read(path, today=day, published=day, language=language)
    text, reading, media = found.taken.text, found.reading, found.taken.media_type
    document = Document("text", reading.language, reading.kind, len(text), "", "", media)  # never kept
    parts = sentences(text)
    if not parts:
        raise MisuseError("the text has no sentence", where=path.name if isinstance(path, Typed) else str(path))
    return Report("text", document, text, reading), parts


def _read_whole(path: Written, day: dt.date, language: str | None) -> tuple[Report, tuple[Sentence, ...], tuple[Pointer, ...]]:
    """The same, and what in it could point to somebody: needs no casefile."""
    report, parts = _read(path, day, language)
    return report, parts, pointers(report.text, _tongue(report))


def _lines(report: Report, parts: Sequence[Sentence]) -> dict[str, int]:
    """Where each sentence begins, counted in lines, of a text whose lines are those of the file."""
    if report.document.media_type != "text/plain":
        return {}
    return {p.id: report.text.count("\n", 0, p.start) + 1 for p in parts}


def _tongue(report: Report) -> str:
    return "ko" if report.reading.language.startswith("ko") else "en"


def _events(linked: Linked) -> tuple[Event, ...]:
    """The casefile's happenings with what was accepted of them, and every accepted statement that is in none."""
    accepted = {s.id: (r, s) for r in linked.reports for s in r.accepted}
    out = [Event(g.id, tuple(accepted[s] for s in g.supports if s in accepted), linked.sources[g.id]) for g in linked.groups]
    held = {s.id for event in out for _, s in event.tellings}
    count = linked.count_sources()
    alone = [Event(s.id, ((r, s),), count(frozenset({r.alias}))) for r, s in accepted.values() if s.id not in held]
    return (*out, *alone)
