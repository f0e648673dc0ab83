"""A release check as JSON: all that the check holds, in English and Korean."""

from __future__ import annotations

import json
from typing import Any

import click

from rushlight.desk.releasing import CheckedRelease
from rushlight.desk.writing import CheckedText
from rushlight.release import GATES, Bundle, Change, Checked, Families, Finding, Gates, Words, may_keep
from rushlight.release.rules.rl101 import named


def show(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def release(done: CheckedRelease) -> dict[str, Any]:
    """id, verdict, gates, sentences, scenes, findings, assumptions, ways."""
    check = done.check
    return {
        "id": done.id,
        "purpose": done.draft.purpose.value,
        "language": done.draft.language,
        "recipient": done.draft.recipient,
        "verdict": check.verdict,
        "gates": {"preset": check.preset, **{name: getattr(check.limits, name) for name in GATES}},
        "sentences": [_sentence(c, check.limits) for c in check.items],
        "scenes": [{"sentences": list(s.items), "says": _words(s.says), "stops": s.stops} for s in check.scenes],
        "findings": [_finding(f) for f in check.findings],
        "assumptions": [_words(a) for a in check.assumptions],
        "ways": [_way(w) for w in done.ways],
        "sealed_for_trustees": done.sealed_for_trustees,
    }


def text(done: CheckedText) -> dict[str, Any]:
    """The same for a text, with its sentences as they stand in the file and who signed them."""
    rows = [
        {
            "id": p.id,
            "paragraph": p.paragraph,
            "start": p.start,
            "end": p.end,
            "text": p.text,
            "signed_by": done.signed[p.id].by if p.id in done.signed else None,
        }
        for p in done.parts
    ]
    return {**release(done.release), "parts": rows, "wordings": [_change(c) for c in done.wordings]}


def _words(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"en": words.en, "ko": words.ko}


def _sentence(c: Checked, limits: Gates) -> dict[str, Any]:
    return {
        "id": c.item.id,
        "text": c.text,
        "says": _words(c.says),
        "rests_on": _words(c.rests),
        "named": named(c.pools, limits).adversary if c.pools else None,
        "adversaries": {f.adversary: _families(f) for f in c.pools},
        "could_have_told": dict(c.source.knowers) if c.source else None,
    }


def _families(f: Families) -> dict[str, Any]:
    """``worst``: the chance, at worst, that one guess is right; ``own``: families of his own files that fit."""
    sizes = {"low": f.low, "typical": f.typical, "high": f.high, "worst": f.worst_p, "own": f.own_typical}
    return {**{name: float(f"{size:.4g}") for name, size in sizes.items()}, "countable": f.countable}


def _finding(f: Finding) -> dict[str, Any]:
    remedies = [_words(r) for r in f.remedies]
    kept = None if f.kept is None else {"by": f.kept.by, "because": f.kept.because}
    said = {"rule": f.rule, "sentence": f.item, "stops": f.stops, "says": _words(f.says), "remedies": remedies}
    return {**said, "may_be_kept": may_keep(f), "kept": kept}


def _way(way: Bundle) -> dict[str, Any]:
    return {"kind": way.kind, "loss": way.loss, "changes": [_change(c) for c in way.changes], "left_out": list(way.left_out)}


def _change(c: Change) -> dict[str, Any]:
    return {
        "sentence": c.item,
        "text": c.text,
        "levels": dict(c.levels),
        "loss": c.loss,
        "before": _families(c.before),
        "after": _families(c.after),
    }
