"""IP addresses, of both kinds."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import regex

IPV4 = r"\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)"
IPV6 = r"(?=[\da-f:]*:[\da-f:]*:)[\da-f:]{4,39}"
CANDIDATE = regex.compile(rf"(?<![A-Za-z\d.:])(?:{IPV4}|{IPV6})(?::\d{{2,5}})?(?![a-z\d:])", regex.I)


def internet_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each IPv4 or IPv6 address, with its port."""
    for found in CANDIDATE.finditer(text):
        if _is_address(found[0]):
            yield found.span()


def _is_address(words: str) -> bool:
    for tried in (words, words.rpartition(":")[0]):
        try:
            ipaddress.ip_address(tried)
        except ValueError:
            continue
        return True
    return False
