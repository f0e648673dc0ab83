"""HTML pages: the article's blocks with the roles that the page's own structure states.

Size and nesting are checked before anything is parsed: 300,000 nested tags stop parsers for minutes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake.dates import parse_date
from rushlight.intake.taken import Block, PageFacts
from rushlight.record import ParagraphRole

_R = ParagraphRole
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*?(/?)>")
_NO_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
# fmt: off
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))
# fmt: on
# fmt: off
_OPTIONAL_END = frozenset((
    "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "html",
    "head", "body",
))
# fmt: on
# fmt: off
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "input", "select",
    "textarea", "head", "nav", "canvas", "audio", "video", "dialog",
))
# fmt: on
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))
# fmt: on
_ROLES = {
    "h1": _R.TITLE,
    "figcaption": _R.CAPTION,
    "caption": _R.CAPTION,
    "aside": _R.NAVIGATION,
    "footer": _R.FOOTER,
    "time": _R.BYLINE,
} | {f"h{i}": _R.HEADING for i in range(2, 7)}
_CLASSES = {
    _R.BYLINE: "byline author authors reporter writer dateline pubdate published timestamp post-date entry-date posted-on "
    "article-date date entry-meta post-meta article-meta",
    _R.CAPTION: "caption wp-caption-text photo-credit image-credit credit",
    _R.NAVIGATION: "related see-also read-more readmore recommended more-stories breadcrumb breadcrumbs tag tags tag-links "
    "pagination post-navigation prev-next",
    _R.HEADING: "pullquote pull-quote standfirst subtitle sub-title dek deck kicker",
    _R.FOOTER: "copyright disclaimer author-bio about-author footnote footnotes",
}
"""Words in class names, common to the templates of news sites and blogs, that say what an element is."""


def _class_pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?:$|[\s_-])", re.IGNORECASE)


_CLASS_ROLES = tuple((_class_pattern(words), role) for role, words in _CLASSES.items())
_ADS = _class_pattern(
    "ad ads advert advertisement adsbygoogle banner sponsor sponsored cookie cookies popup newsletter "
    "social share sharing comment comments skip-link sidebar screen-reader-text visually-hidden"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LEAST_MAIN = 200
"""Characters an <article> or <main> must hold to be taken for the page's content."""


def read_page(markup: str, where: str) -> tuple[list[Block], PageFacts]:
    """The blocks of a page in order and what it states of itself. Raises IntakeError for one that is too deep or empty."""
    blocks, facts = blocks_and_facts(markup, where)
    if not blocks:
        raise IntakeError(
            "the page has no text", where=where, hint="save the page after it has loaded, or give the text as .txt"
        )
    return blocks, facts


def blocks_and_facts(markup: str, where: str) -> tuple[list[Block], PageFacts]:
    """As ``read_page``, but a page without text is an empty list: a book's cover is no fault."""
    check_nesting(markup, where)
    try:
        return _read(_parse(markup, where))
    except RecursionError:  # tags hidden from the check, such as <div title="<">
        raise _too_deep(where) from None


def _too_deep(where: str) -> IntakeError:
    return IntakeError(
        "the page is nested too deep", where=where, hint=f"at most {limits.MAX_DEPTH} levels; give the text as .txt"
    )


def _read(tree: html.HtmlElement) -> tuple[list[Block], PageFacts]:
    main = _main(tree)
    blocks = [b for b in _walk(tree, main) if b.text]
    if not any(b.role in (None, _R.BODY) for b in blocks):
        blocks = blocks or [b for b in _walk(tree, None) if b.text]
    return _once(blocks), _facts(tree)


def check_nesting(markup: str, where: str) -> None:
    """Raise IntakeError when open elements pile up beyond MAX_DEPTH or tags beyond MAX_TAGS, without parsing."""
    depth = tags = 0
    for match in _TAG.finditer(_NO_MARKUP.sub("", markup)):
        tags += 1
        name = match[2].lower()
        if name in _VOID or name in _OPTIONAL_END or match[3]:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > limits.MAX_DEPTH or tags > limits.MAX_TAGS:
            raise _too_deep(where)


def _parse(markup: str, where: str) -> html.HtmlElement:
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", " ", markup)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        tree = html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise IntakeError("the page cannot be parsed", where=where, hint="give its text as .txt") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise _too_deep(where)  # the parser stops there and would lose the rest
    return tree


