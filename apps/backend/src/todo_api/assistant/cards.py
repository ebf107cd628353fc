"""A card: what one tool call came to, as it is shown, and as it is kept with the message."""

import uuid
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

from todo_api.tasks.models import TaskPublic

# What is kept needs no more than a glance of the notes; the task itself has all.
KEPT_NOTES_LENGTH = 200


class Outcome(StrEnum):
    """How a call ended. `waiting`: for the user's own click. `refused`: the server does not do such a thing."""

    DONE = "done"
    FAILED = "failed"
    WAITING = "waiting"
    REFUSED = "refused"


class ConfirmationPublic(BaseModel):
    """What waits for the user's click."""

    id: uuid.UUID
    summary: str = Field(description="What would be done, in a sentence.")
    tasks: list[TaskPublic] = Field(description="Exactly these tasks would be changed.")


class CallResult(BaseModel):
    """What a tool call came to."""

    call_id: str
    name: str = Field(description="The tool.")
    outcome: Outcome
    summary: str = Field(description="What happened, in a sentence.")
    tasks: list[TaskPublic] = Field(description="The tasks that were found or changed, as they are now.")
    batch: uuid.UUID | None = Field(description="Undoes the changes of this call together; null if there are none.")
    confirmation: ConfirmationPublic | None = Field(
        description="What waits for the user's click. Calls that wait for the same click have it once, on the first."
    )


class KeptCard(CallResult):
    """A card with what only the server needs: what was asked, and what it waits for."""

    arguments: dict[str, Any] = {}
    confirmation_id: uuid.UUID | None = None

    def shorten(self) -> "KeptCard":
        """As it is kept."""
        tasks = [task.model_copy(update={"notes": task.notes[:KEPT_NOTES_LENGTH]}) for task in self.tasks]
        return self.model_copy(update={"tasks": tasks})
