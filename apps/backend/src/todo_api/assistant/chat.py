"""A chat turn from the first event to the last, whatever happens in between."""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import anyio
from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError

from todo_api.assistant.chat_events import BudgetEvent, ConversationEvent, EndEvent, build_error
from todo_api.assistant.cohere import Model
from todo_api.assistant.conduct import Emit, conduct
from todo_api.assistant.failures import Failure, FailureCode, ModelError
from todo_api.assistant.ledger import BudgetSpentError, Ledger, Opening, Question
from todo_api.assistant.step import Played
from todo_api.assistant.tools.calls import Call
from todo_api.assistant.turn import Turn
from todo_api.assistant.upstream import Upstream
from todo_api.conversations.models import Finish
from todo_api.database_errors import describe_database_error

LOG = logging.getLogger(__name__)

# A turn that fails in one of these ways before the model said anything does not count.
FREE = frozenset({FailureCode.OFF, FailureCode.AWAY, FailureCode.LIMITED, FailureCode.QUOTA})

# Less than the server gives cancelled requests before it leaves.
LAST_SECONDS = 0.8

# Tells everything of a turn, `end` last.
type Play = Callable[[Emit], Awaitable[None]]


@dataclass(frozen=True)
class Assistant:
    """The model, and the limits it works in. Without a model it is off."""

    model: Model | None
    model_name: str | None
    ledger: Ledger
    upstream: Upstream
    turn_seconds: float
    running: set[asyncio.Task[Any]] = field(default_factory=set)

    async def begin(self, question: Question) -> Play:
        """A turn that is ready to be played. Raises ProblemError for one that must not begin."""
        if self.model is None:
            return tell_off
        try:
            opening = await to_thread.run_sync(self.ledger.open, question, datetime.now(UTC))
        except BudgetSpentError as spent:
            return partial(tell_spent, spent.budget)
        return partial(play_turn, self, self.model, question, opening)

    async def end(self) -> None:
        """Waits for turns that were cancelled to be kept, for the process is about to end."""
        if self.running:
            await asyncio.wait(self.running, timeout=LAST_SECONDS)


async def tell_off(emit: Emit) -> None:
    """There is no model."""
    await emit(build_error(Failure(FailureCode.OFF)))
    await emit(EndEvent(finish=Finish.ERROR, message_id=None))


async def tell_spent(budget: BudgetEvent, emit: Emit) -> None:
    """There are no turns left today."""
    await emit(budget)
    await emit(EndEvent(finish=Finish.BUDGET, message_id=None))


async def play_turn(assistant: Assistant, model: Model, question: Question, opening: Opening, emit: Emit) -> None:
    """Plays the turn and keeps what came of it, also if the client hangs up on the way (the caller cancels then)."""
    turn = Turn(uuid.uuid4(), opening.messages)
    failure = None
    if (task := asyncio.current_task()) is not None:
        assistant.running.add(task)
        task.add_done_callback(assistant.running.discard)
    try:
        await emit(ConversationEvent(id=opening.conversation_id, title=opening.title))
        await emit(opening.budget)
        failure = await _conduct_in_time(assistant, model, question, opening, turn, emit)
    except anyio.get_cancelled_exc_class():
        turn.finish = Finish.INTERRUPTED
        with anyio.CancelScope(shield=True):
            await _close(assistant, question, opening, turn, None)
        raise
    with anyio.CancelScope(shield=True):
        message_id = await _close(assistant, question, opening, turn, failure)
        if failure is not None and failure.code in FREE and not turn.text and not turn.cards:
            await _give_back(assistant, question, opening, emit)
    if failure is not None:
        await emit(build_error(failure))
    await emit(EndEvent(finish=turn.finish if failure is None and turn.finish else Finish.ERROR, message_id=message_id))


async def _conduct_in_time(
    assistant: Assistant, model: Model, question: Question, opening: Opening, turn: Turn, emit: Emit
) -> Failure | None:
    """Why the turn did not come to its end by itself, if it did not."""
    touched: frozenset[uuid.UUID] = frozenset()

    async def run_step(calls: Sequence[Call]) -> Sequence[Played]:
        nonlocal touched
        # A thread is not abandoned: what it does is known even if the client hangs up meanwhile.
        result = await to_thread.run_sync(assistant.ledger.play_step, question, opening, touched, calls)
        touched = result.touched
        return result.played

    try:
        with anyio.fail_after(assistant.turn_seconds):
            await conduct(turn, model, run_step, emit)
    except TimeoutError:
        failure = Failure(FailureCode.SLOW)
        LOG.warning("turn failed: no end after %g s", assistant.turn_seconds)
    except ModelError as error:
        failure = error.failure
        LOG.warning("turn failed: %s", error)
    except SQLAlchemyError as error:
        failure = Failure(FailureCode.INTERRUPTED)
        LOG.warning("turn failed: database: %s", describe_database_error(error))
    except Exception:
        failure = Failure(FailureCode.INTERRUPTED)
        LOG.exception("turn failed")
    else:
        assistant.upstream.note_answer()
        return None
    assistant.upstream.note_failure(failure)
    turn.finish = Finish.INTERRUPTED if failure.code is FailureCode.INTERRUPTED else Finish.ERROR
    return failure


async def _close(
    assistant: Assistant, question: Question, opening: Opening, turn: Turn, failure: Failure | None
) -> uuid.UUID | None:
    fields = {
        "model_calls": turn.model_calls,
        "tool_calls": len(turn.cards),
        "finish": turn.finish,
        "failure": failure and failure.code,
    }
    LOG.info("turn ended", extra={"fields": fields})
    try:
        return await to_thread.run_sync(assistant.ledger.close, question, opening, turn, datetime.now(UTC))
    except SQLAlchemyError as error:
        LOG.warning("turn not kept: database: %s", describe_database_error(error))
        return None


async def _give_back(assistant: Assistant, question: Question, opening: Opening, emit: Emit) -> None:
    try:
        budget = await to_thread.run_sync(assistant.ledger.give_back, question, opening)
    except SQLAlchemyError as error:
        LOG.warning("turn not given back: database: %s", describe_database_error(error))
    else:
        await emit(budget)
