"""What a single line says about its part on the page. Words come from the table ``intake``; shapes are here."""

from __future__ import annotations

import re
from functools import cache

from rushlight.intake.dates import find_dates, pattern
from rushlight.intake.layout import FINAL, Unit, weight
from rushlight.record import ParagraphRole
from rushlight.tables import load_table

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(r"(?:https?://|www\.)\S+")
_BRACKETS = re.compile(r"^([(\[（［【〔<〈])(.*)([)\]）］】〕>〉])\.?$", re.DOTALL)
_PHOTO_MARK = re.compile(r"^[▲△◀◁▼▽◮📷📸]\s*\S")
_NAV_MARK = re.compile(r"^(?:[▶▷►☞→⇒➡»›👉🔗☛➤]|>>|->|=>)\s*\S")
_HASHTAGS = re.compile(r"^#[^\s#]+(?:[\s,]+#[^\s#]+)*$")
_CRUMBS = re.compile(r"^(?:home|홈|首页|главная|inicio|accueil|news|뉴스)\s*[>»›/|]\s*\S", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?。][\"”’)]*\s+\S")
_SPEECH = re.compile('[“”"«»「」]')
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = r"[A-Z][\w.'’\-]*(?:\s(?:(?:de|van|der|al|bin|da|la|le|von)\s)?[A-Z][\w.'’\-]*){0,4}"
_PEOPLE = re.compile(rf"^{_NAME}(?:(?:,|\sand|\s&|,\sand|\sin|\swith|\sfor)\s{_NAME})*(?:\s?[|·•,—–-]\s?.{{0,60}})?$")
_KOREAN_BY = re.compile(
    "^[\\[(<]?[가-힣]{2,4}(?:[·,]\\s?[가-힣]{2,4})*\\s?(?:기자|특파원|선임기자|전문기자|인턴기자|객원기자|논설위원|통신원|시민기자|편집장|PD|앵커|작가|칼럼니스트|연구위원)(?![가-힣])"
)
_CLOCK = re.compile(
    r"(?:오전|오후)?\s*\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:[A-Z]{2,4}|GMT[+-]\d+))?", re.IGNORECASE
)
_LABEL = re.compile(r"^\W{0,2}([^\W\d][^:：|]{0,40}?)\s*[:：]\s*\S")
_AGENCY_CREDIT = re.compile(
    r"\b(?:AP|AFP|REUTERS|Reuters|EPA|Getty|Xinhua|Yonhap)(?: Photo| Images)?\s?/\s?[A-Z]\S+(?:\s\S+){0,4}$"
)
_NUMBERED_FIGURE = re.compile(r"^(?:Table|Figure|Fig\.|Map|Box|Chart|표|그림|도표)\s?\d{1,3}\s?[.:．-]\s?\S")
_RESERVED = re.compile(r"저작권|무단\s?전재|all rights reserved|copyright|版权", re.IGNORECASE)
_PAGE = re.compile(r"^\W*(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\W*$", re.IGNORECASE)
_TEAM = r"(?:기자|에디터|편집|취재|진행|제작|영상|웹팀|번역|작성|정리|촬영|구성|PD|작가)\s?[:：]?\s?[가-힣]{2,4}"
_KOREAN_TEAM = re.compile(rf"^{_TEAM}(?:\s?[,/·|]\s?{_TEAM})*$")
_LEGEND = re.compile(
    r"^\W{0,2}(?:문|질문|Q)\s?[:：=–-]\s?[^:：=?]{1,30}[/,;·|]\s?(?:답|답변|A)\s?[:：=–-]\s?\S[^?]{0,60}$", re.IGNORECASE
)
"""Who asks and who answers, before the talk begins: 문: 면담자 / 답: 구술자."""
_RIGHTS = re.compile(r"[©ⓒ]\s?\S")


@cache
def _cues(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in load_table("intake")["cues"].get(name, ()))


@cache
def _choice(name: str) -> str:
    """The cue's phrases as one alternation, longest first."""
    return "|".join(sorted(map(re.escape, _cues(name)), key=len, reverse=True))


@cache
def _regex(template: str, *names: str) -> re.Pattern[str]:
    """``template`` with ``%0``, ``%1`` replaced by the cues of these names."""
    for i, name in enumerate(names):
        template = template.replace(f"%{i}", _choice(name))
    return re.compile(template, re.IGNORECASE)


def unwrap(words: str) -> tuple[str, bool]:
    """The line without brackets around the whole of it, and whether it had them."""
    match = _BRACKETS.match(words)
    if match and not re.search(r"[)\]）］】〕].*[(\[（［【〔]", match[2]):
        return match[2].strip(), True
    return words, False


