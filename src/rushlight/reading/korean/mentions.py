"""Mentions: noun phrases that name someone, grown leftwards from head nouns and names.

A mention's words are modifiers + head (+ count): ``50대 여성 김 모 씨``, ``보위원 3명``, ``군 보위부``.
Its particle tells its part in the clause. Pronouns are kept too, marked, since they never are mentions
of a party but do fill a role.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import regex

from rushlight.reading.korean.heads import FORMER, SENT, fits, stands
from rushlight.reading.korean.joining import joined, possessed
from rushlight.reading.korean.latecomers import NOBODY, THESE, Known, late_mentions
from rushlight.reading.korean.lexicon import Noun, lexicon
from rushlight.reading.korean.mention import HOUSE, PERSON, THAT_ONE, Mention
from rushlight.reading.patterns import rx

NUMERAL = (
    r"(?:\d[\d,]*|[일이삼사오육칠팔구]?[십백천만][일이삼사오육칠팔구십백천만]*|한두|두세|서너|너댓|너덧|네댓|네다섯|대여섯|예닐곱|일고여덟|여덟아홉|여남은|두어|한|두|세|네|다섯|여섯|일곱|여덟|아홉|"
    r"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)?|스무|수십|수백|수천|몇|여러|수)"
)
COUNTER = r"(?:여)?\s?(?:명|세대|가구|가정|사람|집|분|놈|호|가족|인|쌍)"
COUNT = rf"(?:{NUMERAL}{COUNTER}(?:\s?(?:안팎|가량|정도|남짓|이상))?(?:\s{NUMERAL}\s?명)?)"
AT_LEAST = "(?:최소|최대|약|총|적어도|무려|대략|도합)"
AGE = (
    r"\((?:가명[,·\s]*)?(?:\d{1,2}(?:세|살|대)?|\d{1,2}대)(?:[,·\s]*(?:여|남|여성|남성|가명|[가-힣]{1,10}))?\)"
    r"|\(가명(?:[,·\s]*[가-힣0-9]{1,10})?\)"
)
NAME_SI = (
    rf"(?:[가-힣]{{1,2}}\s?모\s?(?:{AGE})?\s?(?:씨|양|군)|[가-힣]{{1,5}}(?:{AGE})\s?씨|(?<![가-힣])[가-힣]{{2,6}}\s[A-Z]\.\s?(?:{AGE})?\s?씨|(?<![가-힣ㄱ-ㅎ])[A-Zㄱ-ㅎ]\s?(?:씨|군|양)"
    r"|(?<![가-힣])[가-힣][○OX△*]{1,3}(?:\s?(?:씨|양|군))?|(?<![가-힣])[가-힣]\s씨|(?<![가-힣])[가-힣]{2,5}\s씨"
    r"|(?<![가-힣])[가-힣]{1,4}씨)(?:\([^)]{1,16}\))?"
)
TENS = "(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)?"
ALONE = rf"(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉|{TENS})"
"""Numbers that count people when they stand alone: 둘은, 열아홉은."""
BARE_COUNT = (
    rf"(?:{NUMERAL}(?:여)?\s?(?:(?:세대|가구|가정|명|가족)(?:가량|남짓|안팎|정도)?(?:\s{NUMERAL}\s?명)?|"
    rf"놈(?=[이은의도을에한들]|$))|\d{{1,3}}인(?=은|이\s|에게|의\s))"
)
PRONOUN = (
    r"나(?=는|도|를|만|보고|더러|에게|한테|의|까지)|저(?=는|도|를|만|보고|더러|에게|한테|희|의|까지)(?:희)?|내(?=가)|제(?=가)"
    r"|우리(?=는|도|를|가|만|에게|한테|더러|보고|까지)|(?:그|저)\s?(?:사람들|놈들|자들|사람|양반|애들|애)|걔(?:네|들)?|그녀|그들|이들|그분|당신|저들|그(?=는|가|를|도|의|에게|한테|만)"
)
SURNAME = r"[김박최정강조윤장임오권황류홍배허심곽쩐팜왕리량천이한안서신]"
BOUND = r"(?=[\s.,?!…·:;()\[\]“”‘’\"'▒/~ㅠㅜㅋㅎ]|$)"


LONGEST_BEFORE_HEAD = 6


@cache
def _matcher(*, headed: bool) -> regex.Pattern[str]:
    """Mentions of all kinds at a word's beginning; without ``headed``, those that no head noun makes."""
    lex = lexicon()
    nothing = "(?P<pre>(?!))(?P<head>(?!))(?P<pl>(?!))(?P<whole>(?!))(?P<count>(?!))(?P<bare>(?!))"
    return rx(
        rf"(?:(?P<pron>(?<![가-힣])(?:{PRONOUN}))"
        rf"|(?P<name>(?!{'|'.join(sorted(lex.not_si))}){NAME_SI})|(?P<titled>(?:(?<![가-힣A-Za-z])[A-Z]\s?|(?<![가-힣]){SURNAME}\s?|(?<![가-힣])[가-힣]{{2,5}}(?:{AGE})\s)(?:{lex.titles}))"
        rf"|(?P<aged>(?<![가-힣])(?:[가-힣]{{1,4}}(?<![에의은는던한된온인을를이가로서와과고면며데게니])\s){{0,2}}[가-힣]{{2,6}}(?:{AGE})(?:\s?씨)?)"
        rf"|{_head_first() if headed else nothing}"
        rf"|(?P<counted>(?<![가-힣0-9])(?:{BARE_COUNT}|(?:다른|또|나머지|또\s다른)\s하나(?=[는가를도][\s,])|그\s?중\s하나(?=[는가를도][\s,])|하나(?=[는가]\s.{{2,40}}[\s,]하나[는가]\s)|(?<=[가-힣][,고며]\s)하나(?=[는가]\s\S*(?:잡|붙|끌|죽|숨|맞|넘|튀|달아|도망|빠져|풀려))|(?<=[가-힣]\s(?:중|가운데)(?:에)?\s)하나(?=[는가를도][\s,])"
        rf"|{ALONE}(?=[은는이을도][\s,])(?!이\s(?:넘|다\s?된|되[는도])|을\s(?:넘|바라|갓|훌쩍)|은\s넘))))"
        rf"(?P<house>네)?(?:분|님)?(?P<code>\s\d{{1,3}}(?:번|호)?(?=[은는이가을를의도(]|에게|한테|에\s따르))?(?P<aside>\((?![^)]*의\s)[^)]{{1,14}}\))?(?P<label>\s?[‘“「][^’”」▒]{{1,14}}[’”」])?(?P<tail>\s?부부)?(?:\s(?:본인|자신|다수|일부|대부분|대다수|측|쪽\s사람들|전부|상당수|누구(?=도)))?(?P<part>(?:{lex.particles})?)(?P<extra>(?:(?:들|뿐|였|이었|이라|입니|이다|이며|이던|인|씩|이자|예요|이에요|네)[가-힣]{{0,4}}?|요)?){BOUND}",
    )


