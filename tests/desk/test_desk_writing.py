"""A text that somebody wrote: read, laid together, backed by the casefile, signed sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_desk as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.desk import Desk, erasing
from rushlight.desk.writing import CheckedText
from rushlight.errors import LeakFound, MisuseError, ReleaseRefused, RushlightError

SCATTERED = (
    "In October 2025 two officers of the county security office came to a family in Hyesan. "
    "They demanded 10,000 yuan from the family. The family wrote three confession letters.\n"
)
WIDE = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family.\n"
)
MONTH = WIDE.replace("the second half of 2025", "October 2025")


def written(desk: Desk, text: str, name: str = "article.txt") -> Path:
    path = desk.case.folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def rules(done: CheckedText, item: str) -> set[str]:
    return {f.rule for f in done.release.check.findings if f.stops and f.item == item}


def fewest(done: CheckedText) -> float:
    """How many families fit the first item at least."""
    fitting = done.release.check.items[0].fitting
    assert fitting is not None
    return fitting.low


def test_what_is_scattered_over_a_paragraph_is_laid_together(desk: Desk) -> None:
    """No sentence holds place, time and sum; together they fit hardly anybody."""
    done = desk.check_text(written(desk, SCATTERED))
    items = {i.id: i for i in done.release.draft.items}
    assert set(items) == {"S2", "S3"}
    assert len({i.event for i in items.values()}) == 1
    assert {i.place for i in items.values()} == {"KP.ryanggang.hyesan"}
    assert "RL101" in rules(done, "S2")
    assert "RL106" in rules(done, "S3")
    apart = desk.check_text(written(desk, "They demanded 10,000 yuan from a family.\n"))
    assert 5 * fewest(done) < fewest(apart)


def test_a_paragraph_that_goes_on_tells_of_the_same_and_one_elsewhere_does_not(desk: Desk) -> None:
    going_on = "In October 2025 officers demanded 10,000 yuan from a family in Hyesan.\n\nThe family wrote a confession.\n"
    assert len({i.event for i in desk.check_text(written(desk, going_on)).release.draft.items}) == 1
    elsewhere = going_on.replace("The family wrote", "In May 2024 a family in Hoeryong wrote")
    assert len({i.event for i in desk.check_text(written(desk, elsewhere)).release.draft.items}) == 2


def test_what_became_of_the_family_later_narrows_it_down(desk: Desk) -> None:
    text = SCATTERED.strip() + " Their daughter left in 2019.\n"
    alone, chained = (desk.check_text(written(desk, t)) for t in (SCATTERED, text))
    assert fewest(chained) < fewest(alone)


def test_a_sentence_nobody_signed_stops(desk: Desk) -> None:
    make.ready(desk)
    path = written(desk, WIDE)
    done = desk.check_text(path)
    assert [f.says.en for f in done.release.check.findings if f.stops] == [
        "Nobody has signed this sentence and said what else in it is unusual."
    ]
    assert [s.id for s in desk.sign(path, [1], unusual="")] == ["S1"]
    after = desk.check_text(path)
    assert after.release.check.passed
    assert after.signed["S1"].by == "A1"
    assert not after.unsigned
    kinds = [e.kind for e in desk.log() if e.kind.partition(".")[0] in ("text", "sentence")]
    assert kinds == ["text.checked", "sentence.signed", "text.checked"]
    assert desk.verify(deep=True).ok


def test_a_changed_sentence_is_signed_anew_and_spacing_changes_nothing(desk: Desk) -> None:
    make.ready(desk)
    path = written(desk, WIDE)
    desk.sign(path, [1], unusual="")
    assert desk.check_text(written(desk, WIDE.replace(", ", ",  "))).release.check.passed
    assert not desk.check_text(written(desk, WIDE.replace("2025", "2024"))).release.check.passed


def test_what_a_signer_finds_unusual_counts(desk: Desk) -> None:
    make.ready(desk)
    path = written(desk, WIDE)
    desk.sign(path, [1], unusual="")
    before = fewest(desk.check_text(path))
    desk.sign(path, [1], unusual="the house with the blue gate")
    assert fewest(desk.check_text(path)) < before


def test_the_casefile_stands_behind_it_or_somebody_says_what_does(desk: Desk) -> None:
    """Without a report behind it nobody's consent is known; who signs it as published elsewhere answers for that."""
    path = written(desk, WIDE)
    desk.sign(path, [1], unusual="")
    assert rules(desk.check_text(path), "S1") == {"RL109", "RL110"}
    desk.sign(path, [1], unusual="", elsewhere=True)
    assert desk.check_text(path).release.check.passed


