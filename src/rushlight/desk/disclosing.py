"""Hand out parts of a casefile that can be believed without it, and check what others hand out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from rushlight.casefile import Casefile
from rushlight.casefile import disclosure as making
from rushlight.casefile.disclosed import Disclosed, check_disclosure
from rushlight.casefile.disclosure import SUFFIX, Disclosure
from rushlight.casefile.files import write_whole
from rushlight.casefile.storing import LARGEST
from rushlight.errors import MisuseError

__all__ = ["SUFFIX", "Disclosed", "Disclosure", "disclose", "verify_disclosure", "write_standalone"]


def disclose(
    case: Casefile, chosen: Iterable[str], path: Path, *, with_names: bool, now: dt.datetime, actor: str
) -> Disclosure:
    """Write a disclosure pack of the chosen events and reports to ``path`` (see ``casefile.disclosure``).

    The log is written before the file appears: a crash may leave an entry without a file, never the reverse.
    """
    making.check_place(path)
    made = making.disclose(case, chosen, with_names=with_names, at=now, by=actor)
    making.write_pack(path, made)
    return made


def verify_disclosure(path: Path) -> Disclosed:
    """What a pack shows. Raises Tampered when anything in it does not agree, MisuseError for a file that is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise MisuseError("this is no disclosure pack: the file is too large", where=str(path))
        pack = path.read_bytes()
    except OSError:
        raise MisuseError("there is no such disclosure pack", where=str(path)) from None
    return check_disclosure(pack)


def write_standalone(path: Path) -> None:
    """Write a copy of the stand-alone verifier, one Python file, to ``path``. Raises MisuseError, CasefileError."""
    if path.exists():
        raise MisuseError("there is something in this place already", where=str(path), hint="choose a new name")
    if not path.absolute().parent.is_dir():
        raise MisuseError("the folder for the verifier does not exist", where=str(path.parent))
    write_whole(path, files("rushlight").joinpath("_data", "verify_case.txt").read_bytes())
