"""The tools as the model is told of them, in the part of JSON schema that Cohere's strict mode knows. Pure.

That part has no lengths, no ranges and no `oneOf`, and wants a required member in each tool. The arguments are checked
here again, in full, by their models.
"""

from collections.abc import Mapping
from typing import Any

type Schema = dict[str, Any]

TASK_ID: Schema = {"type": "string", "format": "uuid", "description": "The id of a task, as a tool result gave it."}
TASK_IDS: Schema = {"type": "array", "items": TASK_ID, "description": "All tasks that are meant, in one call."}
PRIORITY: Schema = {"type": "string", "enum": ["none", "low", "medium", "high"]}
TAGS: Schema = {"type": "array", "items": {"type": "string"}, "description": "Words without #, such as home."}
TITLE: Schema = {"type": "string", "description": "What is to be done, without its date, priority and tags."}
NOTES: Schema = {"type": "string", "description": "Anything more."}
DUE_DATE: Schema = {"type": "string", "format": "date", "description": "YYYY-MM-DD, resolved by the user's calendar."}
DUE_TIME: Schema = {
    "type": "string",
    "description": "HH:MM on the user's clock, 24 hours. Only if a time of day was said.",
}


def _object(properties: Mapping[str, Schema], *required: str) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _tool(name: str, description: str, parameters: Schema) -> Schema:
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


TOOLS: tuple[Schema, ...] = (
    _tool(
        "add_task",
        "Adds one task. For several tasks call it several times at once.",
        _object(
            {
                "title": TITLE,
                "notes": NOTES,
                "priority": PRIORITY,
                "due_date": DUE_DATE,
                "due_time": DUE_TIME,
                "tags": TAGS,
            },
            "title",
        ),
    ),
    _tool(
        "list_tasks",
        "Lists the user's tasks of one view: all (open and done), today, upcoming, overdue, done.",
        _object(
            {
                "view": {"type": "string", "enum": ["all", "today", "upcoming", "overdue", "done"]},
                "tag": {"type": "string", "description": "Only tasks with this tag."},
                "priority": PRIORITY,
            },
            "view",
        ),
    ),
    _tool(
        "search_tasks",
        "Finds the user's tasks by words of their title or notes. Use it to get the id of a task that the user means.",
        _object(
            {
                "query": {"type": "string", "description": "One or two telling words, such as milk."},
                "status": {"type": "string", "enum": ["open", "done", "any"], "description": "Default: open."},
            },
            "query",
        ),
    ),
    _tool("complete_tasks", "Marks tasks as done.", _object({"task_ids": TASK_IDS}, "task_ids")),
    _tool(
        "update_tasks",
        "Changes tasks: only what is given becomes different. Reopens a task with status open.",
        _object(
            {
                "changes": {
                    "type": "array",
                    "items": _object(
                        {
                            "task_id": TASK_ID,
                            "title": TITLE,
                            "notes": NOTES,
                            "priority": PRIORITY,
                            "due_date": DUE_DATE,
                            "due_time": DUE_TIME,
                            "add_tags": TAGS,
                            "remove_tags": TAGS,
                            "status": {"type": "string", "enum": ["open", "done"]},
                            "clear": {
                                "type": "array",
                                "items": {"type": "string", "enum": ["due", "due_time", "notes", "tags"]},
                                "description": "What to take away altogether.",
                            },
                        },
                        "task_id",
                    ),
                    "description": "All changes, in one call.",
                }
            },
            "changes",
        ),
    ),
    _tool(
        "delete_tasks",
        "Asks the user to confirm that tasks are deleted. Nothing is deleted before their click.",
        _object({"task_ids": TASK_IDS}, "task_ids"),
    ),
    _tool(
        "undo",
        "Takes back what the assistant changed.",
        _object(
            {"batch": {"type": "string", "description": "The batch of an earlier result, or last for the latest."}},
            "batch",
        ),
    ),
)

TOOL_NAMES = frozenset(tool["function"]["name"] for tool in TOOLS)
