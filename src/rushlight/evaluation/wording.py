"""Figures in words and cells, the same on the screen and on the card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rushlight.codebook import codebook
from rushlight.codebook.words import modality_words, polarity_words
from rushlight.evaluation.bootstrap import Estimate
from rushlight.evaluation.breakdown import Kind, Taken, confusions, table
from rushlight.evaluation.calibration import Kept, promised, risk_coverage
from rushlight.evaluation.figures import BY_NAME, FIGURES, SLOT_KINDS, Figure
from rushlight.evaluation.report import ALL, Measured, Scored, SetResult
from rushlight.evaluation.slots import outcomes
from rushlight.evaluation.tally import Tally

Rows = list[tuple[str, ...]]

LANGUAGES = {"en": "English", "ko": "Korean", ALL: "all"}
HEADLINE = tuple(f for f in FIGURES if f.name not in ("family", "span_exact", "span_type"))
"""What is shown first; the rest stands in the JSON."""

TUNED = (
    "Figures on reports that the rules or the model were tuned on, or whose totals were looked at while they were, "
    "say nothing about new reports: only reports that nobody who built the reader has seen do."
)


def number(value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    return f"{value:+.3f}" if signed else f"{value:.3f}"


def cell(estimate: Estimate, *, signed: bool = False) -> str:
    """A figure with its interval."""
    told = number(estimate.value, signed=signed)
    if estimate.low is None:
        return told
    return f"{told} ({number(estimate.low, signed=signed)} to {number(estimate.high, signed=signed)})"


def group_name(group: str) -> str:
    return LANGUAGES.get(group, group)


def figure_rows(groups: Mapping[str, Mapping[str, Estimate]], *, signed: bool = False) -> Rows:
    """A row for each headline figure, a cell for each group."""
    return [(_title(f), *(cell(g[f.name], signed=signed) for g in groups.values())) for f in HEADLINE]


def _title(figure: Figure) -> str:
    return figure.title if figure.more_is_better else f"{figure.title} (less is better)"


def figures_of(result: SetResult) -> dict[str, Mapping[str, Estimate]]:
    return {name: m.figures for name, m in result.groups.items()}


def whole(result: SetResult) -> Measured:
    """The group of all reports, which in a set of one language is that language."""
    return result.groups[ALL] if ALL in result.groups else next(iter(result.groups.values()))


def size_sentence(result: SetResult) -> str:
    """How many reports and statements were scored, and how many sheets were not."""
    parts = [f"{m.reports} {group_name(n)}" for n, m in result.groups.items() if n != ALL]
    tally = whole(result).tally
    coded = f"{tally['gold', 'statements']} statements, {tally['gold', 'optional']} of them optional"
    reports = "1 report" if len(result.scored) == 1 else f"{len(result.scored)} reports"
    left = f"; {result.faults} not scored" if result.faults else ""
    return f"{reports} ({', '.join(parts)}) with {coded}{left}"


def must_be_none_sentence(tally: Tally) -> str:
    return (
        f"forbidden readings: {tally['broken', 'bad']} of {tally['broken', 'n']} rules broken; "
        f"unsupported quotes: {tally['quotes', 'bad']}"
    )


def work_sentence(measured: Measured) -> str:
    """The steps of a person's work, in words."""
    t = measured.tally
    return (
        f"to make it right: {t['edit', 'fix']} fields to fix, {t['edit', 'add']} statements to add, "
        f"{t['edit', 'delete']} to delete; {t['edit', 'untouched']} of {t['edit', 'statements']} need nothing"
    )


def band_rows(tally: Tally) -> Rows:
    """(kept, proposals, share of all, right, with modality and polarity right, share of the gold found)."""
    return [
        (_bands(k), str(k.proposals), *(number(v) for v in (k.coverage, k.right, k.sound, k.recall)))
        for k in risk_coverage(tally)
    ]


def _bands(kept: Kept) -> str:
    return " + ".join(kept.bands)


BAND_COLUMNS = ("kept", "proposals", "of all", "right", "right, modality too", "of the gold")


def promise_sentence(tally: Tally) -> str:
    """What each band promises beside what it kept."""
    told = []
    for kept in risk_coverage(tally):
        band = kept.bands[-1]
        n, right = tally["band", band, "n"], tally["band", band, "right"]
        told.append(f"{band} promises {promised(band):.2f}, kept {number(right / n if n else None)}")
    return "; ".join(told)


def act_rows(kinds: Iterable[Kind]) -> Rows:
    """(act, its label, found, missed, false, F1)."""
    return [(k.name, act_label(k.name), str(k.tp), str(k.fn), str(k.fp), number(k.f1)) for k in kinds]


ACT_COLUMNS = ("act", "", "found", "missed", "false", "F1")


def act_label(act: str) -> str:
    return codebook().term(act).label("en") if act in codebook() else ""


def confusion_rows(tally: Tally, at_most: int) -> Rows:
    """(field, what the gold says, what was read, how often), commonest first."""
    modalities = [("modality", t.times, modality_words(t.gold), modality_words(t.found)) for t in confusions(tally, "modality")]
    polarities = [("polarity", t.times, polarity_words(t.gold), polarity_words(t.found)) for t in confusions(tally, "polarity")]
    acts = [("act", t.times, t.gold, t.found) for t in _often(confusions(tally, "act"))]
    rows = sorted([*modalities, *polarities, *acts], key=lambda r: (-r[1], r))[:at_most]
    return [(field, gold, found, str(times)) for field, times, gold, found in rows]


def modality_rows(tally: Tally) -> Rows:
    """The whole confusion table of modality: (gold, as read, how often)."""
    counts = table(tally, "modality")
    return [(modality_words(g), modality_words(f), str(n)) for g, row in counts.items() for f, n in row.most_common()]


MODALITY_COLUMNS = ("the gold says", "was read as", "times")
CONFUSION_COLUMNS = ("field", "the gold says", "was read as", "times")


def _often(rows: Sequence[Taken]) -> list[Taken]:
    return [row for row in rows if row.times > 1]


def field_rows(tally: Tally) -> Rows:
    """(field, right, wrong, not read, read where there is none), the most wrong first; of missed and false statements too."""
    counts = {name: [told.get(kind, 0) for kind in SLOT_KINDS] for name, told in outcomes(tally).items()}
    ordered = sorted(counts.items(), key=lambda row: (-sum(row[1][1:]), row[0]))
    return [(name, *map(str, row)) for name, row in ordered]


FIELD_COLUMNS = ("field", "right", "wrong", "not read", "too much")


def style_rows(result: SetResult) -> Rows:
    """(style, reports, a few figures): too few reports each for intervals."""
    counts = {name: sum(s.style == name for s in result.scored) for name in result.styles}
    return [
        (name, str(counts[name]), *(number(figures[f.name]) for f in STYLE_FIGURES)) for name, figures in result.styles.items()
    ]


STYLE_FIGURES = tuple(BY_NAME[n] for n in ("edit_cost", "act", "act_p", "modality", "affected", "speaker"))
STYLE_COLUMNS = ("style", "reports", *(f.title for f in STYLE_FIGURES))


def report_row(scored: Scored) -> tuple[str, ...]:
    """(the report's name, a few figures): for the user's own screen."""
    return (scored.name, *(number(f.of(scored.tally)) for f in STYLE_FIGURES))
