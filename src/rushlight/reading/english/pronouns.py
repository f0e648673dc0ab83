"""Whom he, she and they mean: the likeliest party before them, by nearness, grammar and what is done.

Centring in short (Grosz, Joshi and Weinstein 1995): subjects before objects, the last sentence before older ones;
``they`` who search, arrest or demand are the officers of the scene, not the family spoken of last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.doers import office_verb
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import PERSON_CLASSES, lexicon
from rushlight.reading.english.refs import PLURAL, SINGULAR, Cast, Ref
from rushlight.reading.english.role_words import role_words

SINGLE_CLASSES = frozenset({"person", "source", "intermediary", "officer", "name"})
OFFICIAL = frozenset({"search", "seize", "detain", "question", "demand", "threat", "hurt", "list", "move", "coerce", "try"})
SPEAKING = role_words("pronouns_speaking")
SUFFERING = role_words("pronouns_suffering")
SECURITY = role_words("hands_security")
RELATIONAL = role_words("pronouns_relational")
HOME = frozenset(
    {"house", "home", "flat", "apartment", "room", "family", "wife", "husband", "door", "shop", "mother", "father"}
)
SHARES = frozenset({"all", "both", "most", "few"})
SEATS = frozenset({"committee", "court", "consulate", "embassy", "office", "clinic", "hospital", "school", "council", "board"})
"""Bodies that are no ``they``."""
EMPTY = frozenset(
    {"be", "seem", "appear", "become", "take", "happen", "turn_out", "rain", "mean", "cost", "get", "look", "last"}
)
"""Verbs whose ``it`` mostly stands for nothing."""
FAR = frozenset({"officer", "authority", "public"})
"""Who is not meant by ``they were kept`` while two people have just been named together."""
PAYING = frozenset({"pay", "hand", "give", "bribe", "bring", "slip", "offer", "carry", "slide", "pass", "hand_over"})
ORDERING = frozenset({"demand", "warn", "threaten", "order", "summon"})
TELLING = frozenset(
    {
        "tell",
        "inform",
        "say",
        "swear",
        "claim",
        "insist",
        "report",
        "write",
        "believe",
        "think",
        "hear",
        "warn",
        "confide",
        "whisper",
    }
)
SCENE = 12
"""Sentences for which the officers of a scene stay those that ``they`` means, where somebody tells it in one go."""
NEAR = 5
"""The same in written prose, which names its officers anew."""


@dataclass
class Scene:
    """The sentence in which a pronoun stands. ``speakers`` say the quotation it stands in."""

    n: int
    parsed: Parsed
    opens_paragraph: bool = False
    speakers: set[Ref] = field(default_factory=set)
    last_subject: Ref | None = None
    subjects: dict[int, Event] = field(default_factory=dict)
    bound: dict[str, Ref] = field(default_factory=dict)
    spoken: bool = False
    chat: bool = False
    before: Parsed | None = None
    teller: Ref | None = None

    def coarguments(self, np: Np, cast: Cast) -> set[Ref]:
        """Parties that cannot be meant: the subject of the verb whose object the pronoun is."""
        out = set()
        for e in self.parsed.events:
            if any(np is o for o in (*e.objects, *e.second, *(p for _, p in e.pps))):
                out |= {cast.of[id(s)] for s in e.subjects if id(s) in cast.of}
        return out


def gender_of(np: Np) -> str:
    return "m" if np.head.low in ("he", "him", "his", "himself") else "f"


def meant(np: Np, cast: Cast, scene: Scene) -> Ref | None:
    """The party a pronoun of the third person means, None where nobody fits."""
    if np.head.low in SINGULAR:
        gender = gender_of(np)
        ref = _single(np, gender, cast, scene)
        if ref is not None:
            ref.gender = ref.gender or gender
            scene.bound[gender] = ref
        return ref
    if np.head.low == "it":
        return _body(np, cast, scene)
    return _several(np, cast, scene) if np.head.low in PLURAL else None


def _body(np: Np, cast: Cast, scene: Scene) -> Ref | None:
    """``It acknowledged holding them``: the body that was the subject of the sentence before."""
    e = scene.subjects.get(id(np))
    if e is None or e.passive or e.lemma in EMPTY or scene.opens_paragraph:
        return None
    bodies = [r for r in cast.refs if r.cls in ("authority", "organisation") and r.subject_at == scene.n - 1]
    return bodies[-1] if bodies else None


def _single(np: Np, gender: str, cast: Cast, scene: Scene) -> Ref | None:
    n = scene.n
    acting = scene.coarguments(np, cast)
    barred = acting | _tellers(np, cast, scene) | {r for r in cast.refs if r.group is not None and r.group in acting}
    reach = 8 if scene.opens_paragraph else 4
    other = _objects(np, scene)
    pool = [
        r
        for r in cast.refs
        if not r.plural
        and other.isdisjoint(r.heads)
        and r.cls in SINGLE_CLASSES
        and (r.lead or n - r.last <= reach)
        and r.gender in ("", gender)
        and r not in barred
        and not (r.place or r.negative or r in scene.speakers or (r.coded and r.subject_at != n))
    ]
    if np.head.low == "him" and _paid(np, scene):
        pool = [r for r in pool if r.cls in ("officer", "intermediary") and n - r.last <= 3] or pool
    return max(pool, key=lambda r: _rank(r, np, gender, cast, scene)) if pool else None


def _objects(np: Np, scene: Scene) -> frozenset[str]:
    """``He paid the colleague``: he is not the colleague."""
    does = [e for e in scene.parsed.events if not e.passive and any(np is x for x in e.subjects)]
    things = [o for e in does for o in (*e.objects, *e.second)]
    known = [o.heads for o in things if not o.pronoun and not o.name and o.det in ("the", "this", "that")]
    return frozenset().union(*known)


def _rank(r: Ref, np: Np, gender: str, cast: Cast, scene: Scene) -> tuple[int, ...]:
    n = scene.n
    e = scene.subjects.get(id(np))
    in_office = e is not None and not e.passive and (e.lemma in ORDERING or (e.lemma not in SPEAKING and office_verb(e.lemma)))
    carried = r.lead and scene.chat and scene.parsed.sentence.quote is None
    last = max(r.last, n - 1) if carried else r.last
    at_home = any(o.owner is np and not o.heads.isdisjoint(HOME) for o in scene.parsed.nps)
    officer = 9 if at_home else -1 if in_office else 6 if np.head.low in ("him", "her") or e is not None else 3
    lead = min(r.weight, 8) // (1 if scene.opens_paragraph and np.first <= 3 else 3)
    score = (
        last * 3
        + (3 if r.subject_at >= n - 1 else 0)
        + (3 if r.gender == gender else 0)
        + (2 if r.names else 0)
        + (5 if r.subject_at == n and r is scene.last_subject else 0)
        + (4 if r.lead else 0)
        + (4 if _bound(r, np, gender, scene) else 0)
        + lead
        - (officer if r.cls == "officer" else 0)
        - (5 if r.bystander and r.weight == 1 else 0)
        + (12 if r is scene.teller and e is not None and e.lemma in lexicon().speech["say"] else 0)
        - (3 if r.weight == 1 and r.subject_at < 0 and not r.gender and not r.names and n - r.last > 1 else 0)
        - (3 if r.owner is not None and r.weight < 4 and not r.names else 0)
    )
    return score, r.subject_at, r.last


def _bound(r: Ref, np: Np, gender: str, scene: Scene) -> bool:
    """``She`` of one clause is ``she`` of the next, unless another subject came between; ``her sister says she``: hers."""
    last = scene.last_subject
    goes_on = id(np) not in scene.subjects or r is last or (last is not None and last.owner is r)
    return scene.bound.get(gender) is r and goes_on


def tellers(parsed: Parsed) -> list[Np]:
    """``A neighbour warned the father that …``: people who come in only to tell something."""
    subjects = [(e, e.subjects[-1]) for e in parsed.events if e.lemma in TELLING and e.subjects and (e.that or e.objects)]
    return [np for _, np in subjects if np.det in ("a", "an") and not RELATIONAL.isdisjoint(np.heads)]


def _tellers(np: Np, cast: Cast, scene: Scene) -> set[Ref]:
    """``a man told her he had been given seven years``, ``A comrade swears that he was caught``: not the teller."""
    out = set()
    for e in scene.parsed.events:
        subject = e.subjects[-1] if e.subjects else None
        if subject is None or e.lemma not in TELLING or np.first < e.vg.first:
            continue
        anybody = subject.head.low in ("some", "many", "others", "several", "people", "most")
        if subject.det not in ("a", "an") and not anybody:
            continue
        ref = cast.get(subject)
        of_another = (
            anybody
            or not RELATIONAL.isdisjoint(subject.heads)
            or (e.lemma in ("tell", "inform") and bool(e.objects) and e.objects[0].pronoun)
        )
        if ref is not None and of_another:
            out.add(ref)
    cited = [cast.get(x) for x in scene.parsed.nps if x.prep == "according to" and x.first < np.first]
    return out | {r for r in cited if r is not None}


def _paid(np: Np, scene: Scene) -> bool:
    return any(e.lemma in PAYING and any(np is o for o in (*e.objects, *(p for _, p in e.pps))) for e in scene.parsed.events)


def _several(np: Np, cast: Cast, scene: Scene) -> Ref | None:
    barred = scene.coarguments(np, cast)
    e = scene.subjects.get(id(np))
    pool = [r for r in cast.refs if _many(r) and r not in barred and r not in scene.speakers]
    near = [r for r in pool if scene.n - r.last <= 3]
    if e is not None and does_office(e):
        body = [r for r in pool if r.cls == "authority" and r.subject_at == scene.n - 1 and not scene.opens_paragraph]
        if body and not any(r.cls == "officer" and r.last >= scene.n - 1 for r in pool):
            return body[-1]
        hands = [r for r in pool if _may_act(r) and scene.n - r.last <= (SCENE if scene.spoken else NEAR) and r.draft.mentions]
        men = [r for r in hands if r.cls == "officer"]
        if hands:
            return max(men or hands, key=lambda r: (r.last, r.subject_at))
    done_to = np.head.low in ("them", "their") or (e is not None and (e.passive or e.lemma in SUFFERING))
    best = max(near, key=lambda r: _rank_many(r, done_to, scene)) if near else None
    pair = _pair(np, cast, scene) if done_to and (best is None or best.cls in FAR) else None
    return pair or best


def _pair(np: Np, cast: Cast, scene: Scene) -> Ref | None:
    """``The mother and her son came. They were kept``: one of the two who were named together, here or just before."""
    for parsed in (scene.parsed, scene.before):
        for second in reversed(parsed.nps if parsed is not None else ()):
            first = second.conj
            if first is None or parsed is None or (parsed is scene.parsed and second.first > np.first):
                continue
            if first.conj is not None or (first.first and parsed.sentence.tokens[first.first - 1].text == ","):
                continue
            refs = [cast.get(x) for x in (first, second)]
            people = [r for r in refs if r is not None and r.cls in ("person", "source", "name")]
            if len(people) == 2:
                return people[1] if first.pronoun else people[0]
    return None


def _may_act(r: Ref) -> bool:
    return r.cls == "officer" or (r.cls == "authority" and not SECURITY.isdisjoint(r.heads))


def _many(r: Ref) -> bool:
    several = (
        (r.plural and r.heads.isdisjoint(SHARES)) or r.cls == "family" or (r.cls == "authority" and r.heads.isdisjoint(SEATS))
    )
    return several and r.cls in PERSON_CLASSES and r.cls not in ("reporter", "outlet") and not r.place and not r.negative


def _rank_many(r: Ref, done_to: bool, scene: Scene) -> tuple[int, int]:
    kind = 1 if (r.cls in ("family", "person", "public", "source")) == done_to else 0
    body = 1 if r.cls == "authority" and not r.plural else 0
    said = 2 if r.subject_at >= scene.n - 1 else 0
    return r.last + said + (2 * kind if done_to else 0) - body, r.subject_at


def does_office(e: Event) -> bool:
    """``they`` with this verb act for an office: search, arrest, question, demand, threaten."""
    if e.passive or e.lemma in SUFFERING:
        return False
    return e.lemma in SPEAKING or e.lemma in ("come", "let", "give") or _official(e.lemma)


@cache
def _official(lemma: str) -> bool:
    frames = lexicon().frames.get(lemma, ())
    official = [f for f in frames if f.act.split(".")[0] in OFFICIAL]
    return len(official) * 2 > len(frames)
