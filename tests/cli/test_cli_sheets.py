"""``read --save``: the sheet counts in the text beside it, whatever format and form the report came in."""

from __future__ import annotations

import html
import importlib.util
import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from cli_calls import call
from cli_shell import REPORT, Shell
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from rushlight.record import from_sheet

KOREAN = (
    "2025년 10월 12일 혜산에서 보위부 간부 두 명이 한 가족에게 1만 위안을 요구했다.\n\n"
    "그들은 가족을 정치범수용소로 보내겠다고 위협했다.\n\n14일에는 남동생을 체포했다.\n"
)


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_html(text: str) -> bytes:
    body = "".join(f"<p>{html.escape(p)}</p>\n" for p in paragraphs(text))
    return f'<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>{body}</body></html>'.encode()


def as_docx(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for p in paragraphs(text):
        document.add_paragraph(p)
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    font = "HYSMyeongJo-Medium"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style, out = ParagraphStyle("body", fontName=font, fontSize=11, leading=14, spaceAfter=8), io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build([Paragraph(html.escape(p), style) for p in paragraphs(text)])
    return out.getvalue()


def with_crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def decomposed(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode()


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "plain": ("txt", str.encode),
    "crlf": ("txt", with_crlf),
    "nfd": ("txt", decomposed),
    "utf-16": ("txt", lambda t: t.encode("utf-16")),
    "markdown": ("md", str.encode),
    "html": ("html", as_html),
    "docx": ("docx", as_docx),
    "pdf": ("pdf", as_pdf),
}


@pytest.fixture(scope="module")
def checker() -> Any:
    """The shared checker of coding sheets, or a skip."""
    path = Path(__file__).resolve().parents[3] / "shared" / "tools" / "check_coding.py"
    if not path.is_file():
        pytest.skip("the shared tools are not here")
    spec = importlib.util.spec_from_file_location("check_coding", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def saved(shell: Shell, name: str) -> Path:
    """The sheet that ``read --save`` writes, after a look at what it says of its text."""
    done = call(shell, "read", name, "--json", "--save", "out", "--published", "2025-11-20")
    assert done.code == 0, done.err
    stem = name.rpartition(".")[0]
    sheet = shell.folder / "out" / f"{stem}.json"
    assert sheet.read_text(encoding="utf-8") == done.out
    assert {p.name for p in (shell.folder / "out").iterdir()} == {f"{stem}.json", f"{stem}.txt"}
    return sheet


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [REPORT, KOREAN], ids=["en", "ko"])
def test_every_form_gives_a_sheet_that_fits_its_text(shell: Shell, text: str, form: str) -> None:
    suffix, make = FORMS[form]
    shell.put(f"r.{suffix}", make(text))
    sheet = saved(shell, f"r.{suffix}")
    beside = sheet.with_suffix(".txt").read_bytes().decode()
    assert "\r" not in beside
    assert unicodedata.is_normalized("NFC", beside)
    content = json.loads(sheet.read_text(encoding="utf-8"))
    assert content["document"]["file"] == "r.txt"
    reading = from_sheet(content)
    assert len(reading.statements) >= 2
    for statement in reading.statements:
        for span in statement.spans:
            assert beside[span.start : span.end] == span.exact


def texts(shared: Path) -> list[Path]:
    return [shared / "reports" / "founding.txt", *sorted((shared / "reports" / "dev").glob("*.txt"))]


def test_shared_texts_give_sheets_without_a_fault(shell: Shell, shared: Path, checker: Any) -> None:
    acts = checker.codebook()
    for path in texts(shared):
        shell.put(path.name, path.read_bytes())
        faults = checker.check(saved(shell, path.name), acts)
        assert len(faults) == 0, f"{len(faults)} faults in {path.name}"
        for file in (shell.folder / "out").iterdir():
            file.unlink()


@pytest.mark.parametrize("form", [f for f in FORMS if f != "plain"])
def test_shared_texts_in_every_form(shell: Shell, shared: Path, checker: Any, form: str) -> None:
    suffix, make = FORMS[form]
    acts = checker.codebook()
    for path in texts(shared):
        name = f"{path.stem}.{suffix}"
        shell.put(name, make(path.read_text(encoding="utf-8")))
        faults = checker.check(saved(shell, name), acts)
        assert len(faults) == 0, f"{len(faults)} faults in {name}"
        for file in (shell.folder / "out").iterdir():
            file.unlink()
