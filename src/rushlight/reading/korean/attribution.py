"""Who says so: mode, speaker, carrier and cue for each stretch of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.mentions import Mention
from rushlight.reading.korean.units import Unit
from rushlight.reading.korean.wording import rx
from rushlight.record import AttributionMode, PartyClass

SAY = (
    r"보도했|보도한|전했|전한|전하|전해\s?왔|말했|말한|말하|설명했|설명한|밝혔|밝힌|덧붙였|덧붙여|증언했|증언한|주장했|주장한|강조했|알려\s?왔|털어놨|털어놓|토로|"
    r"회상했|회고했|귀띔|호소했|하소연했|진술했|진술하|답변|답했|대답했|입을\s?모았|지적했|우려했|선을\s?그었|혀를\s?찼|전언이|설명이|말이다|이야기다|얘기다|적었|썼다|보고했|알렸"
)
SAYS = regex.compile(SAY)
ACCORDING = regex.compile(
    r"에\s?(?:따르면|의하면)|의\s?(?:전언|증언|진술|말|설명)에\s?(?:따르면|의하면)|(?:들)?의?\s?말로는|의\s?(?:설명|전언|말|증언)이다|의\s?(?:설명|전언|말|증언)(?:\s?에|이)"
)
PLAIN_HEARSAY = regex.compile(r"[다라]더라|[았었였했됐렸졌갔왔]답니다|[았었였했됐렸졌갔왔]대요|랍니다")
REPORTED = regex.compile(
    r"것으로\s?(?:전해|알려|파악|확인|조사|집계|나타)|다고\s?전해|라고\s?전해|다고\s?알려|(?:다|라)고\s?(?:한다|합니다|하네|해요|함|했음)\.?\s*$|(?:다|라)는\s(?:전언|후문|얘기다|이야기다|전문|말이다)|(?:다|라)는\s(?:것이다|것이었다|겁니다)"
)
CONTINUED = regex.compile(r"(?:다|라)는\s(?:것이다|것이었다|겁니다|설명이다|전언이다)")
HEARSAY_END = regex.compile(
    r"(?:답니다|랍니다|[다라]더라(?:고요?)?|[다라]던데(?:요)?|[다라]더군(?:요)?|[다라]네요|[다란]대요?|[가-힣]대(?:요)?[.~!]*$|[가-힣]래(?:요)?[.~!]*$|[단란]다[.]?$|다데요?|다더니|했다는데|썼다는데|다는데요?)(?=[\s.,?!…~]|$)"
)
PERSONAL = frozenset(
    {
        PartyClass.SOURCE,
        PartyClass.AFFECTED,
        PartyClass.PUBLIC,
        PartyClass.OTHER,
        PartyClass.INTERMEDIARY,
        PartyClass.REPORTER,
        PartyClass.OUTLET,
    }
)
POWER = frozenset({PartyClass.OFFICER, PartyClass.AUTHORITY})
SUBJECT = frozenset({"은", "는", "이", "가", "도", "께서", "께서는", "만은", "만"})


@dataclass(frozen=True)
class Voice:
    """The attribution that a stretch gives to its statements; ``power`` marks an officer's own words."""

    mode: AttributionMode
    speaker: PartyDraft | None = None
    carrier: PartyDraft | None = None
    cue: tuple[int, int] | None = None
    power: bool = False
    outer: Voice | None = None


NARRATOR = Voice(AttributionMode.NARRATOR)


HIS_WORDS = regex.compile(r"(?:^|\s)그(?:녀)?(?:에|의\s(?:말|설명|증언|전언)에)\s(?:따르면|의하면)")


def unit_voice(
    unit: Unit, mentions: Sequence[Mention], base: Voice, previous: Voice | None, teller: PartyDraft | None = None
) -> Voice:
    """The voice of what a sentence reports outside its quotations.

    ``base`` is who writes or speaks at this level; ``previous`` the voice of the sentence before, which
    ``-다는 것이다`` continues; ``teller`` whom 그에 따르면 means.
    """
    if rx(r"(?:들은|전해\s?들은)\s(?:이야기|얘기|말)\s?[:：]|(?:다|라)고\s?들(?:음|었음)").search(unit.masked):
        return Voice(AttributionMode.HEARSAY, base.speaker)
    if HEARSAY_END.search(unit.masked) and (base.speaker is not None or unit.depth or PLAIN_HEARSAY.search(unit.masked)):
        return Voice(AttributionMode.HEARSAY, base.speaker, base.carrier) if unit.depth == 0 else base
    if unit.depth:
        return base
    if teller is not None and HIS_WORDS.search(unit.masked):
        return Voice(AttributionMode.ACCORDING_TO, teller, cue=_span(unit, HIS_WORDS.search(unit.masked)))
    if found := _according(unit, mentions):
        return found
    if found := _indirect(unit, mentions):
        return found
    if REPORTED.search(unit.masked):
        if base.mode is AttributionMode.FIRST_PERSON and unit.turn is not None:
            return Voice(AttributionMode.HEARSAY, base.speaker)
        if (
            CONTINUED.search(unit.masked)
            and previous is not None
            and previous.speaker
            and previous.mode is not AttributionMode.NARRATOR
        ):
            return Voice(AttributionMode.ACCORDING_TO, previous.speaker)
        match = REPORTED.search(unit.masked)
        return Voice(AttributionMode.ACCORDING_TO, None, cue=_span(unit, match))
    return base


