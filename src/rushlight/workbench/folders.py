"""Folders that a person types on a page: the whole path, since nobody sees where the server was started."""

from __future__ import annotations

from pathlib import Path

from rushlight.errors import MisuseError


def typed_folder(written: str) -> Path:
    """The folder of that path; "~" is the person's own. Raises MisuseError for a path that says not where it begins."""
    try:
        folder = Path(written.strip()).expanduser()
    except RuntimeError:  # "~" of somebody who is not there
        folder = Path()
    if not folder.is_absolute():
        raise MisuseError("the folder's whole path is needed", hint="from / or ~ on, such as /media/usb/winter")
    return folder
