"""Nobody who suffers or tells is named as the one who did it: a wrong accusation is the worst wrong field.

Where grammar or coreference makes a family, a source or an outlet the perpetrator of an abuse, the words are
kept and the accusation is not: the party is taken out, and a person sees that the doer was not found.
"""

from __future__ import annotations

from rushlight.codebook import codebook
from rushlight.reading.drafts import Draft, PartyDraft, StatementDraft
from rushlight.record import Found, PartyClass, Role

ACCUSED = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
NEVER_DOERS = frozenset({PartyClass.AFFECTED, PartyClass.SOURCE, PartyClass.REPORTER, PartyClass.OUTLET})
ABUSE = frozenset({"abuse", "possible_abuse", "policy"})


def withhold_blame(draft: Draft) -> None:
    """Take such parties out of the doers' roles; drop demands and threats that only residents make."""
    dropped = [s for s in draft.statements if _residents_ask(s)]
    gone = {id(s) for s in dropped}
    draft.statements = [s for s in draft.statements if id(s) not in gone and id(s.content_of) not in gone]
    for statement in draft.statements:
        if id(statement.restates) in gone:
            statement.restates = None
        _take_out(statement)


def _take_out(statement: StatementDraft) -> None:
    kept = [(role, party) for role, party in statement.participants if not _wrongly(role, party, statement)]
    if len(kept) < len(statement.participants):
        statement.participants = kept
        statement.found["agent"] = Found.NOT_FOUND


def _wrongly(role: Role, party: PartyDraft, statement: StatementDraft) -> bool:
    return role in ACCUSED and party.party_class in NEVER_DOERS and codebook().term(statement.act).kind in ABUSE


def _residents_ask(statement: StatementDraft) -> bool:
    """A demand or threat whose every doer is the public: no authority speaks, so it is none (codebook)."""
    doers = [party for role, party in statement.participants if role in ACCUSED]
    asks = statement.act.split(".")[0] in ("demand", "threat")
    return asks and bool(doers) and all(party.party_class is PartyClass.PUBLIC for party in doers)
