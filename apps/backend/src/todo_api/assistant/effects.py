"""What a batch of changes did, by the log of activity and not by what the tool says of itself."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from todo_api.activity.models import Action, Activity, Changes
from todo_api.assistant.tools.sentences import quote_titles
from todo_api.tasks.models import Priority, Task

# More tasks than this, changed in one turn, wait for the user's click.
UNCONFIRMED_CHANGES = 3
QUOTED_LENGTH = 60
FIELDS = ("title", "due", "priority", "tags", "notes")


@dataclass(frozen=True)
class Effect:
    """What became different about a task. Adding one loses nothing, so it never needs a click."""

    task_id: uuid.UUID
    changes: Changes
    is_addition: bool

    @property
    def is_delete(self) -> bool:
        """Whether the task went out of sight, by whatever tool."""
        return self.changes.get("deleted") == [False, True]


def read_effects(session: Session, user_id: str, batch: uuid.UUID) -> list[Effect]:
    """The effects of the batch in this transaction, in their order."""
    statement = select(Activity).where(col(Activity.user_id) == user_id, col(Activity.batch) == batch)
    rows = session.exec(statement.order_by(col(Activity.seq)))
    return [Effect(row.task_id, row.changes, row.action == Action.CREATE) for row in rows]


def describe_effects(effects: Sequence[Effect], tasks: Mapping[uuid.UUID, Task]) -> str:
    """What a click would do, as a question: every kind of change with its tasks, as they are called now."""
    kinds: dict[str, list[Task]] = {}
    for effect in effects:
        of_kind = kinds.setdefault(_name_effect(effect.changes), [])
        if tasks[effect.task_id] not in of_kind:
            of_kind.append(tasks[effect.task_id])
    sentence = "; ".join(f"{kind} {quote_titles(of_kind)}" for kind, of_kind in kinds.items())
    return f"{sentence[:1].upper()}{sentence[1:]}?"


def _name_effect(changes: Changes) -> str:
    details = [_describe_field(name, changes[name][1]) for name in FIELDS if name in changes]
    detail = f" ({', '.join(details)})" if details else ""
    match changes:
        case {"deleted": [False, True]}:
            return "delete"
        case {"deleted": [True, False]}:
            return f"bring back{detail}"
        case {"completed_at": [_, None]}:
            return f"reopen{detail}"
        case {"completed_at": _}:
            return f"complete{detail}"
        case _:
            return f"change{detail}"


def _describe_field(name: str, value: Any) -> str:
    match name, value:
        case "title", str(title):
            return f"title “{title}”"
        case "notes", str(notes):
            return f"notes “{notes[:QUOTED_LENGTH]}”" if notes else "no notes"
        case "priority", int(priority):
            return f"priority {Priority(priority).name.lower()}"
        case "tags", [*tags]:
            return f"tags {' '.join(f'#{tag}' for tag in tags)}" if tags else "no tags"
        case "due", {"date": str(date), "time": time}:
            return f"due {date} {time or ''}".rstrip()
        case _:
            return f"no {name}"
