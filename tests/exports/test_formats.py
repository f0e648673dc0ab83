"""Every format: only from a released view, the same bytes each time, no dates of making, read back by other programs."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from importlib.util import find_spec
from pathlib import Path

import arro3.io
import docx
import openpyxl
import pypdf
import pypdfium2
import pytest
from export_samples import checked, payment, slipped, threat, view
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from PIL import Image

from rushlight.errors import MisuseError, ReleaseError
from rushlight.exports import FORMATS, files, known, unguarded
from rushlight.exports.entities import ftm_date
from rushlight.exports.extract import texts
from rushlight.exports.letters import shapes
from rushlight.exports.tables import COLUMNS, sentence_rows
from rushlight.exports.uwazi import period
from rushlight.record import Interval
from rushlight.release import ReleasedView
from rushlight.release.sealed import Noise

HIDDEN = ("Hoeryong", "회령", "2025-10", "October", "confession letters", "s1", "R1", "I1")
"""What the sample knows and does not show."""
KOREAN = {"language": "ko", "title": "가족에 대한 압박"}


def made(form: str, **changes: str) -> dict[str, bytes]:
    return files(view(**changes), [form])


def only(form: str, **changes: str) -> bytes:
    (data,) = made(form, **changes).values()
    return data


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("other", [None, {"items": ()}, checked()[0], checked()[1]])
def test_accepts_only_a_released_view(form: str, other: object) -> None:
    with pytest.raises(ReleaseError):
        files(other, [form])  # type: ignore[arg-type]


def test_only_known_formats() -> None:
    assert known(["pdf", " html", "pdf"]) == ("html", "pdf")
    for names in (["docm"], [], [""], ["html", "PDF"]):
        with pytest.raises(MisuseError):
            known(names)


def test_the_same_bytes_in_another_process_at_another_time_and_place(tmp_path: Path) -> None:
    """Hash seeds, clock, home, language and folder must not show."""
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from export_samples import view; from rushlight.exports import FORMATS, files\n"
        "v = view(language='ko', title='-')\n"
        "print({n: hashlib.sha256(d).hexdigest() for f in FORMATS for n, d in files(v, [f]).items()})"
    )
    here = str(Path(__file__).parent)
    said = set()
    for seed, zone, lang in (("1", "Asia/Seoul", "ko_KR.UTF-8"), ("2", "America/Lima", "C")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": lang, "HOME": str(tmp_path)}
        done = subprocess.run([sys.executable, "-c", script, here], capture_output=True, text=True, env=env, check=True)
        said.add(done.stdout)
    assert len(said) == 1
    assert said.pop().count("'") == 2 * 2 * len({n for f in FORMATS for n in made(f)})


WORDS = st.text(st.characters(blacklist_categories=["Cs"], max_codepoint=0xFFFF), max_size=40)


def written_or_refused(released: ReleasedView, form: str) -> dict[str, bytes]:
    """The files; none where the PDF's font lacks a letter, which is the one thing that may be refused."""
    if form != "pdf":
        return files(released, [form])
    with contextlib.suppress(ReleaseError):
        return files(released, [form])
    return {}


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(words=WORDS, title=WORDS)
def test_whatever_the_words_each_format_is_written_alike_or_refused_in_plain_words(words: str, title: str) -> None:
    """Words that the rules would stop are written too: a writer must not lean on them."""
    released = slipped(f"According to one source, {words}", title=title)
    for form in FORMATS:
        first = written_or_refused(released, form)
        assert first == written_or_refused(released, form)
        for name, data in first.items():
            if name.endswith((".docx", ".xlsx")):
                assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
            if name.endswith(".svg"):
                etree.fromstring(data)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_format_holds_what_is_not_shown(form: str, language: str) -> None:
    for name, data in made(form, language=language, title="-").items():
        for text in texts(name, data):
            for hidden in HIDDEN:
                if (isinstance(text, Noise) and len(hidden) < 6) or (hidden == "I1" and form == "xlsx"):
                    continue  # by chance in packed bytes; the name of a cell
                assert not re.search(rf"(?<![\w-]){re.escape(hidden)}(?![\w-])", text), (name, hidden)


