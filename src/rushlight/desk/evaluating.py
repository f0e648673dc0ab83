"""Score a reader against coding sheets: how well does it read what people have coded?

The gold is a folder of sheets (``rushlight-coding/1``) with their texts beside them. A reader is Rushlight's own
rules, one that an installed package offers (entry point group ``rushlight.readers``), or any tool or model that
has written its sheets to a folder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.desk.reading import read
from rushlight.errors import MisuseError, ReadingError, RecordError, RushlightError
from rushlight.evaluation import Pair, Scored, check_found, check_gold, score_report
from rushlight.evaluation.bootstrap import Sampler
from rushlight.intake import read_file, take
from rushlight.reading import RULES_VERSION
from rushlight.record import Reading, to_sheet
from rushlight.tables import digest

Json = Mapping[str, Any]
RULES = "rules"
GROUP = "rushlight.readers"
LARGEST = 32_000_000
"""Bytes of a sheet; a real one has some hundred thousand."""


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A coded report: where its text lies, the text, the sheet a person wrote."""

    path: Path
    text: str
    sheet: Json

    @property
    def name(self) -> str:
        """The folder's and the sheet's name, for the user's own screen."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def published(self) -> dt.date | None:
        told = self.sheet["document"].get("published")
        return dt.date.fromisoformat(told) if told else None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The reports of some folders in order of their names; ``faults`` are sheets that cannot be used, each with its error.

    ``digest`` is the SHA-256 (16 hex digits) of the files' own, so it changes with any of them.
    """

    reports: tuple[GoldReport, ...]
    faults: tuple[RushlightError, ...]
    digest: str


Reader = Callable[[GoldReport], Json]
"""Gives the sheet of one report. Raises RushlightError where there is none."""


def gold_set(folders: Sequence[Path]) -> GoldSet:
    """Load and check the sheets (``*.json``) of the folders.

    Raises MisuseError for what is no folder and for a folder without a sheet.
    """
    sheets = [path for folder in folders for path in _sheets_of(folder)]
    reports: list[GoldReport] = []
    faults: list[RushlightError] = []
    hashes: list[str] = []
    for path in sheets:
        hashes.append(_sha256(path))
        try:
            reports.append(_gold(path))
            hashes.append(hashlib.sha256(reports[-1].text.encode()).hexdigest())
        except RushlightError as fault:
            faults.append(fault)
    return GoldSet(tuple(reports), tuple(faults), hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()[:16])


