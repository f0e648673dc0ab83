"""Real small files of every format, made here, and every kind of file that must be refused."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import limits, read_file
from rushlight.intake import take_here as take
from rushlight.intake.receive import DIVIDED_WORDS

PLACE = "Yonpungdong"
STORY = f"The officers came to {PLACE} in the morning and took the telephone from the kitchen table."
PAGE = f"""<!doctype html><html lang="en"><head><title>Site</title>
<meta property="og:title" content="Families pay twice"><meta property="og:site_name" content="Border Review">
<meta property="article:published_time" content="2024-05-04T10:00:00Z"><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a><a href="/n">News</a></nav><div class="ad">Buy this</div>
<article><h1>Families pay twice</h1><div class="byline">By Nora Field</div><time datetime="2024-05-04">4 May 2024</time>
<p>{STORY} It was on <time>3 May</time> that they came for the second time, and <b>nobody</b> was told why.</p>
<figure>
<img src="a.jpg" alt="The road to the station seen from the hill"><figcaption>The road. Photo: Agency</figcaption></figure>
<h2>What they took</h2><p>First line.<br>Second line of it.</p><blockquote><p>{STORY}</p></blockquote>
<script>var x = "<p>not this</p>";</script>
<div class="related"><h3>Related articles</h3><ul><li><a href="/x">Another story</a></li></ul></div></article>
<footer>© Border Review</footer></body></html>"""


def roles(data: bytes, name: str) -> list[tuple[str, str]]:
    taken = take(data, name=name)
    return [(p.role.value, taken.text[p.start : p.end]) for p in taken.paragraphs]


# HTML ------------------------------------------------------------------------------------------


def test_a_page_keeps_its_article_and_says_what_is_what() -> None:
    found = roles(PAGE.encode(), "page.html")
    assert found[:3] == [("title", "Families pay twice"), ("byline", "By Nora Field"), ("byline", "4 May 2024")]
    assert ("caption", "The road to the station seen from the hill") in found
    assert ("caption", "The road. Photo: Agency") in found
    assert ("heading", "What they took") in found
    assert ("navigation", "Another story") in found
    assert next(text for role, text in found if role == "body").endswith("nobody was told why.")
    assert not any("not this" in text or "Buy this" in text or text == "Home" for _, text in found)


def test_a_page_states_its_outlet_and_day() -> None:
    taken = take(PAGE.encode(), name="page")
    assert (taken.media_type, taken.outlet, taken.published, taken.author) == (
        "text/html",
        "Border Review",
        dt.date(2024, 5, 4),
        "Nora Field",
    )
    assert taken.index_map is None


def test_a_page_states_its_encoding() -> None:
    page = "<html><head><meta charset='euc-kr'></head><body><p>보위부가 돈을 빼앗았다.</p></body></html>".encode("euc-kr")
    taken = take(page, name="a.html")
    assert (taken.text, taken.encoding) == ("보위부가 돈을 빼앗았다.", "cp949")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One<p>Two<div>Three",
        "<html><body><b><i>One</b></i> Two Three",
        "<p>One</div></span><p>Two Three<",
        "<table><tr><td>One<td>Two Three",
    ],
)
def test_malformed_pages_are_read(markup: str) -> None:
    words = take(markup.encode(), name="a.html").text.split()
    assert words[:1] == ["One"]
    assert "Three" in words[-1]


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "font"])
def test_nested_tags_are_refused_at_once(tag: str) -> None:
    with pytest.raises(IntakeError, match="nested too deep"):
        take((f"<html><body>{f'<{tag}>' * 300_000}x").encode(), name="a.html")


def test_tags_hidden_from_the_check_do_no_harm() -> None:
    page = ("<html><body>" + '<div title="<">' * 100_000 + "x").encode()
    assert refusal(page, "a.html") is None or "nested" in str(refusal(page, "a.html"))


@pytest.mark.parametrize("tag", ["p", "li", "td"])
def test_tags_that_need_no_end_do_not_count_as_nesting(tag: str) -> None:
    taken = take((f"<html><body><p>{STORY}</p>" + f"<{tag}>word " * 3000).encode(), name="a.html")
    assert taken.text.count("word") > 2000


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(IntakeError, match="has no text"):
        take(b"<html><body><script>x()</script></body></html>", name="a.html")


# PDF -------------------------------------------------------------------------------------------


def pdf(pages: list[list[str]], font: str = "Helvetica") -> bytes:
    """A PDF whose pages hold these lines; an empty line leaves a gap."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for lines in pages:
        canvas.setFont(font, 12)
        for i, line in enumerate(lines):
            canvas.drawString(72, 780 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


WRAPPED = [
    "The officers came in the morning and took the telephone from the kitchen",
    "table, and they asked the woman of the house to come to the sta-",
    "tion on the next day.",
]


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    found = roles(pdf([[*WRAPPED, "", *WRAPPED]]), "a.pdf")
    whole = (
        "The officers came in the morning and took the telephone from the kitchen table, "
        "and they asked the woman of the house to come to the station on the next day."
    )
    assert found == [("body", whole), ("body", whole)]


@pytest.mark.parametrize(
    ("font", "lines", "whole"),
    [
        ("STSong-Light", ["警察上门带走了她的儿子，没有", "出示任何文件。"], "警察上门带走了她的儿子，没有出示任何文件。"),
        (
            "HYSMyeongJo-Medium",
            ["보위부는 지난 오일 송금 브로커를", "체포했다고 소식통이 전했다."],
            "보위부는 지난 오일 송금 브로커를 체포했다고 소식통이 전했다.",
        ),
    ],
)
def test_lines_of_east_asian_pdfs(font: str, lines: list[str], whole: str) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    taken = take(pdf([lines], font), name="a.pdf")
    assert taken.text == whole
    assert (DIVIDED_WORDS in taken.warnings) is (taken.language == "ko")


def test_running_heads_are_footers() -> None:
    pages = [
        ["Border Review, Paper 6", "", f"{word} days later. " + WRAPPED[0][:50], *WRAPPED[1:], "", f"{n}"]
        for n, word in enumerate(("Two", "Nine", "Ten", "Six"), 1)
    ]
    found = roles(pdf(pages), "a.pdf")
    assert [text for role, text in found if role == "footer"] == ["Border Review, Paper 6", "1", "2", "3", "4"]
    assert sum(role == "body" for role, _ in found) == 4


def test_a_protected_pdf_is_refused() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([WRAPPED])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(IntakeError, match="protected by a password"):
        take(out.getvalue(), name="a.pdf")


def test_a_scan_is_named_as_one() -> None:
    with pytest.raises(IntakeError, match="has no text") as caught:
        take(pdf([[]]), name="a.pdf")
    assert "it is a scan" in str(caught.value.hint)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 2)
    with pytest.raises(IntakeError, match="too many pages"):
        take(pdf([WRAPPED] * 3), name="a.pdf")


