"""A form that was refused, as the person had filled it in: nothing that was typed, chosen or ticked is lost by an error.

The page is made as ever; then the fields of the one form that was sent get the values that came. Everything else of the
page stays letter for letter. Passphrases and files are left empty: a page never holds the one, a browser never takes back
the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import escape

from rushlight.workbench.answering import Fields

TICKED = ("checkbox", "radio")
LEFT_EMPTY = ("password", "file", "submit", "button", "reset", "image")


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a page: ``raw`` as it stands, ``tag`` where it begins an element, ``ends`` where it ends one."""

    raw: str
    tag: str = ""
    attrs: tuple[tuple[str, str | None], ...] = ()
    ends: str = ""

    def get(self, name: str, default: str = "") -> str:
        found = dict(self.attrs)
        return (found[name] or "") if name in found else default

    def changed(self, **values: str | None) -> str:
        """The tag with these attributes set; None removes one."""
        kept = {name: value or "" for name, value in self.attrs} | values
        written = (f' {name}="{escape(value)}"' for name, value in kept.items() if value is not None)
        return f"<{self.tag}{''.join(written)}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tokens: list[_Token] = []

    def _keep(self, raw: str, tag: str = "", attrs: tuple[tuple[str, str | None], ...] = (), ends: str = "") -> None:
        self.tokens.append(_Token(raw, tag, attrs, ends))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "", tag, tuple(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "")  # drawings alone have such: no field is written so

    def handle_endtag(self, tag: str) -> None:
        self._keep(f"</{tag}>", ends=tag)

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._keep(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"<!{decl}>")


@dataclass(slots=True)
class _Form:
    """Where a form begins and ends among the tokens, its id, and the sections it lies in that may be folded."""

    first: int
    last: int
    id: str
    folded: tuple[int, ...]


def refill(html: str, path: str, sent: Fields) -> str | None:
    """The page with the form that sends to ``path`` as it was sent; None where the page has no such form."""
    tokens = _tokens(html)
    form = next((f for f in _forms(tokens, path) if _is_it(tokens, f, sent)), None)
    if form is None:
        return None
    return "".join(_written(tokens, form, sent))


def _tokens(html: str) -> list[_Token]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens


def _forms(tokens: list[_Token], path: str) -> Iterator[_Form]:
    """The forms that send there, in the page's order."""
    folded: list[int] = []
    begun: int | None = None
    for n, token in enumerate(tokens):
        if token.tag == "details":
            folded.append(n)
        elif token.ends == "details":
            folded.pop()
        elif token.tag == "form" and token.get("method") == "post" and token.get("action").split("?")[0] == path:
            begun = n
        elif token.ends == "form" and begun is not None:
            yield _Form(begun, n, tokens[begun].get("id"), tuple(folded))
            begun = None


def _is_it(tokens: list[_Token], form: _Form, sent: Fields) -> bool:
    """Whether this of several forms with one address was sent: what it says of itself in hidden fields came with it."""
    said = [t for t in tokens[form.first : form.last] if t.tag == "input" and t.get("type") == "hidden" and t.get("value")]
    return all(t.get("value") in sent.all(t.get("name")) for t in said)


def _written(tokens: list[_Token], form: _Form, sent: Fields) -> Iterator[str]:
    values = {name: list(sent.all(name)) for name in sent.names()}
    choosing: list[str] | None = None
    within = False  # a text area whose words are replaced
    for n, token in enumerate(tokens):
        if token.ends == "textarea":
            within = False
        if within:
            continue
        if token.ends == "select":
            choosing = None
        own = form.first < n < form.last or bool(form.id and token.get("form") == form.id)
        if n in form.folded or (own and token.tag == "details" and _filled(tokens, n, sent)):
            yield token.changed(open="")
        elif own and token.tag == "select" and token.get("name") in values:
            choosing = list(sent.all(token.get("name")))
            yield token.raw
        elif choosing is not None and token.tag == "option":
            yield token.changed(selected="" if token.get("value") in choosing else None)
        elif own and token.tag == "textarea" and values.get(token.get("name")):
            within = True
            yield f"{token.raw}\n{escape(values[token.get('name')].pop(0))}"  # the first line end is none of its words
        elif own and token.tag == "input":
            yield _input(token, values, sent)
        else:
            yield token.raw


def _filled(tokens: list[_Token], at: int, sent: Fields) -> bool:
    """Whether something was typed in a folded section of the form: then it is shown."""
    for token in tokens[at:]:
        if token.ends == "details":
            return False
        if token.tag in ("input", "textarea", "select") and any(v.strip() for v in sent.all(token.get("name"))):
            return True
    return False


def _input(token: _Token, values: dict[str, list[str]], sent: Fields) -> str:
    name, kind = token.get("name"), token.get("type", "text")
    if kind in TICKED:
        return token.changed(checked="" if token.get("value", "on") in sent.all(name) else None)
    if kind in LEFT_EMPTY or not values.get(name):
        return token.raw
    value = values[name].pop(0)
    if kind == "hidden" and token.get("value"):
        return token.raw  # what the page says of itself is said anew
    return token.changed(value=value)
