"""The place in a list where the next page begins, as an opaque text. Pure."""

import base64
import binascii
import json
from typing import Annotated

from pydantic import Field

from todo_api.problems import UnacceptedValueError

type Place = list[str | int | None]

CURSOR_LIMIT = 2000

CursorText = Annotated[str, Field(max_length=CURSOR_LIMIT)]


class CursorError(UnacceptedValueError):
    """The text is not a cursor of this list."""

    def __init__(self) -> None:
        super().__init__("query", "/cursor", "cursor", "it is not a cursor of this list in this order")


def encode_cursor(place: Place) -> str:
    """A text that is safe in a URL."""
    text = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(text: str) -> Place:
    """Reads what `encode_cursor` wrote. Raises CursorError."""
    try:
        place = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise CursorError from None
    if not isinstance(place, list):
        raise CursorError
    for value in place:
        if value is not None and type(value) not in {str, int}:
            raise CursorError
    return place
