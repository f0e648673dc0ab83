"""Plain text: the text is the file, and every offset leads back to the characters received."""

from __future__ import annotations

import datetime as dt
import io
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import detect_language, normalise, take
from rushlight.intake.dates import find_dates
from rushlight.intake.encodings import WORKED_OUT, Decoded, decode
from rushlight.record import DocumentKind

PIECES = st.sampled_from(
    [
        "a",
        "b ",
        "é",
        "e\u0301",
        "\r\n",
        "\r",
        "\n",
        "한",
        "\u1112\u1161\u11ab",
        "\u1100\u1161",
        "👨‍👩‍👧",
        "🇰🇵",
        "\u0323\u0307",
        "ﬁ",
        "\u212b",
        "漢",
        "\ufeff",
        ".",
    ]
)
MIXED = st.lists(PIECES, max_size=40).map("".join)


def as_read(text: str) -> str:
    """What Python's own reading of these characters gives, in NFC."""
    return unicodedata.normalize("NFC", io.StringIO(text, newline=None).read())


@given(MIXED)
def test_normalised_text_is_what_others_read(original: str) -> None:
    assert normalise(original)[0] == as_read(original.removeprefix("\ufeff"))


@given(MIXED)
def test_every_offset_leads_to_its_original_characters(original: str) -> None:
    text, index = normalise(original)
    covered = 1 if original.startswith("\ufeff") else 0
    for i in range(len(text)):
        start, end = index.original(i, i + 1)
        assert text[i] in as_read(original[start:end])
        assert start <= covered <= end or start == covered
        covered = max(covered, end)
    assert covered == len(original)


@given(MIXED, st.data())
def test_spans_map_to_stretches_that_read_the_same(original: str, data: st.DataObject) -> None:
    text, index = normalise(original)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    a, b = index.original(start, end)
    assert text[start:end] in as_read(original[a:b])
    assert a < b <= len(original)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (2, 9), (3, 2)])
def test_spans_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(MisuseError):
        normalise("abc")[1].original(start, end)


def test_a_text_file_is_not_trimmed() -> None:
    data = "\ufeff  한국어 \r\n\r\n글이다.  \r\n".encode()
    taken = take(data, name="report.txt")
    assert taken.text == "  한국어 \n\n글이다.  \n"
    assert taken.index_map is not None
    assert taken.index_map.original(0, len(taken.text)) == (1, len(data.decode()))


KOREAN = (
    "보위부는 지난 5일 송금 브로커를 체포하고 집에서 나온 장부와 돈을 압수했다고 소식통이 전했다. 가족들은 조사를 받고 있다."
)
CHINESE = "警察上门带走了她的儿子，没有出示任何文件。家人被要求在保证书上签字，并且不得与海外的亲属联系。这是今年以来的第三次。"
JAPANESE = "警察は朝に家へ来て、娘の電話を取り上げた。家族は海外の親戚と連絡を取らないという誓約書に署名させられた。"
RUSSIAN = (
    "Сотрудники пришли утром и забрали телефон. "
    "Родственников заставили подписать бумагу о том, что они не будут звонить за границу."
)
FRENCH = (
    "Les policiers sont venus le matin et ont emporté le téléphone. "
    "La famille a été forcée de signer un papier, près de la préfecture."
)


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (KOREAN, "cp949", "ko"),
        (KOREAN, "euc-kr", "ko"),
        (KOREAN, "utf-16", "ko"),
        (KOREAN, "utf-16-le", "ko"),
        (KOREAN, "utf-16-be", "ko"),
        (KOREAN, "utf-8-sig", "ko"),
        (CHINESE, "gb18030", "zh"),
        (CHINESE, "gbk", "zh"),
        (JAPANESE, "shift_jis", "ja"),
        (JAPANESE, "euc_jp", "ja"),
        (JAPANESE, "iso2022_jp", "ja"),
        (RUSSIAN, "cp1251", "ru"),
        (RUSSIAN, "koi8-r", "ru"),
        (FRENCH, "latin-1", "fr"),
        (FRENCH, "cp1252", "fr"),
        (FRENCH, "utf-32", "fr"),
    ],
)
def test_encodings_are_told_apart(text: str, encoding: str, language: str) -> None:
    taken = take(text.encode(encoding), name="a.txt")
    assert (taken.text, taken.language) == (text, language)


def test_a_guess_is_said_to_be_one() -> None:
    assert WORKED_OUT in take(KOREAN.encode("cp949"), name="a.txt").warnings
    assert take(KOREAN.encode(), name="a.txt").warnings == ()


def test_damaged_utf8_is_refused_and_not_read_as_something_else() -> None:
    data = bytearray(KOREAN.encode() * 3)
    data[10] = 0xFF
    with pytest.raises(IntakeError, match="damaged bytes"):
        decode(bytes(data), where="a.txt")