def _head_first() -> str:
    """A head noun with what may stand before it in its word, and its count."""
    return (
        rf"(?<![가-힣])(?P<pre>[가-힣A-Z0-9]{{0,6}}?)(?P<head>{lexicon().noun_tree})(?P<pl>들|네)?"
        rf"(?P<whole>\s(?:전원|일행)(?=[을이은의가도]))?"
        rf"(?:(?:\s(?:{AT_LEAST}\s)?|(?=\d))(?P<count>{COUNT})|\s(?P<bare>하나|{ALONE}|여럿|모두(?=[을가이]))(?=[\s은는이가을를도의에,.]))?"
    )


ALONE_AFTER = rx(r"\s(?:혼자|홀로|둘이|셋이)(?:서)?\s")
"""어머니 혼자 앉아 있었다: a subject without a particle."""
HOUSEHOLD = rx(r"(?<![가-힣])(?!동네|우리|자네|그네|당신|너희)[가-힣]{1,3}이네(?=(?:는|가|도|를|한테|에서|\s집)(?:\s|$))")
"""순이네는, 철이네가: a household called after its child."""


def _matches(masked: str) -> Iterator[regex.Match[str]]:
    """Matches from left to right, each at the beginning of a word; the head nouns are tried only where one can stand."""
    starts, done = lexicon().noun_starts, 0
    places = [i for i, letter in enumerate(masked) if letter in starts or masked[i : i + 2] in starts]
    for word in rx(r"(?<![가-힣])\S").finditer(masked):
        at = word.start()
        if at < done:
            continue
        next_place = bisect_left(places, at)
        headed = next_place < len(places) and places[next_place] <= at + LONGEST_BEFORE_HEAD
        if match := _matcher(headed=headed).match(masked, at):
            done = match.end()
            yield match


