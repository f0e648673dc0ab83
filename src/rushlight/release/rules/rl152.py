"""RL152: who the source is: a relation, an office or a place of those who could have told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rushlight.atlas import atlas
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import Piece, cue, found, pieces
from rushlight.release.rules.levels import COUNTY

LEAD = re.compile(r"according to ([^,]{1,80})|^([^.]{1,60}?)(?:에 따르면|이 전|가 전|은 전|는 전)", re.IGNORECASE)
WHERE = re.compile(
    r"\b(?:in|from|of|near) ((?-i:[A-Z][\w-]+(?: [A-Z][\w-]+)?))|([가-힣]{2,6}(?=(?:시|군|구역)?의? ?(?:한 )?(?:소식통|주민)))"
)
WORD = re.compile(r"[^\W_]+")
FORMER = re.compile(r"\b(?:former|retired|ex)\b|전직|출신|은퇴|제대")
PARTICLE = re.compile(r"(?:에서|에게서|에|의|은|는|이|가|을|를|과|와|도|들)$")


def lead(piece: Piece) -> str:
    """The words that say who tells it: the attribution, or "according to ..." of a sentence."""
    if piece.subject is not None and piece.subject.item.attribution == piece.text:
        return piece.text
    found_lead = LEAD.search(piece.text)
    return found_lead.group() if found_lead else ""


def speaker(text: str) -> str:
    """Who speaks at the head of a sentence ("a relative told us that"), where it is nobody of the state."""
    heads = found(text, cue("RL152")["speaks"])
    of_state = heads and found(heads[0], cue("RL152")["state"]) and not FORMER.search(heads[0])
    return heads[0] if heads and not of_state else ""


def says_more(who: str) -> bool:
    """Whether a word of the attribution says more of the source than how many there are; places are left to the atlas."""
    neutral = cue("RL152")["neutral"]
    pattern = re.compile("|".join((*neutral["en"], *neutral["ko"])))
    for word in WORD.findall(who):
        stem = PARTICLE.sub("", word)
        known = any(pattern.fullmatch(w.casefold()) for w in (word, stem)) or word.isdigit()
        if not known and not (word.isascii() and word[0].isupper()) and not atlas().lookup(stem) and not atlas().lookup(word):
            return True
    return False


def named_place(text: str) -> bool:
    """Whether a place below a province is named."""
    names = (name for m in WHERE.finditer(text) for name in m.groups() if name)
    found_places = (atlas().lookup(form) for name in names for form in {name, name.split(" ")[0], name.removesuffix("시")})
    return any(places and all(len(atlas().ladder(p.id)) >= COUNTY for p in places) for places in found_places)


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if piece.subject is None or piece.field:
            continue
        who, head = lead(piece), speaker(piece.text)
        if says_more(who) or (head and found(head, cue("RL152"))) or any(map(named_place, (who, head))):
            yield finding("RL152", piece.item, part=piece.called)


RULE = Rule("RL152", find)
