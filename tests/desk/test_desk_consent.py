"""The terms of a consent are kept, said again and asked for: how much may show, for whom, of which reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import making_desk as make
import pytest

from rushlight.cli.conflicts import _consent as said_words
from rushlight.desk import Desk
from rushlight.desk.consent import consents
from rushlight.errors import MisuseError
from rushlight.record import IdentityLevel, Purpose
from rushlight.release import Consent

PUBLIC = Purpose.PUBLIC_ANONYMOUS


def told(desk: Desk) -> None:
    desk.add_source("S1")
    make.taken(desk, make.DEMAND, source="S1")
    make.taken(desk, make.RETOLD, source="S1")
    make.accept_all(desk)


def stops(desk: Desk, recipient: str | None = None) -> bool:
    found = desk.check_release(recipient=recipient).check.findings
    return any(f.rule == "RL109" for f in found)


def test_terms_are_kept(desk: Desk) -> None:
    told(desk)
    until = dt.date(2026, 12, 31)
    desk.consent("S1", PUBLIC, until=until, identity=IdentityLevel.PSEUDONYM, recipients=["The  Far Bank"], reports=["R1"])
    source = desk.case.sources()[0].id
    wanted = Consent(source, PUBLIC, until, None, IdentityLevel.PSEUDONYM, ("The Far Bank",), ("R1",))
    assert consents(desk.case) == (wanted,)
    assert consents(make.reopened(desk).case) == (wanted,)


def test_only_the_recipient_and_the_reports_agreed_to(desk: Desk) -> None:
    told(desk)
    desk.consent("S1", PUBLIC, recipients=["The Far Bank"])
    assert stops(desk)
    assert not stops(desk, "The Far Bank")
    desk.consent("S1", PUBLIC, recipients=["The Far Bank"], reports=["R1"])
    assert stops(desk, "The Far Bank")
    desk.consent("S1", PUBLIC)
    assert not stops(desk)


def test_what_a_release_was_for_is_published_only_so(desk: Desk, tmp_path: Path) -> None:
    make.ready(desk)
    desk.consent("S1", PUBLIC, recipients=["The Far Bank"])
    desk.consent("R1", PUBLIC, recipients=["The Far Bank"])
    checked = desk.check_release(recipient="The Far Bank")
    done = desk.publish(checked.id, tmp_path / "brief", way=1)
    assert "Far Bank" not in "".join(p.read_text(encoding="utf-8") for p in done.folder.iterdir())


@pytest.mark.parametrize(
    "terms", [{"recipients": [""]}, {"recipients": ["x" * 81]}, {"recipients": ["a\x07"]}, {"reports": ["R9"]}]
)
def test_bad_terms_are_refused_and_nothing_is_kept(desk: Desk, terms: dict[str, list[str]]) -> None:
    told(desk)
    with pytest.raises(MisuseError):
        desk.consent("S1", PUBLIC, **terms)  # type: ignore[arg-type]
    assert consents(desk.case) == ()


def test_whoever_may_not_find_a_report_sees_no_consent_of_it(desk: Desk) -> None:
    told(desk)
    desk.consent("S1", PUBLIC, reports=["R1", "R2"])
    desk.consent("R2", PUBLIC)
    everything = consents(desk.case)
    assert consents(desk.case, by="A1") == everything
    desk.restrict("R2", ["A1"])
    assert (consents(desk.case), consents(desk.case, by="A1")) == (everything, everything)
    (seen,) = consents(desk.case, by="A2")
    assert seen == replace(everything[0], reports=("R1",))


def test_terms_in_words() -> None:
    said = '{"identity":"named","recipients":["The Far Bank"],"reports":["d1"],"until":"2026-12-31","withdrawn":null}'
    assert said_words(said) == "agreed until 2026-12-31, at most named, for The Far Bank, of 1 report only"
    assert said_words('{"until":null,"withdrawn":null}') == "agreed"
    assert said_words('{"until":null,"withdrawn":"2026-01-01"}') == "withdrawn"
