"""Take in: paste or choose; on the left what came, on the right what will be stored; one button seals and stores it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from rushlight.codebook.words import document_kind_words, language_words, paragraph_words
from rushlight.desk.planned import Plan
from rushlight.errors import MisuseError, RushlightError
from rushlight.intake import Taken, take
from rushlight.intake.columns import ColumnMap, column_map
from rushlight.intake.encodings import decode
from rushlight.intake.formats import HTML, MARKDOWN, TABLES, TEXT, media_type, suffix_of
from rushlight.intake.scan import recognised_here
from rushlight.intake.uploads import Upload, holds_many
from rushlight.intake.worker.sentences import NO_TEXT_ON, SCAN
from rushlight.record import DocumentKind, ParagraphRole
from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, Fields, Go
from rushlight.workbench.jobs import ReadOn
from rushlight.workbench.own_thread import beside
from rushlight.workbench.rendering import GUIDE, Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import wait_for

MEMORY = "take_in"
HELD, HELD_BYTES = 4, 220 << 20
"""Things looked at and not stored that are held in memory, and their bytes together; the oldest goes first."""

SHOWN = 60_000
"""Characters shown of a text; all of it is stored."""

LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?(?:/|$)")
"""Addresses of a model that runs on this machine."""

READ = ("en", "ko")
"""Languages that a report is read in, and so those that are recognised in a picture."""

PASTED = "pasted text.txt"


@dataclass(slots=True)
class Looked:
    """What was handed over and is looked at before it is stored; it is in memory only."""

    number: int
    uploads: tuple[Upload, ...]
    taken: Taken | None = None
    """The text of a single document; None of many, and of one that could not be opened."""
    recognised: bool = False
    """Whether a machine read it from pictures of its pages."""
    failed: RushlightError | None = None

    @property
    def many(self) -> bool:
        return len(self.uploads) > 1 or holds_many(self.uploads[0])

    @property
    def pictures(self) -> bool:
        """Whether pages of it are pictures whose words nobody has recognised."""
        left_out = self.taken is not None and any(w.startswith(NO_TEXT_ON) for w in self.taken.warnings)
        return left_out or (self.failed is not None and self.failed.hint == SCAN)

    @property
    def size(self) -> int:
        return sum(len(upload.data) for upload in self.uploads)

    @property
    def tables(self) -> bool:
        """Whether a table, or an archive in which one may lie, is among them."""
        return any(suffix_of(u.name) in (*TABLES, "xlsx", "zip") for u in self.uploads)


@dataclass
class Shelf:
    """What was looked at, the newest last."""

    things: dict[int, Looked] = field(default_factory=dict)
    last: int = 0

    def add(self, uploads: tuple[Upload, ...]) -> Looked:
        self.last += 1
        looked = self.things[self.last] = Looked(self.last, uploads)
        while len(self.things) > 1 and (len(self.things) > HELD or sum(t.size for t in self.things.values()) > HELD_BYTES):
            del self.things[next(iter(self.things))]
        return looked

    def find(self, number: int) -> Looked:
        if number not in self.things:
            hint = "choose the file again: what was not stored is kept in memory only"
            raise MisuseError("this is not held any more", hint=hint)
        return self.things[number]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list: ``value`` is sent, ``words`` are shown."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Recogniser:
    """What this machine can recognise in pictures, of the languages that are read. ``there``: whether the program is here."""

    there: bool
    languages: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of what will be stored; ``role`` is empty of plain text."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One of many files: its number, its own name, its size in kilobytes."""

    number: int
    name: str
    kilobytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInPage(Shown):
    """The box and the button for files, and what waits."""

    template: ClassVar[str] = "take_in.html"
    screen: ClassVar[str] = "take-in"
    ready: bool
    """False while recovery shares are not confirmed: then nothing is taken in."""
    unread: int
    """Reports that are kept and not read yet."""
    waiting: tuple[str, ...]
    """Aliases of files whose text could not be taken out yet."""
    cut_off: str | None
    """The day of a taking in that never came to its end."""
    held: tuple[int, ...]
    """Numbers of things that were looked at and not stored."""
    recogniser: Recogniser | None
    """What can be recognised in files whose text could not be taken out; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Shown):
    """One document: what came, what will be stored, what is asked of the person."""

    template: ClassVar[str] = "take_in_look.html"
    screen: ClassVar[str] = "take-in"
    number: int
    form: str
    """The kind of file in one word, such as PDF."""
    kilobytes: int
    original: str | None
    """The text of the bytes as they came; None for a file that is not text."""
    failed: RushlightError | None
    pieces: tuple[Piece, ...]
    shortened: bool
    language: str
    language_words: str
    title_found: str
    author_found: str
    published: str
    outlet: str
    warnings: tuple[str, ...]
    recogniser: Recogniser | None
    """What can be recognised in its pictures; None where it has none."""
    recognised: bool
    sources: tuple[str, ...]
    kinds: tuple[Choice, ...]
    kind: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPage(Shown):
    """Many files, an archive, a mailbox or a table."""

    template: ClassVar[str] = "take_in_many.html"
    screen: ClassVar[str] = "take-in"
    number: int
    files: tuple[FileRow, ...]
    kilobytes: int
    tables: bool
    recogniser: Recogniser
    sources: tuple[str, ...]
    kinds: tuple[Choice, ...]
    today: str


# --- pages -------------------------------------------------------------------------------------------


def show(asked: Asked) -> Answer:
    desk = asked.desk
    waiting = tuple(kept.alias for kept in desk.waiting())
    return TakeInPage(
        ready=desk.case.set_up,
        unread=desk.unread_count(),
        waiting=waiting,
        cut_off=None if jobs.work_of(asked).busy else jobs.cut_off(desk),
        held=tuple(_shelf(asked).things),
        recogniser=_recogniser(asked) if waiting else None,
    )


def look(asked: Asked) -> Answer:
    """Take what was pasted or chosen into memory, and show it before anything is stored."""
    uploads = tuple(Upload(u.name, u.data) for name in ("files", "folder") for u in asked.form.files(name))
    text = asked.form.get("text")
    if text.strip():
        uploads += (Upload(PASTED, text.encode()),)
    if not uploads:
        raise MisuseError("nothing was pasted and no file was chosen", hint="paste a report, or choose its file")
    looked = _shelf(asked).add(uploads)
    if not looked.many:
        _open(looked)
    return Go(f"/take-in/{looked.number}")


def _open(looked: Looked) -> None:
    upload = looked.uploads[0]
    try:
        looked.taken = take(upload.data, name=_our_name(upload))
    except RushlightError as error:
        looked.failed = error


def show_looked(asked: Asked) -> Answer:
    looked = _shelf(asked).find(asked.params["number"])
    return _many_page(asked, looked) if looked.many else _look_page(asked, looked)


def _look_page(asked: Asked, looked: Looked) -> LookPage:
    taken, upload = looked.taken, looked.uploads[0]
    language = taken.language if taken else ""
    return LookPage(
        number=looked.number,
        form=_form(asked, upload),
        kilobytes=_kilobytes(len(upload.data)),
        original=_original(upload),
        failed=looked.failed,
        pieces=_pieces(asked, taken) if taken else (),
        shortened=taken is not None and len(taken.text) > SHOWN,
        language=language if language in ("en", "ko") else "",
        language_words=_language_told(asked, language),
        title_found=(taken.title or "") if taken else "",
        author_found=(taken.author or "") if taken else "",
        published=_day(taken.published if taken else None),
        outlet=(taken.outlet or "") if taken else "",
        warnings=tuple(w for w in taken.warnings if not w.startswith(NO_TEXT_ON)) if taken else (),
        recogniser=_recogniser(asked) if looked.pictures else None,
        recognised=looked.recognised,
        sources=tuple(s.alias for s in asked.desk.case.sources()),
        kinds=_kinds(asked.language),
        kind=taken.kind.value if taken and taken.kind else "",
        today=asked.desk.now().date().isoformat(),
    )


def _many_page(asked: Asked, looked: Looked) -> ManyPage:
    return ManyPage(
        number=looked.number,
        files=tuple(FileRow(n, u.name, _kilobytes(len(u.data))) for n, u in enumerate(looked.uploads, 1)),
        kilobytes=_kilobytes(looked.size),
        tables=looked.tables,
        recogniser=_recogniser(asked),
        sources=tuple(s.alias for s in asked.desk.case.sources()),
        kinds=_kinds(asked.language),
        today=asked.desk.now().date().isoformat(),
    )


# --- what is done ------------------------------------------------------------------------------------


def store(asked: Asked) -> Answer:
    """Seal and store: one document at once, many as a job."""
    shelf = _shelf(asked)
    looked = shelf.find(asked.params["number"])
    said = _said(asked.form)
    if looked.many:
        plan = Plan(columns=_columns(asked.form), ocr=_recognise_in(asked.form), **said)
        jobs.begin(asked, "take_in", jobs.take_in(asked.desk, looked.uploads, plan))
        del shelf.things[looked.number]
        return Go("/work")
    upload = looked.uploads[0]
    kept = asked.desk.take_in_bytes(upload.data, _our_name(upload), taken=looked.taken, **said)
    del shelf.things[looked.number]
    number = len(kept.reading.statements)
    told = asked.ngettext(
        "Sealed and stored as %(alias)s: %(num)s statement was proposed.",
        "Sealed and stored as %(alias)s: %(num)s statements were proposed.",
        number,
        alias=kept.alias,
    )
    return Go("/practice" if GUIDE in asked.memory else "/take-in", told)


def recognise(asked: Asked) -> Answer:
    """Have the words in its pictures recognised, beside the pages; they are shown before anything is stored."""
    number = asked.params["number"]
    looked, languages = _shelf(asked).find(number), _recognise_in(asked.form)
    if not languages or looked.many:
        raise MisuseError("no language was chosen", hint="tick the languages that stand in the pictures")
    upload = looked.uploads[0]

    def then(asked: Asked, taken: Taken) -> Answer:
        looked.taken, looked.failed, looked.recognised = taken, None, True
        return Go(f"/take-in/{number}")

    work = partial(take, upload.data, name=_our_name(upload), ocr=languages)
    return wait_for(asked, "recognise", beside(lambda _: work()), then)


def _recognise_in(form: Fields) -> tuple[str, ...]:
    """Languages that were ticked, of those that can be recognised here. Raises MisuseError for another one."""
    ticked = tuple(dict.fromkeys(form.all("ocr")))
    if ticked and not set(ticked) <= set(READ) & set(recognised_here() or ()):
        raise MisuseError("this language cannot be recognised here", hint="choose one of the list")
    return ticked


def _recogniser(asked: Asked) -> Recogniser:
    here = recognised_here()
    choices = tuple(Choice(tag, language_words(tag, asked.language)) for tag in READ if tag in (here or ()))
    return Recogniser(here is not None, choices)


def drop(asked: Asked) -> Answer:
    """Let go of something that was looked at; nothing of it was stored."""
    _shelf(asked).things.pop(asked.params["number"], None)
    return Go("/take-in", asked.say("Nothing of it was stored."))


def read(asked: Asked) -> Answer:
    """Read the reports that wait for it, as a job; also with a model on this machine that the person names."""
    plan, read_on = Plan(language=_language(asked.form)), _model(asked.form)
    jobs.begin(asked, "read", jobs.read(asked.desk, plan, read_on))
    return Go("/work")


def _model(form: Fields) -> ReadOn:
    """The model that the person named, on this machine and nowhere else; None where none was named. Raises MisuseError."""
    url, name = form.get("model").strip(), form.get("model-name").strip()
    if not url and not name:
        return None
    if not url or not name:
        raise MisuseError("a model needs both its address and its name", hint="such as http://127.0.0.1:11434/v1 and qwen3:8b")
    if not LOOPBACK.match(url):
        raise MisuseError(
            "from here only a model on this machine is asked", hint="an address that begins with http://127.0.0.1:"
        )
    from rushlight.desk.second_reading import Further, Model  # nothing of it is loaded before

    return Further(Model(url=url, name=name))


def take_up(asked: Asked) -> Answer:
    """Try the files again whose text could not be taken out of them."""
    jobs.begin(asked, "take_up", jobs.take_up(asked.desk, Plan(ocr=_recognise_in(asked.form))))
    return Go("/work")


def known(asked: Asked) -> Answer:
    """The person knows that a taking in was cut off."""
    jobs.put_cut_off_away(asked.desk)
    return Go("/take-in")


# --- what was said -----------------------------------------------------------------------------------


def _said(form: Fields) -> dict[str, Any]:
    """What a person said of a report, as ``Desk.take_in_bytes`` takes it."""
    kind = form.get("kind")
    if kind and kind not in [k.value for k in DocumentKind]:
        raise MisuseError("there is no such kind of document", hint="choose one of the list")
    return {
        "published": form.day("published"),
        "outlet": form.get("outlet").strip() or None,
        "language": _language(form),
        "kind": DocumentKind(kind) if kind else None,
        "source": form.get("source").strip() or None,
    }


def _language(form: Fields) -> str | None:
    return form.get("language").strip() or None


def _columns(form: Fields) -> ColumnMap | None:
    """The columns of a table: which holds the text, the date, the number and the source."""
    named = [f"{use}={form.get(f'column-{use}').strip()}" for use in ("text", "date", "id", "source")]
    chosen = [one for one in named if not one.endswith("=")]
    if not chosen:
        return None
    dates = [form.get("date-format").strip()] if form.get("date-format").strip() else []
    return column_map(chosen, dates=dates)


# --- words -------------------------------------------------------------------------------------------


def _shelf(asked: Asked) -> Shelf:
    shelf: Shelf = asked.memory.setdefault(MEMORY, Shelf())
    return shelf


def _our_name(upload: Upload) -> str:
    """What the file is called in errors and in the record: never its own name, which may name a person."""
    return PASTED if upload.name == PASTED else f"file 1{upload.suffix}"


def _kilobytes(size: int) -> int:
    return max(1, round(size / 1000))


def _form(asked: Asked, upload: Upload) -> str:
    if upload.name == PASTED:
        return asked.say("pasted text")
    return upload.suffix.removeprefix(".").upper() or asked.say("a file without an ending")


def _original(upload: Upload) -> str | None:
    """The bytes as text, where they are text. What has a format of its own is shown on the right only, as its words."""
    try:
        if media_type(upload.data, _our_name(upload)) not in (TEXT, MARKDOWN, HTML):
            return None
        return decode(upload.data, where=_our_name(upload)).text[:SHOWN]
    except RushlightError:
        return None


def _pieces(asked: Asked, taken: Taken) -> tuple[Piece, ...]:
    pieces = []
    for p in taken.paragraphs:
        if p.start >= SHOWN:
            break
        role = "" if p.role is ParagraphRole.BODY else paragraph_words(p.role, asked.language)
        pieces.append(Piece(taken.text[p.start : p.end], role))
    return tuple(pieces)


def _language_told(asked: Asked, language: str) -> str:
    known_words = {"en": asked.say("English"), "ko": asked.say("Korean"), "": ""}
    return known_words.get(language, asked.say("not known: choose it below"))


def _kinds(language: str) -> tuple[Choice, ...]:
    return tuple(Choice(kind.value, document_kind_words(kind, language)) for kind in DocumentKind)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


ROUTES = (
    get("/take-in", show),
    post("/take-in/look", look, big=True),
    post("/take-in/read", read),
    post("/take-in/take-up", take_up),
    post("/take-in/known", known),
    get("/take-in/{number:int}", show_looked),
    post("/take-in/{number:int}/recognise", recognise),
    post("/take-in/{number:int}/store", store),
    post("/take-in/{number:int}/drop", drop),
)