def decoded_or_error(data: bytes) -> Decoded | IntakeError:
    try:
        return decode(data, where="a.txt")
    except IntakeError as error:
        return error


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_strictly_or_refused(data: bytes) -> None:
    decoded = decoded_or_error(data)
    if isinstance(decoded, IntakeError):
        assert (decoded.where, bool(decoded.hint)) == ("a.txt", True)
    else:
        assert decoded.encoding.startswith("iso2022") or decoded.text.encode(decoded.encoding) == data


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (KOREAN, "ko"),
        (CHINESE, "zh"),
        (JAPANESE, "ja"),
        (RUSSIAN, "ru"),
        (FRENCH, "fr"),
        ("The officers came in the morning and took the telephone from the table.", "en"),
        ("Los agentes llegaron por la mañana y se llevaron el teléfono de la mesa de su madre.", "es"),
        ("Công an đến vào buổi sáng và lấy điện thoại của người mẹ, những người khác bị đánh.", "vi"),
        ("جاء الضباط في الصباح وأخذوا الهاتف من على الطاولة التي كانت في البيت", "ar"),
        ("مأموران صبح آمدند و تلفن را از روی میز برداشتند و گفتند که این خانه است", "fa"),
        ("ရဲများသည် မနက်တွင် ရောက်လာပြီး ဖုန်းကို ယူသွားသည်။", "my"),
        ("1234 5678", "und"),
        ("Xqz wvk plm", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_names_in_another_script_do_not_change_the_language() -> None:
    assert detect_language(KOREAN + " Human Rights Watch, Freedom House, RFA, VOA") == "ko"
    assert detect_language("The witness, whom we call 김, said that it was in the spring of that year.") == "en"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("입력 2025.02.18 05:40", dt.date(2025, 2, 18)),
        ("2024년 8월 5일", dt.date(2024, 8, 5)),
        ("22 October 2024", dt.date(2024, 10, 22)),
        ("March 3rd, 2024", dt.date(2024, 3, 3)),
        ("Oct. 9, 2019", dt.date(2019, 10, 9)),
        ("2024年5月6日", dt.date(2024, 5, 6)),
        ("14 марта 2025", dt.date(2025, 3, 14)),
        ("3 de marzo de 2021", dt.date(2021, 3, 3)),
        ("25/12/2023", dt.date(2023, 12, 25)),
        ("2024-02-30", None),
        ("03/04/2025", None),
        ("March 14", None),
    ],
)
def test_dates(words: str, day: dt.date | None) -> None:
    found = find_dates(words)
    assert (found[0].day if found else None) == day


STORY = "The police took two brothers from the house, the group said.\n\nThey were not allowed to see a lawyer for nine days."


def test_what_the_page_says_of_itself() -> None:
    text = f"Brothers held for a sister's words\n\nBy Nora Field | Border Review | Published 4 May 2023\n\n{STORY}"
    taken = take(text.encode(), name="a.txt")
    assert (taken.title, taken.author, taken.outlet, taken.published, taken.kind) == (
        "Brothers held for a sister's words",
        "Nora Field",
        "Border Review",
        dt.date(2023, 5, 4),
        DocumentKind.PUBLICATION,
    )


def test_a_revision_is_not_the_publication() -> None:
    text = f"Brothers held\n\nBy Nora Field\nUpdated 9 May 2023\n\n{STORY}"
    assert take(text.encode(), name="a.txt").published is None


def test_what_is_not_stated_stays_open() -> None:
    taken = take(STORY.encode(), name="a.txt")
    assert (taken.title, taken.author, taken.outlet, taken.published) == (None, None, None, None)


def test_markdown_keeps_its_text_and_reads_its_marks() -> None:
    text = f"# Brothers held\n\n*Photo: a street, 2019*\n\n{STORY}\n\n## What they took\n\n{STORY}\n"
    taken = take(text.encode(), name="a.md")
    assert (taken.text, taken.title, taken.media_type) == (text, "Brothers held", "text/markdown")
    assert [p.role.value for p in taken.paragraphs] == ["title", "caption", "body", "body", "heading", "body", "body"]


@pytest.mark.parametrize(
    "text",
    ["-" * 50_000 + "x", "A" * 50_000, "SEOUL " * 20_000, "a@" * 50_000, "(" * 50_000, "“다" * 30_000,
     ("a. " * 40 + "\n\n") * 3_000,
     "Related articles\n" * 5_000, "Short line here\n\n" * 4_000,
     "____\n[1] note\n" * 4_000, "12:00 A: x\n" * 10_000],
    ids=range(11),
)  # fmt: skip
def test_odd_texts_do_not_hold_the_machine(text: str) -> None:
    before = time.perf_counter()
    take(text.encode(), name="a.txt")
    assert time.perf_counter() - before < 60, "a hang, not a speed: benchmarks measure that"
