"""Check published files against the proof of their release; needs no casefile and no passphrase."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import read_proof
from rushlight.casefile.proofs import Proven
from rushlight.errors import MisuseError, Tampered

LARGEST = 16_000_000
"""Bytes of a proof; a real one has a few thousand."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a proof shows of the files beside it. ``public_key`` (hex) is to be compared with the team's."""

    files: tuple[str, ...]
    altered: tuple[str, ...]
    missing: tuple[str, ...]
    day: dt.date
    public_key: str
    added: tuple[str, ...] = ()
    """Names of files in the folder that the release never had."""
    event: str = ""

    @property
    def ok(self) -> bool:
        return not self.altered and not self.missing and not self.added


def verify_proof(proof: Path, folder: Path | None = None) -> ProofReport:
    """Check the files in ``folder`` (default: ``NAME`` for a proof in ``NAME.proof``) against ``proof``.

    Raises Tampered for a proof that does not hold, MisuseError for a file that is no proof of a release.
    """
    proven = read(proof)
    listed: dict[str, str] = proven.body["files"]
    beside = folder or proof.absolute().parent.with_suffix("")
    hashes = {name: _hash(beside / Path(name).name) for name in listed}
    there = sorted(path.name for path in beside.iterdir()) if beside.is_dir() else []
    return ProofReport(
        files=tuple(listed),
        altered=tuple(n for n, h in hashes.items() if h is not None and h != listed[n]),
        missing=tuple(n for n, h in hashes.items() if h is None),
        day=proven.event.day,
        public_key=proven.public_key,
        added=tuple(name for name in there if name not in listed),
        event=proven.event.id,
    )


def read(proof: Path) -> Proven:
    """The proof of a release. Raises Tampered for one that does not hold, MisuseError for one of anything else."""
    proven = read_proof(load(proof))
    if not isinstance(proven.body, dict) or not isinstance(proven.body.get("files"), dict):
        raise MisuseError("this proof is not of a release", where=str(proof))
    return proven


def load(path: Path) -> dict[str, object]:
    """A proof as it lies in its file, not checked yet. Raises MisuseError where there is none, Tampered for one damaged."""
    try:
        if path.stat().st_size > LARGEST:
            raise MisuseError("this is no proof: the file is too large", where=str(path))
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise MisuseError("there is no such proof", where=str(path)) from None
    except (ValueError, RecursionError):
        raise Tampered("the proof is damaged", where=str(path)) from None
    if not isinstance(found, dict):
        raise Tampered("the proof is damaged", where=str(path))
    return found


def _hash(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
