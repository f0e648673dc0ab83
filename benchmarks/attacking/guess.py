"""What each adversary makes of a published sentence: for every family how likely it is the one, by Bayes' rule.

Each knows the true figures of his country (rates, shares, how fast stories are printed) and has one file of his own: the
strongest reading of what he could be. A weight is the expected number of happenings of that family that fit and would have
been printed on that day; the guess is the family of largest weight, ties by lot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from attacking.country import DAYS, PRINTED_AFTER, TOLD_AFTER, Country
from attacking.telling import Published, happening_fits, leaf_fits, letters_fit, officer_shown, sum_fits, trait_fits, window
from attacking.truth import SUMS, Array


@dataclass(frozen=True)
class Guess:
    """Chance that the guess is right (by lot among ties), and how likely the guesser himself holds it to be."""

    hit: float
    belief: float
    guesses: int = 1


def best(weights: Array, true: int) -> Guess:
    """The guess of largest weight. No guess at all (nothing fits) is a miss."""
    total = weights.sum()
    if total <= 0:
        return Guess(0.0, 0.0)
    top = weights.max()
    tied = weights >= top * (1 - 1e-9)
    return Guess(float(tied[true]) / float(tied.sum()), float(top / total))


def lag(country: Country, days: Array) -> Array:
    """Chance that a happening so many days ago is printed today: the sum of two even waits."""
    (a, b), (c, d) = TOLD_AFTER, (PRINTED_AFTER, country.truth.slowest + 1)
    overlap = np.minimum(b - 1, days - c) - np.maximum(a, days - d + 1) + 1
    out: Array = np.maximum(overlap, 0) / ((b - a) * (d - c))
    return out


def day_weights(country: Country, published: Published) -> Array:
    """For each day how likely a happening of that day is what was printed: in the time shown, and not too long ago."""
    days = np.arange(DAYS)
    first, last = window(published.view)
    inside = (days >= first) & (days <= last)
    out: Array = np.where(inside, lag(country, published.story.printed - days), 0.0)
    return out


def others(country: Country, published: Published, shares: float, *, known_remitting: bool) -> Array:
    """For each family the expected happenings of the days shown that he has no record of."""
    f, truth = country.families, country.truth
    per_day = truth.rate[f.leaf] / 365.25
    remitting = f.remits.astype(float) if known_remitting else remitting_by_year(country)
    out: Array = leaf_fits(country, published.view) * remitting * per_day * day_weights(country, published).sum() * shares
    return out


def remitting_by_year(country: Country) -> Array:
    """Chance that a family gets money, from the year its relative left."""
    likelier = np.where(country.families.left >= 2012, 1.25, 0.75)
    out: Array = country.truth.remitting * likelier / likelier.mean()
    return out


def sum_share(country: Country, published: Published) -> float:
    return float(country.truth.sums[sum_fits(published.view, np.array(SUMS))].sum())


def letter_share(country: Country, published: Published) -> float:
    step = published.view.shares.get("detail:0")
    return country.truth.three if step == "exact" else country.truth.some if step == "softer" else 1.0


def officer_share(country: Country, published: Published) -> float:
    usual = country.truth.security
    return {None: 1.0, "state security": usual, "police": 1 - usual}[officer_shown(published.view)]


def all_shares(country: Country, published: Published) -> float:
    return sum_share(country, published) * letter_share(country, published) * officer_share(country, published)


def true_family(country: Country, published: Published) -> int:
    return int(country.happenings.family[published.story.happening])


def neighbours(country: Country, published: Published) -> Guess:
    """A1: all heads of neighbourhood units together: who gets money, traits, and at which doors officers were seen."""
    truth, days = country.truth, day_weights(country, published)
    base = others(country, published, 1.0, known_remitting=True) * (1 - truth.seen)
    rate = truth.rate[country.families.leaf]
    real = rate * truth.seen / (rate * truth.seen + truth.other_visits)
    sightings = np.zeros(len(base))
    here = country.seen.day < DAYS
    np.add.at(sightings, country.seen.family[here], days[country.seen.day[here]])
    weights = base + sightings * real * leaf_fits(country, published.view)
    return best(weights * trait_fits(country, published), true_family(country, published))


def register(country: Country, published: Published) -> Guess:
    """A2: the register with the list of those whose relatives left, and the year."""
    weights = others(country, published, 1.0, known_remitting=False) * trait_fits(country, published)
    return best(weights, true_family(country, published))


def officers(country: Country, published: Published) -> Guess:
    """A3: every officer with a happening of his own that fits makes one guess."""
    weights, true = _own(country, published), true_family(country, published)
    belongs = country.families.officer
    who = np.unique(belongs[weights > 0])
    if not len(who):
        return Guess(0.0, 0.0)
    found = best(np.where(belongs == belongs[true], weights, 0.0), true)
    strongest = np.zeros(belongs.max() + 1)
    np.maximum.at(strongest, belongs, weights)
    return Guess(found.hit / len(who), float(strongest[who].mean() / weights.sum()), len(who))


def the_officer(country: Country, published: Published) -> Guess:
    """A3*: the officer who did it reads, and takes it to be about one of his own: nobody told him so, but he may."""
    weights, true = _own(country, published), true_family(country, published)
    belongs = country.families.officer
    return best(np.where(belongs == belongs[true], weights, 0.0), true)


def _own(country: Country, published: Published) -> Array:
    """For each family its fitting happenings, by day."""
    h = country.happenings
    weights = np.zeros(len(country.families))
    np.add.at(weights, h.family, happening_fits(country, published) * day_weights(country, published)[h.day])
    return weights


def bureau(country: Country, published: Published) -> Guess:
    """A4: the bureau's records, true and false ones alike to it, of families whose age, work and relations it knows; the sum
    only where the transfer was declared."""
    h, truth, view = country.happenings, country.truth, published.view
    days, inside = day_weights(country, published), leaf_fits(country, published.view)
    real = 1 / (1 + truth.false_records)
    weights = others(country, published, (1 - truth.recorded) * all_shares(country, published), known_remitting=False)
    fits = h.recorded & letters_fit(view, h.letters) & inside[h.family]
    band = truth.given[:, sum_fits(view, np.array(SUMS))].sum(axis=1)
    known_sum = np.where(h.declared, band[h.transfer], sum_share(country, published))
    worth = real * officer_share(country, published)
    np.add.at(weights, h.family, fits * known_sum * days[h.day] * worth)
    r = country.records
    unsure = letters_fit(view, r.value) & inside[r.family]
    np.add.at(weights, r.family, unsure * days[r.day] * sum_share(country, published) * worth)
    return best(weights * trait_fits(country, published), true_family(country, published))


def listeners(country: Country, published: Published) -> Guess:
    """A5: calls detected between the time shown and the day of print, each laid to a family."""
    usual = np.bincount(country.calls.family, minlength=len(country.families))
    mean = country.truth.calls * country.truth.detected * (DAYS + 200) / 365.25
    silent = remitting_by_year(country) * np.exp(-mean)
    remitting = np.where(usual > 0, 1.0, silent / (silent + 1 - remitting_by_year(country)))
    per_day = country.truth.rate[country.families.leaf] / 365.25
    prior = leaf_fits(country, published.view) * remitting * per_day
    days = day_weights(country, published)
    return best(prior * _called(country, published, days), true_family(country, published))


def _called(country: Country, published: Published, days: Array) -> Array:
    """How much likelier each family's detected calls are if it told, averaged over the days it may have happened."""
    truth = country.truth
    printed = published.story.printed
    when = np.arange(DAYS + 200)
    told = np.zeros(len(when))
    for day in np.flatnonzero(days):
        told += days[day] * _told_on(when, int(day), printed, truth.slowest)
    if days.sum() > 0:
        told /= days.sum()
    calls = np.zeros(len(country.families))
    ok = (country.calls.day >= 0) & (country.calls.day < len(when))
    np.add.at(calls, country.calls.family[ok], told[country.calls.day[ok]])
    each = truth.by_call * truth.detected
    out: Array = (1 - each) + each * calls / (truth.calls * truth.detected / 365.25)
    return out


