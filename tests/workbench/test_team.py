"""The team's pages: who reads what, differences, agreement, own times; devices and bundles between two casefiles."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
import test_first_run as first_run
from looking import violations

from rushlight.casefile import Cost, joining, merging
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.opening import open_casefile
from rushlight.desk import Desk
from rushlight.desk.desk import utc_now
from rushlight.record import Verdict
from rushlight.workbench import waited
from rushlight.workbench.holding import Held
from rushlight.workbench.screens import join as joining_screen


def as_person(pages: case.Pages, actor: str) -> Desk:
    """Somebody else at work on the same casefile."""
    return Desk(pages.desk.case, actor=actor, now=pages.desk.now, randomness=pages.desk.randomness)


def reports(desk: Desk) -> dict[str, str]:
    return {d.alias: d.document.id for d in desk.case.documents()}


def decide_all(desk: Desk, document: str, verdict: Verdict = Verdict.ACCEPT) -> None:
    for item in desk.queue():
        if item.document == document:
            desk.decide(item.statement.id, verdict)


def undecided_report(desk: Desk) -> str:
    """A report that nobody has decided about and that has well founded statements."""
    decided = {d.statement for d in desk.case.decisions()}
    for item in desk.queue():
        statements = {s.id for r in desk.reports() if r.document.id == item.document for s in r.reading.statements}
        if not item.behind_more and not statements & decided:
            return item.document
    raise AssertionError("every report was decided")


def given(pages: case.Pages) -> str:
    """A report given to A1 and A2 in the page; gives its id."""
    document = undecided_report(pages.desk)
    for place, person in (("first", "A1"), ("second", "A2")):
        answer = pages.post("/team/assign", {"report": document, "place": place, "person": person})
        assert answer.status == 303, answer.words()
    return document


def test_reports_are_given_in_the_page(pages: case.Pages) -> None:
    document = given(pages)
    shown = pages.get("/team")
    row = next(r for r in shown.html.cssselect("tbody tr") if document in r.cssselect("input")[0].get("value"))
    assert " ".join(row.text_content().split()).split()[1:] == ["A1", "reads", "A2", "reads"]
    assert "you are the first reader" in shown.words("main")
    assert "waits for you" in shown.words() or "wait for you" in shown.words()


def test_what_cannot_be_given_is_said_calmly(pages: case.Pages) -> None:
    document = undecided_report(pages.desk)
    for fields in (
        {"place": "first", "person": "A1"},
        {"report": document, "place": "third", "person": "A1"},
        {"report": document, "place": "second", "person": "A2"},
        {"report": document, "place": "first", "person": "Marigold"},
        {"report": "do_x", "place": "first", "person": "A1"},
        {"report": document, "person": "A1"},
    ):
        answer = pages.post("/team/assign", fields)
        assert answer.status == 400, fields
        assert "error" in answer.words()
    assert pages.post("/team/draw", {"person": "A2", "percent": "20"}).status == 400
    assert pages.post("/team/finish", {"report": document}).status == 400


def test_a_share_is_drawn_and_given(pages: case.Pages) -> None:
    document = undecided_report(pages.desk)
    pages.post("/team/assign", {"report": list(reports(pages.desk).values()), "place": "first", "person": "A1"})
    answer = pages.post("/team/draw", {"person": "A2", "percent": "100"})
    assert (answer.status, answer.where) == (303, "/team")
    second = {r.readers.document for r in pages.desk.read_by() if r.readers.second == "A2"}
    assert document in second
    decided = {d.by for d in pages.desk.case.decisions()}
    assert decided == {"A1"}
    assert pages.get("/team", {"page": "2"}).status == 200


def test_differences_are_shown_when_both_have_finished_and_settled_there(pages: case.Pages) -> None:
    document = given(pages)
    second = as_person(pages, "A2")
    decide_all(pages.desk, document)
    decide_all(second, document, Verdict.REJECT)
    answer = pages.post("/team/finish", {"report": document})
    assert answer.where == "/team"
    assert "Nothing here" in pages.get("/team/differences").words()
    assert "No report was finished by two readers yet" in pages.get("/team/agreement").words()
    second.finish(document)
    shown = pages.get("/team/differences")
    cards = shown.html.cssselect("section.card")
    assert cards
    assert all(not r.get("checked") for r in shown.html.cssselect("input[type=radio]")), "nothing is chosen beforehand"
    action = cards[0].cssselect("form")[0].get("action").removeprefix(f"/{shown.place}")
    fields = {r.get("name"): "second" for r in cards[0].cssselect("input[type=radio]")}
    assert pages.post(action, fields).status == 400, "a reason is asked for"
    assert pages.post(action, {**dict.fromkeys(fields, "third"), "reason": "x"}).status == 400
    assert pages.post(action, {"reason": "x"}).status == 400
    neither = {"field-verdict": "third", "third-verdict": "unsure", "reason": "neither can be told from these words"}
    other_card = cards[-1].cssselect("form")[0].get("action").removeprefix(f"/{shown.place}")
    assert pages.post(other_card, neither).status == 303, "a third answer, which neither gave"
    last = pages.desk.case.decisions()[-1]
    assert (last.verdict, last.reason) == (Verdict.UNSURE, neither["reason"])
    answer = pages.post(action, {**fields, "reason": "the words are of another family"})
    assert answer.where == "/team/differences", answer.words()
    assert "Settled" in pages.follow(answer).words()
    settled = pages.get("/team/differences", {"settled": "yes"})
    assert "the words are of another family" in settled.words()
    assert "Settled by A1" in settled.words()
    agreed = pages.get("/team/agreement")
    assert "1 report was finished by two readers" in agreed.words()
    assert "too few to say" in agreed.words()
    assert agreed.words("tbody tr th") == "the statement as a whole"


def test_the_second_reader_sees_nothing_of_the_first_in_any_team_page(demo: Path) -> None:
    """The same pages, byte for byte, whatever the first reader has decided."""
    pages = case.open_pages(demo, actor="A2")
    try:
        first = as_person(pages, "A1")
        document = undecided_report(first)
        first.assign([document], "first", "A1")
        first.assign([document], "second", "A2")
        asked = ("/team", "/team/differences", "/team/agreement", "/team/conflicts", "/team/mine", "/")
        before = [pages.get(path).text.replace(pages.passes.place, "") for path in asked]
        decide_all(first, document)
        assert [pages.get(path).text.replace(pages.passes.place, "") for path in asked] == before
    finally:
        pages.close()


def test_own_times_are_shown_switched_off_and_forgotten(pages: case.Pages) -> None:
    desk = pages.desk
    statements = [item.statement.id for item in desk.queue()][:3]
    for statement in statements:
        desk.own_times.shown(statement)
        desk.decide(statement, Verdict.UNSURE)
    kept = desk.own_times.own().decisions
    assert f"{kept} decisions in 30 days" in pages.get("/team/mine").words()
    assert pages.post("/team/mine/forget", {}).where == "/team/mine"
    assert "Nothing was measured yet" in pages.get("/team/mine").words()
    pages.follow(pages.post("/team/mine/keep", {"keep": "no"}))
    assert "switched off, and nothing is kept" in pages.get("/team/mine").words()
    assert not desk.own_times.kept
    pages.post("/team/mine/keep", {"keep": "yes"})
    assert desk.own_times.kept


# --- two casefiles -------------------------------------------------------------------------------------


@pytest.fixture
def colleague(pages: case.Pages, tmp_path: Path) -> Iterator[case.Pages]:
    """A colleague's own copy, as pages of their own; made with the invitation that the page hands out."""
    made = pages.get("/team/invitation")
    assert made.headers["content-disposition"].endswith('casefile.invitation"')
    from rushlight.desk import teams

    invitation, _ = teams.invitation_in(made.body)
    copy = joined(tmp_path / "b.case", invitation)
    copy.close()
    opened = case.open_pages(tmp_path / "b.case")
    yield opened
    opened.close()


