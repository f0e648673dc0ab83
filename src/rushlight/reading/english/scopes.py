"""Modality, polarity and scope, read from the clause and never from the act word alone.

Verbs of threatening, demanding, pledging, confessing, denying and so on open a range of words;
an act inside the range is their content. If-clauses and bare modals make an act hypothetical:
such acts are not proposed, for a missed statement is better than a threat taken for a deed.
"""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.reading.english.chunks import Item
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.hits import Hit, asserts, is_abuse
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import negated

BY_ACT = {
    "threat.sanction": "threatened",
    "respond.pledge": "pledged",
    "respond.confess_oral": "confessed",
    "respond.confess_written": "confessed",
    "respond.deny": "denied",
    "policy.order": "policy",
    "demand.disclosure": "demanded",
    "demand.cooperation": "demanded",
    "demand.payment": "demanded",
    "question.summons": "demanded",
}
DROPPED = frozenset({"hypothetical", "preferred", "negated", "motive"})
CONTENT = frozenset({"threatened", "pledged", "confessed", "denied", "policy", "demanded"})
MODALS = rule_words("scopes_modals")
RUMOUR = frozenset({"rumour", "rumor", "rumours", "rumors", "gossip", "hearsay", "talk"})
FALSE = frozenset({"false", "untrue", "unfounded", "baseless"})
IMPENDING = rule_words("scopes_impending")
OFFICIAL = rule_words("scopes_official")
PROPOSALS = rule_words("scopes_proposals")
ALLEGED = frozenset({"claim", "claims", "allegation", "allegations", "accusation", "accusations"})
WRITTEN = frozenset({"statement", "paper", "letter", "document", "confession"})
NETWORKS = frozenset({"fb", "facebook", "twitter", "x", "telegram", "internet", "net", "instagram", "whatsapp", "media"})
UNCONFIRMED = frozenset({"confirm", "verify", "corroborate", "substantiate", "establish"})
SPECULATIVE = rule_words("scopes_speculative")


@dataclass(frozen=True)
class Range:
    """Token positions ``start`` to ``end`` stand under ``kind`` because of ``event``; ``hit`` is the act of speaking."""

    start: int
    end: int
    kind: str
    event: Event | None
    hit: Hit | None


def ranges(parsed: Parsed, hits: list[Hit]) -> list[Range]:
    """All ranges of one sentence, outer before inner."""
    out: list[Range] = []
    for e in parsed.events:
        both = [h for h in hits if h.event is e and h.act in BY_ACT]
        spoken = next(iter(both), None)
        out += [Range(e.vg.last, _end(parsed, e), BY_ACT[h.act], e, h) for h in both[1:]]
        kind = BY_ACT[spoken.act] if spoken is not None else lexicon().scopes.get(e.lemma, "")
        coercion = next(
            (h for h in hits if h.event is not None and e in h.event.comps and h.act in ("coerce.confession",)), None
        )
        if kind in ("confessed",) and coercion is not None:
            spoken = coercion
        if kind == "pledged" and e.that and asserts(parsed, e):
            continue
        if not kind or (
            kind in ("confessed", "denied", "pledged")
            and spoken is None
            and e.lemma in ("acknowledge", "agree", "admit", "concede")
        ):
            continue
        if (
            kind == "believed"
            and e.parent is not None
            and any(np.heads & {"ground", "reason", "grounds"} for np in e.parent.objects)
        ):
            continue
        if kind == "believed" and e.lemma == "fear" and not e.that:
            kind = "hypothetical"
        if spoken is None and kind in ("threatened", "pledged", "confessed", "denied") and not e.subjects:
            kind = {"threatened": "hypothetical"}.get(kind, kind)
        out.append(Range(e.vg.last, _end(parsed, e), kind, e, spoken))
    out += [Range(e.vg.last, _end(parsed, e), "hypothetical", e, None) for e in parsed.events if _impending(e)]
    out += [Range(e.vg.last, _mark_after(parsed.items, e.at), "preferred", e, None) for e in parsed.events if _appeals(e)]
    out += _nouns(parsed, hits)
    out += _conditions(parsed)
    return out


def _appeals(e: Event) -> bool:
    """``calling on the government to see to it that he is not harmed``: what is called for has not been done."""
    asked = bool({"on", "upon"} & {prep for prep, _ in e.pps})
    return e.lemma == "call" and not e.passive and asked and any(c.vg.form == "inf" for c in e.comps)


