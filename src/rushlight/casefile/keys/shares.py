"""k of n: a secret in shares, of which any k give it back and any fewer tell nothing.

SLIP-39 (Shamir over GF(256) with a digest; its reference implementation). As words for people to keep, and as
they are for trustees' boxes. The library is not constant-time: nobody else computes here.
"""

from __future__ import annotations

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from rushlight.casefile.keys.sealing import KEY
from rushlight.errors import MisuseError, Tampered

SEED = 16
"""Bytes that recovery shares hold. 128 bits are far more than a drawn passphrase has (77), and 20 words on paper, not 33."""

WORDS, OLDER = 20, 33
"""Words of a share, and of one of a casefile made before, whose shares hold 32 bytes."""

MOST = 16

ENOUGH = 4
"""Letters that tell a word from all others (SLIP-39): whoever writes a share down need write no more of each."""

_BY_LETTERS = {word[:ENOUGH]: word for word in WORDLIST}


def split(secret: bytes, threshold: int, shares: int) -> tuple[str, ...]:
    """``shares`` mnemonics of 20 words for 16 bytes, 33 for 32, of which ``threshold`` are needed.

    Raises MisuseError for counts that make no sense.
    """
    if len(secret) not in (SEED, KEY) or not 1 < threshold <= shares <= MOST:
        raise MisuseError("shares are at least two of at most sixteen", hint="such as 2 of 3, or 3 of 5")
    (made,) = generate_mnemonics(1, [(threshold, shares)], secret, iteration_exponent=0)
    return tuple(made)


def joined(shares: Sequence[str]) -> bytes:
    """The secret. Raises MisuseError when the shares are too few, of different sets, or misspelt."""
    try:
        if any(Share.from_mnemonic(_clean(share)).iteration_exponent for share in shares):
            raise Tampered("these shares are of something else")  # each step doubles the work, up to many minutes
        secret: bytes = combine_mnemonics([_clean(share) for share in shares])
    except (MnemonicError, ValueError, IndexError):
        raise MisuseError("these shares are too few, of different sets, or misspelt", hint="check each word of each") from None
    if len(secret) not in (SEED, KEY):
        raise Tampered("these shares are of something else")
    return secret


def is_share(written: str) -> bool:
    """Whether this is a whole share without a mistake."""
    try:
        check_share(written)
    except MisuseError:
        return False
    return True


def check_share(share: str) -> tuple[int, int, int]:
    """(set, number, how many are needed) of one share. Raises MisuseError for one that is misspelt, and says where to look."""
    try:
        read = Share.from_mnemonic(_clean(share))
    except (MnemonicError, ValueError, IndexError):
        raise MisuseError(
            "this is no share: a word is missing or misspelt", hint=_where_to_look(_clean(share).split())
        ) from None
    return read.identifier, read.index + 1, read.member_threshold


def _where_to_look(words: list[str]) -> str:
    """By numbers alone: no word of a share stands in an error."""
    if len(words) not in (WORDS, OLDER):
        return f"a share has {WORDS} words, one of an older casefile {OLDER}, this one {len(words)}"
    strange = [str(number) for number, word in enumerate(words, 1) if word not in WORD_INDEX_MAP]
    if strange:
        return f"no share has such a word: number {', '.join(strange)}"
    return f"a share has {len(words)} words, and so has this one: one of them is not the one on the paper"


def whole_word(written: str) -> str:
    """The word of which at least the first four letters were written; anything else as it is, in small letters."""
    small = written.strip().lower()
    known = _BY_LETTERS.get(small[:ENOUGH], "")
    return known if len(small) >= ENOUGH and known.startswith(small) else small


def _clean(share: str) -> str:
    return " ".join(map(whole_word, share.split()))
