"""What waits for a click, in a form that can be kept and carried out later."""

import uuid
from typing import Any

from pydantic import BaseModel


class PlannedAction(BaseModel):
    """One tool call that was not carried out."""

    tool: str
    arguments: dict[str, Any]


class Plan(BaseModel):
    """The calls of one step that wait for the same click, and the versions that their tasks had then."""

    zone: str
    actions: list[PlannedAction]
    versions: dict[uuid.UUID, int]
