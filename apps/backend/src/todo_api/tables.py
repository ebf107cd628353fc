"""Every table of the API."""

from sqlmodel import SQLModel

from todo_api.activity.models import Activity
from todo_api.assistant.models import ChatBudget, ChatTurn, Confirmation
from todo_api.conversations.models import Conversation, Message
from todo_api.tasks.models import Task
from todo_api.writes.models import IdempotencyKey, WriteWindow

TABLES = (
    *(Activity, IdempotencyKey, Task, WriteWindow),
    *(ChatBudget, ChatTurn, Confirmation, Conversation, Message),
)
# Whole, because this module has imported them all.
METADATA = SQLModel.metadata