def sentences(words: str) -> int:
    return 1 + len(_SENTENCES.findall(words))


def is_caption(words: str) -> bool:
    """A photo mark, a label, a credit at the end, or the opening words of captions."""
    if len(words) > 450 or sentences(words) > 4 or re.match(r"(?:By|BY) [A-Z]", words) or _RESERVED.search(words):
        return False
    inner, bracketed = unwrap(words)
    if bracketed and _regex(r"^(?:%0)(?:\b|[=:：/|]|$)", "caption_label").match(inner) and not _cue_end(inner):
        return True
    if _PHOTO_MARK.match(words) and words.count("▲") <= 1:
        return True
    if _NUMBERED_FIGURE.match(words) and weight(words) <= 20 and not FINAL.search(words):
        return True
    return _labelled(inner) or _credited(words) or _opened(words) or _noun_ending(words)


def _cue_end(inner: str) -> bool:
    """A bracketed aside that begins with such a word but is a sentence: [Pictures were shown to the witness.]"""
    return weight(inner) > 6 and inner.endswith(".") and not re.search("[:=/：]", inner)


def _labelled(words: str) -> bool:
    return (
        _regex(r"^(?:%0)(?:\s(?:by|courtesy(?: of)?|credit|caption|\d{1,2}))?\s*[:：=|/]", "caption_label").match(words)
        is not None
    )


def _credited(words: str) -> bool:
    if weight(words) > 60 or _RIGHTS.match(words):
        return False
    if _AGENCY_CREDIT.search(words) or _regex(
        r"[(\[（［][^()\[\]（）]*(?:%0)(?![\w])[^()\[\]（）]*[)\]）］]\.?$", "credit"
    ).search(words):
        return weight(words) > 3 and _has_credit(words)
    tail = (
        r"(?:^|[.。\s])(?:/\s*|\|\s*|[–—-]\s)?(?:사진|자료사진|사진 제공|photo|image|picture|credit|foto|фото)"
        r"\s?[=:：/]\s?[^.]{1,40}\.?$"
    )
    by = r"[.\]|/–—-]\s+(?:photo(?:graph)?|image|picture|illustration)s?\s(?:by|courtesy of|credit:?)\s[^.]{2,50}\.?$"
    rights = r"\s[©ⓒ]\s?[^.]{2,40}$"
    return any(re.search(p, words, re.IGNORECASE) for p in (tail, by, rights))


def _has_credit(words: str) -> bool:
    """The bracket at the end names a source of pictures and not something in the sentence."""
    match = re.search(r"[(\[（［]([^()\[\]（）]*)[)\]）］]\.?$", words)
    if match is None:
        return True
    inside = match[1]
    strong = _regex(
        r"^\s*(?:%0)(?:\s?[=:：/,|]|\s(?:by|courtesy)|\s*$)|(?:[,/|]\s?)(?:%0)\s*(?:,|$|photo)|\b(?:photo|images?|사진)$|"
        r"/(?:%0)$",
        "credit",
    )
    return strong.search(inside) is not None and weight(inside) <= 14


def _opened(words: str) -> bool:
    """Opening words of captions count where the line is no sentence or ends in a credit."""
    open_ = _regex(r"^(?:%0)(?=\W|$|\s)", "caption_open").match(words)
    if open_:
        return not words.endswith((".", "。", "!", "?")) or words.lower().startswith(
            ("file -", "file –", "file —", "file photo")
        )
    this = _regex(
        r"^(?:in )?th(?:is|ese)\s(?:[\w,]+\s){0,4}?(?:%0)s?\b.{0,60}"
        r"\b(?:taken|released|provided|posted|issued|shows?|distributed|made)\b",
        "caption_this",
    )
    if this.match(words) and not _SPEECH.search(words) and weight(words) <= 50:
        return True
    seen = re.search(r"\b(?:as )?(?:seen|pictured|photographed) (?:from|here|in|on|above|left|right|at)\b", words)
    verbless = re.search(r"\b(?:said|says|was|were|is|are|had|has|told|did|been|be)\b", words) is None
    return bool(seen and verbless and _YEAR.search(words) and weight(words) <= 24 and not _SPEECH.search(words))


def _noun_ending(words: str) -> bool:
    """Korean captions end in a noun: ... 모습, ... 전경, 2019년 8월 촬영."""
    return len(words) <= 90 and _regex(r"(?:\s|^)(?:%0)\.?$", "noun_end").search(words) is not None


