"""Makes the frozen example of the present format. Run once per released format, never again for an old one.

python tests/casefile/golden/make_golden.py tests/casefile/golden/v1
"""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import making_casefile as make

from rushlight.casefile import create
from rushlight.casefile.disclosure import disclose
from rushlight.casefile.keys import FLOOR
from rushlight.record import to_sheet


def main(folder: Path) -> None:
    folder.mkdir()
    with create(folder / "example.case", make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now, cost=FLOOR) as case:
        make.fill(case)
        source = next(e.id for e in case.events() if e.kind == "source.added")
        pack = disclose(case, [source, "R1"], with_names=True, at=make.T0, by="p_a").pack
        subjects = case.vault.subjects()
        names = case.vault.open(subjects, reason="golden_case", at=make.T0, by="p_a")
        published = next(e for e in case.events() if e.kind == "release.published")
        said = {
            "passphrase": make.PASSPHRASE,
            "checkpoint": case.checkpoint(),
            "kinds": [e.kind for e in case.events()],
            "text": make.TEXT,
            "sheets": [to_sheet(r.reading, file="", sha256="") for r in case.readings()],
            "decisions": [d.id for d in case.decisions()],
            "names": names,
            "proof": case.prove(published.id),
        }
    (folder / "example.disclosure").write_bytes(pack)
    (folder / "expected.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
