"""Texts with planted identifiers, so that the truth is known (benchmarks/identifier_gold): seeded, in six parts.

    python scripts/identifier_gold.py [tune|held|fresh|press|witness|voices] [SEED]      prints a few with what was planted

A part has its own sentences and its own fillers: one to tune by, one held out, and a smaller one that was written when the
rules stood and before the misses of the held-out part were looked at; two more, of different voice (news desks, people who
tell in haste), written when the families of forms stood and before either was measured; and one (statements, letters,
calls) written when their misses had been mended. Nothing of the rules is imported here.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks" / "identifier_gold"
SLOT = re.compile(r"\{(\w+)(?:#(\d+))?(?:~([^/}]+)/([^}]+))?\}")
OPEN = re.compile(r"\[(\w+):")
KIND_OF = {
    "given": "name", "rrn": "national_id", "cnid": "national_id", "card": "account", "unit": "military_unit",
    "newplace": "place", "ajob": "job", "office": "officer", "date": "time", "month": "time", "after": "time",
    "after2": "time", "time_len": "time", "duration": "time", "holiday": "time", "times": "count", "goods": "amount",
    "rare": "rare_event",
}  # fmt: skip
APART = ("fresh", "press", "witness", "voices")
"""Parts with a file of their own; of the first file odd sentences are for tuning and even ones are held out."""
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Planted:
    """A mention: ``text[start:end]`` is of this kind; mentions with one ``entity`` are of one."""

    start: int
    end: int
    kind: str
    entity: str


@dataclass(frozen=True, slots=True)
class Text:
    language: str
    register: str
    text: str
    planted: tuple[Planted, ...]


@cache
def sentences(language: str, half: str) -> dict[str, tuple[str, ...]]:
    """The half's sentences by register."""
    rows: dict[str, list[str]] = {}
    path = FOLDER / (f"{language}_{half}.txt" if half in APART else f"{language}.txt")
    for number, line in enumerate(line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"):
        register, _, sentence = line.partition(": ")
        if half in APART or (number % 2 == 0) == (half == "tune"):
            rows.setdefault(register, []).append(sentence)
    return {register: tuple(found) for register, found in rows.items()}


def texts(language: str, half: str, number: int, seed: int = 1) -> Iterator[Text]:
    """``number`` texts of three to five sentences of one register, with one or two that hold nothing."""
    rows = sentences(language, half)
    registers = [r for r in rows if r != "negative"]
    decks: dict[str, list[str]] = {}
    for at in range(number):
        chance = random.Random(f"{seed}/{language}/{half}/{at}")  # noqa: S311
        register = registers[at % len(registers)]
        chosen = [_deal(decks, rows, register, chance) for _ in range(chance.randint(2, 3))]
        chosen += [_deal(decks, rows, "negative", chance) for _ in range(chance.randint(1, 2))]
        chance.shuffle(chosen)
        yield _filled(language, half, register, chosen, chance)


def _deal(decks: dict[str, list[str]], rows: dict[str, tuple[str, ...]], register: str, chance: random.Random) -> str:
    """Each sentence of the register once before any comes again."""
    if not decks.get(register):
        decks[register] = list(rows[register])
        chance.shuffle(decks[register])
    return decks[register].pop()


def _filled(language: str, half: str, register: str, chosen: list[str], chance: random.Random) -> Text:
    out = ""
    planted: list[Planted] = []
    for number, sentence in enumerate(chosen):
        words, marks = fill(sentence, language, half, chance)
        out += "\n" if out and register == "chat" else " " if out else ""
        planted += [Planted(m.start + len(out), m.end + len(out), m.kind, f"{number}/{m.entity}") for m in marks]
        out += words
    return Text(language, register, out, tuple(planted))


def fill(sentence: str, language: str, half: str, chance: random.Random) -> tuple[str, list[Planted]]:
    """The sentence with its slots filled and what was planted in it."""
    out, at, begun = "", 0, list[tuple[str, int]]()
    same: dict[str, str] = {}
    marks: list[Planted] = []
    while at < len(sentence):
        if slot := SLOT.match(sentence, at):
            slot_name, which, closed, open_ = slot.groups()
            key = f"{slot_name}#{which}" if which else f"{slot_name}@{at}"
            if key not in same:
                same[key] = filler(slot_name, language, half, chance)
            words = same[key]
            marks.append(Planted(len(out), len(out) + len(words), KIND_OF.get(slot_name, slot_name), key))
            out += words + (particle(words, closed, open_) if closed else "")
            at = slot.end()
        elif opened := OPEN.match(sentence, at):
            begun.append((opened[1], len(out)))
            at = opened.end()
        elif sentence[at] == "]" and begun:
            kind, start = begun.pop()
            marks.append(Planted(start, len(out), kind, f"{kind}@{at}"))
            at += 1
        else:
            out += sentence[at]
            at += 1
    return out, marks


def particle(words: str, closed: str, open_: str) -> str:
    """The particle after a final consonant or after none; 로 stands after ㄹ too."""
    last = next((c for c in reversed(words) if c.isalnum()), "")
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return open_ if final == 0 or (final == 8 and open_ == "로") else closed
    return closed if last in "013678" and not (last in "178" and open_ == "로") else open_


def filler(slot: str, language: str, half: str, chance: random.Random) -> str:
    if slot in MADE:
        return MADE[slot](chance, language, half)
    rows = _fillers("fillers_fresh")[language][slot] if half == "fresh" else _fillers("fillers")[language][slot][half]
    found: str = chance.choice(rows)
    return found


@cache
def _fillers(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _digits(chance: random.Random, number: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(number))


def phone(chance: random.Random, language: str, half: str) -> str:
    """A mobile number of China, the Koreas or elsewhere, in one of the ways people write it."""
    cn = f"1{chance.choice('35789')}{_digits(chance, 9)}"
    kr = f"{chance.choice('123456789')}{_digits(chance, 7)}"
    a, b = kr[:4], kr[4:]
    tune = [f"+86 {cn[:3]} {cn[3:7]} {cn[7:]}", cn, f"010-{a}-{b}", f"+82-10-{a}-{b}", f"0086{cn}", f"02-{a}-{b}"]
    wide = str.maketrans("0123456789-+", "０１２３４５６７８９－＋")
    held = [
        f"+86{cn}", f"(+86) {cn[:3]}-{cn[3:7]}-{cn[7:]}", f"{cn[:3]} {cn[3:7]} {cn[7:]}", f"010 {a} {b}", f"010.{a}.{b}",
        f"010{a}{b}", f"+82 (0)10 {a} {b}", f"０１０－{a}－{b}".translate(wide), " ".join(f"010{kr}"), f"+850 191 {b[:3]} {a}",
        f"00 82 10 {a} {b}", f"+44 7{_digits(chance, 3)} {_digits(chance, 6)}", f"+8210{kr}", f"86-{cn[:3]}-{cn[3:7]}-{cn[7:]}",
    ]  # fmt: skip
    return chance.choice(tune if half == "tune" else held)


def email(chance: random.Random, language: str, half: str) -> str:
    user = chance.choice(
        ["lilac", "bora77", "h.kim", "north_star"] if half == "tune" else ["dal.bit", "plum31", "o-sunbok", "x88"]
    )
    host = chance.choice(
        ["example.com", "mail.example.org"] if half == "tune" else ["example.net", "163.example.cn", "example.co.kr"]
    )
    at = "@" if half == "tune" else chance.choice(["@", "@", " (at) ", "＠", "[at]"])
    return f"{user}{at}{host}"


def rrn(chance: random.Random, language: str, half: str) -> str:
    """A resident registration number of the Republic of Korea with its check digit (invented)."""
    born = dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(20000))
    body = f"{born:%y%m%d}{chance.choice('12' if born.year < 2000 else '34')}{_digits(chance, 5)}"
    total = sum(int(d) * w for d, w in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    number = body + str((11 - total % 11) % 10)
    forms = (
        [f"{number[:6]}-{number[6:]}"]
        if half == "tune"
        else [f"{number[:6]}-{number[6:]}", f"{number[:6]} {number[6:]}", number]
    )
    return chance.choice(forms)


def cnid(chance: random.Random, language: str, half: str) -> str:
    """A citizen's number of the People's Republic of China with its check digit (GB 11643; invented)."""
    born = dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(20000))
    body = f"{chance.choice(['222401', '210102', '220581'])}{born:%Y%m%d}{_digits(chance, 3)}"
    check = "10X98765432"[sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(body)) % 11]
    number = body + check
    return number if half == "tune" else chance.choice([number, f"{number[:6]} {number[6:14]} {number[14:]}", number.lower()])


