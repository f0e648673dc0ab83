"""Coarse word classes from closed lists, the verb table and the neighbours; no statistics, no model.

Tags: D determiner, S possessive, J adjective, U numeral, N noun, M name, R pronoun, V verb, A auxiliary, L modal,
X negation, T infinitive marker, P preposition, C coordinator, B subordinator, W relative, E adverb, Q quotation, Y mark.
"""

from __future__ import annotations

from rushlight.reading.english.gifts import kept, receives, stem
from rushlight.reading.english.lexicon import Lexicon, lexicon, rule_words
from rushlight.reading.english.tokens import ARTICLED, Token

NUMERALS = rule_words("tagger_numerals")
MONTHS = frozenset({"May", "March", "Mar", "Sun"})
BEFORE_NUMBER = frozenset({"at", "about", "around", "some", "between", "nearly", "over", "more", "less"})
SWELLING = frozenset({"grow", "rise", "increase", "mount", "exist", "surround"})
PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "ants", "ents")
PARTICIPLES = frozenset({"jailed", "exiled", "wounded", "displaced", "shackled", "handcuffed", "blindfolded"})
MODIFYING = rule_words("tagger_modifying")
SUBJECTS = frozenset({"they", "he", "she", "we", "i", "who"})
OPENERS = frozenset({"how", "what", "why", "whether", "that"})
LONE = rule_words("tagger_lone")
KEEP_NOUN = rule_words("tagger_keep_noun")
BARE_VERB_AFTER = frozenset({"make", "let", "help", "have", "see", "watch", "hear"})
PROVISOS = frozenset({"provided", "providing", "failing"})
FIXED_PREPOSITIONS = frozenset({"as", "since", "after", "before", "until", "till", "than", "like", "so"})


def tag(tokens: list[Token]) -> None:
    """Fill ``tag``, ``lemma`` and ``form`` of one sentence's tokens."""
    lex = lexicon()
    for i, token in enumerate(tokens):
        if token.tag == "Q":
            continue
        token.lemma = token.low
        token.tag = token.tag or _closed(lex, tokens, i) or _open(lex, tokens, i)


