"""Mail files (.eml): subject, sender and date as layout, the plain text part as body. Attachments stay behind."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from rushlight.errors import IntakeError
from rushlight.intake.encodings import decode
from rushlight.intake.taken import Block, PageFacts
from rushlight.intake.webpage import read_page
from rushlight.record import ParagraphRole

LEFT_BEHIND = "attachments of the mail were not taken in"
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What the standard library's parser raises on headers that break the rules."""


def read_mail(data: bytes, where: str) -> tuple[list[Block], PageFacts, tuple[str, ...]]:
    """The blocks of a mail, what it states of itself, and warnings. Raises IntakeError when it has no text."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 - the policy's promise
        part = message.get_body(("plain", "html"))
        attachments = any(True for _ in message.iter_attachments())
        payload = part.get_payload(decode=True) if part is not None else None
    except _BROKEN:
        raise IntakeError("the mail is damaged", where=where, hint="give its text as .txt") from None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        raise IntakeError("the mail has no text", where=where, hint="save its attachments and give them one by one")
    text = decode(payload, where=where, declared=part.get_content_charset()).text
    body = read_page(text, where)[0] if part.get_content_type() == "text/html" else [Block(text)]
    head, facts = _head(message)
    return [*head, *body], facts, (LEFT_BEHIND,) if attachments else ()


def _head(message: EmailMessage) -> tuple[list[Block], PageFacts]:
    subject, sender, date = (_header(message, name) for name in ("Subject", "From", "Date"))
    blocks = [Block(subject, ParagraphRole.TITLE)] if subject else []
    lines = [f"{name}: {value}" for name, value in (("From", sender), ("Date", date)) if value]
    if lines:
        blocks.append(Block("\n".join(lines), ParagraphRole.BYLINE))
    try:
        day = parsedate_to_datetime(date).date() if date else None
    except (ValueError, TypeError):
        day = None
    return blocks, PageFacts(title=subject, published=day)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
        return " ".join(str(value).encode("utf-8", "ignore").decode().split()) or None if value else None
    except _BROKEN:
        return None
