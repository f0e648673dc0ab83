"""Timestamps: a request that openssl reads, and a reply that holds only whole, for its own digest, under its own root."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import subprocess
from pathlib import Path

import making_tsa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_tsa import NAME, Authority, needs_openssl

from rushlight.casefile.der import sorted_certificates
from rushlight.casefile.keys import timestamps
from rushlight.casefile.keys.timestamps import check, request, stamped_digest
from rushlight.errors import MisuseError, Tampered

DIGEST = hashlib.sha256(b"a state").digest()
NONCE = timestamps.new_nonce(bytes(range(8)))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture(scope="module")
def reply(authority: Authority) -> bytes:
    return authority(request(DIGEST, NONCE))


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=32, max_size=32))
def test_every_request_has_one_length_and_its_nonce_is_positive(random: bytes, digest: bytes) -> None:
    nonce = timestamps.new_nonce(random)
    made = request(digest, nonce)
    assert len(made) == 2 + made[1] == 69
    assert 0 < nonce < 1 << 63
    assert digest in made


def test_what_is_no_digest_or_nonce_makes_no_request() -> None:
    for digest, nonce in ((b"short", NONCE), (DIGEST, 5), (DIGEST, 1 << 63), (DIGEST, -1)):
        with pytest.raises(ValueError, match="a request is of"):
            request(digest, nonce)


@needs_openssl
def test_openssl_reads_the_request(tmp_path: Path) -> None:
    (tmp_path / "q.tsq").write_bytes(request(DIGEST, NONCE))
    done = subprocess.run(["openssl", "ts", "-query", "-in", tmp_path / "q.tsq", "-text"], capture_output=True, check=True)
    said = done.stdout.decode()
    assert "Hash Algorithm: sha256" in said
    assert f"Nonce: 0x{NONCE:X}" in said
    assert "Certificate required: yes" in said


@needs_openssl
def test_a_reply_says_when_and_by_whom(authority: Authority, reply: bytes) -> None:
    stamp = check(reply, DIGEST, NONCE, [authority.root_der])
    assert abs(stamp.time - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1)
    assert stamp.authority == NAME
    assert stamp.root == hashlib.sha256(authority.root_der).hexdigest()
    assert authority.agrees(reply, DIGEST)


@needs_openssl
def test_the_right_root_is_found_among_others(authority: Authority, reply: bytes, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other", name="Elsewhere")
    assert (
        check(reply, DIGEST, NONCE, [other.root_der, authority.root_der]).root == hashlib.sha256(authority.root_der).hexdigest()
    )
    pem = other.roots.read_bytes() + authority.roots.read_bytes() + other.roots.read_bytes()
    assert timestamps.roots_of(pem) == (other.root_der, authority.root_der)


@needs_openssl
def test_a_reply_of_another_digest_request_or_authority_is_refused(authority: Authority, reply: bytes, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other", name=NAME)
    for digest, nonce, roots, why in (
        (hashlib.sha256(b"another").digest(), NONCE, [authority.root_der], "another digest"),
        (DIGEST, NONCE + 1, [authority.root_der], "another request"),
        (DIGEST, None, [authority.root_der], "another request"),
        (DIGEST, NONCE, [other.root_der], "not signed"),
        (DIGEST, NONCE, [], "not signed"),
        (DIGEST, NONCE, [b"no certificate"], "not signed"),
    ):
        with pytest.raises(Tampered, match=why):
            check(reply, digest, nonce, roots)


@needs_openssl
def test_a_certificate_that_was_not_valid_at_its_time_is_refused(tmp_path: Path) -> None:
    expired = Authority(tmp_path / "expired", span=making_tsa.LONG_AGO)
    made = expired(request(DIGEST, NONCE))
    assert stamped_digest(made) == DIGEST
    with pytest.raises(Tampered, match="not signed"):
        check(made, DIGEST, NONCE, [expired.root_der])
    then = str(int(dt.datetime(2002, 1, 1, tzinfo=dt.UTC).timestamp()))
    # what ANCHORS.txt says of certificates that have run out since
    assert (expired.agrees(made, DIGEST), expired.agrees(made, DIGEST, "-attime", then)) == (False, True)


@needs_openssl
def test_a_certificate_that_is_not_made_for_timestamps_is_refused(authority: Authority, reply: bytes) -> None:
    odd = authority.certified_for_something_else(reply)
    assert stamped_digest(odd) == DIGEST
    with pytest.raises(Tampered, match="not signed"):
        check(odd, DIGEST, NONCE, [authority.root_der])


@needs_openssl
def test_a_refusal_by_the_authority_is_no_timestamp(authority: Authority) -> None:
    refused = authority(
        request(DIGEST, NONCE).replace(bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040202"))
    )
    with pytest.raises(Tampered):
        check(refused, DIGEST, NONCE, [authority.root_der])


def tst_info(reply: bytes) -> tuple[object, ...]:
    """Every signed field."""
    from rfc3161_client import decode_timestamp_response

    info = decode_timestamp_response(sorted_certificates(reply)).tst_info
    imprint = info.message_imprint
    return info.version, info.policy, imprint.message, imprint.hash_algorithm, info.serial_number, info.gen_time, info.nonce


@needs_openssl
def test_no_changed_byte_changes_what_a_timestamp_says(authority: Authority, reply: bytes) -> None:
    """Each byte flipped once. What still verifies says the same in every signed field, and another hash gives it away."""
    whole = check(reply, DIGEST, NONCE, [authority.root_der])
    kept, signed = hashlib.sha256(reply).digest(), tst_info(reply)
    passed = 0
    for at in range(len(reply)):
        changed = bytearray(reply)
        changed[at] ^= 1 << secrets.randbelow(8)
        try:
            stamp = check(bytes(changed), DIGEST, NONCE, [authority.root_der])
        except Tampered:
            continue
        passed += 1
        assert (stamp, tst_info(bytes(changed))) == (whole, signed), at
        assert hashlib.sha256(changed).digest() != kept
    assert passed < len(reply) // 2


@needs_openssl
def test_a_reply_cut_short_or_followed_by_something_is_refused(authority: Authority, reply: bytes) -> None:
    for odd in (b"", reply[:-1], reply[: len(reply) // 2], reply + b"x", b"\x30" * 40, b"\x30\x84\xff\xff\xff\xff", b"<html>"):
        with pytest.raises(Tampered):
            check(odd, DIGEST, NONCE, [authority.root_der])
    with pytest.raises(Tampered, match="too large"):
        stamped_digest(bytes(timestamps.LARGEST + 1))


@needs_openssl
def test_certificates_in_either_order_are_read(authority: Authority, reply: bytes) -> None:
    """OpenSSL writes them as they come; a strict parser wants them sorted."""
    ours, root = reply.index(authority.der), reply.index(authority.root_der)
    first, second = sorted((authority.der, authority.root_der), key=reply.index)
    assert min(ours, root) + len(first) == max(ours, root)
    swapped = reply.replace(first + second, second + first)
    assert swapped != reply
    assert sorted_certificates(swapped) == sorted_certificates(reply)
    for order in (reply, swapped):
        assert check(order, DIGEST, NONCE, [authority.root_der]).authority == NAME


@given(st.binary(max_size=60))
def test_sorting_leaves_what_is_no_reply_alone(data: bytes) -> None:
    assert sorted(sorted_certificates(data)) == sorted(data)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_no_reply(data: bytes) -> None:
    pytest.importorskip("rfc3161_client")
    with pytest.raises(Tampered):
        check(data, DIGEST, NONCE, [b""])


def test_what_is_no_certificate_is_refused() -> None:
    for pem in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\xff\x00", b"a text"):
        with pytest.raises(MisuseError, match="no certificate"):
            timestamps.roots_of(pem)


@needs_openssl
def test_without_the_extra_it_says_what_to_install(reply: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
    with pytest.raises(timestamps.NoChecker, match="further package") as told:
        stamped_digest(reply)
    assert re.search(r"rushlight\[timestamps\]", str(told.value.hint))
