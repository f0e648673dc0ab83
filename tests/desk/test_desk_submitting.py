"""A submission to the United Nations: consent by name, what is required, one sealed file, and no link to a release."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import making_desk as make
import pyrage
import pytest
from click.testing import CliRunner

from rushlight.cli.main import main
from rushlight.desk import Desk
from rushlight.desk.submitting import submissions_of
from rushlight.errors import MisuseError, ReleaseRefused, RushlightError
from rushlight.record import IdentityLevel, Purpose
from rushlight.release import form, forms, submission

OWN = pyrage.x25519.Identity.generate()
KEY = str(OWN.to_public())
CONFIDENTIAL, PASSED_ON = Purpose.UN_CONFIDENTIAL, Purpose.UN_TRANSMITTED_TO_GOVERNMENT
ANSWERS = {
    "name": "Tobias Wrenfield",
    "date": "2025-10",
    "place": "Hyesan",
    "forces": "the county security office",
    "steps": "none was possible: the family was threatened",
    "submitter": "Rushlight test desk, desk@example.org",
}
SPECIAL = {**{k: v for k, v in ANSWERS.items() if k != "steps"}, "circumstances": "taken from home"}


def told(desk: Desk, *purposes: Purpose) -> None:
    desk.add_source("S1")
    make.taken(desk, make.VISIT, source="S1")
    make.accept_all(desk)
    for purpose in purposes:
        desk.consent("S1", purpose)


def opened(path: Path) -> str:
    return str(pyrage.decrypt(path.read_bytes(), [OWN]).decode())


def refused(desk: Desk, file: Path, to: str = "wgeid", transmit: bool = False, **answers: str) -> bool:
    """Whether it is refused; then nothing was written and nothing is in the log."""
    before = len(desk.case.events())
    try:
        desk.submit("R1", to, (ANSWERS if to == "wgeid" else SPECIAL) | answers, file, key=KEY, transmit=transmit)
    except RushlightError as error:
        said = str(error)
    else:
        file.unlink()
        return False
    assert not file.exists()
    assert len(desk.case.events()) == before
    assert not any(v in said for v in ANSWERS.values())
    return True


def test_the_file_opens_with_the_named_key_and_says_what_is_not_stated(desk: Desk, tmp_path: Path) -> None:
    told(desk, CONFIDENTIAL, PASSED_ON)
    done = desk.submit("R1", "wgeid", ANSWERS, tmp_path / "one.age", key=KEY)
    text = opened(tmp_path / "one.age")
    assert all(answer in text for answer in ANSWERS.values())
    assert text.count("not stated") == len(done.not_stated) == 7
    assert done.id in text
    assert b"Wrenfield" not in (tmp_path / "one.age").read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt((tmp_path / "one.age").read_bytes(), [pyrage.x25519.Identity.generate()])
    assert desk.verify(deep=True).ok


def test_it_is_logged_without_names_and_apart_from_releases(desk: Desk, tmp_path: Path) -> None:
    told(desk, CONFIDENTIAL, PASSED_ON, Purpose.PUBLIC_ANONYMOUS)
    desk.consent("R1", Purpose.PUBLIC_ANONYMOUS)
    checked = desk.check_release()
    before = desk.case.releases()
    done = desk.submit("R1", "wgeid", ANSWERS, tmp_path / "one.age", key=KEY)
    assert desk.case.releases() == before
    row = desk.case.records("submission.made")[-1]
    said = json.dumps(row.data)
    assert set(row.data) == {"id", "to", "subjects", "purposes", "elements", "sha256"}
    assert not any(v in said for v in (*ANSWERS.values(), KEY, checked.id))
    text = opened(tmp_path / "one.age")
    ids = (checked.id, done.event, *row.data["subjects"], *(s.id for r in desk.reports() for s in r.accepted), "R1", "S1")
    assert not any(inner in text.split() for inner in ids)
    assert submissions_of(desk.case, "R1") == submissions_of(desk.case, "S1") == (("wgeid", dt.date(2026, 3, 1)),)
    assert submissions_of(desk.case, "R9") == ()


@pytest.mark.parametrize("missing", ["name", "date", "place", "forces", "steps", "submitter"])
def test_each_of_the_six_elements_is_required(desk: Desk, tmp_path: Path, missing: str) -> None:
    told(desk, CONFIDENTIAL, PASSED_ON)
    assert refused(desk, tmp_path / "one.age", "wgeid", False, **{missing: " "})
    assert not refused(desk, tmp_path / "one.age")


def test_consent_by_name_for_each_purpose(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "one.age"
    told(desk, Purpose.PUBLIC_ANONYMOUS)
    assert refused(desk, file)
    desk.consent("S1", CONFIDENTIAL)
    assert refused(desk, file)
    assert not refused(desk, file, "special-procedures")
    assert refused(desk, file, "special-procedures", transmit=True)
    desk.consent("S1", PASSED_ON)
    assert not refused(desk, file)
    assert not refused(desk, file, "special-procedures", transmit=True)
    desk.consent("S1", PASSED_ON, identity=IdentityLevel.PSEUDONYM)
    assert refused(desk, file)
    desk.consent("S1", PASSED_ON, recipients=["special-procedures"])
    assert refused(desk, file)
    desk.consent("S1", PASSED_ON, until=dt.date(2026, 2, 1))
    assert refused(desk, file)
    desk.consent("S1", CONFIDENTIAL, withdrawn=True)
    assert refused(desk, file, "special-procedures")


def test_whether_the_name_may_be_passed_on_is_said(desk: Desk, tmp_path: Path) -> None:
    told(desk, CONFIDENTIAL)
    desk.submit("R1", "special-procedures", SPECIAL, tmp_path / "one.age", key=KEY)
    assert "may NOT be passed to the government" in opened(tmp_path / "one.age")


@pytest.mark.parametrize("key", ["", "age1", "AGE-SECRET-KEY-1X", "ssh-ed25519 AAAA"])
def test_a_key_that_is_none(desk: Desk, tmp_path: Path, key: str) -> None:
    told(desk, CONFIDENTIAL, PASSED_ON)
    with pytest.raises(MisuseError):
        desk.submit("R1", "wgeid", ANSWERS, tmp_path / "one.age", key=key)
    assert not (tmp_path / "one.age").exists()
    assert desk.case.records("submission.made") == ()


def test_places_that_will_not_do(desk: Desk, tmp_path: Path) -> None:
    told(desk, CONFIDENTIAL, PASSED_ON)
    (tmp_path / "there.age").write_bytes(b"kept")
    for file in (tmp_path / "one.txt", tmp_path / "there.age", tmp_path / "no" / "one.age", desk.case.folder / "one.age"):
        with pytest.raises(MisuseError):
            desk.submit("R1", "wgeid", ANSWERS, file, key=KEY)
    assert (tmp_path / "there.age").read_bytes() == b"kept"


@pytest.mark.parametrize(
    ("key", "answer", "good"),
    [
        ("date", "2025-10-12", True),
        ("date", "2025-13", False),
        ("date", "2025", False),
        ("date", "last month", False),
        ("name", "김철수", True),
        ("name", "A", False),
        ("name", "Witness A", False),
        ("submitter", "Ms. B", False),
    ],
)
def test_answers_that_will_do(key: str, answer: str, good: bool) -> None:
    def made() -> str:
        return submission(form("wgeid"), ANSWERS | {key: answer}, id="un_x", on=dt.date(2026, 3, 1), transmit=True)

    if good:
        assert answer in made()
    else:
        with pytest.raises(ReleaseRefused, match="lacks") as caught:
            made()
        assert caught.value.where == key


def test_forms_are_whole() -> None:
    assert forms() == ("wgeid", "special-procedures")
    assert sum(e.needed for e in form("wgeid").elements) == 6
    for to in forms():
        assert all(e.label.en and e.label.ko and e.kind in ("text", "name", "month") for e in form(to).elements)
    with pytest.raises(MisuseError):
        form("interpol")
    with pytest.raises(MisuseError):
        submission(form("wgeid"), ANSWERS | {"shoe size": "40"}, id="un_x", on=dt.date(2026, 3, 1), transmit=True)


def test_the_verb(desk: Desk, tmp_path: Path) -> None:
    """What was accepted is offered: date, place and forces come from the report."""
    told(desk, CONFIDENTIAL, PASSED_ON)
    folder = desk.case.folder
    words = tmp_path / "words"
    words.write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    _, offered = desk.submission_form("R1", "wgeid", tmp_path / "one.age")
    assert offered["date"] == "2025-10-14"
    desk.close()
    call = ["submit", str(folder), "R1", "--to", "wgeid", "--key", KEY, "--into", str(tmp_path / "one.age")]
    asked = [
        ANSWERS[e.key] if e.key in ("name", "place", "forces", "steps", "submitter") else "" for e in form("wgeid").elements
    ]
    done = CliRunner().invoke(main, [*call, "--passphrase-file", str(words)], input="\n".join(asked) + "\n")
    assert done.exit_code == 0, done.output
    assert "not stated: circumstances" in done.output
    assert "   2025-10-14\n" in opened(tmp_path / "one.age")
