"""Tables that guard writes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, Index, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from todo_api.schema import SCHEMA


class WriteWindow(SQLModel, table=True):
    """How much a user wrote since the current minute of theirs began. Locked by each write until it is committed."""

    __tablename__ = "write_window"
    __table_args__ = ({"schema": SCHEMA},)

    user_id: str = Field(sa_column=Column(Text, primary_key=True))
    started_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    writes: int = Field(sa_column=Column(Integer, nullable=False))


class IdempotencyKey(SQLModel, table=True):
    """A write that carried a key, and what it was answered with."""

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("idempotency_key_age", "user_id", "created_at"), {"schema": SCHEMA})

    user_id: str = Field(sa_column=Column(Text, primary_key=True))
    key: str = Field(sa_column=Column(Text, primary_key=True))
    request_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
