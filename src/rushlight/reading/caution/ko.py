"""The Korean caution layer: a second look at each act that stands as a deed, by the words that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from rushlight.reading.caution.ko_frames import Frame, Sense, table
from rushlight.reading.caution.ko_stretches import Stretch, after_stretch, find_stretches, stretch_at
from rushlight.reading.caution.ko_walk import Verdict, left_not, walk
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.record import AttributionMode, Found, Modality, Polarity, Span

QUOTED = frozenset({AttributionMode.DIRECT_QUOTE, AttributionMode.EMBEDDED_QUOTE})
TOLD = frozenset({AttributionMode.HEARSAY, AttributionMode.ACCORDING_TO, AttributionMode.INDIRECT_SPEECH})
SOFT = ("motive.", "belief.", "attitude.", "context.", "effect.")
"""Acts that are no deeds, or that speak of feelings: no frame makes them less."""
SAID = ("threat.", "demand.", "policy.order", "respond.pledge", "respond.negotiate", "respond.refuse", "question.summons")
"""Acts done by saying: the words of what is threatened or demanded stand in them and are not their own frame."""
ANSWERS = ("respond.", "coerce.")
"""Acts whose content a denial behind them may mean (그렇게 썼어요. 사실이 아닙니다)."""
SPOKEN = frozenset({Modality.THREATENED, Modality.DEMANDED, Modality.POLICY, Modality.PLEDGED})
WORDLESS = ("disappear.",)
"""Acts told by what is not known (그런 사람은 없다는 말만 들었다): without a word of their own they are not judged."""
OPEN = frozenset({Modality.OCCURRED, Modality.BELIEVED, Modality.INTENDED})
"""What is judged again: deeds; and rumours and plans, which may be denied or be threats or attempts."""
SHARPER = frozenset(
    {
        (Modality.BELIEVED, Modality.THREATENED),
        (Modality.BELIEVED, Modality.DENIED),
        (Modality.INTENDED, Modality.THREATENED),
        (Modality.INTENDED, Modality.ATTEMPTED),
        (Modality.INTENDED, Modality.HYPOTHETICAL),
        (Modality.INTENDED, Modality.BELIEVED),
    }
)
"""Found by the reader, said by a frame: what the frame says is the narrower of the two."""
TURNED = {Modality.DENIED: Modality.CONFESSED, Modality.CONFESSED: Modality.DENIED}
"""부인하지 않았다, 자백한 적 없다: what becomes of a content when its act is negated."""
TURNING = {Modality.DENIED: "respond.deny", Modality.CONFESSED: "respond.confess"}


def look_again(source: Source, draft: Draft) -> None:
    """Correct or drop the statements of ``draft`` that a frame of ``source.text`` holds back from being deeds.

    Changes modality, polarity, mode and the sums that stood on a payment; spans and parties are never touched.
    Running it again changes nothing more. Never raises on any text.
    """
    stretches = find_stretches(source)
    dropped = []
    for statement in draft.statements:
        places = [p for span in statement.spans if (p := _place(span, statement, stretches))]
        if not places:
            continue
        if statement.modality not in SPOKEN and _is_no_act(statement, places):
            dropped.append(statement)
            continue
        if statement.modality in TURNED:
            _invert(statement, places[-1])
        if statement.modality in OPEN and not statement.act.startswith(SOFT):
            _judge(statement, places, stretches)
    _turn_contents(draft)
    _drop(draft, dropped)


class Place:
    """Where an act stands: its sentence, where its clause begins, and where its own word begins and ends."""

    def __init__(self, stretch: Stretch, act: str, opened: int, start: int, end: int, *, named: bool) -> None:
        self.stretch, self.act, self.opened = stretch, act, opened
        self.start, self.end, self.named = start, end, named

    def verdict(self) -> Verdict:
        return walk(self.stretch, self.act, self.opened, self.end, named=self.named)


def _place(span: Span, statement: StatementDraft, stretches: list[Stretch]) -> Place | None:
    """The last word of the act in its span, or else the last word of the span."""
    stretch = stretch_at(stretches, span.start, span.end)
    if stretch is None:
        return None
    opened, closed = span.start - stretch.start, min(span.end, stretch.end) - stretch.start
    found = table().named(statement.act, stretch.masked, opened, closed)
    if found:
        return Place(stretch, statement.act, opened, found.start(), found.end(), named=True)
    last = opened + max(0, stretch.masked[opened:closed].rstrip().rfind(" ") + 1)
    return Place(stretch, statement.act, opened, last, last, named=False)


def _is_no_act(statement: StatementDraft, places: list[Place]) -> bool:
    """The act's word means something else at every place where it was read."""
    return all(p.named and any(_means(s, p) for s in _senses_in(statement.act, p.stretch)) for p in places)


