"""Parties that the whole text settles: the outlet, the witness of a testimony, the forwarded sender, final classes."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from rushlight.reading.drafts import PartyDraft, Source, StatementDraft
from rushlight.reading.english.attribution import Attributing
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.parties import Casting
from rushlight.reading.english.refs import FEMALE, MALE, Cast, Ref
from rushlight.reading.patterns import rx
from rushlight.record import DocumentKind, Found, IdentityStatus, Modality, PartyClass, PartyKind, Role, cut

WITNESS = regex.compile(
    r"\b(?:Witness|Interviewee|Src|Source|Informant|Respondent)\b:?(?:\s+[“\"«][^”\"»\n]{1,40}[”\"»])?(?::?\s+\p{Ll}+(?:\s\(\p{L}\))?)?"
)
FORWARD = regex.compile(r"\b(?:fwd|forwarded|forward)\b.{0,20}?\bfrom\s+((?:my|a|our)\s+\p{L}+(?:\s+\p{Lu}[\p{L}.]*)?)")

ME, WE = frozenset({"i", "me", "my", "myself"}), frozenset({"we", "us"})
ME_AT_LEAST, WE_AT_LEAST = 2, 5
"""Sentences outside quotations: a stray ``I`` makes no teller, nor does the ``we`` of those who write an appeal."""


def find_outlet(source: Source, casting: Casting) -> None:
    """The outlet as one party, with its mentions in the body."""
    if not source.outlet:
        return
    spans = [cut(source.text, m.start(), m.end()) for m in rx(regex.escape(source.outlet)).finditer(source.text)]
    draft = PartyDraft(PartyKind.ORGANISATION, PartyClass.OUTLET, source.outlet, IdentityStatus.NAMED, spans)
    ref = Ref(draft, "outlet", {source.outlet.lower()}, False, names=set(source.outlet.lower().split()))
    casting.cast.outlet = ref
    casting.cast.refs.append(ref)


def find_witness(source: Source, casting: Casting) -> tuple[Ref | None, Ref | None]:
    """The one whose account the text is, and the one whose forwarded words it carries."""
    quoted = None
    if source.kind is DocumentKind.MESSAGE:
        m = FORWARD.search(source.text)
        if m:
            quoted = _person(source, casting, m.start(1), m.end(1), PartyClass.AFFECTED)
            quoted.lead = True
        return None, quoted
    m = WITNESS.search(source.text)
    first_person = source.kind in (DocumentKind.TESTIMONY, DocumentKind.INTERVIEW) or bool(
        regex.search(r"^(?:A|Answer)[:.]\s", source.text, regex.M)
    )
    if m and (first_person or source.kind in (DocumentKind.FIELD_NOTE, DocumentKind.FORM)):
        ref = _person(source, casting, m.start(), m.end(), PartyClass.SOURCE)
        words = {w.lower() for w in rx(r"\p{L}+").findall(m.group())}
        ref.heads |= {"witness", "interviewee", "source"} | words
        ref.names |= {w for w in words if w not in ("src", "witness", "interviewee")}
        casting.cast.source = ref
        ref.cls = "source"
        ref.lead = source.kind is not DocumentKind.FIELD_NOTE
        ref.gender = "f" if ref.heads & FEMALE else "m" if ref.heads & MALE else ""
        if "female" in source.text[m.end() : m.end() + 60].lower():
            ref.gender = "f"
        return ref, None
    if first_person:
        ref = Ref(PartyDraft(PartyKind.PERSON, PartyClass.SOURCE, "", IdentityStatus.UNNAMED), "source", {"witness"}, False)
        casting.cast.refs.append(ref)
        return ref, None
    return None, None


def narrator(source: Source, casting: Casting, parsed: list[Parsed]) -> Ref | None:
    """The ``I`` who tells the text, when at least a quarter of its own sentences have I or we as a subject."""
    own = [p for p in parsed if p.sentence.quote is None and p.events]
    telling = [p for p in own if any(np.pronoun and np.head.low in ("i", "we") for e in p.events for np in e.subjects)]
    if len(telling) < 4 or len(telling) * 4 < len(own):
        return None
    ref = Ref(PartyDraft(PartyKind.PERSON, PartyClass.SOURCE, "", IdentityStatus.UNNAMED), "source", {"witness"}, False)
    casting.cast.refs.append(ref)
    return ref


def teller_aside(casting: Casting, parsed: list[Parsed]) -> Ref | None:
    """The ``I`` of a text that is mostly about others: what befell me befell whoever tells it."""
    own = [p for p in parsed if p.sentence.quote is None]
    said = [{np.head.low for np in p.nps if np.pronoun} for p in own]
    if sum(not ME.isdisjoint(x) for x in said) < ME_AT_LEAST and sum(not WE.isdisjoint(x) for x in said) < WE_AT_LEAST:
        return None
    ref = Ref(PartyDraft(PartyKind.PERSON, PartyClass.SOURCE, "", IdentityStatus.UNNAMED), "source", {"witness"}, False)
    casting.cast.apart.append(ref)
    return ref


def _person(source: Source, casting: Casting, start: int, end: int, cls: PartyClass) -> Ref:
    span = cut(source.text, start, end)
    draft = PartyDraft(PartyKind.PERSON, cls, span.exact, IdentityStatus.UNNAMED, [span])
    heads = {w for w in rx(r"\p{Ll}+").findall(span.exact.lower()) if w in lexicon().classes}
    ref = Ref(draft, "person", heads, False)
    ref.last = 0
    casting.cast.refs.append(ref)
    return ref


def find_modifiers(casting: Casting, parsed: Parsed, n: int) -> None:
    """Persons named by a noun before an act noun: the brokers of ``broker arrests`` are a party with a mention."""
    lex = lexicon()
    tokens = parsed.sentence.tokens
    for np in parsed.nps:
        if np.pronoun or not any(h in lex.noun_frames for h in np.heads):
            continue
        for t in np.mods:
            if lex.classes.get(t.lemma or t.low) not in ("intermediary", "family", "person", "officer", "authority"):
                continue
            k = tokens.index(t)
            small = Np(k, k + 1, t, frozenset({t.lemma or t.low}))
            small.head.form = "pl"
            ref = casting._nominal(small, n, tokens, {})
            if ref is not None:
                casting.cast.of[id(t)] = ref


def settle_classes(cast: Cast, statements: Iterable[StatementDraft], attributing: Attributing) -> None:
    """A person to whom something was done is affected; who speaks is a source; the rest stay what they were."""
    statements = list(statements)
    speakers = {id(s.speaker) for s in statements if s.speaker is not None}
    affected = {id(p) for s in statements for role, p in s.participants if role is Role.AFFECTED and not _guessed(s)}
    affected |= {id(p) for s in statements for role, p in s.participants if role is Role.AFFECTED and _guessed(s)} - _doers(
        statements
    )
    askers = _doers([s for s in statements if s.act.startswith(("threat", "demand")) and s.modality is Modality.OCCURRED])
    for ref in (*cast.refs, *cast.apart):
        draft = ref.draft
        if draft.party_class is not PartyClass.OTHER:
            continue
        if id(draft) in speakers and id(draft) not in askers:
            draft.party_class = PartyClass.SOURCE
        elif id(draft) in affected:
            draft.party_class = PartyClass.AFFECTED


def _guessed(statement: StatementDraft) -> bool:
    return statement.found.get("affected") is Found.SALIENCE


def _doers(statements: list[StatementDraft]) -> set[int]:
    """Who is named in the clause of an abuse as the one who did it: no guess makes them its victims."""
    return {
        id(party)
        for s in statements
        for role, party in s.participants
        if role is Role.PERPETRATOR and s.found.get("agent") is Found.SAME_CLAUSE
    }
