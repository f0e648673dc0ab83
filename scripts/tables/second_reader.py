"""What a local model is asked: resources/second_reader/prompts.yaml, checked against the codebook."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    """The prompts. Fails when an act is asked in no group or in two, or is not in the codebook."""
    prompts: dict[str, Any] = yaml.safe_load((resources / "second_reader" / "prompts.yaml").read_text(encoding="utf-8"))
    with (resources / "codebook" / "codebook.csv").open(encoding="utf-8", newline="") as rows:
        known = {row["id"] for row in csv.DictReader(rows)}
    asked = [act for group in prompts["groups"] for act in group["acts"]]
    contents = {act for group in prompts["groups"] for act in group["contents"]}
    if sorted(asked) != sorted(known):
        raise ValueError(f"every act is asked once: {sorted(known ^ set(asked)) or 'one stands in two groups'}")
    if unknown := (contents | set(prompts["by_roles"]) | set(prompts["content_modality"])) - known:
        raise ValueError(f"not in the codebook: {sorted(unknown)}")
    if set(prompts["labels"]) - set(prompts["fields"]):
        raise ValueError("labels of a field that is not asked for")
    for group in prompts["groups"]:
        if {e["language"] for e in group["examples"]} != {"en", "ko"}:
            raise ValueError(f"group {group['id']}: an example in each language with rules, and in no other")
        for example in group["examples"]:
            _check(example, group)
    return prompts


def _check(example: dict[str, Any], group: dict[str, Any]) -> None:
    """An example's words stand in its text and its acts in its group."""
    words = [*example["mentions"].values(), *(item["quote"] for item in example["items"])]
    if any(w not in example["text"] for w in words):
        raise ValueError(f"group {group['id']}: an example quotes words that its text does not have")
    if any(item["act"] not in group["acts"] for item in example["items"]):
        raise ValueError(f"group {group['id']}: an example has an act of another group")
