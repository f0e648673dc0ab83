"""Everything that writes more than an event: what is done, what must hold after it was cut off anywhere, and doing it again."""

from __future__ import annotations

import csv
import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import erasing_cases as cases
import making_casefile as make
import making_team
import making_teams as teams

from rushlight.casefile import Casefile, backups, erasing, identities, merging, open_casefile, packing, sending
from rushlight.desk import Desk, bulk
from rushlight.desk.bulk import Plan
from rushlight.errors import RushlightError
from rushlight.intake.columns import column_map

Say = Callable[[str], None]
ROWS = 14
PLAN = Plan(columns=column_map(["text=Story", "id=No"], name="export"))
GOLDEN = Path(__file__).parent / "golden" / "v1"
UNLOCK = packing.by_passphrase(make.PASSPHRASE, secrets.token_bytes)


@dataclass(frozen=True)
class Scenario:
    """``prepare`` a folder, ``act`` in it (telling what was acknowledged), ``check`` what is left; acting again finishes."""

    prepare: Callable[[Path], None]
    act: Callable[[Path, Say], None]
    check: Callable[[Path, set[str]], None]


def sound(case: Casefile) -> None:
    report = case.verify(deep=True)
    assert report.ok, report.faults
    ids = [event.id for event in case.events()]
    assert len(ids) == len(set(ids))


def tidy(folder: Path) -> None:
    """What an opening clears away is gone."""
    assert not [path.name for path in folder.iterdir() if path.name.endswith((".old", ".next", ".next-wal"))]


# --- erasing ---------------------------------------------------------------------------------------------


def _to_erase(root: Path) -> None:
    """R1 with an original in a file and a reading; R2 stays."""
    with make.new_case(root / "a.case") as case:
        original = make.TEXT.encode() + secrets.token_bytes(1_100_000)
        document = make.a_document(make.TEXT, original)
        case.add_document(document, make.TEXT, original, alias="R1", collected_by="p_a", by="p_a")
        case.add_reading(document.id, make.a_reading(), by="p_a")
        document = make.a_document(cases.OTHER, cases.OTHER.encode())
        case.add_document(document, cases.OTHER, cases.OTHER.encode(), alias="R2", collected_by="p_a", by="p_a")


def _erase(root: Path, say: Say) -> None:
    case = make.reopen(root / "a.case")
    try:
        first = [d.document.id for d in case.documents() if d.alias == "R1"]
        if first:
            case = cases.erase_report(case, first[0])
    finally:
        case.close()
    say("erased")


def _erased(root: Path, said: set[str]) -> None:
    with make.reopen(root / "a.case") as case:
        aliases = [d.alias for d in case.documents()]
        assert aliases in (["R1", "R2"], ["R2"])
        if "erased" in said:
            assert aliases == ["R2"]
        if aliases == ["R2"]:
            assert not erasing.unfinished(case)
            assert not list((root / "a.case").rglob("bl_*"))
            assert len(case.records(erasing.KIND)) == 1
            assert not [word for word in cases.WORDS if word.encode() in cases.pages(case)]
        sound(case)
    tidy(root / "a.case")


# --- packing and backups ---------------------------------------------------------------------------------


def _two_small(root: Path) -> None:
    with make.new_case(root / "a.case") as case:
        for alias in ("R1", "R2"):
            text = f"{alias}: {make.TEXT}"
            case.add_document(make.a_document(text, text.encode()), text, text.encode(), alias=alias, collected_by="p", by="p")


def _pack(root: Path, say: Say) -> None:
    if not (root / "a.rush").exists():
        with make.reopen(root / "a.case") as case:
            packing.pack(case, root / "a.rush")
    say("packed")
    if not (root / "b.case").exists():
        packing.unpack(root / "a.rush", root / "b.case", UNLOCK, randomness=secrets.token_bytes, now=make.now, by="p_a").close()
    say("unpacked")


def _packed(root: Path, said: set[str]) -> None:
    assert "packed" not in said or (root / "a.rush").exists()
    assert "unpacked" not in said or (root / "b.case").exists()
    for name in ("a.case", "b.case"):
        if (root / name).exists():
            with make.reopen(root / name) as case:
                assert [d.alias for d in case.documents()] == ["R1", "R2"]
                sound(case)
    if (root / "a.rush").exists():
        place = root / "again.case"
        packing.unpack(root / "a.rush", place, UNLOCK, randomness=secrets.token_bytes, now=make.now, by="p_a").close()
        shutil.rmtree(place)


def _backup(root: Path, say: Say) -> None:
    with make.reopen(root / "a.case") as case:
        file = backups.backup(case, root / "usb").file
    say("kept " + file.name)
    if not (root / "b.case").exists():
        restored(file, root / "b.case")
    say("restored")


def restored(file: Path, folder: Path) -> None:
    backups.restore(file, folder, UNLOCK, randomness=secrets.token_bytes, now=make.now, by="p_a").close()


def _backed_up(root: Path, said: set[str]) -> None:
    for name in ("a.case", "b.case"):
        if (root / name).exists():
            with make.reopen(root / name) as case:
                assert [d.alias for d in case.documents()] == ["R1", "R2"]
                sound(case)
    assert "restored" not in said or (root / "b.case").exists()
    for name in (word.partition(" ")[2] for word in said if word.startswith("kept ")):
        restored(root / "usb" / name, root / "again.case")
        shutil.rmtree(root / "again.case")


# --- merging ---------------------------------------------------------------------------------------------


