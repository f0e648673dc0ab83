"""Verify against what was kept elsewhere: a signed checkpoint, a checkpoint on paper, or the copy of an anchor.

Only these find that the whole casefile was replaced by an older copy, or by a history that was signed anew. And verify the
anchors that stand in the log itself: it must still begin as each of them says.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rushlight.casefile import anchors, note, paper, states, teams, tree
from rushlight.casefile.anchors import Anchor, Bound
from rushlight.casefile.states import Head, Heads

if TYPE_CHECKING:
    from rushlight.casefile.verifying import _Walk

Signed = Callable[["_Walk", str, str], "note.Checkpoint | None"]
ROLLBACK = "without a checkpoint kept elsewhere an older copy of the whole casefile cannot be told from this one"


class Logs:
    """The leaves of each device's log as they were found, and the roots of its beginnings."""

    def __init__(self, leaves: Mapping[str, Sequence[bytes]]) -> None:
        self.leaves = leaves
        self._nodes = functools.cache(lambda device: tree.nodes(leaves[device]))

    def size(self, device: str) -> int:
        return len(self.leaves.get(device, ()))

    def root(self, device: str, size: int) -> bytes:
        """The root of the first ``size`` events, which must be there."""
        return tree.root(size, lambda *node: self._nodes(device)[node]) if size else tree.EMPTY_ROOT


def check(walk: _Walk, given: str | None, leaves: Mapping[str, Sequence[bytes]], signed: Signed) -> list[Bound]:
    """What the anchors bind, those of the log and the one given; ``given`` is in one of the three forms, or there is none."""
    logs, found = Logs(leaves), []
    with walk.noting("anchors"):
        found = _anchors(walk, logs)
    if given is None:
        walk.notes.append(ROLLBACK)
        return found
    with walk.noting("the checkpoint that was given"):
        if given.lstrip().startswith("{"):
            anchor = anchors.from_copy(given.encode())
            holds = _begins(walk, logs, anchor, "the given anchor")
            for token in anchor.tokens:
                with walk.noting(anchor.id):
                    found.append(_weighed(anchors.bound(anchor, token), holds))
        elif paper.is_paper(given):
            _paper(walk, logs, paper.read(given))
        else:
            _note(walk, logs, given, signed)
    return found


def _anchors(walk: _Walk, logs: Logs) -> list[Bound]:
    found = []
    for anchor in anchors.read(walk.log.case, walk.anchors, walk.fault):
        with walk.noting(anchor.id):
            holds = _begins(walk, logs, anchor, "an anchor")
            found += [_weighed(anchors.judged(anchor, token), holds) for token in anchor.tokens]
    return found


def _weighed(one: Bound, holds: bool) -> Bound:
    """What a token binds; nothing, where the log here is another than the anchored one."""
    return one if holds else replace(one, time=None, why="the log here is not the one of this anchor", holds=False)


def _begins(walk: _Walk, logs: Logs, anchor: Anchor, by: str) -> bool:
    """Whether the logs begin as the anchored state says; where one does not, that is a fault."""
    if anchor.case != walk.log.case:
        walk.fault("an anchor is of another casefile", anchor.id)
        return False
    follow = [_follows(walk, logs, device, head, by) for device, head in anchor.heads.items()]
    return all(follow)  # every log that does not is told of


def _follows(walk: _Walk, logs: Logs, device: str, head: Head, by: str) -> bool:
    held = logs.size(device)
    if teams.cut_off(walk, device, head.size, held):
        return True
    if head.size > held:
        walk.fault(f"{head.size - held} events that {by} saw are missing", device)
        return False
    if logs.root(device, head.size) != head.root:
        walk.fault(f"the log is not the one that {by} saw", device)
        return False
    return True


def _note(walk: _Walk, logs: Logs, text: str, signed: Signed) -> None:
    """The log must still contain, unchanged, what an earlier checkpoint saw."""
    said = signed(walk, text, note.read(text).device)
    if said is not None:
        _follows(walk, logs, said.device, Head(said.size, said.root), "the given checkpoint")


def _paper(walk: _Walk, logs: Logs, written: paper.Written) -> None:
    """The same of all devices: the paper has one hash over them, so that a changed log shows, but not whose."""
    if paper.short(walk.log.case) != written.case:
        walk.fault("the checkpoint on paper is of another casefile", written.case)
        return
    heads: dict[str, Head] = {}
    for begin, size in written.sizes.items():
        device = next((one for one in logs.leaves if paper.short(one) == begin), begin)
        if size > logs.size(device):
            walk.fault(f"{size - logs.size(device)} events that the checkpoint on paper saw are missing", device)
        else:
            heads[device] = Head(size, logs.root(device, size))
    if len(heads) == len(written.sizes) and not _same(walk.log.case, heads, written):
        walk.fault("the log is not the one that the checkpoint on paper saw", ", ".join(heads))


def _same(case: str, heads: Heads, written: paper.Written) -> bool:
    return states.plain_digest(case, heads) == written.digest
