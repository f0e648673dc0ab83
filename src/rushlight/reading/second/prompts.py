"""What is asked: the page first (the same for every question, so servers keep it in their cache), then one family of acts.

The report stands in the prompt as JSON strings behind sentence ids; the words of resources/second_reader say
that they are data. That is a request to the model, no safeguard: what comes back is checked in any case.
Lists of labels are put in an order drawn from the seed, so that no answer hangs on a place in a list
(models that know a codebook well still follow the order of its labels: arXiv 2606.06781).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from rushlight.codebook import codebook
from rushlight.reading.second.numbering import Candidate, Page
from rushlight.record import AttributionMode, Modality, Polarity, Scope
from rushlight.tables import load_table

FORMS_SHOWN = 3
NONE = "none"
VOCABULARIES: dict[str, type[StrEnum]] = {
    "modality": Modality,
    "polarity": Polarity,
    "scope": Scope,
    "mode": AttributionMode,
}
DEFAULTS = {"modality": "occurred", "polarity": "affirmed", "scope": "incident", "mode": "narrator"}
"""What the examples leave out."""


class Mode(StrEnum):
    """``pointer``: ids only; ``quote``: words, each found again in the text or dropped."""

    POINTER = "pointer"
    QUOTE = "quote"


def prompts() -> Mapping[str, Any]:
    table: Mapping[str, Any] = load_table("second_reader")
    return table


def groups() -> Sequence[Mapping[str, Any]]:
    """The families of acts, one question each."""
    rows: Sequence[Mapping[str, Any]] = prompts()["groups"]
    return rows


def shuffled(labels: Iterable[str], seed: int) -> list[str]:
    """The labels in an order that follows from the seed alone."""
    return sorted(labels, key=lambda label: hashlib.sha256(f"{seed}:{label}".encode()).digest())


def messages(page: Page, group: Mapping[str, Any], mode: Mode, seed: int) -> list[dict[str, str]]:
    """The chat that asks for one family of acts on one page."""
    asked = "\n\n".join(
        (_page(page), _acts(group, seed), _fields(group, mode, seed), _examples(group, mode, page.language), _task(mode))
    )
    return [{"role": "system", "content": prompts()["system"]}, {"role": "user", "content": asked}]


def _page(page: Page) -> str:
    lines = ["SENTENCES (data)"]
    lines += [f"{s.id}: {_quoted(s.span.exact)}" for s in page.sentences]
    for title, rows in (
        ("PEOPLE AND BODIES", page.parties),
        ("TIMES", page.times),
        ("PLACES", page.places),
        ("SUMS", page.amounts),
    ):
        lines += [f"{title} (data)", *(_candidate(c, page) for c in rows)] if rows else []
    return "\n".join(lines)


def _quoted(words: str) -> str:
    """Words as one line of JSON: nothing in them can end the line or the string."""
    plain = "".join(c if c.isprintable() else " " for c in words)
    return json.dumps(" ".join(plain.split()), ensure_ascii=False)


def _candidate(candidate: Candidate, page: Page) -> str:
    if candidate.called:
        return f"{candidate.id}: {candidate.called}"
    forms = dict.fromkeys(_quoted(m.exact) for m in candidate.mentions)
    where = [s.id for s in page.sentences if any(s.span.overlaps(m) for m in candidate.mentions)]
    return f"{candidate.id}: {' = '.join(list(forms)[:FORMS_SHOWN])} ({', '.join(where) or 'elsewhere'})"


def _acts(group: Mapping[str, Any], seed: int) -> str:
    lines = ["ACTS"]
    for act in shuffled(group["acts"], seed):
        term = codebook().term(act)
        apart = f"; not: {term.not_this}" if term.not_this else ""
        lines.append(f"{act}: {term.definition}{apart}")
    if group["contents"]:
        lines.append("CONTENTS: " + ", ".join(shuffled(group["contents"], seed)))
    return "\n".join(lines)


def field_names(group: Mapping[str, Any], mode: Mode) -> list[str]:
    """The keys of an item, in the order in which they are asked."""
    unused = {"quote"} if mode is Mode.POINTER else set()
    unused |= set() if group["contents"] else {"content"}
    return [name for name in prompts()["fields"] if name not in unused]


def _fields(group: Mapping[str, Any], mode: Mode, seed: int) -> str:
    lines = ['FORM: {"items": [{…}, …]}, each item with these keys']
    for name in field_names(group, mode):
        lines.append(f"{name}: {' '.join(prompts()['fields'][name].split())}{_labels(name, seed)}")
    return "\n".join(lines)


def _labels(name: str, seed: int) -> str:
    """The terms of a closed list with what they mean, in the order of the seed."""
    if name not in VOCABULARIES:
        return ""
    meant = prompts()["labels"][name]
    return "; one of " + ", ".join(f"{label} ({meant[label]})" for label in shuffled(VOCABULARIES[name], seed))


def _examples(group: Mapping[str, Any], mode: Mode, language: str) -> str:
    """Examples in the report's language, or in English where there are none."""
    spoken = {e["language"] for e in group["examples"]}
    lines = ["EXAMPLES (of other reports)"]
    for example in group["examples"]:
        if example["language"] != (language if language in spoken else "en"):
            continue
        lines.append(f"s1: {_quoted(example['text'])}")
        if mode is Mode.POINTER:
            lines += [f"{i}: {_quoted(words)}" for i, words in example["mentions"].items()]
        items = [_example_item(item, example["mentions"], group, mode) for item in example["items"]]
        lines.append("-> " + json.dumps({"items": items}, ensure_ascii=False))
    return "\n".join(lines)


