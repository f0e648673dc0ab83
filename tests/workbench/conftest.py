"""Fixtures of the workbench's tests (see ``serving_case``)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.workbench import waited


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form's own page waits until small work is done, however busy this machine is."""
    monkeypatch.setattr(waited, "QUICK_WHERE_SMALL", 60.0)


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's casefile, made once; copy it before writing."""
    return case.make_demo(tmp_path_factory.mktemp("demo") / "demo.case")


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Path:
    """A copy of it of the test's own."""
    shutil.copytree(demo_once, tmp_path / "demo.case")
    return tmp_path / "demo.case"


@pytest.fixture
def pages(demo: Path) -> Iterator[case.Pages]:
    """Pages in English on the demonstration, unlocked, by A1."""
    opened = case.open_pages(demo)
    yield opened
    opened.close()


@pytest.fixture
def korean(demo: Path) -> Iterator[case.Pages]:
    """The same in Korean."""
    opened = case.open_pages(demo, language="ko")
    yield opened
    opened.close()


@pytest.fixture
def shut(demo: Path) -> Iterator[case.Pages]:
    """The same, still locked."""
    opened = case.open_pages(demo, unlocked=False)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium; a skip where there is none, or where Playwright's driver cannot start."""
    if case.CHROMIUM is None or not case.has_libatomic():
        pytest.skip("there is no chromium with libatomic here: apt-get install chromium libatomic1")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=case.CHROMIUM, args=case.CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def server(demo: Path) -> Iterator[case.Server]:
    """A real server on the demonstration."""
    with case.serving(demo) as started:
        yield started


@pytest.fixture
def tab(browser: Any, server: case.Server) -> Iterator[case.Tab]:
    """A tab of a real browser on a real server, unlocked."""
    with case.tab_on(browser, server) as opened:
        yield opened


@pytest.fixture
def plain_tab(browser: Any, server: case.Server) -> Iterator[case.Tab]:
    """The same with JavaScript off."""
    with case.tab_on(browser, server, javascript=False) as opened:
        yield opened
