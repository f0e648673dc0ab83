"""Whom the text is about where a clause names nobody: whoever tells it of themselves, who stands in the sentence, the topic."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.reading.english.attribution import Attribution
from rushlight.reading.english.events import Event, Parsed
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
NOTE = 8
"""Sentences below which the style of a text is not judged."""
OWN_SELF = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
TELLING = frozenset({"tell", "ring", "call", "phone", "write", "text", "message", "say", "whatsapp", "send"})
OWN = frozenset({"his", "her", "their"})
TOPIC = 6
"""Sentences for which the person last affected stays the topic."""


class Talk:
    """Remembers whom the text is about; ``openers``: the first person of each paragraph of a telegraphic text."""

    def __init__(self, cast: Cast, witness: Ref | None, openers: dict[int, Ref] | None = None) -> None:
        self.cast, self.witness, self.openers = cast, witness, openers or {}
        self.before: dict[int, Ref] = {}
        self.named: dict[int, Ref] = {}
        self.acted: tuple[int, set[Ref]] = (-1, set())
        self.topic: Ref | None = None
        self.topic_at = -9
        self.captive: Ref | None = None
        self.senders: dict[int, Ref] = {}
        self.sentences: list[Parsed] = []
        self.number: dict[int, int] = {}
        self.payer: tuple[Ref, set[Ref]] | None = None

    def note(self, refs: list[tuple[Role, Ref]], n: int, act: str) -> None:
        """Remember whom an act was done to."""
        payer = next((ref for role, ref in refs if role is Role.AFFECTED), None)
        if payer is not None and act.startswith(("demand.payment", "take.")):
            self.payer = (payer, {ref for role, ref in refs if role is Role.PERPETRATOR})
        doing = {ref for role, ref in refs if role in (Role.PERPETRATOR, Role.INFORMANT)}
        self.acted = (n, self.acted[1] | doing if self.acted[0] == n else doing)
        for role, ref in refs:
            if not (is_abuse(act) or act.startswith(("respond", "release"))) or ref.negative:
                continue
            if role in (Role.AFFECTED, Role.INFORMANT) and ref.cls not in DOERS:
                self.topic, self.topic_at = ref, n
                ref.affected += 1
                if act.startswith(("detain", "disappear")):
                    self.captive = ref

    def about(self, hit: Hit, att: Attribution, agents: list[Ref], view: View) -> list[Ref]:
        """The likeliest affected party of an act whose clause names nobody; empty where none may be guessed."""
        if self._nobody(hit) or hit.content_of is not None:
            return []
        if hit.act in UNSOUGHT:
            ref = self._beside(hit, agents, view) if hit.act == "destroy.property" else None
            return [ref] if ref is not None else []
        for ref in self._likely(hit, att, agents, view):
            if ref is not None and ref not in agents and ref.cls not in DOERS:
                return [ref]
        return []

    def _likely(self, hit: Hit, att: Attribution, agents: list[Ref], view: View) -> Iterator[Ref | None]:
        """Candidates, likeliest first."""
        yield self.captive if hit.act == "disappear.enforced" else None
        yield self.of_themselves(att, view)
        yield self._sender_of(view)
        asked_again = hit.act == "demand.payment" and self.payer is not None and bool(self.payer[1] & set(agents))
        yield self.payer[0] if asked_again and self.payer is not None else None
        yield self._beside(hit, agents, view)
        lent = hit.event is not None and hit.event.subject_how == "other"
        yield self.before.get(hit.n - 1) if lent else None
        yield self._opener(hit, view)
        yield None if self.openers else self.named.get(hit.n - 1)
        yield self._recent(hit.n)
        yield self.witness if att.mode == "first_person" else None
        yield self._spoken_of(hit.n)

    def _nobody(self, hit: Hit) -> bool:
        """``Nobody was charged`` may mean those spoken of; ``the house was not searched``, ``41 arrests`` mean none of them."""
        e = hit.event
        if e is None:
            return hit.noun_frame is not None and hit.noun is not None and hit.noun.plural and bool(hit.noun.count)
        heads = {np.head.low for np in e.subjects}
        if (heads | {np.head.low for np in e.objects}) & {"anyone", "anybody"}:
            return True
        return hit.negated and bool(e.subjects) and not heads & {"nobody", "none", "nothing"}

    def of_themselves(self, att: Attribution, view: View) -> Ref | None:
        """Who says I or we in a quotation tells of what was done to them."""
        speaker = att.speaker if att.mode in OWN_WORDS else None
        said = {"me", "us"} if att.mode == "first_person" else SPEAKER
        if speaker is None or speaker.cls in DOERS or not said & view.lows:
            return None
        return speaker

    def _sender_of(self, view: View) -> Ref | None:
        """``they came to mine. not a search, just questions``: a chat's sender goes on about themselves."""
        sender = self.senders.get(view.parsed.sentence.paragraph)
        if sender is None or view.parsed.sentence.quote is not None:
            return None
        near = [p for p in (view.parsed, self._previous(view)) if p is not None and not _told_me(p)]
        own = any(np.pronoun and np.head.low in OWN_SELF for p in near for np in p.nps)
        return sender if own else None

    def _previous(self, view: View) -> Parsed | None:
        """The sentence before, in the same message."""
        n = self.number.get(id(view.parsed), 0)
        before = self.sentences[n - 1] if n else None
        return before if before is not None and before.sentence.paragraph == view.parsed.sentence.paragraph else None

    def _beside(self, hit: Hit, agents: list[Ref], view: View) -> Ref | None:
        """The last person named in the sentence before the act: ``drank his mother's tea and asked who the monk was``."""
        own = _within_doer(hit, view)
        before = [np for np in view.parsed.nps if np.first < hit.at and not own[0] <= np.first < own[1]]
        names = [np for np in reversed(before) if not np.pronoun]
        refs = [self.cast.get(np) for np in (*names, *(np for np in reversed(before) if np.pronoun and np.head.low in OWN))]
        people = [r for r in refs if r is not None and r.cls in ("person", "family")]
        busy = self.acted[1] if self.acted[0] == hit.n else set()
        return next((r for r in people if r not in agents and r not in busy and not r.negative), None)

    def _opener(self, hit: Hit, view: View) -> Ref | None:
        """In notes a clause without a subject goes on about the first person of its paragraph."""
        bare = hit.event is None or not hit.event.subjects or hit.event.subject_how == "other"
        return self.openers.get(view.parsed.sentence.paragraph) if bare else None

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