def is_navigation(words: str) -> bool:
    if len(words) > 320:
        return False
    inner, bracketed = unwrap(words)
    plain = inner.rstrip(":：.!»›>→ ").lower()
    if plain in _cues("nav_whole") or plain in _cues("nav_label"):
        return True
    if _read_in(plain) or _HASHTAGS.match(words) or _CRUMBS.match(words):
        return True
    if (_NAV_MARK.match(words) and weight(words) <= 30) or (
        _regex(r"^(?:%0)(?=\W|$)", "nav_open").match(words) and weight(words) <= 30
    ):
        return True
    labelled = _regex(r"^(?:[\[【<(「■●◆▣]\s*(?:%0)\s*[\]】>)」]?|(?:%0)\s*[:：|>»▶→])", "nav_label").match(words)
    return bool(labelled) and (not bracketed or weight(inner) < 40)


def _read_in(plain: str) -> bool:
    return (
        _regex(
            r"^(?:read|also available|available|view|see|version)\b(?: this)?(?: (?:article|story|report|page|post))?"
            r"(?: also)? in (?:%0)(?:(?:,|\s?/| and| \|) (?:%0))*$",
            "read_in",
        ).match(plain)
        is not None
    )


def is_byline(words: str) -> bool:
    """A reporter's line, a time stamp, or a line of such parts divided by bars."""
    if len(words) > 200:
        return False
    parts = [part for part in re.split(r"\s+[|·•ㅣ│/]\s+|\s{3,}|\t", unwrap(words)[0]) if part.strip()]
    marks = [_byline_part(part.strip()) for part in parts]
    return bool(parts) and (marks[0] or any(marks)) and sum(weight(p) for p, m in zip(parts, marks, strict=True) if not m) <= 24


def _byline_part(part: str) -> bool:
    if (part.lower().startswith("by ") and part[:1] == "B") or part.startswith("BY "):
        rest = part[3:].split(". ")[0].rstrip(".")
        return _PEOPLE.match(rest) is not None or (weight(rest) <= 6 and part.isupper())
    if _KOREAN_BY.match(part) and len(part) <= 60 and not re.search('[다요][.”"]?$', part):
        return True
    return _stamp(part) or _signed(part)


def _signed(part: str) -> bool:
    """글쓴이 느티나무; Words by ...; Translated by ..."""
    match = _regex(r"^(?:%0)(?:\s*[:：=|]\s*|\s+)(?=\S)", "byline_open").match(part)
    if match is None or weight(part) > 16 or re.search('[다요][.”"]?$', part):
        return False
    rest = part[match.end() :].rstrip(".")
    if match.group().rstrip().endswith((":", "：", "=", "|")):
        return True
    if re.match("[가-힣]", part):
        return (
            len(part) <= 24
            and not FINAL.search(part)
            and part.split()[0] not in ("글", "기자", "번역", "정리", "편집", "인터뷰", "구성", "작성", "취재", "기고")
        )
    return not match.group().lower().startswith("by") and rest[:1].isupper() and not FINAL.search(part)


def _stamp(part: str) -> bool:
    """A date, with or without label, weekday and clock time, and nothing else to speak of."""
    labelled = _regex(r"^(?:%0)\s*[:：=.]?\s*(?=[\d(])", "stamp").match(part)
    rest = pattern().sub(" ", part[labelled.end() :] if labelled else part)
    rest = re.sub(r"\sby\s\S+(?:\s\S+)?$", " ", rest) if labelled else rest
    had_date = bool(find_dates(part))
    rest = _CLOCK.sub(" ", rest)
    rest = _regex(
        r"(?<![^\W_])(?:%0|%1|at|on|am|pm|a\.m\.|p\.m\.|오전|오후|utc|gmt|est|edt|kst)(?![^\W_])", "stamp", "weekdays"
    ).sub(" ", rest)
    left = re.findall(r"[^\W\d_]{2,}", rest)
    return not left and (
        had_date or labelled is not None or re.fullmatch(r"\d+\s?(?:min|minutes?|mins)\s?read", part) is not None
    )


