"""``rushlight link``: which reports tell of the same event, and how many sources are independent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook import codebook
from rushlight.corroboration import ClaimTable, EventGroup, Likelihood, LinkProposal
from rushlight.desk import open_desk
from rushlight.desk.linking import Linked
from rushlight.record import Modality, Polarity


@click.command()
@CASE
@click.option("--all", "everything", is_flag=True, help="also events told by one report only")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, everything: bool, actor: str, passphrase_file: Path | None) -> None:
    """Propose which accepted statements tell of the same event, with the reasons for and against.

    Independent sources are an interval: unknown links counted as the same, then as different.
    Nothing is merged: 'rushlight judge' records what a person says.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        linked = desk.link()
    show(linked, everything)
    replaced(linked.replaced)


def show(linked: Linked, everything: bool = False) -> None:
    """Print the events with their sources, then the pairs of tellings that were kept apart or are open."""
    shared = [g for g in linked.groups if len(g.reports) > 1]
    for group in linked.groups if everything else shared:
        _group(linked, group)
    if not shared:
        screen.say("no two reports are taken to tell of the same event")
    apart = [p for p in linked.proposals if not _joined(p, shared)]
    if apart:
        screen.say("\nkept apart, or open for a person")
    for proposal in apart:
        _pair(linked, proposal)
    alone = len(linked.groups) - len(shared)
    if alone and not everything:
        screen.note(f"{alone} more events are told by one report each; --all shows them")


def replaced(rows: Iterable[tuple[str, str]]) -> None:
    """Say which reports were left out for another version of the same row or mail."""
    for old, new in rows:
        screen.note(
            f"note: {old} is left out for {new}, another version of the same row or mail: one counts, the latest reviewed; "
            "both are kept"
        )


def _group(linked: Linked, group: EventGroup) -> None:
    sources, standing = linked.sources[group.id], linked.standing[group.id].value.replace("_", " ")
    screen.say(f"\n{linked.names[group.id]}  independent sources: {sources}; {standing}")
    screen.item("told by", ", ".join(group.reports))
    screen.item("tells of", _acts(linked, group.supports))
    for proposal in linked.proposals:
        if len(group.reports) > 1 and _joined(proposal, [group]):
            screen.item(_names(linked, proposal), "; ".join(proposal.reasons))
    for line in sources.reasons:
        screen.item("sources", line)
    for line in group.contradictions:
        screen.item("differs", line)
    if len(group.reports) > 1:
        _claims(linked.claims(group))


def _acts(linked: Linked, statements: Iterable[str]) -> str:
    """What is told as done: what was only threatened or denied is no part of the list."""
    wanted = set(statements)
    done = (Modality.OCCURRED, Polarity.AFFIRMED)
    acts = [s.act for r in linked.reports for s in r.accepted if s.id in wanted and (s.modality, s.polarity) == done]
    return ", ".join(dict.fromkeys(codebook().term(a).label("en").lower() for a in acts))


def _names(linked: Linked, proposal: LinkProposal) -> str:
    left, right = linked.told.get(proposal.left, proposal.left_report), linked.told.get(proposal.right, proposal.right_report)
    return f"{left}, {right}"


def _claims(claims: ClaimTable) -> None:
    columns = ("claim", "value", *(", ".join(c.aliases) for c in claims.columns), "sources")
    rows = [(row.claim, row.value, *(c.value for c in row.cells), str(row.count)) for row in claims.rows]
    screen.table(columns, rows)


def _joined(proposal: LinkProposal, groups: Iterable[EventGroup]) -> bool:
    return any(proposal.left in g.heads and proposal.right in g.heads for g in groups)


def _pair(linked: Linked, proposal: LinkProposal) -> None:
    judged = f"; a person said {proposal.judged.value}" if proposal.judged else ""
    left, right = _acts(linked, proposal.left_statements), _acts(linked, proposal.right_statements)
    screen.item(_names(linked, proposal), f"{proposal.label.value}{judged}: {left} / {right}")
    if proposal.label is Likelihood.UNLIKELY or proposal.against:
        screen.item("", "against: " + "; ".join(proposal.against))
    screen.item("", "for: " + "; ".join(proposal.reasons))
