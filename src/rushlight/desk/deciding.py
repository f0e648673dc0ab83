"""Decide about statements and links: every decision is checked against the others before it is kept.

What a second reader decides about a report that is read twice is an opinion: it is checked like a decision, kept apart, and
changes nothing of what was accepted (see ``desk.two_readers``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from rushlight.casefile import Casefile, assigned
from rushlight.casefile.restricted import hidden
from rushlight.casefile.unseen import unseen
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import Decision, Judgement, LinkJudgement, Randomness, Relation, Verdict, new_id
from rushlight.review import check_decisions, decisions_on, match_decisions


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
) -> Decision:
    """Keep one decision, or one opinion of a second reader.

    Raises ReviewError, before anything is stored, when it cannot be applied; MisuseError for a second reader who has finished.
    """
    decision = Decision(new_id("de", randomness), statement, verdict, actor, now, field, value, reason, supersedes)
    read = next((r for r in case.readings(by=actor) if any(s.id == statement for s in r.reading.statements)), None)
    if read is None:
        raise ReviewError("the casefile has no such statement", where=statement)
    _check_may(case, read.document, actor)
    check_decisions(read.reading, (*decisions_on(read.reading, case.decisions(by=actor)), decision))
    keep(case, read.document, decision)
    return decision


def keep(case: Casefile, document: str, decision: Decision) -> None:
    """Keep a decision that was checked: in the record, or as the opinion of a second reader."""
    if document in unseen(case._db, decision.by):
        case.add_opinion(decision)
    else:
        case.add_decision(decision)


def _check_may(case: Casefile, document: str, actor: str) -> None:
    if document in unseen(case._db, actor) and assigned.readers_of(case, document).second_finished:
        raise MisuseError(
            "you have finished this report as its second reader", hint="what both of you said is shown once both have finished"
        )


def undo(case: Casefile, *, now: dt.datetime, randomness: Randomness, actor: str) -> Decision:
    """Take back the actor's last decision that still stands. Raises MisuseError when there is none."""
    taken_back: set[str] = set()
    out_of_sight = hidden(case._db, actor)
    for decision in reversed([d for d in case.decisions(by=actor) if d.statement not in out_of_sight]):
        if decision.id in taken_back:  # what it had taken back stands again
            continue
        if decision.supersedes is not None:
            taken_back.add(decision.supersedes)
        elif decision.by == actor:
            return decide(
                case,
                decision.statement,
                Verdict.UNDO,
                now=now,
                randomness=randomness,
                actor=actor,
                supersedes=decision.id,
            )
    raise MisuseError("there is no decision of yours to take back")


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
    reading = read[-1].reading
    resolved = match_decisions(reading, case.text(document), script)
    made = [
        Decision(new_id("de", randomness), r.statement, r.verdict, actor, now, r.field, r.value, r.reason) for r in resolved
    ]
    check_decisions(reading, (*decisions_on(reading, case.decisions(by=actor)), *made))
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
    known = {d.document.id for d in case.documents(by=actor)}
    known |= {s.id for r in case.readings(by=actor) for s in r.reading.statements}
    for ref in (left, right):
        if ref not in known:
            raise MisuseError("the casefile has no such report or statement", where=ref)
    made = LinkJudgement(new_id("ju", randomness), relation, left, right, judgement, actor, now, reason)
    case.add_judgement(made)
    return made
