"""Boxes: what anybody can close for a person and only that person can open. HPKE (RFC 9180), hybrid X25519 + ML-KEM-768.

Harvested today, opened in ten years: whoever records a bundle must break both the curve and the lattice (FIPS 203).
The KEM (id 0x647A, draft-ietf-hpke-pq) is not final; ``SUITE`` names what was used, and stands in what is bound.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite

from rushlight.casefile.keys.sealing import KEY, derived
from rushlight.errors import Tampered

SUITE = "hpke-mlkem768x25519-hkdfsha256-chacha20poly1305"
LATTICE = 1184
"""Bytes of an ML-KEM-768 public key; 32 of an X25519 one follow."""

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def box_key(seed: bytes) -> bytes:
    """The public key (1,216 bytes) of the box that ``seed`` (16 or 32 random bytes) opens."""
    lattice, curve = _halves(seed)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def close_box(key: bytes, plain: bytes, info: bytes) -> bytes:
    """``plain`` for the holder of the box, bound to ``info``. Raises Tampered for a key that is none."""
    try:
        lattice, curve = MLKEM768PublicKey.from_public_bytes(key[:LATTICE]), X25519PublicKey.from_public_bytes(key[LATTICE:])
    except ValueError:
        raise Tampered("a public key is damaged") from None
    return _SUITE.encrypt(plain, MLKEM768X25519PublicKey(lattice, curve), _bound(info))


def open_box(seed: bytes, closed: bytes, info: bytes) -> bytes:
    """What ``close_box`` was given. Raises Tampered."""
    try:
        return _SUITE.decrypt(closed, MLKEM768X25519PrivateKey(*_halves(seed)), _bound(info))
    except (InvalidTag, ValueError):
        raise Tampered("sealed data does not open: it was changed or belongs elsewhere") from None


def _halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    wide = derived(seed, "rushlight box", SUITE, 64 + KEY)
    return MLKEM768PrivateKey.from_seed_bytes(wide[:64]), X25519PrivateKey.from_private_bytes(wide[64:])


def _bound(info: bytes) -> bytes:
    return SUITE.encode() + b"|" + info
