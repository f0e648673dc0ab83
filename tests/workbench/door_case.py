"""A casefile with confirmed recovery shares, its backup and its pack: what somebody stands with at the door."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import serving_case as case

from rushlight import casefile
from rushlight.casefile import Cost, keys, setting_up
from rushlight.desk import keeping
from rushlight.desk.desk import Desk, utc_now


@contextlib.contextmanager
def cheap_passphrases() -> Iterator[None]:
    """A new passphrase costs next to nothing."""
    with mock.patch.object(keys, "calibrated", return_value=Cost(64, 1, 1)):
        yield


def make(around: Path) -> tuple[str, ...]:
    """``first.case`` with a report, its backup in ``usb`` and its pack ``first.rush``; gives its shares, any two of three."""
    how = {"recovery": (2, 3), "randomness": os.urandom, "now": utc_now, "by": "A1"}
    cheap = {"cost": Cost(64, 1, 1), "_below_floor_in_tests": True}
    made = casefile.create(around / "first.case", case.PASSPHRASE, **how, **cheap)
    with Desk(made) as desk:
        shares = made.shares
        answers = {q: shares[q.share - 1].split()[q.position - 1] for q in setting_up.questions(shares, os.urandom)}
        setting_up.confirm(made, answers, by="A1")
        desk.take_in_bytes(b"Two officers came to the house in Musan in January 2021 and took 500 yuan.\n", "a.txt")
        keeping.backup(desk, around / "usb")
        keeping.pack(desk, around / "first.rush")
    return shares
