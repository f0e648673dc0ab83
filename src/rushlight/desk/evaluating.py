"""Score a reader against coding sheets: how well does it read what people have coded?

The gold is a folder of sheets (``rushlight-coding/1``) with their texts beside them. A reader is Rushlight's own
rules, alone or with the further readers of ``rushlight read`` (a model, an installed plug-in), or any tool that has
written its sheets to a folder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rushlight.desk.reading import read
from rushlight.errors import EndpointError, MisuseError, ReadingError, RecordError, RushlightError
from rushlight.evaluation import Pair, Scored, check_found, check_gold, score_report
from rushlight.evaluation.bootstrap import Sampler
from rushlight.reading.pipeline import tables_of
from rushlight.tables import digest

if TYPE_CHECKING:  # its module loads the endpoint, which the rules never need
    from rushlight.desk.second_reading import Further

Json = Mapping[str, Any]
FORMAT_HINT = "docs/model.md describes the format"
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
        except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
            faults.append(RecordError("the coding sheet is not built as the format says", where=str(path), hint=FORMAT_HINT))
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
        raise RecordError("this is no coding sheet", where=str(path), hint=FORMAT_HINT)
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
    """Each report of the set scored, or why it could not be; one at a time, so that a caller may stop.

    Raises MisuseError for a reader that was wrongly asked for, and EndpointError when the first report already
    shows that a model cannot be asked.
    """
    none_yet = True
    for report in gold.reports:
        try:
            yield _scored(reader, report)
            none_yet = False
        except MisuseError:
            raise
        except RushlightError as fault:
            if none_yet and isinstance(fault, EndpointError):
                raise
            yield fault


def _scored(reader: Reader, report: GoldReport) -> Scored:
    """One report; a failure of another kind than ours is told by its type, since its message may hold words."""
    try:
        found = reader(report)
        check_found(found, where=report.name)
        return score_report(Pair(report.name, report.text, report.sheet, found))
    except RushlightError:
        raise
    except Exception as error:  # noqa: BLE001 - one report must not end the run
        raise ReadingError(
            f"this report could not be read or scored: {type(error).__name__}", where=report.name, hint="check its sheet"
        ) from None


def rules_reader(today: dt.date, further: Further | None = None) -> Reader:
    """The rules as ``rushlight read`` uses them: language, kind and outlet are what intake finds.

    With ``further`` readers, what they add is merged in; a model's ``resume`` is then a folder, one state a report.
    """

    def reads(report: GoldReport) -> Json:
        if report.published and report.published > today:
            raise RecordError("the publication date is in the future", where=report.name, hint="correct the sheet")
        done = read(report.path, today=today, published=report.published)
        if done.taken.text != report.text:
            raise RecordError(
                "the text is not in the form that sheets count in", where=report.name, hint="save it as NFC with line feeds"
            )
        return (done if further is None else _resumed(further, report)(done)).sheet()

    return reads


def _resumed(further: Further, report: GoldReport) -> Further:
    """With a state file of the report's own, named by its text."""
    if further.model is None or further.model.resume is None:
        return further
    folder = further.model.resume
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise MisuseError("the states need a folder", where=str(folder), hint="name a new or empty folder") from None
    state = folder / f"{hashlib.sha256(report.text.encode()).hexdigest()[:16]}.json"
    return replace(further, model=replace(further.model, resume=state))


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
        raise RecordError("this is no coding sheet", where=str(path), hint=FORMAT_HINT)
    if about.get("sha256") not in (None, hashlib.sha256(report.text.encode()).hexdigest()):
        raise RecordError("the proposed sheet is of another text", where=str(path), hint="its document.sha256 is another one")
    return sheet  # type: ignore[no-any-return]


def sampler(seed: int) -> Sampler:
    """Draws for the bootstrap: the same seed gives the same intervals."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    return lambda n: chance.choices(range(n), k=n)


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """With what was read: the reader, the versions its sheets name, and the data that the rules used (table -> digest)."""

    name: str
    versions: tuple[str, ...]
    data: Mapping[str, str]


def reader_facts(name: str, scored: Iterable[Scored], *, by_rules: bool) -> ReaderFacts:
    """What a score card says of the reader; of another tool's sheets, what they say of themselves."""
    rows = list(scored)
    told = tuple(sorted({s.produced_by for s in rows if s.produced_by}))
    if not by_rules:
        return ReaderFacts(name, told, {})
    tables = dict.fromkeys(t for language in sorted({s.language for s in rows}) for t in tables_of(language))
    return ReaderFacts(name, told, {table: digest(table) for table in (*tables, "codebook")})
