"""Who tells of the same, and from how many independent sources. Pure: values in, values out.

Four relations are never merged into one number: same text, same origin, same event, same person.
"""

from rushlight.corroboration.claims import Cell, ClaimRow, ClaimTable, Column, claim_table, claims_in
from rushlight.corroboration.groups import EventGroup, event_groups
from rushlight.corroboration.links import Likelihood, LinkProposal, propose_links
from rushlight.corroboration.settings import Evidence
from rushlight.corroboration.sources import Dependence, SourceBook, SourceGraph, independent_sources, source_graph
from rushlight.corroboration.tellings import Telling, tellings
from rushlight.corroboration.textreuse import TextReuse, same_text
from rushlight.corroboration.verification import Verification, publication_step, verification, verification_in

__all__ = [
    "Cell",
    "ClaimRow",
    "ClaimTable",
    "Column",
    "Dependence",
    "EventGroup",
    "Evidence",
    "Likelihood",
    "LinkProposal",
    "SourceBook",
    "SourceGraph",
    "Telling",
    "TextReuse",
    "Verification",
    "claim_table",
    "claims_in",
    "event_groups",
    "independent_sources",
    "propose_links",
    "publication_step",
    "same_text",
    "source_graph",
    "tellings",
    "verification",
    "verification_in",
]
