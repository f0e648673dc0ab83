"""Mentions: noun phrases that name someone, grown leftwards from head nouns and names.

A mention's words are modifiers + head (+ count): ``50대 여성 김 모 씨``, ``보위원 3명``, ``군 보위부``.
Its particle tells its part in the clause. Pronouns are kept too, marked, since they never are mentions
of a party but do fill a role.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from rushlight.reading.korean.heads import FORMER, SENT, fits, stands
from rushlight.reading.korean.lexicon import Noun, lexicon
from rushlight.reading.korean.wording import rx

NUMERAL = (
    r"(?:\d[\d,]*|[일이삼사오육칠팔구]?[십백천만][일이삼사오육칠팔구십백천만]*|한두|두세|서너|너댓|한|두|세|네|다섯|여섯|일곱|여덟|아홉|"
    r"(?:열|스물|서른|마흔|쉰|예순|일흔)(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)?|스무|수십|수백|수천|몇|여러|수)"
)
COUNTER = r"(?:여)?\s?(?:명|세대|가구|가정|사람|집|분|놈|호|가족|인|쌍)"
COUNT = rf"(?:{NUMERAL}{COUNTER}(?:\s?(?:안팎|가량|정도|남짓|이상))?(?:\s{NUMERAL}\s?명)?)"
AT_LEAST = "(?:최소|최대|약|총|적어도|무려|대략|도합)"
AGE = (
    r"\((?:가명[,·\s]*)?(?:\d{1,2}(?:세|살|대)?|\d{1,2}대)(?:[,·\s]*(?:여|남|여성|남성|가명|[가-힣]{1,10}))?\)"
    r"|\(가명(?:[,·\s]*[가-힣0-9]{1,10})?\)"
)
NAME_SI = (
    rf"(?:[가-힣]{{1,2}}\s?모\s?(?:{AGE})?\s?(?:씨|양|군)|[가-힣]{{1,5}}(?:{AGE})\s?씨|(?<![가-힣ㄱ-ㅎ])[A-Zㄱ-ㅎ]\s?(?:씨|군|양)"
    r"|(?<![가-힣])[가-힣][○OX△*]{1,3}(?:\s?(?:씨|양|군))?|(?<![가-힣])[가-힣]\s씨|(?<![가-힣])[가-힣]{2,5}\s씨"
    r"|(?<![가-힣])[가-힣]{1,4}씨)(?:\([^)]{1,16}\))?"
)
TENS = "(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)?"
ALONE = rf"(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉|{TENS})"
"""Numbers that count people when they stand alone: 둘은, 열아홉은."""
BARE_COUNT = rf"(?:{NUMERAL}(?:여)?\s?(?:세대|가구|가정|명|가족)(?:\s{NUMERAL}\s?명)?)"
PRONOUN = (
    r"나(?=는|도|를|만|보고|더러|에게|한테|의|까지)|저(?=는|도|를|만|보고|더러|에게|한테|희|의|까지)(?:희)?|내(?=가)|제(?=가)"
    r"|우리(?=는|도|를|가|만|에게|한테|더러|보고|까지)|(?:그|저)\s?(?:사람들|놈들|자들|사람|양반|애들|애)|걔(?:네|들)?|그녀|그들|이들|그분|당신|저들|그(?=는|가|를|도|의|에게|한테|만)"
)
SURNAME = r"[김박최정강조윤장임오권황류홍배허심곽쩐팜왕리량천이한안서신]"
FIRST = frozenset({"나", "저", "내", "제", "우리", "저희"})
BOUND = r"(?=[\s.,?!…·:;()\[\]“”‘’\"'▒/~ㅠㅜㅋㅎ]|$)"


@dataclass(eq=False)
class Mention:
    """``[start, end)`` in the whole text. ``head`` is the head noun or name key; ``particle`` what follows it."""

    start: int
    end: int
    head: str
    noun: Noun
    particle: str
    after: int
    words: str
    name: str | None = None
    plural: bool = False
    count: str | None = None
    possessor: Mention | None = None
    pronoun: bool = False
    genitive: bool = False
    heads: list[str] = field(default_factory=list)
    party: object = None


PERSON = Noun("affected", "person", False)
HOUSE = Noun("affected", "family", False)
"""What 네 makes of a person: 고모네, K네."""


LONGEST_BEFORE_HEAD = 6


@cache
def _matcher(*, headed: bool) -> regex.Pattern[str]:
    """Mentions of all kinds at a word's beginning; without ``headed``, those that no head noun makes."""
    lex = lexicon()
    nothing = "(?P<pre>(?!))(?P<head>(?!))(?P<pl>(?!))(?P<whole>(?!))(?P<count>(?!))(?P<bare>(?!))"
    return regex.compile(
        rf"(?:(?P<pron>(?<![가-힣])(?:{PRONOUN}))"
        rf"|(?P<name>(?!{'|'.join(sorted(lex.not_si))}){NAME_SI})|(?P<titled>(?:(?<![가-힣A-Za-z])[A-Z]\s?|(?<![가-힣]){SURNAME}\s?|(?<![가-힣])[가-힣]{{2,5}}(?:{AGE})\s)(?:{lex.titles}))"
        rf"|(?P<aged>(?<![가-힣])(?:[가-힣]{{1,4}}(?<![에의은는던한된온인을를이가로서와과고면며데게니])\s){{0,2}}[가-힣]{{2,6}}(?:{AGE})(?:\s?씨)?)"
        rf"|{_head_first() if headed else nothing}"
        rf"|(?P<counted>(?<![가-힣0-9])(?:{BARE_COUNT}|(?:다른|또|나머지|또\s다른)\s하나(?=[는가를도][\s,])|하나(?=[는가]\s.{{2,40}}[\s,]하나[는가]\s)|(?<=[가-힣][,고며]\s)하나(?=[는가]\s\S*(?:잡|붙|끌|죽|숨|맞|넘|튀|달아|도망|빠져|풀려))|(?<=[가-힣]\s(?:중|가운데)(?:에)?\s)하나(?=[는가를도][\s,])"
        rf"|{ALONE}(?=[은는이을도][\s,])(?!이\s(?:넘|다\s?된|되[는도])|을\s(?:넘|바라|갓|훌쩍)|은\s넘))))"
        rf"(?P<house>네)?(?:분|님)?(?P<code>\s\d{{1,3}}(?:번|호)?(?=[은는이가을를의도(]|에게|한테|에\s따르))?(?P<aside>\([^)]{{1,14}}\))?(?P<label>\s?[‘“「][^’”」▒]{{1,14}}[’”」])?(?P<tail>\s?부부)?(?:\s(?:본인|자신|다수|일부|대부분|대다수|측|쪽\s사람들|전부|상당수))?(?P<part>(?:{lex.particles})?)(?P<extra>(?:(?:들|뿐|였|이었|이라|입니|이다|이며|이던|인|씩|이자|예요|이에요|네)[가-힣]{{0,4}}?|요)?){BOUND}",
    )


