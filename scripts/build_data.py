"""Write the packaged tables (src/rushlight/_data) from the data that experts change (resources/).

    python scripts/build_data.py           writes them
    python scripts/build_data.py --check   fails when a packaged table differs from its source

Each module in scripts/tables has NAME.build(resources) -> JSON data, written to _data/NAME.json. The pages' Korean
(resources/locale/ko/SCREEN.po) is compiled to _data/locale/ko/SCREEN.mo, that of the command line
(resources/locale/cli: help.po, and ko.po for click's sentences) to where gettext looks for it.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))


def built() -> dict[str, bytes]:
    """Every table, by the name of its file."""
    import korean
    import tables

    out = {}
    for module in pkgutil.iter_modules(tables.__path__):
        if module.name.startswith("_"):
            continue
        data = importlib.import_module(f"tables.{module.name}").build(ROOT / "resources")
        out[f"{module.name}.json"] = (json.dumps(data, ensure_ascii=False, indent=0, sort_keys=False) + "\n").encode()
    out["locale/ko/LC_MESSAGES/click.mo"] = korean.compiled(ROOT / "resources" / "locale" / "cli" / "ko.po")
    out["locale/ko/LC_MESSAGES/rushlight.mo"] = korean.compiled(ROOT / "resources" / "locale" / "cli" / "help.po")
    return out | {f"locale/ko/{path.stem}.mo": korean.compiled(path) for path in korean.page_files()}


def main() -> int:
    target = ROOT / "src" / "rushlight" / "_data"
    (target / "locale" / "ko" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    stale = []
    for name, data in built().items():
        path = target / name
        if path.exists() and path.read_bytes() == data:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_bytes(data)
    for path in (target / "locale" / "ko").glob("*.mo"):
        if not (ROOT / "resources" / "locale" / "ko" / f"{path.stem}.po").exists():
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.unlink()
    if "--check" in sys.argv and stale:
        print(f"error: packaged tables differ from resources/: {', '.join(stale)}", file=sys.stderr)
        print("hint: run python scripts/build_data.py", file=sys.stderr)
        return 1
    print(f"{len(stale)} tables {'differ' if '--check' in sys.argv else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
