"""Reads and writes of conversations. Each is scoped by its owner."""

import uuid
from datetime import datetime

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from todo_api.conversations.models import Conversation, Message, Role, name_conversation
from todo_api.events.channel import notify_chat

# More than anybody scrolls through.
MESSAGES_SHOWN = 200


def find_conversation(
    session: Session, user_id: str, conversation_id: uuid.UUID, *, lock: bool = False
) -> Conversation | None:
    """The user's conversation with that id. `lock` keeps other changes of it waiting."""
    statement = select(Conversation).where(
        col(Conversation.id) == conversation_id, col(Conversation.user_id) == user_id
    )
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def select_conversations(
    session: Session, user_id: str, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> list[Conversation]:
    """The user's conversations, the latest first, from behind `after` on."""
    place = (col(Conversation.updated_at), col(Conversation.id))
    statement = select(Conversation).where(col(Conversation.user_id) == user_id)
    if after is not None:
        statement = statement.where(tuple_(*place) < after)
    return list(session.exec(statement.order_by(*(column.desc() for column in place)).limit(limit)))


def select_messages(session: Session, conversation: Conversation, limit: int = MESSAGES_SHOWN) -> list[Message]:
    """The latest messages, in the order in which they came."""
    statement = select(Message).where(col(Message.conversation_id) == conversation.id)
    return list(session.exec(statement.order_by(col(Message.seq).desc()).limit(limit)))[::-1]


def begin_conversation(session: Session, user_id: str, message: str, now: datetime) -> Conversation:
    """A new conversation, called after what it begins with."""
    conversation = Conversation(user_id=user_id, title=name_conversation(message), created_at=now, updated_at=now)
    session.add(conversation)
    session.flush()
    return conversation


def add_message(session: Session, conversation: Conversation, message: Message) -> None:
    """The message becomes the last of the conversation, and the user's windows hear of it."""
    conversation.updated_at = max(conversation.updated_at, message.created_at)
    session.add(conversation)
    session.add(message)
    session.flush()
    notify_chat(session, conversation.user_id, conversation.id)


def build_question(conversation: Conversation, text: str, now: datetime) -> Message:
    """What the user says."""
    return Message(conversation_id=conversation.id, role=Role.USER, text=text, cards=[], created_at=now)
