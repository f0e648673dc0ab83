"""Scope: one happening, several, a practice or a change in it, read from tense, number and quantifiers."""

from __future__ import annotations

from rushlight.reading.english.chunks import TIME_NOUNS, Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words

PRACTICES = rule_words("extent_practices")
"""Families whose present tense with a single subject still tells a practice (a broker takes 40 percent)."""
STATES = rule_words("extent_states")
RISING = frozenset({"increase", "rise", "grow", "surge", "intensify", "multiply", "escalate", "spread"})
PATTERNS = frozenset({"pattern", "practice", "use", "policy", "system", "method"})
ONE_BY_ONE = frozenset({"every", "each"})
NO_TREND = frozenset({"demand", "take", "exchange", "seize"})


def scope_of(parsed: Parsed, hit: Hit) -> str:
    """incident, set, pattern or trend (docs/model.md) of a hit that is not the content of another."""
    lex = lexicon().speech
    if hit.counted:
        return _counted(parsed, hit)
    if hit.outer:
        return "pattern" if hit.cue is not None and _habitual(parsed, hit.cue, hit) else "incident"
    e = hit.event or hit.light or next((x for x in parsed.events if x.vg.form == "fin"), None)
    tokens = parsed.sentence.tokens
    clause = _clause_words(parsed, hit, e)
    if hit.noun is not None and any(
        t.low in lex["quantifiers_set"] for t in tokens[max(0, hit.noun.first - 1) : hit.noun.last]
    ):
        return "set"
    if (hit.act.split(".")[0] not in NO_TREND and clause & (lex["trend"] - {"more"})) or _growing(e):
        return "trend"
    if clause & (lex["habitual"] - ONE_BY_ONE) or _each_time(parsed, e):
        return "pattern"
    if hit.noun is not None and hit.act.startswith("labour"):
        return "pattern"
    return "pattern" if e is not None and _habitual(parsed, e, hit) else "incident"


def _counted(parsed: Parsed, hit: Hit) -> str:
    """``reports of disappearances have increased``, ``the practice of``, ``three cases of``."""
    if any(e.lemma in RISING for e in parsed.events):
        return "trend"
    counter = next((np for np in parsed.nps if np.of is hit.noun and np.heads & PATTERNS), None)
    return "pattern" if counter is not None else "set"


def _growing(e: Event | None) -> bool:
    """``more people are confessing``."""
    return e is not None and e.vg.progressive and any(np.det == "more" for np in e.subjects)


def _each_time(parsed: Parsed, e: Event | None) -> bool:
    """``every week``, ``each time``, ``every ten days``, in the event's own clause."""
    items = parsed.items
    last = items[min(e.stop, len(items)) - 1].last if e is not None else len(parsed.sentence.tokens)
    first = e.vg.first if e is not None else 0
    if e is not None and not any(x.vg.form == "fin" and x.at < e.at for x in parsed.events):
        first = 0
    tokens = parsed.sentence.tokens[first:last]
    return any(
        t.low in ONE_BY_ONE and any(u.low.rstrip("s") in TIME_NOUNS for u in tokens[k + 1 : k + 3])
        for k, t in enumerate(tokens)
    )


def _clause_words(parsed: Parsed, hit: Hit, e: Event | None) -> set[str]:
    items = parsed.items
    if e is None:
        return {t.low for t in parsed.sentence.tokens}
    first = min([e.vg.first, *(np.first for np in e.subjects if e.subject_how in ("direct", "relative"))])
    return {t.low for t in parsed.sentence.tokens[first : items[min(e.stop, len(items)) - 1].last]}


def _generic(nps: list[Np]) -> bool:
    """Plural people without a number: families, officers, those who."""
    classes = lexicon().classes
    return any(
        np.plural
        and not np.count
        and not np.pronoun
        and (np.heads & classes.keys() or np.head.low in ("those", "others", "many", "some"))
        for np in nps
    )


def _main(parsed: Parsed, e: Event) -> Event:
    """The finite verb whose tense holds for ``e``: of its governor, or before a participle."""
    while e.parent is not None:
        e = e.parent
    bare = e.passive and e.vg.last - e.vg.first == 1
    if e.vg.form in ("ing", "ed", "inf") or bare:
        finite = [x for x in parsed.events if x.vg.form == "fin" and not (x.passive and x.vg.last - x.vg.first == 1)]
        before = [x for x in finite if x.at < e.at]
        return (before or finite or [e])[-1 if before else 0]
    return e


def _habitual(parsed: Parsed, e: Event, hit: Hit) -> bool:
    head = _main(parsed, e)
    vg = head.vg
    if any(
        np.det in ("some", "many", "most", "more") or np.head.low in ("many", "some", "most", "those") for np in head.subjects
    ):
        return True
    people = [*head.subjects, *e.patients, *e.subjects]
    if e.vg.form == "ing" and e.parent is not None and e.parent.lemma in ("describe", "see", "report", "watch"):
        return _generic(people)
    if vg.modal:
        return vg.modal in ("would", "could", "'d", "can") and _generic(head.subjects)
    if vg.past or (vg.verb.form == "VBD" and not vg.perfect and not vg.passive):
        return False
    if vg.perfect:
        return _generic(head.subjects) and vg.neg is None
    if vg.progressive:
        return _generic(people)
    return vg.form == "fin" and _present(parsed, head, people, hit)


def _present(parsed: Parsed, head: Event, people: list[Np], hit: Hit) -> bool:
    """The simple present tells a practice, unless a date or a single doer makes it one happening."""
    if any(i.kind == "H" and any(t.text[0].isdigit() for t in parsed.sentence.tokens[i.first : i.last]) for i in parsed.items):
        return False
    if _generic(people):
        return True
    return (
        hit.act.split(".")[0] in PRACTICES
        and head.lemma not in STATES
        and not any(np.pronoun and np.head.low == "i" for np in head.subjects)
    )
