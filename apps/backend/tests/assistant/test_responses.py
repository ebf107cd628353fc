"""The answer as an ASGI application sees it: pings, and an end at the hang-up."""

from typing import Any

import anyio
import pytest

from todo_api.assistant.chat import Play
from todo_api.assistant.chat_events import EndEvent, TextEvent
from todo_api.assistant.conduct import Emit
from todo_api.assistant.responses import PING, TurnStream
from todo_api.conversations.models import Finish


def serve(play: Play, *, hang_up_after: float | None = None) -> list[dict[str, Any]]:
    """What is sent to a client who may hang up."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await anyio.sleep(60 if hang_up_after is None else hang_up_after)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def run() -> None:
        with anyio.fail_after(10):
            await TurnStream(play, ping_seconds=0.05)({"type": "http"}, receive, send)

    anyio.run(run)
    return sent


async def speak(emit: Emit) -> None:
    """A turn with a long silence in it."""
    await anyio.sleep(0.4)
    await emit(TextEvent(delta="Hello"))
    await emit(EndEvent(finish=Finish.COMPLETE, message_id=None))


def test_in_a_silence_there_are_signs_of_life() -> None:
    bodies = [message["body"] for message in serve(speak) if message["type"] == "http.response.body"]
    assert PING in bodies[:-3]
    assert [body for body in bodies if body != PING] == [
        b'event: text\ndata: {"delta":"Hello"}\n\n',
        b'event: end\ndata: {"finish":"complete","message_id":null}\n\n',
        b"",
    ]


def test_after_the_end_nothing_more_is_sent() -> None:
    *_, last = serve(speak)
    assert last == {"type": "http.response.body", "body": b"", "more_body": False}


def test_a_hang_up_cancels_the_turn_and_lets_it_clean_up() -> None:
    ended: list[str] = []

    async def wait(_emit: Emit) -> None:
        try:
            await anyio.sleep(60)
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await anyio.sleep(0.05)
            ended.append("cleaned up")
            raise

    sent = serve(wait, hang_up_after=0.1)
    assert ended == ["cleaned up"]
    assert all(message.get("more_body", True) for message in sent)


def test_a_crash_is_not_hidden() -> None:
    async def crash(_emit: Emit) -> None:
        raise RuntimeError("inner workings")

    with pytest.raises(ExceptionGroup):
        serve(crash)
