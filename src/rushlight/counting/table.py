"""Counted tables: every figure knows its statements, and no figure crosses scope, modality or polarity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rushlight.codebook import STAGES, codebook
from rushlight.codebook.words import figure_words, kind_words, modality_words, polarity_words, scope_words, standing_words
from rushlight.counting.affected import Affected
from rushlight.counting.inputs import Telling
from rushlight.counting.periods import Period
from rushlight.errors import MisuseError
from rushlight.record import Modality, Polarity, Scope, SourceCount

What = Literal["act", "family", "stage", "kind"]
NEVER_CROSSED = ("scope", "modality", "polarity")


@dataclass(frozen=True, slots=True)
class Key:
    """What one row counts. ``what`` is an act, a family, a stage or a kind; empty where there is none.

    ``place`` and ``period`` are filled only in tables split by them; a place of None then means "not
    placed at this level".
    """

    what: str
    scope: Scope
    modality: Modality
    polarity: Polarity
    place: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The statements behind one number, and what may be said of them.

    ``things`` names each distinct thing told once (restatements and linked tellings count once);
    ``reports`` are aliases. Figures cannot be added: two of them may rest on the same statements.
    """

    statements: tuple[str, ...]
    things: tuple[str, ...]
    reports: tuple[str, ...]
    sources: SourceCount
    affected: Affected = field(default_factory=Affected)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``received`` is the number of reports the table was counted from."""

    key: Key
    figure: Figure
    received: int

    @property
    def happenings(self) -> int | None:
        """How many single happenings can be told apart; None where the row is no count of happenings.

        Only what is said to have happened, as single happenings, is one: not a threat, a denial or a
        confession, not a practice, not several unidentified happenings told as one.
        """
        k = self.key
        told_as_real = k.modality is Modality.OCCURRED and k.polarity is Polarity.AFFIRMED
        return len(self.figure.things) if told_as_real and k.scope is Scope.INCIDENT else None


Measure = Callable[[Sequence[Telling]], Figure]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row in plain words, for whoever draws or prints it.

    ``standing`` tells modality and polarity in one and is what to show: a negated row's ``modality`` alone reads
    "happened".
    """

    what: str
    scope: str
    modality: str
    polarity: str
    standing: str
    place: str | None
    period: str | None
    statements: int
    distinct: int
    happenings: int | None
    reports: int
    sources: str
    affected: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of the codebook. ``waiting`` counts proposals nobody has decided on, in none of the rows."""

    by: What
    rows: tuple[Row, ...]
    received: int
    waiting: int
    split_by: tuple[str, ...] = ()
    _told: Mapping[Key, tuple[Telling, ...]] = field(default_factory=dict, repr=False, compare=False)
    _measure: Measure | None = field(default=None, repr=False, compare=False)

    def over(self, *dimensions: str) -> Table:
        """The table without the split by ``place``, ``period`` or both, counted anew from the statements.

        A margin is not the sum of its rows: one happening told with two dates stands in two of them.
        Raises MisuseError for scope, modality and polarity (counts never cross them) and for unknown splits.
        """
        crossed = [d for d in dimensions if d in NEVER_CROSSED]
        if crossed:
            raise MisuseError("counts never cross scope, modality or polarity", where=crossed[0])
        unknown = [d for d in dimensions if d not in self.split_by]
        if unknown or self._measure is None:
            raise MisuseError("the table is not split by this", where=unknown[0] if unknown else None)
        regrouped: dict[Key, list[Telling]] = {}
        for key, told in self._told.items():
            place = None if "place" in dimensions else key.place
            period = None if "period" in dimensions else key.period
            regrouped.setdefault(replace(key, place=place, period=period), []).extend(told)
        kept = tuple(d for d in self.split_by if d not in dimensions)
        return build(self.by, regrouped, self._measure, self.received, self.waiting, kept)

    def as_shown(self) -> Table:
        """The same rows without the statements they were counted from: it holds no report, and is not counted anew."""
        return replace(self, _told={}, _measure=None)

    def only(self, **values: object) -> Table:
        """The rows whose key has these values, such as ``only(modality=Modality.THREATENED)``."""
        keep = tuple(r for r in self.rows if all(getattr(r.key, name) == value for name, value in values.items()))
        keys = {r.key for r in keep}
        return replace(self, rows=keep, _told={k: v for k, v in self._told.items() if k in keys})

    def rows_as_text(self, lang: str = "en", *, place_names: Mapping[str, str] | None = None) -> tuple[TextRow, ...]:
        """The rows in plain words of ``lang``. ``place_names`` gives the atlas' names for its ids."""
        return tuple(self._text(row, lang, place_names or {}) for row in self.rows)

    def _text(self, row: Row, lang: str, place_names: Mapping[str, str]) -> TextRow:
        k, f = row.key, row.figure
        placed = place_names.get(k.place, k.place) if k.place else figure_words("not_placed", lang)
        return TextRow(
            what=what_words(self.by, k.what, lang),
            scope=scope_words(k.scope, lang),
            modality=modality_words(k.modality, lang),
            polarity=polarity_words(k.polarity, lang),
            standing=standing_words(k.modality, k.polarity, lang),
            place=placed if "place" in self.split_by else None,
            period=k.period.label(lang) if k.period else None,
            statements=len(f.statements),
            distinct=len(f.things),
            happenings=row.happenings,
            reports=len(f.reports),
            sources=str(f.sources),
            affected=f.affected.text(lang),
        )


def build(
    by: What,
    groups: Mapping[Key, Iterable[Telling]],
    measure: Measure,
    received: int,
    waiting: int,
    split_by: tuple[str, ...],
) -> Table:
    """A table with one row for each group, in order."""
    told = {key: tuple(group) for key, group in sorted(groups.items(), key=lambda item: order(by, item[0]))}
    rows = tuple(Row(key, measure(group), received) for key, group in told.items())
    return Table(by, rows, received, waiting, split_by, told, measure)


def what_words(by: What, what: str, lang: str) -> str:
    """The label of an act, stage or kind; a term of a team's own is shown by its id."""
    if not what:
        return figure_words("no_stage", lang)
    if by == "stage":
        return codebook().stage_label(what, lang)
    if by == "kind":
        return kind_words(what, lang)
    return codebook().term(what).label(lang) if what in codebook() else what


def order(by: What, key: Key) -> tuple[object, ...]:
    """Sort key of a row: pathway order, then the order of the vocabularies, then place and time."""
    position = {name: i for i, name in enumerate(_names(by))}
    split = (key.place is None, key.place or "", key.period.order() if key.period else ())
    vocabularies = (list(Scope).index(key.scope), list(Modality).index(key.modality), list(Polarity).index(key.polarity))
    return (position.get(key.what, len(position)), key.what, *vocabularies, *split)


def _names(by: What) -> Iterable[str]:
    if by == "stage":
        return STAGES
    values = {"act": [t.id for t in codebook()], "family": [t.family for t in codebook()], "kind": [t.kind for t in codebook()]}
    return dict.fromkeys(values[by])
