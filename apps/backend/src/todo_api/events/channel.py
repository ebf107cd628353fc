"""What travels from the transaction that changes something to the processes that have open streams."""

import json
import uuid
from typing import Any

from sqlmodel import Session, func, select

CHANNEL = "todo_api"


def notify_tasks(session: Session, user_id: str, origin: str) -> None:
    """With the commit of this transaction, the user's streams hear that tasks have changed."""
    _notify(session, {"user": user_id, "event": "tasks", "data": {"origin": origin}})


def notify_chat(session: Session, user_id: str, conversation_id: uuid.UUID) -> None:
    """With the commit of this transaction, the user's streams hear that a conversation has changed."""
    _notify(session, {"user": user_id, "event": "chat", "data": {"conversation_id": str(conversation_id)}})


def _notify(session: Session, message: dict[str, Any]) -> None:
    # Postgres sends equal messages of one transaction once, and takes at most 8000 bytes.
    session.exec(select(func.pg_notify(CHANNEL, json.dumps(message, ensure_ascii=False))))
