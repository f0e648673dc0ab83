"""The application: every screen's routes, each handler run on the desk's thread, every failure a calm page."""

from __future__ import annotations

import asyncio
import pkgutil
import sys
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import ClassVar, TypeVar

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route as Path
from starlette.routing import compile_path
from starlette.types import ASGIApp

from rushlight.errors import MisuseError, RushlightError, WrongPassphrase
from rushlight.workbench import screens
from rushlight.workbench.answering import Answer, Asked, Fields, File, Go, Leave
from rushlight.workbench.at_work import reviewing_of
from rushlight.workbench.forms import form_fields, query_fields
from rushlight.workbench.guard import Guard, Rules
from rushlight.workbench.holding import Held
from rushlight.workbench.keymap import keys_of
from rushlight.workbench.language import preferred, say
from rushlight.workbench.passes import Passes
from rushlight.workbench.refilling import refill
from rushlight.workbench.rendering import GUIDE, ROOMS, Addresses, ErrorPage, Renderer, Shell, Shown, error_page
from rushlight.workbench.routing import Route, page_of
from rushlight.workbench.settings import Settings, kept_settings
from rushlight.workbench.static_files import static_file
from rushlight.workbench.waited import wait_page
from rushlight.workbench.work import MEMORY as WORK
from rushlight.workbench.work import Job, Work

SMALL, BIG = 1 << 20, 110 << 20
"""Bytes that a form may have; a form with files."""

LEAVING = {"clear-site-data": '"cache", "storage"', "connection": "close"}
USED = (
    "this address was used already or is too old: start rushlight open again\n"
    "이 주소는 이미 쓰였거나 너무 오래되었습니다: rushlight open을 다시 시작하세요\n"
)
"""In both languages: nothing is known yet of who asks, and a page of ours would tell the place."""
SAID = "said"
NEXT_TRY = 0.05
"""Seconds after which a form is tried again that came while the casefile was being changed as a whole."""
T = TypeVar("T")
LOCK_AFTER = 0.02
"""Seconds until the process is replaced; the page that says "locked" was handed to the system by then."""


