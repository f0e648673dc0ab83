"""A page of its own: no script, nothing fetched, the same bytes for the same content."""

from __future__ import annotations

import base64
import hashlib

from rushlight.drawing.markup import Markup, el, text
from rushlight.drawing.tokens import stylesheet


def page(title: str, body: Markup, lang: str = "en", *, pictures: bool = False) -> str:
    """A complete HTML document that works from a file, offline and in print.

    ``title`` is a constant of the program, never a name or a word of a report: titles stand in browser
    histories and window lists. The policy in its head allows this one style sheet, by hash, and nothing
    else: no script, frame, form, picture or font can load, even if a string should ever slip through. With ``pictures``
    those that the page itself holds are shown; none is fetched.
    """
    css = stylesheet()
    held = "; img-src data:" if pictures else ""
    policy = f"default-src 'none'; style-src '{_hash(css)}'{held}; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{text_of_policy(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="google" content="notranslate">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{text(title)}</title><style>{css}</style>"
    )
    shown = el("main", {}, el("h1", {}, title), body)
    return (
        f'<!doctype html>\n<html lang="{text(lang)}" translate="no">\n<head>{head}</head>\n'
        f'<body spellcheck="false">{shown}</body>\n</html>\n'
    )


def text_of_policy(policy: str) -> str:
    """A policy inside a double-quoted attribute; its own quotes are single ones."""
    return policy.replace('"', "&quot;")


def _hash(css: str) -> str:
    """The style sheet's hash as a Content Security Policy source (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
