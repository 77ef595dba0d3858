"""Identifiers and digests."""

import hashlib
import re
import secrets

SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
RANDOM_ID = re.compile(r"[A-Za-z0-9_-]{16}\Z")
NODE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
SHORT_DIGEST_LENGTH = 16
PLAIN_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def random_id() -> str:
    """A fresh identifier for a URL: 16 characters, 96 bits, not guessable."""
    return secrets.token_urlsafe(12)


def is_random_id(text: str) -> bool:
    """Whether a text looks like what `random_id` makes."""
    return RANDOM_ID.match(text) is not None


def secret_token() -> str:
    """A fresh secret for a cookie or a link: 43 characters, 256 bits."""
    return secrets.token_urlsafe(32)


def digest(data: str | bytes) -> str:
    """The SHA-256 of a text (as UTF-8) or of bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def short_digest(data: str | bytes) -> str:
    """The first 16 digits of `digest`: what a translation writes after `translates:`."""
    return digest(data)[:SHORT_DIGEST_LENGTH]


def is_slug(text: str) -> bool:
    """Whether a text can be a permanent id: small ASCII letters, digits and single hyphens."""
    return SLUG.match(text) is not None


def short_id() -> str:
    """A fresh ending for an id that people see in files: 5 characters, none of which looks like another."""
    return "".join(secrets.choice(PLAIN_CHARACTERS) for _place in range(5))


def node_id() -> str:
    """A fresh identifier for something within a document: 10 hexadecimal digits."""
    return secrets.token_hex(5)


def is_node_id(text: str) -> bool:
    """Whether a text can name a node of a document: small ASCII letters, digits, hyphens, at most 40."""
    return NODE_ID.match(text) is not None