@cache
def all_routes() -> tuple[Route, ...]:
    """The routes of every module in ``screens``, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(screens.__path__))
    return tuple(route for name in names for route in import_module(f"{screens.__name__}.{name}").ROUTES)


class Application:
    """Serves one ``Held`` to whoever holds its ``Passes``."""

    def __init__(self, held: Held, passes: Passes, *, port: int) -> None:
        self.held, self.passes, self.port = held, passes, port
        self.addresses = Addresses(passes.place)
        self.renderer = Renderer(self.addresses)
        self.rooms = rooms(all_routes())

    def asgi(self) -> ASGIApp:
        place = f"/{self.passes.place}"
        paths = [Path(place + r.path, self._endpoint(r), methods=[r.method]) for r in all_routes()]
        own = [
            Path("/in/{code}", self._enter, methods=["GET"]),
            Path(place + "/static/{name}", static_file, methods=["GET"]),
            Path(place + "/lock", self._lock, methods=["POST"]),
            Path(place + "/here", self._here, methods=["POST"]),
            Path(place + "/still-open", self._still_open, methods=["GET"]),
        ]
        # Starlette's own handlers would print what went wrong, and with it perhaps a word of a report
        app = Starlette(routes=[*own, *paths], exception_handlers={404: self._absent, 405: self._absent})
        app.router.redirect_slashes = False  # one spelling of an address
        big = tuple(compile_path(place + r.path)[0] for r in all_routes() if r.big)
        return Guard(app, Rules(self.port, self.passes, lambda path: BIG if any(b.match(path) for b in big) else SMALL))

    # --- what is asked ------------------------------------------------------------------------------

    def _endpoint(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if route.touches and self._whole() is None:
                self.held.touch()
            try:
                query, form = query_fields(request.scope["query_string"]), await form_fields(request)
            except MisuseError as error:
                unreadable = error
                return await self._on_desk(lambda: self._failed(unreadable, self.settings(request)))
            while (response := await self._on_desk(lambda: self._in_turn(route, request, query, form))) is None:
                await asyncio.sleep(NEXT_TRY)
            return response

        return answer

    async def _on_desk(self, what: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self.held.thread.ask(what))

    def _whole(self) -> Job | None:
        """The job that the casefile waits for: until it is over nobody may look at it."""
        work = self.held.memory.get(WORK)
        return work.whole if isinstance(work, Work) else None

    def _in_turn(self, route: Route, request: Request, query: Fields, form: Fields) -> Response | None:
        """The answer; while the casefile waits for a job its page in place of any other, and None for a form, which waits."""
        job = self._whole()
        if job is None or route.meanwhile:
            return self._answered(route, request, query, form)
        settings = self.settings(request)
        page = wait_page(job, settings.language)
        return self._page(page, settings, page.status) if request.method == "GET" else None

    def _answered(self, route: Route, request: Request, query: Fields, form: Fields) -> Response:
        settings = self.settings(request)
        if not (route.locked or self.held.open):
            return self._response(Go("/"), settings)
        asked = Asked(self.held, settings, query, form, request.path_params)
        try:
            answer = route.handler(asked)
            return self._response(answer, self._chosen(settings, request))
        except RushlightError as error:
            return self._refused(error, route, asked, request.url.path) or self._failed(error, settings)
        except Exception as error:  # noqa: BLE001 - no failure may show a word of a report
            return self._broke(error, settings)

    def _refused(self, error: RushlightError, route: Route, asked: Asked, path: str) -> Response | None:
        """The page on which the refused form stands, filled in as it was sent; None where it stands on none."""
        page = page_of(route, all_routes()) if route.method == "POST" else None
        if page is None:
            return None
        try:
            shown = page.handler(asked)
            if not isinstance(shown, Shown):
                return None
            code = _code(error)
            wrong = error_page(error, code, asked.language)
            shell = replace(self.shell(shown, asked.settings), wrong=wrong, once_more=_once_more(asked.form))
            html = refill(self.renderer.html(shown, shell), path, asked.form)
        except Exception:  # noqa: BLE001 - that the page cannot be made either is no other error: the first one is told
            return None
        return None if html is None else HTMLResponse(html, status_code=code)

    def settings(self, request: Request) -> Settings:
        """How this person wants the pages."""
        front = self.held.front or Settings(language=preferred(request.headers.get("accept-language", "")))
        if not self.held.open or self._whole() is not None:
            return front
        self.held.front = kept_settings(self.held.desk, front)
        return self.held.front

    def _chosen(self, before: Settings, request: Request) -> Settings:
        """After a handler, which may have changed them."""
        return self.settings(request) if request.method == "POST" else before

    # --- what is answered ---------------------------------------------------------------------------

    def _response(self, answer: Answer, settings: Settings) -> Response:
        if isinstance(answer, Go):
            if answer.said:
                self.held.memory[SAID] = answer.said
            return RedirectResponse(self._at(answer.path), status_code=303)
        if isinstance(answer, File):
            return Response(answer.data, media_type=answer.media_type, headers=_download(answer.name))
        if isinstance(answer, Leave):
            return self._last_page(answer.page, settings, BackgroundTask(self._leave))
        return self._page(answer, settings, answer.status)

    def _at(self, path: str) -> str:
        return self.addresses.at(path)

    def _page(self, shown: Shown, settings: Settings, status: int) -> Response:
        return HTMLResponse(self.renderer.html(shown, self.shell(shown, settings)), status_code=status)

    def shell(self, shown: Shown, settings: Settings) -> Shell:
        held = self.held
        if self._whole() is not None:
            return replace(_bare_shell(settings), screen=shown.screen, open=True, work="busy", rest=held.rest)
        guide = held.memory.get(GUIDE)
        return Shell(
            settings=settings,
            screen=shown.screen,
            open=held.open,
            alias=say(settings.language, "practice") if guide else held.folder.stem if held.folder is not None else "",
            actor=held.desk.actor if held.open else "",
            rooms=tuple((name, path, say(settings.language, words)) for name, path, words in self.rooms),
            keys=keys_of(shown.screen, settings.language, settings.keys) if held.open else (),
            waiting=reviewing_of(held).waiting() if held.open else None,
            said=held.memory.pop(SAID, ""),
            work=_work(held.memory.get(WORK)),
            guide=guide(settings) if guide else None,
            rest=held.rest,
        )

    def _failed(self, error: RushlightError, settings: Settings) -> Response:
        return self._page(error_page(error, _code(error), settings.language), settings, _code(error))

    def _broke(self, error: Exception, settings: Settings) -> Response:
        """Something of ours failed: the type and the place are told, never the message, which may hold a report's words."""
        sys.stderr.write(f"error: something failed inside rushlight ({_place(error)})\n")
        page = ErrorPage(
            code=500,
            what=say(settings.language, "something failed inside Rushlight"),
            where=_place(error),
            hint=say(settings.language, "nothing was half-written; please report this line"),
        )
        return self._page(page, settings, 500)

    async def _absent(self, request: Request, _: Exception) -> Response:
        def page() -> Response:
            settings = self.settings(request)
            what = say(settings.language, "there is no such page")
            hint = say(settings.language, "begin at the desk")
            return self._page(ErrorPage(code=404, what=what, where="", hint=hint), settings, 404)

        return await self._on_desk(page)

    # --- doors --------------------------------------------------------------------------------------

    async def _enter(self, request: Request) -> Response:
        """The first page: the code of its address is used up, and the browser gets the cookie and the place."""
        if not self.passes.use(request.path_params["code"]):
            return PlainTextResponse(USED, 403)
        return self._with_cookie(RedirectResponse(self._at("/"), status_code=303))

    def _with_cookie(self, response: Response) -> Response:
        passes = self.passes
        response.set_cookie(passes.cookie_name, passes.cookie, path=f"/{passes.place}", httponly=True, samesite="strict")
        return response

    async def _lock(self, request: Request) -> Response:
        """Lock, whatever else is under way and whether or not the answer arrives."""
        await self._leave()
        return self._last_page(LockedPage(), self.held.front or Settings())  # as last shown: a lock never waits for the desk

    async def _leave(self) -> None:
        asyncio.get_running_loop().call_later(LOCK_AFTER, self.held.lock)
        self.held.accept_no_more()

    def _last_page(self, page: Shown, settings: Settings, then: BackgroundTask | None = None) -> Response:
        """Before the process is replaced; the browser is let in again with another cookie."""
        self.passes.renew()
        html = self.renderer.html(page, _bare_shell(settings))
        return self._with_cookie(HTMLResponse(html, headers=LEAVING, background=then))

    async def _here(self, request: Request) -> Response:
        """Somebody types or reads: the page says so now and then, and the casefile stays open."""
        self.held.touch()
        return await self._still_open(request)

    async def _still_open(self, _: Request) -> Response:
        """204 while there is something to lock; asking does not keep it open."""
        return Response(status_code=204 if self.held.rest else 410)