@cache
def _modifier() -> regex.Pattern[str]:
    return rx(r"(?:(?P<word>[^\s,.“”‘’\"'()▒]+)|(?P<label>[‘“][^’”]{1,12}[’”](?:[과와]\s연계(?:한|된))?))\s$")


def find_mentions(masked: str, offset: int, names: frozenset[str], known: Known = NOBODY) -> list[Mention]:
    """Mentions of one unit in text order. ``names`` are bare names introduced elsewhere in the text, ``known`` others."""
    out: list[Mention] = []
    for match in _matches(masked):
        mention = _mention(match, masked, offset)
        if mention is not None:
            out.append(mention)
    out += [_household(m, masked, offset) for m in HOUSEHOLD.finditer(masked) if not _taken(m.start() + offset, out)]
    _widen_names(out, masked, offset, names)
    out += _known_names(masked, offset, names, out)
    late = late_mentions(masked, offset, known, out)
    out = [m for m in out if not (m.head == THESE and _taken(m.start, late))] + late
    for mention in out:
        if (
            not mention.particle
            and masked[mention.after - offset : mention.after - offset + 2] == ", "
            and mention.start == offset
            and not mention.noun.kin
        ):
            mention.particle = "은"
        elif not mention.particle and ALONE_AFTER.match(masked, mention.after - offset):
            mention.particle = "가"
    out.sort(key=lambda m: m.start)
    return joined(possessed(out, masked, offset), masked, offset)


def _taken(place: int, found: list[Mention]) -> bool:
    return any(m.start <= place < m.end for m in found)


def _household(match: regex.Match[str], masked: str, offset: int) -> Mention:
    particle = rx(r"는|가|도|를|한테|에서").match(masked, match.end())
    part = particle.group() if particle else ""
    after = offset + match.end() + len(part)
    return Mention(offset + match.start(), offset + match.end(), match.group(), HOUSE, part, after, match.group())


def _mention(match: regex.Match[str], masked: str, offset: int) -> Mention | None:
    if match["name"] or match["titled"] or match["aged"]:
        return _named(match, masked, offset)
    if match["pron"]:
        return _pronoun(match, offset)
    if match["counted"]:
        return _counted(match, masked, offset)
    return _headed(match, masked, offset)


def _named(match: regex.Match[str], masked: str, offset: int) -> Mention | None:
    group = "name" if match["name"] else "titled" if match["titled"] else "aged"
    words = match[group]
    if any(words.replace(" ", "").endswith(x) for x in lexicon().not_si):
        return None
    title = rx(rf"(?:{lexicon().titles})$").search(words) if group == "titled" else None
    bare = rx(r"\([^)]*\)").sub("", words).strip()
    if group == "aged":
        bare = rx(r"\s씨$").sub("", bare)
    if group == "name":
        bare = rx(r"[○OX△*]+|\s*모\s*(?=$|씨|양|군)|\s?씨$|\s?(?:양|군)$").sub("", bare.removesuffix("씨").strip()).strip()
    if title:
        bare = bare[: -len(title.group())].strip() if bare.endswith(title.group()) else bare
        if not _plausible_title(bare, title.group(), masked, match.start(group)):
            return _headed_title(match, masked, offset, title.group())
    if group == "aged" and bare in lexicon().nouns:
        return _aged_noun(match, bare, masked, offset)
    if not bare:
        return None
    start = _grow_left(masked, match.start(group))
    end = match.end("tail") if match["tail"] else match.end("aside") if match["aside"] else match.end(group)
    title_noun = lexicon().nouns.get(title.group()) if title else None
    noun = title_noun if title_noun is not None and title is not None and title.group() not in HONORIFICS else PERSON
    if match["tail"] or words.endswith("부부"):
        noun = Noun("affected", "group", False)
    mention = Mention(
        offset + start,
        offset + end,
        f"씨:{bare}",
        noun,
        match["part"] or "",
        offset + match.end("part"),
        masked[start:end],
        name=bare,
    )
    mention.heads = [w for w in masked[start : match.start(group)].split() if w in lexicon().nouns]
    if title and title.group() in lexicon().nouns:
        mention.heads.append(title.group())
    return mention