def _impending(e: Event) -> bool:
    """``were about to arrest``, ``ready to hang him``, ``were expected to``: it had not happened."""
    if e.lemma == "be" and any(c.vg.form == "inf" for c in e.comps):
        return bool(IMPENDING & {*e.adjectives, *e.words})
    return e.passive and e.lemma in ("expect", "suppose", "mean", "schedule", "allow") and e.lemma != "allow" and bool(e.comps)


def _end(parsed: Parsed, e: Event) -> int:
    """Where what ``e`` says or wants ends: at a verb that returns to its subject, a semicolon or the sentence's end."""
    items = parsed.items
    if not e.that and not e.question:
        return _reach(parsed, e)
    limit = items[-1].last
    for k in range(max(e.that, e.at) + 1, len(items)):
        if items[k].low in (";",) or (
            items[k].low in ("although", "though", "but", "while", "whereas") and items[k].kind in "BC"
        ):
            return items[k].first
    for other in parsed.events:
        if other.at <= e.at or other.vg.form != "fin" or other.parent is not None:
            continue
        back = other.subject_how == "shared" and other.subjects == e.subjects and _same_tense(e, other)
        if back and (other.vg.verb.form == e.vg.verb.form and not other.vg.modal and _first_inner(parsed, e) is not other):
            return other.vg.first
    return limit


def _reach(parsed: Parsed, e: Event) -> int:
    """The end of a verb's objects and of the infinitives and participles that depend on it."""
    end = parsed.items[min(e.stop, len(parsed.items)) - 1].last
    if e.stop < len(parsed.items) and parsed.items[e.stop].low == "that":
        return parsed.items[-1].last
    for c in e.comps:
        end = max(end, _end(parsed, c))
        for other in parsed.events:
            if (
                other.subject_how == "shared"
                and other.vg.verb.form == c.vg.verb.form
                and other.vg.form in ("fin", "inf")
                and 0 < other.vg.first - end <= 2
            ):
                end = max(end, _end(parsed, other))
    return end


def _first_inner(parsed: Parsed, e: Event) -> Event | None:
    return next((x for x in parsed.events if x.at > e.that), None)


def _same_tense(e: Event, other: Event) -> bool:
    return e.vg.form != "fin" or e.vg.past == other.vg.past or bool(other.vg.modal)


def _nouns(parsed: Parsed, hits: list[Hit]) -> list[Range]:
    """Ranges opened by nouns: an undertaking never to leave, threats of arrest, rumours that."""
    out = []
    items = parsed.items
    for k, item in enumerate(items):
        if item.np is None:
            continue
        spoken = next((h for h in hits if h.noun is item.np and h.act in BY_ACT), None)
        pledge = next(
            (
                h
                for h in hits
                if h.event is not None
                and item.np in (*h.event.objects, *(p for _, p in h.event.pps))
                and h.act == "respond.pledge"
            ),
            None,
        )
        spoken = spoken or pledge
        if spoken is not None:
            out.append(Range(item.last, _phrase_end(parsed, k), BY_ACT[spoken.act], None, spoken))
        elif item.np.heads & RUMOUR and not (k + 1 < len(items) and items[k + 1].low == "with"):
            out.append(Range(item.last, _mark_after(items, k), "believed", None, None))
        elif item.np.head.low in PROPOSALS and k + 1 < len(items) and items[k + 1].form == "inf":
            out.append(Range(item.last, _phrase_end(parsed, k + 1), "hypothetical", None, None))
        elif item.np.heads & WRITTEN and k + 1 < len(items) and items[k + 1].low == "that" and _dictated(parsed, item.first):
            out.append(Range(item.last, items[-1].last, "hypothetical", None, None))
        elif item.np.head.low in ALLEGED and k + 1 < len(items) and items[k + 1].low == "that":
            out.append(Range(item.last, items[-1].last, "believed", None, None))
        elif item.np.head.low in SPECULATIVE and k + 1 < len(items) and items[k + 1].low in ("of", "to", "that"):
            out.append(Range(item.last, items[min(k + 3, len(items) - 1)].last, "hypothetical", None, None))
    return out


def _mark_after(items: list[Item], k: int) -> int:
    """Where talk ends: at a semicolon or the sentence's end."""
    return next((i.first for i in items[k + 1 :] if i.low == ";"), items[-1].last)


