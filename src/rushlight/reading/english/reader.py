"""The English reader: sentences, clauses, parties, acts, modality, attribution, roles, in this order."""

from __future__ import annotations

from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.english.attribution import Attributing
from rushlight.reading.english.by_likeness import likely_hits
from rushlight.reading.english.captivity import captive_hits
from rushlight.reading.english.clauses import parse
from rushlight.reading.english.constructions import construction_hits
from rushlight.reading.english.contents import add_contents, motives
from rushlight.reading.english.demands import demand_hits
from rushlight.reading.english.elision import elide
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.extent import scope_of
from rushlight.reading.english.hits import Hit, is_abuse, noun_hits, verb_hits
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View
from rushlight.reading.english.orders import quoted_orders
from rushlight.reading.english.papers import pledged_contents
from rushlight.reading.english.parties import Casting
from rushlight.reading.english.people import find_modifiers, find_outlet, find_witness, narrator, settle_classes, teller_aside
from rushlight.reading.english.prices import price_hits
from rushlight.reading.english.refs import Ref
from rushlight.reading.english.roles import RoleFinder
from rushlight.reading.english.scopes import settle
from rushlight.reading.english.sentences import split
from rushlight.reading.english.spans import attach_values, spans_of
from rushlight.reading.english.stretches import inside, main_verbs
from rushlight.reading.english.talk import named, objects, openers, telegraphic
from rushlight.reading.english.turns import answers, denied_talk
from rushlight.reading.english.voices import Voices, find_codes, find_senders, name_codes, name_labels
from rushlight.record import AttributionMode, DocumentKind, Found, Modality, Polarity, Role, Scope


def read_body(source: Source) -> Draft:
    """Propose the statements of an English report. Pure; offsets are those of ``source.text``."""
    casting, voices = Casting(source), Voices()
    find_outlet(source, casting)
    find_senders(source, casting.cast, voices)
    find_codes(source, casting.cast, voices)
    casting.senders = voices.senders
    sentences = split(source)
    name_codes(sentences, voices)
    name_labels(sentences)
    parsed = [parse(s) for s in sentences]
    brief = source.kind in BRIEF or (source.kind not in SPOKEN and telegraphic(parsed))
    elide(parsed, DocumentKind.FIELD_NOTE if brief else source.kind)
    witness, quoted = (None, None) if voices.codes else find_witness(source, casting)
    voices.last = quoted
    telling = narrator(source, casting, parsed) if witness is None and quoted is None else None
    for n, p in enumerate(parsed):
        casting.read(p, n)
        find_modifiers(casting, p, n)
        voices.hear(p, n, casting.cast)
    attributing = Attributing(source, casting.cast, parsed, witness or telling, voices, first_person=telling is not None)
    witness = witness or telling
    hits = _hits(source.text, parsed, casting, attributing)
    first = openers(casting.cast, parsed) if brief else {}
    aside = teller_aside(casting, parsed) if witness is None and quoted is None and not voices.senders else None
    finder = RoleFinder(casting.cast, witness or aside, voices, first, spoken=brief or source.kind in SPOKEN)
    finder.talk.senders, finder.talk.sentences = voices.senders, parsed
    finder.talk.number = {id(p): n for n, p in enumerate(parsed)}
    finder.outer = {id(p.sentence): p for p in parsed}
    finder.talk.before, finder.talk.named = objects(casting.cast, parsed), named(casting.cast, parsed)
    statements = _statements(source, parsed, finder, attributing, hits)
    settle_classes(casting.cast, statements, attributing)
    parties = [r.draft for r in (*casting.cast.refs, *casting.cast.apart) if r.draft.mentions or _used(r, statements)]
    return Draft(
        parties=sorted(parties, key=lambda d: d.mentions[0].start if d.mentions else -1),
        places=list(source.places),
        times=list(source.times),
        amounts=list(source.amounts),
        statements=statements,
        relays=attributing.relays(),
    )


SCRAP = 4
SPEECH = ("respond.deny", "threat", "demand")
"""Acts of speaking: whose words they are is told by the words around them."""
BRIEF = frozenset({DocumentKind.FIELD_NOTE, DocumentKind.FORM})
SPOKEN = frozenset({DocumentKind.TESTIMONY, DocumentKind.INTERVIEW, DocumentKind.MESSAGE})
CAUGHT = rule_words("reader_caught")
RAIDS = frozenset({"search", "seize", "detain", "destroy"})
ASKING = frozenset({"demand", "question", "coerce"})
CAPTIVITY = frozenset({"detain", "disappear", "question", "try"})


