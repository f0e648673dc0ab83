"""Who says so: mode, speaker, carrier and cue for each stretch of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from rushlight.reading.drafts import PartyDraft, StatementDraft
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, PartyClass

SAY = (
    r"(?:보도|말|설명|증언|주장|강조|토로|회상|회고|귀띔|호소|하소연|진술|답변|대답|지적|우려|언급|이야기|얘기|폭로|고백|보고|소개|단언|고발)"
    r"(?:했|하였|한|하[는며고더면]|함|합니다|해\s?왔)|"
    r"회신(?:했|하였|함|해\s?왔)|우긴다|우겼|강변했|해명했|발표했|반박했|전했|전하였|전한|전하[는며고]|전함|전해\s?왔|밝혔|밝히|밝힌|밝힘|덧붙|알려\s?왔|알려옴|"
    r"털어놨|털어놓|답했|답하였|답함|답하며|입을\s?모았|선을\s?그었|혀를\s?찼|되뇌|전언이|설명이|말이다|이야기다|얘기다|적었|썼다|알렸|알린"
)
SAYS = rx(SAY)
ACCORDING = rx(
    r"(?:측)?에\s?(?:따르면|의하면|의함)|의\s?(?:전언|증언|진술|말|설명|이야기|얘기|보고)에\s?(?:따르면|의하면)|(?:들)?의?\s?(?:말로는|말로도|얘기로는|이야기로는|기억으로는|말을\s빌리면)"
    r"|의\s?(?:설명|전언|말|증언|얘기|이야기|주장|귀띔|기억)이?(?:다|었다|였다)|의\s?(?:설명|전언|말|증언)(?:\s?에|이)"
)
PLAIN_HEARSAY = rx(r"[다라]더라|[았었였했됐렸졌갔왔]답니다|[았었였했됐렸졌갔왔]대요|랍니다")
REPORTED = rx(
    r"(?:보고|보고서|제보|증언|진술|자료|보도|전언|정보|기록|집계|목격담)(?:들)?에\s(?:따르면|의하면)|것으로\s?(?:전해|알려|파악|확인|조사|집계|나타)|것으로\s?(?:추산|보고|추정되|기록)|다고\s?전해|라고\s?전해|(?:다|라)는\s?(?:복수의\s|다수의\s|여러\s|구체적인\s|일관된\s)?(?:진술|정보|제보|보고|증언|신고|주장)(?:을|를|이|가|도|은|는|들을|들이)?\s?(?:\S+\s)?(?:접수|입수|들었|청취|받았|확보|제기|나왔|이어|있었)|진술\s?\d+건을?\s?접수|(?:다|라)는\s(?:[가-힣]+\s)?(?:주장|보도|설|첩보|목격담)(?:은|는|에\s대하여는?|에\s대해서?는?|이\s있)|다고\s?알려|(?:다|라)고\s?(?:한다|합니다|하네|해요|함|했음)\.?\s*$|(?:다|라)는\s(?:전언|후문|얘기다|이야기다|전문|말이다)|(?:다|라)는\s(?:것이다|것이었다|겁니다)"
)
CONTINUED = rx(r"(?:다|라)는\s(?:것이다|것이었다|겁니다|설명이다|전언이다)")
HEARSAY_END = rx(
    r"(?:답니다|랍니다|[다라]더라(?:고요?)?|[다라]던데(?:요)?|[다라]더군(?:요)?|[다라]네요|다\s?(?:합디다|하데요?|그럽디다|하더이다|카더라)|[다란]대요?|(?<![그이저이])[가-힣](?<![할갈올볼살먹])(?:대|래)요|[가-힣]대(?:요)?[.~!ㅠㅜㅋㅎ]*$|(?<![그이저])래(?:요)?[.~!ㅠㅜㅋㅎ]*$|[단란]다[.]?$|다데요?|다더니|했다는데|썼다는데|다는데요?)(?=[\s.,?!…~ㅠㅜㅋㅎ]|$)"
)
TOLD_ON = rx(r"[단란](?:다|다고)[.…]*$")
"""-았단다 in written text: someone told the writer."""
HEARD_FROM = rx(r"^(?:에게서|한테서|에게|한테|으로부터|로부터)\s(?:전해\s)?들(?:은|었|음|어)")
HEARD_THAT = rx(r"(?:다|라)고\s(?:\S+\s)?(?:전해\s)?들(?:었|음|은\s바)")
ALSO_HEARD = rx(
    r"(?:전해\s)?들은\s(?:것|얘기|이야기|말)이(?:다|었|라|에요)|(?:얘기|이야기|말)(?:를|을)?\s(?:전해\s)?들(?:음|었음)"
)
ASIDE = rx(
    r"\((?:출처[:：]?\s?)?(?P<who>[^()]{1,14}?)(?P<tail>(?:이|가|에게|한테|에게서|한테서|의|도)?\s?(?:[가-힣]{1,4}(?:면서|며|고)\s)?(?:말함|진술|증언|전언|말|들음|제보|확인|에\s따름)?)\)\s?[.]?$"
)
"""Who says so, in brackets at the end of a note: (모친이 울면서 말함), (본인 진술), (S1)."""
OFFICIAL = rx(r"다고\s.*(?:회신|밝히|밝혔|주장|발표|해명|반박|강변|설명|우긴|우겼|말했|답)")
"""How an authority's account is told, which is no demand or threat."""
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
    reach: tuple[int, int] | None = None
    beyond: Voice | None = None

    def at(self, start: int, end: int, act: str) -> Voice:
        """The voice of an act's words: beyond the reach of what names the teller, whoever writes.

        A denial or demand that is itself the word for saying (모른다고 말했다) is told by whoever writes, too.
        """
        inside = self.reach is None or self.reach[0] <= start < self.reach[1]
        overlaps = self.cue is not None and end > self.cue[0] + 1 and start < self.cue[1]
        says = overlaps and act.startswith(("respond.", "threat.", "demand."))
        return self if (inside and not says) or self.beyond is None else self.beyond


