"""``rushlight anchor``: bind a casefile's state to a time by somebody outside the team."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, anchoring, open_desk
from rushlight.desk.anchoring import Asked, Bound, Listed
from rushlight.errors import MisuseError

_NEW = click.Path(path_type=Path)
_OLD = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@CASE
@click.option("--request", type=_NEW, metavar="FILE.tsq", help="write a timestamp request (RFC 3161) to carry to an authority")
@click.option("--digest", type=_NEW, metavar="FILE", help="write the digest for 'ots stamp' (OpenTimestamps)")
@click.option("--url", metavar="URL", help="send a request to this authority now, and keep its reply")
@click.option("--reply", type=_OLD, metavar="FILE.tsr", help="keep an authority's reply to a request")
@click.option("--ots", type=_OLD, metavar="FILE.ots", help="keep what 'ots stamp' made; rushlight does not verify it")
@click.option("--roots", type=_OLD, metavar="FILE.pem", help="the authority's root certificate, which you trust")
@click.option(
    "--save", type=_NEW, metavar="FILE.tsr", help="with --url: write the reply to this file too, before it is checked"
)
@click.option("--copy", type=_NEW, metavar="FILE", help="write the latest answered anchor to a file, to be kept elsewhere")
@click.option("--of", "chosen", metavar="ID", help="with --copy: this anchor")
@click.option(
    "--i-know-this-leaves-the-machine", "leave_machine", is_flag=True, help="allow an authority beyond private networks"
)
@click.option("--yes", is_flag=True, help="do not ask before sending; for scripts")
@PASSPHRASE_FILE
def command(
    case: Path,
    request: Path | None,
    digest: Path | None,
    url: str | None,
    reply: Path | None,
    ots: Path | None,
    roots: Path | None,
    save: Path | None,
    copy: Path | None,
    chosen: str | None,
    leave_machine: bool,
    yes: bool,
    passphrase_file: Path | None,
) -> None:
    """Show that CASE, as it stands now, was there not later than a time that somebody outside says.

    A salted digest leaves the machine, and nothing else, only when you send or carry it. Whoever receives it, or watches the
    line, learns that somebody here seals digests, and when. Without options: list the anchors there are.
    """
    ways = sum(one is not None for one in (request or digest, url, reply, ots, copy))
    if ways > 1:
        raise MisuseError("one thing at a time", hint="give --request or --digest, --url, --reply, --ots or --copy")
    if (url or reply) and roots is None:
        raise MisuseError("a timestamp is checked against roots that you trust", hint="give --roots FILE.pem")
    if (save and not url) or (chosen and not copy):
        raise MisuseError("--save belongs to --url, and --of to --copy")
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if request or digest:
            _asked(anchoring.ask(desk, request=request, digest=digest), request, digest)
        elif url and roots:
            _send(desk, url, roots, save, leave_machine, yes)
        elif reply and roots:
            _kept(anchoring.keep_reply(desk, reply, roots), case)
        elif ots:
            _kept(anchoring.keep_ots(desk, ots), case)
        elif copy:
            _copied(anchoring.write_copy(desk, copy, chosen), copy)
        else:
            _list(anchoring.listed(desk))


def _send(desk: Desk, url: str, roots: Path, save: Path | None, leave_machine: bool, yes: bool) -> None:
    def agree(address: str, here: bool) -> bool:
        where = "on this machine" if here else "not on this machine"
        screen.note(f"a salted digest of 32 bytes goes to {address}, {where}; no word of the casefile goes with it")
        screen.note("whoever runs that server, or watches the line, learns that somebody here seals digests, and when")
        return yes or click.confirm("send it?", default=False, err=True)

    done = anchoring.send(desk, url, roots, agree, leave_machine=leave_machine, save=save)
    if done is None:
        raise MisuseError("nothing was sent", hint="a request can be carried from another place: --request FILE.tsq")
    _kept(done, desk.case.folder)


def _asked(done: Asked, request: Path | None, digest: Path | None) -> None:
    screen.say(f"anchor {done.anchor}: a digest of {counted(done.events, done.devices)}")
    if request is not None:
        screen.say(f"timestamp request written to {request}")
        screen.note("whoever you bring it to learns that somebody seals digests. Then: --reply FILE.tsr --roots FILE.pem")
    if digest is not None:
        screen.say(f"digest written to {digest}")
        screen.note(f"next, where you are online: ots stamp {digest}; then: --ots {digest}.ots")


def _kept(done: Bound, case: Path) -> None:
    screen.say(f"kept with anchor {done.anchor}: {told(done)}")
    if done.root:
        screen.note(f"under the root certificate with SHA-256 {done.root}: compare it with the one the authority publishes")
    screen.note(f"keep a copy elsewhere, or it falls with the casefile: rushlight anchor {case} --copy FILE")


def _copied(done: Listed, file: Path) -> None:
    screen.say(f"anchor {done.anchor} ({counted(done.events, done.devices)}) written to {file}")
    screen.note("it holds random ids and sizes, no word of a report. Compare later: rushlight verify CASE --against FILE")


def _list(every: tuple[Listed, ...]) -> None:
    if not every:
        screen.say("there are no anchors")
        return
    rows = []
    for one in every:
        said = list(map(told, one.bound)) or ["no answer is kept"]
        rows += [(one.anchor, str(one.events), str(one.devices), text) for text in said]
    screen.table(("anchor", "events", "devices", "what it says"), rows, numbers=("events", "devices"))


def told(one: Bound) -> str:
    """One line of what an anchor says."""
    if one.time is None:
        return f"{one.kind}, sha256 {one.sha256[:16]}…: {one.why}"
    return f"not later than {one.time:%Y-%m-%d %H:%M:%S} UTC by {one.authority}"


def counted(events: int, devices: int) -> str:
    """Of how many events and devices an anchor is."""
    return f"{events} {'event' if events == 1 else 'events'} of {devices} {'device' if devices == 1 else 'devices'}"
