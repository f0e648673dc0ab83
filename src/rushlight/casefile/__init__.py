"""The sealed store: an append-only log of signed, sealed events in an encrypted database (docs/format.md)."""

from rushlight.casefile.casefile import Casefile
from rushlight.casefile.events import Event
from rushlight.casefile.kept import KeptOriginal, keep_original, kept_bytes, kept_originals
from rushlight.casefile.keys import Cost
from rushlight.casefile.opening import create, open_casefile, open_raw, recover_casefile
from rushlight.casefile.proofs import Proven, check_proof, read_proof
from rushlight.casefile.stored import StoredDocument, StoredReading, StoredRelease, StoredReport, StoredSource
from rushlight.casefile.verifying import Fault, VerifyReport
from rushlight.casefile.words import generate_passphrase, passphrase_bits

__all__ = [
    "Casefile",
    "Cost",
    "Event",
    "Fault",
    "KeptOriginal",
    "Proven",
    "StoredDocument",
    "StoredReading",
    "StoredRelease",
    "StoredReport",
    "StoredSource",
    "VerifyReport",
    "check_proof",
    "create",
    "generate_passphrase",
    "keep_original",
    "kept_bytes",
    "kept_originals",
    "open_casefile",
    "open_raw",
    "passphrase_bits",
    "read_proof",
    "recover_casefile",
]