def _head_first() -> str:
    """A head noun with what may stand before it in its word, and its count."""
    return (
        rf"(?<![가-힣])(?P<pre>[가-힣A-Z0-9]{{0,6}}?)(?P<head>{lexicon().noun_tree})(?P<pl>들|네)?"
        rf"(?P<whole>\s(?:전원|일행)(?=[을이은의가도]))?"
        rf"(?:(?:\s(?:{AT_LEAST}\s)?|(?=\d))(?P<count>{COUNT})|\s(?P<bare>하나|{ALONE}|여럿|모두(?=[을가이]))(?=[\s은는이가을를도의에,.]))?"
    )


ALONE_AFTER = regex.compile(r"\s(?:혼자|홀로|둘이|셋이)(?:서)?\s")
"""어머니 혼자 앉아 있었다: a subject without a particle."""
HOUSEHOLD = regex.compile(
    r"(?<![가-힣])(?!동네|우리|자네|그네|당신|너희)[가-힣]{1,3}이네(?=(?:는|가|도|를|한테|에서|\s집)(?:\s|$))"
)
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
    return regex.compile(r"(?:(?P<word>[^\s,.“”‘’\"'()▒]+)|(?P<label>[‘“][^’”]{1,12}[’”](?:[과와]\s연계(?:한|된))?))\s$")


def find_mentions(masked: str, offset: int, names: frozenset[str]) -> list[Mention]:
    """Mentions of one unit in text order. ``names`` are bare names introduced elsewhere in the text."""
    out: list[Mention] = []
    for match in _matches(masked):
        mention = _mention(match, masked, offset)
        if mention is not None:
            out.append(mention)
    out += [_household(m, masked, offset) for m in HOUSEHOLD.finditer(masked) if not _taken(m.start() + offset, out)]
    _widen_names(out, masked, offset, names)
    out += _known_names(masked, offset, names, out)
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
    return _joined(_possessed(out, masked, offset), masked, offset)


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
    title = regex.search(rf"(?:{lexicon().titles})$", words) if group == "titled" else None
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