def _span(unit: Unit, match: regex.Match[str] | None) -> tuple[int, int] | None:
    return None if match is None else (unit.start + match.start(), unit.start + match.end())


def _according(unit: Unit, mentions: Sequence[Mention]) -> Voice | None:
    for m in mentions:
        after = unit.text(m.end, m.end + 16)
        if match := ACCORDING.match(after.lstrip()):
            party = m.party
            if isinstance(party, PartyDraft) and party.party_class in PERSONAL:
                return Voice(AttributionMode.ACCORDING_TO, party, cue=(m.end, min(unit.end, m.end + match.end())))
    return None


def _indirect(unit: Unit, mentions: Sequence[Mention]) -> Voice | None:
    """… 고 소식통은 전했다; 소식통은 … 고 말했다. Not when the saying leads a quotation only."""
    quotative = regex.compile(rf"(?:다|라|냐|자)고\s(?:(?P<who>.{{2,30}}?)[은는이가도]\s(?:\S+\s){{0,2}})?(?:{SAY})").search(
        unit.masked
    )
    if quotative is None:
        return _source_said(unit, mentions)
    at = unit.start + quotative.start()
    inside = [m for m in mentions if at < m.start < unit.start + quotative.end() and m.particle in SUBJECT]
    first = [m for m in mentions if m.start < at and m.particle in ("은", "는", "도", "께서는")]
    for m in [*inside, *first[:1]]:
        party = m.party
        if isinstance(party, PartyDraft) and party.party_class in PERSONAL:
            if m in first and party.party_class not in (
                PartyClass.SOURCE,
                PartyClass.PUBLIC,
                PartyClass.AFFECTED,
                PartyClass.OUTLET,
            ):
                continue
            return Voice(
                AttributionMode.INDIRECT_SPEECH, party, cue=(unit.start + quotative.start() + 1, unit.start + quotative.end())
            )
    return None


def _source_said(unit: Unit, mentions: Sequence[Mention]) -> Voice | None:
    """A bare ``-고 했다`` reports a person's words only when that person is a source."""
    match = rx(r"(?:다|라|냐|자)고\s(?:했|하였|한다)").search(unit.masked)
    if match is None:
        return None
    for m in mentions:
        party = m.party
        if m.start < unit.start + match.start() and m.particle in ("은", "는") and isinstance(party, PartyDraft):
            source = party.party_class is PartyClass.SOURCE
            return Voice(AttributionMode.INDIRECT_SPEECH, party, cue=_span(unit, match)) if source else None
    return None


def quote_voice(
    unit: Unit, parent_mentions: Sequence[Mention], outer: Voice, fallback: PartyDraft | None, embedded: bool
) -> Voice:
    """The voice inside a quotation.

    ``outer`` is the voice of the sentence that holds it, ``fallback`` whoever was quoted before, and
    ``embedded`` says that the sentence tells of a demand, threat, denial or the like made in these words.
    """
    party = (
        _answering_power(unit, parent_mentions) or _quoted_subject(unit, parent_mentions) or (None if embedded else fallback)
    )
    if party is None:
        mode = AttributionMode.EMBEDDED_QUOTE if embedded or unit.depth > 1 else AttributionMode.DIRECT_QUOTE
        return Voice(mode, None, outer.speaker, power=embedded, outer=outer)
    power = party.party_class in POWER
    nested = unit.depth > 1 or outer.mode is not AttributionMode.NARRATOR
    if nested and outer.speaker is party and outer.mode in (AttributionMode.ACCORDING_TO, AttributionMode.INDIRECT_SPEECH):
        nested = False
    if power or embedded or nested:
        carrier = outer.speaker if outer.speaker is not party else outer.carrier
        return Voice(AttributionMode.EMBEDDED_QUOTE, party, carrier, power=power, outer=outer)
    return Voice(AttributionMode.DIRECT_QUOTE, party, cue=None)


def _answering_power(unit: Unit, mentions: Sequence[Mention]) -> PartyDraft | None:
    """어머니가 보위부에 찾아갔는데 ‘물으면 당신도 간다’ 이랬다: the office speaks, not who went there."""
    if not rx(r"당신|너도|너희|네놈|네년|물으면|각오").search(unit.masked):
        return None
    if any(
        m.party.party_class in POWER
        for m in mentions
        if isinstance(m.party, PartyDraft) and m.particle in SUBJECT and m.end <= unit.start
    ):
        return None
    for m in reversed(mentions):
        if m.end <= unit.start and m.particle in ("에", "에게", "한테", "에서") and isinstance(m.party, PartyDraft):
            return m.party if m.party.party_class in POWER else None
    return None


def _quoted_subject(unit: Unit, mentions: Sequence[Mention]) -> PartyDraft | None:
    """The nearest subject before the quotation, or one right after it before a verb of saying."""
    parent = unit.parent
    if parent is None:
        return None
    before = [m for m in mentions if m.end <= unit.start and m.particle in SUBJECT | {"에서", "에서는"}]
    after = [m for m in mentions if unit.end <= m.start < unit.end + 34 and m.particle in SUBJECT]
    after = [m for m in after if SAYS.search(parent.text(m.end, m.end + 20))]
    said_outside = [m for m in after if rx(r"고\s(?:했|말했|하)[가-힣]*고").search(parent.text(unit.end, m.start))]
    order = [m for m in after if m not in said_outside] + list(reversed(before)) + said_outside
    for m in order:
        party = m.party
        if isinstance(party, PartyDraft) and party.party_class is not PartyClass.OUTLET:
            return party
    return None
