"""Review as a team of two: who reads which report, wherein two readers differ, and what is settled.

The first reader's decisions are the record. The second reader decides as if nobody had, and neither sees what the other said
before both have finished. Then agreement is told, and somebody settles each difference by deciding again, with a reason.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rushlight.casefile import Casefile, assigned, called
from rushlight.casefile.assigned import FIRST, PLACES, SECOND, Readers
from rushlight.casefile.restricted import leaving_out
from rushlight.casefile.search import access
from rushlight.casefile.unseen import FINISHED, LATEST
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import Band, Decision, Randomness, Reading, Statement, Verdict, new_id
from rushlight.review import (
    Compared,
    FieldAgreement,
    Status,
    apply_decisions,
    as_corrected,
    check_decisions,
    compare,
    compared_fields,
    decisions_on,
    standing,
)
from rushlight.review.comparing import FIELDS, VERDICT, value_of

_PERSON = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")
_VERDICTS = {Status.ACCEPTED: Verdict.ACCEPT, Status.REJECTED: Verdict.REJECT, Status.UNSURE: Verdict.UNSURE}


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A report and who reads it. ``read``: whether it was read at all, so that there is something to decide."""

    alias: str
    readers: Readers
    read: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement of which two readers said different things. ``number``: its place in the report, from 1.

    ``settled``: the decision by which somebody settled it, after both had finished.
    """

    alias: str
    document: str
    number: int
    first: str
    second: str
    compared: Compared
    reading: Reading
    text: str
    settled: Decision | None


@dataclass(frozen=True, slots=True)
class AddedAlone:
    """A statement that one reader alone saw and added: it waits in the queue like a proposal."""

    alias: str
    document: str
    number: int
    person: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement over every report that two have finished. ``left_out``: reports whose decisions no longer fit their reading."""

    reports: int
    fields: tuple[FieldAgreement, ...]
    left_out: tuple[str, ...]


# --- who reads what --------------------------------------------------------------------------------


def read_by(case: Casefile, *, actor: str) -> tuple[ReadBy, ...]:
    """Every report that you may find, in the order of taking in, and who reads it."""
    known = assigned.readers(case, by=actor)
    read = {row[0] for row in case._db.rows("SELECT DISTINCT document FROM reading")}
    found = case.documents(by=actor)
    return tuple(ReadBy(d.alias, known.get(d.document.id, Readers(d.document.id)), d.document.id in read) for d in found)


def page_of_reports(case: Casefile, *, actor: str, first: int, shown: int) -> tuple[int, tuple[ReadBy, ...]]:
    """(how many reports you may find, those from ``first`` on) in the order of taking in; quick however many there are."""
    here = called.page(case._db, first, shown, by=actor)
    return called.how_many(case._db, actor), tuple(_read_by(case, one.id, one.alias) for one in here)


def given_to(case: Casefile, *, actor: str, most: int) -> tuple[ReadBy, ...]:
    """Up to ``most`` of the reports that were given to you and that you have not finished."""
    rule, values = leaving_out("a.document", actor)
    sql = f"SELECT DISTINCT a.document FROM assignment a WHERE a.person = ? AND {LATEST} AND NOT {FINISHED} AND {rule} LIMIT ?"  # noqa: S608
    ids = [row[0] for row in case._db.rows(sql, (actor, *values, most))]
    return tuple(_read_by(case, document, _alias(case, document, actor)) for document in ids)


def people(case: Casefile) -> tuple[str, ...]:
    """The aliases of those whose devices may decide, in order."""
    may = {d.id for d in case.devices().values() if d.active and "reviewer" in d.roles}
    return tuple(sorted({by for device, by in assigned.set_up_by(case).items() if device in may}))


def left(case: Casefile) -> tuple[str, ...]:
    """The aliases of those who have reports to read and no device that may decide: somebody else has to read these."""
    away = sorted(set(assigned.set_up_by(case).values()) - set(people(case)))
    sql = f"SELECT 1 FROM assignment a WHERE a.person = ? AND {LATEST} AND NOT {FINISHED} LIMIT 1"  # noqa: S608 - our own words
    return tuple(person for person in away if case._db.one(sql, (person,)))


def _read_by(case: Casefile, document: str, alias: str) -> ReadBy:
    read = case._db.one("SELECT 1 FROM reading WHERE document = ?", (document,)) is not None
    return ReadBy(alias, assigned.readers_of(case, document), read)


