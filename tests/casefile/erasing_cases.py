"""A casefile with two reports to erase from, what must be gone afterwards, and a child process that is killed on the way."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import shutil
import signal
import sys
from pathlib import Path

import cutting
import making_casefile as make

from rushlight.casefile import Casefile, erasing, files, rekeying, slots
from rushlight.casefile.database import Database
from rushlight.record import Decision, Judgement, LinkJudgement, Relation, Verdict, new_id

REASON = "she told of Marigold Quillfeather's cousin 초롱새"
LONG = (make.TEXT + "\n") * 5_500
"""An original of more than a megabyte becomes a file of its own."""

SAID = (make.TEXT + "\n") * 50
"""The text taken from it is short: it is split into words and looked for at every building and checking."""

WORDS = ("Marigold", "Quillfeather", "Wrenfield", "초롱새", "가온달", "neighbour", "말했다", "cousin")
OTHER = "A quiet report about a bridge. 다리에 관한 조용한 보고.\n"


def two_reports(folder: Path) -> tuple[Casefile, str, str]:
    """R1 with everything about it that can hold its words, in the database and as a file; R2 about something else."""
    case = make.new_case(folder)
    source = case.add_source("S1", name="Tobias Wrenfield", contact="tobias@example.org", by="p_a")
    first = make.a_document(SAID, LONG.encode())
    case.add_document(first, SAID, LONG.encode(), alias="R1", source=source, collected_by="p_a", by="p_a")
    case.add_reading(first.id, make.a_reading(), by="p_a")
    reading = case.readings(first.id)[0].reading
    statement, party = reading.statements[0].id, reading.parties[2].id
    case.add_decision(Decision(new_id("de", secrets.token_bytes), statement, Verdict.REJECT, "p_b", make.T0, reason=REASON))
    case.add_names(party, {"label": make.NAME_EN}, by="p_b")
    second = make.a_document(OTHER, OTHER.encode())
    case.add_document(second, OTHER, OTHER.encode(), alias="R2", collected_by="p_a", by="p_a")
    link = new_id("lj", secrets.token_bytes)
    judged = LinkJudgement(link, Relation.SAME_ORIGIN, second.id, first.id, Judgement.UNSURE, "p_b", make.T0, REASON)
    case.add_judgement(judged)
    for release in ("rl_a", "rl_b"):
        recipe = {"id": release, "statements": [statement], "title": f"What {make.NAME_KO} told"}
        case.add_release("checked", recipe, by="p_b")
    case.add_release("published", {"id": "rl_a", "files": {"brief.html": "0" * 64}}, by="p_b")
    case.append("document.noted", {"about": {"document": first.id}, "note": REASON}, by="p_b")
    case.append("setting.put", {"name": "language", "value": "ko"}, by="p_b")
    return case, first.id, second.id


def erase_report(case: Casefile, document: str) -> Casefile:
    return erasing.erase(case, [erasing.of_report(case, document, reason="withdrawn")], by="p_a")[0]


def marks() -> list[bytes]:
    """Words of the report, whole and cut into pieces of six letters, in the encodings in which they could lie about."""
    pieces = {word[i : i + 6] for word in WORDS for i in range(max(1, len(word) - 5))}
    out = []
    for piece in pieces:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = piece.encode(encoding)
            out += [raw, *(base64.b64encode(bytes(shift) + raw)[4:-4] for shift in range(3)), raw.hex().encode()]
    return [mark for mark in out if len(mark) > 5]


def trigrams() -> set[str]:
    """Every three letters of a name, as a search index keeps them; and the pairs of syllables."""
    names = ("marigold", "quillfeather", "wrenfield", "초롱새", "가온달")
    return {name[i : i + 3] for name in names for i in range(len(name) - 2)}


def pages(case: Casefile) -> bytes:
    """Every page of the database as whoever holds its key sees it, free ones too."""
    return bytes(case._db._connection.serialize("main"))


def cells(case: Casefile) -> str:
    """All text in all tables, without random ids, keys and hashes, in which any three letters may stand."""
    tables = [row[0] for row in case._db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    values = (value for table in tables for row in case._db.rows(f"SELECT * FROM {table}") for value in row)  # noqa: S608
    text = "\n".join(value for value in values if isinstance(value, str))
    return re.sub(r"[a-z]{2}_[0-9a-z]{26}|[0-9a-f]{32,}|[0-9A-Za-z+/]{43}=|— \S+ \S+", "", text).lower()


def digest(folder: Path) -> str:
    return hashlib.sha256(b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())).hexdigest()


# --- a child that is killed ---------------------------------------------------------------------------------


def die_at(step: int) -> None:
    """Have this process killed at the n-th file or transaction that it touches on its way."""
    steps = (
        (erasing, "apply_erased"),
        (erasing, "finish"),
        (files, "_flush"),
        (files, "_overwrite"),
        (rekeying, "_made_whole"),
        (rekeying, "_take_the_name"),
        (slots.Slots, "write"),
        (Database, "close"),
    )
    cutting.cut_at(steps, step - 1, lambda: os.kill(os.getpid(), signal.SIGKILL))


def main(made: Path, into: Path, steps: int) -> None:
    """For each step a copy of the casefile, in which an erasure is killed there."""
    for step in range(1, steps + 1):
        folder = Path(shutil.copytree(made, into / f"{step}.case"))
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            continue
        case = make.reopen(folder)
        die_at(step)
        erase_report(case, case.documents()[0].document.id).close()
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
