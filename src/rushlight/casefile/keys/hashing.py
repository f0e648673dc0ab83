"""Keyed hashes: what two equal values share without telling the value (HMAC-SHA-256, RFC 2104)."""

from __future__ import annotations

import hmac


def keyed_hash(key: bytes, about: str, value: str) -> str:
    """Hex HMAC of ``value`` for one use; the length of ``about`` is part of what is hashed, so no two pairs are alike."""
    return hmac.digest(key, f"{len(about)}\n{about}\n{value}".encode(), "sha256").hex()
