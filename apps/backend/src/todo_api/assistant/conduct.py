"""Plays a turn: asks the model, passes on what it says, runs its tools, until the turn is over."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing

from todo_api.assistant.chat_events import ChatEvent
from todo_api.assistant.cohere import Model
from todo_api.assistant.step import Played
from todo_api.assistant.tools.calls import Call
from todo_api.assistant.turn import Turn

type Emit = Callable[[ChatEvent], Awaitable[None]]
type RunStep = Callable[[Sequence[Call]], Awaitable[Sequence[Played]]]


async def conduct(turn: Turn, model: Model, run_step: RunStep, emit: Emit) -> None:
    """Returns when `turn.finish` is set. Raises ModelError."""
    while turn.finish is None:
        async with aclosing(model.stream(turn.build_request())) as frames:
            async for frame in frames:
                for event in turn.take_frame(frame):
                    await emit(event)
                if turn.has_heard_enough:
                    break
        calls = turn.end_reply()
        if not calls:
            continue
        for event in turn.announce(calls):
            await emit(event)
        played = await run_step(calls)
        for event in turn.take_results(played):
            await emit(event)