def is_meta(words: str) -> bool:
    """A line that speaks of the document: Interviewee: ..., Witness ... recorded in ..., Logged 2 June by ..."""
    if _LEGEND.match(words):
        return True
    if len(words) > 320 or asks(words, pair_only=True):
        return False
    label = _LABEL.match(words)
    if label and label[1].strip().lower() in (*_cues("head_label"), *_cues("stamp")):
        return weight(words) <= 45
    dated = bool(find_dates(words))
    final = FINAL.search(words) is not None
    if final and weight(words) > 12:  # a sentence, unless it begins like a log: Logged 2 June 2025 by ...
        return dated and _regex(r"^(?:%0)\s(?:on|by|in|at|from|via|\d)", "head_word").match(words) is not None
    starts = _regex(r"^(?:%0|%1)(?=\W|$)", "head_label", "head_word").match(words) is not None
    cue = _regex(r"(?<![^\W_])(?:%0)(?![a-z])", "head_word").search(words) is not None
    if final:
        return starts and (dated or cue)
    return (starts and (dated or cue)) or (cue and (dated or weight(words) <= 14 or ":" in words))


def is_place_and_date(words: str) -> bool:
    """Geneva, 12 March 2024 — and nothing else."""
    found = find_dates(words) if len(words) <= 120 else []
    if not found or weight(words) > 12 or FINAL.search(words):
        return False
    rest = re.sub(r"[\s,|–—().-]+", " ", words[: found[0].start] + " " + words[found[-1].end :]).strip()
    return all(w[:1].isupper() or not w[:1].isalpha() or not w.isascii() for w in rest.split()) and not re.search(
        "[다요]$", rest
    )


def is_footer(words: str) -> bool:
    """Sign-offs, rights, contacts, notes. The caller looks at where the line stands."""
    inner, bracketed = unwrap(words)
    if len(words) > 900:
        return False
    lower = inner.lower()
    if _only_address(inner) or _PAGE.match(inner) or _KOREAN_TEAM.match(inner):
        return True
    opened = _regex(r"^(?:[-–—*•■▣☎☏✉]\s?)?(?:%0)(?P<after>\s*[:：.\-–—=]|[>\]]|\s|$|,)", "footer_open").match(lower)
    if opened and (bracketed or not _weak(opened, lower)):
        return True
    return _RIGHTS.match(inner) is not None or (weight(words) <= 70 and _any(lower))


def _weak(opened: re.Match[str], lower: str) -> bool:
    """One-word cues (notes, end, page, contact) count with a colon or alone, not at the head of a sentence."""
    cue = lower[: opened.start("after")].strip("-–—*•■▣☎☏✉ ")
    strong = " " in cue or not cue.isalpha() or cue in ("copyright", "footnotes", "republished")
    after = opened["after"].strip()
    return not strong and after[:1] not in (":", "：", "=", "]", ">") and lower.strip(" .") != cue


def _only_address(inner: str) -> bool:
    if not EMAIL.search(inner) and not URL.search(inner):
        return False
    rest = URL.sub("", EMAIL.sub("", inner)).strip(" |·/,<>()[]-–:=")
    return weight(rest) <= 9 and not re.search('[다요][.”"]?$', rest)


def _any(lower: str) -> bool:
    return any(re.search(re.escape(cue).replace(r"\*", r"(?:\S+\s){0,6}\S+"), lower) for cue in _cues("footer_any"))


def is_heading_phrase(words: str) -> bool:
    plain = unwrap(words)[0].rstrip(":： .").lower()
    return plain in _cues("heading_whole") or re.fullmatch(r"[A-Z]{1,6}(?:/[A-Z0-9.()]+){2,}", words) is not None


def asks(words: str, *, pair_only: bool = False) -> bool:
    """The line of a question or an answer: Q:, 문:, INTERVIEWER: (the last not with ``pair_only``)."""
    if _LEGEND.match(words):
        return False
    return _regex(r"^(?:%0)\s?\d{0,3}\s?(?:[:：]|(?<![Aa])\.)", "ask_pair" if pair_only else "ask").match(words) is not None


def bio(words: str, authors: tuple[str, ...]) -> bool:
    """X is a contributing writer ..., with X from the byline or the job in the same breath."""
    if weight(words) > 70:
        return False
    job = _choice("bio")
    named = any(words.startswith(name) for name in authors)
    verb = re.search(
        rf"^\W?{_NAME}\s(?:is|are|was)\s(?:an?|the)\s(?:[\w,-]+\s){{0,5}}(?:{job})s?\b", words, re.IGNORECASE if named else 0
    )
    return verb is not None or (
        named and re.search(r"\b(?:is|are|reports|writes|contributed|can be reached)\b|는|은", words) is not None
    )


ROLES = {
    is_caption: ParagraphRole.CAPTION,
    is_navigation: ParagraphRole.NAVIGATION,
}


def cue_role(unit: Unit) -> ParagraphRole | None:
    """The role that a line's own words settle wherever it stands, or None."""
    for test, role in ROLES.items():
        if test(unit.words):
            return role
    return None