def test_consent_of_the_report_behind_it_is_asked_for(desk: Desk) -> None:
    desk.add_source("S1")
    make.taken(desk, make.DEMAND, source="S1")
    make.accept_all(desk)
    path = written(desk, WIDE)
    desk.sign(path, [1], unusual="", elsewhere=True)  # saying so does not help where a report of ours does tell it
    assert rules(desk.check_text(path), "S1") == {"RL109"}
    make.agreed(desk, "S1", "R1")
    assert desk.check_text(path).release.check.passed


def test_who_could_know_is_signed_with_it(desk: Desk) -> None:
    make.ready(desk)
    path = written(desk, WIDE)
    desk.sign(path, [1], unusual="", knowers=["victim", "spouse"])
    assert rules(desk.check_text(path), "S1") == {"RL102"}


def test_a_name_of_the_vault_and_an_exact_sum_stop_it(desk: Desk) -> None:
    make.ready(desk)
    done = desk.check_text(written(desk, f"Officers demanded 10,000 yuan from a family in Hyesan. {make.NAME} was there.\n"))
    assert {"RL101", "RL104"} <= rules(done, "S1")
    assert "RL103" in rules(done, "S2")


def test_it_is_laid_beside_what_was_published(desk: Desk, tmp_path: Path) -> None:
    """The brief kept the place; a text with the month of the same demand would complete it."""
    desk.publish(make.ready(desk).id, tmp_path / "brief", way=2)
    path = written(desk, MONTH)
    desk.sign(path, [1], unusual="")
    assert "RL106" in rules(desk.check_text(path), "S1")


def test_other_wordings_are_told_and_no_way_is_offered_since_a_text_is_published_as_it_stands(desk: Desk) -> None:
    make.ready(desk)
    done = desk.check_text(written(desk, SCATTERED))
    assert done.release.ways == ()
    says = [c.says() for c in done.wordings]
    assert says
    assert all("families would fit" in s.en and "가족" in s.ko for s in says)
    told = [r.en for f in done.release.check.findings for r in f.remedies]
    assert not any("three ways" in words for words in told)


def test_korean_text(desk: Desk) -> None:
    text = "2025년 10월 혜산시에서 보위부 간부들이 한 가족에게 1만 위안을 요구했다. 가족은 자백서 세 통을 썼다.\n"
    done = desk.check_text(written(desk, text))
    assert done.release.draft.language == "ko"
    assert [p.id for p in done.parts] == ["S1", "S2"]
    assert done.release.draft.items
    assert "RL101" in rules(done, "S1")


def test_a_sentence_with_place_and_time_that_nobody_could_read_stops(desk: Desk) -> None:
    path = written(desk, "On 12 October 2025 Hyesan was quiet and cold.\n")
    desk.sign(path, [1], unusual="")
    assert rules(desk.check_text(path), "S1") == {"RL110"}
    desk.sign(path, [1], unusual="", elsewhere=True)
    assert desk.check_text(path).release.check.passed


def test_bad_input_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    path = written(desk, WIDE)
    before = len(desk.log())
    for numbers, more in (
        ([2], {}),
        ([0], {}),
        ([1], {"unusual": None}),
        ([1], {"unusual": "x" * 501}),
        ([1], {"knowers": ["saints"]}),
        ([1, 9], {}),
    ):
        with pytest.raises(MisuseError):
            desk.sign(path, numbers, **{"unusual": "", **more})  # type: ignore[arg-type]
    with pytest.raises(RushlightError):
        desk.check_text(written(desk, "", "empty.txt"))
    with pytest.raises(RushlightError):
        desk.check_text(desk.case.folder.parent / "nothing.txt")
    assert len(desk.log()) == before


def test_no_word_of_the_text_is_in_the_log(desk: Desk) -> None:
    path = written(desk, SCATTERED)
    desk.sign(path, [1, 2, 3], unusual="")
    desk.check_text(path)
    bodies = " ".join(str(o.data) for kind in ("sentence.signed", "text.checked") for o in desk.case.records(kind))
    for word in ("Hyesan", "yuan", "10,000", "family wrote"):
        assert word not in bodies


def signed(desk: Desk, text: str) -> tuple[Path, str]:
    """A text of one happening of the casefile, every sentence signed and checked; its file and release."""
    make.ready(desk)
    path = written(desk, text)
    desk.sign(path, range(1, len(desk.check_text(path).parts) + 1), unusual="")
    done = desk.check_text(path)
    assert done.release.check.passed, [f.says.en for f in done.release.check.findings if f.stops]
    return path, done.release.id