HONORIFICS = frozenset(["군", "양", "옹", "여사"])
"""김 군: a young man, not an army."""


def _aged_noun(match: regex.Match[str], head: str, masked: str, offset: int) -> Mention:
    """누이(38): a head noun with an age."""
    start, end = _grow_left(masked, match.start("aged")), match.end("aged")
    mention = Mention(
        offset + start,
        offset + end,
        head,
        lexicon().nouns[head],
        match["part"] or "",
        offset + match.end("part"),
        masked[start:end],
    )
    mention.heads = [head, *(w for w in masked[start : match.start("aged")].split() if w in lexicon().nouns)]
    return mention


def _plausible_title(bare: str, title: str, masked: str, start: int) -> bool:
    """A name before a title: one capital, or two to five syllables that are no noun or modifier."""
    if rx(r"[A-Z]").fullmatch(bare):
        return True
    lex = lexicon()
    if title in ("군", "양") and len(bare) == 1:
        return bare not in "이한전양"
    if title in ("옹", "부부", "과장", "소장", "지도원") and len(bare) == 1:
        return False
    if bare in lex.modifiers or bare in lex.nouns:
        return False
    return len(bare) == 1 or "(" in masked[start : start + len(bare) + 2]


def _headed_title(match: regex.Match[str], masked: str, offset: int, title: str) -> Mention | None:
    noun = lexicon().nouns.get(title)
    if noun is None:
        return None
    end = match.end("titled")
    start = _grow_left(masked, end - len(title))
    before = masked[match.start("titled") : end - len(title)]
    if before and not before.endswith(" "):
        start = min(start, match.start("titled"))
    return Mention(
        offset + start, offset + end, title, noun, match["part"] or "", offset + match.end("part"), masked[start:end]
    )


def _pronoun(match: regex.Match[str], offset: int) -> Mention | None:
    word = match["pron"]
    part = match["part"] or ""
    if word[:1] in "그저" and word[1:].strip() in THOSE:
        return _those(match, offset)
    if word == "걔" and not part and at_head(match):
        part = "는"  # 걔 그때 붙잡혔던 애야: talk drops the particle
    if not part or (word == "내" and part != "가"):
        return None
    return Mention(
        offset + match.start("pron"),
        offset + match.end("pron"),
        word,
        PERSON,
        part,
        offset + match.end("part"),
        word,
        pronoun=True,
    )


def at_head(match: regex.Match[str]) -> bool:
    """Whether a match begins its sentence and a word follows it."""
    return match.start() == 0 and rx(r"\s\S").match(match.string, match.end()) is not None


THOSE = frozenset(["사람", "사람들", "자", "자들", "놈", "놈들"])


def _those(match: regex.Match[str], offset: int) -> Mention:
    """그 사람들, 그 자: someone spoken of before, or people nobody knows."""
    words = match["pron"]
    mention = Mention(
        offset + match.start("pron"),
        offset + match.end("pron"),
        words[1:].strip().removesuffix("들"),
        THAT_ONE,
        match["part"] or "",
        offset + match.end("part"),
        words,
        plural=words.endswith("들"),
    )
    mention.heads = [mention.head]
    return mention