NARRATOR = Voice(AttributionMode.NARRATOR)


HE_SAYS = rx(
    rf"(?:다|라|냐|자)고\s그(?:녀)?(?:는|가)\s(?:\S+\s){{0,2}}(?:{SAY}|믿|생각한|생각했|본다|봤|봅니다|의심|짐작|여긴|여겼|단정)"
)
"""… 고 그는 믿는다: the words or the belief of whoever was spoken of last."""
HE_TOLD = rx(r"(?:이어\s|또\s)?그(?:녀)?는\s.*다고\s?(?:하였|했|진술|증언|말|설명|회고|기억|덧붙|주장|전했|밝혔)")
"""그는 … 보았다고 하였다."""
HIS_WORDS = rx(r"(?:^|\s)그(?:녀)?(?:에|의\s(?:말|설명|증언|전언)에)\s(?:따르면|의하면)")


def unit_voice(
    unit: Unit,
    mentions: Sequence[Mention],
    base: Voice,
    previous: Voice | None,
    teller: PartyDraft | None = None,
    sayer: PartyDraft | None = None,
) -> Voice:
    """The voice of what a sentence reports outside its quotations.

    ``base`` is who writes or speaks at this level; ``previous`` the voice of the sentence before, which
    ``-다는 것이다`` continues; ``teller`` whom 그에 따르면 means; ``sayer`` who was said to tell in the sentence before.
    """
    heard = _heard(unit, mentions, base, teller)
    if heard is not None or unit.depth:
        return heard or base
    if teller is not None and HIS_WORDS.search(unit.masked):
        return Voice(AttributionMode.ACCORDING_TO, teller, cue=_span(unit, HIS_WORDS.search(unit.masked)))
    said = HE_SAYS.search(unit.masked) or HE_TOLD.match(unit.masked)
    if teller is not None and said is not None and teller.party_class not in POWER:
        return Voice(AttributionMode.INDIRECT_SPEECH, teller, cue=_span(unit, said))
    if sayer is not None and CONTINUED.search(unit.masked):
        return Voice(AttributionMode.INDIRECT_SPEECH, sayer, cue=_span(unit, CONTINUED.search(unit.masked)))
    found = (
        _aside(unit, mentions, teller)
        or _passed_on(unit, mentions)
        or _according(unit, mentions, base)
        or _indirect(unit, mentions, base)
        or _believes(unit, mentions, base)
    )
    return found or _reported(unit, mentions, base, previous) or _goes_on(unit, mentions, teller) or base


