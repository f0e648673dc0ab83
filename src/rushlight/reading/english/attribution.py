"""Who says so: the mode of each stretch of words, its speaker, and the cue that tells it.

Two levels: who speaks, and whose account carries the speaker's words. Words without a cue
belong to the author, never silently to the source.
"""

from __future__ import annotations

from rushlight.reading.drafts import RelayDraft, Source
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.cues import according, labelled, marked_second_hand, nobodys
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.quotes import Quote
from rushlight.reading.english.refs import Cast, Ref
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.rumours import had_from
from rushlight.reading.english.said import Attribution as Attribution
from rushlight.reading.english.voices import Voices, bracketed, heads_note
from rushlight.record import DocumentKind, PartyClass, RelayKind, Span, cut

REPORT_NOUNS = rule_words("attribution_report_nouns")
HEARSAY_SUBJECTS = rule_words("attribution_hearsay_subjects")
IMPERSONAL = rule_words("attribution_impersonal")
SAYING = role_words("attribution_saying")
INQUIRERS = role_words("attribution_inquirers")
HIGH_OFFICE = role_words("attribution_high_office")
SEEN = frozenset({"say", "recall", "admit", "confirm", "testify", "recount"})
REBUTTING = frozenset(
    {"deny", "assert", "maintain", "contend", "claim", "reply", "respond", "answer", "insist", "argue", "state"}
)
"""What a government answers: what it says is its own."""
OWNING = frozenset({"acknowledge", "admit", "concede", "recognise", "recognize"})
OFFICIAL_CUES = frozenset({"say", "confirm", "announce", "state", "report", "add", "declare"})


