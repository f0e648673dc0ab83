"""Sentences composed from a draft item's fields, in English and Korean (phrases: resources/release/phrases.yaml).

The modality is always worded and a single source is always named as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushlight.codebook import codebook
from rushlight.record import Modality, Polarity, Scope
from rushlight.release.draft import DraftItem
from rushlight.release.hangul import objective, topic
from rushlight.release.ladders import Ladders, Rung
from rushlight.release.settings import part, words

Rungs = Mapping[str, Rung]
SAYS_ITSELF = {
    Modality.THREATENED: "threat.",
    Modality.DEMANDED: "demand.",
    Modality.PLEDGED: "respond.pledge",
    Modality.DENIED: "respond.deny",
}
"""Acts whose own phrase words the modality: nobody "threatened to threaten"."""


def sentence(item: DraftItem, steps: Ladders, at: Mapping[str, int], language: str) -> str:
    """The sentence to publish: a person's, or one composed from the rungs shown."""
    if item.wording is not None:
        return item.wording
    return compose(item, {axis: steps[axis][i] for axis, i in at.items()}, language)


def compose(item: DraftItem, rungs: Rungs, language: str) -> str:
    """A sentence of the shown rungs alone."""
    lang = "ko" if language.startswith("ko") else "en"
    text = (_korean if lang == "ko" else _english)(item, rungs, _clause(item, rungs, lang))
    return text[0].upper() + text[1:]


def attribution(item: DraftItem, language: str) -> str:
    """Who says so, by how many independent origins there surely are."""
    if item.attribution is not None:
        return item.attribution
    table = part("phrases")["attribution"]
    key = "several" if item.sources.min >= 2 else "unsure" if item.sources.max >= 2 else "one"
    said = words(table[key]).of(language).format(n=item.sources.min)
    return words(table["heard"]).of(language).format(said=said) if item.hearsay else said


def _english(item: DraftItem, rungs: Rungs, clause: str) -> str:
    where = f" in {rungs['place'].label.en}" if "place" in rungs else ""
    when = _when(rungs)
    lead = attribution(item, "en") + (f", {when}{where}" if when else f",{where}" if where else "")
    scope = part("phrases")["scopes"].get(item.scope.value)
    return f"{lead}, {scope['en'] + ', ' if scope else ''}{clause}{_extras(item, rungs, 'en')}."


def _when(rungs: Rungs) -> str:
    if "time" not in rungs:
        return ""
    rung = rungs["time"]
    return f"on {rung.label.en}" if rung.name == "day" else f"in {rung.label.en}"


def _korean(item: DraftItem, rungs: Rungs, clause: str) -> str:
    when = f"{rungs['time'].label.ko} " if "time" in rungs else ""
    where = f"{rungs['place'].label.ko}에서 " if "place" in rungs else ""
    scope = part("phrases")["scopes"].get(item.scope.value)
    return f"{attribution(item, 'ko')} {when}{where}{scope['ko'] + ' ' if scope else ''}{clause}{_extras(item, rungs, 'ko')}."


def _extras(item: DraftItem, rungs: Rungs, lang: str) -> str:
    """What the clause did not take: traits of one person, the sum, a number, details."""

    def show(axis: str) -> str:
        return rungs[axis].label.of(lang) if axis in rungs else ""

    traits = ", ".join(t for t in map(show, ("age", "job", "kin")) if t)
    details = ", ".join(t for t in map(show, [a for a in rungs if a.startswith("detail:")]) if t)
    amount = "" if "{amount}" in _clause_template(item, lang) else show("amount")
    rows = (
        (traits, "one of them", "그중 한 사람"),
        (amount, "sum", "금액"),
        (show("count"), "number given", "전해진 수"),
        (details, "also reported", "함께 전해진 것"),
    )
    return "".join(f"; {en if lang == 'en' else ko}: {text}" for text, en, ko in rows if text)


def _phrase(item: DraftItem) -> Mapping[str, str] | None:
    phrase: Mapping[str, str] | None = part("phrases")["acts"].get(item.act)
    return phrase


def _clause_template(item: DraftItem, lang: str) -> str:
    """The act's own phrase where the frame uses it, else nothing."""
    phrase = _phrase(item)
    frame = _frame(item, lang)
    if phrase is None or not ("{past}" in frame or "{bare}" in frame):
        return ""
    return phrase["ko"] if lang == "ko" else phrase["past"]


def _frame(item: DraftItem, lang: str) -> str:
    """The frame of the item's modality; acts of families and of the state take different ones."""
    frames: Mapping[str, str] = part("phrases")["frames"][lang]
    phrase = _phrase(item)
    label_only = phrase is None and ("{past}" in (f := frames[item.modality.value]) or "{bare}" in f)
    if label_only and item.modality is Modality.OCCURRED:
        return frames["label"]
    if phrase is not None and item.act.startswith(SAYS_ITSELF.get(item.modality, "-")):
        return frames["threat"] if item.modality is Modality.THREATENED else frames["occurred"]
    by_family = phrase is None or phrase["by"] == "family"
    if item.modality is Modality.THREATENED and by_family:
        return frames["threatened_family"]
    if item.modality is Modality.DEMANDED and not by_family:
        return frames["demanded_state"]
    return f"{frames['label']} ({item.modality.value})" if label_only else frames[item.modality.value]


def _clause(item: DraftItem, rungs: Rungs, lang: str) -> str:
    officer, family = _officer(rungs, lang), _family(item, lang)
    phrase = _phrase(item)
    by_family = phrase is not None and phrase["by"] == "family"
    fill: dict[str, Any] = {
        "officer": officer if lang == "en" else topic(officer),
        "family": family,
        "who": (family if by_family else officer) if lang == "en" else topic(family if by_family else officer),
        "label": _label(item, lang),
    }
    if phrase is not None:
        fill |= _acts(phrase, family, _amount(rungs, lang), lang)
    clause = _frame(item, lang).format_map(fill)
    if item.polarity is Polarity.NEGATED:
        return str(part("phrases")["frames"][lang]["negated"]).format(clause=clause)
    return clause


def _acts(phrase: Mapping[str, str], family: str, amount: str, lang: str) -> dict[str, str]:
    if lang == "ko":
        return {"past": phrase["ko"].replace("{amount}을", objective(amount)).format(whom=family)}
    return {form: phrase[form].format(whom=family, amount=amount) for form in ("past", "bare")}


def _amount(rungs: Rungs, lang: str) -> str:
    if "amount" in rungs:
        return rungs["amount"].label.of(lang)
    return words(part("ladders")["money"]["other"]).of(lang)


def _officer(rungs: Rungs, lang: str) -> str:
    return rungs["officer"].label.of(lang) if "officer" in rungs else words(part("ladders")["officials"]).of(lang)


def _family(item: DraftItem, lang: str) -> str:
    who = part("phrases")["who"]
    one = item.scope is Scope.INCIDENT
    if item.group in ("intermediaries", "residents"):
        return words(who[f"{item.group}_incident" if one else item.group]).of(lang)
    return words(who["incident" if one else "other"]).of(lang)


def _label(item: DraftItem, lang: str) -> str:
    label = codebook().term(item.act).label(lang)
    return label if lang == "ko" else label[0].lower() + label[1:]
