"""Write the packaged tables (src/rushlight/_data) from the data that experts change (resources/).

    python scripts/build_data.py           writes them
    python scripts/build_data.py --check   fails when a packaged table differs from its source

Each module in scripts/tables has NAME.build(resources) -> JSON data, written to _data/NAME.json.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))


def built() -> dict[str, str]:
    """Every table's JSON text, by name."""
    import tables

    out = {}
    for module in pkgutil.iter_modules(tables.__path__):
        if module.name.startswith("_"):
            continue
        data = importlib.import_module(f"tables.{module.name}").build(ROOT / "resources")
        out[module.name] = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=False) + "\n"
    return out


def main() -> int:
    target = ROOT / "src" / "rushlight" / "_data"
    target.mkdir(exist_ok=True)
    stale = []
    for name, text in built().items():
        path = target / f"{name}.json"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"error: packaged tables differ from resources/: {', '.join(stale)}", file=sys.stderr)
        print("hint: run python scripts/build_data.py", file=sys.stderr)
        return 1
    print(f"{len(stale)} tables {'differ' if '--check' in sys.argv else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
