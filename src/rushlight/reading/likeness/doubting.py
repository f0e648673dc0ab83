"""A second opinion on what the rules read: words that are plainly like something else are held back.

A rule sees its own words and their frame; likeness sees everything in the clause. Where the clause is far more like
another act, or like none, a look-alike has been read: a hotel that detains with paperwork, a door that is searched for.
"""

from __future__ import annotations

from rushlight.reading.drafts import Draft, StatementDraft
from rushlight.reading.likeness.features import features
from rushlight.reading.likeness.model import model
from rushlight.tables import load_table


def hold_back_unlike(draft: Draft, language: str) -> None:
    """Note on every statement how far its act lies behind the likeliest label, and take out those too far behind.

    The content of a demand, threat, confession, denial or pledge is worded by its act and is never judged alone; it
    goes with the act it belongs to.
    """
    limit = load_table("likeness")[language]["unlike"]
    for statement in draft.statements:
        if statement.content_of is None and not statement.by_likeness:
            statement.unlike = distance(statement, language)
    gone = {id(s) for s in draft.statements if s.unlike > limit}
    draft.statements = [s for s in draft.statements if id(s) not in gone and id(s.content_of) not in gone]
    for statement in draft.statements:
        if id(statement.restates) in gone:
            statement.restates = None


def distance(statement: StatementDraft, language: str) -> float:
    """How far the score of the statement's act lies behind the best label's for its words; 0 where it is the best."""
    learnt = model(language)
    if statement.act not in learnt.labels:
        return 0.0
    scores = learnt.scores(features(" ".join(span.exact for span in statement.spans), language))
    return max(scores) - scores[learnt.labels.index(statement.act)]
