"""A finding that people let stand, with their reason: only of rules about wording, and only as long as the words are the same.

What may be kept is data (``keep`` in resources/release/rules.yaml). No rule by which the check counts families, asks for
consent or review, or finds a name has it: those are answered, never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rushlight.release.draft import Words, digest
from rushlight.release.rules.base import Case, Finding
from rushlight.release.settings import part, words


def at_risk(rule: str) -> Words | None:
    """What stays at risk where a finding of this rule is kept; None where it may not be kept."""
    row = part("rules")[rule].get("keep")
    return words(row) if row else None


def may_keep(finding: Finding) -> bool:
    """Whether people may let this finding stand."""
    return finding.stops and at_risk(finding.rule) is not None


def marks(case: Case, findings: tuple[Finding, ...]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its mark: SHA-256 (hex) over the rule, what it says, the words it is of, for what and whom they leave.

    A mark is the same in every check of the same words. Where a letter of them changes, it is another one.
    """
    of = _texts(case)
    draft = case.draft
    for found in findings:
        said = (found.rule, found.says.en, of.get(found.item, ""), draft.purpose, draft.recipient, draft.language)
        yield found, digest(said)


def kept(case: Case, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, those that people let stand (``Facts.kept``, by mark) with who did and why: they stop no more."""
    if not case.facts.kept:
        return findings
    out = []
    for found, mark in marks(case, findings):
        by = case.facts.kept.get(mark)
        out.append(replace(found, stops=False, kept=by) if by is not None and may_keep(found) else found)
    return tuple(out)


def _texts(case: Case) -> Mapping[str | None, str]:
    """The words that a finding can be of: of the title, of each sentence with what is told beside it, of each table."""
    out: dict[str | None, str] = {}
    for item, called, text in case.texts():
        out[item] = f"{out[item]}\n{called.en}: {text}" if item in out else text
    return out | {p.id: p.text for p in case.draft.passages}
