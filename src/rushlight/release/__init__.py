"""What leaves, and what an adversary could make of it: draft, check, bundles, released view (docs/release-rules.md)."""

from rushlight.release.assemble import Happening, draft_from
from rushlight.release.bundles import Bundle, Change, apply_bundle, propose
from rushlight.release.check import Check, Checked, Part, can_widen, check
from rushlight.release.draft import (
    Cell,
    Counted,
    Detail,
    Draft,
    DraftItem,
    DraftTable,
    Money,
    Officer,
    Passage,
    Shares,
    Words,
    digest,
)
from rushlight.release.estimates import Estimate
from rushlight.release.facts import Consent, Facts, Kept, agreed, facts_from, sealed_from
from rushlight.release.insider import Families, families
from rushlight.release.keeping import at_risk, may_keep
from rushlight.release.ladders import Rung, ladders
from rushlight.release.ledger import Earlier, Said
from rushlight.release.places import AtlasPlaces, Gazetteer
from rushlight.release.projection import Projection, project
from rushlight.release.rules import ALL, Finding, Rule
from rushlight.release.saying import said_by, said_by_text
from rushlight.release.sealed import SealedValues
from rushlight.release.sentences import Sentence, sentences
from rushlight.release.settings import GATES, Gates, adversaries, gates, looser
from rushlight.release.submission import Element, Form, form, forms, submission
from rushlight.release.view import ReleasedItem, ReleasedTable, ReleasedView, release
from rushlight.release.world import KnownCase, World
from rushlight.release.written import Event, Pointer, Signed, draft_of

__all__ = [
    "ALL",
    "GATES",
    "AtlasPlaces",
    "Bundle",
    "Cell",
    "Change",
    "Check",
    "Checked",
    "Consent",
    "Counted",
    "Detail",
    "Draft",
    "DraftItem",
    "DraftTable",
    "Earlier",
    "Element",
    "Estimate",
    "Event",
    "Facts",
    "Families",
    "Finding",
    "Form",
    "Gates",
    "Gazetteer",
    "Happening",
    "Kept",
    "KnownCase",
    "Money",
    "Officer",
    "Part",
    "Passage",
    "Pointer",
    "Projection",
    "ReleasedItem",
    "ReleasedTable",
    "ReleasedView",
    "Rule",
    "Rung",
    "Said",
    "SealedValues",
    "Sentence",
    "Shares",
    "Signed",
    "Words",
    "World",
    "adversaries",
    "agreed",
    "apply_bundle",
    "at_risk",
    "can_widen",
    "check",
    "digest",
    "draft_from",
    "draft_of",
    "facts_from",
    "families",
    "form",
    "forms",
    "gates",
    "ladders",
    "looser",
    "may_keep",
    "project",
    "propose",
    "release",
    "said_by",
    "said_by_text",
    "sealed_from",
    "sentences",
    "submission",
]
