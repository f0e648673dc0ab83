"""Places at a level: read from the atlas' chain of parents, never guessed."""

from __future__ import annotations

import pytest
from making_counts import place

from rushlight.atlas import atlas
from rushlight.counting import PlaceLevel, place_at
from rushlight.record import Place


def known(id: str) -> Place:
    """The place of an atlas entry, as reading gives it."""
    entry = atlas().entry(id)
    return place("L", entry.en, entry.precision, atlas_id=id, parents=atlas().parents(id))


LEVELS: tuple[PlaceLevel, ...] = ("named", "county", "province", "country")


def levels(where: Place) -> list[str | None]:
    return [place_at(where, level) for level in LEVELS]


def test_a_village_goes_up_the_chain() -> None:
    village = "KP.north-hamgyong.musan.musan"
    assert levels(known(village)) == [village, "KP.north-hamgyong.musan", "KP.north-hamgyong", "KP"]


def test_a_city_below_a_province_stands_with_its_counties() -> None:
    assert levels(known("KP.ryanggang.hyesan")) == ["KP.ryanggang.hyesan", "KP.ryanggang.hyesan", "KP.ryanggang", "KP"]


def test_a_divided_city_below_the_country_stands_with_the_provinces() -> None:
    assert levels(known("KP.pyongyang")) == ["KP.pyongyang", None, "KP.pyongyang", "KP"]
    district = next(e.id for e in atlas() if e.parent == "KP.pyongyang" and e.kind == "district")
    assert levels(known(district)) == [district, district, "KP.pyongyang", "KP"]


def test_every_place_of_the_atlas_stands_at_levels_that_contain_it() -> None:
    for entry in atlas():
        named, *above = levels(known(entry.id))
        assert named == entry.id
        assert above[-1] == atlas().country(entry.id)
        assert all(unit is None or unit == entry.id or atlas().contains(unit, entry.id) for unit in above)
        if entry.kind in ("county", "province"):
            assert place_at(known(entry.id), "county" if entry.kind == "county" else "province") == entry.id
        if entry.kind == "city" and entry.parent == atlas().country(entry.id):
            assert above[0] is None


@pytest.mark.parametrize("precision", [7, 8, 9])
def test_unnamed_and_several_places_are_not_placed(precision: int) -> None:
    assert place_at(place("L", "along the border", precision, parents=("KP.ryanggang", "KP")), "province") is None


def test_a_name_with_several_readings_is_not_placed() -> None:
    assert place_at(place("L", "Sinhung", 3, readings=("a", "b"), parents=("KP.ryanggang", "KP")), "province") is None


def test_a_point_or_a_stretch_lies_in_its_parents() -> None:
    prison = place("L", "a prison", 1, parents=("KP.ryanggang", "KP"))
    assert [place_at(prison, level) for level in LEVELS[1:]] == [None, "KP.ryanggang", "KP"]


def test_a_place_the_atlas_does_not_know_stands_at_its_own_level_only() -> None:
    assert levels(place("L", "a county", 3)) == ["a county", "a county", None, None]
    assert place_at(None, "country") is None
