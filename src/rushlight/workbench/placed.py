"""Where a thing stood among the files that were handed over, in words: by number, never by a name that may name somebody."""

from __future__ import annotations

import re
from dataclasses import replace

from rushlight.desk.planned import Problem
from rushlight.workbench.language import say

_PLACE = re.compile(r"file ([0-9]+)((?:, [a-z]+ [0-9]+)*)(?::([0-9]+))?")


def placed(where: str, files: int, language: str) -> str:
    """Of the place "file 3" among five "file 3 of 5", and which thing or row in it; any other place as it is.

    Of a file that came alone only what is inside it; empty where that is nothing.
    """
    found = _PLACE.fullmatch(where)
    if found is None:
        return where
    parts = [] if files == 1 else [say(language, "file %(n)s of %(total)s", n=found[1], total=files)]
    parts += [_inside(part, language) for part in found[2].split(", ") if part]
    parts += [say(language, "row %(n)s", n=found[3])] if found[3] else []
    return ", ".join(parts)


def is_place(where: str) -> bool:
    """Whether it is one of our places of something that was handed over."""
    return _PLACE.fullmatch(where) is not None


def placed_problem(problem: Problem, files: int, language: str) -> Problem:
    """The problem, with its place in words."""
    return replace(problem, where=placed(problem.where, files, language))


def _inside(part: str, language: str) -> str:
    kind, _, number = part.partition(" ")
    return {
        "item": say(language, "thing %(n)s in it", n=number),
        "attachment": say(language, "attachment %(n)s", n=number),
        "message": say(language, "message %(n)s", n=number),
    }.get(kind, part)
