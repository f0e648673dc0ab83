"""Who did it and whom it befell, where the rules do not say or say what is unlikely.

The rules name a party when grammar or nearness gives one. Reports tell who the men were three sentences earlier, and
likeness (``reading.likeness``) finds acts whose grammar nobody wrote down. A small model, trained from whole coded
reports, weighs all parties of a report for each statement, "nobody is named" among them: where the rules name nobody and
one party is likely enough, it is proposed; where what they named is very unlikely, it is taken out.

It weighs places and words within one report and knows nobody: it cannot be asked who a person is.
"""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.codebook import codebook
from rushlight.reading.choosing.features import FIELD, ROLES
from rushlight.reading.choosing.model import Chances, chances
from rushlight.reading.choosing.scene import Moment, Scene, parties_in
from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.record import Found, Role
from rushlight.tables import load_table

__all__ = ["Chances", "Moment", "Scene", "chances", "choose_parties", "parties_in"]

Chosen = tuple[StatementDraft, str, Sequence[PartyDraft], PartyDraft | None]


def choose_parties(source: Source, draft: Draft) -> None:
    """Name, replace or take out doers and sufferers of the statements (see the module). What the rules named for all
    statements is weighed before anything is changed, so the order does not matter."""
    scene = Scene(source, draft)
    changes = [change for moment in scene.moments for change in _changes(scene, moment)]
    for statement, question, gone, party in changes:
        _change(statement, question, gone, party)


def _changes(scene: Scene, moment: Moment) -> list[Chosen]:
    out: list[Chosen] = []
    for question, found in chances(scene, moment).items():
        if question == "doer" and not asks_for_a_doer(moment.statement.act):
            continue
        change = _change_of(scene, moment, question, found)
        if change is not None:
            out.append(change)
    return out


def asks_for_a_doer(act: str) -> bool:
    """Whether somebody does such an act to another; nobody does a payment, a flight or a fear to the one who has it."""
    rows = load_table("choosing")
    return str(codebook().term(act).kind) in rows["doers"] or act in rows["informs"]


def _change_of(scene: Scene, moment: Moment, question: str, found: Chances) -> Chosen | None:
    rows = load_table("choosing")
    named = parties_in(moment.statement, ROLES[question])
    numbers = [scene.number_of(party) for party in named]
    likely = sum(found.parties.get(n, 0.0) for n in numbers if n is not None)
    if named and (None in numbers or likely >= rows["leave"][question]):
        return None
    best = max(found.parties, key=lambda n: found.parties[n], default=None)
    if best is None or found.parties[best] < rows["take"][question]:
        return (moment.statement, question, named, None) if named else None
    return moment.statement, question, named, scene.parties[best]


def _change(statement: StatementDraft, question: str, gone: Sequence[PartyDraft], party: PartyDraft | None) -> None:
    kept = [(r, p) for r, p in statement.participants if r not in ROLES[question] or p not in gone]
    if party is not None:
        kept.append((_role(statement.act, question), party))
    statement.participants = kept
    statement.found[FIELD[question]] = Found.LIKENESS if party is not None else Found.NOT_FOUND


def _role(act: str, question: str) -> Role:
    if question == "sufferer":
        return Role.AFFECTED
    return Role.INFORMANT if act in load_table("choosing")["informs"] else Role.PERPETRATOR