# --- PDF -----------------------------------------------------------------------------------------


def lines(page: bytes) -> list[str]:
    """What a page says outside of its style and its figures, line by line."""
    root = html.document_fromstring(page)
    etree.strip_elements(root, "style", "figure", with_tail=False)
    return [line for line in root.itertext() if line.strip()]


def pages(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_pdf_says_what_the_page_says(changes: dict[str, str]) -> None:
    shown = "".join(pages(only("pdf", **changes)).split())
    for line in lines(only("html", **changes)):
        assert "".join(line.split()) in shown
    for name, drawn in made("svg", **changes).items():  # the figures too, as they stand in files of their own
        for label in etree.fromstring(drawn).iter("{*}text"):
            assert "".join(str(label.text).split()) in shown, name


def test_pdf_tells_nothing_of_its_making_and_is_tagged() -> None:
    data = only("pdf", **KOREAN)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert {k: v for k, v in (reader.metadata or {}).items() if v} == {"/Title": KOREAN["title"]}
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.xmp_create_date is None
    assert reader.xmp_metadata.xmp_creator_tool in (None, "")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for mark in (b"Typst", b"CreationDate", b"ModDate", b"Producer", b"/Author"):
        assert mark not in data
    fonts = {str(f) for page in reader.pages for f in page["/Resources"]["/Font"].values() for f in [f["/BaseFont"]]}
    assert all(re.fullmatch(r"/[A-Z]{6}\+RushlightSansKR-Regular(-Identity-H)?", f) for f in fonts), fonts
    assert len(data) < 100_000


def test_pdf_refuses_letters_it_could_not_print_without_telling_them() -> None:
    told = slipped("According to one source, 漢字 שלום")
    with pytest.raises(ReleaseError, match="font does not have 6 letters") as caught:
        files(told, ["pdf"])
    assert caught.value.where == "sentence 1: 6"
    assert "漢" not in f"{caught.value} {caught.value.hint}"
    assert "漢" in files(told, ["html"])["brief.html"].decode()


def test_words_are_never_run_as_markup() -> None:
    hostile = '#read("/etc/passwd") $1/2$ *b* _i_ `c` <script>x</script> #sys.inputs = {{ 7*7 }} ${1}'
    item = payment(wording=f"According to one source, {hostile}", wording_reviewed=True)
    said = pages(files(view(item, title=hostile), ["pdf"])["brief.pdf"])
    assert "".join(hostile.split()) in "".join(said.split())


# --- DOCX and XLSX -------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_docx_opens_and_says_what_the_page_says(changes: dict[str, str]) -> None:
    document = docx.Document(io.BytesIO(only("docx", **changes)))
    said = [p.text for p in document.paragraphs]
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    shown = "".join("".join([*said, *cells]).split())
    for line in lines(only("html", **changes)):
        assert "".join(line.split()) in shown
    assert [p.style.name for p in document.paragraphs][:1] == ["Heading 1"]
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.created, core.modified, core.comments) == ("", "", None, None, "")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_office_files_tell_no_time_author_or_program(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(only(form))) as archive:
        assert {m.date_time for m in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(m.create_system, m.external_attr, m.extra, m.comment) for m in archive.infolist()} == {
            (0, 0o600 << 16, b"", b"")
        }
        names = archive.namelist()
        for name in ("docProps/core.xml", "docProps/app.xml"):
            assert len(etree.fromstring(archive.read(name))) == 0
        everything = b"".join(archive.read(n) for n in names)
        for relations in (n for n in names if n.endswith(".rels")):
            for relation in etree.fromstring(archive.read(relations)):
                base = Path(relations).parent.parent
                assert str(base / relation.get("Target").lstrip("/")) in names or relation.get("Target").lstrip("/") in names
    assert not [n for n in names if "thumbnail" in n or "custom" in n]
    for mark in (b"python-docx", b"XlsxWriter", b"Microsoft Macintosh", b"2013-12"):
        assert mark not in everything


