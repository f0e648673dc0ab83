"""The second reading: one question for each family of acts and page, each answer checked, the rest told.

Pure: the model is asked through ``ask``, progress is told through ``tell``, and finished answers are handed to
``keep``; clock, network and files are the caller's.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rushlight.errors import NoAnswer
from rushlight.reading.second.agreement import agreed
from rushlight.reading.second.build import build
from rushlight.reading.second.claims import Claim, parse_reply, read_items
from rushlight.reading.second.numbering import Page, number, pages
from rushlight.reading.second.prompts import Mode, groups, messages, prompts, schema
from rushlight.reading.second.state import Answered, State, check_state, new_state
from rushlight.record import Paragraph, Provenance, Reading, Span, verify_reading
from rushlight.tables import digest

VERSION = "1.0.0"

PAGE_SIZE = {"en": 3_000, "ko": 1_400}
"""Code points of the report in one question. With the question itself some 2,500 tokens: Ollama's context
holds 4,096 unless told otherwise, and cuts what is longer without a word."""

GIVE_UP = 3
"""Questions in a row without any answer after which the others are not asked."""

Ask = Callable[[Sequence[Mapping[str, str]], Mapping[str, Any], int], str]
"""Messages, the JSON schema of the reply, a seed; gives the reply's text. Raises NoAnswer or EndpointError."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Which model and how it is asked. ``passes`` above 1 ask again with labels in another order (self-agreement)."""

    model: str
    endpoint: str
    mode: Mode = Mode.POINTER
    seed: int = 1
    passes: int = 1

    def provenance(self) -> Provenance:
        asked = f"{self.mode}; {self.endpoint}; prompt {digest('second_reader')}; seed {self.seed}; passes {self.passes}"
        return Provenance("model", self.model, VERSION, asked)

    def sha256(self) -> str:
        return hashlib.sha256(f"{self.model}\n{self.provenance().settings}\n{VERSION}".encode()).hexdigest()


@dataclass
class Account:
    """How the questions went: ``asked`` of ``questions`` in this run; ``dropped`` counts what did not check, by reason;
    ``not_read`` are ids of questions without a usable answer, whose acts this reader has not looked for.
    """

    questions: int = 0
    asked: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    not_read: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the model proposes, every word verified, and how it went."""

    reading: Reading
    account: Account


@dataclass(frozen=True, slots=True)
class _Question:
    """``id`` is ``<family>/<page>``, and ``/<pass>`` for further passes."""

    id: str
    page: Page
    group: Mapping[str, Any]
    seed: int


def read_again(
    text: str,
    *,
    paragraphs: Iterable[Paragraph],
    first: Reading,
    ask: Ask,
    settings: Settings,
    mentions: Iterable[Span] = (),
    state: State | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
    keep: Callable[[State], None] = lambda state: None,
) -> SecondReading:
    """Ask a model what the report says, and keep of its answers what can be checked.

    ``first`` gives the candidates a model may point at; its statements are not shown to the model.
    ``mentions`` are further candidates for parties. ``state`` goes on from finished answers; ``keep`` gets it
    after each new one. Raises MisuseError for a state of another report or of other settings, EndpointError
    when the model cannot be asked at all.
    """
    state = state or new_state(text, settings.sha256())
    check_state(state, text, settings.sha256())
    questions = list(_questions(number(text, paragraphs, first, mentions), settings, first.language))
    account = _ask_all(questions, ask, settings.mode, state, tell, keep)
    provenance = _with_gaps(settings.provenance(), account.not_read)
    reading = build(text, _claims(questions, state, settings.passes), first, provenance)
    verify_reading(reading, text)
    return SecondReading(reading, account)


def _with_gaps(provenance: Provenance, not_read: Sequence[str]) -> Provenance:
    """What this reader was not able to read stands in its record: its silence there says nothing."""
    gaps = f"; not read: {', '.join(not_read)}" if not_read else ""
    return replace(provenance, settings=f"{provenance.settings}{gaps}")


def _questions(whole: Page, settings: Settings, language: str) -> Iterator[_Question]:
    """Page by page, so that a server can keep the page in its cache; passes outermost."""
    size = PAGE_SIZE.get(language.split("-")[0], min(PAGE_SIZE.values()))
    for turn in range(settings.passes):
        for n, page in enumerate(pages(whole, size), 1):
            for group in groups():
                name = f"{group['id']}/{n}" + (f"/{turn + 1}" if turn else "")
                yield _Question(name, page, group, settings.seed + turn)


def _ask_all(
    questions: Sequence[_Question],
    ask: Ask,
    mode: Mode,
    state: State,
    tell: Callable[[int, int], None],
    keep: Callable[[State], None],
) -> Account:
    account = Account(questions=len(questions))
    silent = 0
    for n, question in enumerate(questions):
        tell(n, len(questions))
        answer = state.answered.get(question.id)
        if answer is None and silent < GIVE_UP:
            account.asked += 1
            answer = _answer(question, ask, mode)
            silent = silent + 1 if answer is None else 0
            if answer is not None:
                state.answered[question.id] = answer
                keep(state)
        if answer is None:
            account.not_read.append(question.id)
        else:
            account.dropped.update(answer.dropped)
    tell(len(questions), len(questions))
    return account


def _answer(question: _Question, ask: Ask, mode: Mode) -> Answered | None:
    """The checked answer; after one that is no JSON the question is put once more. None when there is none."""
    asked = messages(question.page, question.group, mode, question.seed)
    form = schema(question.page, question.group, mode, question.seed)
    for further in (0, 1):
        if further:
            asked = [*asked[:-1], {**asked[-1], "content": f"{asked[-1]['content']}\n\n{prompts()['again']}"}]
        try:
            items = parse_reply(ask(asked, form, question.seed + 1000 * further))
        except NoAnswer:
            return None
        if items is not None:
            claims, dropped = read_items(items, question.page, question.group, mode)
            return Answered(tuple(claims), dict(dropped))
    return None


def _claims(questions: Sequence[_Question], state: State, passes: int) -> list[Claim]:
    """All claims in text order; of several passes, those that most of them make."""
    said: dict[str, list[Sequence[Claim]]] = {}
    for question in questions:
        answer = state.answered.get(question.id)
        said.setdefault("/".join(question.id.split("/")[:2]), []).append(answer.claims if answer else ())
    return sorted((c for rows in said.values() for c in agreed(rows)), key=lambda c: (c.span, c.act))
