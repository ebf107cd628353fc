"""The place in the list where the next page begins, as an opaque text. Pure."""

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field


@dataclass(frozen=True)
class Cursor:
    """The last task of a page, by the keys that the list is sorted by."""

    created_at: datetime
    id: uuid.UUID

    def encode(self) -> str:
        """A text that is safe in a URL."""
        return base64.urlsafe_b64encode(f"{self.created_at.isoformat()} {self.id}".encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Self:
        """Reads what `encode` wrote. Raises ValueError."""
        try:
            padded = text + "=" * (-len(text) % 4)
            created_at, task_id = base64.b64decode(padded, altchars=b"-_", validate=True).decode().split(" ")
            cursor = cls(datetime.fromisoformat(created_at), uuid.UUID(task_id))
        except (ValueError, binascii.Error):
            raise ValueError("it is not a cursor of this list") from None
        if cursor.created_at.tzinfo is None:
            raise ValueError("it is not a cursor of this list")
        return cursor


def _check(text: str) -> str:
    Cursor.decode(text)
    return text


CursorText = Annotated[str, Field(max_length=200), AfterValidator(_check)]
