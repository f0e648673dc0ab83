"""The desk's use-cases of a release: gates, check, signatures, approval, publication, and what left before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

from rushlight.casefile import Casefile
from rushlight.desk import (
    approving,
    assuming,
    auditing,
    clearing,
    exchanging,
    gating,
    publishing,
    released,
    releasing,
    remaining,
    submitting,
    writing,
)
from rushlight.desk.approving import Approval, Look, Rule
from rushlight.desk.auditing import ReleaseAudit
from rushlight.desk.knowing import KnownTo
from rushlight.desk.letting_stand import Keep
from rushlight.desk.publishing import Given, HandedOver, Publication
from rushlight.desk.released import PastRelease
from rushlight.desk.releasing import CheckedRelease
from rushlight.desk.writing import Written
from rushlight.parts import Parts, Tell, at_once, nobody
from rushlight.record import Purpose, Randomness
from rushlight.release import Sentence


class LettingOut:
    """The part of a desk that lets something out of a casefile, or does not."""

    case: Casefile
    actor: str
    now: Callable[[], dt.datetime]
    randomness: Randomness

    def _how(self) -> Any:
        """When, by chance of what, and by whom."""
        return {"now": self.now(), "randomness": self.randomness, "actor": self.actor}

    def gates(self) -> gating.GatesSet:
        """What a release of this team has to meet."""
        return gating.gates_set(self.case)

    def set_gates(
        self, preset: str | None = None, *, changes: Mapping[str, float] | None = None, why: str = ""
    ) -> gating.GatesSet:
        """Set what a release has to meet; looser than the shipped default only with a reason, which is kept."""
        return gating.set_gates(self.case, preset=preset, changes=changes or {}, why=why, now=self.now(), actor=self.actor)

    def figures(self) -> tuple[assuming.Stated, ...]:
        """The figures that the team states, or stands for, in the release check."""
        return assuming.figures_stated(self.case)

    def assume(self, **change: Unpack[assuming.Change]) -> tuple[assuming.Stated, ...]:
        """State figures of the team's own, stand for shipped ones, or forget what was stated."""
        return assuming.assume(self.case, now=self.now(), actor=self.actor, **change)

    def check_release(
        self,
        *,
        chosen: Iterable[str] | None = None,
        purpose: Purpose = Purpose.PUBLIC_ANONYMOUS,
        language: str = "en",
        title: str | None = None,
        recipient: str | None = None,
        tables: Iterable[str] = (),
        levels: Iterable[str] = (),
        known_to: KnownTo | None = None,
        tell: Tell = nobody,
    ) -> CheckedRelease:
        """What could be inferred if the chosen accepted statements and counting ``tables`` were published, and three ways to
        pass; with ``levels`` set by hand ("I1.place=province", "I2=out")."""
        parts = releasing.check_release(
            self.case,
            **self._how(),
            chosen=chosen,
            purpose=purpose,
            language=language,
            title=title,
            recipient=recipient,
            tables=tables,
            levels=levels,
            known_to=known_to,
        )
        return at_once(parts, tell)

    def check_again(
        self,
        release: str,
        *,
        way: int | None = None,
        levels: Iterable[str] = (),
        known_to: KnownTo | None = None,
        keeping: Keep | None = None,
        tell: Tell = nobody,
    ) -> CheckedRelease:
        """Check a release again under a new id, with a proposed way taken, levels set by hand, who could know what is told,
        or with findings kept for a written reason."""
        how: Any = {"way": way, "levels": levels, "known_to": known_to, "keeping": keeping}
        return at_once(releasing.check_again(self.case, release, **self._how(), **how), tell)

    def check_text(
        self,
        path: Written,
        *,
        purpose: Purpose = Purpose.PUBLIC_ANONYMOUS,
        language: str | None = None,
        keeping: Keep | None = None,
        tell: Tell = nobody,
    ) -> writing.CheckedText:
        """What could be inferred from an article or brief that somebody wrote, sentence by sentence; ``keeping`` lets findings
        stand for a written reason."""
        how: Any = {"purpose": purpose, "language": language, "keeping": keeping}
        return at_once(writing.check_text(self.case, path, **self._how(), **how), tell)

    def sign(
        self,
        path: Written,
        numbers: Iterable[int],
        *,
        unusual: str | None,
        elsewhere: bool = False,
        knowers: Sequence[str] = (),
    ) -> tuple[Sentence, ...]:
        """Sign sentences of a text, having said what else in them is unusual ("": nothing)."""
        return writing.sign(
            self.case,
            path,
            numbers,
            unusual=unusual,
            elsewhere=elsewhere,
            knowers=knowers,
            now=self.now(),
            actor=self.actor,
        )

    def look(
        self,
        release: str,
        *,
        way: int | None = None,
        text: Written | None = None,
        image: Path | bytes | None = None,
        alt: str = "",
        tell: Tell = nobody,
    ) -> Look:
        """What would leave, made anew here, and the digest that an approval would be of."""
        at = self.now()
        parts = approving.look(self.case, release, way=way, text=text, now=at, actor=self.actor, image=image, alt=alt)
        return at_once(parts, tell)

    def require_another(self, release: str) -> None:
        """Refuse whoever checked a release, and the device it was checked on, before anything is shown to be approved."""
        approving.require_another(self.case, release, self.actor)

    def approve(self, shown: Look) -> Approval:
        """Approve what was shown. Refused for whoever checked it, and on the device it was checked on."""
        return approving.approve(self.case, shown, now=self.now(), actor=self.actor)

    def take_back_approval(self, release: str) -> int:
        """Take back every approval of a release that is not out yet; gives how many."""
        return approving.take_back(self.case, release, now=self.now(), actor=self.actor)

    def approval_rule(self) -> Rule:
        """How long approvals hold, and whether they are asked for of a single releaser too."""
        return approving.rule(self.case)

    def approval_asked(self) -> bool:
        """Whether a release of this casefile needs another person's approval."""
        return approving.asked_for(self.case)

    def releasers(self) -> int:
        """How many could release: active devices with the role, those that go on from each other counted once."""
        return approving.releasers(self.case)

    def set_approval_rule(self, *, days: int | None = None, always: bool | None = None, why: str = "") -> Rule:
        """Set the rule; longer than shipped only with a reason, which is kept."""
        return approving.set_rule(self.case, days=days, always=always, why=why, now=self.now(), actor=self.actor)

    def publish(
        self,
        release: str,
        folder: Path,
        *,
        way: int | None = None,
        formats: Iterable[str] | None = None,
        text: Written | None = None,
        image: Path | bytes | None = None,
        alt: str = "",
        tell: Tell = nobody,
    ) -> Publication:
        """Write the files of a checked and approved release, its briefs with a picture, or of a text; refuses what does not
        pass."""
        return publishing.publish(
            self.case,
            release,
            folder,
            way=way,
            now=self.now(),
            randomness=self.randomness,
            actor=self.actor,
            formats=formats,
            text=text,
            image=image,
            alt=alt,
            tell=tell,
        )

    def hand_over(self, release: str, given: Given | None = None) -> HandedOver:
        """Publish a release to the person at work, who takes the files themselves: none is written to a disk here."""
        return at_once(publishing.hand_over(self.case, release, given or Given(), **self._how()))

    def seal_exchange(self, chosen: Iterable[str], *, key: str, recipient: str | None = None) -> Parts[bytes]:
        """Statements with their words for a colleague's own tools, sealed to their key, in parts; the person takes the file."""
        how = self._how()
        return (yield from exchanging.seal_parts(self.case, chosen, key=key, recipient=recipient, **how))[1]

    def seal_submission(self, subject: str, to: str, answers: Mapping[str, str], *, key: str, transmit: bool = False) -> bytes:
        """A submission to the United Nations, sealed to a key; the person takes the file."""
        how = self._how()
        return submitting.seal(self.case, subject, to, answers, key=key, transmit=transmit, **how)[1]

    def ledger(self) -> remaining.Remaining:
        """What all releases together let a reader know, and which step more would be stopped."""
        return at_once(remaining.remaining(self.case, now=self.now(), actor=self.actor))

    def releases(self) -> tuple[PastRelease, ...]:
        """Every release that left, oldest first."""
        return released.past_releases(self.case)

    def withdraw_release(self, named: str, *, reason: str, corrected_by: str | None = None) -> PastRelease:
        """Withdraw a release (by number or id); the ledger goes on knowing what it said."""
        return released.withdraw(self.case, named, reason=reason, now=self.now(), actor=self.actor, corrected_by=corrected_by)

    def audit_release(self, proof: Path) -> ReleaseAudit:
        """Hold the release that a proof speaks of against the log: its entry, its approvals, what it said."""
        return auditing.audit(self.case, proof)

    def cleared_up(self) -> str | None:
        """What was cleared up after a publication that was cut short; told once."""
        return clearing.told(self.case)
