"""Copies of a casefile, random writes, and bundles that are lost, doubled, cut off, reordered or late.

CASEFILE.md, test 7. Copies are put back to older states as new devices, and copied so that two go on under one name. Roles are
given and taken, and some write what they have no role for, as another program would. At the end all exchange: every copy must
be the same byte for byte and weigh every event alike, every doubled name told, and nothing overwritten without a word.
60 runs; more by ``RUSHLIGHT_MERGES``, others by ``RUSHLIGHT_SEED``.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import making_casefile as make
import making_teams as team
import pytest
import slow_conflicts

from rushlight.casefile import Casefile, conflicts, database, joining, merging, open_casefile, roles, sending, weighing
from rushlight.errors import MisuseError, RushlightError
from rushlight.record import Decision, Judgement, LinkJudgement, Randomness, Relation, Verdict, new_id

RUNS = int(os.environ.get("RUSHLIGHT_MERGES", "60"))
SEED = int(os.environ.get("RUSHLIGHT_SEED", "1"))


@dataclass
class Copy:
    """One copy at work."""

    name: str
    folder: Path
    case: Casefile


@dataclass
class World:
    """All copies, what was posted and not lost, and by event what its writer held then, and what it said of what."""

    chance: random.Random
    randomness: Randomness
    folder: Path
    copies: list[Copy] = field(default_factory=list)
    posted: list[tuple[Path, str]] = field(default_factory=list)
    backups: list[tuple[str, Path]] = field(default_factory=list)
    knew: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    """Devices under whose name two copies went on."""
    cloned: int = 0
    count: int = 0

    def open(self, folder: Path) -> Casefile:
        return open_casefile(folder, make.PASSPHRASE, randomness=self.randomness, now=make.now)


def held(case: Casefile) -> set[str]:
    return {row[0] for row in case._db.rows("SELECT event FROM log")}


def begin(world: World, size: int) -> None:
    first = make.new_case(world.folder / "0.case", world.randomness)
    world.copies.append(Copy("0", first.folder, first))
    for n in range(1, size):
        case = team.colleague(first, world.folder / f"{n}.case", randomness=world.randomness)
        world.copies.append(Copy(str(n), case.folder, case))


def write(world: World, copy: Copy) -> None:
    """One value of a few things that all write about, so that they collide."""
    if world.chance.random() < 0.3:
        with mock.patch.object(weighing, "require"):
            write_one(world, copy)
        return
    with contextlib.suppress(MisuseError):  # without the role, or too few trustees
        write_one(world, copy)


def write_one(world: World, copy: Copy) -> None:
    case, chance, by = copy.case, world.chance, f"p_{copy.name}"
    before, value = held(case), str(chance.randrange(4))
    statement, what = f"st_{chance.randrange(2)}", chance.randrange(5)
    if what == 0:
        event = case.put_setting(f"s{chance.randrange(2)}", value, by=by)
        register, value = (conflicts.SETTING, event_name(case, event.id)), f'"{value}"'
    elif what == 1:
        verdict = chance.choice((Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE))
        event = case.add_decision(Decision(new_id("de", world.randomness), statement, verdict, by, make.T0))
        register, value = (conflicts.DECISION, statement, ""), verdict.value
    elif what == 2:
        said = chance.choice(list(Judgement))
        judgement = LinkJudgement(new_id("lj", world.randomness), Relation.SAME_EVENT, "st_1", "st_0", said, by, make.T0)
        event = case.add_judgement(judgement)
        register, value = (conflicts.JUDGEMENT, Relation.SAME_EVENT.value, "st_0", "st_1"), said.value
    else:
        add_document(world, case, by) if what == 3 else add_source(case, by)
        world.knew |= dict.fromkeys(held(case) - before, before)
        return
    world.knew[event.id] = before
    world.values[event.id] = (register, value)


def event_name(case: Casefile, event: str) -> str:
    return str(case._db.rows("SELECT name FROM setting WHERE event = ?", (event,))[0][0])


def add_document(world: World, case: Casefile, by: str) -> None:
    text = f"text {world.chance.randrange(6)}"
    if not any(case.text(d.document.id) == text for d in case.documents()):
        document = make.a_document(text, text.encode(), world.randomness)
        case.add_document(document, text, text.encode(), alias=f"R{len(case.documents()) + 1}", collected_by=by, by=by)


def add_source(case: Casefile, by: str) -> None:
    case.add_source(f"S{len(case.sources()) + 1}", name="Tobias Wrenfield", by=by)


def regrade(world: World, copy: Copy) -> None:
    """An admin gives another device other roles; one copy stays what it is, so that somebody can."""
    known, own = copy.case.devices(), copy.case.device
    lines = {d.id: {d.id, *joining._successors(known, d.id)} for d in known.values() if d.active and d.follows is None}
    others = [known[first] for first, line in lines.items() if own not in line]  # nobody takes the role away that it needs
    chosen = world.chance.choice(others) if others and copy.name == "0" else None
    if chosen is None or not weighing.may_write(copy.case.log, "device.admitted"):
        return
    some = tuple(world.chance.sample(roles.ROLES, world.chance.randint(1, 3)))
    with copy.case.batch():
        joining._say_admitted(copy.case, chosen, some, "p_0")
        for name in joining._successors(copy.case.devices(), chosen.id):
            joining._say_admitted(copy.case, copy.case.devices()[name], some, "p_0")
    merging.take_up(copy.case, "p_0")


def post(world: World, copy: Copy) -> None:
    others = [d for d in copy.case.devices().values() if d.active and d.id != copy.case.device]
    if not others:
        return
    some = world.chance.sample(others, world.chance.randint(1, len(others)))
    sent = sending.send(copy.case, world.folder, to=[d.id for d in some], only_new=world.chance.random() < 0.7)
    if world.chance.random() < 0.75:  # else lost on the way
        world.posted.append((sent.path, copy.name))


def deliver(world: World, copy: Copy) -> None:
    """Any bundle that was ever posted, perhaps for the second time, perhaps damaged."""
    if not world.posted:
        return
    path, _ = world.chance.choice(world.posted)
    if world.chance.random() < 0.3:
        damaged(world, copy, path)
    if bundle_opens(copy, path):
        before = held(copy.case)
        merging.merge(copy.case, path, by=f"p_{copy.name}")
        assert before <= held(copy.case)


def bundle_opens(copy: Copy, path: Path) -> bool:
    with path.open("rb") as file:
        head = merging.bundles.read_head(file)
    return any(row[0] in head.to for row in copy.case._db.rows("SELECT device FROM signers"))


def damaged(world: World, copy: Copy, path: Path) -> None:
    """Cut off or changed anywhere, a bundle is refused, and the copy is as it was."""
    data = bytearray(path.read_bytes())
    if world.chance.random() < 0.5:
        del data[world.chance.randrange(len(data)) :]
    else:
        data[world.chance.randrange(len(data))] ^= 1 << world.chance.randrange(8)
    bad = world.folder / "damaged.bundle"
    bad.write_bytes(data)
    before = team.state(copy.case)
    with pytest.raises(RushlightError):
        merging.merge(copy.case, bad, by="p_x")
    assert team.state(copy.case) == before


def back_up(world: World, copy: Copy) -> None:
    copy.case.close()
    world.count += 1
    path = Path(shutil.copytree(copy.folder, world.folder / f"backup{world.count}"))
    world.backups.append((copy.name, path))
    copy.case = world.open(copy.folder)


def put_back(world: World, copy: Copy) -> None:
    """An older state of this copy, as a new device."""
    own = [path for name, path in world.backups if name == copy.name]
    if own:
        copy.case.close()
        shutil.rmtree(copy.folder)
        shutil.copytree(world.chance.choice(own), copy.folder)
        copy.case = world.open(copy.folder)
        copy.case.new_incarnation(by=f"p_{copy.name}")


def clone(world: World, copy: Copy) -> None:
    """Two copies go on under one device's name; both write."""
    if world.cloned >= 2 or len(world.copies) >= 6 or not weighing.may_write(copy.case.log, "setting.put"):
        return
    world.cloned += 1
    copy.case.close()
    folder = Path(shutil.copytree(copy.folder, world.folder / f"clone{world.cloned}.case"))
    copy.case = world.open(copy.folder)
    twin = Copy(f"{copy.name}x{world.cloned}", folder, world.open(folder))
    device = copy.case.device
    for one in (copy, twin):
        one.case.put_setting("clone", one.name, by=f"p_{one.name}")  # no register of ``write``: its twin may be lost
    world.copies.append(twin)
    world.doubled.add(device)


