"""A browser that looks at a state: in a language, light or dark, on paper, magnified, in a narrow window."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

import serving_case as case
from filled_case import on_desk, table
from filled_states import State
from served_world import served

from rushlight.casefile import joining
from rushlight.casefile.canonical import canonical
from rushlight.workbench.application import SAID
from rushlight.workbench.settings import Settings


@dataclass
class Camera:
    """Opens a state in a browser's tab: one served application a ``Pages``, let in by its cookie."""

    browser: Any
    closing: contextlib.ExitStack
    language: str = "en"
    width: int = 1120

    def __post_init__(self) -> None:
        self.served: dict[int, str] = {}
        locale = "ko-KR" if self.language == "ko" else "en-GB"
        self.context = self.browser.new_context(locale=locale, viewport={"width": self.width, "height": 900})
        self.closing.callback(self.context.close)
        self.page = self.context.new_page()

    def open(self, state: State) -> Any:
        """The page, after what is done there first: fields that are ``set``, a ``choose``n option, the ``file`` of a table, the
        ``request`` of another's device, and what is ``click``ed."""
        origin, passes = self._origin(state.pages), state.pages.passes
        state.pages.held.front = Settings(language=self.language)
        state.pages.held.memory.pop(SAID, None)
        self.context.add_cookies([{"name": passes.cookie_name, "value": passes.cookie, "url": origin + "/"}])
        self.page.goto(f"{origin}/{passes.place}{state.path}")
        for how, *what in state.then:
            self._do(how, what)
        return self.page

    def _origin(self, pages: case.Pages) -> str:
        if id(pages) not in self.served:
            self.served[id(pages)] = self.closing.enter_context(served(pages)).origin
        return self.served[id(pages)]

    def _do(self, how: str, what: Any) -> None:
        if how == "set":
            self.page.fill(what[0], what[1])
        elif how == "choose":
            self.page.select_option(what[0], what[1])
        elif how == "file":
            self.page.set_input_files(what[0], {"name": "records.csv", "mimeType": "text/csv", "buffer": table()})
        elif how == "request":
            data = on_desk(what[0], lambda desk: canonical(joining.request(desk.case)))
            self.page.set_input_files("#f-request", {"name": "a.request", "mimeType": "text/plain", "buffer": data})
        else:
            with self.page.expect_navigation(timeout=60_000):
                self.page.click(what[0])
            self.page.wait_for_load_state()
