"""Tags: short words that tasks share. Pure."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

TAG_LIMIT = 30
TAGS_LIMIT = 10


def normalise_tag(text: str) -> str:
    """The tag in the one form in which it is kept. Raises ValueError."""
    tag = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).lower())
    if not 1 <= len(tag) <= TAG_LIMIT:
        raise ValueError(f"a tag has 1 to {TAG_LIMIT} characters")
    if not all(_is_allowed(character) for character in tag) or unicodedata.category(tag[0])[0] == "M":
        raise ValueError("a tag has only letters, digits, - and _")
    return tag


def _is_allowed(character: str) -> bool:
    # Marks belong to the letters of many scripts.
    return character in "-_" or unicodedata.category(character)[0] in "LNM"


def _drop_repeated(tags: list[str]) -> list[str]:
    return list(dict.fromkeys(tags))


Tag = Annotated[str, Field(max_length=4 * TAG_LIMIT), AfterValidator(normalise_tag)]
Tags = Annotated[list[Tag], Field(max_length=TAGS_LIMIT), AfterValidator(_drop_repeated)]
