"""A report that is kept from A1, and what the same casefile shows with and without it: answers, and the work done for them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import serving_case as case
from crawling import crawl
from lived_case import Lived, decide_all, sit, sit_again

from rushlight.desk import Desk, open_desk
from rushlight.record import Judgement, Purpose, Relation

DEMAND = "In March 2022 a broker demanded 5,000 yuan from the family of a woman in Hyesan. The money was paid in April."
VISIT = "Two officers of the Ministry of State Security came to the house in Musan in January 2021 and threatened the brother."
RETOLD = "A neighbour said that officers beat the father in Hyesan in March 2022 because the daughter had called from abroad."
PRISON = "The mother was held in the county prison in Hoeryong for six months in 2020 and released after a fine of 3,000 yuan."
TEXTS = (DEMAND, VISIT, RETOLD, PRISON)

FOR_THE_WHOLE_CASEFILE = re.compile(r"/log\b.*|/released/\d+/proof|/release(-text)?/[^/]+/files/team")
"""Pages that say what the casefile holds, to whoever has its key: the log, and proofs, which hold how long it is."""

CHANGING = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|\+00:00)?"
    r'|((?<=data-closes=")|(?<=refresh" content=")|(?<=itself in ))\d+'
)
"""The time of day, and the seconds that a page stays open."""


@dataclass(frozen=True, slots=True)
class Two:
    """The same casefile without and with a report that A1 may not find; the ids that lead to it."""

    without: Path
    full: Path
    hidden: tuple[str, ...]


def opened(folder: Path, actor: str) -> Desk:
    return open_desk(folder, case.PASSPHRASE, actor=actor, randomness=os.urandom)


def take(desk: Desk, text: str, outlet: str) -> str:
    return desk.take_in_bytes(f"{text}\n{outlet} tells of it.\n".encode(), "report.txt", outlet=outlet).alias


def two(folder: Path, visible: list[str], secret: str, decided: tuple[bool, bool]) -> Two:
    """A1's reports; then what ``with_a_secret`` adds. ``decided``: those; that one."""
    bare = folder / "case" / "winter.case"
    bare.parent.mkdir()
    with case.cheap_desk(bare) as desk:
        for text in visible:
            take(desk, text, "Radio A")
        if decided[0]:
            decide_all(desk, desk.reports())
    return with_a_secret(bare, folder / "full" / "winter.case", secret, decided=decided[1])


def with_a_secret(bare: Path, full: Path, secret: str, *, decided: bool) -> Two:
    """A copy in which A9 takes a report in, relates it to the others, and keeps it to A9."""
    shutil.copytree(bare, full)
    with opened(full, "A9") as other:
        alias = take(other, secret, "Radio B")
        kept = other.reports()[-1]
        if decided:
            decide_all(other, [kept])
        others = other.reports()[0].document.id
        other.judge(Relation.SAME_ORIGIN, others, kept.document.id, Judgement.SAME)
        other.consent(alias, Purpose.PUBLIC_ANONYMOUS)
        other.restrict(alias, ["A9"])
        hidden = (kept.document.id, other.case.readings(kept.document.id)[-1].event, kept.reading.statements[0].id, alias)
    return Two(bare, full, hidden)


# --- what is seen of it -----------------------------------------------------------------------------


def told(answered: case.Answered) -> tuple[int, str, str]:
    """What an answer tells: its number, where it leads, its words without the secret place and the time of day."""
    archive = answered.body[:2] == b"PK"
    body = hashlib.sha256(answered.body).hexdigest() if archive else answered.text.replace(answered.place, "PLACE")
    return answered.status, answered.headers.get("location", "").replace(answered.place, "PLACE"), CHANGING.sub("TIME", body)


def compared(seen: Mapping[str, case.Answered]) -> dict[str, tuple[int, str, str]]:
    return {path: told(a) for path, a in seen.items() if not FOR_THE_WHOLE_CASEFILE.fullmatch(path)}


@dataclass(slots=True)
class Working:
    """Functions that were called on the desk's thread, ours and those of libraries: work, whatever else the machine does."""

    calls: int = 0

    def count(self, _: object, event: str, __: object) -> None:
        self.calls += event in ("call", "c_call")


@contextlib.contextmanager
def working(pages: case.Pages) -> Iterator[Working]:
    """Counts what the desk does meanwhile."""
    work = Working()
    pages.held.thread.ask(lambda: sys.setprofile(work.count)).result()
    try:
        yield work
    finally:
        pages.held.thread.ask(lambda: sys.setprofile(None)).result()


def everything(folder: Path, lived: Lived, *, actor: str, most: int = 2) -> dict[str, case.Answered]:
    """What ``actor`` comes to see of a casefile that was lived in: every answer of two sittings, and every page then."""
    again = shutil.copytree(folder, folder.with_name("again.case"))
    pages = case.open_pages(folder, actor=actor)
    try:
        answers = list(sit(pages, lived))
        while any(not job["over"] for job in json.loads(pages.get("/work/state").text)):
            time.sleep(0.01)
        archives = [f"{lived.draft}/files/{kind}" for kind in ("public", "team")]
        seen = crawl(pages, most=most, begin=[*(a.where for a in answers if a.status == 303), *archives, lived.beside]).pages
    finally:
        pages.close()
    pages = case.open_pages(again, actor=actor)
    try:
        answers += sit_again(pages, lived)
        seen |= {path: pages.get(path) for end in ("", "/public", "/team") if (path := f"{lived.text}/files{end}")}
    finally:
        pages.close()
    return seen | {f"answer {n}": answered for n, answered in enumerate(answers)}