def _used(ref: Ref, statements: list[StatementDraft]) -> bool:
    return any(ref.draft is s.speaker or any(ref.draft is p for _, p in s.participants) for s in statements)


def _hits(text: str, parsed: list[Parsed], casting: Casting, attributing: Attributing) -> dict[int, list[Hit]]:
    out: dict[int, list[Hit]] = {}
    countries = frozenset(casting.countries)
    detained, money_at, raid_at, asked_at, pressed_at = False, -9, -9, -9, -9
    for n, p in enumerate(parsed):
        caught = detained or any(e.passive and not e.vg.neg and e.lemma in CAUGHT for e in p.events)
        view = View(
            p,
            casting.cast,
            detained=caught,
            money_before=n - money_at <= 2,
            raided=n - raid_at <= 2,
            asked=n - asked_at <= 3,
            pressed=n - pressed_at <= 3,
            following=_brief(parsed, n + 1),
            countries=countries,
        )
        found = verb_hits(view, n)
        found += noun_hits(view, n, found)
        found += captive_hits(view, n, found)
        found += demand_hits(view, n, found)
        found += add_contents(view, n, found)
        found += quoted_orders(view, n, attributing, found)
        found += construction_hits(view, n, attributing, found)
        found += likely_hits(text, view, n, found)
        main_verbs(view, found)
        found += price_hits(view, found)
        pledged_contents(view, found)
        out[n] = settle(p, found)
        out[n] += motives(view, n, out[n])
        detained = detained or any(_held(h) for h in out[n])
        asked_at = n if any(h.act.split(".")[0] in ASKING for h in out[n]) else asked_at
        pressed_at = n if any(is_abuse(h.act) and h.modality == "occurred" for h in out[n]) else pressed_at
        raid_at = n if any(h.act.split(".")[0] in RAIDS for h in out[n]) else raid_at
        money_at = n if any(t.value == "A" for t in p.sentence.tokens) else money_at
    answers(parsed, out)
    denied_talk(parsed, out)
    return out


def _held(h: Hit) -> bool:
    """Is somebody held since: taken, questioned or tried, not only threatened with it?"""
    return h.act.split(".")[0] in CAPTIVITY and h.modality in ("occurred", "believed") and not h.negated


def _brief(parsed: list[Parsed], n: int) -> frozenset[str]:
    """The words of the sentence ``n`` where it is a scrap: ``Nothing.``, ``No answer.``"""
    tokens = parsed[n].sentence.tokens if n < len(parsed) else []
    return frozenset(t.low for t in tokens) if len(tokens) <= SCRAP else frozenset()


def _statements(
    source: Source, parsed: list[Parsed], roles: RoleFinder, attributing: Attributing, hits: dict[int, list[Hit]]
) -> list[StatementDraft]:
    made: dict[int, StatementDraft] = {}
    for n, row in hits.items():
        view = View(parsed[n], roles.cast)
        for hit in sorted(row, key=lambda h: (h.content_of is not None, h.at)):
            draft = _statement(source, view, hit, attributing, roles, made)
            if draft is not None:
                made[id(hit)] = draft
    return _distinct(list(made.values()))