THOSE = frozenset(["사람", "사람들", "자", "자들", "놈", "놈들"])
THAT_ONE = Noun("other", "person", False)


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
    before = masked[match.start("pre") - 1 : match.start("pre")] if match.start("pre") else ""
    if before and rx(r"[가-힣]").match(before):
        return None
    pre = match["pre"] or ""
    if len(head) == 1 and pre:
        return None
    if pre and not fits(pre) and not (head in COMPOUNDED and len(pre) > 1):
        return None
    if not stands(head, noun, match, masked):
        return None
    end = _head_end(match)
    if match["tail"]:
        noun = Noun("affected", "group", False)
    if head == "인민반" and rx(r"우리\s$").search(masked[: match.start("pre")]):
        noun = Noun("affected", "group", False)
    if match["pl"] == "네" and noun.party_class == "affected" and not match["tail"]:
        head, noun, end = head + "네", HOUSE, match.end("pl")
    left = match.start("pre")
    start = _grow_left(masked, left)
    if head == "집" and rx(r"(?:^|\s)[그이저]\s$").search(masked[:start]):
        start -= 2
    if noun.party_class in ("public", "affected") and SENT.search(masked[:start]):
        noun = Noun("officer", noun.kind, False)
    if head in STAFF and _of_authority(masked[start:left], match["pre"] or ""):
        noun = Noun("officer", noun.kind, False)
    if noun.party_class == "officer" and FORMER.search(masked[:left]):
        noun = Noun("affected", noun.kind, False)
    count = match["count"] or match["bare"]
    if count is None and head in ("집", "세대", "가구", "가정"):
        led = rx(rf"(?:^|\s)(?P<n>{NUMERAL})\s?$").search(masked[start:left])
        count = led["n"] if led else None
    plural = match["pl"] == "들" or bool(
        count and not rx(r"(?:한|1|하나)(?:\s?(?:명|사람|분|놈|인|집|세대|가족)|$)").match(count)
    )
    mention = Mention(
        offset + start,
        offset + end,
        head,
        noun,
        match["part"] or "",
        offset + match.end("part"),
        masked[start:end],
        plural=plural,
        count=count,
    )
    mention.heads = [head, *(w for w in masked[start:left].split() if w in lexicon().nouns)]
    if noun is HOUSE:
        mention.heads = []
    if match["code"] and noun.party_class == "source":
        mention.name = f"{head}{match['code']}"
        mention.head, mention.end = f"씨:{mention.name}", offset + match.end("code")
    return mention


COMPOUNDED = frozenset(["위원장", "지도원", "비서", "과장", "부장", "서장", "국장", "대장", "사령관", "관리원", "위원회"])
"""Titles written together with whatever they are of: 초급단체위원장."""
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


def _grow_left(masked: str, start: int) -> int:
    """Take in modifiers that stand directly before: 한, 군, 50대, 여성, 체포된, ‘적선’과 연계한."""
    lex = lexicon()
    for _ in range(5):
        found = _modifier().search(masked, 0, start)
        if found is None:
            return start
        if (
            found["label"]
            or found["word"] in lex.modifiers
            or found["word"] in lex.nouns
            or rx(
                rf"\d{{1,2}}대(?:의)?|{COUNT}(?:의)?|[가-힣]{{1,3}}(?:북도|남도|강도|해도)|(?!매주|지난주|이번|다음주|금주|전주|매달)[가-힣]{{1,5}}(?:시|군|성|주|현|구역|동|읍|향|촌)|[A-Z]시"
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
        for m in regex.finditer(
            rf"(?<![가-힣A-Za-z0-9ㄱ-ㅎ]){regex.escape(name)}(?:(?P<initial>\s[A-Z]\.)|(?P<aside>\([^)]{{1,20}}\)))?(?P<house>네)?(?:\s(?:본인|자신|측))?(?P<part>(?:{lexicon().particles})?){BOUND}",
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


def _possessed(mentions: list[Mention], masked: str, offset: int) -> list[Mention]:
    """Join a possessor into a kin noun's mention (최 씨의 여동생) and remember other genitives."""
    for left, right in itertools.pairwise(mentions):
        gap = masked[left.end - offset : right.start - offset]
        if left.particle == "의" and gap == "의 ":
            left.genitive = True
            if right.noun.kin or right.head in ("가족", "동료", "친구", "지인", "이웃"):
                right.possessor = left
        elif left.particle == "" and gap in (" ", "") and right.noun.kin and (left.name or left.pronoun):
            right.possessor = left
            left.genitive = True
    out: list[Mention] = []
    for m in mentions:
        owner = m.possessor
        if owner is not None and m.noun.kin and not owner.pronoun:
            m.words = masked[owner.start - offset : m.end - offset]
            m.start = owner.start
            out = [x for x in out if x is not owner]
        out.append(m)
    return out


def _joined(mentions: list[Mention], masked: str, offset: int) -> list[Mention]:
    """One mention for an apposition: 송금 브로커 + 리모 씨, 50대 여성 + 김 모 씨."""
    out: list[Mention] = []
    for m in mentions:
        last = out[-1] if out else None
        if last is not None and m.start < last.end:
            if m.end - m.start > last.end - last.start:
                m.heads += [h for h in last.heads if h not in m.heads]
                out[-1] = m
            continue
        if last and not last.particle and masked[last.end - offset : m.start - offset] == " " and _same_thing(last, m):
            m.start = last.start
            m.words = masked[m.start - offset : m.end - offset]
            m.heads += [*last.heads, last.head]
            if last.noun.party_class in ("intermediary", "officer", "source"):
                m.noun = Noun(last.noun.party_class, m.noun.kind, False)
            out[-1] = m
            continue
        out.append(m)
    return out


def _same_thing(left: Mention, right: Mention) -> bool:
    if left.pronoun or right.pronoun:
        return False
    if right.noun.kind == "family" and (left.noun is HOUSE or left.name):
        return True
    if right.name:
        return left.noun.kind in ("person",) and left.noun.party_class not in ("authority",)
    return right.count is not None and right.head == right.count.replace(" ", "") and not left.name