def _sheets_of(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise MisuseError(
            "there is no such folder", where=str(folder), hint="name a folder of coding sheets (NAME.json) and texts"
        )
    sheets = sorted(folder.glob("*.json"))
    if not sheets:
        raise MisuseError(
            "the folder holds no coding sheet", where=str(folder), hint="sheets are NAME.json, with their texts beside them"
        )
    return sheets


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _gold(path: Path) -> GoldReport:
    """One report. Raises RecordError when its sheet or text does not hold."""
    sheet = _load(path)
    about = sheet.get("document") if isinstance(sheet, Mapping) else None
    if not isinstance(about, Mapping) or not isinstance(about.get("file"), str):
        raise RecordError("this is no coding sheet", where=str(path), hint="docs/model.md describes the format")
    beside = path.parent / Path(about["file"]).name
    try:
        text = beside.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        raise RecordError(
            "the sheet's text is missing or not UTF-8", where=str(path), hint="document.file names the text beside the sheet"
        ) from None
    if about.get("sha256") not in (None, hashlib.sha256(text.encode()).hexdigest()):
        raise RecordError(
            "the text is not the one that was coded", where=str(path), hint="its SHA-256 differs from the sheet's"
        )
    check_gold(sheet, text, where=str(path))
    return GoldReport(beside, text, sheet)


def _load(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            raise RecordError("the sheet is too large", where=str(path), hint=f"the limit is {LARGEST} bytes")
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise RecordError("the sheet is not readable as JSON", where=str(path), hint="check the file") from None


def score(gold: GoldSet, reader: Reader) -> Iterator[Scored | RushlightError]:
    """Each report of the set scored, or why it could not be; one at a time, so that a caller may stop."""
    for report in gold.reports:
        try:
            found = reader(report)
            check_found(found, where=report.name)
            yield score_report(Pair(report.name, report.text, report.sheet, found))
        except RushlightError as fault:
            yield fault


def reader(name: str, *, today: dt.date) -> Reader:
    """The reader of that name: ``rules``, or one that an installed package offers. Raises MisuseError."""
    if name == RULES:
        return lambda report: _by_rules(report, today)
    offered = offered_readers()
    if name not in offered:
        known = ", ".join(sorted({RULES, *offered}))
        raise MisuseError("there is no such reader", where=name[:40], hint=f"readers here: {known}")
    try:
        read_text = offered[name].load()
    except Exception as error:  # noqa: BLE001 - another package's code
        raise MisuseError("the reader does not load", where=f"{name[:40]}: {type(error).__name__}") from None
    return _plugged_in(name, read_text)


def offered_readers() -> dict[str, Any]:
    """Readers that installed packages offer, by name, as entry points."""
    from importlib.metadata import entry_points  # it loads socket, which reading by the rules never does

    return {e.name: e for e in entry_points(group=GROUP)}


def _by_rules(report: GoldReport, today: dt.date) -> Json:
    """As ``rushlight read`` would read it: language, kind and outlet are what intake finds."""
    done = read(report.path, today=today, published=report.published)
    _check_text(report, done.taken.text)
    return done.sheet()


def _check_text(report: GoldReport, text: str) -> None:
    if text != report.text:
        raise RecordError(
            "the text is not in the form that sheets count in", where=report.name, hint="save it as NFC with line feeds"
        )


def _plugged_in(name: str, read_text: Callable[..., Reading]) -> Reader:
    """A reader with the arguments of ``rushlight.reading.read``. What it raises may hold words and is not shown."""

    def by_plugin(report: GoldReport) -> Json:
        taken = take(read_file(report.path), name=str(report.path))
        _check_text(report, taken.text)
        try:
            reading = read_text(
                taken.text,
                language=taken.language,
                paragraphs=taken.paragraphs,
                published=report.published or taken.published,
                outlet=taken.outlet,
                kind=taken.kind,
            )
        except RushlightError:
            raise
        except Exception as error:  # noqa: BLE001 - another package's code
            raise ReadingError(
                f"the reader failed on this report: {type(error).__name__}",
                where=report.name,
                hint=f"ask the makers of {name[:40]}",
            ) from None
        return to_sheet(reading, file=report.path.name, sha256=hashlib.sha256(taken.text.encode()).hexdigest())

    return by_plugin


def sheets_reader(folder: Path) -> Reader:
    """Sheets that another tool or model wrote: ``FOLDER/SET/NAME.json``, else ``FOLDER/NAME.json``.

    Raises MisuseError for what is no folder.
    """
    if not folder.is_dir():
        raise MisuseError("there is no such folder", where=str(folder), hint="name the folder of the sheets to be scored")

    def written(report: GoldReport) -> Json:
        path = folder / report.path.parent.name / f"{report.path.stem}.json"
        path = path if path.exists() else folder / f"{report.path.stem}.json"
        if not path.exists():
            raise RecordError(
                "there is no proposed sheet for this report", where=report.name, hint="name it as the gold's sheet"
            )
        return _of_text(_load(path), report, path)

    return written


def _of_text(sheet: Any, report: GoldReport, path: Path) -> Json:
    """The sheet, if it is one and says nothing of another text."""
    about = sheet.get("document") if isinstance(sheet, Mapping) else None
    if not isinstance(about, Mapping):
        raise RecordError("this is no coding sheet", where=str(path), hint="docs/model.md describes the format")
    if about.get("sha256") not in (None, hashlib.sha256(report.text.encode()).hexdigest()):
        raise RecordError("the proposed sheet is of another text", where=str(path), hint="its document.sha256 is another one")
    return sheet  # type: ignore[no-any-return]


def sampler(seed: int) -> Sampler:
    """Draws for the bootstrap: the same seed gives the same intervals."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    return lambda n: chance.choices(range(n), k=n)


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """With what was read: the reader, its version, and the data it used (table -> digest)."""

    name: str
    versions: tuple[str, ...]
    data: Mapping[str, str]


def reader_facts(name: str, scored: Iterable[Scored]) -> ReaderFacts:
    """What a score card says of the reader; of another tool's sheets, what they say of themselves."""
    rows = list(scored)
    told = tuple(sorted({s.produced_by for s in rows if s.produced_by}))
    if name != RULES:
        return ReaderFacts(name, told, {})
    tables = [f"{table}_{language}" for language in sorted({s.language for s in rows}) for table in ("lexicon", "caution")]
    return ReaderFacts(name, (RULES_VERSION,), {table: digest(table) for table in (*tables, "codebook", "bands")})
