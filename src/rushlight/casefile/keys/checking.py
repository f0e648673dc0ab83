"""Signatures checked in a process of their own, beside the one that opens bodies: run as a file, it reads them and answers.

It gets public keys, signatures and signed headers, which hold no personal text; no key of the casefile comes here.
In: public key (32 bytes), signature (64), length (4, big-endian), message, again and again. Out: a byte each, 1 or 0.
"""

from __future__ import annotations

import sys
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PUBLIC, SIGNATURE, LENGTH = 32, 64, 4


def frame(public_key: bytes, signature: bytes, message: bytes) -> bytes:
    """One message as the process reads it."""
    return public_key + signature + len(message).to_bytes(LENGTH, "big") + message


def answer(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer until nothing more is asked."""
    known: dict[bytes, Ed25519PublicKey] = {}
    while len(head := asked.read(PUBLIC + SIGNATURE + LENGTH)) == PUBLIC + SIGNATURE + LENGTH:
        public_key, signature = head[:PUBLIC], head[PUBLIC : PUBLIC + SIGNATURE]
        message = asked.read(int.from_bytes(head[-LENGTH:], "big"))
        try:
            if public_key not in known:
                known[public_key] = Ed25519PublicKey.from_public_bytes(public_key)
            known[public_key].verify(signature, message)
            answers.write(b"\1")
        except (InvalidSignature, ValueError):
            answers.write(b"\0")
    answers.flush()


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer)