GOES_ON = rx(r"다고\s?(?:하였다|했다|함|진술|증언|덧붙|회고|기억|설명)[가-힣]*[.\s]*$")


def _goes_on(unit: Unit, mentions: Sequence[Mention], teller: PartyDraft | None) -> Voice | None:
    """남편은 …, 자신은 … 보내졌다고 하였다: the account of the source whose words were told just before."""
    match = GOES_ON.search(unit.masked)
    own = rx(r"(?<![가-힣])(?:자신|본인)(?:은|이|도|의|을)").search(unit.masked)
    if match is None or own is None or teller is None or teller.party_class is not PartyClass.SOURCE:
        return None
    return Voice(AttributionMode.INDIRECT_SPEECH, teller, cue=_span(unit, match))


def _heard(unit: Unit, mentions: Sequence[Mention], base: Voice, teller: PartyDraft | None) -> Voice | None:
    """What the writer or speaker only heard: the one who passes it on is its speaker, else whom the words name."""
    if rx(r"(?:들은|전해\s?들은)\s(?:이야기|얘기|말)\s?[:：]|(?:다|라)고\s?들(?:음|었음)").search(unit.masked):
        return Voice(AttributionMode.HEARSAY, base.speaker)
    spoken = base.speaker is not None or unit.depth > 0
    if HEARSAY_END.search(unit.masked) and (spoken or PLAIN_HEARSAY.search(unit.masked)):
        return Voice(AttributionMode.HEARSAY, base.speaker, base.carrier) if unit.depth == 0 else base
    if unit.depth:
        return None
    named = _whom_heard(unit, mentions)
    if named is not None:
        return Voice(AttributionMode.HEARSAY, base.speaker or named)
    heard = ALSO_HEARD.search(unit.masked) or HEARD_THAT.search(unit.masked)
    if heard or (TOLD_ON.search(unit.masked) and base.speaker is None):
        return Voice(AttributionMode.HEARSAY, base.speaker or teller)
    return None


def _whom_heard(unit: Unit, mentions: Sequence[Mention]) -> PartyDraft | None:
    """옆방 사람한테서 들은; S도 들은 것이다: from whom, or who else heard it."""
    people = [(m, m.party) for m in mentions if isinstance(m.party, PartyDraft) and m.party.party_class in PERSONAL]
    source = next((p for m, p in people if HEARD_FROM.match(unit.text(m.end, m.end + 14))), None)
    if source is not None:
        return source
    hearer = (
        p
        for m, p in people
        if m.particle in SUBJECT
        and (ALSO_HEARD.search(unit.text(m.end, unit.end)) or HEARD_THAT.search(unit.text(m.end, unit.end)))
    )
    return next(hearer, None)