def _statement(
    source: Source, view: View, hit: Hit, attributing: Attributing, roles: RoleFinder, made: dict[int, StatementDraft]
) -> StatementDraft | None:
    at = _told_at(hit, view)
    att = attributing.outer(hit.n) if hit.outer and not attributing.passes_on(hit.n) else attributing.at(hit.n, at)
    spans = spans_of(source.text, view, hit)
    if not spans:
        return None
    parent = made.get(id(hit.content_of)) if hit.content_of is not None else None
    if hit.content_of is not None and parent is None:
        return None
    refs, found = roles.roles(hit, view, att)
    if hit.content_of is None:
        roles.talk.note(refs, hit.n, hit.act)
    draft = StatementDraft(
        spans=spans,
        act=hit.act,
        scope=parent.scope if parent is not None else Scope(scope_of(view.parsed, hit)),
        modality=Modality(hit.modality),
        polarity=Polarity.NEGATED if hit.negated else Polarity.AFFIRMED,
        mode=AttributionMode(att.mode),
        speaker=att.speaker.draft if att.speaker is not None else None,
        carrier=att.carrier.draft if att.carrier is not None else None,
        cue=att.cue,
        participants=[(role, ref.draft) for role, ref in refs],
        content_of=parent,
        found=found,
        by_likeness=hit.likeness > 0,
        asked=hit.frame.weight if hit.frame is not None else None,
    )
    if draft.by_likeness:
        draft.found["act"] = Found.LIKENESS
    _evaluative(draft)
    if draft.modality is Modality.POLICY:
        draft.scope = Scope.PATTERN if parent is not None else Scope.BACKGROUND
    if parent is not None:
        draft.found["modality"] = Found.CONTENT
        if not any(role in (Role.AFFECTED, Role.INFORMANT) for role, _ in draft.participants):
            told = draft.modality is Modality.PLEDGED and hit.act.startswith("disclose")
            draft.participants += [
                (Role.INFORMANT if told else role, p) for role, p in parent.participants if role is Role.AFFECTED
            ]
        if hit.act.startswith("take.") and not any(role is Role.PERPETRATOR for role, _ in draft.participants):
            draft.participants += [row for row in parent.participants if row[0] is Role.PERPETRATOR]
    attach_values(source, view, hit, draft)
    return draft


def _told_at(hit: Hit, view: View) -> int:
    """The token whose attribution is the act's: an act of speaking is told by the words around it, its content by the cue."""
    if not hit.likeness or hit.event is None:
        return hit.at
    if hit.act.startswith(SPEECH):
        said = [e for e in inside(hit, view) if e.lemma in lexicon().speech["say"] and any(map(view.is_official, e.subjects))]
        return said[-1].vg.first if said else hit.at
    return hit.tokens[0][1] - 1 if hit.event.lemma in ("speak", "tell", "say", "report", "describe") else hit.at


def _evaluative(draft: StatementDraft) -> None:
    if draft.act in ("motive.imputed", "belief.imputed", "attitude.expressed"):
        draft.scope = Scope.EVALUATION
        if draft.modality is Modality.OCCURRED:
            kinds = {"motive.imputed": Modality.INTENDED, "belief.imputed": Modality.BELIEVED}
            draft.modality = kinds.get(draft.act, Modality.PREFERRED)


REPEATED = frozenset({"search", "watch", "press", "effect"})


def _goes_on(s: StatementDraft, out: list[StatementDraft]) -> bool:
    """``they went through everything, they emptied the sacks``: one search, told in two clauses of one sentence."""
    if s.act.split(".")[0] not in REPEATED or not out or s.content_of is not None:
        return False
    last = out[-1]
    same = last.act == s.act and last.modality is s.modality and last.polarity is s.polarity and last.content_of is None
    if not same or not 0 <= min(s.spans).start - max(x.end for x in last.spans) <= 8 or s.participants != last.participants:
        return False
    last.spans = [*last.spans, *s.spans]
    return True


def _distinct(statements: list[StatementDraft]) -> list[StatementDraft]:
    """One statement where two readings say the same act of the same words."""
    out: list[StatementDraft] = []
    for s in sorted(statements, key=lambda s: (min(s.spans).start, -sum(x.end - x.start for x in s.spans))):
        if _goes_on(s, out):
            continue
        twin = next(
            (
                o
                for o in out
                if o.act == s.act and o.modality is s.modality and any(a.overlaps(b) for a in o.spans for b in s.spans)
            ),
            None,
        )
        if twin is None or (s.content_of is not None and s.content_of is not twin.content_of and twin.content_of is not None):
            out.append(s)
    kept = set(map(id, out))
    for s in out:
        if s.content_of is not None and id(s.content_of) not in kept:
            s.content_of = next(
                (
                    o
                    for o in out
                    if o.act == s.content_of.act
                    and o.modality is s.content_of.modality
                    and any(a.overlaps(b) for a in o.spans for b in s.content_of.spans)
                ),
                None,
            )
    return [
        s
        for s in out
        if s.content_of is not None or s.modality not in (Modality.THREATENED, Modality.DEMANDED, Modality.PLEDGED)
    ]
