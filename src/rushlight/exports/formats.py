"""The formats a release can be published as, each with the files it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rushlight.errors import MisuseError
from rushlight.exports.areas import areas_geojson
from rushlight.exports.brief import brief_html
from rushlight.exports.columnar import parquet
from rushlight.exports.document import brief_docx
from rushlight.exports.entities import entities_ftm
from rushlight.exports.figures import figures
from rushlight.exports.gate import released
from rushlight.exports.huridocs import huridocs_csv
from rushlight.exports.pictures import Illustration
from rushlight.exports.site import site
from rushlight.exports.tables import counts_csv, dictionary_csv, table_csv
from rushlight.exports.typesetting import brief_pdf, picture
from rushlight.exports.uwazi import uwazi_csv
from rushlight.exports.workbook import workbook
from rushlight.release import ReleasedView

Files = dict[str, bytes]


def _csv(view: ReleasedView) -> Files:
    counts = {f"table-{n}.csv": counts_csv(view, t.id) for n, t in enumerate(released(view).tables, start=1)}
    return {"statements.csv": table_csv(view), **counts, "columns.csv": dictionary_csv(view)}


def _parquet(view: ReleasedView) -> Files:
    return {"statements.parquet": parquet(view), "columns.csv": dictionary_csv(view)}


def _svg(view: ReleasedView) -> Files:
    return {name: drawn.encode("utf-8") for name, drawn in figures(view).items()}


def _png(view: ReleasedView) -> Files:
    return {name.replace(".svg", ".png"): picture(drawn) for name, drawn in figures(view).items()}


BRIEFS: dict[str, Callable[[ReleasedView, Illustration | None], Files]] = {
    "html": lambda view, picture: {"brief.html": brief_html(view, picture)},
    "pdf": lambda view, picture: {"brief.pdf": brief_pdf(view, picture)},
    "docx": lambda view, picture: {"brief.docx": brief_docx(view, picture)},
    "site": site,
}
"""Formats that can carry an illustration."""
DATA: dict[str, Callable[[ReleasedView], Files]] = {
    "csv": _csv,
    "xlsx": lambda view: {"statements.xlsx": workbook(view)},
    "parquet": _parquet,
    "geojson": lambda view: {"areas.geojson": areas_geojson(view)},
    "ftm": lambda view: {"entities.ftm.json": entities_ftm(view)},
    "huridocs": lambda view: {"huridocs.csv": huridocs_csv(view)},
    "uwazi": lambda view: {"uwazi.csv": uwazi_csv(view)},
    "svg": _svg,
    "png": _png,
}
FORMATS = ("html", "csv", "pdf", "docx", "site", *(name for name in DATA if name != "csv"))
DEFAULT = ("html", "csv")


def known(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, in the order of ``FORMATS``; raises MisuseError for one that is no format, or for none."""
    wanted = {name.strip() for name in names}
    if not wanted or wanted - set(FORMATS):
        odd = ", ".join(sorted(wanted - set(FORMATS))) or None
        raise MisuseError("no such format", where=odd, hint=f"use some of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in wanted)


def files(view: ReleasedView, formats: Iterable[str] = DEFAULT, picture: Illustration | None = None) -> Files:
    """Every file of these formats by name, briefs with the ``picture``; the same view gives the same bytes.

    Raises ReleaseError for anything that is no ReleasedView, MisuseError for an unknown format, a writer that is
    not installed, or a picture that no format would carry.
    """
    names, made = known(formats), Files()
    if picture is not None and not set(names) & set(BRIEFS):
        raise MisuseError("none of these formats carries a picture", hint=f"add one of {', '.join(BRIEFS)}")
    for name in names:
        made |= BRIEFS[name](view, picture) if name in BRIEFS else DATA[name](view)
    return made
