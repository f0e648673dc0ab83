"""Timestamps of RFC 3161: the request that a person carries or sends to an authority, and the check of its reply.

A reply is verified against the roots that a person gave, and against nothing else: no list of the system's, no revocation
asked for over a network. Its certificates must have been valid at the time it names. About a quarter of a token's bytes can
be changed without breaking the signature (unsigned fields of the certificates in it); who keeps one keeps its hash too.
The checking is the package ``rfc3161-client``'s, which the extra ``timestamps`` brings; requests need nothing. It and what
reads certificates load when first needed: they bring modules of the network along, which nothing else here has.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from rushlight.casefile.der import sorted_certificates
from rushlight.errors import CasefileError, MisuseError, Tampered

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
"""The media types of RFC 3161, 3.4."""

LARGEST = 1 << 16
"""Bytes of a reply. Real ones have two to ten thousand."""

_IMPRINT = bytes.fromhex("3031300d060960864801650304020105000420")
"""A MessageImprint of SHA-256 up to the hash itself, in DER."""

_SHA256 = "2.16.840.1.101.3.4.2.1"
T = TypeVar("T")


class NoChecker(CasefileError):
    """The package that checks timestamps is not installed."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a timestamp says that holds: the time, the authority's name by its certificate, the root (SHA-256, hex)."""

    time: dt.datetime
    authority: str
    root: str


def request(digest: bytes, nonce: int) -> bytes:
    """A TimeStampReq in DER: version 1, SHA-256, a nonce of 8 bytes, certReq TRUE. No policy and no name of anybody."""
    if len(digest) != 32 or not 1 << 62 <= nonce < 1 << 63:
        raise ValueError("a request is of 32 bytes, with a nonce of 63 bits")
    return b"\x30\x43\x02\x01\x01" + _IMPRINT + digest + b"\x02\x08" + nonce.to_bytes(8, "big") + b"\x01\x01\xff"


def new_nonce(random: bytes) -> int:
    """A nonce of 63 bits with the highest set, from 8 random bytes: 62 bits of chance, and always the same length."""
    return int.from_bytes(random, "big") % (1 << 62) | 1 << 62


def roots_of(pem: bytes) -> tuple[bytes, ...]:
    """The certificates (DER) of a PEM file that a person trusts for timestamps. Raises MisuseError."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificates

    try:
        found = load_pem_x509_certificates(pem)
        return tuple(dict.fromkeys(one.public_bytes(Encoding.DER) for one in found))
    except (ValueError, TypeError):
        raise MisuseError(
            "the file holds no certificate that can be read",
            hint="give the authority's root certificate in PEM, beginning -----BEGIN CERTIFICATE-----",
        ) from None


def stamped_digest(reply: bytes) -> bytes:
    """The digest that a reply speaks of, nothing checked yet. Raises NoChecker, Tampered."""
    found = _decoded(reply)
    imprint = _guarded(lambda: found.tst_info.message_imprint)
    if imprint.hash_algorithm.dotted_string != _SHA256:
        raise Tampered("this timestamp is not of a SHA-256 digest")
    return bytes(imprint.message)


def check(reply: bytes, digest: bytes, nonce: int | None, roots: Sequence[bytes]) -> Stamp:
    """What a timestamp reply shows of ``digest``, under one of these roots (DER).

    Raises NoChecker without the package; Tampered for a reply that is none or was refused by the authority, is of another
    digest or request, or is not signed by an authority under these roots whose certificates were valid at that time.
    """
    if stamped_digest(reply) != digest:
        raise Tampered("the timestamp is of another digest")
    found = _decoded(reply)
    if found.tst_info.nonce != nonce:
        raise Tampered("the timestamp answers another request")
    for root in roots:
        if _guarded(lambda root=root: _holds(found, digest, root), False):  # type: ignore[misc]
            time = found.tst_info.gen_time.astimezone(dt.UTC)
            return Stamp(time, _guarded(lambda: _signer(found)), hashlib.sha256(root).hexdigest())
    raise Tampered(
        "the timestamp is not signed by an authority under the roots that were given, or was altered",
        hint="certificates must have been valid at its time, and be made for timestamps",
    )


def pem_of(roots: Sequence[bytes]) -> bytes:
    """These certificates (DER) as one PEM file. Raises ValueError for what is no certificate."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate

    return b"".join(load_der_x509_certificate(root).public_bytes(Encoding.PEM) for root in roots)


def check_installed() -> None:
    """Raise NoChecker without the package that checks replies: before a request is sent, and not after."""
    try:
        import rfc3161_client  # noqa: F401
    except ImportError:
        raise NoChecker(
            "checking timestamps needs a further package", hint="python3 -m pip install 'rushlight[timestamps]'"
        ) from None


def _holds(found: TimeStampResponse, digest: bytes, root: bytes) -> bool:
    from cryptography.x509 import load_der_x509_certificate
    from rfc3161_client import VerifierBuilder

    return VerifierBuilder(roots=[load_der_x509_certificate(root)]).build().verify(found, digest)


def _signer(found: TimeStampResponse) -> str:
    """The name in the certificate that signed: its common name, or the whole subject. Two that could be it are none."""
    from cryptography.x509 import load_der_x509_certificate
    from cryptography.x509.oid import NameOID

    (signer,) = found.signed_data.signer_infos
    held = map(load_der_x509_certificate, found.signed_data.certificates)
    (own,) = (one for one in held if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number))
    named = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else own.subject.rfc4514_string()


def _decoded(reply: bytes) -> TimeStampResponse:
    check_installed()
    from rfc3161_client import decode_timestamp_response

    if len(reply) > LARGEST:
        raise Tampered("this is no timestamp reply: it is too large")
    found = _guarded(lambda: decode_timestamp_response(sorted_certificates(reply)))
    if found.status != 0:  # RFC 3161, 2.4.2: granted, and without changes of the authority's own
        raise Tampered("the authority granted no timestamp", hint="ask again, or ask another")
    return found


def _guarded(call: Callable[[], T], otherwise: Any = None) -> T:
    """``call``, whose every failure is that of an unreadable reply: the parser is Rust, and may even panic."""
    try:
        return call()
    except Exception:  # noqa: BLE001 - a hostile reply's
        failed = True
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        failed = True
    if failed and otherwise is not None:
        return otherwise  # type: ignore[no-any-return]
    raise Tampered("this is no timestamp reply that can be read")
