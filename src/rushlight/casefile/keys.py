"""The one module that sees secrets: the case key, its subkeys, the signing key, every seal.

Sealing is ChaCha20-Poly1305 (RFC 8439), signing Ed25519 (RFC 8032), subkeys come by HKDF-SHA-256
(RFC 5869) with one info string a purpose. Other modules hand in bytes and get bytes; no key leaves,
except the data key of one event when a person proves that event (``disclose``).
"""

from __future__ import annotations

import hashlib
import hmac
import time
import unicodedata
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rushlight.errors import Tampered
from rushlight.record import Randomness

KEY = 32
NONCE = 12
SALT = 16
DATABASE, EVENTS, VAULT, DEVICES = (f"rushlight/1 {use}" for use in ("database", "events", "vault", "devices"))

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


FLOOR = Cost(64 * 1024, 3, 4)
"""The least cost a casefile is made with: RFC 9106, second recommended option."""


class Keyring:
    """An unlocked casefile's keys. It never shows itself: no repr, no pickle, no equality."""

    __slots__ = ("_case", "_events", "_key", "_randomness", "_signer", "_vault")

    def __init__(self, case_key: bytes, case: str, randomness: Randomness) -> None:
        self._key, self._case, self._randomness = case_key, case, randomness
        self._events, self._vault = self._subkey(EVENTS), self._subkey(VAULT)
        self._signer: Ed25519PrivateKey | None = None

    def __repr__(self) -> str:
        return "<Keyring>"

    def __reduce__(self) -> str:
        raise TypeError("keys are never pickled")

    def _subkey(self, info: str) -> bytes:
        return HKDF(SHA256(), KEY, salt=self._case.encode(), info=info.encode()).derive(self._key)

    def database_pragma(self) -> str:
        """The statement that keys the database: a raw key, so the library derives nothing itself."""
        return f"PRAGMA key = 'raw:{self._subkey(DATABASE).hex()}'"

    def wrapped_by_passphrase(self, passphrase: str, salt: bytes, cost: Cost, about: bytes) -> bytes:
        """The case key sealed under a passphrase, bound to ``about``."""
        return _seal(_stretch(passphrase, salt, cost), self._key, about, self._randomness)

    # --- bodies and blobs: a data key each, wrapped by the event key -------------------------------

    def seal_with_new_key(self, plain: bytes, owner: str, about: bytes) -> tuple[bytes, bytes]:
        """(sealed bytes, wrapped data key) for the event or blob ``owner``.

        The sealed bytes begin with a commitment to the data key, so that a key disclosed later opens
        one body only (ChaCha20-Poly1305 alone does not commit to its key).
        """
        data_key = self._randomness(KEY)
        sealed = commitment(data_key) + _seal(data_key, plain, about, self._randomness)
        return sealed, _seal(self._events, data_key, _owner(owner), self._randomness)

    def open_wrapped(self, sealed: bytes, wrapped: bytes, owner: str, about: bytes) -> bytes:
        """What ``seal_with_new_key`` was given. Raises Tampered."""
        return open_with(self.disclose(wrapped, owner), sealed, about)

    def disclose(self, wrapped: bytes, owner: str) -> bytes:
        """The data key of one event or blob, to be shown with a proof. Raises Tampered."""
        return _open(self._events, wrapped, _owner(owner))

    # --- the vault ---------------------------------------------------------------------------------

    def seal_name(self, plain: bytes, record: str) -> bytes:
        return _seal(self._vault, plain, record.encode(), self._randomness)

    def open_name(self, sealed: bytes, record: str) -> bytes:
        return _open(self._vault, sealed, record.encode())

    # --- this device's signature -------------------------------------------------------------------

    def new_signer(self, device: str) -> tuple[bytes, bytes]:
        """(public key, sealed private key) of a new device incarnation; it signs from now on."""
        seed = self._randomness(KEY)
        self._signer = Ed25519PrivateKey.from_private_bytes(seed)
        sealed = _seal(self._subkey(DEVICES), seed, device.encode(), self._randomness)
        return self._signer.public_key().public_bytes_raw(), sealed

    def load_signer(self, device: str, sealed: bytes) -> bytes:
        """Take up a device's signing key; gives its public key. Raises Tampered."""
        seed = _open(self._subkey(DEVICES), sealed, device.encode())
        self._signer = Ed25519PrivateKey.from_private_bytes(seed)
        return self._signer.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        if self._signer is None:
            raise Tampered("this device has no signing key")
        return self._signer.sign(message)


def new_keyring(case: str, randomness: Randomness) -> Keyring:
    """The keys of a new casefile: 32 random bytes and what follows from them."""
    return Keyring(randomness(KEY), case, randomness)


def unlock(
    passphrase: str, salt: bytes, cost: Cost, wrapped: bytes, about: bytes, case: str, randomness: Randomness
) -> Keyring | None:
    """The keys behind a passphrase slot, or None when the passphrase is another one or the slot was changed."""
    try:
        return Keyring(_open(_stretch(passphrase, salt, cost), wrapped, about), case, randomness)
    except Tampered:
        return None


def calibrated() -> Cost:
    """The memory, from 64 to 512 MiB, with which this machine takes about one second."""
    cost = FLOOR
    while cost.memory_kib < CALIBRATED_KIB:
        started = time.perf_counter()
        try:
            _stretch("calibration", bytes(SALT), cost)
        except MemoryError:
            return replace(cost, memory_kib=max(FLOOR.memory_kib, cost.memory_kib // 2))
        if time.perf_counter() - started > 0.7:
            break
        cost = replace(cost, memory_kib=cost.memory_kib * 2)
    return cost


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id (RFC 9106) of the NFC passphrase with single spaces: the same on every keyboard."""
    words = " ".join(unicodedata.normalize("NFC", passphrase).split())
    kdf = Argon2id(salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return kdf.derive(words.encode())


def signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def commitment(data_key: bytes) -> bytes:
    """What binds a sealed body to one data key: a hash of 32 random bytes tells nothing of the body."""
    return hashlib.sha256(b"rushlight/1 data key commitment\n" + data_key).digest()


def open_with(data_key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Open sealed bytes with their data key. Raises Tampered."""
    if len(data_key) != KEY or not hmac.compare_digest(sealed[:KEY], commitment(data_key)):
        raise Tampered("a sealed body does not belong to its key")
    return _open(data_key, sealed[KEY:], about)


def _owner(owner: str) -> bytes:
    return b"rushlight/1 data key of " + owner.encode()


def _seal(key: bytes, plain: bytes, about: bytes, randomness: Randomness) -> bytes:
    nonce = randomness(NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, about)


def _open(key: bytes, sealed: bytes, about: bytes) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (InvalidTag, ValueError):
        raise Tampered("sealed data does not open: it was changed or belongs elsewhere") from None
