"""Whom the text is about where a clause names nobody: whoever tells it of themselves, who stands in the sentence, the topic."""

from __future__ import annotations

from rushlight.reading.english.attribution import Attribution
from rushlight.reading.english.hits import Hit, is_abuse
from rushlight.reading.english.lexicon import rule_words
from rushlight.reading.english.matching import View
from rushlight.reading.english.refs import SPEAKER, Cast, Ref
from rushlight.record import Role

DOERS = frozenset({"officer", "authority"})
OWN_WORDS = frozenset({"direct_quote", "embedded_quote", "first_person"})
"""In these modes I and we are the speaker's; elsewhere they are the author's."""
UNSOUGHT = rule_words("roles_unsought")
"""Acts that often have nobody in particular: the last person spoken of is no guess for them."""
TOPIC = 6
"""Sentences for which the person last affected stays the topic."""


class Talk:
    """Remembers whom the text is about; ``notes``: a telegraphic text, whose paragraphs keep to their first person."""

    def __init__(self, cast: Cast, witness: Ref | None, *, notes: bool = False) -> None:
        self.cast, self.witness, self.notes = cast, witness, notes
        self.topic: Ref | None = None
        self.topic_at = -9
        self.paragraph = -1
        self.opener: Ref | None = None

    def note(self, refs: list[tuple[Role, Ref]], n: int, act: str) -> None:
        """Remember whom an act was done to."""
        for role, ref in refs:
            if not (is_abuse(act) or act.startswith(("respond", "release"))) or ref.negative:
                continue
            if role in (Role.AFFECTED, Role.INFORMANT) and ref.cls not in DOERS:
                self.topic, self.topic_at = ref, n
                ref.affected += 1

    def about(self, hit: Hit, att: Attribution, agents: list[Ref], view: View) -> list[Ref]:
        """The likeliest affected party of an act whose clause names nobody; empty where none may be guessed."""
        self._open(view)
        if self._nobody(hit) or hit.act in UNSOUGHT or hit.content_of is not None:
            return []
        ref = (
            self.of_themselves(att, view)
            or self._beside(hit, agents, view)
            or self._opener(hit)
            or self._recent(hit.n)
            or (self.witness if att.mode == "first_person" else None)
            or self._spoken_of(hit.n)
        )
        return [] if ref is None or ref in agents or ref.cls in DOERS else [ref]

    def _nobody(self, hit: Hit) -> bool:
        """``Nobody was charged`` may mean those spoken of; ``the house was never searched``, ``anyone`` mean none of them."""
        e = hit.event
        if e is None:
            return False
        heads = {np.head.low for np in e.subjects}
        if (heads | {np.head.low for np in e.objects}) & {"anyone", "anybody"}:
            return True
        return hit.negated and bool(e.subjects) and not heads & {"nobody", "none", "nothing"}

    def of_themselves(self, att: Attribution, view: View) -> Ref | None:
        """Who says I or we in a quotation tells of what was done to them."""
        speaker = att.speaker if att.mode in OWN_WORDS else None
        if speaker is None or speaker.cls in DOERS or not SPEAKER & view.lows:
            return None
        return speaker

    def _beside(self, hit: Hit, agents: list[Ref], view: View) -> Ref | None:
        """The last person named in the sentence before the act: ``drank his mother's tea and asked who the monk was``."""
        before = [np for np in view.parsed.nps if np.first < hit.at and not np.pronoun]
        refs = [self.cast.get(np) for np in reversed(before)]
        people = [r for r in refs if r is not None and r.cls in ("person", "family")]
        return next((r for r in people if r not in agents and not r.negative), None)

    def _open(self, view: View) -> None:
        paragraph = view.parsed.sentence.paragraph
        if paragraph == self.paragraph:
            return
        self.paragraph, self.opener = paragraph, None
        refs = [self.cast.get(np) for np in view.parsed.nps if not np.pronoun]
        self.opener = next((r for r in refs if r is not None and r.cls in ("person", "family", "intermediary")), None)

    def _opener(self, hit: Hit) -> Ref | None:
        """In notes a clause without a subject goes on about the first person of its paragraph."""
        bare = hit.event is None or not hit.event.subjects or hit.event.subject_how == "other"
        return self.opener if self.notes and bare else None

    def _recent(self, n: int) -> Ref | None:
        return self.topic if self.topic is not None and n - self.topic_at <= TOPIC else None

    def _spoken_of(self, n: int) -> Ref | None:
        """The person or family whom the text is most about, of those spoken of by sentence ``n``."""
        rows = [
            (r.weight, max(k for k in r.seen if k <= n), r)
            for r in self.cast.refs
            if r.cls in ("person", "family") and r.draft.mentions and not r.negative and any(k <= n for k in r.seen)
        ]
        return max(rows, key=lambda row: row[:2])[2] if rows else None