def _phrase_end(parsed: Parsed, k: int) -> int:
    """The end of what hangs on a noun: up to a comma, a conjunction of clauses or a new finite verb."""
    items = parsed.items
    for j in range(k + 1, len(items)):
        if items[j].low in (",", ";", "but") or (
            items[j].finite and items[j - 1].kind != "B" and not _inside_that(items, k, j)
        ):
            return items[j].first
    return items[-1].last


def _dictated(parsed: Parsed, position: int) -> bool:
    """``was made to write a statement that nobody had mistreated her``: the statement's words are not hers."""
    return any(e.lemma in ("sign", "write", "read", "make", "force") and e.vg.first < position for e in parsed.events)


def _inside_that(items: list[Item], k: int, j: int) -> bool:
    return any(i.low == "that" and i.kind in "BW" for i in items[k:j])


def _conditions(parsed: Parsed) -> list[Range]:
    out = _inverted(parsed)
    items = parsed.items
    for k, item in enumerate(items):
        if item.low in ("if", "unless", "lest", "whether") and item.kind == "B":
            end = next((i.first for i in items[k + 1 :] if i.low in (",", ";")), items[-1].last)
            end = min(end, _second_clause(parsed, k))
            out.append(Range(item.first, end, "hypothetical", None, None))
        elif item.low == "or" and item.kind == "C" and _obliged(parsed, k):
            out.append(Range(item.first, items[-1].last, "hypothetical", None, None))
        elif item.kind == "P" and item.low in ("for", "of") and k + 1 < len(items) and items[k + 1].form == "ing":
            end = next((i.first for i in items[k + 2 :] if i.low in (";", "but", ",")), items[-1].last)
            if item.low == "for" and any(e.at < k for e in parsed.events):
                out.append(Range(item.first, end, "motive", None, None))
    return out


def _inverted(parsed: Parsed) -> list[Range]:
    """``Had he refused, they would have …``: a condition without ``if``."""
    tokens = parsed.sentence.tokens
    comma = next((t for t in parsed.items if t.low == ","), None)
    if comma is None or parsed.sentence.question or tokens[0].low not in ("had", "should", "were"):
        return []
    would = any(t.low in ("would", "could", "might", "will", "'d") for t in tokens[comma.first :])
    return [Range(0, comma.first, "hypothetical", None, None)] if would else []


def _obliged(parsed: Parsed, k: int) -> bool:
    """``I must pay or he loses his licence``: what follows ``or`` is only held out."""
    before = [e for e in parsed.events if e.at < k]
    after = [e for e in parsed.events if e.at > k and e.vg.form == "fin" and e.subject_how == "direct"]
    must = any(
        e.vg.modal in ("must", "should") or (e.lemma == "have" and e.comps) or (e.vg.verb.form == "VB" and not e.subjects)
        for e in before
    )
    return must and bool(after)


def _second_clause(parsed: Parsed, k: int) -> int:
    """``If you were slow they beat you``: where the main clause begins when no comma tells it."""
    inside = [e for e in parsed.events if e.at > k and e.vg.form == "fin"]
    for e in inside[1:]:
        if e.subject_how == "direct" and e.subjects and e.subjects[0].first > inside[0].vg.first and not inside[0].that:
            return e.subjects[0].first
    return parsed.items[-1].last


