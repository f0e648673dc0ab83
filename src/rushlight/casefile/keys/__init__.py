"""The one place that sees secrets: the case key and what follows from it, signatures, boxes, shares, every seal."""

from rushlight.casefile.keys.boxes import SUITE, box_key, close_box, open_box
from rushlight.casefile.keys.local import open_local, seal_local
from rushlight.casefile.keys.passphrase import CALIBRATED_KIB, FLOOR, MOST_MEMORY_KIB, SALT, Cost, calibrated, stretch
from rushlight.casefile.keys.ring import Keyring, new_keyring, unlock_secret
from rushlight.casefile.keys.sealing import KEY, commitment, open_with, signed_by
from rushlight.casefile.keys.shares import OLDER, SEED, WORDS, check_share, is_share, joined, split, whole_word
from rushlight.casefile.keys.threshold import SharedSeal, check_counts, open_part, open_shared, seal_shared

__all__ = [
    "CALIBRATED_KIB",
    "FLOOR",
    "KEY",
    "MOST_MEMORY_KIB",
    "OLDER",
    "SALT",
    "SEED",
    "SUITE",
    "WORDS",
    "Cost",
    "Keyring",
    "SharedSeal",
    "box_key",
    "calibrated",
    "check_counts",
    "check_share",
    "close_box",
    "commitment",
    "is_share",
    "joined",
    "new_keyring",
    "open_box",
    "open_local",
    "open_part",
    "open_shared",
    "open_with",
    "seal_local",
    "seal_shared",
    "signed_by",
    "split",
    "stretch",
    "unlock_secret",
    "whole_word",
]
