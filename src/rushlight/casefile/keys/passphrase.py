"""From a passphrase to a key: Argon2id (RFC 9106), as dear as this machine can bear for about a second."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from rushlight.casefile.keys.sealing import KEY

SALT = 16

MOST_MEMORY_KIB = 1 << 20
"""No slot may ask for more: a changed slot file must not exhaust the machine."""

CALIBRATED_KIB = 1 << 19
"""No slot is made with more: another laptop of the team must be able to open it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's memory in KiB, passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int

    @property
    def bearable(self) -> bool:
        """Whether a slot may ask for it. Each lane needs 8 KiB (RFC 9106, 3.1)."""
        return 0 < self.lanes <= 64 and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB and 0 < self.passes <= 64


FLOOR = Cost(64 * 1024, 3, 4)
"""The least cost a casefile is made with: RFC 9106, second recommended option."""


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id of the NFC passphrase with single spaces: the same on every keyboard."""
    words = " ".join(unicodedata.normalize("NFC", passphrase).split())
    kdf = Argon2id(salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return kdf.derive(words.encode())


def calibrated() -> Cost:
    """The memory, from 64 to 512 MiB, with which this machine takes about one second."""
    cost = FLOOR
    while cost.memory_kib < CALIBRATED_KIB:
        started = time.perf_counter()
        try:
            stretch("calibration", bytes(SALT), cost)
        except MemoryError:
            return replace(cost, memory_kib=max(FLOOR.memory_kib, cost.memory_kib // 2))
        if time.perf_counter() - started > 0.7:
            break
        cost = replace(cost, memory_kib=cost.memory_kib * 2)
    return cost
