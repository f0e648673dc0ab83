"""An open casefile's keys: the case key of this copy, what follows from it, and this device's own keys.

Subkeys come by HKDF with one info string a purpose. Other modules hand in bytes and get bytes; no key leaves,
except the data key of one event when a person proves that event (``disclose``) or carries it to a colleague.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rushlight.casefile.keys.boxes import box_key, close_box, open_box
from rushlight.casefile.keys.hashing import keyed_hash
from rushlight.casefile.keys.sealing import KEY, derived, open_with, seal, seal_committed, unseal
from rushlight.casefile.keys.threshold import open_part
from rushlight.errors import Tampered
from rushlight.record import Randomness

DATABASE, EVENTS, VAULT, DEVICES, HEIRLOOMS, STREAMS, WAYS = (
    f"rushlight/1 {use}" for use in ("database", "events", "vault", "devices", "heirlooms", "streams", "ways")
)


@dataclass(frozen=True, slots=True)
class Heirlooms:
    """Keys of a case key that was given up, for what cannot be sealed anew because its hash is signed.

    ``vault`` opens records of envelope 1, ``events`` the originals of bodies of schema 1.
    """

    vault: bytes
    events: bytes


class Keyring:
    """An unlocked casefile's keys. It never shows itself: no repr, no pickle, no equality."""

    __slots__ = ("_box_seed", "_case", "_events", "_heirlooms", "_key", "_randomness", "_signer", "_way_in")

    def __init__(self, case_key: bytes, case: str, randomness: Randomness, way_in: tuple[str, bytes] = ("", b"")) -> None:
        self._key, self._case, self._randomness, self._way_in = case_key, case, randomness, way_in
        self._events = self._subkey(EVENTS)
        self._heirlooms = Heirlooms(self._subkey(VAULT), self._events)
        self._signer: Ed25519PrivateKey | None = None
        self._box_seed = b""

    def __repr__(self) -> str:
        return "<Keyring>"

    def __reduce__(self) -> str:
        raise TypeError("keys are never pickled")

    def _subkey(self, info: str) -> bytes:
        return derived(self._key, self._case, info)

    def database_pragma(self) -> str:
        """The statement that keys the database: a raw key, so the library derives nothing itself."""
        return f"PRAGMA key = 'raw:{self._subkey(DATABASE).hex()}'"

    # --- ways in -----------------------------------------------------------------------------------

    @property
    def opened_slot(self) -> str:
        """The id of the slot that was opened; empty for a casefile that was just made."""
        return self._way_in[0]

    def wrapped_for(self, key: bytes, about: bytes) -> bytes:
        """The case key in the box of a slot, bound to ``about``."""
        return close_box(key, self._key, about)

    def vouched(self, what: str, about: bytes) -> str:
        """Hex of what only a holder of the case key can say of a way in: anybody can close a box, and name it a slot."""
        return keyed_hash(self._subkey(WAYS), what, about.decode())

    def box_of_the_way_in(self, slot: str) -> bytes | None:
        """The box key that the secret which opened this slot gives; None when another slot was opened."""
        return box_key(self._way_in[1]) if self._way_in[0] == slot else None

    def behind(self, slot: str, wrapped: bytes, about: bytes) -> Keyring | None:
        """The keys in another file's box of the slot that was opened this time; None when it was not this slot."""
        if self._way_in[0] != slot:
            return None
        found = unlock_secret(slot, self._way_in[1], wrapped, about, self._case, self._randomness)
        if found is not None:
            found._heirlooms = self._heirlooms
        return found

    # --- bodies, names and originals: a data key each, wrapped by the event key ----------------------

    def seal_with_new_key(self, plain: bytes, owner: str, about: bytes) -> tuple[bytes, bytes]:
        """(sealed bytes, wrapped data key) for the event, vault record or original ``owner``."""
        data_key = self._randomness(KEY)
        return seal_committed(data_key, plain, about, self._randomness), self.wrap(data_key, owner)

    def seal_with_own_key(self, plain: bytes, about: bytes) -> tuple[bytes, bytes]:
        """(sealed bytes, data key), for what keeps its data key inside another sealed body."""
        data_key = self._randomness(KEY)
        return seal_committed(data_key, plain, about, self._randomness), data_key

    def wrap(self, data_key: bytes, owner: str) -> bytes:
        return seal(self._events, data_key, _owner(owner), self._randomness)

    def open_wrapped(self, sealed: bytes, wrapped: bytes, owner: str, about: bytes) -> bytes:
        """What ``seal_with_new_key`` was given. Raises Tampered."""
        return open_with(self.disclose(wrapped, owner), sealed, about)

    def disclose(self, wrapped: bytes, owner: str) -> bytes:
        """The data key of one event, vault record or original. Raises Tampered."""
        return unseal(self._events, wrapped, _owner(owner))

    # --- what older versions sealed ------------------------------------------------------------------

    def open_name(self, sealed: bytes, record: str) -> bytes:
        """A vault record of envelope 1. Raises Tampered."""
        return unseal(self._heirlooms.vault, sealed, record.encode())

    def seal_name(self, plain: bytes, record: str) -> bytes:
        """Seal as envelope 1 did: for tests of what older versions left."""
        return seal(self._heirlooms.vault, plain, record.encode(), self._randomness)

    def open_old_original(self, sealed: bytes, wrapped: bytes, blob: str) -> bytes:
        """An original whose event has a body of schema 1. Raises Tampered."""
        return open_with(self.disclose_old_original(wrapped, blob), sealed, blob.encode())

    def disclose_old_original(self, wrapped: bytes, blob: str) -> bytes:
        """The data key of such an original. Raises Tampered."""
        return unseal(self._heirlooms.events, wrapped, _owner(blob))

    def heirlooms_sealed(self) -> bytes:
        """The older keys, to be kept in the casefile."""
        return seal(self._subkey(HEIRLOOMS), self._heirlooms.vault + self._heirlooms.events, b"heirlooms", self._randomness)

    def take_heirlooms(self, sealed: bytes) -> None:
        """Take up what ``heirlooms_sealed`` gave. Raises Tampered."""
        both = unseal(self._subkey(HEIRLOOMS), sealed, b"heirlooms")
        self._heirlooms = Heirlooms(both[:KEY], both[KEY:])

    # --- a new case key ------------------------------------------------------------------------------

    def successor(self) -> Keyring:
        """A ring with a new case key, the same heirlooms and device: for writing everything anew."""
        new = Keyring(self._randomness(KEY), self._case, self._randomness, self._way_in)
        new._heirlooms, new._signer, new._box_seed = self._heirlooms, self._signer, self._box_seed
        return new

    # --- streams of our own (packed casefiles, backups) -----------------------------------------------

    def seal_identity(self, identity: str, about: bytes) -> bytes:
        return seal(self._subkey(STREAMS), identity.encode(), about, self._randomness)

    def open_identity(self, sealed: bytes, about: bytes) -> str:
        """Raises Tampered."""
        return unseal(self._subkey(STREAMS), sealed, about).decode()

    # --- this device's own keys ----------------------------------------------------------------------

    def new_device(self, device: str) -> tuple[bytes, bytes, bytes]:
        """(public key, box key, sealed private keys) of a new device incarnation; it signs from now on."""
        seeds = self._randomness(KEY) + self._randomness(KEY)
        self._signer, self._box_seed = Ed25519PrivateKey.from_private_bytes(seeds[:KEY]), seeds[KEY:]
        return self._signer.public_key().public_bytes_raw(), box_key(self._box_seed), self.seal_device(device, seeds)

    def seal_device(self, device: str, seeds: bytes) -> bytes:
        return seal(self._subkey(DEVICES), seeds, device.encode(), self._randomness)

    def device_seeds(self, device: str, sealed: bytes) -> bytes:
        """A device's private keys as ``seal_device`` was given them. Raises Tampered."""
        return unseal(self._subkey(DEVICES), sealed, device.encode())

    def load_device(self, device: str, sealed: bytes) -> bytes:
        """Take up a device's keys; gives its public signing key. Raises Tampered."""
        seeds = self.device_seeds(device, sealed)
        self._signer, self._box_seed = Ed25519PrivateKey.from_private_bytes(seeds[:KEY]), seeds[KEY:]
        return self._signer.public_key().public_bytes_raw()

    def has_box(self) -> bool:
        """Whether this device can be sent things: those of format 1 could not."""
        return len(self._box_seed) == KEY

    def add_box(self, device: str, sealed: bytes) -> tuple[bytes, bytes]:
        """(box key, sealed private keys) for a device that has a signing key only."""
        seeds = self.device_seeds(device, sealed)[:KEY] + self._randomness(KEY)
        self._box_seed = seeds[KEY:]
        return box_key(self._box_seed), self.seal_device(device, seeds)

    def sign(self, message: bytes) -> bytes:
        if self._signer is None:
            raise Tampered("this device has no signing key")
        return self._signer.sign(message)

    def sign_later(self) -> Callable[[bytes], bytes]:
        """This device's signature, to vouch for the device that takes its place."""
        if self._signer is None:
            raise Tampered("this device has no signing key")
        return self._signer.sign

    def open_sent(self, device: str, sealed: bytes, closed: bytes, info: bytes) -> bytes:
        """What was closed for ``device``: this one, or one that it goes on from, with its keys ``sealed``. Raises Tampered."""
        return open_box(self._seed_of(device, sealed), closed, info)

    def _seed_of(self, device: str, sealed: bytes) -> bytes:
        seed = self.device_seeds(device, sealed)[KEY:]
        if len(seed) != KEY:
            raise Tampered("this device has no key for what is sent to it")
        return seed

    # --- source identities: shares closed for a device, and boxes of one request ------------------------

    def open_share(self, device: str, sealed: bytes, box: bytes, purpose: bytes) -> bytes:
        """The share closed for ``device``: this one, or one that it goes on from, with its keys ``sealed``. Raises Tampered."""
        return open_part(self._seed_of(device, sealed), box, purpose, device)

    def new_request_box(self, request: str) -> tuple[bytes, bytes]:
        """(box key, its seed wrapped) for the answers to one request; whoever drops the seed makes them useless."""
        seed = self._randomness(KEY)
        return box_key(seed), self.wrap(seed, request)

    def open_answer(self, request: str, wrapped: bytes, closed: bytes, info: bytes) -> bytes:
        """What a trustee closed for a request. Raises Tampered."""
        return open_box(self.disclose(wrapped, request), closed, info)


def new_keyring(case: str, randomness: Randomness) -> Keyring:
    """The keys of a new casefile: 32 random bytes and what follows from them."""
    return Keyring(randomness(KEY), case, randomness)


def unlock_secret(
    slot: str, secret: bytes, wrapped: bytes, about: bytes, case: str, randomness: Randomness, *, boxed: bool = True
) -> Keyring | None:
    """The keys behind a slot whose box ``secret`` opens, or None."""
    try:
        key = open_box(secret, wrapped, about) if boxed else unseal(secret, wrapped, about)  # format 1 had no boxes
        return Keyring(key, case, randomness, (slot, secret))
    except Tampered:
        return None


def _owner(owner: str) -> bytes:
    return b"rushlight/1 data key of " + owner.encode()