class Attributing:
    """Attributions sentence by sentence; remembers who spoke last."""

    def __init__(
        self,
        source: Source,
        cast: Cast,
        sentences: list[Parsed],
        witness: Ref | None,
        voices: Voices,
        *,
        first_person: bool = False,
    ) -> None:
        self.telling = first_person
        self.carried: tuple[int, Ref] | None = None
        self.source, self.cast, self.witness, self.voices = source, cast, witness, voices
        self.sentences = sentences
        self.of_quote: dict[int, Attribution] = {}
        self.cue_of: dict[int, Event] = {}
        self.now: Parsed | None = None
        self.second_hand: dict[int, bool] = {}
        self.last_quote: Ref | None = None
        self.last_speaker: Ref | None = None
        self.rows: dict[int, list[Attribution]] = {}
        for n, parsed in enumerate(sentences):
            self.rows[n] = self._sentence(parsed, n)

    def at(self, n: int, position: int) -> Attribution:
        """The attribution of the token at ``position`` in sentence ``n``: the innermost one."""
        fitting = [a for a in self.rows[n] if a.start <= position < a.end]
        return max(fitting, key=lambda a: (a.start, -a.end)) if fitting else self.base(self.sentences[n])

    def outer(self, n: int) -> Attribution:
        """The attribution of the sentence in which the quotation around sentence ``n`` stands."""
        outer = self.sentences[n].sentence.outer
        for m in range(n - 1, -1, -1):
            if outer is not None and self.sentences[m].sentence is outer:
                reported = next((a for a in self.rows[m] if a.mode in ("according_to", "hearsay")), None)
                return reported or self.base(self.sentences[m])
        return self.base(self.sentences[n])

    def base(self, parsed: Parsed) -> Attribution:
        sentence = parsed.sentence
        size = len(sentence.tokens)
        if sentence.quote is not None:
            known = self.of_quote.get(id(sentence.quote))
            if known is not None:
                return Attribution(0, size, known.mode, known.speaker, known.carrier, known.cue)
            return Attribution(0, size, "direct_quote")
        if (
            self.source.kind is not DocumentKind.MESSAGE
            and self.witness is not None
            and (sentence.turn in ("A", "Q") or self._first_person())
        ):
            return Attribution(0, size, "first_person", self.witness)
        return Attribution(0, size, "narrator")

    def _first_person(self) -> bool:
        return self.telling or self.source.kind is DocumentKind.TESTIMONY

    def _sentence(self, parsed: Parsed, n: int) -> list[Attribution]:
        rows = []
        self.now = parsed
        size = len(parsed.sentence.tokens)
        base = self.base(parsed)
        for e in parsed.events:
            row = self._cue(parsed, e, size, base)
            if row is not None:
                rows.append(row)
        of_theirs = id(parsed.sentence) in self.voices.marked and bracketed(parsed, self.voices) is None
        same = self.carried is not None and self.carried[0] == parsed.sentence.paragraph and not of_theirs
        if self.carried is not None and same and parsed.sentence.quote is None:
            rows.append(Attribution(0, size, "indirect_speech", self.carried[1]))
        self._carry(parsed)
        found = according(self.source, parsed, self._speaker)
        self.last_speaker = next((a.speaker for a in found if a.speaker is not None), self.last_speaker)
        rows += [*found, *self._second_hand(parsed, size), *self._noted(parsed, size)]
        rows += nobodys(self.source, parsed, rows, self.voices.sender(parsed) or base.speaker)
        self._passed_on(parsed, n)
        self.rows[n] = rows
        for quote in parsed.sentence.quotes.values():
            self._quote(parsed, quote, n, base)
        return rows

    def _carry(self, parsed: Parsed) -> None:
        """``her mother told me the rest``: what follows in the paragraph is hers."""
        if parsed.sentence.quote is not None:
            return
        for e in parsed.events:
            told = {np.head.low for np in (*e.objects, *e.second)}
            if e.lemma in ("tell", "recount", "relate") and told & {"rest", "story", "it"} and not e.that and e.subjects:
                ref = self._speaker(e.subjects[-1])
                if ref is not None and ref.cls not in ("officer", "authority"):
                    self.carried = (parsed.sentence.paragraph, ref)

    def _cue(self, parsed: Parsed, e: Event, size: int, base: Attribution) -> Attribution | None:
        lemma = e.lemma
        if lemma == "see" and e.subjects and self.voices.sender(parsed) is not None:
            return self._nobody(parsed, e, size)
        if lemma not in lexicon().speech["say"] | IMPERSONAL | SAYING or (e.vg.form == "inf" and not e.vg.perfect):
            return None
        if e.passive:
            return self._impersonal(parsed, e, size, base)
        if not e.subjects or e.vg.form not in ("fin", "ing") or e.vg.neg is not None:
            return None
        talk = e.subjects[-1].head.low == "they" and e.vg.progressive and lemma in ("say", "tell")
        if talk and self.voices.sender(parsed) is not None:
            return Attribution(e.vg.last, size, "hearsay", self.voices.sender(parsed), None, self._span(parsed, e), e)
        cited = self._cited(parsed, e)
        ref = cited or self._speaker(e.subjects[-1])
        if ref is None:
            return self._nobody(parsed, e, size)
        if not self._may_attribute(e, ref, parsed, base):
            return None
        start, end = self._extent(parsed, e, size)
        if start >= end:
            return None
        self.last_speaker = ref
        hearsay = lemma == "hear"
        mode = "hearsay" if hearsay or base.mode == "first_person" else "indirect_speech"
        if base.mode == "first_person":
            ref = base.speaker or ref
        return Attribution(start, end, mode, ref, base.speaker if base.speaker is not ref else None, self._span(parsed, e), e)

    def _speaker(self, np: Np) -> Ref | None:
        if np.heads & REPORT_NOUNS:
            owner = self.cast.get(np.of) or self.cast.get(np.owner) or self._by(np)
            if owner is not None and owner.cls in ("source", "organisation", "person"):
                return owner
            return next(
                (r for r in reversed(self.cast.refs) if r.cls in ("organisation", "source") and r is not self.cast.outlet), None
            )
        if np.pronoun and np.head.low in ("i", "we"):
            return self.witness
        if np.pronoun and np.head.low == "it":
            last = self.last_speaker
            if last is not None and (last.cls in ("organisation", "authority", "outlet") or (last.names and not last.gender)):
                return last
            bodies = [r for r in self.cast.refs if r.cls in ("authority", "organisation") and r.draft.mentions]
            return max(bodies, key=lambda r: r.last, default=None)
        return self.cast.get(np)

    def _by(self, np: Np) -> Ref | None:
        """``The report, by the Northern Lantern, says``: whose report it is."""
        parsed = self.now
        items = parsed.items if parsed is not None else []
        k = next((k for k, item in enumerate(items) if item.np is np), len(items))
        near = [i.np for i in items[k + 1 : k + 5] if i.np is not None and i.np.prep in ("by", "from")]
        return self.cast.get(near[0]) if near else None

    def _may_attribute(self, e: Event, ref: Ref, parsed: Parsed, base: Attribution) -> bool:
        if self._to_the_press(e):
            return True
        if ref.cls in ("officer", "authority"):
            return self._power_may(e, ref, parsed)
        if base.mode == "first_person" and e.lemma == "hear":
            return True
        if base.mode == "first_person" and (ref is self.witness or e.lemma in ("think", "say", "claim", "believe")):
            return False
        to_us = base.mode == "narrator" and any(np.pronoun and np.head.low in ("us", "me") for np in e.objects)
        if to_us and e.that and e.lemma == "inform":
            return True
        if e.lemma in ("warn", "inform") and e.that and ref.cls == "person" and _looks_back(parsed, e):
            return True
        if (
            e.lemma
            in ("ask", "warn", "inform", "complain", "shout", "whisper", "read", "hear", "suggest", "learn", "find", "show")
            and ref.cls != "organisation"
            and ref.cls != "source"
        ):
            return False
        if e.lemma in ("acknowledge", "insist", "claim", "deny", "reply", "answer", "announce") and ref.cls not in (
            "source",
            "organisation",
        ):
            inserted = e.lemma in ("insist", "claim") and ref.cls == "person" and (bool(e.that) or self._trails(parsed, e))
            return inserted or (e.lemma == "insist" and ref.draft.party_class is PartyClass.SOURCE)
        addressee = self.cast.get(e.objects[0]) if e.objects else None
        if e.lemma == "tell" and addressee is not None and addressee.cls in ("officer", "authority"):
            return False
        undergone = e.lemma in ("report", "recall", "describe") and any(c.vg.form == "ing" for c in e.comps)
        described = (
            undergone
            or (e.lemma in ("describe", "recount", "recall") and bool(e.objects or e.question))
            or (e.lemma == "speak" and any(prep == "of" for prep, _ in e.pps))
        )
        return bool(
            e.that
            or self._trails(parsed, e)
            or parsed.sentence.quotes
            or described
            or _leads(parsed, e)
            or self._chatted(parsed, e)
        )

    def _power_may(self, e: Event, ref: Ref, parsed: Parsed) -> bool:
        """Whether one in power gives an account: owns up, rebuts, speaks for a body; not what is said to a victim."""
        owned = e.lemma in OWNING and (bool(e.that) or any(c.vg.form == "ing" for c in e.comps))
        if owned and ref.cls == "authority" and parsed.sentence.quote is None:
            return True
        spokes = any("spokes" in np.head.low for np in e.subjects)
        told = any(self.cast.get(np) is not None for np in e.objects)
        if e.lemma in REBUTTING and e.that and ref.cls == "authority" and parsed.sentence.quote is None:
            return True
        if ref.cls == "officer" and e.lemma in SEEN and not told and _looks_back(parsed, e):
            return parsed.sentence.quote is None
        speaks_for = ref.cls == "authority" or not HIGH_OFFICE.isdisjoint(ref.heads)
        return spokes or (speaks_for and e.lemma in OFFICIAL_CUES and not told and parsed.sentence.quote is None)

    def _to_the_press(self, e: Event) -> bool:
        """``An officer told this newspaper that …``: whoever tells it to those who publish it gives an account."""
        told = [self.cast.get(np) for np in (*e.objects, *(p for prep, p in e.pps if prep == "to"))]
        press = any(r is not None and r.cls in ("reporter", "outlet", "organisation") for r in told)
        return press and (e.lemma == "inform" or (bool(e.that) and e.lemma in ("tell", "declare", "state", "report", "relate")))

    def _chatted(self, parsed: Parsed, e: Event) -> bool:
        """``my aunt says dont send it``: a chat leaves out what joins the clauses."""
        said = e.lemma == "say" and parsed.sentence.paragraph in self.voices.senders
        return said and any(x.at > e.at for x in parsed.events)

    def _trails(self, parsed: Parsed, e: Event) -> bool:
        """``…, the report said``: the cue closes the sentence."""
        k = _comma_before(parsed, e)
        inserted = (
            e.stop < len(parsed.items)
            and parsed.items[e.stop].low in (",", ";")
            and bool(e.subjects)
            and e.subjects[0].first >= parsed.items[k].first
        )
        quoting = (
            e.stop + 1 < len(parsed.items) and parsed.items[e.stop].low in (",", ":") and parsed.items[e.stop + 1].kind == "Q"
        )
        return (
            parsed.items[k].low == ","
            and not quoting
            and (e.stop >= len(parsed.items) - 2 or (inserted and not any(np.heads & {"that"} for np in e.objects)))
            and k >= 2
            and e.subject_how != "relative"
        )

    def _extent(self, parsed: Parsed, e: Event, size: int) -> tuple[int, int]:
        items = parsed.items
        if self._trails(parsed, e):
            first = min([e.vg.first, *(np.first for np in e.subjects)])
            start = 0
            for k in range(e.at, -1, -1):
                if items[k].low in (";", ":"):
                    start = items[k].last
                    break
            inserted = e.stop < len(items) - 2
            opened = self._opened_before(parsed, first) if inserted else 0
            end = next((i.first for i in items[e.stop :] if i.low == ";"), size) if opened else size
            return max(start, opened), end if inserted else first
        later = any(x.at > e.at and x.lemma in lexicon().speech["say"] and x.subjects for x in parsed.events)
        semicolon = next((i.first for i in items[e.at :] if i.low == ";"), size) if later else size
        return e.vg.last, semicolon

    def _opened_before(self, parsed: Parsed, first: int) -> int:
        """``the post, where, she says, a guard hit her``: where the clause begins that the cue stands in."""
        k = next((k for k, i in enumerate(parsed.items) if i.first == first), 0)
        clause = k >= 2 and parsed.items[k - 1].low == "," and parsed.items[k - 2].kind in "BW"
        return parsed.items[k - 2].first if clause else 0

    def _span(self, parsed: Parsed, e: Event) -> Span:
        tokens = parsed.sentence.tokens
        first = min(
            [e.vg.first, *(np.first for np in e.subjects if e.subject_how == "direct" and abs(np.first - e.vg.first) < 12)]
        )
        last = max([e.vg.last, *(np.last for np in e.subjects if e.subject_how == "direct" and abs(np.first - e.vg.first) < 4)])
        return cut(self.source.text, tokens[first].start, tokens[last - 1].end)

    def _cited(self, parsed: Parsed, e: Event) -> Ref | None:
        """``citing a source in the province``, ``quoting one resident``: the words are the cited one's."""
        for x in parsed.events:
            if x.lemma in ("cite", "quote") and x.vg.form == "ing" and x.objects:
                return self.cast.get(x.objects[0])
        return None

    def _impersonal(self, parsed: Parsed, e: Event, size: int, base: Attribution) -> Attribution | None:
        subject = e.subjects[0] if e.subjects else None
        quoted = subject is not None and e.lemma in ("quote", "cite")
        if quoted:
            ref = self.cast.get(subject)
            return (
                Attribution(
                    e.vg.last,
                    size,
                    "direct_quote" if parsed.sentence.quotes else "indirect_speech",
                    ref,
                    None,
                    self._span(parsed, e),
                    e,
                )
                if ref
                else None
            )
        heard = subject is not None and subject.head.low in ("i", "we") and base.mode == "first_person" and bool(e.that)
        if heard and e.lemma in ("tell", "inform") and _looks_back(parsed, e):
            return Attribution(e.vg.last, size, "hearsay", base.speaker, None, self._span(parsed, e), e)
        if e.lemma in ("tell", "inform", "advise") and subject is not None and not INQUIRERS.isdisjoint(subject.heads):
            return Attribution(e.vg.last, size, "according_to", None, None, self._span(parsed, e), e)
        if e.lemma not in IMPERSONAL:
            return None
        if subject is not None and subject.head.low == "it":
            return self._it_is_said(parsed, e, size)
        if e.comps and e.comps[0].vg.form == "inf":
            return Attribution(0, size, "according_to", None, None, self._span(parsed, e), e)
        return None

    def _it_is_said(self, parsed: Parsed, e: Event, size: int) -> Attribution:
        from_other = any(x.lemma in ("have", "know", "hear") and any(p == "from" for p, _ in x.pps) for x in parsed.events)
        teller = self.witness if from_other else None
        start, end = (e.vg.last, size) if e.at < 4 or e.that else (0, e.vg.first)
        return Attribution(start, end, "hearsay" if from_other else "according_to", teller, None, self._span(parsed, e), e)

    def _nobody(self, parsed: Parsed, e: Event, size: int) -> Attribution | None:
        np = e.subjects[0]
        teller = self.voices.sender(parsed)
        somebody = np.head.low in ("someone", "somebody") and e.lemma in ("say", "tell")
        everybody = bool(np.heads & HEARSAY_SUBJECTS) and e.lemma in ("say", "tell") and bool(e.that or e.vg.progressive)
        read = teller is not None and np.head.low in ("i", "we") and e.lemma in ("hear", "see", "read") and bool(e.that)
        if not (somebody or everybody or read):
            return None
        return Attribution(e.vg.last, size, "hearsay", teller, None, self._span(parsed, e), e)

    def _second_hand(self, parsed: Parsed, size: int) -> list[Attribution]:
        paragraph = parsed.sentence.paragraph
        if paragraph not in self.second_hand:
            self.second_hand[paragraph] = marked_second_hand(self.source, self.source.paragraphs[paragraph])
        if not self.second_hand[paragraph]:
            return []
        return [Attribution(0, size, "hearsay", self.witness or self.cast.source)]

    def passes_on(self, n: int) -> bool:
        """Is sentence ``n`` in the quotation marks of somebody who is no officer: a chat's forwarded words?"""
        ref = self.base(self.sentences[n]).speaker
        return ref is not None and ref is self.voices.carried.get(n)

    def _noted(self, parsed: Parsed, size: int) -> list[Attribution]:
        """What a note's label or mark gives to its source: ``Trader: …`` and the rest of the paragraph, ``[B] saw …``."""
        label = labelled(parsed, self.witness)
        if label is not None and self.witness is not None:
            self.carried = (parsed.sentence.paragraph, self.witness)
        marked = bracketed(parsed, self.voices)
        if marked is not None and heads_note(parsed, self.voices) and self._opens(parsed):
            self.carried = (parsed.sentence.paragraph, marked)
        rows = [label] if label is not None else []
        return [*rows, Attribution(0, size, "indirect_speech", marked)] if marked is not None else rows

    def _opens(self, parsed: Parsed) -> bool:
        """Does the sentence open its paragraph? A source's mark there stands for all of it."""
        first = next(p for p in self.sentences if p.sentence.paragraph == parsed.sentence.paragraph)
        return first is parsed

    def _passed_on(self, parsed: Parsed, n: int) -> None:
        """``She has that from the driver``: the two sentences before it, in its paragraph, are hearsay."""
        found = had_from(parsed)
        if found is None:
            return
        e, _giver = found
        teller = self.base(parsed).speaker or self._speaker(e.subjects[-1])
        for m in range(n - 1, max(-1, n - 3), -1):
            before = self.sentences[m].sentence
            if before.paragraph != parsed.sentence.paragraph or before.quote is not None or before.question:
                return
            self.rows[m].append(Attribution(0, len(before.tokens), "hearsay", teller, None, self._span(parsed, e)))

    def _quote(self, parsed: Parsed, quote: Quote, n: int, base: Attribution) -> None:
        """The speaker of a quotation: the cue in its sentence, else who was quoted last in the paragraph."""
        row = next((a for a in self.rows.get(n, []) if a.event is not None), None)
        ref, cue = self._quote_cue(parsed, quote)
        if ref is None and self.source.kind is DocumentKind.MESSAGE:
            ref = self.voices.carried.get(n)
        if ref is None:
            ref = self._continued(parsed, n)
        rumour = next((a for a in self.rows.get(n, []) if a.mode == "hearsay"), None)
        if ref is None and rumour is not None:
            self.of_quote.setdefault(id(quote), Attribution(0, 0, "hearsay", rumour.speaker, None, rumour.cue))
        mode = "direct_quote"
        carrier = None
        if ref is not None and (ref.cls in ("officer", "authority")) and not self._is_press(ref):
            mode, carrier = "embedded_quote", base.speaker or (row.speaker if row else None)
        elif parsed.sentence.quote is not None and ref is not None and ref is not base.speaker:
            mode, carrier = "embedded_quote", base.speaker
        for q in (quote, *quote.nested):
            self.of_quote.setdefault(id(q), Attribution(0, 0, mode, ref, carrier, cue))
        if ref is not None:
            self.last_quote = ref

    def _is_press(self, ref: Ref) -> bool:
        return any("spokes" in h for h in ref.heads) or ref.heads & {"diplomat", "ambassador"} != set()

    def _quote_cue(self, parsed: Parsed, quote: Quote) -> tuple[Ref | None, Span | None]:
        position = next(
            (k for k, i in enumerate(parsed.items) if i.kind == "Q" and parsed.sentence.tokens[i.first].start == quote.start), 0
        )
        best: tuple[int, Event] | None = None
        for e in parsed.events:
            if (
                e.lemma
                in lexicon().speech["say"]
                | {"write", "be", "call", "go", "think", "put", "come", "shout", "order", "warn", "threaten"}
                and e.subjects
            ):
                distance = abs(e.at - position)
                if (best is None or distance < best[0]) and e.lemma != "be":
                    best = (distance, e)
        if best is None:
            return None, None
        e = best[1]
        for q in (quote, *quote.nested):
            self.cue_of.setdefault(id(q), e)
        return self._speaker(e.subjects[-1]), self._span(parsed, e)

    def _continued(self, parsed: Parsed, n: int) -> Ref | None:
        before = self.sentences[n - 1] if n else None
        if before is None:
            return None
        near = before.sentence.paragraph == parsed.sentence.paragraph or (
            before.sentence.quote is not None and before.sentence.quote.continues
        )
        return self.last_quote if near and before.sentence.quote is not None else None

    def relays(self) -> list[RelayDraft]:
        """The chain outlet <- outlet <- source, as far as the words give it."""
        out: list[RelayDraft] = []
        for _n, parsed in enumerate(self.sentences):
            for e in parsed.events:
                if e.lemma not in ("cite", "quote") or not e.objects:
                    continue
                teller, origin = self.cast.get(e.subjects[0]) if e.subjects else None, self.cast.get(e.objects[0])
                if teller is not None and origin is not None and teller is not origin:
                    cue = self._span(parsed, e)
                    if self.cast.outlet is not None and teller is not self.cast.outlet:
                        out.append(RelayDraft(RelayKind.REPUBLISHED, self.cast.outlet.draft, teller.draft, cue))
                    out.append(RelayDraft(RelayKind.QUOTED, teller.draft, origin.draft, cue))
        if not out and self.cast.outlet is not None and self.cast.source is not None:
            out.append(RelayDraft(RelayKind.TOLD, self.cast.outlet.draft, self.cast.source.draft, None))
        return out


def _comma_before(parsed: Parsed, e: Event) -> int:
    """The item before the cue's own words: its comma, 0 where there is none."""
    k = e.at
    while k > 0 and parsed.items[k].low != ",":
        k -= 1
    return k


def _leads(parsed: Parsed, e: Event) -> bool:
    """``a driver told the agency, four men searched …``: the cue stands first, a comma and a clause follow."""
    items = parsed.items
    first = not any(x.at < e.at and x.vg.form == "fin" and x.subjects for x in parsed.events)
    goes_on = e.stop + 1 < len(items) and items[e.stop].low in (",", ":") and items[e.stop + 1].kind != "C"
    return first and goes_on and any(x.at > e.stop and x.vg.form == "fin" and x.subject_how == "direct" for x in parsed.events)


def _looks_back(parsed: Parsed, e: Event) -> bool:
    """``An orderly said three men had died there``: an officer tells what was done, and announces nothing."""
    if e.vg.form != "fin":
        return False
    after = bool(e.that)
    inner = next((x for x in parsed.events if (x.at > e.at) == after and x is not e and x.vg.form == "fin"), None)
    return inner is not None and not inner.vg.modal and (inner.vg.perfect or (after and inner.vg.past))