def _told_on(when: Array, day: int, printed: int, slowest: int) -> Array:
    """Chance of each day of telling, for a happening of this day printed on that one."""
    (a, b), wait = TOLD_AFTER, printed - when
    fits = (when - day >= a) & (when - day < b) & (wait >= PRINTED_AFTER) & (wait <= slowest)
    out: Array = fits / max(1, int(fits.sum()))
    return out


def brokers(country: Country, published: Published) -> Guess:
    """A6: transfers of turned brokers: recipient, sum, day; the rest of those who get money he has to suppose."""
    truth, t, days = country.truth, country.transfers, day_weights(country, published)
    inside = leaf_fits(country, published.view)
    band = truth.given[:, sum_fits(published.view, np.array(SUMS))].sum(axis=1)
    after = np.zeros(DAYS + 46)
    for wait in range(2, 46):
        after[: DAYS - wait] += days[wait:] / 44
    n = np.bincount(t.family, minlength=len(country.families))
    known = n > 0
    each = truth.rate / (truth.rate + 1.5)
    weights = np.zeros(len(known))
    ok = (t.day >= 0) & (t.day < DAYS)
    np.add.at(weights, t.family[ok], each[country.families.leaf[t.family[ok]]] * band[t.value[ok]] * after[t.day[ok]])
    carried = (truth.rate[country.families.leaf] + 1.5) * truth.turned * DAYS / 365.25
    silent = truth.remitting * np.exp(-carried)
    remitting = np.where(known, 1.0, silent / (silent + 1 - truth.remitting))
    per_day = truth.rate[country.families.leaf] / 365.25
    weights += remitting * per_day * days.sum() * sum_share(country, published) * (1 - truth.turned)
    return best(weights * inside, true_family(country, published))


