"""Tool calls and their results as messages for the model. What a user wrote is data in a JSON document. Pure."""

import json
from collections.abc import Sequence
from typing import Any

from todo_api.assistant.cards import KeptCard
from todo_api.assistant.cohere import ModelMessage
from todo_api.assistant.tools.schemas import TOOL_NAMES
from todo_api.conversations.models import Message, Role
from todo_api.tasks.models import Priority, TaskPublic

NOTES_LENGTH = 300
# How much of a conversation the model is reminded of.
REMEMBERED_MESSAGES = 20
REMEMBERED_LENGTH = 40_000


def build_task_document(task: TaskPublic) -> dict[str, Any]:
    """What the model needs of a task; what is empty is left out."""
    due = task.due and {
        "date": task.due.date.isoformat(),
        "time": task.due.time and task.due.time.strftime("%H:%M"),
        "zone": task.due.zone,
    }
    told = {
        "id": str(task.id),
        "title": task.title,
        "status": task.status.value,
        "notes": task.notes[:NOTES_LENGTH],
        "priority": "" if task.priority == Priority.NONE else Priority(task.priority).name.lower(),
        "tags": task.tags,
        "due": due and {name: value for name, value in due.items() if value},
    }
    return {name: value for name, value in told.items() if value}


def build_result_document(card: KeptCard, advice: str | None = None) -> dict[str, Any]:
    """What a call came to."""
    document: dict[str, Any] = {"outcome": card.outcome.value, "summary": card.summary}
    if card.tasks:
        document["tasks"] = [build_task_document(task) for task in card.tasks]
    if card.batch:
        document["batch"] = str(card.batch)
    return document | ({"advice": advice} if advice else {})


def build_calls_message(plan: str, calls: Sequence[tuple[str, str, str]]) -> ModelMessage:
    """The model's own turn, told back to it: ids, names and arguments (JSON) of its calls."""
    message: ModelMessage = {
        "role": "assistant",
        "tool_calls": [
            {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
            for call_id, name, arguments in calls
        ],
    }
    return message | ({"tool_plan": plan} if plan else {})


def build_result_message(call_id: str, document: dict[str, Any]) -> ModelMessage:
    """The answer to one call."""
    return {"role": "tool", "tool_call_id": call_id, "content": [{"type": "document", "document": {"data": document}}]}


def build_history(messages: Sequence[Message], cards: dict[Any, list[KeptCard]]) -> list[ModelMessage]:
    """What was said and done before, the latest of it, beginning with something that the user said."""
    told: list[list[ModelMessage]] = []
    length = 0
    for message in reversed(messages[-REMEMBERED_MESSAGES:]):
        one = _tell(message, cards.get(message.id, []))
        length += len(json.dumps(one))
        if length > REMEMBERED_LENGTH:
            break
        told.append(one)
    while told and (not told[-1] or told[-1][0]["role"] != "user"):
        told.pop()
    return [message for one in reversed(told) for message in one]


def _tell(message: Message, cards: Sequence[KeptCard]) -> list[ModelMessage]:
    if message.role == Role.USER:
        return [{"role": "user", "content": message.text}]
    told: list[ModelMessage] = []
    known = [card for card in cards if card.name in TOOL_NAMES]
    if known:
        calls = [(card.call_id, card.name, json.dumps(card.arguments)) for card in known]
        told.append(build_calls_message("", calls))
        told += [build_result_message(card.call_id, build_result_document(card)) for card in known]
    if message.text:
        told.append({"role": "assistant", "content": message.text})
    return told
