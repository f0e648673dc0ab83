"""The gazetteer: spellings, parents, homonyms, distances, ladders and figures."""

from __future__ import annotations

import pytest

from rushlight.atlas import PRECISION, atlas
from rushlight.errors import RecordError

HYESAN, HOERYONG = "KP.ryanggang.hyesan", "KP.north-hamgyong.hoeryong"


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("혜산시", HYESAN),
        ("혜산", HYESAN),
        ("Hyesan", HYESAN),
        ("惠山", HYESAN),
        ("兩江道", "KP.ryanggang"),
        ("HYESAN", HYESAN),
        ("Hyesan City", HYESAN),
        ("Hyesan-si", HYESAN),
        ("Hoeryŏng", HOERYONG),
        ("Hoeryong", HOERYONG),
        ("Hoeryeong", HOERYONG),
        ("회령", HOERYONG),
        ("Ch'ŏngjin", "KP.north-hamgyong.chongjin"),
        ("Cheongjin", "KP.north-hamgyong.chongjin"),
        ("Chongjin", "KP.north-hamgyong.chongjin"),
        ("량강도", "KP.ryanggang"),
        ("양강도", "KP.ryanggang"),
        ("Yanggang Province", "KP.ryanggang"),
        ("Ryanggang-do", "KP.ryanggang"),
        ("함북", "KP.north-hamgyong"),
        ("North Hamgyong Province", "KP.north-hamgyong"),
        ("Hamgyeongbukdo", "KP.north-hamgyong"),
        ("나선시", "KP.rason"),
        ("낙랑구역", "KP.pyongyang.rangnang"),
        ("Paegam", "KP.ryanggang.paegam"),
        ("Baegam", "KP.ryanggang.paegam"),
        ("Kyohwaso No. 12", "KP.north-hamgyong.hoeryong.jongori"),
        ("전거리 교화소", "KP.north-hamgyong.hoeryong.jongori"),
        ("DPRK", "KP"),
        ("남조선", "KR"),
        ("Eritreans", "ER"),
        ("Ürümqi", "CN.xinjiang.urumqi"),
        ("연길", "CN.jilin.yanbian.yanji"),
        ("Homel", "BY.gomel"),
        ("Evin", "IR.evin-prison"),
    ],
)
def test_one_place_in_its_spellings(spelling: str, place: str) -> None:
    assert [e.id for e in atlas().lookup(spelling)] == [place]


def test_homonyms_keep_all_their_candidates() -> None:
    found = {e.id for e in atlas().lookup("강안동", "ko")}
    assert {"KP.ryanggang.hyesan.kangan", "KP.north-hamgyong.hoeryong.kangan"} <= found


def test_a_name_nobody_has_finds_nothing() -> None:
    assert atlas().lookup("Nowhereville") == ()
    with pytest.raises(RecordError):
        atlas().entry("XX.nowhere")


def test_words_of_the_language_are_marked_weak() -> None:
    assert all(m.weak for m in atlas().matches("운전", "ko"))
    assert not any(m.weak for m in atlas().matches("운전군", "ko"))
    assert all(m.demonym for m in atlas().matches("chinese", "en"))


def test_the_divisions_of_the_north_are_complete() -> None:
    north = [e for e in atlas() if e.id.startswith("KP.")]
    assert sum(e.kind == "province" for e in north) == 9
    assert sum(e.kind == "city" for e in north) >= 26
    assert sum(e.kind == "county" for e in north) == 144


def test_every_place_has_parents_a_precision_and_labels() -> None:
    for entry in atlas():
        assert entry.kind in PRECISION
        assert entry.en
        assert entry.ko
        chain = atlas().parents(entry.id)
        assert entry.kind == "country" or atlas().entry(chain[-1]).kind == "country"
        assert chain == tuple(dict.fromkeys(chain))
        assert entry.id not in chain


def test_precision_codes() -> None:
    codes = {
        p: atlas().entry(p).precision for p in (HOERYONG, "KP.north-hamgyong.musan", f"{HYESAN}.wiyon", "KP.ryanggang", "KP")
    }
    assert list(codes.values()) == [2, 3, 3, 4, 6]
    assert atlas().entry("KP.tumen-river").precision == 5
    assert atlas().entry("KP.north-hamgyong.hoeryong.jongori").precision == 1


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (HYESAN, HYESAN, "same"),
        ("KP.ryanggang", HYESAN, "contains"),
        (HYESAN, "KP", "within"),
        (HYESAN, "KP.ryanggang.paegam", "siblings"),
        (f"{HYESAN}.wiyon", "KP.ryanggang.paegam", "same_province"),
        ("KP.ryanggang", "KP.north-hamgyong", "same_country"),
        (HYESAN, HOERYONG, "same_country"),
        (HYESAN, "CN.jilin.changbai", "apart"),
        ("KP", "CN", "apart"),
    ],
)
def test_distance_is_a_relation(a: str, b: str, relation: str) -> None:
    assert atlas().distance(a, b) == relation
    back = {"contains": "within", "within": "contains"}.get(relation, relation)
    assert atlas().distance(b, a) == back


def test_contains_is_never_of_itself() -> None:
    assert atlas().contains("KP", HYESAN)
    assert not atlas().contains(HYESAN, "KP")
    assert not atlas().contains("KP", "KP")


def test_ladder_climbs_to_the_country() -> None:
    steps = atlas().ladder(f"{HYESAN}.wiyon")
    assert [s.kind for s in steps] == ["district", "city", "province", "region", "country"]
    assert [s.en for s in steps][2:] == ["Ryanggang", "border provinces", "North Korea"]
    assert [s.id for s in atlas().ladder("KP.kangwon.wonsan")][-2] == "KP.inland-provinces"
    assert [s.kind for s in atlas().ladder("CN")] == ["country"]


def test_labels() -> None:
    assert atlas().label(HYESAN, "ko") == "혜산시"
    assert atlas().label(HYESAN, "en") == "Hyesan"
    assert atlas().label("KP.border-provinces", "en") == "border provinces"


def test_population_has_its_source_and_year() -> None:
    figures = atlas().population(HYESAN)
    assert figures is not None
    assert (figures.people, figures.year) == (192680, 2008)
    assert figures.households == round(192680 / figures.household_size)
    assert "census" in figures.source
    assert atlas().population("CN.tibet.driru") is None


def test_parts_do_not_outnumber_the_whole() -> None:
    for entry in atlas():
        own = atlas().population(entry.id)
        parent = atlas().population(entry.parent) if entry.parent else None
        if own and parent:
            assert own.people < parent.people