def _bundle(root: Path) -> None:
    with make.new_case(root / "a.case") as founder:
        make.fill(founder)
        with teams.colleague(founder, root / "b.case") as other:
            for n in range(6):
                founder.put_setting(f"s{n}", n, by="p_a")
            original = secrets.token_bytes(1_100_000)
            founder.add_document(make.a_document("t", original), "t", original, alias="R2", collected_by="p", by="p")
            sending.send(founder, root, to=[other.device])
    shutil.rmtree(root / "a.case")


def _merge(root: Path, say: Say) -> None:
    (bundle,) = root.glob("*.bundle")
    with make.reopen(root / "b.case") as case:
        merging.merge(case, bundle, by="p_b")
    say("merged")


def _merged(root: Path, said: set[str]) -> None:
    with make.reopen(root / "b.case") as case:
        taken = sum(case.get_setting(f"s{n}") == n for n in range(6))
        assert taken in (0, 6)
        assert taken == 6 or "merged" not in said
        assert len(case.documents()) == (2 if taken else 1)
        if taken:
            (large,) = [d.document.id for d in case.documents() if d.alias == "R2"]
            assert len(case.original(large)) == 1_100_000
        sound(case)


# --- a table ---------------------------------------------------------------------------------------------


def _table(root: Path) -> None:
    make.new_case(root / "a.case").close()
    with (root / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("No", "Story"), *((n, f"Account number {n}: the street was quiet.") for n in range(ROWS))])


def _take_in(root: Path, say: Say) -> None:
    rows, bulk.ROWS = bulk.ROWS, 4
    try:
        with make.reopen(root / "a.case") as case:
            desk = Desk(case, now=make.now)
            desk.take_in_many([root / "t.csv"], PLAN, tell=lambda step: say(f"kept {step.kept + step.passed}"))
            say(f"kept {ROWS}")
    finally:
        bulk.ROWS = rows


def _taken_in(root: Path, said: set[str]) -> None:
    with make.reopen(root / "a.case") as case:
        texts = sorted(case.text(d.document.id) for d in case.documents())
        assert texts == sorted(set(texts)), "a row was kept twice"
        assert len(texts) in (*range(0, ROWS, 4), ROWS)
        assert len(texts) >= max((int(word.split()[1]) for word in said), default=0)
        sound(case)


# --- an older format, and trustees --------------------------------------------------------------------------


def _golden(root: Path) -> None:
    shutil.copytree(GOLDEN / "example.case", root / "a.case")


def _opened(root: Path) -> Casefile:
    said = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
    return open_casefile(root / "a.case", said["passphrase"], randomness=secrets.token_bytes, now=make.now)


def _migrate(root: Path, say: Say) -> None:
    with _opened(root) as case:
        say("opened")
        case.append("test.note", {}, by="p_a", event_id="ev_after")
        say("ev_after")


def _migrated(root: Path, said: set[str]) -> None:
    true = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
    with _opened(root) as case:
        kinds = [event.kind for event in case.events()]
        assert kinds[: len(true["kinds"])] == true["kinds"]
        assert kinds[len(true["kinds"]) :] in (["device.keyed"], ["device.keyed", "test.note"])
        assert "ev_after" not in said or kinds[-1] == "test.note"
        assert case.verify(deep=True, checkpoint=true["checkpoint"]).ok
        assert case.text(case.documents()[0].document.id) == true["text"]


def _team(root: Path) -> None:
    team = making_team.a_team(root, 2)
    make.fill(team[0])
    making_team.sync(team)
    for case in team:
        case.close()


def _identify(root: Path, say: Say) -> None:
    """Set trustees, ask, answer here; the colleague answers and sends; open. What is done already is not done again."""
    with make.reopen(root / "0.case") as a, make.reopen(root / "1.case") as b:
        if identities.now_in_force(a) is None:
            identities.set_trustees(a, 2, [a.device, b.device], by="p_a")
        say("set")
        (source,) = [s.id for s in a.sources()]
        open_ones = [r for r in identities.requests(a) if r.mine and not r.opened]
        if not open_ones and any(r.opened for r in identities.requests(a)):
            return
        asked = open_ones[0].id if open_ones else identities.request(a, [source], reason="follow_up", by="p_a")
        say("asked " + asked)
        teams.give(a, b)
        if identities.can_answer(b, identities.find(b, asked), make.T0):
            identities.answer(b, asked, by="p_b")
        say("answered " + asked)
        teams.give(b, a)
        assert identities.open_identity(a, asked, by="p_a")[source]["name"] == "Tobias Wrenfield"
        say("opened " + asked)


def _identified(root: Path, said: set[str]) -> None:
    with make.reopen(root / "0.case") as a, make.reopen(root / "1.case") as b:
        for case in (a, b):
            sound(case)
        requests = {r.id: r for r in identities.requests(a)}
        for word in said:
            what, _, request = word.partition(" ")
            assert what != "set" or identities.now_in_force(a) is not None
            assert what != "asked" or request in requests
            assert what != "answered" or b.device in {x for r in identities.requests(b) if r.id == request for x in r.answered}
            assert what != "opened" or requests[request].opened
        for request in requests.values():  # logged and no key left, or a key left and not logged
            assert request.opened is not request.mine
            if request.opened:
                refused = False
                try:
                    identities.open_identity(a, request.id, by="p_a")
                except RushlightError:
                    refused = True
                assert refused, "a request opened twice"


SCENARIOS = {
    "erase": Scenario(_to_erase, _erase, _erased),
    "pack": Scenario(_two_small, _pack, _packed),
    "backup": Scenario(_two_small, _backup, _backed_up),
    "merge": Scenario(_bundle, _merge, _merged),
    "table": Scenario(_table, _take_in, _taken_in),
    "migration": Scenario(_golden, _migrate, _migrated),
    "identities": Scenario(_team, _identify, _identified),
}
