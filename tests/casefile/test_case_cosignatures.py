"""Cosignatures on checkpoints (c2sp.org/tlog-cosignature): made, kept beside the log's own signature, checked."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets

import pytest

from rushlight.casefile import note, tree
from rushlight.casefile.keys import Keyring, new_keyring, signed_by
from rushlight.errors import MisuseError, Tampered

DAY = dt.date(2026, 3, 1)


def device(name: str) -> tuple[Keyring, bytes]:
    ring = new_keyring("ca_x", secrets.token_bytes)
    return ring, ring.new_device(name)[0]


@pytest.fixture
def signed() -> tuple[str, bytes]:
    ring, key = device("dv_log")
    return note.sign(note.Checkpoint("ca_x", "dv_log", 3, tree.leaf_hash(b"")), ring, key), key


def test_a_cosigned_note_names_its_cosigners_and_keeps_its_own_signature(signed: tuple[str, bytes]) -> None:
    text, key = signed
    (one, one_key), (two, two_key) = device("dv_one"), device("dv_two")
    both = note.cosign(note.cosign(text, one, "dv_one", one_key, DAY), two, "ca_x/dv_two", two_key, DAY)
    known = {"dv_one": one_key, "dv_two": two_key, "dv_log": key}
    assert note.cosigners(both, known) == {"dv_one": DAY, "dv_two": DAY}
    assert note.signature_holds(both, key)
    assert both.startswith(text)
    assert note.cosigners(both.replace("\n", "\r\n"), known).keys() == {"dv_one", "dv_two"}
    assert note.cosigners(text, known) == {}


def test_the_line_has_the_published_form(signed: tuple[str, bytes]) -> None:
    text, _ = signed
    ring, key = device("dv_one")
    line = note.cosign(text, ring, "dv_one", key, DAY).splitlines()[-1]
    dash, name, encoded = line.split(" ")
    held = base64.b64decode(encoded)
    assert (dash, name, len(held)) == ("—", "ca_x/dv_one", 4 + 8 + 64)
    assert int.from_bytes(held[4:12], "big") == 1772323200
    body = text.split("\n\n")[0] + "\n"
    assert signed_by(key, held[12:], b"cosignature/v1\ntime 1772323200\n" + body.encode())


def test_cosigning_again_takes_the_older_ones_place(signed: tuple[str, bytes]) -> None:
    text, _ = signed
    ring, key = device("dv_one")
    once = note.cosign(text, ring, "dv_one", key, DAY)
    again = note.cosign(once, ring, "dv_one", key, DAY + dt.timedelta(days=3))
    assert again.count("—") == once.count("—") == 2
    assert note.cosigners(again, {"dv_one": key}) == {"dv_one": DAY + dt.timedelta(days=3)}


def test_a_cosignature_speaks_of_one_note_one_time_and_one_name(signed: tuple[str, bytes]) -> None:
    text, log_key = signed
    ring, key = device("dv_one")
    cosigned = note.cosign(text, ring, "dv_one", key, DAY)
    other_ring, other_key = device("dv_log")
    other = note.sign(note.Checkpoint("ca_x", "dv_log", 4, tree.leaf_hash(b"")), other_ring, other_key)
    line = cosigned.splitlines()[-1]
    assert note.cosigners(f"{other}{line}\n", {"dv_one": key}) == {}
    assert note.cosigners(cosigned, {"dv_one": log_key, "dv_two": key}) == {}
    held = bytearray(base64.b64decode(line.split(" ")[2]))
    for at in range(len(held)):
        changed = bytearray(held)
        changed[at] ^= 1
        assert note.cosigners(f"{text}— ca_x/dv_one {base64.b64encode(changed).decode()}\n", {"dv_one": key}) == {}
    for length in (3, 11, 12, 75):
        assert note.cosigners(f"{text}— ca_x/dv_one {base64.b64encode(held[:length]).decode()}\n", {"dv_one": key}) == {}
    assert not note.signature_holds(f"{text.split('— ')[0]}{line}\n", log_key)


def test_two_copies_of_a_note_are_joined(signed: tuple[str, bytes]) -> None:
    text, key = signed
    (one, one_key), (two, two_key) = device("dv_one"), device("dv_two")
    left, right = note.cosign(text, one, "dv_one", one_key, DAY), note.cosign(text, two, "dv_two", two_key, DAY)
    both = note.joined(left, right)
    assert note.cosigners(both, {"dv_one": one_key, "dv_two": two_key}).keys() == {"dv_one", "dv_two"}
    assert note.signature_holds(both, key)
    assert note.joined(both, left) == both
    ring, other_key = device("dv_log")
    with pytest.raises(Tampered):
        note.joined(text, note.sign(note.Checkpoint("ca_x", "dv_log", 4, tree.leaf_hash(b"")), ring, other_key))


def test_what_no_line_can_hold_is_refused(signed: tuple[str, bytes]) -> None:
    text, _ = signed
    ring, key = device("dv_one")
    for name, day in (("dv one", DAY), ("dv+one", DAY), ("dv_one", dt.date(1969, 12, 31))):
        with pytest.raises(MisuseError):
            note.cosign(text, ring, name, key, day)
    with pytest.raises(Tampered):
        note.cosign("no note", ring, "dv_one", key, DAY)


# A checkpoint of a public Certificate Transparency log with the cosignatures of four public witnesses, May 2026, and their
# published keys (transparency.dev witness network; the key's first byte is its kind).
PUBLISHED = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""  # noqa: E501
KEYS = {
    "arche2025h1.staging.ct.transparency.dev": "AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
    "transparency.dev/DEV:witness-little-garden": "BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1": "BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de": "BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu": "BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
}


def test_published_cosignatures_hold() -> None:
    body, _, lines = PUBLISHED.partition("\n\n")
    body += "\n"
    days = set()
    for line in lines.splitlines():
        _, name, encoded = line.split(" ")
        key, held = base64.b64decode(KEYS[name]), base64.b64decode(encoded)
        assert held[:4] == hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        if key[:1] == note.COSIGNATURE:
            days.add(note.cosigned_on(body, held[4:], key[1:]))
            assert note.cosigned_on(body.replace("1432088532", "1432088533"), held[4:], key[1:]) is None
        else:
            assert (key[:1], signed_by(key[1:], held[4:], body.encode())) == (note.ED25519, True)
    assert days == {dt.date(2026, 5, 23)}
