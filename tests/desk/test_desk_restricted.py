"""A restricted report leaves no trace in what is shown, linked, counted, checked or handed out for whoever may not find it."""

from __future__ import annotations

import itertools
import secrets
import shutil
from pathlib import Path
from typing import Any

import making_desk as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_desk_bulk import PLAN, table, took

from rushlight.casefile import open_casefile
from rushlight.casefile.search.conditions import Conditions
from rushlight.desk import Desk
from rushlight.desk.linking import Linked
from rushlight.errors import MisuseError, ReviewError, RushlightError
from rushlight.record import Judgement, Purpose, Relation, Verdict

TEXTS = (make.DEMAND, make.VISIT, make.RETOLD)
some = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


def opened(folder: Path, actor: str, seed: int = 7) -> Desk:
    case = open_casefile(folder, make.PASSPHRASE, randomness=secrets.token_bytes, now=make.ticking())
    counting = itertools.count(seed)
    return Desk(case, actor=actor, now=make.ticking(), randomness=lambda size: next(counting).to_bytes(size, "big"))


def take(desk: Desk, folder: Path, text: str) -> str:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return desk.take_in(path, published=make.PUBLISHED).alias


def accept_all(desk: Desk) -> None:
    for report in desk.reports():
        for statement in report.reading.statements:
            try:
                desk.decide(statement.id, Verdict.ACCEPT)
            except RushlightError:
                desk.decide(statement.id, Verdict.UNSURE)


def worked_out(linked: Linked) -> list[Any]:
    """What is found, and all that is worked out of it only when it is asked for."""
    lazy = [dict(linked.names), dict(linked.told), dict(linked.sources), dict(linked.standing)]
    whole = [linked.reports, linked.judgements, linked.proposals, linked.groups, linked.replaced, linked.happenings()]
    return [*lazy, *whole, linked.book.count([r.alias for r in linked.reports])]


def all_shown(desk: Desk) -> list[Any]:
    """Everything that a person gets to see, in one order; what the log gets of it does not matter here."""
    found = desk.find("", Conditions())
    checked = desk.check_release(title="What the reports tell")
    linked = desk.link()
    out: list[Any] = [
        desk.reports(),
        desk.queue(),
        desk.progress(),
        worked_out(linked),
        desk.count(period="month"),
        found.answer,
    ]
    out += [checked.draft, checked.check, checked.ways, checked.sealed_for_trustees, desk.conflicts()]
    out += [[linked.claims(group) for group in linked.groups]]
    return out


@some
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2, unique=True), st.sampled_from(TEXTS))
def test_what_is_shown_is_the_same_with_and_without_it(
    tmp_path_factory: pytest.TempPathFactory, visible: list[str], secret: str
) -> None:
    folder = tmp_path_factory.mktemp("restricted")
    with make.a_desk(folder) as desk:
        for text in visible:
            take(desk, folder, f"{text}\nSeen by several people.\n")
        accept_all(desk)
    bare, full = folder / "winter.case", folder / "full.case"
    shutil.copytree(bare, full)
    with opened(full, "A9", seed=1 << 40) as other:
        alias = take(other, folder, secret)
        other.restrict(alias, ["A9"])
        accept_all(other)
        heads = [report.document.id for report in other.reports()]
        other.judge(Relation.SAME_ORIGIN, heads[0], heads[-1], Judgement.SAME)
        other.consent(alias, Purpose.PUBLIC_ANONYMOUS)
        assert len(other.reports()) == len(visible) + 1
    with opened(bare, "A1") as without, opened(full, "A1") as with_it:
        assert all_shown(with_it) == all_shown(without)
        assert [d.alias for d in with_it.case.documents(by="A1")] == [d.alias for d in without.case.documents()]


@pytest.fixture
def hidden(desk: Desk, tmp_path: Path) -> tuple[Desk, str]:
    """A desk of somebody who may not find R2, and R2's document."""
    take(desk, tmp_path, make.DEMAND)
    other = Desk(desk.case, actor="A9", now=desk.now)
    alias = take(other, tmp_path, make.VISIT)
    other.restrict(alias, ["A9"])
    return desk, desk.case.documents()[1].document.id