def _main(tree: html.HtmlElement) -> html.HtmlElement | None:
    """The element that holds the article: the one with the most text, if it is long enough."""
    found = tree.xpath("//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']")
    sized = [(len(_plain(e)), e) for e in found[:200] if isinstance(e, html.HtmlElement)]
    best = max(sized, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _LEAST_MAIN else None


def _plain(element: html.HtmlElement) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


def _walk(tree: html.HtmlElement, main: html.HtmlElement | None) -> Iterator[Block]:
    """Blocks in page order; outside ``main`` only the title, byline and captions count."""
    collector = _Collector(main)
    collector.visit(tree, None, main is None)
    collector.flush(None, True)
    yield from collector.blocks


class _Collector:
    """Gathers inline text until a block ends. Depth is bounded by MAX_DEPTH and the parser."""

    def __init__(self, main: html.HtmlElement | None) -> None:
        self.main = main
        self.blocks: list[Block] = []
        self.pending: list[str] = []
        self.linked = 0

    def flush(self, role: ParagraphRole | None, inside: bool) -> None:
        lines = [" ".join(line.split()) for line in "".join(self.pending).split("\n")]
        text = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
        linked, self.linked, self.pending = self.linked, 0, []
        if role is None and text and linked >= 0.8 * len(text) and len(text) < 200:
            role = _R.NAVIGATION
        if text and (inside or role in (_R.TITLE, _R.BYLINE)):
            self.blocks.extend(Block(part, role) for part in text.split("\n\n"))

    def visit(self, element: html.HtmlElement, role: ParagraphRole | None, inside: bool) -> None:
        if not isinstance(element.tag, str) or _dropped(element):
            return
        inside = inside or element is self.main
        own = _role(element) or role
        block = element.tag in _BLOCKS or (own is not role and own is not None and not _in_prose(element))
        if block:
            self.flush(role, inside)
        else:
            own = role
        self._text(element.text, element.tag)
        self._special(element, own, inside)
        for child in element:
            self.visit(child, own, inside)
            self._text(child.tail, element.tag)
        if block:
            self.flush(own, inside)

    def _special(self, element: html.HtmlElement, role: ParagraphRole | None, inside: bool) -> None:
        if element.tag == "br":
            self.pending.append("\n")
        elif element.tag == "img" and inside and len((element.get("alt") or "").split()) >= 3:
            self.flush(role, inside)
            self.pending.append(element.get("alt") or "")
            self.flush(_R.CAPTION, inside)

    def _text(self, text: str | None, tag: object) -> None:
        if text:
            self.pending.append(text if tag == "pre" else re.sub(r"\s+", " ", text))
            self.linked += len(" ".join(text.split())) if tag == "a" else 0


def _in_prose(element: html.HtmlElement) -> bool:
    """An inline element amid running text, such as a <time> in a sentence, makes no block of its own."""
    parent = element.getparent()
    around = "" if parent is None else (parent.text or "") + "".join(child.tail or "" for child in parent)
    return element.tag in ("time", "span", "a", "em", "strong", "b", "i", "small") and len(around.split()) > 8


def _dropped(element: html.HtmlElement) -> bool:
    if element.tag in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or "") or element.get("role") in ("navigation", "search", "banner", "dialog"):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        element.tag not in ("body", "html", "article", "main")
        and _ADS.search(marks) is not None
        and len(_plain(element)) < 3000
    )


def _role(element: html.HtmlElement) -> ParagraphRole | None:
    if element.tag in _ROLES:
        return _ROLES[str(element.tag)]
    if element.tag in ("article", "main", "body", "html"):
        return None
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    for pattern, role in _CLASS_ROLES:
        if marks.strip() and pattern.search(marks) and len(_plain(element)) < 600:
            return role
    return None


def _once(blocks: list[Block]) -> list[Block]:
    """The page's title and captions once each; a second top heading is a heading."""
    seen: set[tuple[str, ParagraphRole | None]] = set()
    out = []
    titled = False
    for block in blocks:
        key = (block.text, block.role)
        if block.role in (_R.CAPTION, _R.TITLE) and key in seen:
            continue
        seen.add(key)
        out.append(replace(block, role=_R.HEADING) if block.role is _R.TITLE and titled else block)
        titled = titled or block.role is _R.TITLE
    return out


def _facts(tree: html.HtmlElement) -> PageFacts:
    meta = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content") or ""
        for m in tree.iter("meta")
    }
    titles = [t.text_content().strip() for t in tree.iter("title")]
    dated = [
        meta.get(k, "")
        for k in (
            "article:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dc.date.issued",
            "pubdate",
            "publish-date",
            "article:published",
        )
    ]
    dated += [t.get("datetime") or "" for t in tree.iter("time")][:1]
    linked = _linked_data(tree)
    day = next((d for text in [*dated, linked.get("datePublished", "")] if (d := parse_date(text))), None)
    return PageFacts(
        title=meta.get("og:title") or (titles[0] if titles else None) or None,
        author=meta.get("author") or meta.get("article:author") or None,
        published=day,
        outlet=meta.get("og:site_name") or linked.get("publisher") or None,
        language=tree.get("lang"),
    )


def _linked_data(tree: html.HtmlElement) -> dict[str, str]:
    """datePublished and the publisher's name from JSON-LD, where a page has it."""
    out: dict[str, str] = {}
    for script in tree.xpath("//script[@type='application/ld+json']")[:5]:
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                publisher = item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else None
                pairs = (("datePublished", item.get("datePublished")), ("publisher", name))
                out.update({key: value for key, value in pairs if isinstance(value, str)})
    return out
