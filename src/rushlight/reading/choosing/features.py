"""What is seen of a party beside a statement, and of the statement itself: the features of the choice (``model``).

Each feature is a short string. They say where the party is named, how, what kind of party it is beside what kind of act, what
the rules made of it here and in the statements before, and which pronouns the words hold. One set serves both questions,
who did it and whom it befell: the weights differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rushlight.codebook import codebook
from rushlight.reading.choosing.scene import DOERS, SUFFERERS, Moment, Scene, Stretch, parties_in
from rushlight.reading.drafts import PartyDraft
from rushlight.record import Role
from rushlight.tables import load_table

_WORDS = re.compile(r"[A-Za-z'’]+|[가-힣]+|\d+|[^\w\s]")
_PARTICLE = re.compile(r"[가-힣]{0,4}")
_NEAR = 25
"""Characters beside a mention in which its neighbours are looked for."""
_OPENING = 40
"""Characters before a statement whose last words may hold its subject."""
ROLES = {"doer": DOERS, "sufferer": SUFFERERS}
FIELD = {"doer": "agent", "sufferer": "affected"}
"""The statement's fields that the two questions fill."""


def words_of(text: str) -> list[str]:
    """The words and marks of a text in lower case."""
    return _WORDS.findall(text.lower())


@dataclass(frozen=True)
class Facts:
    """What is asked of a statement once for all parties."""

    scene: Scene
    moment: Moment
    act: str
    family: str
    kind: str
    words: Sequence[str]
    pronouns: frozenset[str]
    before: frozenset[str]
    passive: bool
    likeness: bool
    roles: dict[str, list[PartyDraft]]
    told: dict[str, list[list[PartyDraft]]]
    """By question: who was named in each of the statements before that name somebody, the nearest first."""
    weighed: Sequence[int]


def facts(scene: Scene, moment: Moment) -> Facts:
    """The facts of one statement."""
    said = load_table("choosing")[scene.language]
    s = moment.statement
    words = words_of(scene.text[moment.start : moment.end])
    opening = words_of(scene.text[max(scene.sentence_start(moment.sentence), moment.start - _OPENING) : moment.start])[-4:]
    return Facts(
        scene=scene,
        moment=moment,
        act=s.act,
        family=s.act.partition(".")[0],
        kind=str(codebook().term(s.act).kind),
        words=words,
        pronouns=frozenset(said["pronouns"][w] for w in words if w in said["pronouns"]),
        before=frozenset(said["pronouns"][w] for w in opening if w in said["pronouns"]),
        passive=any(w in said["passive"] for w in words),
        likeness=s.by_likeness,
        roles={name: parties_in(s, roles) for name, roles in ROLES.items()},
        told={name: _told(moment, roles) for name, roles in ROLES.items()},
        weighed=scene.weighed(moment),
    )


def _told(moment: Moment, roles: frozenset[Role]) -> list[list[PartyDraft]]:
    return [named for m in reversed(moment.earlier) if (named := parties_in(m.statement, roles))]


def of_nobody(f: Facts) -> Iterator[str]:
    """What speaks for nobody being named."""
    s = f.moment.statement
    yield "nobody"
    yield f"nobody {f.act}"
    yield f"nobody {f.family}"
    yield f"nobody {f.kind}"
    yield f"nobody {f.kind} passive={f.passive}"
    yield f"nobody {f.kind} {s.modality}"
    for pronoun in f.pronouns:
        yield f"nobody {pronoun}"
    if s.content_of is not None:
        yield "nobody content"
    for role, chosen in f.roles.items():
        yield f"nobody {role}={bool(chosen)} likeness={f.likeness}"
        yield f"nobody {role}={bool(chosen)} {f.kind}"
    if f.words:
        yield f"nobody first {f.words[0]}"
        if f.scene.language == "ko":
            yield from (f"nobody ends {f.words[-1][-n:]}" for n in (1, 2, 3))


def of_party(f: Facts, number: int) -> Iterator[str]:
    """What speaks for and against a party."""
    party = f.scene.parties[number]
    place = f.scene.place_of(number, f.moment)
    where = _where(f, place)
    yield from _kind_of(f, party, where)
    yield from _rank(f, number, where)
    yield from _name(f, party, place)
    yield from _pronouns(f, party, where)
    yield from _rules(f, party, where)
    yield from _history(f, party)
    yield from _neighbours(f, place, where)


def _where(f: Facts, place: Stretch) -> str:
    """How far the mention stands from the statement, in sentences."""
    start = place[0]
    if f.moment.start <= start < f.moment.end:
        return "inside"
    away = f.moment.sentence - f.scene.sentence_of(start)
    if start >= f.moment.end:
        return f"later{min(-away, 2)}"
    return ("same", "1", "2", "3", "3")[away] if away < 5 else "far"


