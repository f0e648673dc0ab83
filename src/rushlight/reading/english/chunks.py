"""Noun phrases and verb groups, grown from their heads over the tagged tokens."""

from __future__ import annotations

from itertools import pairwise

from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.phrasal import pairs
from rushlight.reading.english.phrases import Item as Item
from rushlight.reading.english.phrases import Np as Np
from rushlight.reading.english.phrases import Vg as Vg
from rushlight.reading.english.tokens import Token
from rushlight.reading.patterns import rx

COMPOUND = rule_words("chunks_compound")
QUANTIFYING = frozenset({"one by one", "at least", "up to", "more than", "less than"}) | rule_words("chunks_adverbial")
LONGEST_ASIDE = 10
MONTHS = frozenset({"jan", "feb", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"})
TIMES = rx(r"\d{1,3}x")
DAY = rx(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?")
CALENDAR = rule_words("chunks_calendar")
BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"])
GET = frozenset(["get", "gets", "got", "getting", "gotten"])
HAVE = frozenset(["have", "has", "had", "having", "'ve", "'d"])
DO = frozenset(["do", "does", "did"])
LEMMAS = {**dict.fromkeys(BE, "be"), **dict.fromkeys(GET, "get"), **dict.fromkeys(HAVE, "have"), **dict.fromkeys(DO, "do")}
QUANTITY_ALONE = rule_words("chunks_quantity_alone")
TIME_NOUNS = rule_words("chunks_time_nouns")
ORDINALS = frozenset(["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "every", "some", "any", "no"})
NEVER_HEAD = frozenset({"aged", "surnamed", "incl", "abt"})


def chunk(tokens: list[Token]) -> list[Item]:
    """The items of one sentence, in order; parenthesised stretches carry depth 1."""
    items: list[Item] = []
    i, depth = 0, 0
    opening, closing = _aside(tokens)
    while i < len(tokens):
        t = tokens[i]
        depth += (i == opening) - (i == closing + 1)
        if t.text in "([" and t.tag == "Y":
            depth += 1
        item = (
            _value(tokens, i)
            or _compound_preposition(tokens, i)
            or _postmodifier(tokens, i)
            or _verb_group(tokens, i)
            or _noun_phrase(tokens, i)
            or Item(t.tag, i, i + 1, low=t.low)
        )
        item.depth = depth
        item.tokens = tokens
        items.append(item)
        if t.text in ")]" and t.tag == "Y":
            depth = max(0, depth - 1)
        i = item.last
    _link(items)
    return items


def _aside(tokens: list[Token]) -> tuple[int, int]:
    """First and last token of words between two dashes; (-1, -2) where there are none."""
    dashes = [k for k, t in enumerate(tokens) if t.text in ("–", "—", "--")]
    if len(dashes) != 2 or not 1 < dashes[1] - dashes[0] < 14 or dashes[0] == 0 or dashes[1] == len(tokens) - 1:
        return _inserted(tokens)
    return dashes[0], dashes[1]


def _inserted(tokens: list[Token]) -> tuple[int, int]:
    """``, that is around 2,000 dollars,`` and ``, his wife included,``: words that break a clause; (-1, -2) without them."""
    commas = [k for k, t in enumerate(tokens) if t.text == ","]
    for first, last in pairwise(commas):
        inside = [t.low for t in tokens[first + 1 : last]]
        explained = inside[:2] in (["that", "is"], ["that", "'s"]) and any(t.value == "A" for t in tokens[first:last])
        if len(inside) < LONGEST_ASIDE and inside and (explained or inside[-1] in ("included", "excepted")):
            return first, last
    return -1, -2


def _value(tokens: list[Token], i: int) -> Item | None:
    """A time stays one item (H); a sum of money is one noun phrase whose heads include ``money``."""
    kind = tokens[i].value
    if kind == "T" and i and tokens[i - 1].tag == "V" and tokens[i].form == "particle":
        return Item("E", i, i + 1, low=tokens[i].low)
    if TIMES.fullmatch(tokens[i].low):
        return Item("E", i, i + 1, low=tokens[i].low)
    if kind not in ("T", "A") and tokens[i].low in MONTHS and i and tokens[i - 1].tag in "VNE":
        return Item("H", i, i + 1, low="time")
    if kind not in ("T", "A"):
        return Item("H", i, i + 1, low="time") if DAY.fullmatch(tokens[i].low) else None
    j = i
    while j < len(tokens) and tokens[j].value == kind and not (j > i and tokens[j].low == "("):
        j += 1
    run = tokens[i:j]
    if kind == "T":
        calendar = any(t.low[0].isdigit() or t.low in CALENDAR or t.low.rstrip("s") in CALENDAR for t in run)
        plain = len(run) > 1 or run[0].tag not in "JN"
        verbal = any(t.tag == "V" and t.low not in CALENDAR for t in run)
        return Item("H", i, j, low="time") if (calendar or plain) and not verbal else None
    if j < len(tokens) and tokens[j].tag in "NJ" and run[-1].tag != "N":
        return None
    head = next((t for t in reversed(run) if t.tag in "NM"), run[-1])
    np = Np(i, j, head, frozenset({"money", head.lemma or head.low} | {t.lemma for t in run if t.tag == "N"}), count="1")
    return Item("N", i, j, np=np)


def _compound_preposition(tokens: list[Token], i: int) -> Item | None:
    """``in front of``, ``on account of``: one preposition."""
    for size in (3, 2):
        if i + size > len(tokens):
            continue
        words = " ".join(t.low for t in tokens[i : i + size])
        if (
            size == 2
            and i
            and tokens[i - 1].tag == "V"
            and (tokens[i - 1].lemma, tokens[i].low) in pairs()
            and words != "out of"
        ):
            continue
        if words == "down for" and not (i and tokens[i - 1].low in BE):
            continue
        if words in COMPOUND or words in QUANTIFYING:
            return Item("E" if words in QUANTIFYING else "P", i, i + size, low=words)
    return None


def _postmodifier(tokens: list[Token], i: int) -> Item | None:
    """``aged 68``, ``surnamed Ri``, ``in his 40s``: belong to the noun before."""
    t = tokens[i]
    if t.low in ("aged", "surnamed") and i + 1 < len(tokens):
        return Item("E", i, i + 2, low=t.low)
    if (
        (
            t.low.isdigit()
            and len(t.low) < 3
            and 0 < i < len(tokens) - 1
            and tokens[i - 1].text == ","
            and tokens[i + 1].text in ",.;)("
        )
        and i > 1
        and tokens[i - 2].tag in "NM"
    ):
        return Item("E", i, i + 1, low="aged")
    if t.low == "in" and i + 2 < len(tokens) and tokens[i + 1].tag == "S":
        j = i + 2
        while j < len(tokens) and tokens[j].low in ("early", "mid", "late", "mid-", "-"):
            j += 1
        if j < len(tokens) and tokens[j].text[0].isdigit() and tokens[j].low.endswith("s"):
            return Item("E", i, j + 1, low="aged")
    return None


def _verb_group(tokens: list[Token], i: int) -> Item | None:
    t = tokens[i]
    if t.tag not in "VALTX" or (t.tag == "X" and not _verb_follows(tokens, i)):
        return None
    j = i
    seen: list[Token] = []
    adverbs: list[str] = []
    neg: Token | None = None
    main: Token | None = None
    while j < len(tokens):
        u = tokens[j]
        if u.tag == "X":
            if not (j + 1 < len(tokens) and tokens[j + 1].low in ("only", "just", "merely")):
                neg = u
        elif u.tag == "E" and (seen or neg) and _verb_follows(tokens, j):
            adverbs.append(u.low)
        elif u.tag == "V":
            main = u
            seen.append(u)
            j += 1
            break
        elif u.tag in "ALT" and not (u.tag == "T" and seen):
            seen.append(u)
        else:
            break
        j += 1
    if not seen or (not main and seen[-1].tag == "T"):
        return None
    while tokens[j - 1].tag == "E":
        j -= 1
    return Item("V", i, j, vg=_features(i, j, seen, main, neg, tuple(adverbs)))


def _verb_follows(tokens: list[Token], i: int) -> bool:
    j = i + 1
    while j < len(tokens) and tokens[j].tag in "EX":
        j += 1
    return j < len(tokens) and tokens[j].tag in "VAL"


def _would(seen: list[Token], verb: Token) -> str:
    """``they'd burn it``, ``he'd be deported``: ``'d`` before a plain verb or ``be`` is would, before a participle had."""
    k = next((k for k, t in enumerate(seen) if t.low == "'d"), None)
    if k is None or k + 1 >= len(seen):
        return ""
    after = seen[k + 1]
    plain = after.low in ("be", "have", "get") or (after is verb and verb.form == "VB")
    return "would" if plain else ""


def _features(i: int, j: int, seen: list[Token], main: Token | None, neg: Token | None, adverbs: tuple[str, ...]) -> Vg:
    aux = [t.low for t in seen if t is not main]
    verb = main or seen[-1]
    if main is None:
        aux = [t.low for t in seen[:-1]]
        verb.lemma, verb.form = LEMMAS.get(verb.low, verb.low), "VBG" if verb.low.endswith("ing") else ""
    infinitive = any(t.tag == "T" for t in seen)
    modal = next((t.low for t in seen if t.tag == "L"), "") or _would(seen, verb)
    be = any(a in BE or a in GET for a in aux)
    participle = verb.form in ("VBN", "VBD")
    passive = bool(main) and be and participle and verb.form != "VBG"
    finite = (
        bool(modal)
        or any(a not in ("to", "being", "having", "been", "be") for a in aux)
        or verb.form in ("VBZ", "VBD", "VB", "")
    )
    if aux and aux[0] in ("being", "having", "getting"):
        finite = False
    form = (
        "inf" if infinitive else "fin" if finite else "ing" if verb.form == "VBG" or "being" in aux or "having" in aux else "ed"
    )
    past = (
        any(a in ("was", "were", "had", "did", "got", "'d") for a in aux)
        or (verb.form == "VBD" and not aux)
        or verb.low in ("was", "were", "had", "did")
    )
    return Vg(
        i,
        j,
        verb,
        form,
        passive=passive,
        modal=modal,
        perfect=any(a in HAVE for a in aux) and participle,
        progressive=be and verb.form == "VBG",
        neg=neg,
        past=past and not modal,
        adverbs=adverbs,
    )


def _noun_phrase(tokens: list[Token], i: int) -> Item | None:
    lone = _singled_out(tokens, i) or _lone(tokens, i)
    if lone is not None:
        return lone
    if tokens[i].tag == "J" and i and tokens[i - 1].tag == "V" and i + 1 < len(tokens) and tokens[i + 1].tag in "UDS":
        return None
    j, owner, start = i, None, i
    while j < len(tokens) and not (j > i and _breaks(tokens, j)):
        u = tokens[j]
        if u.tag in "DUJNM" or (u.tag == "S" and (j == i or u.low != "'s")) or _joined(tokens, j, i):
            if u.tag == "S" and j > i:
                before = _build(tokens, start, j, owner)
                if before:
                    return before
        elif _possessive(tokens, j, i):
            if tokens[j - 1].low != "people":
                inner = _build(tokens, start, j, owner)
                owner, start = inner.np if inner else None, j + 1
        else:
            break
        j += 1
    item = _build(tokens, start, j, owner)
    if item is None and owner is not None and start == j:
        return Item("N", i, j, np=Np(i, j, owner.head, owner.heads, owner.mods, owner.det, owner.owner, name=owner.name))
    if item and owner:
        item.first = i
        if item.np:
            item.np.first = i
    return item


def _singled_out(tokens: list[Token], i: int) -> Item | None:
    """``the polite one``, ``a bald one``, ``the one``: one phrase, told from others by what stands before ``one``."""
    if tokens[i].low not in ("the", "a", "an", "another"):
        return None
    j = i + 1
    while j < len(tokens) and j - i < 4 and tokens[j].tag in "JNM":
        j += 1
    if j >= len(tokens) or tokens[j].low != "one" or tokens[j].tag != "R":
        return None
    if j == i + 1 and tokens[i].low != "the":
        return None
    mods = tuple(tokens[i + 1 : j])
    return Item("N", i, j + 1, np=Np(i, j + 1, tokens[j], frozenset({"one"}), mods, tokens[i].low))


def _lone(tokens: list[Token], i: int) -> Item | None:
    """A pronoun, ``no one``, or ``each`` behind its noun."""
    t = tokens[i]
    of = i + 1 < len(tokens) and tokens[i + 1].low == "of"
    if t.low == "each" and i and tokens[i - 1].tag == "N" and not of:
        return Item("E", i, i + 1, low="each")
    if t.low == "no" and i + 1 < len(tokens) and tokens[i + 1].low == "one":
        return Item("N", i, i + 2, np=Np(i, i + 2, tokens[i + 1], frozenset({"no-one"}), det="no", pronoun=True))
    if t.tag == "R":
        return Item("N", i, i + 1, np=Np(i, i + 1, t, frozenset({t.low}), pronoun=True))
    return None


def _breaks(tokens: list[Token], j: int) -> bool:
    """Does the phrase end before this token though its class would fit?"""
    u, before = tokens[j], tokens[j - 1]
    if u.low in NEVER_HEAD or u.low == "each" or _name_apart(tokens, j) or _dates(tokens, j):
        return True
    opens = u.low in ARTICLES and before.low not in ("all", "both", "such", "half", "quite")
    return opens or (u.tag == "U" and before.tag in "NM")


def _dates(tokens: list[Token], j: int) -> bool:
    """``they took my cousin last night``: the night belongs to the verb."""
    if tokens[j].value == "T" and tokens[j - 1].value != "T" and tokens[j - 1].tag in "NMJR":
        k = j
        while k < len(tokens) and tokens[k].value == "T":
            k += 1
        return k >= len(tokens) or tokens[k].tag not in "NJS"
    if tokens[j].low not in ("last", "next", "one", "early", "late") or tokens[j - 1].tag not in "NMRU":
        return False
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    return tokens[j].value == "T" != tokens[j - 1].value or (after is not None and after.low.rstrip("s") in TIME_NOUNS)


def _possessive(tokens: list[Token], j: int, i: int) -> bool:
    """``'s``, or the bare apostrophe behind a plural (``defectors’ families``)."""
    u = tokens[j]
    if j == i:
        return False
    plural = u.text in "’'" and tokens[j - 1].tag in "NM" and tokens[j - 1].low.endswith("s") and _goes_on(tokens, j + 1)
    return u.tag == "S" or plural


def _name_apart(tokens: list[Token], j: int) -> bool:
    """A name behind a common noun that is no title starts its own phrase: ``at the security department Choe``."""
    t, before = tokens[j], tokens[j - 1]
    if t.tag != "M" or t.value or before.tag != "N" or before.capital:
        return False
    lex = lexicon()
    return lex.classes.get(before.lemma, "") in ("", "authority") and before.low not in ("surname", "province", "county")


def _joined(tokens: list[Token], j: int, i: int) -> bool:
    """An adverb or participle inside a noun phrase: ``some 140 of``, ``about 40 people``, ``the recently arrested men``."""
    u = tokens[j]
    if u.tag == "E" and j + 1 < len(tokens) and tokens[j + 1].tag in "JU" and j > i:
        return True
    return (
        u.form != "particle"
        and u.low in ("about", "around", "over", "nearly", "some", "approximately")
        and j + 1 < len(tokens)
        and tokens[j + 1].tag == "U"
    )


def _goes_on(tokens: list[Token], j: int) -> bool:
    return j < len(tokens) and tokens[j].tag in "JNMUV"


def _build(tokens: list[Token], first: int, last: int, owner: Np | None) -> Item | None:
    """The noun phrase of these tokens, or None when nothing in them can be its head."""
    while last > first and tokens[last - 1].tag == "E":
        last -= 1
    while last > first and tokens[last - 1].tag in "J" and any(tokens[k].tag in "NM" for k in range(first, last)):
        last -= 1
    body = tokens[first:last]
    heads = [k for k in range(first, last) if tokens[k].tag in "NM"]
    if heads:
        head = tokens[heads[-1]]
    elif (
        (body and (body[-1].tag == "U" or body[-1].low in QUANTITY_ALONE))
        or (len(body) == 2 and body[0].low == "a" and body[-1].low in ORDINALS)
        or (len(body) > 1 and body[0].tag in "D" and body[-1].tag == "J" and not body[-1].low.endswith("ly"))
    ):
        head = body[-1]
    else:
        return None
    mods = tuple(t for t in body if t is not head and t.tag in "JNM")
    det = body[0].low if body[0].tag in "DS" else ""
    counts = [t.low for t in body if t.tag == "U" and t is not head and t.value != "T"]
    often = det == "a" and first and tokens[first - 1].low in ("once", "twice", "times")
    if often and head.low in TIME_NOUNS | {"yr", "wk", "mth"}:
        return Item("H", first, last, low="time")
    if head.low.rstrip("s") in TIME_NOUNS and (
        det in ("every", "each", "all") or body[0].low in ("last", "next", "once", "twice", "same", "that", "following", "one")
    ):
        return Item("H", first, last, low="time")
    heads_ = _compounds(body, head) | ({"money"} if any(t.value == "A" for t in body) else frozenset())
    np = Np(first, last, head, heads_, mods, det, owner, counts[0] if counts else "", name=head.tag == "M")
    if head.tag == "U" and not np.count:
        np.count = head.low
    if det and body[0].tag == "S" and owner is None and det != "'s":
        np.owner = Np(first, first + 1, body[0], frozenset({det}), pronoun=True)
    return Item("N", first, last, np=np)


def _compounds(body: list[Token], head: Token) -> frozenset[str]:
    """The head's lemma alone and with the words before it: police station -> station, police-station."""
    lemma = head.lemma or head.low
    out = {lemma, head.low}
    if "-" in lemma and not lemma.endswith("in-law"):
        out.add(lemma.rsplit("-", 1)[-1])
    k = body.index(head)
    joined = lemma
    for t in reversed(body[max(0, k - 3) : k]):
        if t.tag not in "JNM":
            break
        joined = f"{t.lemma or t.low}-{joined}"
        out.add(joined)
    lex = lexicon()
    if lemma == "unit" and any(t.low == "people" for t in body):
        out.add("people's-unit")
    return frozenset(out | {lex.nouns[w][0] for w in out if w in lex.nouns})


def _link(items: list[Item]) -> None:
    """Prepositions onto their noun phrases; ``of`` onto the noun phrase before; coordination."""
    for k, item in enumerate(items):
        if item.np is None:
            continue
        before = items[k - 1] if k else None
        if item.np.pronoun and item.np.head.low in ("i", "he", "she", "they", "we"):
            continue
        if before is not None and before.low in QUANTIFYING and k >= 2:
            before = items[k - 2]
        if before is not None and before.kind == "P":
            item.np.prep = before.low
            left = items[items.index(before) - 1].np if items.index(before) else None
            if before.low == "of" and left is not None:
                left.of = item.np
        if before is not None and before.kind == "C" and k >= 2:
            clause = _starts_clause(items, k)
            member = None if clause and (items[k - 2].low == "," or _said_before(items, k - 2)) else _left_member(items, k - 2)
            if member is not None and member.np is not None:
                item.np.conj = member.np
                if before.low in ("and", "or", "&", "nor") and not clause:
                    item.np.prep = member.np.prep


def _said_before(items: list[Item], k: int) -> bool:
    """Has the clause a finite verb already, so that ``and`` begins another one?"""
    while k >= 0 and items[k].low not in (";", ":") and items[k].kind not in "BWQ":
        if items[k].finite:
            return True
        k -= 1
    return False


def _starts_clause(items: list[Item], k: int) -> bool:
    """Is the noun phrase at ``k``, with what hangs on it, the subject of a finite verb?"""
    j = k + 1
    while j < len(items) and (items[j].kind in "PHE" or (items[j].np is not None and items[j - 1].kind in "PE")):
        j += 1
    return j < len(items) and items[j].finite


def _left_member(items: list[Item], k: int) -> Item | None:
    """The noun phrase that ``and`` joins, over commas, ages and ``of`` phrases."""
    while k >= 0 and (items[k].low in (",", "aged") or items[k].kind == "E" or items[k].kind == "U" or items[k].depth):
        k -= 1
    while k >= 2 and items[k].prep == "of" and items[k - 2].np is not None:
        k -= 2
    return items[k] if k >= 0 and items[k].np is not None else None
