"""A casefile that a team of two has worked in, and a sitting in it: between them every page of the workbench can be reached."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import serving_case as case
from filled_case import NO_FILE, NO_IMAGE, copy_of, passing, sync

from rushlight.desk import Desk
from rushlight.errors import RushlightError
from rushlight.record import IdentityLevel, Judgement, Purpose, Relation, Report, Verdict
from rushlight.workbench import waited

TEXT = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family."
)
ANOTHER_TEXT = TEXT.replace("second half", "first half")
TRANSLATED = "2022년 3월 혜산시에서 브로커가 한 여성의 가족에게 5천 위안을 요구했다. 4월에 돈을 바쳤다.\n"
TO_TAKE_IN = "In May 2023 officers searched a house in Hyesan and took a telephone.\n"


@dataclass(frozen=True, slots=True)
class Lived:
    """Where it is, and what a sitting begins with: a draft and a text of A1's that A2 has approved, and A2's own of each."""

    folder: Path
    draft: str
    text: str
    others_draft: str
    others_text: str
    documents: tuple[str, ...]

    @property
    def beside(self) -> str:
        return f"/reading/{self.documents[0]}/beside/{self.documents[-1]}"


def decide_all(desk: Desk, reports: Iterable[Report]) -> None:
    for report in reports:
        for statement in report.reading.statements:
            try:
                desk.decide(statement.id, Verdict.ACCEPT)
            except RushlightError:
                desk.decide(statement.id, Verdict.UNSURE)


def make_lived(folder: Path, texts: list[str]) -> Lived:
    """A1's casefile: reports, one in two languages, all decided and agreed to; a release that left, and what waits for one."""
    with case.cheap_desk(folder) as desk:
        for text in texts:
            desk.take_in_bytes(f"{text}\nRadio A tells of it.\n".encode(), "report.txt", outlet="Radio A")
        desk.take_in_bytes(TRANSLATED.encode(), "report.txt", outlet="Radio A")
        decide_all(desk, desk.reports())
        desk.add_source("S1", name="Juniper", contact="by the mill")
        for alias in (*(d.alias for d in desk.case.documents()), "S1"):
            desk.consent(alias, Purpose.PUBLIC_ANONYMOUS)
            desk.consent(alias, Purpose.UN_CONFIDENTIAL, identity=IdentityLevel.NAMED)
        documents = tuple(d.document.id for d in desk.case.documents())
        desk.judge(Relation.SAME_TEXT, documents[0], documents[-1], Judgement.SAME)
    first = case.open_pages(folder, actor="A1")
    left = passing(first)
    assert first.post(f"{left}/publish", {"format": ["csv"]}, NO_IMAGE).status == 303
    copy_of(first, folder.parent / "second.case", "A2", ("reviewer", "analyst", "releaser"))
    second = case.open_pages(folder.parent / "second.case", actor="A2")
    try:
        draft, text = passing(first), _signed(first, TEXT)
        sync(first, second)
        for path in (draft, text):
            _approve(second, path)
        lived = Lived(folder, draft, text, passing(second), _signed(second, ANOTHER_TEXT), documents)
        sync(second, first)
        return lived
    finally:
        first.close(), second.close()


def _signed(pages: case.Pages, text: str) -> str:
    made = pages.post("/release-text", {"text": text, "purpose": "public_anonymous"}, NO_FILE)
    return pages.post(f"{made.where}/sign", {"number": "1", "nothing": "yes", "elsewhere": "yes"}).where


def _approve(pages: case.Pages, path: str) -> None:
    looked = pages.follow(_look(pages, path, TEXT))
    assert looked.html.cssselect("input[name=digest]"), looked.words()
    digest = looked.html.cssselect("input[name=digest]")[0].get("value")
    assert pages.post(f"{path}/approve", {"digest": digest, "seen": "yes"}).status == 303


def _look(pages: case.Pages, path: str, text: str) -> case.Answered:
    answered = pages.post(f"{path}/look", {"text": text} if "text" in path else {}, NO_FILE if "text" in path else NO_IMAGE)
    assert answered.status == 303, answered.words()
    return answered


def sit(pages: case.Pages, lived: Lived) -> Iterator[case.Answered]:
    """What A1 does in one sitting; the answers. What is remembered then shows pages that links lead to only once.
    Ids that it draws are the same in every such sitting."""
    pages.held.thread.ask(lambda: setattr(pages.desk, "randomness", random.Random(7).randbytes)).result()
    yield pages.post("/find", {"words": "officers"})
    yield pages.post("/take-in/look", {"text": TO_TAKE_IN})
    yield pages.post("/sources/look/S1", {"passphrase": case.PASSPHRASE, "reason": "consent"})
    yield from (pages.post(f"/reading/{document}/open") for document in lived.documents)
    yield _look(pages, lived.others_draft, "")
    yield _look(pages, lived.others_text, ANOTHER_TEXT)
    yield pages.post(f"{lived.draft}/publish", {"format": ["html", "csv"]}, NO_IMAGE)
    with mock.patch.multiple(waited, QUICK=0.0, QUICK_WHERE_SMALL=0.0):
        yield pages.post(f"{lived.others_draft}/check")


def sit_again(pages: case.Pages, lived: Lived) -> Iterator[case.Answered]:
    """In another sitting, of the same casefile as the first found it: the text is published, since an approval holds for what
    has left until then."""
    yield pages.post(f"{lived.text}/publish", {"text": TEXT}, NO_FILE)
