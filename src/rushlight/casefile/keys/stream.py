"""Large things in a stream: the age format (C2SP age v1) under an identity that nobody else ever sees.

The X25519 identity is drawn for one file and travels in boxes (``keys.boxes``) or under a key of ours. Its public
half is nowhere written, so a recorded file gives an attacker of the curve nothing to begin with.
"""

from __future__ import annotations

from typing import BinaryIO

import pyrage

from rushlight.errors import CasefileError, MisuseError, Tampered

IDENTITY = 74
"""Characters of an identity."""


def new_identity() -> str:
    """An identity for one stream (``AGE-SECRET-KEY-1…``)."""
    return str(pyrage.x25519.Identity.generate())


def encrypt(identity: str, plain: BinaryIO, out: BinaryIO) -> None:
    """Write ``plain`` sealed to ``out``, in pieces. Raises CasefileError, part of it being written."""
    try:
        pyrage.encrypt_io(plain, out, [_identity(identity).to_public()])
    except (pyrage.EncryptError, OSError):
        raise CasefileError("the sealed file could not be written", hint="is the disk full or read-only?") from None


def encrypt_to(recipient: str, plain: bytes) -> bytes:
    """``plain`` sealed to somebody's own age key (``age1…``). Raises MisuseError for what is no such key."""
    try:
        key = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise MisuseError("this is no age key", where=recipient[:12], hint="a key to seal to begins with age1") from None
    sealed: bytes = pyrage.encrypt(plain, [key])
    return sealed


def decrypt(identity: str, sealed: BinaryIO, out: BinaryIO) -> None:
    """Write what was sealed to ``out``. Raises Tampered, part of it being written: use nothing of it then."""
    try:
        pyrage.decrypt_io(sealed, out, [_identity(identity)])
    except (pyrage.DecryptError, OSError):
        raise Tampered("sealed data does not open: it was changed, cut off or belongs elsewhere") from None


def _identity(written: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(written)
    except pyrage.IdentityError:
        raise Tampered("sealed data does not open: its key is damaged") from None