# DOCX ------------------------------------------------------------------------------------------


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = PLACE
    document.add_heading("Families pay twice", 0)
    document.add_paragraph(STORY)
    document.add_heading("What they took", 1)
    document.add_paragraph(STORY)
    table = document.add_table(2, 2)
    for i, word_ in enumerate(("item", "sum", "telephone", "200 yuan")):
        table.cell(i // 2, i % 2).text = word_
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read_in_order() -> None:
    found = roles(word(), "a.docx")
    assert found == [
        ("title", "Families pay twice"),
        ("body", STORY),
        ("heading", "What they took"),
        ("body", STORY),
        ("body", "item\tsum"),
        ("body", "telephone\t200 yuan"),
    ]


def test_the_typist_named_in_the_properties_is_not_taken() -> None:
    assert take(word(), name="a.docx").author is None


def repacked(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        change(archive)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    def bomb(archive: zipfile.ZipFile) -> None:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(150):
                part.write(b"\0" * 1_000_000)

    with pytest.raises(IntakeError, match="unpacks to far more"):
        take(repacked(bomb), name="a.docx")


def test_entities_are_not_expanded() -> None:
    xml = (
        '<!DOCTYPE d [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>before &a;&b; after</w:t></w:r></w:p></w:body></w:document>"
    )
    taken = take(repacked(lambda a: a.writestr("word/document.xml", xml)), name="a.docx")
    assert "boom" not in taken.text
    assert "root" not in taken.text


# mail ------------------------------------------------------------------------------------------


def mail(body: str, **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in {
        "Subject": "Note 4",
        "From": "desk@example.org",
        "Date": "Thu, 02 May 2024 10:00:00 +0000",
        "Message-ID": "<1@x>",
        **headers,
    }.items():
        message[name] = value
    message.set_content(body)
    message.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    return message.as_bytes()


def test_a_mail_is_read_without_its_attachments() -> None:
    taken = take(mail(f"{STORY}\n\n보위부가 왔다."), name="a.eml")
    assert (taken.title, taken.published, taken.media_type) == ("Note 4", dt.date(2024, 5, 2), "message/rfc822")
    assert "attachments of the mail were not taken in" in taken.warnings
    assert [taken.text[p.start : p.end] for p in taken.paragraphs if p.role.value == "body"] == [STORY, "보위부가 왔다."]


# refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\t\r\n", "a.txt", "only white space"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", "a picture and not a text document"),
        (b"ID3" + bytes(50), "a.mp3", "not a text document"),
        (bytes(range(256)) * 20, "a.txt", "not a text document"),
        (b"PK\x03\x04" + bytes(60), "a.zip", "an archive"),
        (b"PK\x03\x04word/document.xml" + bytes(60), "a.docx", "is damaged"),
        (b"%PDF-1.7\nnonsense", "a.pdf", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "protected by a password"),
        (b"{\\rtf1 }", "a.rtf", "has no text"),
        (b"\x1f\x8b\x08" + bytes(20), "a.gz", "an archive"),
        ("이 글은".encode("cp949") + b"\x81\x81\xff\x90" * 5, "a.txt", "encoding of the text cannot be told"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_with_a_hint(data: bytes, name: str, what: str) -> None:
    with pytest.raises(IntakeError, match=what) as caught:
        take(data, name=name)
    assert caught.value.where == name
    assert caught.value.hint


def test_files_above_the_limits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 50)
    with pytest.raises(IntakeError, match="file is too large"):
        take(STORY.encode(), name="a.txt")
    monkeypatch.setattr(limits, "MAX_BYTES", 500)
    monkeypatch.setattr(limits, "MAX_TEXT_BYTES", 20)
    with pytest.raises(IntakeError, match="text is too long"):
        take(STORY.encode(), name="a.txt")


def test_read_file_checks_before_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = tmp_path / "a.txt"
    good.write_bytes(b"text")
    assert read_file(good) == b"text"
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    for path, kind in (
        (tmp_path, MisuseError),
        (tmp_path / "none.txt", MisuseError),
        (tmp_path / "empty.txt", IntakeError),
        (tmp_path / "pipe", MisuseError),
    ):
        with pytest.raises(kind) as caught:
            read_file(path)
        assert (caught.value.where, bool(caught.value.hint)) == (str(path), True)
    monkeypatch.setattr(limits, "MAX_BYTES", 3)
    with pytest.raises(IntakeError, match="too large"):
        read_file(good)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", deny)  # the superuser may read everything
    with pytest.raises(IntakeError, match="may not be read"):
        read_file(path)


def refusal(data: bytes, name: str) -> IntakeError | None:
    """The error a file is refused with; any other exception goes through and fails the test."""
    try:
        take(data, name=name)
    except IntakeError as error:
        return error
    return None


SAMPLES = {
    "a.html": PAGE.encode(),
    "a.pdf": pdf([WRAPPED, WRAPPED]),
    "a.docx": word(),
    "a.eml": mail(STORY),
    "a.txt": (STORY + " 보위부").encode(),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("seed", range(40))
def test_mutated_files_are_read_or_refused_without_a_word_of_them(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SAMPLES[name])
    for _ in range(chance.choice((1, 3, 20))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 2:
        del data[chance.randrange(1, len(data)) :]
    error = refusal(bytes(data), name)
    assert error is None or (error.hint and PLACE not in f"{error} {error.hint}")
