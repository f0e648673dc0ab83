"""Writes events until it is killed; prints an event's id when the write has returned."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import making_casefile as make


def main(folder: Path) -> None:
    with make.reopen(folder) as case:
        print("ready", flush=True)
        while True:
            event = case.append("test.note", {"x": "y" * secrets.randbelow(3000)}, by="p_a")
            print(event.id, flush=True)
            if event.seq % 7 == 0:
                original = secrets.token_bytes(1_200_000 if event.seq % 2 else 9000)
                document = make.a_document("t", original)
                alias = f"R{event.seq}"
                print(case.add_document(document, "t", original, alias=alias, collected_by="p_a", by="p_a").id, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
