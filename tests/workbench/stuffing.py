"""A casefile full of strings that try to become scripts, put in wherever words go in; and what a page may be made of."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import Any

import serving_case as case
from crawling import Crawled, Form, crawl

from rushlight.desk import Desk
from rushlight.errors import RushlightError
from rushlight.record import Judgement, Relation, Verdict

RAN = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = (...given) => { window.ran.push(name); };
addEventListener("securitypolicyviolation", (event) => window.ran.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
"""Set before a page's own scripts: notes whatever runs, and whatever the policy had to stop."""

LOOKED = """() => {
  const wrong = [], place = location.pathname.split("/")[1];
  const allowed = new Set(%s);
  for (const element of document.querySelectorAll("*")) {
    if (!allowed.has(element.localName)) wrong.push(element.localName);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") wrong.push(`${element.localName} ${name}`);
      const ours = value.startsWith(`/${place}/`) || value.startsWith("#");
      const leads = ["href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "xlink:href"].includes(name);
      if (leads && !ours) wrong.push(`${element.localName} ${name}=${value}`);
    }
  }
  return [...wrong, ...window.ran];
}"""
"""What a page holds that none of ours may hold."""

ELEMENTS = """
noscript html head meta title link script body a header nav ul ol li dl dt dd p span strong em b i small s u abbr code
kbd samp var cite q main h1 h2 h3 h4 h5 h6 form button input label select option optgroup textarea fieldset
legend output progress meter table caption colgroup col thead tbody tfoot tr th td section article aside
footer div blockquote mark ins del details summary figure figcaption pre time data br hr wbr bdi bdo ruby rt
rp dfn datalist hgroup search sub sup svg g path rect circle ellipse line polyline polygon text tspan desc use
defs pattern clippath clipPath marker mask
"""
"""What a page of ours is made of."""


def looked() -> str:
    """JavaScript for ``page.evaluate``."""
    return LOOKED % ELEMENTS.split()


def sentence(word: str) -> str:
    """A sentence that a reader proposes something from, with the string where a name would stand."""
    return f"In March 2022 the broker {word} demanded 5,000 yuan from the family in Hyesan.\n"


def stuff_desk(desk: Desk, strings: Sequence[str]) -> list[str]:
    """Reports, reasons and outlets made of these strings, by the desk. Gives pages that show them."""
    taken = []
    for number, word in enumerate(strings):
        if number % 40 == 0:
            part = [w.replace("\0", "") for w in strings[number : number + 40]]  # bytes with a zero in them are no text
            text = "".join(sentence(w) for w in part) + "\n\n" + "\n\n".join(part)
            kept = desk.take_in_bytes(text.encode("utf-8", "surrogatepass"), f"{_file(word)}.txt", outlet=word[:60] or None)
            taken.append(kept.document)
    for word, item in zip(strings, desk.queue(), strict=False):
        with contextlib.suppress(RushlightError):
            desk.decide(item.statement.id, Verdict.ACCEPT if len(word) % 2 else Verdict.REJECT, reason=word)
    heads = [report.document.id for report in desk.reports()]
    for word, left, right in zip(strings, heads, heads[1:], strict=False):
        with contextlib.suppress(RushlightError):
            desk.judge(Relation.SAME_ORIGIN, left, right, Judgement.UNSURE, reason=word)
    queued = [f"/queue/{item.statement.id}" for item in desk.queue() if item.document in taken]
    return [*(f"/reading/{document}" for document in taken), *queued[:2]]


def _file(word: str) -> str:
    """A name that a file may have, as near to the string as it gets."""
    return "".join(c for c in word if c not in "/\0\\")[:60] or "report"


LEFT_ALONE = ("/lock", "/here", "/language", "/practice", "/new", "/settings/panic", "/settings/ways", "/sources/close")
"""Forms that would end what is being looked at, or put another casefile in its place."""

Came = list[tuple[Form, case.Answered]]


def explore(pages: case.Pages, strings: Sequence[str] = (), begin: Sequence[str] = ()) -> tuple[Crawled, Came]:
    """Follow every link and send every form, then again from where the forms led.

    A form that takes words is sent once for each string, in all of its fields; any other as it stands. Gives every page as it
    is in the end, and what the forms answered, the pages that they led to included.
    """
    sent: set[object] = set()
    came: Came = []
    led: dict[str, None] = dict.fromkeys(begin)
    for _ in range(2):
        for kind, form in crawl(pages, begin=led).forms.items():
            if kind not in sent and not form.action.startswith(LEFT_ALONE):
                sent.add(kind)
                came += _sent(pages, form, strings, led)
    return crawl(pages, begin=led), came


def _sent(pages: case.Pages, form: Form, strings: Sequence[str], led: dict[str, None]) -> Came:
    came: Came = []
    for word in strings if form.typed and strings else (None,):
        typed = {} if word is None else dict.fromkeys(form.typed, word)
        answered = pages.post(form.action, {**form.fields, **typed}, {"files": ("", b"")} if form.files else None)
        came.append((form, answered))
        if answered.status == 303:
            led[answered.where] = None
            came.append((form, pages.follow(answered)))
    return came


def raw_in(answered: case.Answered, strings: Iterable[str]) -> list[str]:
    """Strings that stand in the answer as they were given, though a page has to write their signs otherwise."""
    telling = [w for w in strings if "<" in w and len(w) > 4]
    return [w for w in telling if w in answered.text]


def wrong_elements(answered: case.Answered) -> list[str]:
    """What a page holds that none of ours may hold, as far as lxml reads it; a browser looks again."""
    wrong: list[str] = []
    for element in answered.html.iter():
        if isinstance(element.tag, str):
            wrong += _wrong(element, answered.place)
    return wrong


def _wrong(element: Any, place: str) -> list[str]:
    tag = element.tag.rpartition("}")[2].lower()
    wrong = [] if tag in ELEMENTS.split() else [tag]
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or name in ("style", "srcdoc"):
            wrong.append(f"{tag} {name}")
        if name in ("href", "src", "action", "formaction") and not value.startswith((f"/{place}/", "#")):
            wrong.append(f"{tag} {name}={value}")
    return wrong