@cache
def _senses_of(act: str) -> tuple[Sense, ...]:
    """The other senses that the words of an act may have."""
    return () if act.startswith(SOFT) else tuple(s for s in table().senses if "*" in s.acts or act.startswith(s.acts))


@lru_cache(maxsize=64)
def _senses_in(act: str, stretch: Stretch) -> tuple[Sense, ...]:
    """Those of them whose letters stand in a sentence."""
    return tuple(s for s in _senses_of(act) if s.pattern.may_stand(stretch.grams))


def _means(sense: Sense, place: Place) -> bool:
    word = place.stretch.masked[place.start : place.end]
    if sense.needs and not sense.needs.search(word):
        return False
    whole = place.stretch.masked
    if sense.unless and sense.unless.search(whole):
        return False
    if sense.where == "after":
        return bool(sense.pattern.match(whole[place.end :]))
    first = 0 if sense.where == "sentence" else place.opened
    return any(sense.pattern.search(whole[first : place.end + more]) for more in (0, 1))


def _invert(statement: StatementDraft, place: Place) -> None:
    """A denial that was not made, a confession that was not made."""
    rest = place.stretch.masked[place.end :]
    for turn in table().inverted:
        if turn.of is statement.modality and turn.pattern.match(rest):
            statement.modality = turn.to
            return


def _judge(statement: StatementDraft, places: list[Place], stretches: list[Stretch]) -> None:
    """Apply what the frames say, where they say it of every place of the act."""
    verdicts = [p.verdict() for p in places]
    place, verdict = places[-1], verdicts[-1]
    if verdict.keep or (statement.act.startswith(WORDLESS) and not place.named):
        return
    if all(v.says for v in verdicts) and not (_is_own_content(statement, verdict, place) or _is_settled(statement, verdict)):
        _apply(statement, verdict, place)
    elif _is_plain(statement, place):
        statement.polarity = Polarity.AFFIRMED
    setting = _setting(place)
    if setting is not None and statement.modality is Modality.OCCURRED:
        _set(statement, setting.modality, setting.mode, Found.SAME_CLAUSE)
    told = verdict.report or verdict.mode is not None or statement.mode in TOLD or setting is not None
    _doubt(statement, place, verdict, stretches, told=told)


def _is_plain(statement: StatementDraft, place: Place) -> bool:
    """Its own verb affirms it (심문은 받았지만); the negation that was read belongs to the clause behind."""
    words = place.stretch.masked
    if statement.polarity is Polarity.AFFIRMED or not place.named or not table().plain.match(words[place.end :]):
        return False
    return not table().not_plain.search(words[place.opened : place.end])


def _is_own_content(statement: StatementDraft, verdict: Verdict, place: Place) -> bool:
    """A threat, demand or pledge is made by the words that say what is threatened; only rumour takes it back."""
    if verdict.modality is None or verdict.mode is not None or not statement.act.startswith(SAID):
        return False
    return not place.named or verdict.modality in SPOKEN


def _is_settled(statement: StatementDraft, verdict: Verdict) -> bool:
    """The reader's own finding stands: it had seen that this is no deed, and the frame says no more than it."""
    if statement.modality is Modality.OCCURRED:
        return False
    if verdict.negated:
        return statement.modality is not Modality.BELIEVED
    return (statement.modality, verdict.modality) not in SHARPER or statement.mode is AttributionMode.HEARSAY


