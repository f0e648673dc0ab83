"""``rushlight link``: which reports tell of the same event, and how many sources are independent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook import codebook
from rushlight.corroboration import ClaimTable, EventGroup, Likelihood, LinkProposal
from rushlight.desk import open_desk
from rushlight.desk.linking import Linked


@click.command()
@CASE
@click.option("--all", "everything", is_flag=True, help="also happenings told by one report only")
@PASSPHRASE_FILE
def command(case: Path, everything: bool, passphrase_file: Path | None) -> None:
    """Propose which accepted statements tell of the same event, with the reasons for and against.

    Independent sources are an interval: unknown links counted as the same, then as different.
    Nothing is merged: 'rushlight judge' records what a person says of two reports.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        show(desk.link(), everything)


def show(linked: Linked, everything: bool = False) -> None:
    """Print the happenings with their sources, then the pairs that were kept apart or are open."""
    shared = [g for g in linked.groups if len(g.reports) > 1]
    for group in linked.groups if everything else shared:
        _group(linked, group)
    if not shared:
        screen.say("no two reports are taken to tell of the same event")
    apart = [p for p in linked.proposals if not _joined(p, shared)]
    if apart:
        screen.say("\nkept apart or open")
    for proposal in apart:
        _pair(proposal)
    alone = len(linked.groups) - len(shared)
    if alone and not everything:
        screen.note(f"{alone} more happenings are told by one report each; --all shows them")


def _group(linked: Linked, group: EventGroup) -> None:
    sources = linked.sources[group.id]
    standing = linked.standing[group.id].value.replace("_", " ")
    told = f"told by {', '.join(group.reports)}"
    screen.say(f"\n{linked.names[group.id]}  {_acts(linked, group)}")
    screen.say(f"    {told}; independent sources: {sources}; {standing}")
    for proposal in linked.proposals:
        if proposal.label is Likelihood.LIKELY and _joined(proposal, [group]):
            screen.say(f"    {proposal.left_report} and {proposal.right_report}: {'; '.join(proposal.reasons)}")
    _lines("    sources: ", sources.reasons)
    _lines("    differs: ", group.contradictions)
    if len(group.reports) > 1:
        _claims(linked.claims(group))


def _acts(linked: Linked, group: EventGroup) -> str:
    acts = [s.act for r in linked.reports for s in r.accepted if s.id in group.supports]
    return ", ".join(dict.fromkeys(codebook().term(a).label("en").lower() for a in acts))


def _lines(lead: str, lines: Iterable[str]) -> None:
    for line in lines:
        screen.say(lead + line)


def _claims(claims: ClaimTable) -> None:
    columns = ("claim", "value", *(", ".join(c.aliases) for c in claims.columns), "sources")
    rows = [(row.claim, row.value, *(c.value for c in row.cells), str(row.count)) for row in claims.rows]
    screen.table(columns, rows)


def _joined(proposal: LinkProposal, groups: Iterable[EventGroup]) -> bool:
    return any(proposal.left in g.heads and proposal.right in g.heads for g in groups)


def _pair(proposal: LinkProposal) -> None:
    judged = f"; a person said {proposal.judged.value}" if proposal.judged else ""
    screen.say(f"  {proposal.left_report} and {proposal.right_report}: {proposal.label.value}{judged}")
    _lines("      for: ", proposal.reasons)
    _lines("      against: ", proposal.against)