PASSED_ON = rx(
    r"(?:이|가|께서|에게서|한테서|에게|한테)\s(?:\S+(?:에게|한테)\s)?(?:옮긴|들려준|들려\s준|전해\s준|알려\s준|귀띔한|들은)\s(?:바|말|얘기|이야기)(?:로는|에\s따르면|에\s의하면)"
    r"|(?:이|가|께서)\s그러(?:더라|더군|던데|는데|데|대)[가-힣]{0,2}[.~!…\s]*$"
)
"""이웃이 옮긴 바로는, 올케가 그러더라: who passes on what is told."""
BELIEVES = rx(
    r"(?:다|라)고\s(?:(?P<who>\S{1,12})[은는이가]\s)?(?:\S+\s)?(?:믿(?:는다|었다|고\s있|습니다|음)|짐작(?:한다|했다|하고|함|[.\s]*$)|여(?:긴다|겼다|기고)|의심(?:한다|했다|하고|함)|추측(?:한다|했다|함)"
    r"|봄[.\s]*$)"
)


def _passed_on(unit: Unit, mentions: Sequence[Mention]) -> Voice | None:
    for m in mentions:
        match = PASSED_ON.match(unit.text(m.end, m.end + 40))
        if match and isinstance(m.party, PartyDraft) and m.party.party_class in PERSONAL:
            return Voice(AttributionMode.HEARSAY, m.party, cue=(m.end, m.end + match.end()))
    return None


def _believes(unit: Unit, mentions: Sequence[Mention], base: Voice) -> Voice | None:
    """아이누르는 간수가 시킨 일이라고 믿는다: what is only believed is told as the belief of whoever holds it."""
    match = BELIEVES.search(unit.masked)
    if match is None:
        return None
    at, end = unit.start + match.start(), unit.start + match.end()
    inside = [m for m in mentions if at < m.start < end and m.particle in SUBJECT]
    first = [m for m in mentions if m.start < at and m.particle in ("은", "는")]
    for m in [*inside, *reversed(first)]:
        if isinstance(m.party, PartyDraft) and m.party.party_class in PERSONAL:
            start = unit.start if m in inside else _from(unit, m.start)
            return Voice(AttributionMode.INDIRECT_SPEECH, m.party, cue=(at + 1, end), reach=(start, end), beyond=base)
    return None


def _aside(unit: Unit, mentions: Sequence[Mention], teller: PartyDraft | None) -> Voice | None:
    """The teller in brackets after a note."""
    match = ASIDE.search(unit.masked)
    if match is None:
        return None
    inside = [m for m in mentions if unit.start + match.start() < m.start < unit.start + match.end()]
    party = inside[0].party if inside else teller if match["who"].startswith("본인") else None
    if not isinstance(party, PartyDraft) or party.party_class not in PERSONAL:
        return None
    if inside and not match["tail"] and inside[0].end < unit.start + match.end("who"):
        return None
    return Voice(AttributionMode.ACCORDING_TO, party, cue=_span(unit, match))


def _reported(unit: Unit, mentions: Sequence[Mention], base: Voice, previous: Voice | None) -> Voice | None:
    """It is said, without a word of who says it; -라고 함 after an officer's words is the officer's own act."""
    match = REPORTED.search(unit.masked)
    if match is None or _own_words_of_power(unit, mentions, match):
        return None
    if base.mode is AttributionMode.FIRST_PERSON and unit.turn is not None:
        return Voice(AttributionMode.HEARSAY, base.speaker)
    told = previous is not None and previous.speaker is not None and previous.mode is not AttributionMode.NARRATOR
    if told and previous is not None and CONTINUED.search(unit.masked):
        return Voice(AttributionMode.ACCORDING_TO, previous.speaker)
    opens = match.group().endswith(("따르면", "의하면"))
    reach = None if opens else (unit.start, unit.start + match.end())
    return Voice(AttributionMode.ACCORDING_TO, None, cue=_span(unit, match), reach=reach, beyond=base)


