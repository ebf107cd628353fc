"""The conversation and its messages: their tables, and the shapes in which they are shown."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Index, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from todo_api.assistant.cards import CallResult
from todo_api.schema import SCHEMA
from todo_api.tasks.models import TITLE_LIMIT, StoredInstant, Title

OPENING_LENGTH = 60


class Role(StrEnum):
    """Who said it."""

    USER = "user"
    ASSISTANT = "assistant"


class Finish(StrEnum):
    """Why an answer ended."""

    COMPLETE = "complete"
    LENGTH = "length"
    STEPS = "steps"
    BUDGET = "budget"
    ERROR = "error"
    INTERRUPTED = "interrupted"


class Conversation(SQLModel, table=True):
    """A row of the table `conversation`."""

    __table_args__ = (Index("conversation_user_latest", "user_id", "updated_at", "id"), {"schema": SCHEMA})

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    user_id: str = Field(sa_column=Column(Text, nullable=False))
    title: str = Field(sa_column=Column(String(TITLE_LIMIT), nullable=False))
    created_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    updated_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class Message(SQLModel, table=True):
    """A row of the table `message`."""

    __table_args__ = (Index("message_conversation", "conversation_id", "seq"), {"schema": SCHEMA})

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    seq: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    conversation_id: uuid.UUID = Field(
        sa_column=Column(ForeignKey(f"{SCHEMA}.conversation.id", ondelete="CASCADE"), nullable=False)
    )
    role: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    cards: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    finish: str | None = Field(default=None, sa_column=Column(Text))
    created_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class ConversationPublic(SQLModel):
    """A conversation in the list."""

    id: uuid.UUID
    title: str
    created_at: StoredInstant
    updated_at: StoredInstant = Field(description="When the last message came.")


class ConversationsPublic(SQLModel):
    """One page of conversations, the latest first."""

    data: list[ConversationPublic]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one.")


class ConversationUpdate(SQLModel):
    """What to change about a conversation."""

    model_config = {"extra": "forbid"}

    title: Title = Field(description="What the conversation is called.")


class MessagePublic(SQLModel):
    """A message as it is shown."""

    id: uuid.UUID
    role: Role
    text: str
    cards: list[CallResult] = Field(description="What the tool calls of an answer came to, in their order.")
    finish: Finish | None = Field(description="Why the answer ended; null for what the user said.")
    created_at: StoredInstant


class MessagesPublic(SQLModel):
    """The latest messages of a conversation, in the order in which they came."""

    data: list[MessagePublic]


def name_conversation(message: str) -> str:
    """A title out of the first thing that was said. Pure."""
    opening = " ".join(message.split())
    return opening if len(opening) <= OPENING_LENGTH else opening[: OPENING_LENGTH - 1].rstrip() + "…"
