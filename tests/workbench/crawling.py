"""Every page of the workbench by following its links, and every form on them: a new screen is here by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import lxml.html
import serving_case as case

from rushlight.workbench.application import all_routes
from rushlight.workbench.routing import Route

TYPED = ("text", "search", "email", "url", "tel", "")
"""Kinds of inputs that take any words."""

OF_A_REPORT = re.compile(r"(dc|st|rd)_\w+|R\d+")
"""Values that lead to a report: ids and aliases."""

A_ROUTE = 2
"""Pages looked at for a route whose path has parts to fill."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands on a page: where it goes, what it holds, and which of its fields take words."""

    page: str
    action: str
    fields: Mapping[str, str | list[str]]
    typed: tuple[str, ...]
    files: bool = False
    chosen: frozenset[str] = frozenset()
    """Fields whose choices, boxes or values stand for a report or a statement."""


@dataclass(slots=True)
class Crawled:
    """``pages``: path (with its query) to what came back. ``forms``: one of each kind."""

    pages: dict[str, case.Answered] = field(default_factory=dict)
    forms: dict[tuple[str, tuple[str, ...]], Form] = field(default_factory=dict)

    def routes(self) -> set[str]:
        """Paths of the routes that a page of was seen."""
        return {r.path for path in self.pages if (r := route_of(path)) is not None}


@cache
def _pattern(path: str) -> re.Pattern[str]:
    parts = re.sub(r"\\\{\w+(:int)?\\\}", lambda m: r"\d+" if m[1] else r"[^/]+", re.escape(path))
    return re.compile(parts)


def route_of(path: str, method: str = "GET") -> Route | None:
    """The route that answers a path; one without parts to fill before one with them."""
    plain = path.partition("?")[0]
    fitting = [r for r in all_routes() if r.method == method and _pattern(r.path).fullmatch(plain)]
    return min(fitting, key=lambda r: r.path.count("{"), default=None)


def crawl(pages: case.Pages, *, most: int = A_ROUTE, begin: Iterable[str] = ()) -> Crawled:
    """Begin there and at every page without parts to fill, follow every link; of one route at most ``most`` pages."""
    out, seen = Crawled(), dict[str, int]()
    waiting = [*begin, *(r.path for r in all_routes() if r.method == "GET" and "{" not in r.path)]
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        if route is None or path in out.pages or seen.get(route.path, 0) >= most:
            continue
        seen[route.path] = seen.get(route.path, 0) + 1
        plain, _, query = path.partition("?")
        answered = out.pages[path] = pages.ask("GET", plain, query=query)
        if answered.status == 303:
            waiting.append(answered.where)
        elif "html" in answered.headers.get("content-type", ""):
            waiting += _links(answered)
            for form in forms(path, answered):
                out.forms.setdefault((_shape(form), form.typed), form)
    return out


def _shape(form: Form) -> str:
    route = route_of(form.action, "POST")
    return route.path if route is not None else form.action


def _links(answered: case.Answered) -> Iterable[str]:
    place = f"/{answered.place}"
    for link in answered.html.cssselect("a[href]"):
        href = str(link.get("href")).partition("#")[0]
        if href.startswith(place + "/"):
            yield href.removeprefix(place)


def forms(page: str, answered: case.Answered) -> Iterable[Form]:
    """The forms of a page that are posted to one of ours."""
    for found in answered.html.forms:
        action = str(found.get("action", "")).removeprefix(f"/{answered.place}")
        typed = tuple(sorted({i.get("name") for i in _typed(found) if i.get("name")}))
        files = bool(found.cssselect("input[type=file]"))
        if str(found.get("method", "get")).lower() == "post":
            yield Form(page, action, _values(found), typed, files, frozenset(_chosen(found)))


def _chosen(found: Any) -> Iterable[str]:
    for control in found.cssselect("input[name], button[name], select[name]"):
        values = [control.get("value", ""), *(o.get("value", o.text or "") for o in control.cssselect("option"))]
        if any(OF_A_REPORT.fullmatch(v) for v in values):
            yield control.get("name")


def _typed(found: Any) -> list[Any]:
    inputs = [i for i in found.cssselect("input") if str(i.get("type", "")).lower() in TYPED]
    return [*inputs, *found.cssselect("textarea")]


def _values(found: lxml.html.FormElement) -> dict[str, str | list[str]]:
    """What a browser would send if nothing was changed and the first button was pressed."""
    values: dict[str, str | list[str]] = {}
    for name, value in found.form_values():
        before = values.get(name)
        values[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]
    button = next(iter(found.cssselect("button[name]")), None)
    if button is not None:
        values[button.get("name")] = button.get("value", "")
    return values
