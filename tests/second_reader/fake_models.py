"""Models that are no models: each answers a question from a coding sheet, as well or as badly as its name says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rushlight.record import Modality, Party, PartyClass, Reading, Role, Span, Statement

Ask = Callable[[Sequence[Mapping[str, str]], Mapping[str, Any], int], str]
SENTENCE = re.compile(r'^(s\d+): (".*")$', re.MULTILINE)
CANDIDATE = re.compile(r'^([ptla]\d+): (".*") \(', re.MULTILINE)
CALLED = re.compile(r"^(p\d+): (the [^\"\n]+)$", re.MULTILINE)
AGENTS = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.REMITTER, Role.HOLDER, Role.INFORMANT, Role.INTERMEDIARY)


class Shown:
    """The page of a question, read back from its own words."""

    def __init__(self, asked: str) -> None:
        page = asked.split("\n\nACTS\n")[0]
        self.sentences: dict[str, str] = {i: json.loads(words) for i, words in SENTENCE.findall(page)}
        self.candidates: dict[str, list[str]] = {
            i: [json.loads(form) for form in words.split(" = ")] for i, words in CANDIDATE.findall(page)
        }
        self.tellers: list[str] = [i for i, called in CALLED.findall(page) if "witness" in called]

    def sentence_of(self, span: Span) -> str | None:
        words = " ".join(span.exact.split())
        for i, text in self.sentences.items():
            if words in text or (len(text) > 12 and text in words):
                return i
        return None

    def candidate(self, kind: str, spans: Sequence[Span]) -> str:
        forms = [" ".join(s.exact.split()) for s in spans]
        rows = [(i, own) for i, own in self.candidates.items() if i[0] == kind]
        for i, own in rows:
            if any(f == o for f in forms for o in own):
                return i
        for i, own in rows:
            if any(len(f) > 3 and len(o) > 3 and (f in o or o in f) for f in forms for o in own):
                return i
        return "none"

    def teller(self, speaker: Party) -> str:
        """The witness, where one tells the report; else a candidate by its words."""
        if speaker.party_class is PartyClass.SOURCE and self.tellers:
            return self.tellers[0]
        return self.candidate("p", speaker.mentions)


def knowing(gold: Reading) -> Ask:
    """Answers from the gold sheet: what a model could do at best in pointer mode."""

    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        shown = Shown(messages[-1]["content"])
        acts = schema["properties"]["items"]["items"]["properties"]["act"]["enum"]
        items = [item for s in gold.statements if s.act in acts and (item := _item(s, gold, shown)) is not None]
        return json.dumps({"items": items}, ensure_ascii=False)

    return ask


def careless(gold: Reading) -> Ask:
    """Finds the sentences but says of everything that it happened, once, and of nobody."""

    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        items = json.loads(knowing(gold)(messages, schema, seed))["items"]
        plain = {"modality": "occurred", "polarity": "affirmed", "scope": "incident", "mode": "narrator", "content": "none"}
        empty = {"by": [], "to": [], "says": "none", "time": "none", "place": "none", "amounts": []}
        return json.dumps({"items": [{**item, **plain, **empty} for item in items]}, ensure_ascii=False)

    return ask


def _item(s: Statement, gold: Reading, shown: Shown) -> dict[str, Any] | None:
    sentence = shown.sentence_of(s.spans[0])
    if sentence is None:
        return None

    def party(i: str | None) -> str:
        return shown.candidate("p", gold.party(i).mentions) if i else "none"

    return {
        "act": s.act,
        "sentence": sentence,
        "modality": s.modality.value,
        "polarity": s.polarity.value,
        "scope": s.scope.value,
        "mode": s.attribution.mode.value,
        "by": [party(p) for p in s.parties(*AGENTS)],
        "to": [party(p) for p in s.parties(Role.AFFECTED)],
        "says": shown.teller(gold.party(s.attribution.speaker)) if s.attribution.speaker else "none",
        "time": shown.candidate("t", [gold.time(s.time).span]) if s.time else "none",
        "place": shown.candidate("l", gold.place(s.place).mentions) if s.place else "none",
        "amounts": [shown.candidate("a", [gold.amount(a).span]) for a in s.amounts],
        "content": _content(s, gold),
    }


def _content(s: Statement, gold: Reading) -> str:
    """Contents that are answered in another question of their own stay there, so that nothing is said twice."""
    said = (Modality.DEMANDED, Modality.THREATENED, Modality.PLEDGED, Modality.CONFESSED, Modality.DENIED)
    return next((c.act for c in gold.statements if c.content_of == s.id and c.modality in said), "none")
