"""Places at a level: read from the chain of parents, never guessed."""

from __future__ import annotations

import pytest
from making_counts import place

from rushlight.atlas import atlas
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


def test_a_city_below_a_province_stands_with_its_counties() -> None:
    city = place("L", "Hyesan", 2, atlas_id="hyesan", parents=("ryanggang", "kp"))
    assert place_at(city, "county") == "hyesan"


def test_a_city_below_the_country_stands_with_the_provinces() -> None:
    district = place("L", "a district", 3, atlas_id="district", parents=("pyongyang", "kp"))
    assert (place_at(district, "county"), place_at(district, "province")) == ("district", "pyongyang")


def test_a_point_or_a_stretch_is_no_area() -> None:
    prison = place("L", "a prison", 1, atlas_id="prison", parents=("province", "kp"))
    assert (place_at(prison, "county"), place_at(prison, "province")) == (None, "province")


def test_a_place_the_atlas_does_not_know_stands_at_its_own_level_only() -> None:
    unknown = place("L", "a county", 3)
    assert (place_at(unknown, "county"), place_at(unknown, "province")) == ("a county", None)


def test_every_level_of_the_atlas() -> None:
    for entry in atlas():
        where = place("L", entry.en, entry.precision, atlas_id=entry.id, parents=atlas().parents(entry.id))
        assert place_at(where, "country") == atlas().country(entry.id)
        if entry.kind == "county":
            assert place_at(where, "county") == entry.id
        if entry.kind == "province":
            assert place_at(where, "province") == entry.id
