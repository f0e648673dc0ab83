"""Places at a level: read from the chain of parents, never guessed."""

from __future__ import annotations

import pytest
from making_counts import place

from rushlight.counting import PlaceLevel, place_at


@pytest.mark.parametrize(
    ("level", "found"), [("named", "ri"), ("county", "county"), ("province", "province"), ("country", "kp")]
)
def test_up_the_chain(level: PlaceLevel, found: str) -> None:
    village = place("L", "a village", 2, atlas_id="ri", parents=("county", "province", "kp"))
    assert place_at(village, level) == found


def test_what_is_wider_than_the_level_is_not_placed() -> None:
    province = place("L", "a province", 4, atlas_id="province", parents=("kp",))
    assert place_at(province, "county") is None
    assert place_at(province, "province") == "province"
    assert place_at(None, "country") is None


@pytest.mark.parametrize("precision", [7, 8, 9])
def test_unnamed_and_several_places_are_not_placed(precision: int) -> None:
    assert place_at(place("L", "along the border", precision, parents=("province", "kp")), "province") is None


def test_a_name_with_several_readings_is_not_placed() -> None:
    assert place_at(place("L", "Sinhung", 3, readings=("a", "b"), parents=("province", "kp")), "province") is None


def test_the_atlas_may_know_better() -> None:
    city = place("L", "a city", 2, atlas_id="city", parents=("kp",))
    assert place_at(city, "country", {"kp": 6}.get) == "kp"
    assert place_at(city, "province", {"kp": 6}.get) is None