@dataclass(frozen=True, slots=True)
class LockedPage(Shown):
    """The casefile was locked."""

    template: ClassVar[str] = "locked.html"
    screen: ClassVar[str] = "locked"


def _code(error: RushlightError) -> int:
    return 403 if isinstance(error, WrongPassphrase) else 400


def _once_more(form: Fields) -> bool:
    """Whether something came that is not shown again: a passphrase, or a file."""
    return form.with_files or any("passphrase" in name for name in form.names())


def _bare_shell(settings: Settings) -> Shell:
    return Shell(settings=settings, screen="", open=False, alias="", actor="", rooms=(), keys=(), waiting=None, said="")


def rooms(routes: tuple[Route, ...]) -> tuple[tuple[str, str, str], ...]:
    """The rooms of the bar that there is a page for."""
    paths = {r.path for r in routes if r.method == "GET"}
    return tuple(room for room in ROOMS if room[1] in paths)


def _work(work: Work | None) -> str:
    """What the bar says of long work."""
    if work is None or not work.jobs:
        return ""
    return "busy" if work.busy else "over"


def _download(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "rushlight" in f.filename] or frames
    return f"{type(error).__name__} at {own[-1].filename.rsplit('/', 1)[-1]}:{own[-1].lineno}" if own else type(error).__name__
