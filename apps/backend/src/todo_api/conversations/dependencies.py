"""`ConversationDep`: the conversation in the path, if it is the user's; else one and the same 404."""

import uuid
from typing import Annotated

from fastapi import Depends

from todo_api.auth.dependencies import UserDep
from todo_api.conversations.models import Conversation
from todo_api.conversations.queries import find_conversation
from todo_api.dependencies import SessionDep
from todo_api.problems import ProblemError


class MissingConversationError(ProblemError):
    """It is not there, or somebody else's: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such conversation.")


def get_conversation(conversation_id: uuid.UUID, user_id: UserDep, session: SessionDep) -> Conversation:
    """The conversation."""
    conversation = find_conversation(session, user_id, conversation_id)
    if conversation is None:
        raise MissingConversationError
    return conversation


ConversationDep = Annotated[Conversation, Depends(get_conversation)]
