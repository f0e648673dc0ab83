"""Casefiles with work in them, state after state: what a page looks like when somebody has used it for a year.

``states`` goes through them in order and does what leads to each; whoever asks looks at a state before the next one is made,
since some pages (joining, the practice) are at one address in all their steps.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import door_case
import serving_case as case
from filled_case import (
    LONG_REPORT,
    NO_FILE,
    NO_IMAGE,
    PLAIN,
    copy_of,
    drafted,
    make_filled,
    on_desk,
    passing,
    sync,
    table,
    two_readers,
    undecided,
)

from rushlight.desk import doorway
from rushlight.desk import practice as practising
from rushlight.desk.desk import utc_now
from rushlight.record import Verdict
from rushlight.workbench.holding import Held
from rushlight.workbench.screens import join as joining_screen
from rushlight.workbench.screens import new as new_screen
from rushlight.workbench.screens import take_in as taking_in_screen


@dataclass(frozen=True, slots=True)
class State:
    """A page to look at: whose pages, where, and what is done there first (see ``Camera``)."""

    name: str
    pages: case.Pages
    path: str
    then: tuple[tuple[Any, ...], ...] = ()


def _locked() -> None:
    raise AssertionError("the casefile locked")


# --- the states, one after the other --------------------------------------------------------------------


ROOMS = (
    "/",
    "/take-in",
    "/reading",
    "/queue",
    "/pairs",
    "/events",
    "/counting",
    "/map",
    "/release",
    "/release/new",
    "/release-text",
    "/consent",
    "/gates",
    "/figures",
    "/ledger",
    "/hand-on",
    "/table-check",
    "/sources",
    "/log",
    "/log/paper",
    "/settings",
    "/journey",
    "/erased",
    "/shares",
    "/team",
    "/team/differences",
    "/team/agreement",
    "/team/conflicts",
    "/team/mine",
    "/team/devices",
    "/find",
    "/work",
    "/keys",
    "/practice",
)
"""Every page that a casefile has without anything in it."""


def states(folder: Path) -> Iterator[State]:
    """All of them. ``folder``: empty, for the casefiles."""
    with contextlib.ExitStack() as closing:
        for part in (empty, filled, without_a_casefile, joining_a_team, at_the_door):
            yield from part(folder, closing)


def empty(folder: Path, closing: contextlib.ExitStack) -> Iterator[State]:
    case.cheap_desk(folder / "empty.case").close()
    pages = _opened(folder / "empty.case", closing, actor="A1")
    yield from (State(f"empty{path.replace('/', '-')}", pages, path) for path in ROOMS)


def _opened(folder: Path, closing: contextlib.ExitStack, **how: Any) -> case.Pages:
    pages = case.open_pages(folder, **how)
    closing.callback(pages.close)
    return pages


def filled(folder: Path, closing: contextlib.ExitStack) -> Iterator[State]:
    first = _opened(make_filled(folder / "first.case"), closing, actor="A1")
    yield from _of_a_release(first)
    on_desk(first, two_readers)
    yield from _of_a_team(first, folder, closing)
    yield from _of_everyday(first)
    yield from _of_pictures(first)
    yield from _backup_due(first)


def _of_a_release(pages: case.Pages) -> Iterator[State]:
    """What is refused, what passes, leaves and is withdrawn; a text, a table, what is handed on."""
    draft = drafted(pages, 5)
    yield State("release-refused", pages, draft)
    path = passing(pages)
    yield State("release-passing", pages, path)
    pages.post(f"{path}/publish", {"format": ["html", "csv"]}, NO_IMAGE)
    yield State("release-files", pages, f"{path}/files")
    yield State("release-left", pages, path)
    yield State("released", pages, "/released/1")
    pages.post(f"{path}/files/let-go")
    yield State("released-let-go", pages, "/released/1")
    pages.post("/released/1/withdraw", {"reason": "a date was wrong", "by": ""})
    yield State("released-withdrawn", pages, "/released/1")
    text = pages.post("/release-text", {"text": PLAIN, "purpose": "public_anonymous"}, NO_FILE).where
    yield State("release-text-checked", pages, text)
    yield State("release-written", pages, path, (("click", "form[action$='/write'] button"),))
    yield State("ledger", pages, "/ledger")
    asked = (("set", "#f-keys", "place, age"), ("set", "#f-told", "sum"), ("file", "#f-file"), ("click", "main form button"))
    yield State("table-checked", pages, "/table-check", asked)
    for purpose in ("un_confidential", "un_transmitted_to_government"):
        for subject in ("R1", "S1"):
            pages.post("/consent", {"subject": subject, "purpose": purpose, "identity": "named"})
    yield State("consent", pages, "/consent")
    yield State(
        "submission",
        pages,
        "/hand-on",
        (
            ("choose", "#f-subject", "R1"),
            ("click", "form[action$='/submission'] button"),
        ),
    )
    yield State("release-list", pages, "/release")
    pages.post("/gates", {"pool": "10", "why": "the press asked and we agreed"})
    pages.post("/gates/approvals", {"days": "3", "always": "yes"})
    yield State("gates", pages, "/gates")
    pages.post("/figures", {"key": "rate.take", "what": "state", "low": "0.1", "high": "0.2", "source": "our own count"})
    yield State("figures", pages, "/figures")


def _of_a_team(first: case.Pages, folder: Path, closing: contextlib.ExitStack) -> Iterator[State]:
    yield State("team", first, "/team")
    yield State("differences", first, "/team/differences")
    yield State("differences-settled", first, "/team/differences?settled=yes")
    yield State("agreement", first, "/team/agreement")
    yield State("mine", first, "/team/mine")
    yield State("devices-alone", first, "/team/devices")
    copy_of(first, folder / "waiting.case", "A3")
    waiting = _opened(folder / "waiting.case", closing)
    yield State("waiting-to-be-admitted", waiting, "/team/devices")
    yield State("request", first, "/team/devices", (("request", waiting), ("click", "form[action$='/request'] button")))
    copy_of(first, folder / "second.case", "A2", ("reviewer", "analyst", "releaser", "trustee"))
    second = _opened(folder / "second.case", closing, actor="A2")
    path = passing(first)
    yield State("release-asks-another", first, path)
    sync(first, second)
    yield State("release-of-another", second, path)
    yield State("approving", second, path, (("click", "form[action$='/look'] button"),))
    looked = second.follow(second.post(f"{path}/look", {}, NO_IMAGE))
    digest = looked.html.cssselect("input[name=digest]")[0].get("value")
    second.post(f"{path}/approve", {"digest": digest, "seen": "yes"})
    yield State("approved", second, path)
    _conflict(first, second)
    yield State("conflicts", first, "/team/conflicts")
    yield State("devices", first, "/team/devices")
    device = on_desk(second, lambda desk: desk.case.device)
    yield State("revoke", first, f"/team/devices/{device}/revoke")
    on_desk(first, lambda desk: desk.set_trustees([desk.case.device, device], 2))
    first.post("/sources/look/S77", {"passphrase": case.PASSPHRASE, "reason": "consent"})
    yield State("trustees-asked", first, "/sources")
    report = on_desk(first, lambda desk: desk.reports()[0].document.id)
    yield State("erase-report", first, f"/reading/{report}/erase")
    yield State("erase-identity", first, "/sources/look/S77/erase")
    yield from (
        State(f"second{path.replace('/', '-')}", second, path) for path in ("/", "/reading", "/queue", "/release", "/log")
    )


def _conflict(first: case.Pages, second: case.Pages) -> None:
    """Both say who reads a report and decide about a statement, before either knows of the other."""
    document = on_desk(first, lambda desk: undecided(desk, 1)[0])
    statement = on_desk(first, lambda desk: desk.reports()[0].reading.statements[0].id)
    on_desk(first, lambda desk: desk.assign([document], "first", "A1"))
    on_desk(second, lambda desk: desk.assign([document], "first", "A2"))
    on_desk(first, lambda desk: desk.decide(statement, Verdict.UNSURE))
    on_desk(second, lambda desk: desk.decide(statement, Verdict.CORRECT, field="scope", value="set"))
    on_desk(second, lambda desk: desk.decide(statement, Verdict.REJECT))
    sync(second, first)


def _of_everyday(pages: case.Pages) -> Iterator[State]:
    long, kept = on_desk(pages, lambda desk: [d.document.id for d in desk.case.documents()][-2:])
    plain = [path for path in ROOMS if path not in ("/team/mine", "/shares")]
    yield from (State(f"full{path.replace('/', '-')}", pages, path) for path in plain)
    pages.post(f"/reading/{long}/open"), pages.post(f"/reading/{kept}/open")
    yield State("reading-long", pages, f"/reading/{long}")
    yield State("reading-restricted", pages, f"/reading/{kept}")
    for alias in ("R1", "R2"):
        name = on_desk(pages, lambda desk, alias=alias: next(d.document.id for d in desk.case.documents() if d.alias == alias))
        yield State(f"reading-{alias}", pages, f"/reading/{name}")
    for number, item in enumerate(on_desk(pages, lambda desk: desk.queue())[:4]):
        yield State(f"queue-{number}", pages, f"/queue/{item.statement.id}")
    yield State("event", pages, _first_link(pages, "/events", "/events/"))
    yield State("pair", pages, _first_link(pages, "/pairs", "/pairs/"))
    yield State("map-area", pages, _first_link(pages, "/map", "/map/"))
    yield State("log-entry", pages, _first_link(pages, "/log", "/log/entry/"))
    yield State("source-look", pages, "/sources/look/S77")
    yield State("found", pages, "/find", (("set", "main input[name=words]", "money"), ("click", "main form button")))
    yield State("error", pages, "/released/99")
    yield State("absent", pages, "/nothing-there")
    yield State("taken-look", pages, "/take-in", (("set", "main textarea", LONG_REPORT), ("click", "main form button.primary")))


def _of_pictures(pages: case.Pages) -> Iterator[State]:
    """A scan, where words in pictures are recognised and where nothing can; then among many, and waiting."""
    scan, many = {"files": ("a.png", b"\x89PNG\r\n\x1a\n")}, {"files": ("a.csv", table())}
    looked = pages.post("/take-in/look", files=scan).where
    yield State("taken-picture-nothing-here", pages, looked)
    with mock.patch.object(taking_in_screen, "recognised_here", return_value=("en", "ko", "ru")):
        yield State("taken-picture", pages, looked)
        yield State("taken-many", pages, pages.post("/take-in/look", files=many).where)
        pages.post(f"{looked}/store")
        yield State("picture-waits", pages, "/take-in")
        text = pages.post("/take-in/look", {"text": LONG_REPORT}).where
        pages.held.memory[taking_in_screen.MEMORY].find(int(text.rpartition("/")[2])).recognised = True
        yield State("taken-picture-recognised", pages, text)


def _backup_due(pages: case.Pages) -> Iterator[State]:
    on_desk(pages, lambda desk: setattr(desk.case, "_now", lambda: utc_now() + dt.timedelta(days=30)))
    yield State("backup-due", pages, "/")
    yield State("backup-due-settings", pages, "/settings")


def _first_link(pages: case.Pages, page: str, begins: str) -> str:
    place = f"/{pages.passes.place}"
    links = [a.get("href").removeprefix(place) for a in pages.get(page).html.cssselect("main a[href]")]
    return next(link for link in links if link.startswith(begins) and len(link) > len(begins))


# --- before there is a casefile ---------------------------------------------------------------------------


def without_a_casefile(folder: Path, closing: contextlib.ExitStack) -> Iterator[State]:
    pages = _without(folder / "new", closing)
    yield State("new", pages, "/new")
    pages.post("/new/begin", {"name": "winter"})
    words = pages.get("/new").words("p.words")
    yield State("new-passphrase", pages, "/new")
    pages.post("/new/written")
    yield State("new-again", pages, "/new")
    pages.post("/new/make", {"passphrase": "other words"})
    yield State("new-again-wrong", pages, "/new")
    pages.post("/new/make", {"passphrase": words})
    yield State("share", pages, "/shares")
    answers = _written(pages)
    yield State("shares-asked", pages, "/shares")
    pages.post("/shares/confirm", dict.fromkeys(answers, "wrong"))
    yield State("shares-asked-wrong", pages, "/shares")
    pages.post("/shares/confirm", answers)
    yield State("welcome", pages, "/welcome")
    yield State("practice", pages, "/practice")
    yield from _practice(pages)
    yield State("unlock-after-practice", pages, "/")


def _written(pages: case.Pages) -> dict[str, str]:
    """Every share seen and left; gives what is asked of them."""
    written = []
    while (page := pages.get("/shares")).html.cssselect("ol.share"):
        written.append([li.text_content() for li in page.html.cssselect("ol.share li")])
        pages.post("/shares/onward")
    names = [field.get("name") for field in page.html.cssselect("main input[type=text]")]
    places = {name: [int(n) - 1 for n in name.split("-")[1:]] for name in names}
    return {name: written[share][at] for name, (share, at) in places.items()}


def _practice(pages: case.Pages) -> Iterator[State]:
    pages.post("/practice/begin")
    yield State("practice-preparing", pages, "/practice")
    while not pages.get("/practice").html.cssselect("ol.steps"):
        time.sleep(0.05)
    yield State("practice-ready", pages, "/practice")
    pages.post("/practice/take-in")
    yield State("practice-taken", pages, "/practice")
    yield State("practice-queue", pages, "/queue")
    for item in on_desk(pages, lambda desk: desk.queue())[:10]:
        on_desk(pages, lambda desk, item=item: desk.decide(item.statement.id, Verdict.ACCEPT))
    yield State("practice-decided", pages, "/practice")
    pages.post("/practice/check")
    yield State("practice-refused", pages, "/practice")
    pages.post("/practice/widen", {"way": "1"})
    yield State("practice-passed", pages, "/practice")
    pages.post("/practice/end")


def joining_a_team(folder: Path, closing: contextlib.ExitStack) -> Iterator[State]:
    case.cheap_desk(folder / "team.case").close()
    team = _opened(folder / "team.case", closing, actor="A1")
    digits = team.get("/team/devices").words(".card .fingerprint")
    pages = _without(folder / "join", closing)
    yield State("join", pages, "/join")
    fields = {"actor": "A2", "name": "winter"}
    pages.post("/join/begin", fields, {"invitation": ("x", team.get("/team/invitation").body)})
    yield State("join-digits", pages, "/join")
    pages.post("/join/compare", {"fingerprint": digits})
    yield State("join-passphrase", pages, "/join")
    words = pages.get("/join").words("p.words")
    pages.post("/join/written")
    yield State("join-again", pages, "/join")
    pages.post("/join/make", {"passphrase": words})
    pages.post("/shares/confirm", _written(pages))
    yield State("join-waiting", pages, "/team/devices")


# --- at the door of one that is shut ----------------------------------------------------------------------


def at_the_door(folder: Path, closing: contextlib.ExitStack) -> Iterator[State]:
    """Recovery shares, a backup without its erase list, a packed casefile."""
    home = folder / "door"
    home.mkdir()
    shares = door_case.make(home)
    closing.enter_context(door_case.cheap_passphrases())
    pages = _opened(home / "first.case", closing, unlocked=False)
    yield State("unlock-with-shares", pages, "/")
    yield State("recover", pages, "/recover")
    pages.post("/recover/share", {"share": shares[0]})
    yield State("recover-another", pages, "/recover")
    pages.post("/recover/share", {"share": shares[1]})
    yield State("recover-passphrase", pages, "/recover")
    words = pages.get("/recover").words("p.words")
    pages.post("/recover/written")
    yield State("recover-again", pages, "/recover")
    pages.post("/recover/make", {"passphrase": words})
    yield State("recovered", pages, "/recovered")
    yield State("journey", pages, "/journey")
    on_desk(pages, lambda desk: doorway.travel(desk, words))
    pages.held.thread.ask(pages.held.close).result()
    yield State("unlock-after-travel", pages, "/")
    new = _without(folder / "restore", closing)
    yield State("restore", new, "/restore")
    new.post("/restore/look", {"where": str(home / "usb")})
    yield State("restore-copy", new, "/restore")
    next((home / "usb").glob("erased_*")).unlink()
    new.post("/restore/look", {"where": str(home / "usb")})
    yield State("restore-without-list", new, "/restore")
    new.post("/restore/look", {"where": str(home / "first.rush")})
    yield State("restore-packed", new, "/restore")
    new.post("/restore/make", {"name": "second", "how": "passphrase", "passphrase": case.PASSPHRASE})
    yield State("restored", new, "/recovered")


def _without(home: Path, closing: contextlib.ExitStack) -> case.Pages:
    """Pages with no casefile; passphrases cost next to nothing to check."""
    home.mkdir()
    closing.callback(os.chdir, Path.cwd())
    os.chdir(home)
    for module, name, cheap in (
        (new_screen, "new_desk", case.cheap_new),
        (practising, "new_desk", case.cheap_new),
        (joining_screen, "join_desk", case.cheap_join),
    ):
        closing.enter_context(mock.patch.object(module, name, cheap))
    pages = case.Pages(Held(None, actor="", lock=_locked))
    closing.callback(pages.close)
    return pages
