"""Pages from templates: one typed context a template, no undefined name, everything escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rushlight.codebook.particles import fitted
from rushlight.codebook.sentences import error_words, in_language
from rushlight.errors import RushlightError
from rushlight.workbench.elsewhere import rooms_named
from rushlight.workbench.keymap import Key
from rushlight.workbench.language import marked, say, translations
from rushlight.workbench.settings import Settings

TITLE = "Rushlight"
"""The title of every page: titles stand in histories and window lists."""

ROOMS: tuple[tuple[str, str, str], ...] = (
    ("desk", "/", "Desk"),
    ("take-in", "/take-in", "Take in"),
    ("reading", "/reading", "Reading"),
    ("queue", "/queue", "Queue"),
    ("pairs", "/pairs", "Pairs"),
    ("events", "/events", "Events"),
    ("counting", "/counting", "Counting"),
    ("map", "/map", "Map"),
    ("release", "/release", "Release"),
    ("sources", "/sources", "Sources"),
    ("team", "/team", "Team"),
    ("log", "/log", "Log"),
    ("settings", "/settings", "Settings"),
)
"""The rooms of the bar: the screen's name, its path, its words (translated when shown)."""


class Shown:
    """What a template is given. A subclass is a dataclass whose fields are the template's names.

    ``template`` is the file, ``screen`` the room it belongs to, ``status`` that of the answer.
    """

    __slots__ = ()
    template: ClassVar[str]
    screen: ClassVar[str] = ""
    status: ClassVar[int] = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Shown):
    """What went wrong, in the one voice."""

    template: ClassVar[str] = "error.html"
    code: int
    what: str
    where: str
    hint: str
    done_in: tuple[str, ...] = ()
    """Rooms in which that is done which the hint names by its command."""


GUIDE = "guide"
"""Where ``Held.memory`` has what makes the strip above every page, during a practice."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The strip above every page: where one is, and the page that leads on."""

    words: str
    path: str
    link_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What every page has around it (``shell`` in templates)."""

    settings: Settings
    screen: str
    open: bool
    title: ClassVar[str] = TITLE
    """Of every window: a name that no page's own fields can take the place of."""
    alias: str
    """What the casefile's folder is called; empty while none is open."""
    actor: str
    rooms: tuple[tuple[str, str, str], ...]
    keys: tuple[Key, ...]
    waiting: int | None
    """Statements that wait for a person; None where nobody may be told."""
    said: str
    """A sentence from the page before, shown once."""
    work: str = ""
    """Of long work: "busy" while some is under way, "over" while something lies to be looked at; else empty."""
    guide: Guide | None = None
    """What leads through a practice, while there is one."""
    wrong: ErrorPage | None = None
    """Why the form below was refused, where it was."""
    once_more: bool = False
    """Whether something of that form is not shown again: a passphrase, or a file."""
    rest: int = 0
    """Seconds of nobody's use after which the casefile locks and a page shows nothing any more; 0 where it is shut."""

    @property
    def language(self) -> str:
        return self.settings.language


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of our own pages: each begins with the secret place."""

    place: str

    def at(self, path: str) -> str:
        return f"/{self.place}{path}"

    def css(self, name: str) -> Markup:
        return Markup('<link rel="stylesheet" href="{}">').format(self.at(f"/static/{name}"))

    def js(self, name: str) -> Markup:
        return Markup('<script type="module" src="{}"></script>').format(self.at(f"/static/{name}"))


class Renderer:
    """Makes the HTML of a page, in the language of the shell."""

    def __init__(self, addresses: Addresses) -> None:
        self._environments = {language: _environment(language, addresses) for language in ("en", "ko")}

    def html(self, shown: Shown, shell: Shell) -> str:
        template = self._environments[shell.language].get_template(shown.template)
        return marked(template.render(shell=shell, **context(shown)), shell.language)


def context(shown: Shown) -> Mapping[str, Any]:
    """The fields of a page as the names of its template."""
    return {f.name: getattr(shown, f.name) for f in fields(shown)}  # type: ignore[arg-type]


@cache
def loader() -> PackageLoader:
    return PackageLoader("rushlight.workbench")


def _environment(language: str, addresses: Addresses) -> Environment:
    environment = Environment(
        loader=loader(),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(gettext=_saying(language), ngettext=_counting(language))
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters["ours"] = lambda sentence: in_language(sentence or "", language)  # {{ problem.what|ours }}
    environment.globals.update(at=addresses.at, css=addresses.css, js=addresses.js, language=language)
    return environment


def _saying(language: str) -> Callable[..., Markup]:
    """What templates translate with: as Jinja's own, and Korean particles follow what is put in before them."""
    words = translations(language)

    def gettext(sentence: str, /, **named: object) -> Markup:
        return _filled(words.gettext(sentence), named)

    return gettext


def _counting(language: str) -> Callable[..., Markup]:
    words = translations(language)

    def ngettext(one: str, many: str, number: int, /, **named: object) -> Markup:
        return _filled(words.ngettext(one, many, number), {"num": number, **named})

    return ngettext


def _filled(sentence: str, named: Mapping[str, object]) -> Markup:
    """A sentence of ours, which may hold markup, with what is put in escaped."""
    return Markup(fitted(sentence, named)) % named  # noqa: S704 - only the sentence, never what is put in, is taken as it is


def _here(hint: str, language: str) -> str:
    """What a person does on the pages where a hint names but a command; empty for any other hint."""
    if hint.startswith("ask, then: rushlight consent "):
        return say(language, "ask them; then write down on the page Consent what they agreed to")
    if hint == "list them with 'rushlight releases CASE'":
        return say(language, "the page Release lists them")
    return ""


def error_page(error: RushlightError, code: int, language: str = "en") -> ErrorPage:
    what, where, hint = error_words(error, language)
    hint = _here(error.hint or "", language) or hint
    return ErrorPage(code=code, what=what, where=where, hint=hint, done_in=rooms_named(error.hint or ""))
