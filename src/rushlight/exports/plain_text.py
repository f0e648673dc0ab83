"""A text that somebody wrote, as it leaves: plain UTF-8, and nothing of the file it came from."""

from __future__ import annotations

from rushlight.errors import ReleaseError
from rushlight.exports.gate import released
from rushlight.release import ReleasedView


def text_file(view: ReleasedView) -> bytes:
    """The text of a released view. Raises ReleaseError for a view without one."""
    text = released(view).text
    if text is None:
        raise ReleaseError("the release has no text of its own", hint="publish its statements in another format")
    return text.encode()
