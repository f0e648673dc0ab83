"""How long the release check takes for one statement: seven adversaries, and three ways to pass.

    python benchmarks/release.py

Prints CPU milliseconds per statement (best of five runs). Nothing is stored between runs but what the process itself
keeps of factors it has worked out; the first line is of a process that has worked out none.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal

from rushlight.atlas import atlas
from rushlight.record import Interval, Modality, Purpose, Scope
from rushlight.release import (
    AtlasPlaces,
    Consent,
    Detail,
    Draft,
    DraftItem,
    Facts,
    Money,
    Words,
    check,
    clues,
    insider,
    propose,
    spreading,
)

GOAL = 300.0
OCTOBER = Interval(dt.date(2025, 10, 1), dt.date(2025, 10, 31))
LETTERS = Detail("letters", "three confession letters", "confession letters")


def item(*details: Detail, **more: object) -> DraftItem:
    return DraftItem(
        "I1",
        ("s1",),
        "take.extorted_payment",
        Scope.INCIDENT,
        Modality.OCCURRED,
        place="KP.ryanggang.hyesan",
        time=OCTOBER,
        amount=Money(Decimal(10000), "CNY"),
        details=details,
        subjects=("R1",),
        **more,  # type: ignore[arg-type]
    )


CASES = {
    "place, time and sum": item(),
    "with a detail (240 wordings)": item(LETTERS),
    "with three details, age and relation": item(
        LETTERS, Detail("injury", "a scar"), Detail("object", "a blue gate"), age=43, kin=Words("aunt", "이모")
    ),
}


def milliseconds(work: Callable[[], object], runs: int, *, cold: bool) -> float:
    best = float("inf")
    for _ in range(runs):
        if cold:
            for kept in (spreading, clues, insider):
                kept.forget()
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return 1000 * best


def main() -> None:
    facts = Facts(
        AtlasPlaces(atlas()),
        dt.date(2026, 3, 1),
        accepted=frozenset({"s1"}),
        consents=(Consent("R1", Purpose.PUBLIC_ANONYMOUS),),
    )
    print(f"{'':38}{'check':>9}{'three ways':>13}   ms of CPU, best of 5; nothing known before")
    for name, one in CASES.items():
        draft = Draft("D1", Purpose.PUBLIC_ANONYMOUS, "en", "", (one,))
        found = check(draft, facts)
        checking = milliseconds(lambda d=draft: check(d, facts), 5, cold=True)  # type: ignore[misc]
        proposing = milliseconds(lambda d=draft, c=found: propose(d, c, facts), 5, cold=True)  # type: ignore[misc]
        print(f"{name:38}{checking:9.1f}{proposing:13.1f}   {'' if proposing <= GOAL else f'above the goal of {GOAL:g} ms'}")


if __name__ == "__main__":
    main()
