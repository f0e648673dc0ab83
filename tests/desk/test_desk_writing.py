"""A text that somebody wrote: read, laid together, backed by the casefile, signed sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import making_desk as make
import pytest

from rushlight.desk import Desk
from rushlight.desk.writing import CheckedText
from rushlight.errors import MisuseError, RushlightError

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


def test_three_ways_and_each_tells_its_effect(desk: Desk) -> None:
    make.ready(desk)
    done = desk.check_text(written(desk, SCATTERED))
    assert [w.kind for w in done.release.ways] == ["cheapest", "keeps_place", "keeps_time"]
    says = [c.says() for w in done.release.ways for c in w.changes]
    assert says
    assert all("families would fit" in s.en and "가족" in s.ko for s in says)


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
