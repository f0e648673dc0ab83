"""The one endpoint the user named: the only room that speaks HTTP, and only to that address (docs/readers.md)."""

from rushlight.endpoint.address import AUTHORITY, MODEL, Address, Peer, Reach, look_up, parse
from rushlight.endpoint.chat import RUNGS, Chat
from rushlight.endpoint.client import Limits, Reply, post, post_bytes

__all__ = [
    "AUTHORITY",
    "MODEL",
    "RUNGS",
    "Address",
    "Chat",
    "Limits",
    "Peer",
    "Reach",
    "Reply",
    "look_up",
    "parse",
    "post",
    "post_bytes",
]
