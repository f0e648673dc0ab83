"""The seals themselves: ChaCha20-Poly1305 (RFC 8439) with a random nonce, HKDF-SHA-256 (RFC 5869), Ed25519 (RFC 8032)."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rushlight.errors import Tampered
from rushlight.record import Randomness

KEY = 32
NONCE = 12


def seal(key: bytes, plain: bytes, about: bytes, randomness: Randomness) -> bytes:
    """``nonce || ciphertext`` under ``key``, bound to ``about``."""
    nonce = randomness(NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """What ``seal`` was given. Raises Tampered."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (InvalidTag, ValueError):
        raise Tampered("sealed data does not open: it was changed or belongs elsewhere") from None


def derived(secret: bytes, salt: str, info: str, length: int = KEY) -> bytes:
    """A key of one purpose from a secret of 16 or 32 random bytes (HKDF, RFC 5869)."""
    return HKDF(SHA256(), length, salt=salt.encode(), info=info.encode()).derive(secret)


def commitment(data_key: bytes) -> bytes:
    """What binds a sealed body to one data key: a hash of 32 random bytes tells nothing of the body."""
    return hashlib.sha256(b"rushlight/1 data key commitment\n" + data_key).digest()


def seal_committed(data_key: bytes, plain: bytes, about: bytes, randomness: Randomness) -> bytes:
    """A seal that begins with a commitment to its key, so that a key disclosed later opens one body only.

    ChaCha20-Poly1305 alone does not commit to its key.
    """
    return commitment(data_key) + seal(data_key, plain, about, randomness)


def open_with(data_key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Open a committed seal with its data key. Raises Tampered."""
    if len(data_key) != KEY or not hmac.compare_digest(sealed[:KEY], commitment(data_key)):
        raise Tampered("a sealed body does not belong to its key")
    return unseal(data_key, sealed[KEY:], about)


def signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
