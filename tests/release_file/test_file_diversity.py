"""What a class says of everyone in it, against the papers' definitions written out."""

from __future__ import annotations

from collections import Counter
from math import exp, inf, log

import pytest
from file_oracles import Rows, columns, patient, tables
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError
from rushlight.release.file import classes, diversity, encode

ORDER = ["a", "b", "c", "d"]


def groups(rows: Rows) -> list[Counter[str]]:
    """The sensitive values (the last column) of each class."""
    found: dict[tuple[str, ...], Counter[str]] = {}
    for *keys, value in rows:
        found.setdefault(tuple(keys), Counter())[value] += 1
    return list(found.values())


def measured(rows: Rows, least: int = 2) -> dict[str, float]:
    whole = Counter(r[-1] for r in rows)
    q = {v: n / len(rows) for v, n in whole.items()}
    worst: dict[str, float] = dict.fromkeys(("t", "t_ordered", "alpha", "beta", "delta", "recursive_c"), 0.0)
    worst |= {"k": inf, "l": inf, "entropy_l": inf}
    for group in groups(rows):
        size = group.total()
        p = {v: group[v] / size for v in q}
        falling = sorted(group.values(), reverse=True)
        tail = sum(falling[least - 1 :])
        steps = [abs(sum(p.get(v, 0) - q.get(v, 0) for v in ORDER[: i + 1])) for i in range(len(ORDER))]
        worst["k"] = min(worst["k"], size)
        worst["l"] = min(worst["l"], len(group))
        worst["entropy_l"] = min(worst["entropy_l"], exp(-sum(x * log(x) for x in p.values() if x)))
        worst["t"] = max(worst["t"], sum(abs(p[v] - q[v]) for v in q) / 2)
        worst["t_ordered"] = max(worst["t_ordered"], sum(steps) / (len(ORDER) - 1))
        worst["alpha"] = max(worst["alpha"], *p.values())
        worst["beta"] = max([worst["beta"], *((p[v] - q[v]) / q[v] for v in q if p[v] > q[v])])
        worst["delta"] = max([worst["delta"], *(abs(log(p[v] / q[v])) for v in q if p[v])])
        worst["recursive_c"] = max(worst["recursive_c"], falling[0] / tail if tail else inf)
    return worst


@patient
@given(tables(most_keys=3), st.data())
def test_every_measure_is_the_worst_class_of_its_definition(rows: Rows, data: st.DataObject) -> None:
    last = data.draw(st.lists(st.sampled_from(ORDER), min_size=len(rows), max_size=len(rows)))
    found = diversity(classes(encode(columns(rows))), last, order=ORDER)
    for name, value in measured([(*row, v) for row, v in zip(rows, last, strict=True)]).items():
        assert getattr(found, name) == pytest.approx(value, abs=1e-9), name


def test_enhanced_beta_is_the_least_that_will_do_or_none() -> None:
    keys = classes(encode({"k": ["x"] * 4 + ["y"] * 4}))
    mild = diversity(keys, ["p", "p", "q", "q", "p", "q", "q", "q"])
    assert mild.beta_enhanced == mild.beta == pytest.approx(1 / 3)
    assert diversity(keys, ["p"] * 4 + ["q"] * 4).beta_enhanced == inf


def test_a_value_missing_from_a_class_is_endless_under_strict_delta_only() -> None:
    found = diversity(classes(encode({"k": ["x", "x", "y"]})), ["p", "q", "q"])
    assert found.delta_strict == inf
    assert found.delta < inf


def test_an_ordered_distance_sees_values_that_nobody_has() -> None:
    keys = classes(encode({"k": ["x", "x", "y", "y"]}))
    near = diversity(keys, [1, 1, 2, 2], order=[1, 2]).t_ordered
    far = diversity(keys, [1, 1, 2, 2], order=[1, 2, 3]).t_ordered
    assert (near, far) == (0.5, 0.25)


@pytest.mark.parametrize("values", [["p"], ["p", None], ["p", "z"]])
def test_what_cannot_be_measured_is_refused_without_its_word(values: list[str]) -> None:
    with pytest.raises(MisuseError) as caught:
        diversity(classes(encode({"k": ["x", "y"]})), values, order=["p", "q"])
    assert "z" not in str(caught.value)