def joined(folder: Path, invitation: Any) -> Casefile:
    return joining.join(
        folder,
        invitation,
        case.PASSPHRASE,
        randomness=os.urandom,
        now=utc_now,
        by="A2",
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    )


def request_of(colleague: case.Pages) -> tuple[bytes, str]:
    """(the request as a file, the digits that the colleague's page shows)."""
    from rushlight.casefile.canonical import canonical

    shown = colleague.get("/team/devices").words(".fingerprint")
    return canonical(joining.request(colleague.desk.case)), shown


def admitted(pages: case.Pages, colleague: case.Pages) -> str:
    """The colleague's device, admitted in the page; gives its id."""
    request, digits = request_of(colleague)
    asked = pages.post("/team/request", {}, {"request": ("a.request", request)})
    assert digits not in asked.text, "the digits come from the colleague's mouth"
    number = asked.html.cssselect("input[name=number]")[0].get("value")
    wrong = pages.post("/team/admit", {"number": number, "fingerprint": "0" * 20, "role": "reviewer"})
    assert (wrong.status, "nobody was admitted" in wrong.words()) == (400, True)
    done = pages.post("/team/admit", {"number": number, "fingerprint": digits, "role": ["reviewer", "trustee"]})
    assert done.where == "/team/devices", done.words()
    assert pages.post("/team/admit", {"number": number, "fingerprint": digits, "role": "reviewer"}).status == 400
    return next(d.device.id for d in pages.desk.devices() if not d.own)


