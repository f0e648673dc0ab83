"""Write docs/release-rules.md from the rules themselves.

python scripts/release_rules_doc.py           writes it
python scripts/release_rules_doc.py --check   fails when the page differs from the rules
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rushlight.release import ALL, Rule
from rushlight.release.settings import part

PAGE = Path(__file__).resolve().parent.parent / "docs" / "release-rules.md"


def text() -> str:
    """The whole page."""
    return "\n".join(line for lines in (_head(), *(_rule(r) for r in ALL)) for line in lines)


def _head() -> Iterator[str]:
    yield "# The rules of the release check"
    yield ""
    yield "Written by `scripts/release_rules_doc.py` from `resources/release/rules.yaml`; change it there."
    yield ""
    heads = ("gates", "worst chance of one right guess", "fewest families that fit", "fewest who could have told")
    more = ("fewest reports behind a practice", "smallest cell", "days until it may leave", "fewest reports of a percentage")
    rest = ("fewest people in an area", "most words of one source", "times a figure may be wrong")
    yield f"| {' | '.join((*heads, *more, *rest))} |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for name, g in part("thresholds")["presets"].items():
        keys = ("worst", "pool", "knowers", "families", "cell", "soon_days", "base", "people", "source_words", "margin")
        yield f"| {name} | {' | '.join(str(g[key]) for key in keys)} |"
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    t = rule.texts
    yield f"## {rule.id} {t['title']['en']}"
    yield ""
    yield f"({t['title']['ko']})"
    yield ""
    for name, key in (
        ("What an adversary could do", "adversary"),
        ("Why it matters", "why"),
        ("Example", "example"),
        ("Remedy", "remedy"),
    ):
        yield f"- **{name}.** {t[key]}"
    if "keep" in t:
        yield f"- **May be kept, with a reason.** {t['keep']['en']}"
    yield ""


def main() -> int:
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") == text():
            return 0
        print("error: docs/release-rules.md differs from the rules", file=sys.stderr)
        print("hint: run python scripts/release_rules_doc.py", file=sys.stderr)
        return 1
    PAGE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
