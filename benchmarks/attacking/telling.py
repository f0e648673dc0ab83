"""Stories become draft items, go through the tool as a person would send them, and are laid beside what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from attacking.country import JOBS, KNOWERS, Country, Story, date, leaves_in, number
from attacking.truth import PLACES, Array
from rushlight.record import Interval, Modality, Purpose, Scope
from rushlight.release import (
    Consent,
    Detail,
    Draft,
    DraftItem,
    Earlier,
    Facts,
    Money,
    Officer,
    Projection,
    Said,
    Words,
    apply_bundle,
    check,
    ladders,
    project,
    propose,
    release,
    said_by,
)
from rushlight.release.figures import Figure, Figures
from rushlight.release.ladders import loss, shown
from rushlight.release.settings import part

TRADES = ("trade", "farming", "transport", "crafts")
KIN_TERMS = ("daughter", "son", "sister", "brother")
KINDS = ("cheapest", "keeps_place", "keeps_time")
PRESETS = ("strictest", "robust")
WAYS = (*KINDS, *PRESETS)
"""The three proposed ways under the default gates, and the cheapest under the strictest and the robust ones."""

SECURITY = Officer(service=Words("state security officers", "보위원들"))
POLICE = Officer(service=Words("police officers", "안전원들"))


@dataclass(frozen=True)
class Published:
    """What left: the story it came from, what a reader can infer, what the reader lost, the team's own figures that it was
    checked with, and whether the check warned."""

    story: Story
    item: DraftItem
    view: Projection
    loss: float
    own: Figures | None = None
    warned: bool = False


def item_of(country: Country, story: Story) -> DraftItem:
    """The story in fields, with the facts that were not lost."""
    h, f = country.happenings, country.families
    i = story.happening
    family = int(h.family[i])
    leaf = country.truth.leaves[f.leaf[family]]
    job = int(f.job[family])
    keeps = story.keeps
    return DraftItem(
        "I1",
        (f"s{i}",),
        "take.extorted_payment",
        Scope.INCIDENT,
        Modality.OCCURRED,
        event=f"e{i}",
        place=leaf if "town" in keeps else province(leaf),
        time=_told_time(date(int(h.day[i])), story.time),
        amount=Money(Decimal(int(h.sum[i])), "CNY") if "sum" in keeps else None,
        officer=(SECURITY if h.security[i] else POLICE) if "officer" in keeps else None,
        age=int(f.age[family]) if "age" in keeps else None,
        job=Words(f"work no. {job}", f"일 {job}") if "job" in keeps else None,
        sector=Words(TRADES[job // (JOBS // len(TRADES))], "부문") if "job" in keeps else None,
        kin=Words(KIN_TERMS[f.kin[family]], "친족") if "kin" in keeps else None,
        details=(Detail("letters", "three confession letters", "confession letters"),)
        if h.letters[i] == 3 and "letters" in keeps
        else (),
        knowers=KNOWERS,
        subjects=("R1",),
    )


def province(leaf: str) -> str:
    """The first level of the country that holds the leaf."""
    return ".".join(leaf.split(".")[:2])


def _told_time(day: dt.date, unit: str) -> Interval:
    if unit == "day":
        return Interval(day, day)
    first_month = day.month if unit == "month" else (day.month - 1) // 3 * 3 + 1
    months = 1 if unit == "month" else 3
    after = first_month + months
    last = dt.date(day.year + (after > 12), (after - 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return Interval(dt.date(day.year, first_month, 1), last)


def facts_on(day: int, statements: Sequence[str], ledger: tuple[Earlier | Said, ...] = (), own: Figures | None = None) -> Facts:
    return Facts(
        PLACES,
        date(day),
        accepted=frozenset(statements),
        consents=(Consent("R1", Purpose.PUBLIC_ANONYMOUS),),
        ledger=ledger,
        own=own or {},
    )


def through_the_tool(
    item: DraftItem, printed: int, way: str, ledger: tuple[Said, ...], own: Figures | None = None
) -> tuple[DraftItem, Said, bool] | None:
    """Draft, check, the proposed way, check again, released view; None where nothing may leave. Last, whether the check
    warned that it leans on a figure nobody stands for."""
    preset, kind = (way, KINDS[0]) if way in PRESETS else ("default", way)
    facts = facts_on(printed, item.statements, ledger, own)
    draft = Draft("D1", Purpose.PUBLIC_ANONYMOUS, "en", "Pressure on families", (item,))
    found = check(draft, facts, preset=preset)
    if not found.passed:
        draft = apply_bundle(draft, propose(draft, found, facts)[KINDS.index(kind)])
        found = check(draft, facts, preset=preset)
    if not draft.items or not found.passed:
        return None
    view = release(draft, found, ids=(f"re{n}" for n in range(2)))
    return draft.items[0], said_by(view, draft, found, facts), any(f.rule == "RL155" for f in found.findings)


def publish(country: Country, way: str, stories: Sequence[Story], own: Figures | None = None) -> list[Published]:
    """These stories in the order of print, each beside the ledger of those before; what may not leave is missing."""
    out: list[Published] = []
    ledger: tuple[Said, ...] = ()
    for story in stories:
        done = through_the_tool(item_of(country, story), story.printed, way, ledger, own)
        if done is not None:
            ledger = (*ledger, done[1])
            out.append(as_published(story, done[0], own, warned=done[2]))
    return out


def as_published(story: Story, item: DraftItem, own: Figures | None = None, *, warned: bool = False) -> Published:
    """The story as this item shows it."""
    steps = ladders(item, PLACES)
    return Published(story, item, project(item, PLACES), loss(steps, shown(item, steps)), own, warned)


def own_figures(country: Country) -> Figures:
    """What a team could know of its country from its own counting: its rate, who gets money, families by place, shares of
    letters and offices, each within twice or half of the truth (``UNSURE``). Of the sums it knows nothing."""
    truth = country.truth
    families = dict(zip(truth.leaves, truth.families, strict=True))
    counted = part("priors")["families_of_leavers"]["places"]
    true = {f"families.{p}": sum(n for leaf, n in families.items() if p in PLACES.ladder(leaf)) for p in counted}
    true |= {"rate.take": float(np.average(truth.rate, weights=truth.families)), "remitting": truth.remitting}
    true |= {"share.detail.exact": truth.three, "share.detail.softer": truth.some}
    true |= {"share.officer.service": truth.security, "share.officer.service_second": 1 - truth.security}
    shares = ("remitting", "share")
    return {
        key: Figure(key, "the team's own counting", n / UNSURE, min(n * UNSURE, 1.0) if key.startswith(shares) else n * UNSURE)
        for key, n in true.items()
    }


UNSURE = 2.0


def names_removed(country: Country, stories: Sequence[Story]) -> list[Published]:
    """The yardstick of every newsroom: all as told, only without the names."""
    return [as_published(s, item_of(country, s)) for s in stories]


def most_loss(item: DraftItem) -> float:
    """The loss of a sentence that shows nothing, or does not leave."""
    return sum(rungs[-1].loss for rungs in ladders(item, PLACES).values())


def leaf_fits(country: Country, view: Projection) -> Array:
    """For each family whether it lives in the place shown."""
    return leaves_in(country.truth, view.place)[country.families.leaf]


def trait_fits(country: Country, published: Published) -> Array:
    """For each family whether it has the age, work and relation shown."""
    f, item, shares = country.families, published.item, published.view.shares
    fits = np.ones(len(f), bool)
    age, job = shares.get("age"), shares.get("job")
    if age == "exact":
        fits &= f.age == item.age
    elif age == "decade":
        fits &= f.age // 10 == (item.age or 0) // 10
    elif age == "broad":
        fits &= (f.age >= 60) == ((item.age or 0) >= 60)
    true_job = int(f.job[country.happenings.family[published.story.happening]])
    if job == "exact":
        fits &= f.job == true_job
    elif job == "sector":
        fits &= f.job // (JOBS // len(TRADES)) == true_job // (JOBS // len(TRADES))
    if shares.get("kin") == "term":
        fits &= f.kin == f.kin[country.happenings.family[published.story.happening]]
    return fits


def window(view: Projection) -> tuple[int, int]:
    """First and last day shown."""
    time = view.time
    if time is None or time.earliest is None or time.latest is None:
        raise ValueError("every story of this country has a time")
    return number(time.earliest), number(time.latest)


def sum_fits(view: Projection, sums: Array) -> Array:
    if view.money is None:
        return np.ones(len(sums), bool)
    low, high = (float(x) for x in view.money)
    fits: Array = (sums >= low) & (sums <= high)
    return fits


def letters_fit(view: Projection, letters: Array) -> Array:
    step = view.shares.get("detail:0")
    fits: Array = letters == 3 if step == "exact" else letters > 0 if step == "softer" else np.ones(len(letters), bool)
    return fits


def officer_shown(view: Projection) -> str | None:
    """Whose officers are shown, None where only officials are."""
    return {"service": "state security", "service_second": "police"}.get(view.shares.get("officer", ""))


def happening_fits(country: Country, published: Published) -> Array:
    """For each happening whether it fits all that is shown, for one who knows all that was done."""
    h, view = country.happenings, published.view
    first, last = window(view)
    fits = (h.day >= first) & (h.day <= last) & sum_fits(view, h.sum) & letters_fit(view, h.letters)
    if (service := officer_shown(view)) is not None:
        fits &= h.security == (service == "state security")
    fits &= (leaf_fits(country, view) & trait_fits(country, published))[h.family]
    return fits
