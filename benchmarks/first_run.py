"""How long a newcomer needs for the first run, estimated: nobody is asked; the pages are gone through and all is counted.

A real browser (Debian's chromium) goes the real way on a server that was started with no casefile: a casefile is made, its
passphrase and three recovery shares are written on paper, the practice's report is taken in, ten statements are decided, a
release is refused and then passes. Of every page what is new on it is read whole: the visible words of ``main``, less lines and
sentences that were read before. Every statement is accepted by mouse, each of its three parts ticked, unless the page refuses.

What is counted becomes seconds so, each with a quick, a middle and a slow person:

- reading: 300, 238 and 175 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047: the mean of silent reading of
  non-fiction by adults, and the range of most of them). Korean words, between spaces: 202 a minute (Rhiu and others 2017,
  doi:10.3341/kjo.2016.0042), with the same range around it; texts of a school-book, so a rough figure
- acting: the Keystroke-Level Model (Card, Moran and Newell 1983): a key K 0.2, 0.28 (no typist) and 0.75 (as for codes that
  mean nothing); pointing P 0.8, 1.1 and 1.5; a press and release of the mouse's button BB 0.2; a hand to or from the keyboard
  H 0.4; making up one's mind M 1.35, once for each click that is no field's, and for the slow person thrice for a decision
- by hand: 31, 22 and 15 words of five letters a minute. The middle one is copying, the quick one writing from memory (Brown
  1988, Human-Computer Interface Design Guidelines); the slow one is an assumption. A number before a word is one letter more.
  Of a share's word the first letters that the page marks are written
- waiting: as long as the server took here

python benchmarks/first_run.py [--language en] [--language ko]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

STAGES = ("a casefile", "passphrase", "shares", "a report", "ten statements", "a release")
PEOPLE = ("quick", "middle", "slow")
READING = {"en": (300, 238, 175), "ko": (255, 202, 149)}
"""Words a minute."""
KEY, POINT, HAND, BUTTON, MIND = (0.2, 0.28, 0.75), (0.8, 1.1, 1.5), 0.4, 0.2, 1.35
"""Seconds."""
THOUGHTS = (1, 1, 3)
"""Times that somebody makes up their mind before a decision."""
LETTERS = (31 * 5, 22 * 5, 15 * 5)
"""Letters a minute, by hand."""
LIKE_A_SENTENCE = 12
"""Letters of a stretch that is known again within a text."""
GOAL = 10
"""Minutes."""
LONG = 60_000
"""Milliseconds for a page."""

NEW_WORDS = """() => {
  const main = document.querySelector('main'), typed = [...main.querySelectorAll('textarea')].map((t) => t.value);
  return [main.innerText, ...typed].join('\\n').split(/[\\n\\t]/).map((l) => l.trim()).filter(Boolean);
}"""


@dataclass
class Stage:
    """What was counted."""

    pages: int = 0
    words: int = 0
    keys: int = 0
    points: int = 0
    hands: int = 0
    minds: int = 0
    decisions: int = 0
    letters: int = 0
    waited: float = 0.0

    def seconds(self, person: int, language: str) -> float:
        acting = self.keys * KEY[person] + self.points * (POINT[person] + BUTTON) + self.hands * HAND
        thinking = (self.minds + self.decisions * THOUGHTS[person]) * MIND
        still = self.words / READING[language][person] + self.letters / LETTERS[person]
        return acting + thinking + still * 60 + self.waited


@dataclass
class Newcomer:
    """Somebody who reads all of every page, and does what it asks for. ``at``: the stage under way."""

    page: Any
    stages: dict[str, Stage] = field(default_factory=lambda: {name: Stage() for name in STAGES})
    at: str = STAGES[0]
    lines: set[str] = field(default_factory=set)
    text: str = ""
    typing: bool = False

    @property
    def stage(self) -> Stage:
        return self.stages[self.at]

    def read(self) -> None:
        """All that no page before had."""
        self.stage.pages += 1
        for line in self.page.evaluate(NEW_WORDS):
            for sentence in re.split(r"(?<=[.?!])\s+", line):
                self.stage.words += 0 if self._known(sentence) else len(sentence.split())
                self.lines.add(sentence)
                self.text += "".join(sentence.split())

    def _known(self, sentence: str) -> bool:
        """Whether it was read: as it stands, or as part of a text, where it is no mere word or two."""
        whole = "".join(sentence.split())
        return sentence in self.lines or (len(whole) >= LIKE_A_SENTENCE and whole in self.text)

    def point(self, what: str, *, decides: bool = False, field: bool = False) -> None:
        """Move to it and press the button. ``field``: no mind has to be made up."""
        self.stage.points += 1
        self.stage.decisions += decides
        self.stage.minds += not decides and not field
        if self.typing:
            self.stage.hands += 1
            self.typing = False
        self.page.locator(what).first.click()

    def press(self, what: str, *, decides: bool = False) -> None:
        """A button or link that leads to a page; then read it."""
        began = time.monotonic()
        with self.page.expect_navigation():
            self.point(what, decides=decides)
        self.page.wait_for_load_state("load")
        self.stage.waited += time.monotonic() - began
        self.read()

    def type(self, what: str, text: str) -> None:
        """Into a field: point at it, and type."""
        self.point(what, field=True)
        self.stage.hands += 1
        self.stage.keys += strokes(text)
        self.typing = True
        self.page.fill(what, text)

    def write(self, words: list[str], *, numbered: bool) -> None:
        """On paper."""
        self.stage.letters += sum(strokes(word) + numbered for word in words)


def strokes(text: str) -> int:
    """Letters of a text; a Korean syllable has two or three."""
    return len(unicodedata.normalize("NFD", text))


# --- the way -----------------------------------------------------------------------------------------


def go(page: Any) -> Newcomer:
    """The first run; gives what it took."""
    person = Newcomer(page)
    person.read()
    person.press("main a[href$='/new']")
    person.type("main input[name=name]", "winter")
    person.press("form[action$='/new/begin'] button.primary")
    person.at = "passphrase"
    _passphrase(person)
    person.at = "shares"
    _shares(person)
    person.at = "a report"
    _report(person)
    person.at = "ten statements"
    _ten(person)
    person.at = "a release"
    person.press("form[action$='/practice/check'] button")
    person.press("form[action$='/practice/widen'] button", decides=True)
    return person


def _passphrase(person: Newcomer) -> None:
    words = person.page.inner_text("p.words").split()
    person.write(words, numbered=False)
    person.press("form[action$='/new/written'] button")
    person.type("main input[name=passphrase]", " ".join(words))
    person.press("form[action$='/new/make'] button")


def _shares(person: Newcomer) -> None:
    """Each on a paper of its own; then the words that are asked for, looked up on the papers."""
    written: list[list[str]] = []
    while person.page.locator("ol.share").count():
        words = person.page.locator("ol.share li").all_inner_texts()
        marked = person.page.locator("ol.share li b").all_inner_texts() or words
        person.write(marked, numbered=True)
        written.append(marked)
        person.press("form[action$='/shares/onward'] button")
    for name in [box.get_attribute("name") for box in person.page.locator("main input[type=text]").all()]:
        share, position = map(int, re.findall(r"\d+", name or ""))
        person.stage.minds += 1
        person.type(f"main input[name='{name}']", written[share - 1][position - 1])
    person.press("form[action$='/shares/confirm'] button")


def _report(person: Newcomer) -> None:
    page = person.page
    person.press("main a.primary[href$='/practice']")
    person.press("form[action$='/practice/begin'] button")
    began = time.monotonic()
    page.wait_for_selector("textarea[name=text]", timeout=LONG)
    person.stage.waited += time.monotonic() - began
    person.read()
    day = re.search(r"\d{4}-\d\d-\d\d", page.inner_text("main"))
    person.press("form[action$='/take-in/look'] button.primary")
    if day and not page.input_value("main input[name=published]"):
        person.type("main input[name=published]", day[0])
    person.press("form[action$='/store'] button.primary")


def _ten(person: Newcomer) -> None:
    """Look at the three parts of each statement, then accept it; where that is refused, say unsure."""
    page = person.page
    person.press("main a.primary[href*='/queue/']")
    for _ in range(10):
        while not page.locator("#item").count():  # a word before a report that tells of violence
            person.press("main form button")
        at = page.get_attribute("#item", "data-statement")
        for box in page.locator("#decide input[name=seen]").all():
            person.point(f"#{box.get_attribute('id')}", decides=True)
        person.point("[data-key-verb=accept]", decides=True)
        if not _next(page, at, 5000):
            person.point("[data-key-verb=unsure]", decides=True)
            _next(page, at, LONG)
        person.read()
    person.press(".guide a[href$='/practice'], a[href$='/practice']")


def _next(page: Any, before: str | None, longest: float) -> bool:
    """Whether another statement is there, waited for."""
    until = time.monotonic() + longest / 1000
    while time.monotonic() < until:
        if page.locator("main #wrong").count():
            return False
        if page.locator(f"#item[data-statement='{before}']").count() == 0:
            return True
        page.wait_for_timeout(20)
    return False


# --- a server, a browser, a table ------------------------------------------------------------------------


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server without a casefile, in a folder that is thrown away."""
    home = tempfile.mkdtemp()
    command = [sys.executable, "-c", "from rushlight.cli.main import run; run()", "open", "--no-browser"]
    process = subprocess.Popen(
        command, cwd=home, env=os.environ | {"TMPDIR": home}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process.stdout.readline().strip() if process.stdout else ""
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


def gone_through(language: str) -> Newcomer:
    from playwright.sync_api import sync_playwright

    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        locale = {"en": "en-GB", "ko": "ko-KR"}[language]
        page = browser.new_context(locale=locale, viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(LONG)
        page.goto(address)
        person = go(page)
        browser.close()
        return person


def told(person: Newcomer, language: str) -> Iterator[str]:
    """A table, a stage a line; in the end the sum in minutes."""
    heads = ("pages", "words", "clicks", "keys", "by hand", "decisions", "waited", *PEOPLE)
    yield f"{language:<16}" + "".join(f"{head:>10}" for head in heads)
    total = [0.0] * len(PEOPLE)
    for name, s in person.stages.items():
        took = [s.seconds(n, language) for n in range(len(PEOPLE))]
        total = [a + b for a, b in zip(total, took, strict=True)]
        counted = (s.pages, s.words, s.points, s.keys, s.letters, s.decisions)
        yield f"{name:<16}" + "".join(f"{n:>10}" for n in counted) + "".join(f"{t:>9.0f}s" for t in (s.waited, *took))
    yield f"{'all, minutes':<86}" + "".join(f"{t / 60:>10.1f}" for t in total)
    yield f"goal: under {GOAL} minutes for the slow person too: {'held' if max(total) < GOAL * 60 else 'not held'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", action="append", choices=sorted(READING))
    for language in parser.parse_args().language or sorted(READING):
        print("\n".join(told(gone_through(language), language)), flush=True)


if __name__ == "__main__":
    main()
