"""EDTF dates a person may write, to the days they may mean."""

from __future__ import annotations

import datetime as dt

import pytest

from rushlight.record import is_approximate, is_edtf, parse_edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-05-08", "2025-05-08", "2025-05-08"),
        ("2019-03~", "2019-03-01", "2019-03-31"),
        ("2019-03-1X", "2019-03-10", "2019-03-19"),
        ("2019-03-0X", "2019-03-01", "2019-03-09"),
        ("2019-02-2X", "2019-02-20", "2019-02-28"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2019-XX", "2019-01-01", "2019-12-31"),
        ("2019-22", "2019-06-01", "2019-08-31"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("2019-01/2019-03-04", "2019-01-01", "2019-03-04"),
        ("2019-01/..", "2019-01-01", None),
        ("../2019", None, "2019-12-31"),
    ],
)
def test_days(text: str, earliest: str | None, latest: str | None) -> None:
    days = parse_edtf(text)
    assert days.earliest == (dt.date.fromisoformat(earliest) if earliest else None)
    assert days.latest == (dt.date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize("text", ["", "..", "../..", "May 2024", "2024-13", "2024-02-30", "2024-05/2024-04", "20X4", "2024-2"])
def test_no_date(text: str) -> None:
    assert not is_edtf(text)


def test_only_the_tilde_and_percent_mean_about() -> None:
    assert is_approximate("2019~")
    assert is_approximate("2019%")
    assert not is_approximate("2019?")