def _alias(case: Casefile, document: str, actor: str) -> str:
    return called.aliases(case._db, [document], by=actor)[document]


def assign(case: Casefile, aliases: Iterable[str], place: str, person: str, *, now: dt.datetime, actor: str) -> tuple[str, ...]:
    """Give reports to a person, as first or second reader; nobody (an empty ``person``) takes them back. Gives the aliases.

    All of them or none. Raises MisuseError for what makes no second reading: the same person twice, a second reader without a
    first, somebody who has decided about the report already, or a reading that is finished.
    """
    if place not in PLACES:
        raise MisuseError("a report has a first and a second reader", where=place[:20])
    if person and not _PERSON.fullmatch(person):
        raise MisuseError("a person is named by alias: letters and a number, never a name", hint="such as A2")
    wanted = [_named(case, alias, actor) for alias in dict.fromkeys(aliases)]
    for alias, document in wanted:
        _check(case, alias, assigned.readers_of(case, document), place, person)
    with case.batch():
        for _, document in wanted:
            assigned.assign(case, document, place, person, by=actor, at=now)
    return tuple(alias for alias, _ in wanted)


def drawn(case: Casefile, percent: int, person: str, *, randomness: Randomness, actor: str) -> tuple[str, ...]:
    """By chance this share of the reports that ``person`` could read second: a share by hand would be the easy ones."""
    if not 1 <= percent <= 100:
        raise MisuseError("the share is a whole number of percent, from 1 to 100", where=str(percent))
    could = [r.alias for r in read_by(case, actor=actor) if r.read and r.readers.first and not r.readers.second]
    could = [alias for alias in could if _could(case, alias, person, actor)]
    many = -(-len(could) * percent // 100)
    chance = random.Random(int.from_bytes(randomness(16), "big"))  # noqa: S311 - from the desk's own randomness
    picked = set(chance.sample(could, many))
    return tuple(alias for alias in could if alias in picked)


def finish(case: Casefile, alias: str, *, now: dt.datetime, actor: str) -> Readers:
    """Say that you have decided about a report that was given to you. Raises MisuseError while something waits."""
    name, document = _named(case, alias, actor)
    now_read = assigned.readers_of(case, document)
    place = FIRST if now_read.first == actor else SECOND
    if actor not in (now_read.first, now_read.second):
        raise MisuseError("this report was not given to you", where=name, hint="'rushlight assign' says who reads what")
    if now_read.first_finished if place == FIRST else now_read.second_finished:
        raise MisuseError("you have finished this report already", where=name)
    waiting = undecided(case, document, actor=actor)
    if waiting:
        raise MisuseError(
            f"{waiting} of its statements wait for you", where=name, hint="say accept, reject or unsure of each of them"
        )
    assigned.finish(case, document, place, by=actor, at=now)
    return assigned.readers_of(case, document)


def undecided(case: Casefile, document: str, *, actor: str) -> int:
    """How many of a report's statements wait for this reader; the weakly founded ones need not be looked at."""
    read = case.readings(document, by=actor)
    if not read:
        raise MisuseError("this report was not read yet", where=document)
    reading = read[-1].reading
    stands = standing(decisions_on(reading, case.decisions(by=actor)))
    open_ones = [s for s in reading.statements if s.id not in stands or stands[s.id].status is Status.PROPOSED]
    return sum(s.band is not Band.LOW for s in open_ones)


def _named(case: Casefile, alias: str, actor: str) -> tuple[str, str]:
    """(alias, document)."""
    found = case._db.rows("SELECT alias, id FROM document WHERE id = ? OR alias = ?", (alias, alias))
    if len(found) == 1 and access.may_find(case, found[0][1], actor):
        return _alias(case, found[0][1], actor), str(found[0][1])
    given = called.named(case._db, alias, by=actor)  # an alias that was given twice, by its letter
    if given is not None:
        return given.alias, given.id
    for document, own in called.aliases(case._db, [alias], by=actor).items():
        return own, document
    raise MisuseError("the casefile has no such report", where=alias)


def _check(case: Casefile, alias: str, now: Readers, place: str, person: str) -> None:
    finished, other = (now.first_finished, now.second) if place == FIRST else (now.second_finished, now.first)
    if finished:
        raise MisuseError("this reader has finished the report already", where=alias)
    if person and person == other:
        raise MisuseError("two readers are two people", where=alias, hint="give it to somebody else")
    if place == SECOND and person and not now.first:
        raise MisuseError("a second reader needs a first one", where=alias, hint="say first who reads it first")
    if place == FIRST and not person and now.second:
        raise MisuseError("a second reader needs a first one", where=alias, hint="give it to somebody else, or take both back")
    if person and not access.may_find(case, now.document, person):
        raise MisuseError("this report is restricted, and not to this person", where=alias)
    if place == SECOND and person and person in _deciders(case, now.document):
        raise MisuseError(
            "this person has decided about the report already", where=alias, hint="a second reader comes to it fresh"
        )


def _could(case: Casefile, alias: str, person: str, actor: str) -> bool:
    name, document = _named(case, alias, actor)
    try:
        _check(case, name, assigned.readers_of(case, document), SECOND, person)
    except MisuseError:
        return False
    return True


def _deciders(case: Casefile, document: str) -> set[str]:
    sql = "SELECT DISTINCT l.by FROM decision d JOIN log l ON l.event = d.event WHERE d.statement IN"
    rows = case._db.rows(f"{sql} (SELECT id FROM said WHERE document = ?)", (document,))  # noqa: S608 - our own words
    return {row[0] for row in rows}


# --- what two said -----------------------------------------------------------------------------------


def differences(case: Casefile, *, actor: str) -> tuple[Difference, ...]:
    """Every statement of which two readers said different things, settled ones too, in the order of reports and text."""
    return tuple(d for twice in _both_finished(case, actor) for d in _differences(case, twice))


def added_alone(case: Casefile, *, actor: str) -> tuple[AddedAlone, ...]:
    """Statements that one of two readers added and the other does not have, as far as nobody has decided about them."""
    return tuple(found for twice in _both_finished(case, actor) for found in _added_alone(case, twice))


def agreement(case: Casefile, *, randomness: Randomness, actor: str) -> Agreed:
    """How far two readers agree, over all reports that both have finished. Nothing is said of any one person."""
    found, left_out = [], []
    for twice in _both_finished(case, actor):
        try:
            found.append(_compared(case, twice))
        except ReviewError:
            left_out.append(twice.alias)
    chance = random.Random(int.from_bytes(randomness(16), "big"))  # noqa: S311 - from the desk's own randomness
    fields = compared_fields(found, lambda n: chance.choices(range(n), k=n))
    return Agreed(len(found), tuple(fields), tuple(left_out))


def settle(
    case: Casefile,
    statement: str,
    chosen: Mapping[str, str],
    reason: str,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> tuple[Decision, ...]:
    """Settle a difference: what holds from now on, decided anew in the record with a reason.

    ``chosen``: for each field that differs ``first`` or ``second``, or a value of its own (empty: not stated). Raises
    MisuseError without a choice or a reason, ReviewError where what was chosen cannot stand.
    """
    found = next((d for d in differences(case, actor=actor) if d.compared.statement.id == statement), None)
    if found is None:
        raise MisuseError("two readers did not differ in this statement", where=statement)
    open_fields = {d.field for d in found.compared.differs}
    if open_fields - set(chosen) or not reason.strip():
        raise MisuseError("say of each field what holds, and why", where=statement)
    record = decisions_on(found.reading, case.decisions())
    made = [
        Decision(new_id("de", randomness), statement, verdict, actor, now, name, value, reason)
        for verdict, name, value in _deciding(found, chosen, record, open_fields)
    ]
    made += [
        Decision(new_id("de", randomness), content, Verdict.REJECT, actor, now, reason=reason)
        for content in (_announced(found, record) if made[-1].verdict is Verdict.REJECT else ())
    ]
    check_decisions(found.reading, (*record, *made), found.text)
    with case.batch():
        for decision in made:
            case.add_decision(decision)
    return tuple(made)


_Said = tuple[Verdict, str | None, str | None]


def _deciding(found: Difference, chosen: Mapping[str, str], record: Sequence[Decision], fields: set[str]) -> list[_Said]:
    """(verdict, field, value) of what is to be decided: the fields that are not so yet, then the statement itself."""
    status = _chosen_status(found.compared, chosen)
    if status is not Status.ACCEPTED:
        return [(_VERDICTS[status], None, None)]
    side = _side_of(found.compared, chosen)
    present = _present(found, record)
    values = {**present, **found.compared.values[side]}
    for name in fields - {VERDICT}:
        values[name] = found.compared.values[PLACES.index(chosen[name])][name] if chosen[name] in PLACES else chosen[name]
    changed = [name for name in FIELDS if values[name] != present[name]]
    said: list[_Said] = [
        (Verdict.CORRECT, name, values[name]) if values[name] else (Verdict.NOT_STATED, name, None) for name in changed
    ]
    return [*said, (Verdict.ACCEPT, None, None)]


def _announced(found: Difference, record: Sequence[Decision]) -> tuple[str, ...]:
    """What a rejected threat, demand or pledge announced cannot stay accepted."""
    accepted = apply_decisions(found.reading, record, found.text).accepted
    return tuple(s.id for s in accepted if s.content_of == found.compared.statement.id)


def _chosen_status(compared: Compared, chosen: Mapping[str, str]) -> Status:
    said = chosen.get(VERDICT, FIRST)
    if said == FIRST:
        return compared.first.status
    if said == SECOND:
        return compared.second.status
    try:
        return Status(said)
    except ValueError:
        raise MisuseError("a statement is accepted, rejected, or one is unsure", where=compared.statement.id) from None


def _side_of(compared: Compared, chosen: Mapping[str, str]) -> int:
    """Whose fields are taken where nothing is said of them: those of one who accepted it, the first before the second."""
    accepted = [stand.status is Status.ACCEPTED for stand in (compared.first, compared.second)]
    if chosen.get(VERDICT) == SECOND and accepted[1]:
        return 1
    return 0 if accepted[0] or not accepted[1] else 1


def _present(found: Difference, record: Sequence[Decision]) -> dict[str, str]:
    """What the record has in each field now, whether or not the statement counts."""
    statement, reading = as_corrected(found.reading, record, found.compared.statement.id, found.text)
    return {name: value_of(statement, name, reading) for name in FIELDS}


# --- within ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Twice:
    """A report that both readers have finished."""

    alias: str
    document: str
    reading: Reading
    text: str


def _both_finished(case: Casefile, actor: str) -> list[_Twice]:
    """In the order of taking in; looks at no other report."""
    sql = "SELECT DISTINCT f.document FROM finished f JOIN catalogue c ON c.document = f.document WHERE f.place = 'second'"
    done = [row[0] for row in case._db.rows(f"{sql} ORDER BY c.turn, c.device, c.event")]
    out = []
    for document in done:
        if assigned.readers_of(case, document).compared and access.may_find(case, document, actor):
            read = case.readings(document, by=actor)
            if read:
                out.append(_Twice(_alias(case, document, actor), document, read[-1].reading, case.text(document)))
    return out


def _compared(case: Casefile, twice: _Twice) -> tuple[Compared, ...]:
    first, second = (said(case, twice.document) for said in (assigned.said_by_first, assigned.said_by_second))
    return compare(twice.reading, first.decisions, second.decisions, twice.text)


def _added_alone(case: Casefile, twice: _Twice) -> list[AddedAlone]:
    now = assigned.readers_of(case, twice.document)
    stands = standing(decisions_on(twice.reading, case.decisions()))
    out = []
    for number, s in enumerate(twice.reading.statements, 1):
        person = s.produced_by.name if s.produced_by is not None and s.produced_by.kind == "person" else ""
        waits = s.id not in stands or stands[s.id].status is Status.PROPOSED
        if waits and person in (now.first, now.second) and person:
            out.append(AddedAlone(twice.alias, twice.document, number, person, s))
    return out


def _differences(case: Casefile, twice: _Twice) -> list[Difference]:
    document, reading = twice.document, twice.reading
    now, later = assigned.readers_of(case, document), assigned.after_both(case, document)
    settled = {d.statement: d for d in later if d.field is None and d.verdict is not Verdict.UNDO}
    for undone in later:
        if undone.supersedes is not None:
            settled = {s: d for s, d in settled.items() if d.id != undone.supersedes}
    numbers = {s.id: n for n, s in enumerate(reading.statements, 1)}
    try:
        compared = _compared(case, twice)
    except ReviewError:
        return []  # ``agreement`` names the report
    return [
        Difference(
            alias=twice.alias,
            document=document,
            number=numbers[c.statement.id],
            first=now.first,
            second=now.second,
            compared=c,
            reading=reading,
            text=twice.text,
            settled=settled.get(c.statement.id),
        )
        for c in compared
        if c.differs
    ]
