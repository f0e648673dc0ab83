"""Sealed for k of n people: a data key of its own, split, each part in the box of one of them. No key opens two such seals.

The parts are SLIP-39's (see ``shares``) without its words and without its passphrase: the secret is a random key already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from shamir_mnemonic import MnemonicError
from shamir_mnemonic.shamir import EncryptedMasterSecret, ShareGroup, recover_ems, split_ems
from shamir_mnemonic.share import Share

from rushlight.casefile.keys.boxes import close_box, open_box
from rushlight.casefile.keys.sealing import KEY, open_with, seal_committed
from rushlight.casefile.keys.shares import MOST
from rushlight.errors import MisuseError, Tampered
from rushlight.record import Randomness

PART = 1 + KEY
"""Bytes of one part: its number, and its value."""

TRIES = 5000
"""Choices of k parts tried, where more than k were given and some may be false."""


@dataclass(frozen=True, slots=True)
class SharedSeal:
    """Sealed bytes, and by holder the box with that holder's part of the data key."""

    sealed: bytes
    boxes: Mapping[str, bytes]


def check_counts(threshold: int, holders: int) -> None:
    """Raise MisuseError for counts that make no sense."""
    if not 1 < threshold <= holders <= MOST:
        raise MisuseError("shares are at least two of at most sixteen", hint="such as 2 of 3, or 3 of 5")


def seal_shared(
    plain: bytes, about: bytes, threshold: int, holders: Mapping[str, bytes], purpose: bytes, randomness: Randomness
) -> SharedSeal:
    """Seal ``plain``, bound to ``about``, for any ``threshold`` of the ``holders`` (box keys by id) together.

    Each box is bound to ``purpose`` and its holder. The data key is forgotten on return. Raises MisuseError, Tampered.
    """
    check_counts(threshold, len(holders))
    data_key = randomness(KEY)
    (made,) = split_ems(1, [(threshold, len(holders))], EncryptedMasterSecret(0, True, 0, data_key))
    parts = [bytes([share.index]) + share.value for share in made]
    boxes = {
        holder: close_box(box, part, _for(purpose, holder)) for (holder, box), part in zip(holders.items(), parts, strict=True)
    }
    return SharedSeal(seal_committed(data_key, plain, about, randomness), boxes)


def open_part(seed: bytes, box: bytes, purpose: bytes, holder: str) -> bytes:
    """A holder's part of the data key. Raises Tampered for one of another purpose or holder."""
    part = open_box(seed, box, _for(purpose, holder))
    if len(part) != PART or part[0] >= MOST:
        raise Tampered("a trustee's share has not the form it should")
    return part


def open_shared(sealed: bytes, about: bytes, threshold: int, parts: Sequence[bytes]) -> bytes:
    """What ``seal_shared`` was given. Where more parts than needed are there, false ones are passed over. Raises Tampered."""
    for tried, chosen in enumerate(combinations(dict.fromkeys(parts), threshold)):
        if tried == TRIES:
            break
        try:
            return open_with(_joined(chosen, threshold), sealed, about)
        except (Tampered, MnemonicError):
            continue
    raise Tampered("these shares do not open it: they are too few, false, or of something else")


def _joined(parts: Sequence[bytes], threshold: int) -> bytes:
    group = ShareGroup()
    for part in parts:
        if len(part) != PART or part[0] >= MOST:
            raise Tampered("a trustee's share has not the form it should")
        group.add(Share(0, True, 0, 0, 1, 1, part[0], threshold, part[1:]))
    return bytes(recover_ems({0: group}).ciphertext)


def _for(purpose: bytes, holder: str) -> bytes:
    return purpose + b"|" + holder.encode()
