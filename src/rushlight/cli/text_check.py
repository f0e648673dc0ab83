"""``rushlight check-release --text``: an article or brief, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

from rushlight.cli import screen
from rushlight.codebook.words import purpose_words
from rushlight.desk import Desk
from rushlight.desk.writing import CheckedText
from rushlight.record import Purpose


def run(desk: Desk, text: Path, purpose: Purpose, language: str | None) -> int:
    """Check and show; exit code 1 when refused."""
    from rushlight.cli.check_release import reasons

    done = desk.check_text(text, purpose=purpose, language=language)
    tongue = done.release.draft.language
    show(done, tongue)
    reasons(done.release, tongue)
    if done.unsigned:
        numbers = " ".join(str(s.number) for s in done.unsigned[:8])
        screen.note("read each unsigned sentence and ask: what else is unusual here? then, if nothing is:")
        screen.note(f'  rushlight sign {desk.case.folder} {text} {numbers} --unusual ""')
    return 0 if done.release.check.passed else 1


def show(done: CheckedText, language: str) -> None:
    """The sentences, each with the worst that was found in it and whether somebody signed it."""
    check, ko = done.release.check, language.startswith("ko")
    screen.say(f"{len(done.parts)} {'문장' if ko else 'sentences'}; {purpose_words(done.release.draft.purpose)}")
    for part in done.parts:
        found = [f for f in check.findings if f.item is None or f.item.partition(".")[0] == part.id]
        stops = sorted({f.rule for f in found if f.stops})
        notes = sorted({f.rule for f in found if not f.stops} - set(stops))
        signed = done.signed.get(part.id)
        mark = (f"서명 {signed.by}" if ko else f"signed by {signed.by}") if signed else ("서명 없음" if ko else "unsigned")
        words = [f"{'막음' if ko else 'stops'} {', '.join(stops)}"] if stops else []
        words += [f"{'주의' if ko else 'look at'} {', '.join(notes)}"] if notes else []
        screen.item(part.id, f"{part.text}\n[{'; '.join((*words, mark))}]", width=4)
