"""Clauses: a sentence cut where a connective, quotative or temporal ending closes a word."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.reading.korean.lexicon import lexicon
from rushlight.reading.korean.units import Unit, word_pattern
from rushlight.reading.patterns import rx

TRAIL = rx(r"[,.?!…·;:)\]”’\"'」』]+$")
AUXILIARY = rx(
    r"(?:있|싶|말(?:았|고|자|라|아)|나서|나니|계시|서\s?있|않|못하|앉|주[고며는었던면기지]|줬|준|줄|주었|버[리렸린려]|놓|놔|두(?:었|고|다|면|지|는|어)|뒀|둔\s|보[았니려내]|봤|본|냈|낸|내[고며어는서]|내기|왔|오[고는기]|온|갔|간|가[고며는기다서]|다니|댔|대[고는며]|빠[졌진]|있던|드[리렸])"
)


@dataclass(frozen=True)
class Clause:
    """``[start, end)`` in the whole text; ``kind`` says how it is joined to the next."""

    start: int
    end: int
    kind: str


def find_clauses(unit: Unit) -> list[Clause]:
    """The unit's clauses in order; the last one is ``final``."""
    words = [(m.start(), m.end(), m.group()) for m in word_pattern().finditer(unit.masked)]
    out = []
    opened = 0
    for i, (_, stop, word) in enumerate(words[:-1]):
        kind = _boundary(word, words[i + 1][2])
        if kind:
            out.append(Clause(unit.start + opened, unit.start + stop, kind))
            opened = words[i + 1][0]
    out.append(Clause(unit.start + opened, unit.end, "final"))
    return out


def _boundary(raw: str, following: str) -> str | None:
    lex = lexicon()
    word = TRAIL.sub("", raw)
    comma = "," in raw[len(word) :]
    core = rx(r"[”’\"'」』)\]]").split(word)[-1]
    if not core:
        return None
    if core not in lex.clause_words("not_quotative") and not _is_topic(core) and lex.clause("quotative").search(core):
        return "quotative"
    bracket = word[-len(core) - 1 : -len(core)] in ")]"  # D씨(50대)는: no quotation
    if core != word and not bracket and rx(r"(?:이?라)?(?:고|며|면서|는|던)$").match(core):
        return "quotative"
    if _is_conjunctive(core, following, comma):
        return "conjunctive"
    if core.endswith("야") and rx(r"(?:하|했|한|할|합|되|됐|된|만)").match(following):
        return None
    if len(core) > 1 and lex.clause("conditional").search(core) and not _ends_in(core, lex.clause_words("not_conditional")):
        return "conditional"
    if lex.clause("temporal").fullmatch(core) or rx(r"[ㄴ-힣]때(?:문에)?$").search(core):
        return "temporal"
    return None


def _is_topic(core: str) -> bool:
    """여자는, 수감자는, 인정된 자는: a person with a particle, not the ending -자는."""
    return core == "자는" or (core.endswith("자는") and any(core[i:-1] in lexicon().nouns for i in range(len(core) - 2)))


def _is_conjunctive(core: str, following: str, comma: bool) -> bool:
    lex = lexicon()
    if len(core) < 2 or _ends_in(core, lex.clause_words("not_conjunctive")):
        return False
    if not lex.clause("conjunctive").search(core) or (core.endswith("려") and following[0] in "했하한들든"):
        return False
    return comma or not AUXILIARY.match(following)


def _ends_in(core: str, words: frozenset[str]) -> bool:
    return core in words or any(core[i:] in words for i in range(1, len(core) - 2))
