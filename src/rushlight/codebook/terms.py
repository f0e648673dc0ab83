"""Act terms as data. Terms are never deleted or given a new meaning (docs/model.md, Lifetimes)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rushlight.errors import RecordError
from rushlight.tables import load_table

STAGES = tuple(f"P{n:02}" for n in range(1, 13))
"""The twelve stages of the coercion pathway, P01 to P12."""


@dataclass(frozen=True, slots=True)
class Term:
    """One act of the codebook. ``kind`` is abuse, possible_abuse, response, consequence, content, motive,
    belief, attitude, policy or context; ``stage`` is empty where the act has no place on the pathway.
    """

    id: str
    kind: str
    stage: str | None
    label_en: str
    label_ko: str
    definition: str
    not_this: str
    counting_unit: str | None
    huridocs_mt4: str | None
    iccs: str | None

    @property
    def family(self) -> str:
        return self.id.split(".")[0]

    def label(self, language: str) -> str:
        return self.label_ko if language.startswith("ko") else self.label_en


class Codebook:
    """All terms, by id, in the order of the pathway."""

    def __init__(self, version: str, terms: tuple[Term, ...], stage_labels: dict[str, dict[str, str]]) -> None:
        self.version = version
        self._terms = {t.id: t for t in terms}
        self._stage_labels = stage_labels

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def __contains__(self, term_id: object) -> bool:
        return term_id in self._terms

    def term(self, term_id: str) -> Term:
        """The term, or RecordError when the codebook has no such id."""
        try:
            return self._terms[term_id]
        except KeyError:
            raise RecordError("the codebook has no such act", where=term_id) from None

    def stage_label(self, stage: str, language: str = "en") -> str:
        return self._stage_labels[stage]["ko" if language.startswith("ko") else "en"]


@cache
def codebook() -> Codebook:
    """The packaged codebook."""
    data = load_table("codebook")
    terms = tuple(Term(**row) for row in data["terms"])
    return Codebook(data["version"], terms, data["stages"])
