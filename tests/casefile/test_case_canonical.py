"""Canonical JSON and padding."""

from __future__ import annotations

import contextlib
import json
import math

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from rushlight.casefile.canonical import canonical, pad, padme, parse, unpad
from rushlight.errors import MisuseError, Tampered

text = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
    max_leaves=12,
)


def test_rfc_8785_example_sorts_keys_by_utf16_and_writes_numbers_like_ecmascript() -> None:
    value = {"numbers": [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27], "literals": [None, True, False], "\u20ac": 1, "\r": 2}
    assert canonical(value) == (
        b'{"\\r":2,"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"\xe2\x82\xac":1}'
    )


@given(JSON)
def test_canonical_bytes_parse_back(value: object) -> None:
    written = canonical(value)
    assert parse(written) == parse(written, written) == value


def test_what_was_written_vouches_for_the_same_bytes_only() -> None:
    with pytest.raises(Tampered):
        parse(b'{"b":1, "a":2}', b'{"a":2,"b":1}')


class Loud(str):
    """A string that may write itself otherwise."""


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | text.map(Loud),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(text | st.sampled_from(["\ue000", "\U00010000"]), inner),
    max_leaves=12,
)


@given(ODD)
def test_the_fast_encoder_writes_what_rfc8785_writes_and_refuses_what_it_refuses(value: object) -> None:
    try:
        wanted = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        with pytest.raises(MisuseError):
            canonical(value)
    else:
        assert canonical(value) == wanted


def test_every_character_is_written_as_rfc_8785_says() -> None:
    every = [chr(n) for n in (*range(0xD800), *range(0xE000, 0x110000, 7))]
    assert canonical(every) == rfc8785.dumps(every)


@given(JSON)
def test_another_form_of_the_same_value_is_refused(value: object) -> None:
    with pytest.raises(Tampered):
        parse(canonical(value) + b" ")


@given(
    JSON | st.recursive(st.floats(allow_nan=False, allow_infinity=False), lambda inner: st.dictionaries(text, inner)), st.data()
)
def test_the_quick_way_of_reading_accepts_what_the_library_accepts(value: object, data: st.DataObject) -> None:
    held = bytearray(rfc8785.dumps(value))
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(held) - 1))
        held[at] = data.draw(st.sampled_from(b'0123456789.eE-+ "{}[],:\\utfn\xf0\x9f\xee'))
    try:
        wanted = rfc8785.dumps(json.loads(bytes(held))) == held
    except (ValueError, rfc8785.CanonicalizationError):
        wanted = False
    try:
        found = parse(bytes(held))
    except Tampered:
        assert not wanted
    else:
        assert wanted
        assert found == json.loads(bytes(held))


@pytest.mark.parametrize("written", ["9007199254740991", "9007199254740992", "-9007199254740993", "1e5", "0.5", '"\U0001f4a7"'])
def test_unusual_values_are_the_librarys_matter(written: str) -> None:
    try:
        wanted = rfc8785.dumps(json.loads(written)) == written.encode()
    except rfc8785.CanonicalizationError:
        wanted = False
    with contextlib.nullcontext() if wanted else pytest.raises(Tampered):
        parse(written.encode())


def test_names_above_the_basic_plane_stand_before_those_at_its_end() -> None:
    """RFC 8785, 3.2.3: by UTF-16 units, where Python sorts by code points."""
    held = '{"\U0001f4a7":1,"\uff21":2}'.encode()
    assert parse(held) == {"\U0001f4a7": 1, "\uff21": 2}
    with pytest.raises(Tampered):
        parse('{"\uff21":2,"\U0001f4a7":1}'.encode())


@pytest.mark.parametrize(
    "data", [b"", b'{"a":1,"a":1}', b'{"b":1,"a":1}', b"1.0", b"NaN", b"\xff", b"[" * 100_000], ids=range(7)
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(Tampered):
        parse(data)


@pytest.mark.parametrize("value", [float("nan"), 2**53 + 1, "\ud800", {1: 2}, object()], ids=range(5))
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(MisuseError):
        canonical(value)


@given(st.binary(max_size=5000))
def test_padding_comes_off_again(data: bytes) -> None:
    assert unpad(pad(data)) == data
    assert len(pad(data)) == padme(len(data) + 1)


@given(st.integers(1, 2**40))
def test_padme_grows_a_length_by_at_most_twelve_percent(length: int) -> None:
    """The bound and the number of distinct lengths of the PURBs paper, section 4.2."""
    padded = padme(length)
    assert length <= padded <= max(64, math.ceil(length * 1.12))
    assert padme(padded) == padded


@given(st.binary(min_size=1, max_size=300), st.integers(0, 400))
def test_cut_or_lengthened_padding_is_refused(data: bytes, at: int) -> None:
    padded = pad(data)
    changed = padded[: at % len(padded)]
    with pytest.raises(Tampered):
        unpad(changed)
    with pytest.raises(Tampered):
        unpad(padded + b"\0")
