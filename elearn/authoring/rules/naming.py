"""Permanent ids from what people call things: small ASCII words with hyphens, never one that was used before."""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 40
FALLBACK = "new"


def slug_of(words: str) -> str:
    """The id that words suggest: `Che cosa è un'API?` becomes `che-cosa-e-un-api`. "new" where nothing is left."""
    ascii_words = unicodedata.normalize("NFKD", words.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")[:LONGEST].strip("-")
    return slug.lstrip("0123456789-") or FALLBACK


def free_id(words: str, is_taken: Callable[[str], bool]) -> str:
    """The first id of these words that nothing has, and nothing ever had: `bees`, `bees-2`, `bees-3` ..."""
    slug, number = slug_of(words), 1
    found = slug
    while is_taken(found):
        number += 1
        found = f"{slug}-{number}"
    return found