def signed_twice(world: World) -> set[str]:
    """Devices that signed two events for one place, as far as any copy still has both: what was put back may be lost."""
    sql = "SELECT device, seq, header FROM {} ORDER BY device, seq"
    rows = {row for copy in world.copies for t in ("events", "forks") for row in copy.case._db.rows(sql.format(t))}
    places = Counter((device, seq) for device, seq, _ in rows)
    return {device for (device, _), count in places.items() if count > 1}


STEPS = ((write, 10), (post, 5), (deliver, 6), (back_up, 1), (put_back, 1), (clone, 1), (regrade, 2))


def exchange(world: World) -> None:
    """All to the first, and it to all in one bundle, whole, until nobody has anything new."""
    first, *others = world.copies
    for _ in range(8):
        done = []
        for copy in others:
            to = [i for i in devices_of(first.case) if i in active(copy.case)]
            done += pass_on(world, copy, to[:1], [first]) if to else []
        done += pass_on(world, first, sorted(active(first.case)), others)
        assert not any(merged.refused for merged in done)
        if not any(merged.taken or merged.incarnation for merged in done):
            return
    raise AssertionError("the copies do not come to rest")


def pass_on(world: World, sender: Copy, to: list[str], receivers: list[Copy]) -> list[merging.Merged]:
    path = sending.send(sender.case, world.folder, to=to).path
    return [merging.merge(r.case, path, by=f"p_{r.name}") for r in receivers if bundle_opens(r, path)]


