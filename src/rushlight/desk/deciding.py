"""Decide about statements and links: every decision is checked against the others before it is kept.

What a second reader decides about a report that is read twice is an opinion: it is checked like a decision, kept apart, and
changes nothing of what was accepted (see ``desk.two_readers``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from rushlight.casefile import Casefile, assigned
from rushlight.casefile.restricted import is_hidden, leaving_out
from rushlight.casefile.stored import StoredReading, from_json
from rushlight.casefile.unlinking import withdraw, withdrawn
from rushlight.casefile.unseen import is_unseen, unseen_statements
from rushlight.desk.linking import judgements_seen
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import Decision, Judgement, LinkJudgement, Randomness, Relation, Verdict, new_id
from rushlight.review import check_decisions, match_decisions


def decide(
    case: Casefile,
    statement: str,
    verdict: Verdict,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    field: str | None = None,
    value: str | None = None,
    reason: str | None = None,
    supersedes: str | None = None,
    seen: Sequence[str] = (),
) -> Decision:
    """Keep one decision, or one opinion of a second reader.

    Raises ReviewError, before anything is stored, when it cannot be applied; MisuseError for a second reader who has finished.
    """
    ids = (new_id("de", randomness), statement, verdict, actor, now)
    decision = Decision(*ids, field, value, reason, supersedes, tuple(seen))
    stored = reading_with(case, statement, by=actor)
    if stored is None:
        raise ReviewError("the casefile has no such statement", where=statement)
    _check_may(case, stored.document, actor)
    text = case.text(stored.document)
    check_decisions(stored.reading, (*decisions_about(case, stored, by=actor), decision), text)
    keep(case, stored.document, decision)
    return decision


def keep(case: Casefile, document: str, decision: Decision) -> None:
    """Keep a decision that was checked: in the record, or as the opinion of a second reader."""
    if is_unseen(case._db, document, decision.by):
        case.add_opinion(decision)
    else:
        case.add_decision(decision)


def _check_may(case: Casefile, document: str, actor: str) -> None:
    if is_unseen(case._db, document, actor) and assigned.readers_of(case, document).second_finished:
        raise MisuseError(
            "you have finished this report as its second reader", hint="what both of you said is shown once both have finished"
        )


def reading_with(case: Casefile, statement: str, *, by: str) -> StoredReading | None:
    """The latest reading, of a report that ``by`` may find, that has this statement."""
    found = case._db.rows("SELECT DISTINCT document FROM said WHERE id = ?", (statement,))
    read = [r for (document,) in found for r in case.readings(document, by=by)]
    return next((r for r in reversed(read) if any(s.id == statement for s in r.reading.statements)), None)


def decisions_about(case: Casefile, stored: StoredReading, *, by: str) -> tuple[Decision, ...]:
    """The decisions about this reading's statements that ``by`` may see, oldest first, whatever else the casefile holds."""
    own = [s.id for s in stored.reading.statements]
    apart = is_unseen(case._db, stored.document, by)
    whose, named = ("opinion WHERE person = ? AND", (by,)) if apart else ("decision WHERE", ())
    marks = ", ".join("?" * len(own))
    sql = f"SELECT record FROM {whose} statement IN ({marks}) ORDER BY turn, device, event"  # noqa: S608 - our own words
    return tuple(from_json(row[0], Decision) for row in case._db.rows(sql, (*named, *own)))


def undo(case: Casefile, *, now: dt.datetime, randomness: Randomness, actor: str) -> Decision:
    """Take back the actor's last decision that still stands. Raises MisuseError when there is none."""
    taken_back: set[str] = set()
    for decision in latest(case, by=actor):
        if decision.id in taken_back or is_hidden(case._db, decision.statement, actor):  # what it had taken back stands again
            continue
        if decision.supersedes is not None:
            taken_back.add(decision.supersedes)
        elif decision.by == actor:
            return take_back(case, decision, now=now, randomness=randomness, actor=actor)
    raise MisuseError("there is no decision of yours to take back")


