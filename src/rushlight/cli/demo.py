"""``rushlight demo``: the main job on the shipped fictional reports, from a report to a checked release."""

from __future__ import annotations

import secrets
import tempfile
import time
from pathlib import Path

import click

from rushlight.casefile import generate_passphrase
from rushlight.cli import count, link, publish, release_said, screen, verify
from rushlight.codebook.words import document_kind_words
from rushlight.desk import Desk, new_desk
from rushlight.desk.demo import Demonstration
from rushlight.desk.proving import verify_proof
from rushlight.errors import ReleaseRefused


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), metavar="FOLDER", help="a new folder to work in, not a temporary one")
@click.option("--brief", "short", is_flag=True, help="print the steps, not the tables")
def command(keep: Path | None, short: bool) -> None:
    """Take in eight fictional reports, review, link, count, and publish what may leave.

    The casefile and the files stay in the folder that the last lines name.
    """
    folder = _folder(keep)
    started = time.monotonic()
    passphrase = generate_passphrase(secrets.token_bytes)
    _step(1, "a fresh casefile")
    with new_desk(folder / "demo.case", passphrase) as desk:
        Show(desk, folder, short).run()
    (folder / "passphrase.txt").write_text(passphrase + "\n", encoding="utf-8")
    _ending(folder, time.monotonic() - started)


SHOWN = 4
"""Statements shown of the first report; the rest is in the casefile."""


def _folder(keep: Path | None) -> Path:
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="rushlight-demo-"))
    keep.mkdir(parents=True)
    return keep


def _step(number: int, what: str) -> None:
    screen.say(f"\n[{number}/8] {what}")


class Show:
    """The demonstration's steps on the screen."""

    def __init__(self, desk: Desk, folder: Path, short: bool) -> None:
        self.desk, self.folder, self.short = desk, folder, short
        self.demo = Demonstration(desk)

    def run(self) -> None:
        self._take_in()
        self._review()
        self._link()
        self._count()
        release = self._refused()
        self._published(release)
        self._verified()

    def _take_in(self) -> None:
        _step(2, "take in the shipped reports (all fictional)")
        self.demo.record_sources()
        for sample in self.demo.samples():
            kept = self.demo.take_in(sample)
            kind = document_kind_words(kept.reading.kind)
            found = len(kept.reading.statements)
            screen.say(f"  {kept.alias}  {sample.file:<24}{kind}, {kept.reading.language}: {found} proposals")

    def _review(self) -> None:
        _step(3, "a reviewer decides (shipped decisions; a person's keys are in 'rushlight review')")
        for sample in self.demo.samples():
            self.demo.review(sample)
        done = self.desk.progress()
        waiting = done.total - done.decided
        screen.say(f"  {done.total} proposals: {done.accepted} accepted, {done.rejected} rejected, {waiting} waiting")
        if not self.short:
            first = self.desk.reports()[0]
            screen.say(f"\naccepted of {first.alias}")
            screen.statements(first.reading, first.accepted[:SHOWN])
            screen.say(f"and {len(first.accepted) - SHOWN} more: rushlight show demo.case {first.alias} --accepted")

    def _link(self) -> None:
        _step(4, "link: which reports tell of the same event?")
        first = self.desk.link()
        before = {g.reports: str(first.sources[g.id]) for g in first.groups}
        self.demo.judge()
        after = self.desk.link()
        for group in after.groups:
            if len(group.reports) > 1:
                told, now = ", ".join(group.reports), after.sources[group.id]
                screen.say(
                    f"  {told}: {before.get(group.reports, '?')} independent sources before a person judged, {now} after"
                )
        if not self.short:
            link.show(after)

    def _count(self) -> None:
        _step(5, "count: threats apart from deeds, practices apart from single happenings")
        counted = self.desk.count()
        if self.short:
            rows, waiting = len(counted.table.rows), counted.table.waiting
            screen.say(f"  {rows} rows; {waiting} proposals are in none of them, because nobody decided")
        else:
            count.show(counted, whole=False)
            screen.say(f"the whole tally has {len(counted.table.rows)} rows: rushlight count demo.case")

    def _refused(self) -> str:
        _step(6, "check a release: may this leave?")
        self.demo.consent()
        plan = self.demo.plan["release"]
        done = self.desk.check_release(chosen=self.demo.chosen(self.desk.link()), title=plan["title"])
        release_said.show(done)
        try:
            self.desk.publish(done.id, self.folder / "never")
        except ReleaseRefused as error:
            screen.say(f"\npublishing it as it is: error: {error.what}; hint: {error.hint}")
        return done.id

    def _published(self, release: str) -> None:
        way = int(self.demo.plan["release"]["way"])
        _step(7, f"take way {way} and publish")
        publish.show(self.desk.publish(release, self.folder / "brief", way=way))

    def _verified(self) -> None:
        _step(8, "verify the casefile and the published files")
        verify.show_case(self.desk.verify(deep=True))
        verify.show_proof(verify_proof(self.folder / "brief.proof" / "proof.json"))


def _ending(folder: Path, seconds: float) -> None:
    screen.say(f"\ndone in {seconds:.1f} s")
    for path, what in (
        ("brief/brief.html", "the brief, to open in a browser"),
        ("brief/statements.csv", "its statements as a table"),
        ("brief.proof/proof.json", "the verification proof"),
        ("brief.proof/audit.html", "the audit sheet, for the team only"),
        ("demo.case", "the casefile"),
        ("passphrase.txt", "its passphrase, written down only because this is a demonstration"),
    ):
        screen.say(f"  {folder / path}  {what}")
