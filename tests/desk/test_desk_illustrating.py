"""A brief with a picture that a person gives: from a photograph with a place to files without; its words point to nobody."""

from __future__ import annotations

import io
from pathlib import Path

import making_desk as make
import pytest
from PIL import Image

from rushlight.desk import Desk
from rushlight.errors import LeakFound, MisuseError, ReleaseError, ReleaseRefused

MARK = "kestrel-camera-41"


def photograph(folder: Path) -> Path:
    exif = Image.Exif()
    exif[0x0110] = MARK
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 24.0, 0.0), 3: "E", 4: (128.0, 10.0, 0.0)})
    path, out = folder / "lamp.jpg", io.BytesIO()
    Image.new("RGB", (60, 40), "#a34e00").save(out, "JPEG", exif=exif)
    path.write_bytes(out.getvalue())
    with Image.open(path) as taken:
        assert taken.getexif().get_ifd(0x8825)
    return path


def test_a_photograph_with_a_place_leaves_as_pixels(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    image = photograph(tmp_path)
    formats = ("html", "site", "pdf", "docx", "csv")
    done = desk.publish(checked.id, tmp_path / "brief", way=1, formats=formats, image=image, alt="A lamp on a table")
    assert {"brief.html", "index.html", "brief.pdf", "brief.docx", "statements.csv"} <= set(done.files)
    for path in (tmp_path / "brief").iterdir():
        assert MARK.encode() not in path.read_bytes()
        assert b"Exif" not in path.read_bytes()
    assert b"data:image/png;base64," in (tmp_path / "brief" / "brief.html").read_bytes()
    assert desk.verify(deep=True).ok


@pytest.mark.parametrize(
    ("alt", "error"),
    [
        ("", ReleaseError),
        ("A lamp in Hyesan", ReleaseRefused),
        ("A lamp on 12 October 2025", ReleaseRefused),
        ("10,000 yuan on a table", ReleaseRefused),
        ("The hands of a 43-year-old dentist", ReleaseRefused),
        (f"The lamp of {make.NAME}", (ReleaseRefused, LeakFound)),
    ],
)
def test_words_that_say_more_than_the_sentences_do_not_leave(
    desk: Desk, tmp_path: Path, alt: str, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    checked = make.ready(desk)
    image = photograph(tmp_path)
    with pytest.raises(error) as caught:
        desk.publish(checked.id, tmp_path / "brief", way=1, image=image, alt=alt)
    assert not alt or alt not in f"{caught.value}"
    assert not (tmp_path / "brief").exists()
    assert "release.published" not in [e.kind for e in desk.log()]


def test_a_picture_that_is_not_there_or_without_a_place_to_go(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    for changes in (
        {"image": tmp_path / "none.jpg", "alt": "A lamp"},
        {"image": tmp_path, "alt": "A lamp"},
        {"alt": "A lamp"},
        {"image": photograph(tmp_path), "alt": "A lamp", "formats": ("csv",)},
    ):
        with pytest.raises(MisuseError):
            desk.publish(checked.id, tmp_path / "brief", way=1, **changes)  # type: ignore[arg-type]
    assert not (tmp_path / "brief").exists()
