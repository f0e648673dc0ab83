"""What one passphrase opens and nobody else's key: a collector's own state. It never holds a key to anything collected."""

from __future__ import annotations

from rushlight.casefile.keys.sealing import derived, seal, unseal
from rushlight.record import Randomness


def seal_local(secret: bytes, plain: bytes, about: bytes, randomness: Randomness) -> bytes:
    """Seal under a secret that was stretched from a passphrase, bound to ``about``."""
    return seal(derived(secret, "rushlight collector", "state"), plain, about, randomness)


def open_local(secret: bytes, sealed: bytes, about: bytes) -> bytes:
    """What ``seal_local`` was given. Raises Tampered."""
    return unseal(derived(secret, "rushlight collector", "state"), sealed, about)