def test_a_signed_text_is_published_as_it_stands_and_joins_the_ledger(desk: Desk, tmp_path: Path) -> None:
    path, release = signed(desk, WIDE)
    done = desk.publish(release, tmp_path / "out", text=path)
    assert [p.name for p in done.folder.iterdir()] == ["text.txt"]
    assert (done.folder / "text.txt").read_text(encoding="utf-8") == WIDE
    (past,) = desk.releases()
    assert (past.text, past.sentences) == (True, 1)
    assert desk.audit_release(done.proof / "proof.json").ok
    assert [r for r, _ in erasing.releases_of(desk.case, "R1")] == [release], "what stands behind it is known"
    (entry,) = desk.case.records("release.projected")
    (sentence,) = entry.data["entry"]["sentences"]
    assert sentence["digest"] == desk.check_text(path).parts[0].digest


def test_the_ledger_stops_what_would_complete_a_published_text(desk: Desk, tmp_path: Path) -> None:
    """The text told the half-year; the month is stopped now by what both together say (RL106 or the meet in RL101)."""
    path, release = signed(desk, WIDE)
    before = {
        f.rule
        for f in desk.check_release(levels=["I1.place=country", "I1.amount=order", "I1.time=half_year"]).check.findings
        if f.stops
    }
    assert before == set()
    desk.publish(release, tmp_path / "out", text=path)
    narrower = desk.check_release(levels=["I1.place=province", "I1.amount=word", "I1.time=year"])
    assert any(f.rule == "RL106" for f in narrower.check.findings), [f.rule for f in narrower.check.findings]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda p: p.write_text(WIDE.replace("officials", "officers"), encoding="utf-8"), "another text"),
        (lambda p: p.write_text(WIDE + "More.\n", encoding="utf-8"), "another text"),
        (lambda p: p.unlink(), "file"),
    ],
)
def test_another_text_than_was_checked_does_not_leave(desk: Desk, tmp_path: Path, change: Any, match: str) -> None:
    path, release = signed(desk, WIDE)
    change(path)
    with pytest.raises(RushlightError, match=match):
        desk.publish(release, tmp_path / "out", text=path)
    assert not (tmp_path / "out").exists()
    assert desk.releases() == ()


def test_an_unsigned_text_is_refused_and_one_signed_since_is_checked_again(desk: Desk, tmp_path: Path) -> None:
    make.ready(desk)
    path = written(desk, WIDE)
    release = desk.check_text(path).release.id
    with pytest.raises(ReleaseRefused, match="refuses"):
        desk.publish(release, tmp_path / "out", text=path)
    desk.sign(path, [1], unusual="")
    with pytest.raises(ReleaseRefused, match="changed since"):
        desk.publish(release, tmp_path / "out", text=path)
    desk.publish(desk.check_text(path).release.id, tmp_path / "out", text=path)


def test_a_text_wants_its_file_and_other_releases_want_none(desk: Desk, tmp_path: Path) -> None:
    path, release = signed(desk, WIDE)
    with pytest.raises(MisuseError, match="not kept"):
        desk.publish(release, tmp_path / "out")
    with pytest.raises(MisuseError, match="plain text"):
        desk.publish(release, tmp_path / "out", text=path, formats=["pdf"])
    with pytest.raises(MisuseError, match="as it stands"):
        desk.publish(release, tmp_path / "out", text=path, way=1)
    with pytest.raises(MisuseError, match="no text"):
        desk.publish(desk.check_release().id, tmp_path / "out", text=path)


def test_a_name_in_a_text_is_found_in_the_finished_file(desk: Desk, tmp_path: Path) -> None:
    make.ready(desk)
    path = written(desk, WIDE.replace("one source", "Quillfeather"))
    desk.sign(path, [1], unusual="")
    release = desk.check_text(path).release
    with pytest.raises((ReleaseRefused, LeakFound)):
        desk.publish(release.id, tmp_path / "out", text=path)
    assert not (tmp_path / "out").exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_of_the_text_is_another_text(text_of: tuple[Desk, Path, str], where: float, flip: int) -> None:
    """It is refused, or reads the same word for word (white space) and has the same digest."""
    desk, path, release = text_of
    whole = path.read_bytes()
    data = bytearray(whole)
    data[int(where * len(data))] ^= flip
    changed = path.with_name("changed.txt")
    changed.write_bytes(data)
    try:
        shown = desk.look(release, text=changed)
    except RushlightError:
        return
    assert data.decode("utf-8").split() == whole.decode("utf-8").split()
    assert shown.digest == desk.look(release, text=path).digest


@pytest.fixture(scope="module")
def text_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Path, str]]:
    with make.a_desk(tmp_path_factory.mktemp("text")) as desk:
        yield (desk, *signed(desk, WIDE))
