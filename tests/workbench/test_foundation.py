"""The frame of the workbench: who is let in, what every answer carries, how it locks."""

from __future__ import annotations

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.errors import MisuseError
from rushlight.workbench import at_work, keymap
from rushlight.workbench.guard import HEADERS
from rushlight.workbench.language import preferred
from rushlight.workbench.passes import GOOD_FOR, Passes
from rushlight.workbench.rendering import TITLE
from rushlight.workbench.serving import listen


def test_the_passphrase_opens_and_a_wrong_one_does_not(shut: case.Pages) -> None:
    assert "Passphrase of demo" in shut.get("/").words()
    wrong = shut.post("/unlock", {"passphrase": "not these words"})
    assert wrong.status == 403
    assert "error:" in wrong.words()
    assert shut.post("/unlock", {"passphrase": case.PASSPHRASE}).where == "/"
    assert at_work._KEPT in shut.held.memory, "what waits was taken up with the passphrase: the first page need not wait for it"
    assert "Decide" in shut.get("/").words()


def test_a_page_of_the_open_casefile_leads_to_the_passphrase_while_it_is_shut(shut: case.Pages) -> None:
    from rushlight.workbench.application import all_routes

    for route in all_routes():
        if route.method == "GET" and not route.locked and "{" not in route.path:
            assert shut.get(route.path).where == "/", route.path


def test_every_answer_carries_the_policy(pages: case.Pages) -> None:
    for path in ("/", "/no-such-page", "/static/base.css", "/static/none.css"):
        answered = pages.get(path)
        for name, value in HEADERS:
            assert answered.headers[name.decode()] == value.decode(), (path, name)
    refused = pages.raw("GET", "/", {"host": "localhost:1"})
    assert refused.status == 421
    assert refused.headers["content-security-policy"]


def test_the_title_is_always_the_same(pages: case.Pages) -> None:
    for path in ("/", "/no-such-page"):
        assert pages.get(path).html.cssselect("title")[0].text == TITLE


def test_cookie_and_place_are_both_needed(pages: case.Pages) -> None:
    host, place = f"127.0.0.1:{case.PORT}", pages.passes.place
    cookie = f"{pages.passes.cookie_name}={pages.passes.cookie}"
    assert pages.raw("GET", f"/{place}/", {"host": host}).status == 403
    assert pages.raw("GET", "/" + "0" * len(place) + "/", {"host": host, "cookie": cookie}).status == 403
    assert pages.raw("GET", f"/{place}/", {"host": host, "cookie": f"{cookie}; {cookie}"}).status == 403
    assert pages.raw("GET", f"/{place}/", {"host": host, "cookie": cookie}).status == 200


def test_a_code_lets_in_once_and_for_a_minute() -> None:
    now = [0.0]
    passes = Passes(clock=lambda: now[0])
    code = passes.new_code()
    assert not passes.use("")
    assert not passes.use("0" * len(code))
    assert passes.use(code)
    assert not passes.use(code)
    late = passes.new_code()
    now[0] = GOOD_FOR
    assert not passes.use(late)


def test_the_language_is_the_browsers_until_one_is_chosen(shut: case.Pages) -> None:
    shut.language = "ko"
    assert shut.get("/").html.get("lang") == "ko"
    assert shut.post("/language", {"language": "en"}).status == 303
    assert shut.get("/").html.get("lang") == "en"
    assert shut.post("/language", {"language": "xx"}).status == 400