def state(country: Country, published: Published) -> Guess:
    """A7: everything at once: all happenings in all detail, the day of print, the calls."""
    h, truth = country.happenings, country.truth
    days = day_weights(country, published)
    weights = np.zeros(len(country.families))
    per_call = truth.calls * truth.detected / 365.25
    each = truth.by_call * truth.detected
    order = np.argsort(country.calls.family, kind="stable")
    family, day = country.calls.family[order], country.calls.day[order]
    for i in np.flatnonzero(happening_fits(country, published)):
        low, high = np.searchsorted(family, [h.family[i], h.family[i] + 1])
        told = _told_on(np.arange(DAYS + 200), int(h.day[i]), published.story.printed, truth.slowest)
        seen = told[day[low:high]].sum()
        weights[h.family[i]] += days[h.day[i]] * ((1 - each) + each * seen / per_call)
    return best(weights, true_family(country, published))


def fields_only(country: Country, published: Published) -> Guess:
    """A7 with the fields alone, as the release check supposes: every family that fits is as likely as another."""
    weights = np.zeros(len(country.families))
    weights[country.happenings.family[happening_fits(country, published)]] = 1.0
    return best(weights, true_family(country, published))


def fields_and_day(country: Country, published: Published) -> Guess:
    """A7 with the fields and the day of print, no calls."""
    return best(_own(country, published), true_family(country, published))


ADVERSARIES: dict[str, Callable[[Country, Published], Guess]] = {
    "A1": neighbours,
    "A2": register,
    "A3": officers,
    "A3*": the_officer,
    "A4": bureau,
    "A5": listeners,
    "A6": brokers,
    "A7-": fields_only,
    "A7+": fields_and_day,
    "A7": state,
}
"""A3*: the officer who did it, taking it to be about him. A7-: the state without the day of print and without the calls;
A7+: with the day of print, without the calls."""
