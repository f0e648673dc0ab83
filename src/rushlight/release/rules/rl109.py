"""RL109: no consent for this purpose, this recipient, or as much of who they are as shows. No row means internal
analysis only.

Consent to aggregate statistics covers tables and practices, never a single happening. A pseudonym in the sentence needs
consent to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rushlight.record import IdentityLevel, Purpose, Scope
from rushlight.release.pseudonyms import called
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding


def shows(subject: Subject) -> IdentityLevel:
    """How much of who they are the sentence shows."""
    texts = [text for _, text in subject.parts()]
    return IdentityLevel.PSEUDONYM if any(called(text) for text in texts) else IdentityLevel.ANONYMOUS


def missing(case: Case, subjects: Sequence[str], identity: IdentityLevel = IdentityLevel.ANONYMOUS) -> int:
    """How many of the reports have no consent; one at least where nobody is named."""
    draft = case.draft
    lacking = sum(not case.facts.consented(subject, draft.purpose, draft.recipient, identity) for subject in subjects)
    return lacking if subjects else 1


def find(case: Case) -> Iterator[Finding]:
    purpose = case.draft.purpose
    if purpose is Purpose.INTERNAL_ANALYSIS:
        return
    for s in case.subjects:
        if s.item.elsewhere and not s.item.subjects:
            continue
        single = purpose is Purpose.AGGREGATE_STATISTICS and s.item.scope is Scope.INCIDENT
        n = max(1, len(s.item.subjects)) if single else missing(case, s.item.subjects)
        if n:
            yield finding("RL109", s.item.id, n=n)
        elif shows(s) is not IdentityLevel.ANONYMOUS and missing(case, s.item.subjects, shows(s)):
            yield finding("RL109", s.item.id, say="say_identity", remedies=(1,), n=missing(case, s.item.subjects, shows(s)))
    for table in case.draft.tables:
        n = missing(case, table.subjects)
        if n:
            yield finding("RL109", table.id, say="say_table", n=n)


RULE = Rule("RL109", find)