def _low(tokens: list[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _previous(tokens: list[Token], i: int) -> Token | None:
    """The token before ``i``, adverbs skipped."""
    i -= 1
    while i >= 0 and tokens[i].tag == "E":
        i -= 1
    return tokens[i] if i >= 0 else None


def _starts_nominal(lex: Lexicon, tokens: list[Token], i: int) -> bool:
    """Does a noun phrase without article plausibly begin at ``i``?"""
    low = _low(tokens, i)
    if not low:
        return False
    if low in lex.nouns or low in lex.words["adjective"] or low in NUMERALS or low[0].isdigit():
        return True
    return low not in lex.verbs and low[0].isalpha() and not _function(lex, low)


def _function(lex: Lexicon, low: str) -> bool:
    return any(
        low in lex.words[k]
        for k in (
            "preposition",
            "coordinator",
            "subordinator",
            "auxiliary",
            "modal",
            "negation",
            "relative",
            "adverb",
            "pronoun",
        )
    )


def _closed(lex: Lexicon, tokens: list[Token], i: int) -> str:
    t, words = tokens[i], lex.words
    low, after = t.low, _low(tokens, i + 1)
    if low == "+":
        return "C"
    if low == "'" or (not (low[0].isalnum() or low[0] in "'’&") and t.text[0] not in "$€£¥₩"):
        return "Y"
    if low[0].isdigit() and "-" in low:
        return "J"
    if low[0].isdigit() or (not low[0].isalpha() and low[0] not in "'’&") or (low in NUMERALS and low != "one"):
        return "U"
    if (len(t.text) == 2 and t.text[1] == ".") or t.text in MONTHS:
        return "M"
    if low == "like" and i and tokens[i - 1].tag == "L":
        return ""
    if low in PROVISOS and i and tokens[i - 1].tag in "YEC" and (after == "that" or _opens_phrase(lex, after)):
        return "B"
    if low == "'s":
        return _clitic_s(lex, tokens, i)
    if low == "that":
        return _that(lex, tokens, i)
    if low == "to":
        return _to(lex, tokens, i)
    if low == "her" and i and kept(tokens, i):
        return "R"
    if low == "its" and i and tokens[i - 1].low == "time":
        return "A"
    if low == "her" and receives(tokens, i):
        return "R"
    if low == "her":
        gerund = any(f == "VBG" for _, f in lex.verbs.get(after, ())) and _starts_nominal(lex, tokens, i + 2)
        return "S" if gerund or _starts_nominal(lex, tokens, i + 1) or (after in lex.verbs and after in lex.nouns) else "R"
    if low == "one":
        return "U" if _starts_nominal(lex, tokens, i + 1) else "R"
    for tag_, name in (("S", "possessive"), ("X", "negation"), ("L", "modal"), ("A", "auxiliary"), ("R", "pronoun")):
        if low in words[name]:
            return tag_
    if low in words["relative"]:
        if low in ("who", "whom") and _asked(tokens, i):
            return "B"
        return "W" if i and tokens[i - 1].tag in "NMRPUYDJ" and low not in ("where", "what") else "B"
    return _particle_like(lex, tokens, i)


def _asked(tokens: list[Token], i: int) -> bool:
    """``asked him who had lent it``: a question, no relative clause."""
    return i > 1 and tokens[i - 1].tag in "RN" and any(t.lemma == "ask" for t in tokens[max(0, i - 3) : i - 1])


def _particle_like(lex: Lexicon, tokens: list[Token], i: int) -> str:
    words, low, after = lex.words, tokens[i].low, _low(tokens, i + 1)
    if low in words["coordinator"] and low != "yet":
        return "C"
    if low == "so" and (after in words["adjective"] or after in words["adverb"] or after in ("many", "much", "few")):
        return "E"
    if low in FIXED_PREPOSITIONS:
        return "P" if low != "so" else "B"
    if low == "no" and after == "longer":
        return "X"
    if low == "longer" and i and tokens[i - 1].tag == "X":
        return "E"
    done = (
        low in PARTICIPLES
        and i
        and (tokens[i - 1].tag == "A" or (i > 1 and tokens[i - 2].tag == "A" and tokens[i - 1].tag == "E"))
    )
    if low in words["adjective"] and not done and _before_bare_noun(lex, tokens, i):
        return "J"
    if low in words["preposition"]:
        if (
            low in words["particle"]
            and after not in BEFORE_NUMBER
            and (
                not after
                or (after in words["relative"] and not (after == "that" and _starts_nominal(lex, tokens, i + 2)))
                or not (_starts_nominal(lex, tokens, i + 1) or _opens_phrase(lex, after))
            )
        ):
            return "E"
        return "P"
    if low in words["subordinator"]:
        return "B"
    if low in words["determiner"] and not (low in words["adverb"] and not _starts_nominal(lex, tokens, i + 1)):
        return "D"
    if low in lex.nouns and i and tokens[i - 1].tag in "DSJ":
        return ""
    if low in words["adverb"] or (
        low.endswith("ly") and low not in lex.nouns and low not in lex.verbs and len(low) > 4 and low not in words["adjective"]
    ):
        return "E"
    return ""


def _before_bare_noun(lex: Lexicon, tokens: list[Token], i: int) -> bool:
    """``their past interactions``, ``outside influence``: an adjective though the word is also a preposition or verb."""
    after = _low(tokens, i + 1)
    return (
        _starts_nominal(lex, tokens, i + 1)
        and not _opens_phrase(lex, after)
        and after not in NUMERALS
        and not after[0].isdigit()
    )


def _opens_phrase(lex: Lexicon, low: str) -> bool:
    words = lex.words
    if (
        low in words["determiner"]
        or low in words["possessive"]
        or low in words["pronoun"]
        or low in words["relative"]
        or low in OPENERS
    ):
        return True
    return any(form == "VBG" for _, form in lex.verbs.get(low, ()))


def _clitic_s(lex: Lexicon, tokens: list[Token], i: int) -> str:
    before = tokens[i - 1] if i else None
    if before and before.low in ("it", "he", "she", "that", "there", "what", "who", "let", "here"):
        return "A"
    after = _low(tokens, i + 1)
    if after in lex.words["determiner"] or after in lex.words["preposition"] or after in ("not", "been"):
        return "A"
    return "S"


def _that(lex: Lexicon, tokens: list[Token], i: int) -> str:
    before = tokens[i - 1] if i else None
    after = _low(tokens, i + 1)
    verbish = after in lex.words["auxiliary"] or after in lex.words["modal"] or (after in lex.verbs and after not in lex.nouns)
    if before and before.tag in "NMR":
        return "W" if verbish else "B"
    if before and before.low == "," and verbish and i > 1 and tokens[i - 2].tag in "NM":
        return "W"
    if before and before.tag in "VEYC":
        return "B"
    if (before and before.tag == "P") or not verbish:
        return "D" if _starts_nominal(lex, tokens, i + 1) else "R"
    return "R"


def _to(lex: Lexicon, tokens: list[Token], i: int) -> str:
    j = i + 1
    while _low(tokens, j) in lex.words["adverb"] or _low(tokens, j).endswith("ly"):
        j += 1
    low = _low(tokens, j)
    if low in ("be", "have", "do", "get"):
        return "T"
    if not any(form == "VB" for _, form in lex.verbs.get(low, ())):
        return "P"
    following = _low(tokens, j + 1)
    compound = following in lex.nouns and (lex.nouns[following][1] == "pl" or following not in lex.verbs)
    if low in lex.nouns and compound and following not in lex.words["adverb"] and not _opens_phrase(lex, following):
        return "P"
    if low in lex.nouns and lex.nouns[low][0] in lex.sets["jail"] | lex.sets["camp"] | frozenset(lex.classes) | {"work"}:
        follows = _low(tokens, j + 1)
        return "T" if follows and (_opens_phrase(lex, follows) or low == "work") else "P"
    return "T"


def _open(lex: Lexicon, tokens: list[Token], i: int) -> str:
    t = tokens[i]
    if t.value == "L" and t.capital:
        return "M"
    if i and tokens[i - 1].tag in "NJM" and f"{tokens[i - 1].lemma}-{t.low}" in lex.nouns:
        t.lemma, t.form = lex.nouns.get(t.low, (t.low, "sg"))
        return "N"
    forms = lex.verbs.get(t.low)
    if forms and not (t.capital and i and t.low in lex.nouns and tokens[i - 1].tag != "Y" and not t.text.isupper()):
        chosen = _verb(lex, tokens, i, forms)
        if chosen:
            return chosen
    if t.low in lex.nouns and i and tokens[i - 1].low in SUBJECTS and _opens_phrase(lex, _low(tokens, i + 1)):
        return _as_verb(t, lex.nouns[t.low][0], "VBZ")
    if t.low in lex.nouns:
        t.lemma, t.form = lex.nouns[t.low]
        return "N"
    if t.low in lex.words["adjective"]:
        return "J"
    if t.low in ("others", "ones"):
        t.lemma, t.form = t.low, "pl"
        return "N"
    return _unknown(lex, tokens, i)


def _unknown(lex: Lexicon, tokens: list[Token], i: int) -> str:
    t = tokens[i]
    last = t.low.rsplit("-", 1)[-1]
    if last != t.low and last in lex.nouns:
        t.form = lex.nouns[last][1]
        t.lemma = t.low[: -len(last)] + lex.nouns[last][0]
        return "N"
    if not i and t.low.endswith(PEOPLE_ENDINGS) and t.value != "L":
        t.lemma, t.form = t.low[:-1], "pl"
        return "N"
    if (t.capital and not t.text.isupper()) or t.value == "L" or ARTICLED.fullmatch(t.text):
        return "M"
    nominal_next = _starts_nominal(lex, tokens, i + 1)
    if (last != t.low and last in lex.verbs) or (
        t.low.endswith(("ful", "ous", "less", "able", "ible", "ish")) and nominal_next
    ):
        return "J"
    told = i and (tokens[i - 1].low in SUBJECTS or (tokens[i - 1].tag in "NM" and _opens_phrase(lex, _low(tokens, i + 1))))
    if t.low.endswith("ed") and len(t.low) > 4 and told:
        return _as_verb(t, stem(t.low), "VBD")
    if t.low.endswith("ed") and len(t.low) > 4:
        return "J" if nominal_next else _as_verb(t, t.low, "VBN")
    if t.low in MODIFYING and nominal_next:
        return "J"
    if t.low.endswith("ing") and len(t.low) > 5 and _previous_tag(tokens, i) not in "DSJ":
        return _as_verb(t, t.low, "VBG")
    t.form = "pl" if t.low.endswith("s") and not t.low.endswith(("ss", "us", "is")) else "sg"
    t.lemma = t.low[:-1] if t.form == "pl" else t.low
    return "N"


def _previous_tag(tokens: list[Token], i: int) -> str:
    before = _previous(tokens, i)
    return before.tag if before else "^"


def _as_verb(t: Token, lemma: str, form: str) -> str:
    t.lemma, t.form = lemma, form
    return "V"


def _pick(forms: tuple[tuple[str, str], ...], *wanted: str) -> tuple[str, str] | None:
    for tag_ in wanted:
        for lemma, form in forms:
            if form == tag_:
                return lemma, form
    return None


def _verb(lex: Lexicon, tokens: list[Token], i: int, forms: tuple[tuple[str, str], ...]) -> str:
    """V with lemma and form set, J for a participle before its noun, or empty when the word is a noun here."""
    t = tokens[i]
    kinds = {form for _, form in forms}
    before = _previous(tokens, i)
    prev = before.tag if before else "^"
    if t.low == "missing" and before is not None and before.lemma in ("be", "been", "go", "remain", "report"):
        return "J"
    if kinds <= {"VBG"}:
        return _gerund(lex, tokens, i, forms, prev)
    if (
        t.low in lex.words["adjective"]
        and t.low not in PARTICIPLES
        and before is not None
        and before.lemma in ("set", "go", "break", "keep", "be")
        and prev in "VA"
    ):
        return "J"
    if kinds & {"VBD", "VBN"} and not kinds & {"VB", "VBZ"}:
        return _past(lex, tokens, i, forms, before)
    if prev == "X" and before is tokens[0] and kinds & {"VBN"}:
        return _as_verb(t, *(_pick(forms, "VBN") or forms[0]))
    longer = i > 1 and tokens[i - 1].low == "longer"
    if prev in ("T", "L") or (prev == "X" and before and (before.low != "no" or longer)):
        chosen = _pick(forms, *(("VBZ", "VBD", "VB") if longer else ("VB", "VBN", "VBD")))
        return _as_verb(t, *chosen) if chosen else ""
    if prev == "A" and before and before.low in ("do", "does", "did", "'d"):
        return _as_verb(t, *(_pick(forms, "VB") or forms[0]))
    if prev == "A" and kinds & {"VBN"}:
        return _as_verb(t, *(_pick(forms, "VBN") or forms[0]))
    counted = i > 1 and tokens[i - 1].low == "more" and (tokens[i - 2].low in NUMERALS or tokens[i - 2].low == "another")
    if t.low in KEEP_NOUN or (counted and t.low in lex.nouns):
        return ""
    return _finite(lex, tokens, i, forms, before)


def _gerund(lex: Lexicon, tokens: list[Token], i: int, forms: tuple[tuple[str, str], ...], prev: str) -> str:
    after = _low(tokens, i + 1)
    if prev in "DSJ" and (tokens[i].low in lex.nouns or after == "of" or not _starts_nominal(lex, tokens, i + 1)):
        if tokens[i].low in lex.nouns:
            return ""
        tokens[i].form = "sg"
        return "N"
    if prev == "A" and i > 1 and tokens[i - 2].low == "there":
        tokens[i].form = "sg"
        return "N"
    if tokens[i].low in MODIFYING and prev != "A" and after in lex.nouns and not _opens_phrase(lex, after):
        return "J"
    if f"{tokens[i].low}-{after}" in lex.nouns or (
        prev == "P" and forms[0][0] in SWELLING and _starts_nominal(lex, tokens, i + 1)
    ):
        return "J"
    if prev in "DS" or (prev == "J" and _starts_nominal(lex, tokens, i + 1)):
        return "J"
    if (
        tokens[i].low in lex.nouns
        and (prev in "PUN^C" or prev == "V")
        and not _opens_phrase(lex, after)
        and (after not in lex.words["particle"] or (prev == "P" and after in lex.words["preposition"]))
    ):
        return ""
    return _as_verb(tokens[i], *forms[0])


def _past(lex: Lexicon, tokens: list[Token], i: int, forms: tuple[tuple[str, str], ...], before: Token | None) -> str:
    prev = before.tag if before else "^"
    if {form for _, form in forms} == {"VBD"}:
        return _as_verb(tokens[i], *forms[0])
    if (
        before is not None
        and (before.low in LONE or before.tag == "U")
        and (_opens_phrase(lex, _low(tokens, i + 1)) or _low(tokens, i + 1)[:1].isdigit())
    ):
        return _as_verb(tokens[i], *(_pick(forms, "VBD", "VBN") or forms[0]))
    if tokens[i].low in lex.words["adjective"] and prev in "VDP^YC" and _before_bare_noun(lex, tokens, i):
        return "J"
    if prev in "DSU" or (prev in "JP" and _starts_nominal(lex, tokens, i + 1) and not _opens_phrase(lex, _low(tokens, i + 1))):
        if tokens[i].low in lex.nouns and not _starts_nominal(lex, tokens, i + 1):
            return ""
        if _starts_nominal(lex, tokens, i + 1):
            tokens[i].lemma = forms[0][0]
            tokens[i].form = "VBN"
            return "J"
    return _as_verb(tokens[i], *((_pick(forms, "VBN") if prev == "A" else _pick(forms, "VBD", "VBN")) or forms[0]))


def _finite(lex: Lexicon, tokens: list[Token], i: int, forms: tuple[tuple[str, str], ...], before: Token | None) -> str:
    """A base or -s form that may also be a noun; also cut, put, hit, read, set, let."""
    t, prev = tokens[i], before.tag if before else "^"
    if prev == "P" and tokens[i - 1].tag == "E":
        prev = "N"
    noun = t.low in lex.nouns
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    opens = bool(after and (_opens_phrase(lex, after.low) or after.low[:1].isdigit() or after.low in NUMERALS))
    chosen = _pick(forms, "VBD", "VBZ", "VB") if {f for _, f in forms} & {"VBD"} else _pick(forms, "VBZ", "VB")
    lemma, form = chosen or forms[0]
    as_verb = (
        prev in ("R", "W", "B")
        or (prev in "NM" and _verb_after_noun(lex, tokens, i, before, form, opens, noun))
        or (prev == "A" and not noun)
        or (prev == "C" and (opens or not noun))
        or (prev in ("Y", "^", "Q") and (opens or not noun))
        or (prev == "U" and not noun and form != "VBZ")
        or (prev == "D" and before is not None and before.low in LONE and (opens or not noun))
        or (prev == "^" and form == "VBZ" and after is not None and after.low == "to" and not _auxiliary_later(lex, tokens, i))
        or (prev == "V" and before is not None and before.lemma in BARE_VERB_AFTER and form == "VB")
    )
    if prev in "DSJ" and not (prev == "D" and before is not None and before.low in LONE and (opens or not noun)):
        as_verb = False
    if prev == "P":
        as_verb = False
    if as_verb:
        return _as_verb(t, lemma, form)
    if prev == "V" and before is not None and before.form == "VBG" and form == "VBZ":
        t.lemma, t.form = lemma, "pl"
        return "N"
    if noun:
        return ""
    if form in ("VBD",) and prev not in "DSJP":
        return _as_verb(t, lemma, form)
    if prev in "DSJPU":
        t.lemma, t.form = lemma, "pl" if form == "VBZ" else "sg"
        return "N"
    return _as_verb(t, lemma, form)


def _auxiliary_later(lex: Lexicon, tokens: list[Token], i: int) -> bool:
    """``Transfers to camps were carried out``: the verb comes later, so the first word is a noun."""
    return any(t.low in lex.words["auxiliary"] or t.low in lex.words["modal"] for t in tokens[i + 1 :])


def _plural_subject(tokens: list[Token], i: int) -> bool:
    """``Officials from the village work team visit the homes``: no verb yet, and a plural noun heads the clause."""
    k = i - 1
    while k >= 0 and tokens[k].tag not in "VALYBWC":
        k -= 1
    return any(t.tag == "N" and t.form == "pl" for t in tokens[k + 1 : i]) and any(t.tag == "P" for t in tokens[k + 1 : i])


def _in_phrase(tokens: list[Token], i: int) -> bool:
    """``was entered in the police register``: a noun phrase behind a preposition, in a clause that has its verb."""
    k = i - 1
    while k >= 0 and tokens[k].tag in "NMJDSU":
        k -= 1
    if k < 1 or tokens[k].tag != "P" or tokens[k].low in FIXED_PREPOSITIONS:
        return False
    while k >= 0 and tokens[k].tag not in "VYBWC":
        k -= 1
    return k >= 0 and tokens[k].tag == "V"


def _no_verb(tokens: list[Token], i: int) -> bool:
    return not any(t.tag in "VAL" for t in tokens[:i])


def _verb_after_noun(
    lex: Lexicon, tokens: list[Token], i: int, before: Token | None, form: str, opens: bool, noun: bool
) -> bool:
    if before is None:
        return False
    after = _low(tokens, i + 1)
    continues = (
        opens or not after or not after[0].isalnum() or after in lex.words["preposition"] or after in lex.words["adverb"]
    )
    continues = continues or after == "that" or after == "to" or _starts_nominal(lex, tokens, i + 1)
    if after in lex.words["auxiliary"] or after in lex.words["modal"] or (noun and _in_phrase(tokens, i)):
        return False
    plural_before = (
        before.form == "pl"
        or before.low in ("police", "people", "authorities")
        or (before.tag == "M" and form == "VB" and not noun and before.value != "L")
    )
    if form == "VBZ":
        j = i - 2
        if noun and before.lemma in lex.classes and after in lex.nouns and lex.nouns[after][1] == "pl" and _no_verb(tokens, i):
            return True
        counted = j >= 0 and (tokens[j].low in lex.speech["quantifiers_set"] or tokens[j].tag == "U")
        return not plural_before and continues and not counted and (not noun or opens or after in ("to", "that"))
    if form == "VBD":
        return continues
    if opens and not plural_before and _plural_subject(tokens, i):
        return True
    return (
        plural_before
        and continues
        and (opens or not noun or after in lex.words["preposition"] or _starts_nominal(lex, tokens, i + 1))
    )