def _kind_of(f: Facts, party: PartyDraft, where: str) -> Iterator[str]:
    of_class = party.party_class
    yield f"at {where}"
    yield f"at {where} {of_class}"
    yield f"{of_class} {f.kind}"
    yield f"{of_class} {f.family}"
    yield f"{of_class} {f.act}"
    yield f"{party.kind}"
    yield f"{party.kind} {f.family}"
    yield f"{party.identity_status}"
    yield f"named {min(4, len(party.mentions))}"


def _rank(f: Facts, number: int, where: str) -> Iterator[str]:
    """How many others were named since, and how many of its class."""
    of_class = f.scene.parties[number].party_class
    place = f.weighed.index(number)
    same = sum(f.scene.parties[n].party_class is of_class for n in f.weighed[:place])
    yield f"rank {min(place, 6)}"
    yield f"rank {min(same, 4)} {of_class}"
    yield f"rank {min(same, 4)} {of_class} {where}"


def _name(f: Facts, party: PartyDraft, place: Stretch) -> Iterator[str]:
    words = words_of(f.scene.text[place[0] : place[1]])
    if not words:
        return
    head = words[-1] if f.scene.language == "en" else words[-1][-2:]
    yield f"head {head}"
    yield f"head {head} {f.kind}"
    yield f"begins {words[0]}"


def _pronouns(f: Facts, party: PartyDraft, where: str) -> Iterator[str]:
    for pronoun in f.pronouns:
        yield f"{pronoun} {party.party_class}"
        yield f"{pronoun} {party.kind}"
        yield f"{pronoun} at {where}"
    for pronoun in f.before:
        yield f"before {pronoun} {party.party_class}"


def _rules(f: Facts, party: PartyDraft, where: str) -> Iterator[str]:
    """What the rules made of the party in this statement."""
    if f.moment.statement.speaker is party:
        yield "speaker"
        yield f"speaker {f.kind}"
    for role, chosen in f.roles.items():
        if party in chosen:
            yield f"{role}"
            yield f"{role} likeness={f.likeness}"
            yield f"{role} at {where}"
            yield f"{role} {f.family}"
            yield f"{role} {party.party_class}"
            yield f"{role} of {len(chosen)}"
            yield f"{role} found {f.moment.statement.found.get(FIELD[role], '')}"
        elif chosen:
            yield f"no {role} likeness={f.likeness}"


def _history(f: Facts, party: PartyDraft) -> Iterator[str]:
    """What the rules made of it in the statements before, and in the act whose content this is."""
    earlier = f.moment.earlier
    parent = f.moment.statement.content_of
    for role, roles in ROLES.items():
        if earlier and party in parties_in(earlier[-1].statement, roles):
            yield f"last {role}"
            yield f"last {role} same paragraph={earlier[-1].paragraph == f.moment.paragraph}"
            yield f"last {role} {party.party_class}"
            yield f"last {role} {f.family}"
            yield f"last {role} same act={earlier[-1].statement.act == f.act}"
        if len(earlier) > 1 and party in parties_in(earlier[-2].statement, roles):
            yield f"last but one {role}"
        told = f.told[role]
        if told and party in told[0]:
            yield f"latest {role}"
            yield f"latest {role} {f.kind}"
        times = min(3, sum(party in named for named in told))
        yield f"{role} {times} times"
        yield f"{role} {times} times {f.kind}"
        if parent is not None and party in parties_in(parent, roles):
            yield f"parent {role}"
            yield f"parent {role} {f.kind}"


def _neighbours(f: Facts, place: Stretch, where: str) -> Iterator[str]:
    """The words beside the mention: prepositions in English, particles in Korean."""
    text, moment = f.scene.text, f.moment
    if where == "inside":
        at = len(words_of(text[moment.start : place[0]]))
        yield f"word {min(at, 4)}"
    elif where == "same":
        yield f"gap {min(5, len(words_of(text[place[1] : moment.start])) // 2)}"
    elif place[0] - f.scene.sentence_start(f.scene.sentence_of(place[0])) < 6:
        yield "opens its sentence"
    if f.scene.language == "ko":
        yield from _particle(text, place, where)
    elif where in ("inside", "same"):
        yield from _words_beside(f, place, where)


def _particle(text: str, place: Stretch, where: str) -> Iterator[str]:
    following = _PARTICLE.match(text, place[1])
    yield f"{where if where in ('inside', 'same') else 'away'} + {following[0] if following else ''}"
    yield f"last letter {text[place[1] - 1]}"


def _words_beside(f: Facts, place: Stretch, where: str) -> Iterator[str]:
    text = f.scene.text
    left = words_of(text[max(f.scene.sentence_start(f.scene.sentence_of(place[0])), place[0] - _NEAR) : place[0]])
    right = words_of(text[place[1] : place[1] + _NEAR // 2])
    yield f"{where} behind {left[-1] if left else ''}"
    if where == "inside":
        yield f"inside before {right[0] if right else ''}"
        yield f"inside behind {left[-1] if left else ''} passive={f.passive}"