@pytest.mark.parametrize(
    ("accept", "language"),
    [("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("de,en;q=0.5,ko;q=0.9", "ko"), ("", "en"), ("de", "en"), ("ko;q=x", "en")],
)
def test_what_a_browser_asks_for(accept: str, language: str) -> None:
    assert preferred(accept) == language


def test_the_chosen_language_is_kept_in_the_casefile(pages: case.Pages) -> None:
    pages.post("/language", {"language": "ko"})
    assert pages.desk.case.get_setting("pages.A1")["language"] == "ko"
    assert pages.get("/").html.get("lang") == "ko"


def test_no_two_verbs_of_a_screen_share_a_key() -> None:
    keymap.check_keys({})
    for screen in (*keymap.screens(), keymap.EVERYWHERE):
        for language in ("en", "ko"):
            keys = keymap.keys_of(screen, language)
            assert len({k.key for k in keys}) == len(keys)
            assert len({k.verb for k in keys}) == len(keys)
            assert all(k.words for k in keys)


@pytest.mark.parametrize("changed", [{"everywhere.next": "K"}, {"everywhere.none": "Q"}, {"everywhere.next": "ctrl"}])
def test_a_key_that_clashes_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(MisuseError):
        keymap.check_keys(changed)


def test_a_failure_of_ours_shows_no_word(pages: case.Pages, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Kim of Hoeryong")

    monkeypatch.setattr("rushlight.workbench.screens.desk.drafts", fail)
    answered = pages.get("/")
    assert answered.status == 500
    said = answered.text + "".join(capfd.readouterr())
    assert "Kim" not in said
    assert "ValueError" in said


@pytest.mark.browser
def test_a_browser_is_let_in_unlocks_and_locks(tab: case.Tab) -> None:
    before = tab.server.process.pid
    assert tab.page.title() == TITLE
    for _ in range(3):
        tab.page.keyboard.press("Shift")
    tab.page.wait_for_selector("text=Every decision is kept")
    tab.page.click("text=type the passphrase again")
    tab.page.fill("#f-passphrase", case.PASSPHRASE)
    tab.page.press("#f-passphrase", "Enter")
    tab.page.wait_for_selector("form#lock")
    assert tab.server.process.pid == before
    assert tab.server.process.poll() is None
    assert tab.strays == []
    # a page that asks just while the process is replaced is cut off, and asks again
    assert [told for told in tab.broken if "ERR_CONNECTION_RESET" not in told] == []


@pytest.mark.browser
def test_it_works_without_javascript(plain_tab: case.Tab) -> None:
    assert plain_tab.page.inner_text("h1") == "Desk"
    plain_tab.page.click("form#lock button")
    assert "Locked" in plain_tab.page.inner_text("h1")


@pytest.mark.browser
def test_an_address_opens_once(browser: Any, demo: Path) -> None:
    with case.serving(demo) as server:
        with case.tab_on(browser, server):
            pass
        page = browser.new_context().new_page()
        assert page.goto(server.address).status == 403
        page.close()


@pytest.mark.browser
def test_the_idle_lock_replaces_the_process(browser: Any, demo: Path) -> None:
    with case.serving(demo) as server, case.tab_on(browser, server) as tab:
        tab.page.click("form#lock button")
        time.sleep(1)
        tab.go("/")
        assert tab.page.locator("#f-passphrase").count() == 1
        assert server.process.poll() is None


def test_settings_that_make_no_sense_are_refused() -> None:
    from rushlight.workbench.settings import Settings

    with pytest.raises(MisuseError):
        replace(Settings(), theme="purple")


@pytest.mark.browser
def test_the_footer_names_only_keys_that_do_something(tab: case.Tab) -> None:
    tab.go("/release")
    shown = [row.get_attribute("data-verb") for row in tab.page.locator("footer.keys li").all() if row.is_visible()]
    assert "find" in shown
    assert not {"sign", "way-1"} & set(shown)
    for verb in shown:
        if verb not in ("next", "previous"):
            assert tab.page.locator(f'[data-key-verb="{verb}"]').count(), verb


@pytest.mark.browser
def test_without_javascript_no_key_is_named(plain_tab: case.Tab) -> None:
    assert not plain_tab.page.locator("footer.keys").is_visible()


def test_the_desk_names_what_waits_and_nothing_else(pages: case.Pages) -> None:
    shown = pages.get("/")
    assert len(shown.html.cssselect('a[href*="/reading/"]')) == 5
    assert "Compare the reports" in shown.words()
    number = len(pages.desk.queue())
    assert f"Decide {number} statements" in shown.words()
    assert f"{number} to decide" in shown.words("header")
    pages.get("/pairs")
    assert pages.get("/").html.cssselect('a[href*="/pairs/"]')


def test_the_end_of_a_page_does_not_wait_for_the_receipt_of_its_beginning() -> None:
    """Nagle's algorithm and a delayed receipt together cost 40 ms a page: each part has to go at once."""

    async def delays() -> bool:
        over: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def arrived(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            over.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0)
            writer.close()

        with listen() as listening:
            async with await asyncio.start_server(arrived, sock=listening):
                _, writer = await asyncio.open_connection(*listening.getsockname())
                writer.close()
                return await over

    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the tests' own thread
        assert not apart.submit(asyncio.run, delays()).result()
