"""Exports accept a released view and nothing else."""

from __future__ import annotations

from rushlight.errors import ReleaseError
from rushlight.release import ReleasedView


def released(view: object) -> ReleasedView:
    """The view itself; raises ReleaseError for anything that no passed release check made."""
    if not isinstance(view, ReleasedView):
        raise ReleaseError("only a released view can be published", hint="call release.release on a passed check")
    return view
