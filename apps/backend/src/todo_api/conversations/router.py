"""`/api/v1/conversations`: list, resume, rename, delete."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from todo_api.assistant.confirmations import settle_cards
from todo_api.auth.dependencies import UserDep
from todo_api.conversations.dependencies import ConversationDep
from todo_api.conversations.models import (
    Conversation,
    ConversationPublic,
    ConversationsPublic,
    ConversationUpdate,
    MessagePublic,
    MessagesPublic,
)
from todo_api.conversations.queries import select_conversations, select_messages
from todo_api.cursor import CursorError, CursorText, decode_cursor, encode_cursor
from todo_api.dependencies import SessionDep
from todo_api.events.channel import notify_chat

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


@router.get("")
def list_conversations(
    user_id: UserDep,
    session: SessionDep,
    cursor: Annotated[CursorText | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="The most conversations to return.")] = 30,
) -> ConversationsPublic:
    """Lists the user's conversations, the latest first."""
    after = _read_place(cursor) if cursor is not None else None
    found = select_conversations(session, user_id, after, limit + 1)
    page = found[:limit]
    return ConversationsPublic(
        data=[ConversationPublic.model_validate(conversation) for conversation in page],
        next_cursor=_write_place(page[-1]) if len(found) > limit else None,
    )


@router.get("/{conversation_id}/messages")
def list_messages(conversation: ConversationDep, session: SessionDep) -> MessagesPublic:
    """Shows what was said, and what became of what the assistant did or wanted to do."""
    messages = select_messages(session, conversation)
    cards = settle_cards(session, messages)
    return MessagesPublic(
        data=[MessagePublic.model_validate(message, update={"cards": cards[message.id]}) for message in messages]
    )


@router.patch("/{conversation_id}")
def rename_conversation(
    update: ConversationUpdate, conversation: ConversationDep, session: SessionDep
) -> ConversationPublic:
    """Calls a conversation something else."""
    conversation.title = update.title
    notify_chat(session, conversation.user_id, conversation.id)
    session.commit()
    return ConversationPublic.model_validate(conversation)


@router.delete("/{conversation_id}", status_code=204)
def delete_conversation(conversation: ConversationDep, session: SessionDep) -> None:
    """Deletes a conversation for good. What the assistant did in it stays done, and can still be undone."""
    session.delete(conversation)
    notify_chat(session, conversation.user_id, conversation.id)
    session.commit()


def _write_place(conversation: Conversation) -> str:
    return encode_cursor(["conversations", conversation.updated_at.isoformat(), str(conversation.id)])


def _read_place(cursor: str) -> tuple[datetime, uuid.UUID]:
    try:
        match decode_cursor(cursor):
            case ["conversations", str(updated_at), str(conversation_id)]:
                instant = datetime.fromisoformat(updated_at)
                if instant.tzinfo is not None:
                    return instant, uuid.UUID(conversation_id)
    except ValueError:
        pass
    raise CursorError