def carry(sender: case.Pages, receiver: case.Pages, **more: str) -> case.Answered:
    made = sender.post("/team/bundle", {"device": receiver.desk.case.device, **more})
    if made.status == 303:  # it takes long, or a test says so
        assert "The bundle is made" in sender.follow(led(sender, made.where)).words()
        made = sender.get("/team/devices/ready")
    assert made.status == 200, made.words()
    assert made.headers["content-disposition"].endswith('casefile.bundle"')
    return receiver.post("/team/merge", {}, {"bundle": ("x.bundle", made.body)})


def test_two_copies_from_invitation_to_a_settled_difference(pages: case.Pages, colleague: case.Pages) -> None:
    admitted(pages, colleague)
    document = given(pages)
    assert "new here" in colleague.follow(carry(pages, colleague)).words(".notice")
    assert colleague.desk.actor == "A2"
    assert "you are the second reader" in colleague.get("/team").words()
    decide_all(pages.desk, document)
    carry(pages, colleague)
    decide_all(colleague.desk, document, Verdict.REJECT)
    assert colleague.post("/team/finish", {"report": document}).where == "/team"
    assert pages.post("/team/finish", {"report": document}).where == "/team"
    carry(colleague, pages)
    assert pages.get("/team/differences").html.cssselect("section.card")
    carry(pages, colleague)
    for one in (pages, colleague):
        assert "1 report was finished by two readers" in one.get("/team/agreement").words()
    again = pages.follow(carry(colleague, pages))
    assert "Taken in last" in again.words(".notice[aria-label]")
    assert colleague.desk.verify(deep=True).ok


def test_what_two_said_differently_is_settled_in_the_page(pages: case.Pages, colleague: case.Pages) -> None:
    admitted(pages, colleague)
    carry(pages, colleague)
    document = undecided_report(pages.desk)
    pages.desk.assign([document], "first", "A1")
    colleague.desk.assign([document], "first", "A2")
    statement = next(
        s.id for r in pages.desk.reports() if r.document.id == reports(pages.desk)["R1"] for s in r.reading.statements
    )
    pages.desk.decide(statement, Verdict.UNSURE)
    colleague.desk.decide(statement, Verdict.CORRECT, field="scope", value="set")
    colleague.desk.decide(statement, Verdict.REJECT)
    told = pages.follow(carry(colleague, pages))
    assert "said differently" in told.words("main")
    shown = pages.get("/team/conflicts")
    assert "who reads a report" in shown.words()
    assert "a decision: R1.1" in shown.words()
    card = next(c for c in shown.html.cssselect("section.card") if "who reads" in c.text_content())
    action = card.cssselect("form")[0].get("action").removeprefix(f"/{shown.place}")
    assert pages.post(action, {}).status == 400
    keep = next(r.get("value") for r in card.cssselect("input[type=radio]") if "A2" in r.getparent().text_content().split())
    assert pages.post(action, {"keep": keep}).where == "/team/conflicts"
    assert pages.post(action, {"keep": keep}).status == 400, "it is settled"
    assert pages.desk.read_by()[list(reports(pages.desk).values()).index(document)].readers.first == "A2"