def card(chance: random.Random, language: str, half: str) -> str:
    """A card number that passes Luhn's check (ISO/IEC 7812; invented)."""
    body = chance.choice(["4", "5", "62"]) + _digits(chance, 14)
    body = body[:15]
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(body))
    number = body + str(-total % 10)
    groups = [number[i : i + 4] for i in range(0, 16, 4)]
    return chance.choice([" ".join(groups)] if half == "tune" else ["-".join(groups), number, " ".join(groups)])


def ip(chance: random.Random, language: str, half: str) -> str:
    four = ".".join(str(chance.randint(1, 254)) for _ in range(4))
    return four if half == "tune" else chance.choice([four, f"{four}:8080", "2001:db8::8a2e:370:7334"])


def date(chance: random.Random, language: str, half: str) -> str:
    day = dt.date(2008, 1, 1) + dt.timedelta(days=chance.randrange(6500))
    month, d, y = MONTHS[day.month - 1], day.day, day.year
    if language == "ko":
        tune = [f"{y}년 {day.month}월 {d}일", f"{day.month}월 {d}일", f"{y}년 {day.month}월"]
        held = [
            f"{y}.{day.month}.{d}",
            f"{y}-{day:%m-%d}",
            f"{day.month}월 초",
            f"{y}년 {day.month}월 하순",
            f"{str(y)[2:]}년 봄",
            f"{day.month}월 {d}일",
            f"{y}년",
        ]
    else:
        tune = [f"{d} {month} {y}", f"{month} {d}, {y}", f"{month} {y}"]
        held = [
            f"{month[:3]} {d}",
            f"{y}-{day:%m-%d}",
            f"early {month}",
            f"the {d}th of {month}" if d > 3 else f"{month} {d}",
            f"{day:%d/%m/%Y}",
            f"mid-{month} {y}",
            f"the spring of {y}",
            f"late {y}",
        ]
    return chance.choice(tune if half == "tune" else held)


