"""The one endpoint the user named: the only room that speaks HTTP, and only to that address (docs/readers.md)."""

from rushlight.endpoint.address import Address, Reach, look_up, parse
from rushlight.endpoint.chat import RUNGS, Chat
from rushlight.endpoint.client import Limits, Reply, post

__all__ = ["RUNGS", "Address", "Chat", "Limits", "Reach", "Reply", "look_up", "parse", "post"]