def test_a_device_is_sent_away_only_by_its_letters(pages: case.Pages, colleague: case.Pages) -> None:
    device = admitted(pages, colleague)
    carry(pages, colleague)
    document = undecided_report(pages.desk)
    pages.desk.assign([document], "first", "A2")
    page = pages.get(f"/team/devices/{device}/revoke")
    assert device[:9] in page.words()
    assert pages.post(f"/team/devices/{device}/revoke", {"typed": "dv_"}).status == 400
    assert pages.post(f"/team/devices/{device}/revoke", {"typed": device[:9]}).where == "/team/devices"
    assert "sent away" in pages.get("/team/devices").words("tbody")
    assert pages.get(f"/team/devices/{device}/revoke").status == 400
    assert pages.get(f"/team/devices/{pages.desk.case.device}/revoke").status == 400
    assert "no longer in the team: A2" in pages.get("/team").words()


def test_trustees_are_kept_in_the_page(pages: case.Pages, colleague: case.Pages) -> None:
    admitted(pages, colleague)
    carry(pages, colleague)
    carry(colleague, pages)
    shown = pages.get("/team/devices")
    devices = [i.get("value") for i in shown.html.cssselect("form[action$='/team/trustees'] input[type=checkbox]")]
    assert len(devices) == 2
    assert pages.post("/team/trustees", {"device": devices[0], "needed": "2"}).status == 400
    assert pages.post("/team/trustees", {"device": devices, "needed": "2"}).where == "/team/devices"
    assert "Any 2 of 2 together" in pages.get("/team/devices").words()


@pytest.mark.parametrize("data", [b"", b"x", b"{}", b"[]", b'{"format": "rushlight-request/1"}', b"\xff" * 2000])
def test_what_is_no_request_and_no_bundle_is_refused_calmly(pages: case.Pages, data: bytes) -> None:
    for path, name in (("/team/request", "request"), ("/team/merge", "bundle")):
        answer = pages.post(path, {}, {name: ("x", data)})
        assert answer.status == 400, (path, answer.words())
        assert "error" in answer.words()
    assert pages.post("/team/request", {}).status == 400
    assert pages.post("/team/bundle", {}).status == 400
    assert pages.post("/team/bundle", {"device": "dv_x"}).status == 400


def test_a_bundle_is_not_for_whoever_made_it(pages: case.Pages, colleague: case.Pages) -> None:
    admitted(pages, colleague)
    made = pages.post("/team/bundle", {"device": colleague.desk.case.device, "whole": "yes"})
    assert pages.post("/team/merge", {}, {"bundle": ("x.bundle", made.body)}).status == 400
    assert colleague.post("/team/merge", {}, {"bundle": ("x.bundle", made.body[:-40])}).status == 400
    assert not colleague.desk.case.documents()


def test_every_team_page_speaks_korean(korean: case.Pages) -> None:
    document = undecided_report(korean.desk)
    korean.desk.assign([document], "first", "A1")
    korean.desk.assign([document], "second", "A2")
    second = as_person(korean, "A2")
    decide_all(korean.desk, document)
    decide_all(second, document, Verdict.REJECT)
    korean.desk.finish(document), second.finish(document)
    for path in ("/team", "/team/differences", "/team/agreement", "/team/devices", "/team/conflicts", "/team/mine"):
        shown = korean.get(path)
        assert shown.status == 200
        assert shown.html.get("lang") == "ko"
        assert not shown.html.cssselect("h1")[0].text_content().isascii(), path
    assert "진술 전체" in korean.get("/team/agreement").words()


# --- joining ---------------------------------------------------------------------------------------------


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[case.Pages]:
    """Pages with no casefile at all, of somebody who is about to join."""
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setattr(joining_screen, "join_desk", case.cheap_join)

    def lock() -> None:
        raise AssertionError("it locked")

    opened = case.Pages(Held(None, actor="", lock=lock))
    yield opened
    opened.close()