def _own_words_of_power(unit: Unit, mentions: Sequence[Mention], match: regex.Match[str]) -> bool:
    """경찰이 이름을 넘기라고 함; 연금을 끊겠다고 함: a demand or threat told on, not a report of one."""
    if not rx(r"고\s?(?:한다|합니다|함|했음)").search(match.group()):
        return False
    before = unit.masked[max(0, match.start() - 2) : match.start() + 2]
    asks = "겠다" in before or rx(r"[라냐자]고$").search(before) is not None
    doers = [m for m in mentions if m.particle in SUBJECT and m.start < unit.start + match.start()]
    power = any(isinstance(m.party, PartyDraft) and m.party.party_class in POWER for m in doers)
    return asks and (power or not doers)


def _span(unit: Unit, match: regex.Match[str] | None) -> tuple[int, int] | None:
    return None if match is None else (unit.start + match.start(), unit.start + match.end())


def _according(unit: Unit, mentions: Sequence[Mention], base: Voice) -> Voice | None:
    for m in mentions:
        after = unit.text(m.end, m.end + 18)
        match = ACCORDING.match(after.lstrip())
        party = m.party
        if match and isinstance(party, PartyDraft) and party.party_class in PERSONAL:
            ends = rx(r"[다요]$").search(match.group()) is not None
            reach = None if ends else (_from(unit, m.start), _until(unit, m.end))
            cue = (m.end, min(unit.end, m.end + match.end()))
            known = reach is not None and reach[1] < unit.end
            beyond = Voice(AttributionMode.ACCORDING_TO, None) if known else base
            return Voice(AttributionMode.ACCORDING_TO, party, cue=cue, reach=reach, beyond=beyond)
    return None


def _from(unit: Unit, place: int) -> int:
    """Where the words of a teller named at ``place`` begin: after a clause that is over, else with the sentence."""
    over = rx(r"(?:[했았었였됐렸졌갔왔]고|[했았었였됐렸졌갔왔]으[나며]|지만|는데|나),?\s(?:이어\s|또\s|그리고\s)?$")
    return place if over.search(unit.text(unit.start, place)) else unit.start


KNOWN = rx(r"(?P<over>(?:으며|하며|고|으나|지만)),?\s[^,]{0,80}것으로\s?(?:알려|전해|보고|파악)[졌진지]")


def _until(unit: Unit, start: int) -> int:
    """Where a teller's words end: before what is only said to be known (…, … 것으로 알려졌다)."""
    over = KNOWN.search(unit.text(start, unit.end))
    return start + over.end("over") if over else unit.end


def _indirect(unit: Unit, mentions: Sequence[Mention], base: Voice) -> Voice | None:
    """… 고 소식통은 전했다; 소식통은 … 고 말했다. Not when the saying leads a quotation only."""
    quotative = next(reversed([*_quotative().finditer(unit.masked, overlapped=True)]), None)
    if quotative is None:
        return _source_said(unit, mentions, base)
    at = unit.start + quotative.start()
    inside = [m for m in mentions if at < m.start < unit.start + quotative.end() and m.particle in SUBJECT]
    first = [m for m in mentions if m.start < at and m.particle in ("은", "는", "도", "께서는")]
    first = first or [m for m in mentions if m.start < at and m.particle in ("이", "가") and m.count is not None][:1]
    official = OFFICIAL.match(quotative.group()) is not None
    tellers = PERSONAL | {PartyClass.AUTHORITY} if official else PERSONAL
    for m in [*inside, *first[:1]]:
        party = m.party
        if isinstance(party, PartyDraft) and party.party_class in tellers:
            if m in first and party.party_class not in (
                PartyClass.SOURCE,
                PartyClass.PUBLIC,
                PartyClass.AFFECTED,
                PartyClass.OUTLET,
                PartyClass.AUTHORITY,
            ):
                continue
            end = unit.start + quotative.end()
            start = _from(unit, m.start) if m in first else unit.start
            cue = (unit.start + quotative.start() + 1, end)
            return Voice(AttributionMode.INDIRECT_SPEECH, party, cue=cue, reach=(start, end), beyond=base)
    return None