def test_xlsx_holds_sentences_tables_and_the_dictionary_as_text_and_numbers() -> None:
    hostile = '=HYPERLINK("x","y") according to one source'
    item = payment(wording=hostile, wording_reviewed=True)
    book = openpyxl.load_workbook(io.BytesIO(files(view(item, threat()), ["xlsx"])["statements.xlsx"]))
    assert book.sheetnames == ["statements", "table-1", "columns"]
    head, first, second = book["statements"].iter_rows(values_only=True)
    assert head == COLUMNS
    assert unguarded(first[1]) == hostile
    assert second[-3:] == (3, 2, 3)
    assert {c.data_type for sheet in book for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    assert list(book["table-1"].iter_rows(values_only=True))[-1][:2] == ("payment", "2025")
    assert set(COLUMNS) <= {row[0] for row in book["columns"].iter_rows(values_only=True)}


# --- data ----------------------------------------------------------------------------------------


def test_parquet_holds_the_rows_and_names_no_program() -> None:
    data = made("parquet")
    table = arro3.io.read_parquet(io.BytesIO(data["statements.parquet"])).read_all()
    assert tuple(table.column_names) == COLUMNS
    assert table["reports"].to_pylist() == [1, 3]
    rows = list(csv.DictReader(io.StringIO(made("csv")["statements.csv"].decode("utf-8-sig"))))
    assert table["sentence"].to_pylist() == [unguarded(r["sentence"]) for r in rows]
    for mark in (b"arrow-rs", b"parquet-rs", b"pandas", b"ARROW:schema"):
        assert mark not in data["statements.parquet"]
    assert "columns.csv" in data


def drawn_as(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["type"]} if "coordinates" in value else set()
        return own.union(*(drawn_as(v) for v in value.values()))
    return set().union(*(drawn_as(v) for v in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_geojson_holds_areas_and_never_a_point(changes: dict[str, str]) -> None:
    collection = json.loads(only("geojson", **changes))
    assert collection["type"] == "FeatureCollection"
    assert drawn_as(collection) == {"Polygon", "MultiPolygon"}
    by_area = {f["properties"]["area"]: f for f in collection["features"]}
    assert set(by_area) == {"KP.border-provinces", "KP.north-hamgyong"}
    assert len(by_area["KP.border-provinces"]["geometry"]["coordinates"]) == 5
    assert by_area["KP.north-hamgyong"]["properties"]["sentences"] == ["pub_2"]
    for ring in by_area["KP.north-hamgyong"]["geometry"]["coordinates"]:
        assert ring[0] == ring[-1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
        assert area > 0  # counter-clockwise
    assert set(collection["dictionary"]) == set(by_area["KP.north-hamgyong"]["properties"])


def test_ftm_never_makes_a_threat_or_a_practice_an_event_nor_anybody_a_person() -> None:
    rows = [json.loads(line) for line in only("ftm").splitlines()]
    assert [(r["id"], r["schema"]) for r in rows] == [("pub_1", "Event"), ("pub_2", "Note")]
    assert rows[0]["properties"]["startDate"] == ["2025-01-01"]
    kept = {"name", "description", "country", "location", "startDate", "endDate"}
    assert all(set(r["properties"]) <= kept for r in rows)


@pytest.mark.parametrize("day", ["0999-01-01", "2025-13-01", "2025-00-01", "25", "2025-1-1", "about 2025", ""])
def test_ftm_fails_loudly_for_a_date_that_would_be_dropped(day: str) -> None:
    with pytest.raises(ReleaseError, match="drop a date"):
        ftm_date(day, "pub_1")


FTM = os.environ.get("FTM_PYTHON") or (sys.executable if find_spec("followthemoney") else None)


@pytest.mark.skipif(FTM is None, reason="followthemoney is not installed (FTM_PYTHON may name a Python that has it)")
@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_followthemoney_keeps_every_value(changes: dict[str, str]) -> None:
    script = (
        "import json, sys; from followthemoney import model\n"
        "for line in sys.stdin:\n"
        "    given = json.loads(line); kept = model.get_proxy(given, cleaned=False)\n"
        "    assert kept.id == given['id'] and kept.schema.name == given['schema']\n"
        "    assert {p: sorted(v) for p, v in kept.to_dict()['properties'].items()} == given['properties'], given\n"
        "    kept.schema.validate(given)\n"
        "print('kept')"
    )
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    lines = only("ftm", **changes).decode()
    done = subprocess.run([str(FTM), "-c", script], input=lines, capture_output=True, text=True, env=env, check=False)
    assert done.stdout == "kept\n", done.stderr


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_huridocs_fields_have_their_numbers_and_a_threat_has_no_type_of_act() -> None:
    happened, threatened = rows(only("huridocs"))
    assert all(re.match(r"(?:01|21)\d\d [A-Z]", name) for name in happened)
    assert happened["2109 Type of Act"] == "130104000000"
    assert threatened["2109 Type of Act"] == ""
    assert (happened["0113 Initial Date"], happened["0114 Final Date"]) == ("2025-01-01", "2025-12-31")
    assert threatened["0113 Initial Date"] == ""
    assert "a threat" in threatened["0102 Event Title"]


def test_uwazi_reads_ranges_and_lists() -> None:
    happened, threatened = rows(only("uwazi"))
    start, end = happened["period"].split(":")
    assert (start, end) == ("2025-01-01", "2025-12-31")
    assert happened["made_general"].split("|") == ["the place", "the time"]
    assert "threat" in threatened["title"]
    assert not {n for n in happened if "geo" in n or "lat" in n}
    assert period(Interval(None, None)) == period(None) == ""


# --- figures and site ----------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_figures_stand_alone_and_show_areas(changes: dict[str, str]) -> None:
    drawn = made("svg", **changes)
    assert set(drawn) == {"timeline.svg", "areas-kp.svg"}
    for data in drawn.values():
        assert not re.search(rb"var\(|light-dark|url\(|href|<script|@import", data)
        assert etree.fromstring(data).tag == "{http://www.w3.org/2000/svg}svg"
    named = etree.fromstring(drawn["areas-kp.svg"]).findall(".//{*}rect[@class='tile-named']")
    assert len(named) == 5


def test_pictures_hold_nothing_but_pixels_and_are_drawn() -> None:
    for name, data in made("png", **KOREAN).items():
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.width == 1440
            assert not picture.info.keys() - {"dpi"}, name
            assert len(picture.convert("RGB").getcolors(100_000) or ()) > 20


@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_site_links_only_to_itself_and_says_all_that_the_page_says(changes: dict[str, str]) -> None:
    pages_of = made("site", **changes)
    roots = {name: html.document_fromstring(data) for name, data in pages_of.items()}
    said = "".join("".join("".join(r.itertext()) for r in roots.values()).split())
    for line in html.document_fromstring(only("html", **changes)).itertext():
        assert "".join(line.split()) in said
    for name, root in roots.items():
        links = {a.get("href") for a in root.iter("a")}
        assert links == set(pages_of) - {name}
        assert not [e for e in root.iter() if e.get("src") or e.tag in ("script", "link", "iframe", "img")]
        assert b"default-src 'none'" in pages_of[name]


def test_a_missing_writer_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, form in (("typst", "pdf"), ("typst", "png"), ("docx", "docx"), ("xlsxwriter", "xlsx"), ("arro3.io", "parquet")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MisuseError, match="not installed") as caught:
            files(view(), [form])
        assert caught.value.hint == "pip install 'rushlight[exports]'"
        monkeypatch.undo()


def test_the_letters_that_are_told_as_missing_are_those_that_typst_cannot_set() -> None:
    """Each script alone: where we say nothing is missing the PDF is made, where we count some Typst would have failed."""
    for words in ("漢", "שלום", "ไทย", "😀", "Ω", "Ж"):
        with pytest.raises(ReleaseError, match="letters"):
            files(slipped(words), ["pdf"])
    every = "".join(chr(c) for c in sorted(shapes()) if not unicodedata.category(chr(c)).startswith("Z"))
    for at in range(0, len(every), 2_000):
        assert files(slipped(every[at : at + 2_000]), ["pdf"])
    with pytest.raises(ReleaseError) as caught:
        files(slipped("漢字", title="題"), ["pdf"])
    assert caught.value.where == "title: 1, sentence 1: 2"


def test_cells_that_a_spreadsheet_could_run_are_inert_in_csv_and_xlsx() -> None:
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "\u200b=", "\u00a0+", "\ufeff@"):
        words = f'{start}HYPERLINK("x")'
        made = files(slipped(words), ["csv", "xlsx", "huridocs", "uwazi"])
        for name in ("statements.csv", "huridocs.csv", "uwazi.csv"):
            read = list(csv.reader(io.StringIO(made[name].decode("utf-8-sig"), newline="")))
            assert f"'{words}" in read[1]
        book = openpyxl.load_workbook(io.BytesIO(made["statements.xlsx"]))
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
        assert not [c for c in cells if c.data_type == "f"]
        assert [c for c in cells if str(c.value).startswith("'") and str(c.value).endswith('HYPERLINK("x")')]


def test_uwazi_and_huridocs_survive_a_round_through_their_readers() -> None:
    """Whatever stands in a sentence, what is read again has the same columns, one line a sentence, the same words."""
    words = 'a "quoted" word, a\nline; and | a bar'
    for form, column in (("uwazi", "sentence"), ("huridocs", "0115 Event Description")):
        (data,) = files(slipped(words), [form]).values()
        read = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        assert len(read) == 2
        assert read[0][column] == words
        assert None not in read[0]


@pytest.mark.parametrize("changes", [{}, KOREAN], ids=["en", "ko"])
def test_geojson_has_the_shape_of_rfc_7946(changes: dict[str, str]) -> None:
    collection = json.loads(only("geojson", **changes))
    assert not {"crs", "bbox"} & set(collection)  # section 4: no other reference system
    for feature in collection["features"]:
        assert set(feature) == {"type", "properties", "geometry"}
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for polygon in polygons:
            for ring in polygon:
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                for lon, lat in ring:
                    assert -180 <= lon <= 180
                    assert -90 <= lat <= 90


@pytest.mark.skipif(FTM is None, reason="no Python with other readers of Parquet (FTM_PYTHON may name one)")
def test_other_programs_read_the_parquet() -> None:
    script = (
        "import io, sys\n"
        "from importlib.util import find_spec\n"
        "data, said = sys.stdin.buffer.read(), []\n"
        "if find_spec('pyarrow'):\n"
        "    import pyarrow.parquet as pq\n"
        "    meta = pq.ParquetFile(io.BytesIO(data)).metadata\n"
        "    assert not meta.created_by and meta.row_group(0).column(0).statistics is None\n"
        "    said.append(pq.read_table(io.BytesIO(data)).to_pylist())\n"
        "if find_spec('polars'):\n"
        "    import polars; said.append(polars.read_parquet(io.BytesIO(data)).to_dicts())\n"
        "assert all(s == said[0] for s in said); print(len(said), [tuple(r.values()) for r in said[0]] if said else '')"
    )
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONIOENCODING": "utf-8"}
    data = made("parquet", **KOREAN)["statements.parquet"]
    done = subprocess.run([str(FTM), "-c", script], input=data, capture_output=True, env=env, check=True)
    said = done.stdout.decode().strip()
    if said != "0":
        assert said.partition(" ")[2] == str(sentence_rows(view(**KOREAN)))