def begin_joining(newcomer: case.Pages, pages: case.Pages, **other: str) -> case.Answered:
    fields = {"actor": "A2", "name": "winter", **other}
    return newcomer.post("/join/begin", fields, {"invitation": ("x", pages.get("/team/invitation").body)})


def test_somebody_joins_in_pages_alone(pages: case.Pages, newcomer: case.Pages) -> None:
    """From the invitation to a filled copy: nothing is made before the digits were compared and the passphrase is on paper."""
    assert "Join a team" in newcomer.get("/").words()
    assert begin_joining(newcomer, pages).where == "/join"
    digits = pages.get("/team/devices").words(".card .fingerprint")
    assert digits not in newcomer.get("/join").text
    assert newcomer.post("/join/compare", {"fingerprint": "1" * 20}).status == 400
    assert newcomer.post("/join/written").where == "/join"
    assert "Compare the digits" in newcomer.get("/join").words("h1"), "no passphrase before they were compared"
    newcomer.post("/join/compare", {"fingerprint": digits})
    words = newcomer.get("/join").words("p.words")
    newcomer.post("/join/written")
    newcomer.post("/join/make", {"passphrase": "other words"})
    assert "not the passphrase" in newcomer.get("/join").words()
    assert not list(Path.cwd().iterdir()), "nothing was made"
    assert newcomer.post("/join/make", {"passphrase": words}).where == "/shares"
    written = first_run.shares(newcomer)
    assert newcomer.post("/shares/confirm", first_run.answers(newcomer, written)).where == "/team/devices"
    waiting = newcomer.get("/team/devices")
    own = waiting.words(".fingerprint")
    assert "waits to be admitted" in waiting.words()
    asked = pages.post("/team/request", {}, {"request": ("x", newcomer.get("/team/own-request").body)})
    number = asked.html.cssselect("input[name=number]")[0].get("value")
    assert pages.post("/team/admit", {"number": number, "fingerprint": own, "role": "reviewer"}).where == "/team/devices"
    assert "new here" in newcomer.follow(carry(pages, newcomer)).words(".notice")
    assert newcomer.desk.actor == "A2"
    assert len(newcomer.desk.case.documents()) == len(pages.desk.case.documents())
    assert newcomer.get("/join").where == "/team/devices"


def test_who_joins_with_a_name_or_a_wrong_file_is_stopped(pages: case.Pages, newcomer: case.Pages) -> None:
    for fields in ({"actor": "Marigold"}, {"name": "../x"}, {"name": ""}, {"actor": ""}):
        answer = begin_joining(newcomer, pages, **fields)
        assert answer.status == 400, fields
        assert "Marigold" not in answer.words()
    assert newcomer.post("/join/begin", {"actor": "A2", "name": "winter"}).status == 400
    for data in (b"{}", b"x", b""):
        refused = newcomer.post("/join/begin", {"actor": "A2", "name": "winter"}, {"invitation": ("x", data)})
        assert refused.status == 400
    for path in ("compare", "written", "again", "make"):
        assert newcomer.post(f"/join/{path}", {"fingerprint": "1", "passphrase": "x"}).status == 400
    assert newcomer.post("/join/other").where == "/join"
    assert pages.post("/join/make", {"passphrase": "x"}).status == 400, "not while a casefile is open"