@cache
def _quotative() -> regex.Pattern[str]:
    return rx(
        rf"(?:다|라|냐|자)고\s(?:(?P<who>.{{1,30}}?)[은는이가도]\s(?:\S+\s){{0,2}}|(?:\S+\s){{0,2}}?\S*(?:에게|한테|앞에서|측에|단체에|기관에|언론에|매체에|조사단에|당국에)\s(?:\S+\s)?)?(?:{SAY})"
    )


def _source_said(unit: Unit, mentions: Sequence[Mention], base: Voice) -> Voice | None:
    """A bare ``-고 했다`` reports a person's words when that person is a source, or is named and tells of another."""
    match = rx(r"(?:다|라|냐|자)고\s?(?:했|하였|한다|함|해요|합니다|생각함|생각한|봄$)").search(unit.masked)
    if match is None:
        return None
    end = unit.start + match.start()
    for m in mentions:
        party = m.party
        if m.start < end and m.particle in ("은", "는") and isinstance(party, PartyDraft):
            source = party.party_class is PartyClass.SOURCE
            told_of = m.name is not None or m.noun.kind == "person" or (m.count is not None and m.noun.kind != "organisation")
            of_another = told_of and any(o.particle in ("이", "가") and m.end < o.start < end for o in mentions)
            told = party.party_class in PERSONAL and of_another and match.group().startswith("다고")
            if not source and not told:
                return None
            return Voice(
                AttributionMode.INDIRECT_SPEECH,
                party,
                cue=_span(unit, match),
                reach=(_from(unit, m.start), unit.start + match.end()),
                beyond=base,
            )
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
    nested = unit.depth > 1 or outer.mode not in (AttributionMode.NARRATOR, AttributionMode.FIRST_PERSON)
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
    before = [m for m in mentions if m.end <= unit.start and _speaks(m, parent)]
    after = [m for m in mentions if unit.end <= m.start < unit.end + 34 and m.particle in SUBJECT]
    after = [m for m in after if SAYS.search(parent.text(m.end, m.end + 20))]
    said_outside = [m for m in after if rx(r"고\s(?:했|말했|하)[가-힣]*고").search(parent.text(unit.end, m.start))]
    order = [m for m in after if m not in said_outside] + list(reversed(before)) + said_outside
    for m in order:
        party = m.party
        if isinstance(party, PartyDraft) and party.party_class is not PartyClass.OUTLET:
            return party
    return None


def _speaks(m: Mention, parent: Unit) -> bool:
    """A subject, an office (에서), or one whose words are announced: 동생 말 그대로, 엄마 왈."""
    announced = rx(r"\s?(?:의\s)?(?:말(?:이|로는|을)?|왈|얘기)(?:\s그대로)?(?=[\s:])").match(parent.text(m.end, m.end + 10))
    return m.particle in SUBJECT | {"에서", "에서는"} or announced is not None


FORWARDED = rx(r"^\s*(?:【|[\[(<](?:전달|펌|퍼옴|포워딩)[\])>]|(?:전달|펌|퍼온\s글)\s?[:：])")


def is_forwarded(unit: Unit) -> bool:
    """A chat line that carries somebody else's words."""
    return FORWARDED.match(unit.masked) is not None


def tell_oneself(statement: StatementDraft, words: str) -> None:
    """돈을 보냈는데 어머니가 보내지 말랍니다: of the clauses before what was heard, one's own acts are told first-hand."""
    own = any(party is statement.speaker for _, party in statement.participants)
    heard = statement.mode is AttributionMode.HEARSAY and REPORTED.search(words) is None
    if heard and own and statement.speaker is not None:
        statement.mode = AttributionMode.FIRST_PERSON


def report_plainly(statement: StatementDraft) -> None:
    """What a chat's sender tells of others is a plain report; only his own acts are told in the first person."""
    own = any(party is statement.speaker for _, party in statement.participants)
    if statement.mode is AttributionMode.FIRST_PERSON and not own:
        statement.mode, statement.speaker = AttributionMode.NARRATOR, None