def take_back(case: Casefile, decision: Decision, *, now: dt.datetime, randomness: Randomness, actor: str) -> Decision:
    """Take back one decision. Raises ReviewError when that was done already, or what would stand then cannot."""
    about, taken_back = decision.statement, decision.id
    return decide(case, about, Verdict.UNDO, supersedes=taken_back, now=now, randomness=randomness, actor=actor)


def latest(case: Casefile, *, by: str) -> Iterator[Decision]:
    """Every decision that ``by`` may see, the last one first, asked for as far as somebody looks."""
    apart = unseen_statements(case._db, by)
    sql = (
        "SELECT d.record, o.record FROM log l INDEXED BY log_decided LEFT JOIN decision d ON d.event = l.event"
        " LEFT JOIN opinion o ON o.event = l.event AND o.person = ? WHERE l.kind IN ('decision.made', 'opinion.given')"
        " ORDER BY l.turn DESC, l.device DESC, l.event DESC LIMIT 200 OFFSET ?"
    )
    first = 0
    while rows := case._db.rows(sql, (by, first)):
        for decided, said in rows:
            record = decided or said
            made = from_json(record, Decision) if record else None
            if made is not None and (made.statement in apart) == (record is said):
                yield made
        first += len(rows)


def apply_script(
    case: Casefile,
    document: str,
    script: Sequence[Mapping[str, str]],
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> int:
    """Apply a reviewer's script (entries by their words) to a document's reading; gives how many decisions.

    Raises ReviewError, before anything is stored, when an entry matches no proposal or cannot be applied.
    """
    read = case.readings(document, by=actor)
    if not read:
        raise ReviewError("the casefile has no such report, or it was not read", where=document)
    _check_may(case, document, actor)
    reading, text = read[-1].reading, case.text(document)
    resolved = match_decisions(reading, text, script)
    made = [
        Decision(new_id("de", randomness), r.statement, r.verdict, actor, now, r.field, r.value, r.reason) for r in resolved
    ]
    check_decisions(reading, (*decisions_about(case, read[-1], by=actor), *made), text)
    for decision in made:
        keep(case, document, decision)
    return len(made)


def judge(
    case: Casefile,
    relation: Relation,
    left: str,
    right: str,
    judgement: Judgement,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
    reason: str | None = None,
) -> LinkJudgement:
    """Keep what a person says of two tellings (document ids, or statement ids for ``same_event``)."""
    if left == right:
        raise MisuseError("these are one and the same", where=left)
    for ref in (left, right):
        if not _may_be_judged(case, ref, actor):
            raise MisuseError("the casefile has no such report or statement", where=ref)
    made = LinkJudgement(new_id("ju", randomness), relation, left, right, judgement, actor, now, reason)
    case.add_judgement(made)
    return made


def last_judgement(case: Casefile, *, by: str, relation: Relation | None = None, pair: Sequence[str] = ()) -> LinkJudgement:
    """The last thing that ``by`` said of a link (of this one alone, where it is named) and has not taken back.

    Raises MisuseError when there is none.
    """
    for made in reversed(judgements_seen(case, by=by)):
        asked = (relation is None or made.relation is relation) and (not pair or {made.left, made.right} == set(pair))
        if made.by == by and asked:
            return made
    raise MisuseError("there is nothing of yours to take back here")


def take_back_judgement(case: Casefile, made: LinkJudgement, *, now: dt.datetime, actor: str) -> None:
    """What was said of the link before stands again; where nothing was, nobody has judged it. Both stay in the log.

    Raises MisuseError for what somebody else said, or was taken back already.
    """
    if made.by != actor:
        raise MisuseError("who said it takes it back", hint="say what you think of it: the later word stands")
    if made.id in withdrawn(case):
        raise MisuseError("this was taken back already")
    withdraw(case, made.id, by=actor, at=now)


def _may_be_judged(case: Casefile, ref: str, actor: str) -> bool:
    """Whether it is a report, or a statement of one, that the person may find."""
    by_document, by_statement = leaving_out("id", actor), leaving_out("document", actor)
    asked = (("document", *by_document), ("said", *by_statement))
    return any(case._db.one(f"SELECT 1 FROM {t} WHERE id = ? AND {rule}", (ref, *more)) for t, rule, more in asked)  # noqa: S608 - our own words