# --- in a browser ----------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_reports_are_given_and_settled_in_a_browser(browser: Any, demo: Path, javascript: bool) -> None:
    """Give a report, finish it, settle what differs: with JavaScript and without."""
    with Desk(open_casefile(demo, case.PASSPHRASE, randomness=os.urandom, now=utc_now)) as desk:
        document = undecided_report(desk)
        desk.assign([document], "first", "A1")
        desk.assign([document], "second", "A2")
        decide_all(desk, document)
        other = Desk(desk.case, actor="A2", now=desk.now)
        decide_all(other, document, Verdict.REJECT)
        other.finish(document)
    with case.serving(demo) as server, case.tab_on(browser, server, javascript=javascript) as tab:
        tab.go("/team")
        tab.page.get_by_role("button", name="I have finished").click()
        assert tab.page.url.endswith("/team/differences")
        card = tab.page.locator("section.card").first
        for radio in card.locator("input[value=second]").all():
            radio.check()
        card.locator("input[name=reason]").fill("the second is right")
        card.get_by_role("button", name="Settle").click()
        assert "Settled." in tab.page.locator("p.notice").first.inner_text()
        tab.go("/team/agreement")
        assert "1 report was finished by two readers" in tab.page.locator("main").inner_text()
        tab.go("/team/devices")
        with tab.page.expect_download() as download:
            tab.page.get_by_role("link", name="The invitation, as a file").click()
        assert download.value.suggested_filename == "casefile.invitation"
        if javascript:
            for path in ("/team", "/team/differences?settled=yes", "/team/agreement", "/team/devices", "/team/mine"):
                tab.go(path)
                assert violations(tab.page) == [], path
        assert tab.strays == []
        assert tab.broken == []


# --- a merge that takes long ---------------------------------------------------------------------------


class HeldMerge:
    """A merge that stands still at its first step in the middle of its transaction, until it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on, self.advance = threading.Event(), threading.Event(), merging._advance
        self.monkeypatch = monkeypatch

    def set_up(self) -> None:
        self.monkeypatch.setattr(merging, "_advance", self)
        self.monkeypatch.setattr(waited, "QUICK_WHERE_SMALL", 0.0)

    def __call__(self, *what: Any) -> Any:
        yield from self.advance(*what)
        self.begun.set()
        while not self.go_on.wait(0.002):
            yield 600, 1000


def under_way(pages: case.Pages, colleague: case.Pages, held: HeldMerge) -> str:
    """The path of the page of a merge that stands still, with everything taken and nothing committed."""
    admitted(pages, colleague)
    held.set_up()
    made = carry(pages, colleague)
    assert held.begun.wait(20), made.words()
    assert made.where.endswith("/wait")
    return made.where


def test_while_a_bundle_is_merged_pages_wait_and_a_form_that_comes_is_done_afterwards(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldMerge(monkeypatch)
    path = under_way(pages, colleague, held)
    for where in (path, "/reading", "/work", "/", "/settings", "/nowhere"):
        shown = colleague.get(where)
        assert "Taking in a colleague's bundle" in shown.words("h1") or (shown.status, where) == (404, "/nowhere")
        assert shown.html.cssselect("form#lock"), "it can be locked"
    assert colleague.get(path).html.cssselect("progress[value='600']")
    with ThreadPoolExecutor(1) as apart:
        sent = apart.submit(colleague.post, "/sources/add", {"alias": "S77"})
        assert not wait([sent], timeout=0.3).done, "it waits"
        held.go_on.set()
        assert sent.result(timeout=20).status in (303, 400)
    assert "new here" in colleague.follow(led(colleague, path)).words(".notice")
    assert colleague.desk.verify(deep=True).ok


def led(pages: case.Pages, path: str) -> case.Answered:
    end = time.monotonic() + 20
    while (answer := pages.get(path)).status != 303:
        assert time.monotonic() < end
        time.sleep(0.02)
    return answer


def test_a_merge_that_is_stopped_never_came(pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldMerge(monkeypatch)
    before = len(colleague.desk.case.events())
    path = under_way(pages, colleague, held)
    stopped = colleague.post(path.replace("/wait", "/cancel"))
    assert "Nothing of it is half done" in colleague.follow(stopped).words()
    assert len(colleague.desk.case.events()) == before
    assert not colleague.desk.case.documents()
    assert colleague.desk.verify(deep=True).ok
    held.go_on.set()
    carry(pages, colleague)
    led_on = led(colleague, "/work/2/wait")
    assert "new here" in colleague.follow(led_on).words(".notice")


def test_a_lock_in_the_middle_of_a_merge_leaves_nothing_of_it(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldMerge(monkeypatch)
    under_way(pages, colleague, held)
    folder = colleague.held.folder
    assert folder is not None
    colleague.held.thread.ask(colleague.held.close).result()
    opened = case.open_pages(folder)
    try:
        assert not opened.desk.case.documents()
        assert opened.desk.verify(deep=True).ok
    finally:
        opened.close()