def devices_of(case: Casefile) -> list[str]:
    return [row[0] for row in case._db.rows("SELECT device FROM signers ORDER BY device = ? DESC", (case.device,))]


def active(case: Casefile) -> set[str]:
    return {d.id for d in case.devices().values() if d.active}


def expected_conflicts(world: World, events: set[str]) -> set[tuple[str, ...]]:
    """By what each copy really held when it wrote: registers with values that nobody who had them answered."""
    registers: dict[tuple[str, ...], list[str]] = {}
    for event, (register, _) in world.values.items():
        if event in events:
            registers.setdefault(register, []).append(event)
    out = set()
    for register, rows in registers.items():
        last = [e for e in rows if not any(e in world.knew[other] for other in rows)]
        if len({world.values[e][1] for e in last}) > 1:
            out.add(register)
    return out


@pytest.mark.slow
@pytest.mark.parametrize("run", range(RUNS))
def test_copies_come_to_the_same(tmp_path: Path, run: int, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tuple("synchronous = OFF" if p.startswith("synchronous") else p for p in database.PRAGMAS)
    monkeypatch.setattr(database, "PRAGMAS", quick)  # durability has tests of its own
    chance = random.Random(SEED * 100_000 + run)
    world = World(chance, chance.randbytes, tmp_path)
    begin(world, chance.randint(2, 4))
    steps: Any = random.Random(chance.random()).choices([s for s, _ in STEPS], [w for _, w in STEPS], k=chance.randint(15, 40))
    for step in steps:
        step(world, chance.choice(world.copies))
    everything = set().union(*(held(copy.case) for copy in world.copies))
    doubled = signed_twice(world)
    assert doubled <= world.doubled
    exchange(world)
    first, *others = [team.state(copy.case) for copy in world.copies]
    assert all(other == first for other in others)
    assert everything <= held(world.copies[0].case)
    weighed = [weighing.weightless(copy.case._db) for copy in world.copies]
    assert all(each == weighed[0] for each in weighed)
    for copy in world.copies:
        assert set(merging.alarms(copy.case)) == doubled
        faults = {f.where for f in copy.case.verify(deep=True).faults}
        assert faults == doubled
        assert conflicts.conflicts(copy.case) == slow_conflicts.in_everything(copy.case)
        told = {c.register for c in conflicts.conflicts(copy.case) if c.kind not in conflicts.STANDING}
        known = told & {register for register, _ in world.values.values()}
        wanted = expected_conflicts(world, held(copy.case) - {one.event for one in weighed[0]})
        assert wanted <= known
        if not doubled:
            assert wanted == known
        copy.case.close()