def test_every_use_of_it_is_refused_as_if_it_were_not_there(hidden: tuple[Desk, str], tmp_path: Path) -> None:
    desk, document = hidden
    theirs = desk.case.readings(document)[-1]
    statement, other = theirs.reading.statements[0].id, desk.case.documents()[0].document.id
    before = len(desk.log())
    acts: list[tuple[Any, Any]] = [
        (ReviewError, lambda name: desk.decide(statement if name else "st_none", Verdict.ACCEPT)),
        (MisuseError, lambda name: desk.judge(Relation.SAME_ORIGIN, other, document if name else "do_none", Judgement.SAME)),
        (MisuseError, lambda name: desk.consent("R2" if name else "R9", Purpose.PUBLIC_ANONYMOUS)),
        (MisuseError, lambda name: desk.request_identity(["R2" if name else "R9"])),
        (MisuseError, lambda name: desk.restrict("R2" if name else "R9", [])),
        (MisuseError, lambda name: desk.disclose(["R2" if name else "R9"], tmp_path / "a.disclosure")),
        (MisuseError, lambda name: desk.disclose([document if name else "do_none"], tmp_path / "a.disclosure")),
        (MisuseError, lambda name: desk.disclose([theirs.event if name else "ev_none"], tmp_path / "a.disclosure")),
        (RushlightError, lambda name: desk.check_release(chosen=[statement if name else "st_none"])),
        (ReviewError, lambda name: desk.apply_script(document if name else "do_none", [])),
    ]
    for kind, act in acts:
        with pytest.raises(kind) as is_hidden:
            act(True)
        with pytest.raises(kind) as is_not_there:
            act(False)
        assert (is_hidden.value.what, is_hidden.value.hint) == (is_not_there.value.what, is_not_there.value.hint)
    assert len(desk.log()) == before


def test_what_was_decided_before_it_was_restricted_cannot_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, make.VISIT)
    accept_all(desk)
    Desk(desk.case, actor="A1", now=desk.now).restrict("R1", ["A1", "A9"])
    Desk(desk.case, actor="A9", now=desk.now).restrict("R1", ["A9"])
    with pytest.raises(MisuseError, match="no decision of yours"):
        desk.undo()
    assert desk.reports() == ()


# --- later versions of one row -------------------------------------------------------------------------


def test_only_the_latest_version_of_a_row_is_linked_and_counted(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", [("A-7", make.VISIT), ("A-8", make.DEMAND)]))
    took(desk, table(tmp_path / "b.csv", [("A-7", make.VISIT + "More came later.")]))
    took(desk, table(tmp_path / "c.csv", [("A-7", make.VISIT + "Even more came later.")]))
    list(desk.read_waiting(PLAN))
    accept_all(desk)
    assert [r.alias for r in desk.reports()] == ["R1", "R2", "R3", "R4"]
    linked, counted = desk.link(), desk.count()
    assert [r.alias for r in linked.reports] == ["R2", "R4"]
    assert linked.replaced == counted.replaced == (("R1", "R4"), ("R3", "R4"))
    assert counted.table.received == 2
    erased = desk.plan_erasure("R4")
    desk.erase(erased)
    assert [r.alias for r in desk.link().reports] == ["R2", "R3"]


def test_a_version_that_nobody_has_looked_at_takes_no_evidence_away(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", [("A-7", make.VISIT)]))
    list(desk.read_waiting(PLAN))
    accept_all(desk)
    took(desk, table(tmp_path / "b.csv", [("A-7", make.VISIT + make.DEMAND)]))
    list(desk.read_waiting(PLAN))
    assert ([r.alias for r in desk.link().reports], desk.link().replaced) == (["R1"], (("R2", "R1"),))
    accept_all(desk)
    assert ([r.alias for r in desk.link().reports], desk.link().replaced) == (["R2"], (("R1", "R2"),))


def test_a_version_that_one_may_not_find_replaces_nothing(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", [("A-7", make.VISIT)]))
    other = Desk(desk.case, actor="A9", now=desk.now)
    took(other, table(tmp_path / "b.csv", [("A-7", make.VISIT + "More came later.")]))
    list(desk.read_waiting(PLAN))
    other.restrict("R2", ["A9"])
    assert ([r.alias for r in desk.link().reports], desk.link().replaced) == (["R1"], ())
    assert ([r.alias for r in other.link().reports], other.count().replaced) == (["R2"], (("R1", "R2"),))
