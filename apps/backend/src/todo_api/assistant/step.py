"""One step of a turn: the tool calls of one reply, in one transaction, within what needs no click of the user's.

Each call is played behind a savepoint and then judged by what it did to the rows. What needs a click is taken back and
kept as a plan.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from todo_api.assistant.cards import ConfirmationPublic, KeptCard, Outcome
from todo_api.assistant.effects import UNCONFIRMED_CHANGES, Effect, describe_effects, read_effects
from todo_api.assistant.models import Confirmation
from todo_api.assistant.plan import Plan, PlannedAction
from todo_api.assistant.tools.actions import ACTIONS, ActionError, Work
from todo_api.assistant.tools.calls import Call, dump_arguments, parse_arguments
from todo_api.problems import ProblemError
from todo_api.tasks.models import Task, TaskPublic
from todo_api.tasks.queries import lock_tasks
from todo_api.tasks.service import Actor

READING = frozenset({"list_tasks", "search_tasks"})
WAIT_ADVICE = "Nothing has happened yet. The user sees a button; tell them to use it, and do not try another way."


@dataclass(frozen=True)
class Played:
    """A call, what came of it, and what the model is to know beyond that."""

    card: KeptCard
    advice: str | None = None


@dataclass(frozen=True)
class StepResult:
    """What the calls came to, and all tasks that the turn changes or wants to change."""

    played: list[Played]
    touched: frozenset[uuid.UUID]


@dataclass(frozen=True)
class StepContext:
    """For whom, where and when a step is played, and what the turn has touched before.

    Each call has its own instant, so that tasks of one step are listed in the order in which they were added.
    """

    user_id: str
    origin: str
    conversation_id: uuid.UUID
    zone: str
    clock: Callable[[], datetime]
    touched: frozenset[uuid.UUID] = frozenset()


@dataclass
class _Waiting:
    """What waits for one click: the calls, and what they would do."""

    actions: list[PlannedAction] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    confirmation_id: uuid.UUID = field(default_factory=uuid.uuid4)


class _TooManyError(Exception):
    """The calls together change more than a turn may."""


def run_step(
    session: Session, context: StepContext, calls: Sequence[Call], count_write: Callable[[], None]
) -> StepResult:
    """Plays the calls and commits. If together they change too much, all that change something wait."""
    try:
        result = _play(session, context, calls, count_write, is_bulk=False)
    except _TooManyError:
        session.rollback()
        result = _play(session, context, calls, count_write, is_bulk=True)
    session.commit()
    return result


def _play(
    session: Session, context: StepContext, calls: Sequence[Call], count_write: Callable[[], None], *, is_bulk: bool
) -> StepResult:
    waiting, played, touched = _Waiting(), list[Played](), context.touched
    # First of all: the count is locked before any task is.
    for call in calls:
        if call.name in ACTIONS and call.name not in READING:
            count_write()
    for call in calls:
        one, changed = _play_call(session, context, call, waiting, is_bulk=is_bulk)
        played.append(one)
        touched |= changed
    if not is_bulk and len(touched) > UNCONFIRMED_CHANGES:
        raise _TooManyError
    if waiting.actions:
        _ask_for_click(session, context, waiting, played)
    return StepResult(played, touched)


def _play_call(
    session: Session, context: StepContext, call: Call, waiting: _Waiting, *, is_bulk: bool
) -> tuple[Played, frozenset[uuid.UUID]]:
    """What came of the call, and which tasks it changed, or would."""
    try:
        arguments = parse_arguments(call)
    except ActionError as error:
        return Played(_build_card(call, Outcome.REFUSED, str(error))), frozenset()
    kept = dump_arguments(arguments)
    batch = uuid.uuid4()
    work = Work(session, Actor(context.user_id, "assistant", context.origin, batch), context.zone, context.clock())
    try:
        with session.begin_nested() as savepoint:
            done = ACTIONS[call.name][1](work, arguments)
            effects = read_effects(session, context.user_id, batch)
            card = _build_card(call, Outcome.DONE, done.summary, kept, done.tasks, batch if effects else None)
            changed = frozenset(effect.task_id for effect in effects if not effect.is_addition)
            has_deleted = any(effect.is_delete for effect in effects)
            needs_click = has_deleted or (is_bulk and bool(changed))
            if needs_click:
                savepoint.rollback()
    except ActionError as error:
        return Played(_build_card(call, Outcome.FAILED, str(error), kept)), frozenset()
    except ProblemError as error:
        return Played(_build_card(call, Outcome.FAILED, error.detail, kept)), frozenset()
    if not needs_click:
        return Played(card, done.advice), changed
    waiting.actions.append(PlannedAction(tool=call.name, arguments=kept | done.plan))
    waiting.effects += effects
    card = _build_card(call, Outcome.WAITING, "Waits for the same click.", kept)
    card.confirmation_id = waiting.confirmation_id
    return Played(card, WAIT_ADVICE), frozenset() if has_deleted else changed


def _ask_for_click(session: Session, context: StepContext, waiting: _Waiting, played: Sequence[Played]) -> None:
    """Keeps the plan; the first of the calls that wait shows what the click is for."""
    task_ids = list(dict.fromkeys(effect.task_id for effect in waiting.effects))
    tasks = {task.id: task for task in lock_tasks(session, context.user_id, task_ids)}
    plan = Plan(
        zone=context.zone,
        actions=waiting.actions,
        versions={task.id: task.version for task in tasks.values()},
    )
    session.add(
        Confirmation(
            id=waiting.confirmation_id,
            user_id=context.user_id,
            conversation_id=context.conversation_id,
            plan=plan.model_dump(mode="json"),
            created_at=context.clock(),
        )
    )
    session.flush()
    card = next(one.card for one in played if one.card.outcome is Outcome.WAITING)
    card.summary = describe_effects(waiting.effects, tasks)
    card.tasks = _show([tasks[task_id] for task_id in task_ids])
    card.confirmation = ConfirmationPublic(id=waiting.confirmation_id, summary=card.summary, tasks=card.tasks)


def fail_step(context: StepContext, calls: Sequence[Call], reason: str) -> StepResult:
    """The step as it ends when nothing of it could be done. Pure."""
    return StepResult([Played(_build_card(call, Outcome.FAILED, reason)) for call in calls], context.touched)


def _build_card(
    call: Call,
    outcome: Outcome,
    summary: str,
    arguments: dict[str, Any] | None = None,
    tasks: Sequence[Task] = (),
    batch: uuid.UUID | None = None,
) -> KeptCard:
    return KeptCard(
        call_id=call.call_id,
        name=call.name,
        outcome=outcome,
        summary=summary,
        tasks=_show(tasks),
        batch=batch,
        confirmation=None,
        arguments=arguments or {},
    )


def _show(tasks: Sequence[Task]) -> list[TaskPublic]:
    return [TaskPublic.model_validate(task) for task in tasks]