def settle(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """Give each hit its modality and what it is the content of; leave out what is only supposed."""
    rows = ranges(parsed, hits)
    out = []
    for hit in hits:
        inner = [
            r for r in rows if r.start <= hit.at < r.end and r.hit is not hit and (r.event is None or r.event is not hit.event)
        ]
        _apply(parsed, hit, inner)
        if not hit.drop:
            out.append(hit)
    _held_out(parsed, out)
    believed = [h for h in out if h.act == "belief.imputed" and any(o is not h and o.modality == "believed" for o in out)]
    out = [h for h in out if h not in believed]
    kept = set(map(id, out))
    return [h for h in out if h.content_of is None or id(h.content_of) in kept]


def _held_out(parsed: Parsed, hits: list[Hit]) -> None:
    """``was told the permit goes if she keeps silent``: what a threat of the sentence says under a condition is its content."""
    threat = next((h for h in hits if h.act == "threat.sanction"), None)
    if threat is None or not any(i.low in ("if", "unless") and i.kind == "B" for i in parsed.items):
        return
    for hit in hits:
        e = hit.event
        present = e is not None and e.vg.form == "fin" and not e.vg.past and not e.vg.perfect and e is not threat.event
        if present and hit.content_of is None and hit.modality == "occurred" and hit.act in lexicon().sanctions:
            hit.modality, hit.content_of = "threatened", threat


def _apply(parsed: Parsed, hit: Hit, inner: list[Range]) -> None:
    if hit.content_of is not None and hit.modality != "occurred":
        return
    if hit.outer:
        hit.modality = "occurred"
        return
    if hit.frame is not None and "as" in hit.frame.keys:
        hit.modality = str(hit.frame.keys["as"])
        return
    kinds = [r.kind for r in inner]
    nearest = max(inner, key=lambda r: r.start, default=None)
    if hit.event is not None and hit.event.subject_how == "relative" and not hit.event.vg.modal:
        inner = [r for r in inner if r.event is None or r.event.that or r.event.question]
    contents = sorted((r for r in inner if r.kind in CONTENT and r.hit is not None), key=lambda r: -r.start)
    content = next((r for r in contents if r.kind == "threatened" and hit.act in lexicon().sanctions), None) or next(
        iter(contents), None
    )
    if content is not None and content.kind == "threatened" and _already_done(hit, content.event):
        content = None
        inner = [r for r in inner if r.kind != "threatened"]
        nearest = max(inner, key=lambda r: r.start, default=None)
    if content is not None and content.kind == "demanded" and hit.act == "threat.sanction":
        content = None
    if content is not None and content.kind == "threatened" and hit.act.startswith("demand.") and hit.event is content.event:
        content = None
    if content is not None and content.hit is not None and content.hit.act == hit.act:
        hit.drop = True
        return
    if content is not None and (nearest is content or nearest is None or nearest.kind not in ("negated",)):
        hit.modality, hit.content_of = content.kind, content.hit
        hit.negated = hit.negated and content.kind != "denied"
        hit.drop = content.hit is not None and content.hit.act == "demand.disclosure" and is_abuse(hit.act)
        return
    if hit.only_content:
        hit.drop = True
        return
    if any(x.lemma == "mean" and x.vg.first < hit.at and not _apart(parsed, x.vg.first, hit.at) for x in parsed.events):
        hit.modality = "intended" if _meant_to(parsed, hit) else "hypothetical"
    if {"negated", "hypothetical", "preferred", "motive"} & set(kinds) and hit.act not in (
        "respond.refuse",
        "attitude.expressed",
        "threat.sanction",
    ):
        hit.drop = True
        return
    if (nearest is not None and nearest.kind in CONTENT) or (nearest is not None and nearest.kind not in DROPPED):
        hit.modality = nearest.kind
    _modal(parsed, hit)
    _rumour(parsed, hit)
    _standing(hit)


def _meant_to(parsed: Parsed, hit: Hit) -> bool:
    """``They meant to put him on a plane``, not ``that would mean prison``: somebody's intention."""
    inner = hit.event
    return any(x.lemma == "mean" and x.subjects and inner is not None and inner.parent is x for x in parsed.events)


def _modal(parsed: Parsed, hit: Hit) -> None:
    e = hit.event or hit.light
    if e is None:
        return
    head = e
    while head.parent is not None and head.link in ("inf", "bare"):
        head = head.parent
    lows = {t.low for t in parsed.sentence.tokens}
    if head.vg.modal == "must" and hit.act.startswith(("labour", "watch", "take")):
        return
    forbidden = hit.act in ("move.travel_ban", "restrict.expression") and negated(head)
    if (hit.frame is not None and hit.frame.keys.get("modal")) or (forbidden and head.vg.modal in ("may", "can", "ca")):
        return
    if head.vg.modal == "would" and any("bill" in np.heads or "draft" in np.heads for np in parsed.nps):
        hit.drop = True
        return
    still = negated(head) and head.vg.modal in ("will", "wo", "'ll") and bool(STILL & lows) and hit.content_of is None
    if (
        head.vg.modal in MODALS
        and not still
        and not (
            head.vg.modal in ("would", "could", "can", "'d")
            and (HABIT & lows or (negated(head) and head.vg.modal in ("could", "can", "would")))
        )
    ):
        law = any(np.heads & lexicon().sets["order_noun"] for np in parsed.nps)
        lawful = law and head.vg.modal in ("may", "can", "must", "shall")
        hit.modality, hit.drop = ("policy", False) if lawful else (hit.modality, hit.act != "attitude.expressed")
    if head.vg.perfect and head.vg.modal:
        hit.drop = True
    if set(e.vg.adverbs) & {"nearly", "almost", "narrowly"} or (lows & {"nearly", "narrowly"} and _just_before(parsed, e)):
        hit.modality, hit.drop = "hypothetical", False


STILL = frozenset({"more", "anymore", "now", "longer"})
"""``will not carry letters any more``: a refusal that holds already."""
HABIT = rule_words("scopes_habit")


def _just_before(parsed: Parsed, e: Event) -> bool:
    tokens = parsed.sentence.tokens
    return any(t.low in ("nearly", "narrowly", "almost") for t in tokens[max(0, e.vg.first - 2) : e.vg.last])


def _rumour(parsed: Parsed, hit: Hit) -> None:
    tokens = parsed.sentence.tokens
    lows = {t.low for t in tokens}
    unconfirmed = any(x.lemma in UNCONFIRMED and _not_so(x) and not _apart(parsed, x.vg.first, hit.at) for x in parsed.events)
    if unconfirmed and hit.modality == "occurred" and hit.act not in ("respond.deny", "policy.order"):
        hit.modality = "believed"
    if hit.modality == "occurred" and (_disputed(parsed) or _was_said(parsed, hit)):
        hit.modality = "believed"
    if hit.modality in ("occurred", "believed") and _taken_back(parsed, hit):
        hit.modality, hit.negated = "believed", True
    if hit.modality == "believed" and (
        ({"evidence", "basis"} & lows and "no" in lows) or lows & FALSE or _did_not_happen(parsed)
    ):
        hit.negated = True


def _not_so(x: Event) -> bool:
    """``could not verify``, ``it was not possible to verify``."""
    return negated(x) or (x.parent is not None and negated(x.parent) and x.parent.lemma == "be")


def _was_said(parsed: Parsed, hit: Hit) -> bool:
    """``was said all autumn to have died``, ``I saw on Facebook that he got killed``: what was said then, by whom it may."""
    for x in parsed.events:
        if x.vg.first >= hit.at:
            break
        perfect = hit.event is not None and hit.event.parent is x and hit.event.vg.perfect
        if x.lemma in ("say", "report", "rumour") and x.passive and x.vg.past and perfect:
            return True
        if x.lemma in ("see", "read", "hear") and any(p == "on" and np.heads & NETWORKS for p, np in x.pps):
            return True
    return False


def _taken_back(parsed: Parsed, hit: Hit) -> bool:
    """``told us he died in the branch; in the third call he withdrew it``."""
    return any(
        x.lemma in ("withdraw", "retract", "recant", "take_back")
        and x.vg.first > hit.at
        and any(np.pronoun and np.head.low in ("it", "this", "that") for np in x.objects)
        for x in parsed.events
    )


def _already_done(hit: Hit, threat: Event | None) -> bool:
    """``as they burned the house of others in 2016``: a plain past inside a threat tells what was done before."""
    e = hit.event
    while e is not None and e.parent is not None and e.parent is not threat:
        e = e.parent
    plain = e is not None and e.parent is None and e.vg.verb.form == "VBD" and e.vg.last - e.vg.first == 1
    return e is not None and plain and e.vg.form == "fin" and not e.passive


def _standing(hit: Hit) -> None:
    """Authorities that classify (present, or have long classified) follow a policy."""
    e = hit.event
    if hit.act == "classify.status" and e is not None and not e.passive and hit.modality == "occurred":
        official = any(np.heads & OFFICIAL for np in e.subjects)
        if official and (e.vg.perfect or e.vg.verb.form in ("VB", "VBZ")):
            hit.modality = "policy"


def _apart(parsed: Parsed, one: int, other: int) -> bool:
    """Do two positions stand on different sides of a semicolon or a dash?"""
    first, last = sorted((one, other))
    return any(t.text in ";—–" for t in parsed.sentence.tokens[first:last])


def _disputed(parsed: Parsed) -> bool:
    """``It was said that …, but she has this from another``; ``someone said``: talk, not knowledge."""
    said = any(
        x.lemma in ("say", "tell", "rumour") and x.passive and any(np.head.low == "it" for np in x.subjects)
        for x in parsed.events
    )
    passed_on = any(x.lemma in ("have", "hear", "know") and any(p == "from" for p, _ in x.pps) for x in parsed.events)
    someone = any(
        x.lemma in ("say", "tell") and any(np.head.low in ("someone", "somebody") for np in x.subjects) for x in parsed.events
    )
    return (said and passed_on) or someone


def _did_not_happen(parsed: Parsed) -> bool:
    return any(x.lemma in ("happen", "take", "occur") and negated(x) for x in parsed.events)
