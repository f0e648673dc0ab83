"""Mentions that belong together: a possessor and its kin noun, a calling and a name."""

from __future__ import annotations

import itertools

from rushlight.reading.korean.lexicon import Noun
from rushlight.reading.korean.mention import HOUSE, Mention


def possessed(mentions: list[Mention], masked: str, offset: int) -> list[Mention]:
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


def joined(mentions: list[Mention], masked: str, offset: int) -> list[Mention]:
    """One mention for an apposition: 송금 브로커 + 리모 씨, 50대 여성 + 김 모 씨."""
    out: list[Mention] = []
    for m in mentions:
        last = out[-1] if out else None
        if last is not None and m.start < last.end:
            if m.name and last.start < m.start and m.end > last.end and not last.particle:
                m.start, m.words = last.start, masked[last.start - offset : m.end - offset]  # K의 누나 R 씨: one person
                m.possessor = m.possessor or last.possessor
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