def _apply(statement: StatementDraft, verdict: Verdict, place: Place) -> None:
    _set(statement, verdict.modality, verdict.mode, Found.SAME_CLAUSE)
    negations = verdict.negations + (place.named and left_not(place.stretch, place.start))
    if verdict.modality is Modality.DENIED or verdict.affirms:
        statement.polarity = Polarity.AFFIRMED
    if verdict.negations:
        statement.polarity = Polarity.NEGATED if negations % 2 else Polarity.AFFIRMED
    if verdict.negated:
        statement.polarity = Polarity.NEGATED
    _settle(statement)


def _setting(place: Place) -> Frame | None:
    """“Rumour has it that” at the beginning of the sentence."""
    words = place.stretch.masked[: place.end]
    return next((f for f in table().settings if f.pattern.search(words)), None)


def _doubt(statement: StatementDraft, place: Place, verdict: Verdict, stretches: list[Stretch], *, told: bool) -> None:
    """What follows, in the same sentence or the next, takes it back or leaves it open.

    Of what is told on, any such words do; of what the text says itself only those that point to it (이는 …).
    """
    own = statement.act.startswith(ANSWERS)
    for rest, apart in _following(place, verdict, stretches):
        if (apart or not told) and (own or not table().pointing.match(rest)):
            continue
        mode = AttributionMode.HEARSAY if told else None
        if table().denials.match(rest):
            _set(statement, Modality.BELIEVED, mode, Found.OTHER_CLAUSE)
            statement.polarity = Polarity.NEGATED
            _settle(statement)
        elif table().doubts.match(rest) and statement.modality is Modality.OCCURRED:
            _set(statement, Modality.BELIEVED, mode, Found.OTHER_CLAUSE)


def _following(place: Place, verdict: Verdict, stretches: list[Stretch]) -> Iterator[tuple[str, bool]]:
    """The rest of the sentence behind its next joint, the next sentence, and the one behind a quotation (told apart)."""
    rest = place.stretch.masked[max(place.end, verdict.end - 3) :]
    joint = table().joint.match(rest)
    if joint is not None:
        yield rest[joint.end() :], False
    following = after_stretch(stretches, place.stretch)
    if following is not None:
        yield following.masked.strip(), False
    around = [s for s in stretches if s.depth < place.stretch.depth and s.start <= place.stretch.start < s.end]
    if around and (behind := after_stretch(stretches, max(around, key=lambda s: s.depth))) is not None:
        yield behind.masked.strip(), True


def _set(statement: StatementDraft, modality: Modality | None, mode: AttributionMode | None, found: Found) -> None:
    if modality is not None and modality is not statement.modality:
        statement.modality = modality
        statement.found["modality"] = found
    if mode is not None and statement.mode not in QUOTED:
        statement.mode = mode
    _settle(statement)


def _settle(statement: StatementDraft) -> None:
    """Only a payment that was made, or is demanded, has its sum (MODEL.md)."""
    made = statement.modality is Modality.OCCURRED and statement.polarity is Polarity.AFFIRMED
    if statement.act == "take.extorted_payment" and not made and statement.modality is not Modality.DEMANDED:
        statement.amounts = []


def _turn_contents(draft: Draft) -> None:
    """A content of a denial that was not made is admitted; of a confession that was not made, denied."""
    for statement in draft.statements:
        act = statement.content_of
        wanted = TURNING.get(statement.modality)
        if act is None or wanted is None or not act.act.startswith(wanted):
            continue
        if act.polarity is Polarity.NEGATED and act.modality is Modality.OCCURRED:
            statement.modality = TURNED[statement.modality]
            statement.content_of = None


def _drop(draft: Draft, dropped: list[StatementDraft]) -> None:
    """Take statements out, with the contents that hang on them; repeats of them then repeat nothing."""
    gone = {id(s) for s in dropped}
    while more := {id(s) for s in draft.statements if id(s) not in gone and id(s.content_of) in gone}:
        gone |= more
    draft.statements[:] = [s for s in draft.statements if id(s) not in gone]
    for statement in draft.statements:
        if id(statement.restates) in gone:
            statement.restates = None