def _example_item(item: Mapping[str, Any], mentions: Mapping[str, str], group: Mapping[str, Any], mode: Mode) -> dict[str, Any]:
    """An example's item with every key, ids turned to words in quote mode."""

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return [told(v) for v in value]
        return mentions.get(value, value) if mode is Mode.QUOTE else value

    empty: dict[str, Any] = {"by": [], "to": [], "amounts": [], "says": NONE, "time": NONE, "place": NONE, "content": NONE}
    full = {**empty, **DEFAULTS, **item}
    return {name: told(full[name]) for name in field_names(group, mode)}


def _task(mode: Mode) -> str:
    return f"TASK\n{prompts()['task'][mode]}"


def schema(page: Page, group: Mapping[str, Any], mode: Mode, seed: int) -> dict[str, Any]:
    """The JSON schema of a reply. In pointer mode every value is one of an enum.

    Only keywords that all four servers' grammars know: a refused schema would cost the enums too.
    """
    kinds = {name: _kind(name, page, group, mode, seed) for name in field_names(group, mode)}
    item = {"type": "object", "properties": kinds, "required": list(kinds), "additionalProperties": False}
    items = {"type": "array", "items": item}
    return {"type": "object", "properties": {"items": items}, "required": ["items"], "additionalProperties": False}


def _kind(name: str, page: Page, group: Mapping[str, Any], mode: Mode, seed: int) -> dict[str, Any]:
    if name in VOCABULARIES:
        return _enum(shuffled(VOCABULARIES[name], seed))
    if name == "act":
        return _enum(shuffled(group["acts"], seed))
    if name == "content":
        return _enum(shuffled([NONE, *group["contents"]], seed))
    if name == "sentence":
        return _enum([s.id for s in page.sentences])
    words = {"type": "string"} if mode is Mode.QUOTE else _enum(_ids(name, page))
    return {"type": "array", "items": words, "maxItems": 8} if name in ("by", "to", "amounts") else words


def _enum(labels: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": labels}


FIELD_KINDS = {"by": "parties", "to": "parties", "says": "parties", "time": "times", "place": "places", "amounts": "amounts"}
"""Which candidates a field may point at."""


def _ids(name: str, page: Page) -> list[str]:
    return [NONE, *(c.id for c in page.rows(FIELD_KINDS[name]))]
