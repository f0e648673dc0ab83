"""A casefile with work in it: two readers, two devices, releases, a report kept to one person, long names and texts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import serving_case as case

from rushlight.casefile import Cost, joining, merging, sending
from rushlight.desk import Desk
from rushlight.desk.demo import Demonstration
from rushlight.desk.desk import utc_now
from rushlight.record import Purpose, Verdict

NO_FILE, NO_IMAGE = {"file": ("", b"")}, {"image": ("", b"")}
LONG_OUTLET = "The Quarterly Bulletin of the Association of Families on Both Sides of the River and Their Friends Elsewhere"
LONG_WORD = "Dampfschifffahrtsgesellschaftsangelegenheiten" * 3
LONG_REPORT = (
    "In March 2022 a broker demanded 5,000 yuan from the family of a woman in Hyesan. The money was paid in April. "
    + " ".join(f"A neighbour said on the {n}th day that nobody had come to the house." for n in range(4, 40))
    + f" Officers threatened the brother with prison: {LONG_WORD}.\n"
)
RESTRICTED = "Two officers came to the house in Musan in January 2021 and threatened to beat the brother.\n"
PLAIN = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family, speaking on a mobile phone."
)


def on_desk(pages: case.Pages, what: Callable[[Desk], Any]) -> Any:
    return pages.held.thread.ask(lambda: what(pages.desk)).result()


# --- one casefile, worked on ---------------------------------------------------------------------------


def make_filled(folder: Path) -> Path:
    """The demonstration with judged pairs and consents, a long report, a source with a long name, a restricted report."""
    with case.cheap_desk(folder) as desk:
        demo = Demonstration(desk)
        demo.record_sources()
        samples = demo.samples()
        for sample in samples:
            demo.take_in(sample)
        for sample in samples[:6]:
            demo.review(sample)
        demo.judge()
        for alias in (*(d.alias for d in desk.case.documents()), *(s.alias for s in desk.case.sources())):
            desk.consent(alias, Purpose.PUBLIC_ANONYMOUS)
        desk.take_in_bytes(LONG_REPORT.encode(), "long.txt", outlet=LONG_OUTLET)
        desk.add_source(
            "S77", name="Marigold Anastasia Featherstonehaugh-Quillfeather the Younger", contact="the old mill " * 8
        )
        kept = desk.take_in_bytes(RESTRICTED.encode(), "kept.txt", outlet="Radio A").alias
        desk.restrict(kept, ["A1"])
    return folder


def copy_of(sender: case.Pages, folder: Path, actor: str, roles: tuple[str, ...] = ()) -> None:
    """A second device's copy; admitted with ``roles``, or left waiting where there are none."""

    def made(desk: Desk) -> None:
        joined = joining.join(
            folder,
            joining.invitation(desk.case),
            case.PASSPHRASE,
            randomness=secrets.token_bytes,
            now=utc_now,
            by=actor,
            cost=Cost(64, 1, 1),
            _below_floor_in_tests=True,
        )
        if roles:
            joining.admit(desk.case, joining.request(joined), roles, by="A1")
            sent = sending.send(desk.case, folder.parent, to=[joined.device])
            merging.merge(joined, sent.path, by="X1")
            sent.path.unlink()
        joined.close()

    on_desk(sender, made)


def sync(sender: case.Pages, receiver: case.Pages) -> None:
    """A bundle from one to the other, each casefile touched on its own thread alone."""
    device = on_desk(receiver, lambda desk: desk.case.device)
    folder = sender.held.folder
    assert folder is not None
    sent = on_desk(sender, lambda desk: sending.send(desk.case, folder.parent, to=[device]))
    on_desk(receiver, lambda desk: merging.merge(desk.case, sent.path, by="X1"))
    sent.path.unlink()


def drafted(pages: case.Pages, number: int = 3) -> str:
    """The path of a draft of the first statements, taken the first way: nothing is open."""
    boxes = [b.get("value") for b in pages.get("/release/new").html.cssselect("input[name=statement]")][:number]
    made = pages.post("/release/new", {"statement": boxes, "purpose": "public_anonymous", "language": "en"})
    assert made.status == 303, made.words()
    return made.where


def passing(pages: case.Pages) -> str:
    taken = pages.post(f"{drafted(pages)}/way", {"way": "1"})
    assert taken.status == 303, taken.words()
    return taken.where


def undecided(desk: Desk, number: int) -> list[str]:
    decided = {d.statement for d in desk.case.decisions()}
    known = {r.document.id: {s.id for s in r.reading.statements} for r in desk.reports()}
    return [d for d, statements in known.items() if statements and not statements & decided][:number]


def two_readers(desk: Desk) -> None:
    """Two people have read the same reports: they differ, agree, and one difference is settled."""
    other = Desk(desk.case, actor="A2", now=desk.now, randomness=desk.randomness)
    read = undecided(desk, 2)
    for document in read:
        desk.assign([document], "first", "A1")
        desk.assign([document], "second", "A2")
        for number, item in enumerate(i for i in desk.queue() if i.document == document):
            desk.decide(item.statement.id, Verdict.ACCEPT if number % 4 else Verdict.UNSURE)
        for number, item in enumerate(i for i in other.queue() if i.document == document):
            other.decide(item.statement.id, Verdict.ACCEPT if number % 3 else Verdict.REJECT)
        desk.finish(document)
        other.finish(document)
    first = desk.differences()[0]
    desk.settle_difference(
        first.compared.statement.id, {w.field: "second" for w in first.compared.differs}, "the words are of another family"
    )


def table() -> bytes:
    lines = ["place,age,sum,note"]
    lines += [f"{'Hillford' if n % 3 else 'Lakeside'},{20 + n % 4},{n % 2},=cmd|{n}" for n in range(60)]
    return "\n".join([*lines, "Farpoint,91,1,alone"]).encode()