def month(chance: random.Random, language: str, half: str) -> str:
    number, y = chance.randint(1, 12), chance.randint(2010, 2025)
    if language == "ko":
        return f"{y}년 {number}월" if half == "tune" else chance.choice([f"{number}월", f"{y}년 {number}월", "이듬해 봄"])
    if half == "tune":
        return f"{MONTHS[number - 1]} {y}"
    return chance.choice([MONTHS[number - 1], f"{MONTHS[number - 1]} {y}", "the spring"])


def amount(chance: random.Random, language: str, half: str) -> str:
    value = chance.choice([3000, 5000, 8000, 10000, 12000, 20000, 50000])
    if language == "ko":
        tune = [f"{value // 10000}만 위안" if value >= 10000 else f"{value}위안", f"중국돈 {value}원", f"{value}달러"]
        held = [
            f"{value:,}위안",
            "5천 위안",
            "만 오천 위안",
            "삼천 원",
            f"인민폐 {value}원",
            "30만 원",
            f"{value // 100}딸라",
            "북한돈 200만 원",
            f"¥{value}",
            "수천 위안",
        ]
    else:
        tune = [f"{value:,} yuan", f"{value} yuan", f"${value // 10}", f"RMB {value:,}"]
        held = [
            f"{value:,} RMB",
            "five thousand yuan",
            f"{value // 1000}k yuan",
            f"¥{value:,}",
            f"USD {value // 10}",
            "300,000 won",
            "ten thousand Chinese yuan",
            "half a million won",
            f"{value // 10} US dollars",
            "thousands of yuan",
            f"CNY{value}",
        ]
    return chance.choice(tune if half == "tune" else held)


def age(chance: random.Random, language: str, half: str) -> str:
    years = chance.randint(19, 78)
    if language == "ko":
        held = [f"{years}세", f"만 {years}세", f"{years // 10 * 10}대 초반", "마흔두 살", "환갑 지난", f"{years}살", "쉰 살"]
        return chance.choice([f"{years}살", f"{years}세"] if half == "tune" else held)
    return str(years) if half == "tune" else chance.choice([str(years), "forty-two", "sixty"])


MADE: dict[str, Callable[[random.Random, str, str], str]] = {
    "phone": phone, "email": email, "rrn": rrn, "cnid": cnid, "card": card, "ip": ip,
    "date": date, "month": month, "amount": amount, "age": age,
}  # fmt: skip


def marked(text: Text) -> str:
    """The text with its marks, for reading."""
    out = text.text
    for mark in sorted(text.planted, key=lambda m: (-m.start, m.end)):
        out = f"{out[: mark.end]}⟩{out[mark.end :]}"
        out = f"{out[: mark.start]}⟨{mark.kind} {out[mark.start :]}"
    return out


def main(arguments: list[str]) -> int:
    half, seed = arguments[0] if arguments else "tune", int(arguments[1]) if len(arguments) > 1 else 1
    for language in ("en", "ko"):
        for text in texts(language, half, 4, seed):
            print(f"-- {language} {text.register}\n{text.text}")
            print([(m.kind, text.text[m.start : m.end]) for m in text.planted])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