def _counted(match: regex.Match[str], masked: str, offset: int) -> Mention | None:
    words = match["counted"]
    if rx(r"^(?:한|하나)").search(words) and "명" in words:
        pass
    among = rx(r"(?P<who>[가-힣]+?)(?:들)?\s(?:중|가운데)(?:에서)?\s$").search(masked[: match.start("counted")])
    of = lexicon().nouns.get(among["who"]) if among else None
    kind = "person" if rx(r"(?:한|1)\s?명|.*하나$").match(words) else "group"
    start = _grow_left(masked, match.start("counted"))
    mention = Mention(
        offset + start,
        offset + match.end("counted"),
        words.replace(" ", ""),
        Noun(of.party_class if of is not None and of.party_class == "officer" else "affected", kind, False),
        match["part"] or "",
        offset + match.end("part"),
        masked[start : match.end("counted")],
        count=words,
        plural=kind == "group",
    )
    mention.heads = [w for w in masked[start : match.start("counted")].split() if w in lexicon().nouns]
    return mention


def _noun_of(written: str, joined: str) -> Noun:
    """The noun as written or without its spaces."""
    nouns = lexicon().nouns
    found = nouns.get(written) or nouns.get(joined)
    return found or next((n for w, n in nouns.items() if w.replace(" ", "") == joined), PERSON)


def _headed(match: regex.Match[str], masked: str, offset: int) -> Mention | None:
    head = match["head"].replace(" ", "")
    noun = _noun_of(match["head"], head)
    if not _may_head(match, head, noun, masked):
        return None
    left, end = match.start("pre"), _head_end(match)
    start = _grow_left(masked, left, power=noun.party_class in ("officer", "authority"))
    if head == "집" and rx(r"(?:^|\s)[그이저]\s$").search(masked[:start]):
        start -= 2
    if match["pl"] == "네" and noun.party_class == "affected" and not match["tail"]:
        head, noun, end = head + "네", HOUSE, match.end("pl")
    noun = _in_context(noun, head, match, masked, start)
    count = _count_of(match, head, masked[start:left])
    mention = Mention(
        offset + start,
        offset + end,
        head,
        noun,
        match["part"] or "",
        offset + match.end("part"),
        masked[start:end],
        plural=match["pl"] == "들" or bool(count and not ONE_OF.match(count)),
        count=count,
    )
    mention.heads = [] if noun is HOUSE else [head, *(w for w in masked[start:left].split() if w in lexicon().nouns)]
    if match["code"] and noun.party_class == "source":
        mention.name = f"{head}{match['code']}"
        mention.head, mention.end = f"씨:{mention.name}", offset + match.end("code")
    return mention


ONE_OF = rx(r"(?:한|1|하나)(?:\s?(?:명|사람|분|놈|인|집|세대|가족)|$)")


def _may_head(match: regex.Match[str], head: str, noun: Noun, masked: str) -> bool:
    """Whether a head noun stands at a word's beginning, or behind what may be written together with it."""
    at, pre = match.start("pre"), match["pre"] or ""
    if at and rx(r"[가-힣]").match(masked[at - 1]):
        return False
    compound = len(pre) > 1 and head in lexicon().compounded
    if pre and (len(head) == 1 or not (fits(pre, noun) or compound)):
        return False
    return stands(head, noun, match, masked)


def _in_context(noun: Noun, head: str, match: regex.Match[str], masked: str, start: int) -> Noun:
    """The noun's class as the words around make it: a couple, our people's unit, sent by an office, a former officer."""
    left = match.start("pre")
    if noun is HOUSE:
        return noun
    if match["tail"] or (head == "인민반" and rx(r"우리\s$").search(masked[:left])):
        return Noun("affected", "group", False)
    sent = noun.party_class in ("public", "affected") and SENT.search(masked[:start])
    if sent or (head in STAFF and _of_authority(masked[start:left], match["pre"] or "")):
        noun = Noun("officer", noun.kind, False)
    if noun.party_class == "officer" and FORMER.search(masked[:left]):
        return Noun("affected", noun.kind, False)
    return noun


