"""The demonstration is the main job: it runs whole, and its files hold what they promise."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from rushlight.cli.main import main
from rushlight.desk import open_desk
from rushlight.desk.demo import samples
from rushlight.desk.proving import verify_proof
from rushlight.record import Modality, Polarity

SAMPLES = files("rushlight.samples")
PLAN = json.loads(SAMPLES.joinpath("plan.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Ran:
    folder: Path
    output: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = CliRunner().invoke(main, ["demo", "--keep", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output[-2000:]
    return Ran(folder, done.output)


def test_eight_reports_in_two_languages_are_taken_in(ran: Ran) -> None:
    names = [row["file"] for row in PLAN["reports"]]
    assert sum("-en-" in n for n in names) == 5
    assert sum("-ko-" in n for n in names) == 3
    assert all(name in ran.output for name in names)


def test_the_release_is_refused_first_and_says_why_without_jargon(ran: Ran) -> None:
    refused = ran.output[ran.output.index("refused") : ran.output.index("way 1")]
    assert "RL101" in refused
    assert "families" in refused or "family" in refused
    assert not re.search(r"\b(lambda|k-anonym|posterior|quantile)", refused)
    assert "publishing it as it is: error:" in ran.output


def test_two_tellings_from_one_source_count_once_and_the_look_alike_stays_apart(ran: Ran) -> None:
    with open_desk(ran.folder / "demo.case", (ran.folder / "passphrase.txt").read_text(encoding="utf-8").strip()) as desk:
        linked = desk.link()
        shared = [g for g in linked.groups if len(g.reports) > 1]
        assert [g.reports for g in shared] == [("R1", "R2", "R3")]
        assert (linked.sources[shared[0].id].min, linked.sources[shared[0].id].max) == (2, 2)
        assert all("R4" not in g.reports for g in shared)


def test_no_threat_rumour_or_denial_is_among_the_deeds(ran: Ran) -> None:
    """Exile happened in one report only (R7); it was threatened in four and said not to have happened in two."""
    with open_desk(ran.folder / "demo.case", (ran.folder / "passphrase.txt").read_text(encoding="utf-8").strip()) as desk:
        rows = desk.count().table.rows
        exile = [r for r in rows if r.key.what == "move.internal_exile"]
        done = [r for r in exile if (r.key.modality, r.key.polarity) == (Modality.OCCURRED, Polarity.AFFIRMED)]
        assert [r.figure.reports for r in done] == [("R7",)]
        assert {a for r in exile if r.key.modality is Modality.THREATENED for a in r.figure.reports} == {"R1", "R2", "R3", "R5"}
        assert not any(r.key.what.startswith("kill.") and r.key.modality is Modality.OCCURRED for r in rows)


def test_the_published_files_hold_no_exact_sum_day_town_or_name(ran: Ran) -> None:
    text = "".join(p.read_text(encoding="utf-8-sig") for p in (ran.folder / "brief").iterdir())
    ticks = re.findall(r">(2025-\d\d)</text>", text)
    assert ticks == [f"2025-{month:02d}" for month in range(7, 13)]  # the half-year that is shown, each month on the axis
    text = re.sub(r">2025-\d\d</text>", "", text)
    for forbidden in ("8,000", "8000", "14 September", "2025-09", "Onsong", "온성", "Han ", "한모"):
        assert forbidden not in text.replace("18,000", "")


def test_the_brief_is_one_page_that_fetches_nothing(ran: Ran) -> None:
    page = (ran.folder / "brief" / "brief.html").read_text(encoding="utf-8")
    found: list[str] = []

    class Fetching(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(
                f"{tag} {k}" for k, _ in attrs if k in ("src", "href", "srcset", "data", "action") or k.startswith("on")
            )
            if tag in ("script", "link", "iframe", "object", "embed", "form"):
                found.append(tag)

    Fetching().feed(page)
    assert found == []
    assert "default-src 'none'" in page


def test_the_table_opens_as_csv_with_counts_and_sources(ran: Ran) -> None:
    rows = list(csv.DictReader(io.StringIO((ran.folder / "brief" / "statements.csv").read_text(encoding="utf-8-sig"))))
    assert rows
    assert all(int(r["sources_min"]) <= int(r["sources_max"]) <= int(r["reports"]) for r in rows)


def test_the_proof_speaks_of_these_files_and_of_no_others(ran: Ran) -> None:
    proof = ran.folder / "brief.proof" / "proof.json"
    assert verify_proof(proof).ok
    table = ran.folder / "brief" / "statements.csv"
    whole = table.read_bytes()
    try:
        table.write_bytes(whole + b" ")
        assert verify_proof(proof).altered == ("statements.csv",)
    finally:
        table.write_bytes(whole)


def test_the_casefile_verifies_deep_and_its_log_has_no_words(ran: Ran) -> None:
    with open_desk(ran.folder / "demo.case", (ran.folder / "passphrase.txt").read_text(encoding="utf-8").strip()) as desk:
        report = desk.verify(deep=True)
        assert report.ok
        assert report.events > 100
        kinds = {e.kind for e in desk.log()}
    assert {"document.added", "reading.added", "decision.made", "link.judged", "release.refused", "release.published"} <= kinds


def test_nothing_of_the_reports_can_be_read_from_the_casefile_on_disk(ran: Ran) -> None:
    words = ["Onsong", "온성", "yuan", "위안", "보위부", "security officers", "강변통신", "S1"]
    for path in (ran.folder / "demo.case").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for word in words[:-1]:
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data


@pytest.mark.parametrize("row", PLAN["reports"], ids=lambda row: row["file"])
def test_every_sample_has_a_reviewer_and_every_quoted_word_is_in_it(row: dict[str, str]) -> None:
    sample = next(s for s in samples(PLAN) if s.file == row["file"])
    with sample.path() as path:
        text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
    decisions = sample.decisions()
    assert any(d["verdict"] == "accept" for d in decisions)
    assert all(d["words"] in text for d in decisions)


def test_the_samples_are_our_own(shared: Path) -> None:
    """No sentence of the founding report or of the shared dev reports stands in a sample."""
    seen = set()
    for path in [shared / "reports" / "founding.txt", *(shared / "reports" / "dev").glob("*.txt")]:
        words = path.read_text(encoding="utf-8").split()
        seen |= {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    for row in PLAN["reports"]:
        words = SAMPLES.joinpath(row["file"]).read_text(encoding="utf-8").split()
        assert not seen & {tuple(words[i : i + 8]) for i in range(len(words) - 7)}, row["file"]
