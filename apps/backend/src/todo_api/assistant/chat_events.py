"""What a client hears of a turn, as server-sent events."""

import uuid
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from todo_api.assistant.cards import CallResult
from todo_api.assistant.failures import Failure, FailureCode
from todo_api.conversations.models import Finish


class ConversationEvent(BaseModel):
    """The conversation that this turn belongs to; the first event."""

    id: uuid.UUID
    title: str


class TextEvent(BaseModel):
    """More of the answer."""

    delta: str


class ToolEvent(BaseModel):
    """A tool is about to be called."""

    call_id: str
    name: str
    arguments: dict[str, Any] = Field(description="What it is called with; empty if that is not accepted.")


class BudgetEvent(BaseModel):
    """How many turns the user has."""

    used: int = Field(description="Turns of today (UTC), this one included.")
    limit: int
    resets_at: datetime = Field(description="When a new day begins.")


class ErrorEvent(BaseModel):
    """The turn cannot go on; `end` follows."""

    code: FailureCode
    detail: str = Field(description="What happened, in a sentence.")
    retry_after: int | None = Field(description="It is worth trying again after so many seconds; null if unknown.")


class EndEvent(BaseModel):
    """The turn is over; the last event."""

    finish: Finish
    message_id: uuid.UUID | None = Field(description="The answer as it is kept; null if it is not.")


type ChatEvent = ConversationEvent | TextEvent | ToolEvent | CallResult | BudgetEvent | ErrorEvent | EndEvent

NAMES: dict[type[BaseModel], str] = {
    ConversationEvent: "conversation",
    TextEvent: "text",
    ToolEvent: "tool",
    CallResult: "result",
    BudgetEvent: "budget",
    ErrorEvent: "error",
    EndEvent: "end",
}


class ChatStream(BaseModel):
    """The events of a turn by their names; each is the JSON of one server-sent event."""

    event: Literal["conversation", "text", "tool", "result", "budget", "error", "end"]
    data: ConversationEvent | TextEvent | ToolEvent | CallResult | BudgetEvent | ErrorEvent | EndEvent


def encode_event(event: ChatEvent) -> bytes:
    """The event as it goes over the wire. JSON has no line breaks of its own."""
    return f"event: {NAMES[type(event)]}\ndata: {event.model_dump_json()}\n\n".encode()


def build_error(failure: Failure) -> ErrorEvent:
    """The event that tells of a failure."""
    return ErrorEvent(code=failure.code, detail=failure.detail, retry_after=failure.retry_after)
