"""``rushlight approve``: a second person looks at what would leave, and approves that or takes it back."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.illustration import ALT, IMAGE
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.unlocking import telling
from rushlight.codebook.words import purpose_words
from rushlight.desk import Desk, open_desk
from rushlight.desk.approving import Look, Rule
from rushlight.errors import MisuseError
from rushlight.release import Check, looser
from rushlight.release.rules.base import count_of

SHOWN = 12
"""Hex digits of the digest: enough to say that it is this one."""


@click.command()
@CASE
@click.argument("release", required=False)
@click.option("--text", type=click.Path(path_type=Path), metavar="FILE", help="the file of a text that was checked")
@click.option("--way", type=click.IntRange(1, 3), help="look at it with this proposed way taken")
@IMAGE
@ALT
@click.option("--digest", "said", metavar="DIGITS", help="approve without being asked, if what would leave has this digest")
@click.option("--take-back", is_flag=True, help="take back the approvals of RELEASE, which is not out yet")
@click.option("--days", type=int, metavar="N", help="from now on an approval holds for N days")
@click.option("--always/--from-two", default=None, help="ask for one of a single releaser too, or from two releasers on")
@click.option("--why", default="", metavar="WORDS", help="the reason for more days than shipped, kept in the log")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    release: str | None,
    text: Path | None,
    way: int | None,
    image: Path | None,
    alt: str,
    said: str | None,
    take_back: bool,
    days: int | None,
    always: bool | None,
    why: str,
    actor: str,
    passphrase_file: Path | None,
) -> int:
    """Look at what would leave with RELEASE, and approve it for some days; without RELEASE show or set the rule.

    From two releasers on, another one than whoever checked a release has to approve it, on another device. What is approved
    is what is shown: whatever changes afterwards needs another check and another approval. Exit code 1 when it does not pass.
    """
    setting = days is not None or always is not None
    if release is None and (text or way or image or alt or said or take_back):
        raise MisuseError("no release was named", hint="rushlight check-release says its name, rl_...")
    if release is not None and (setting or why):
        raise MisuseError("the rule is set for all releases", hint="leave out RELEASE")
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        cleared(desk)
        if release is None:
            _rule(desk.set_approval_rule(days=days, always=always, why=why) if setting else desk.approval_rule(), desk)
            return 0
        if take_back:
            count = desk.take_back_approval(release)
            screen.say(f"taken back: {screen.count(count, 'approval')} of {release}")
            return 0
        desk.require_another(release)
        shown = desk.look(release, way=way, text=text, image=image, alt=alt, tell=telling("making it anew"))
        return _approve(desk, case, release, shown, said, text)


def cleared(desk: Desk) -> None:
    """Tell what was cleared up of a publication that was cut short."""
    if (words := desk.cleared_up()) is not None:
        screen.note(f"note: {words}")


def _approve(desk: Desk, case: Path, release: str, shown: Look, said: str | None, text: Path | None) -> int:
    _show(shown)
    if not shown.ready.check.passed:
        screen.say("\nthe check refuses this: there is nothing to approve")
        return 1
    if said is not None and (len(said) < SHOWN or not shown.digest.startswith(said.lower())):
        hint = "look at it again; give at least the twelve digits that are shown"
        raise MisuseError("what would leave has another digest", where=release, hint=hint)
    if said is None and not click.confirm("approve this", err=True):
        screen.note("nothing was approved")
        return 1
    done = desk.approve(shown)
    screen.say(f"approved: {release} until {done.until.date().isoformat()}")
    if not shown.asked:
        screen.note("no approval is asked for here; it is kept with the release all the same")
    named = f" --text {text}" if text else ""
    screen.note("next: bundle the casefile back; then whoever publishes, before that day:")
    screen.note(f"  rushlight publish {case} {release}{named} --to FOLDER")
    return 0


def _show(shown: Look) -> None:
    draft, check = shown.ready.draft, shown.ready.check
    whom = f", for {draft.recipient} alone" if draft.recipient else ""
    screen.say(f"would leave: {purpose_words(draft.purpose)}{whom}, in {'Korean' if draft.language == 'ko' else 'English'}")
    if draft.title:
        screen.item("title", draft.title)
    if draft.passages:
        for passage in draft.passages:
            screen.item(passage.id, passage.text, width=4)
    else:
        for item in check.items:
            screen.item(item.item.id, item.text, width=4)
    for table in draft.tables:
        cells = [(c.row, c.column, "withheld" if c.count is None else str(c.count)) for c in table.cells]
        screen.table(("row", "column", "families"), cells, title=table.title, numbers=("families",))
    if shown.picture is not None:
        screen.item("picture", f"{shown.picture.alt}; open the file and look at it: nothing else does")
    _closest(check)
    _judged(shown)
    for mark, finding in shown.kept:
        words = f"{finding.rule} {finding.item or ''}".rstrip()
        screen.item("kept", f"{words}, by {mark.by}: {finding.kept.because if finding.kept else ''}")
    for mark in shown.checks:
        screen.item("checked", f"by {mark.by} on {mark.at.date().isoformat()}")
    screen.item("digest", shown.digest[:SHOWN])


def _closest(check: Check) -> None:
    """Who comes closest to a family, over all sentences, and how close."""
    asked = [(c.fitting.low, c) for c in check.items if c.fitting is not None]
    if not asked:
        return
    _, weakest = min(asked, key=lambda row: row[0])
    fitting = weakest.fitting
    if fitting is not None:
        typical, low = count_of(fitting.typical).en, count_of(fitting.low).en
        words = f"whoever comes closest would find about {typical} fitting {weakest.item.id} (at least {low})"
        screen.item("weakest", f"{words}; at worst one guess of his is right {fitting.worst_p:.0%} of the time")


def _judged(shown: Look) -> None:
    limits = shown.ready.check.limits
    own = looser(limits)
    words = f"{limits.preset}: worst guess {limits.worst:.0%}, at least {limits.pool:g} families"
    screen.item("gates", f"{words}; looser than shipped: {', '.join(own)}" if own else words)
    screen.item("before", f"{screen.count(shown.before, 'release')} left before; this was checked beside all of them")


def _rule(rule: Rule, desk: Desk) -> None:
    who = f"set by {rule.by} on {rule.on.isoformat()}" if rule.on else "as shipped"
    asked = "of every release" if rule.always else "from two releasers on"
    now = "a release needs one now" if desk.approval_asked() else "none is needed now: one person checks and releases"
    screen.say(f"approvals: asked for {asked}, hold for {screen.count(rule.days, 'day')}; {who}")
    screen.item("", f"{screen.count(desk.releasers(), 'releaser')} in this casefile; {now}")
    if rule.why:
        screen.item("why", rule.why)