def _count_of(match: regex.Match[str], head: str, before: str) -> str | None:
    """How many: behind the head (보위원 3명, 여자 둘) or, of households, before it (열한 집)."""
    count: str | None = match["count"] or match["bare"]
    if count is None and head in ("집", "세대", "가구", "가정"):
        led = rx(rf"(?:^|\s)(?P<n>{NUMERAL})\s?$").search(before)
        return led["n"] if led else None
    return count


STAFF = frozenset(["직원", "관계자", "일꾼", "담당자", "사람", "사람들", "관리원", "조사원", "대원", "요원"])


def _of_authority(before: str, joined: str) -> bool:
    """종교국 직원들, 이민국 사람: whether what stands before the head is an office."""
    nouns = lexicon().nouns
    return any((n := nouns.get(word)) is not None and n.party_class == "authority" for word in [*before.split(), joined])


def _head_end(match: regex.Match[str]) -> int:
    """Where a headed mention's words end: after 부부, 전원, a label, its count, or the head with 들."""
    for part in ("tail", "whole", "label", "count", "bare"):
        if match[part]:
            return match.end(part)
    return match.end("pl") if match["pl"] == "들" else match.end("head")


def _grow_left(masked: str, start: int, *, power: bool = False) -> int:
    """Take in modifiers that stand directly before: 한, 군, 50대, 여성, 체포된, ‘적선’과 연계한.

    No relative describes an office or officer: 누나 보위부에 끌려감.
    """
    lex = lexicon()
    for _ in range(5):
        found = _modifier().search(masked, 0, start)
        if found is None or (power and found["word"] in lex.nouns and lex.nouns[found["word"]].kin):
            return start
        if (
            found["label"]
            or found["word"] in lex.modifiers
            or found["word"] in lex.nouns
            or rx(
                rf"\d{{1,2}}대(?:의)?|{COUNT}(?:(?<!명)|의)|[가-힣]{{1,3}}(?:북도|남도|강도|해도)|(?!매주|지난주|이번|다음주|금주|전주|매달)[가-힣]{{1,5}}(?:시|군|성|주|현|구역|동|읍|향|촌)|[A-Z]시"
            ).fullmatch(
                found["word"],
            )
        ):
            start = found.start()
            continue
        return start
    return start


def _widen_names(mentions: list[Mention], masked: str, offset: int, names: frozenset[str]) -> None:
    """아웅 씨 -> 코 민 아웅 씨, where the full name was introduced elsewhere."""
    for m in mentions:
        for name in sorted(names):
            if m.name and name.endswith(" " + m.name):
                lead = name[: -len(m.name)]
                start = m.start - offset - len(lead)
                if start >= 0 and masked[start : m.start - offset] == lead:
                    m.start, m.name, m.head = offset + start, name, f"씨:{name}"
                    m.words = masked[start : m.end - offset]


def _known_names(masked: str, offset: int, names: frozenset[str], taken: list[Mention]) -> list[Mention]:
    """Names met with an age or pseudonym mark elsewhere, now bare: 굴나르는."""
    out = []
    for name in sorted(names):
        for m in rx(
            rf"(?<![가-힣A-Za-z0-9ㄱ-ㅎ]){regex.escape(name)}(?:(?P<initial>\s[A-Z]\.)|(?P<aside>\([^)]{{1,20}}\)))?(?P<house>네)?(?:\s(?:본인|자신|측))?(?P<part>(?:{lexicon().particles})?){BOUND}"
        ).finditer(
            masked,
        ):
            if not any(t.start <= offset + m.start() < t.end for t in taken):
                out.append(_known(m, name, masked, offset))
    return out


def _known(match: regex.Match[str], name: str, masked: str, offset: int) -> Mention:
    """One mention of a known name, with its age or initial; 네 makes it the household's."""
    last = next((part for part in ("house", "aside", "initial") if match[part]), None)
    end = match.end(last) if last else match.start() + len(name)
    house = bool(match["house"])
    return Mention(
        offset + match.start(),
        offset + end,
        f"씨:{name}네" if house else f"씨:{name}",
        HOUSE if house else PERSON,
        match["part"] or "",
        offset + match.end("part"),
        masked[match.start() : end],
        name=None if house else name,
    )