def openers(cast: Cast, sentences: list[Parsed]) -> dict[int, Ref]:
    """The person or family whom the first sentence of a paragraph names first."""
    out: dict[int, Ref] = {}
    paragraph = -1
    for parsed in sentences:
        if parsed.sentence.paragraph == paragraph:
            continue
        paragraph = parsed.sentence.paragraph
        refs = [cast.get(np) for np in parsed.nps if not np.pronoun]
        first = next((r for r in refs if r is not None and r.cls in ("person", "family", "intermediary")), None)
        if first is not None:
            out[paragraph] = first
    return out


def named(cast: Cast, sentences: list[Parsed]) -> dict[int, Ref]:
    """The person or family whom each sentence names last, or the one who is its subject."""
    out: dict[int, Ref] = {}
    for n, parsed in enumerate(sentences):
        tellers = _told_me(parsed)
        subjects = [np for e in parsed.events for np in e.subjects if e.subject_how != "other" and e not in tellers]
        doing = {cast.get(np) for np in subjects[:1]}
        open_ = parsed.sentence.question or any(r is not None and r.cls in DOERS for r in doing)
        asked = [np for np in parsed.nps if not np.pronoun] if open_ else []
        for np in (*asked, *(np for np in subjects[:1] if not np.pronoun)):
            ref = cast.get(np)
            if ref is not None and ref.cls in ("person", "family") and not ref.negative:
                out[n] = ref
    return out


def _told_me(parsed: Parsed) -> list[Event]:
    """``his mother rang me``: verbs by which the news came, whose subject it is not about."""
    return [e for e in parsed.events if e.lemma in TELLING and any(o.head.low in ("me", "us") for o in e.objects)]


def telegraphic(sentences: list[Parsed]) -> bool:
    """Notes by their style: in a third of the sentences no verb has a subject of its own."""
    told = [p for p in sentences if p.sentence.quote is None]
    bare = [p for p in told if not any(e.subjects and e.vg.form == "fin" and e.vg.first != e.vg.last for e in p.events)]
    return len(told) >= NOTE and len(bare) * 3 >= len(told)


def objects(cast: Cast, sentences: list[Parsed]) -> dict[int, Ref]:
    """The person to whom each sentence last did something: ``calls the mother himself``, before ``Wants 15,000``."""
    out: dict[int, Ref] = {}
    for n, parsed in enumerate(sentences):
        for np in (o for e in parsed.events for o in e.objects):
            ref = cast.get(np)
            if ref is not None and not np.pronoun and ref.cls in ("person", "family"):
                out[n] = ref
    return out


def _within_doer(hit: Hit, view: View) -> tuple[int, int]:
    """First and last token of the doer's own phrase: nobody in ``A man with a schoolmate in the prefecture`` is asked."""
    doer = hit.event.subjects[-1] if hit.event is not None and hit.event.subjects and not hit.event.passive else None
    if doer is None or doer.pronoun:
        return 0, 0
    verb = min((x.vg.first for x in view.parsed.events if x.vg.first > doer.first), default=doer.last)
    return doer.first, verb
