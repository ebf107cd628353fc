"""One answer of the model, put together from the frames of its stream. Pure."""

import json
from dataclasses import dataclass, field
from typing import Any

from todo_api.assistant.failures import Failure, FailureCode, ModelError

MAX_TEXT_LENGTH = 40_000
MAX_ARGUMENTS_LENGTH = 40_000
MAX_NAME_LENGTH = 100

type Frame = dict[str, Any]


class GarbledError(ModelError):
    """The model's answer is not what was agreed."""

    def __init__(self, cause: str) -> None:
        super().__init__(Failure(FailureCode.GARBLED), cause)


@dataclass
class ModelCall:
    """A tool that the model wants called, in its own words."""

    call_id: str
    name: str
    arguments: str = ""
    has_ended: bool = False


@dataclass
class Reply:
    """Grows with each frame. What the model thinks to itself is dropped."""

    text: str = ""
    plan: str = ""
    calls: dict[int, ModelCall] = field(default_factory=dict)
    finish_reason: str | None = None
    _thinking: set[int] = field(default_factory=set)

    def take(self, frame: Frame) -> str:
        """The text to show that came with this frame. Raises GarbledError; frames of unknown types say nothing."""
        match frame:
            case {"type": "content-start", "index": int(index), "delta": {"message": {"content": dict(content)}}}:
                return self._begin_content(index, content)
            case {"type": "content-delta", "index": int(index), "delta": {"message": {"content": dict(content)}}}:
                return self._take_content(index, content)
            case {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": str(plan)}}}:
                self.plan = (self.plan + make_storable(plan))[:MAX_TEXT_LENGTH]
            case {"type": "tool-call-start", "index": int(index), "delta": {"message": {"tool_calls": dict(call)}}}:
                self._begin_call(index, call)
            case {
                "type": "tool-call-delta",
                "index": int(index),
                "delta": {"message": {"tool_calls": {"function": {"arguments": str(arguments)}}}},
            }:
                self._take_arguments(index, arguments)
            case {"type": "tool-call-end", "index": int(index)}:
                self._find_call(index).has_ended = True
            case {"type": "message-end", "delta": dict(delta)}:
                self.finish_reason = str(delta.get("finish_reason"))
            case {"type": str(kind)} if kind not in AGREED:
                pass
            case _:
                raise GarbledError(f"a frame of type {str(frame.get('type'))[:40]!r} has another form")
        return ""

    def _begin_content(self, index: int, content: dict[str, Any]) -> str:
        if content.get("type") == "thinking":
            self._thinking.add(index)
        return self._take_content(index, content)

    def _take_content(self, index: int, content: dict[str, Any]) -> str:
        if index in self._thinking:
            return ""
        if not isinstance(content.get("text", ""), str):
            raise GarbledError("the text of a frame is none")
        text = make_storable(content.get("text", ""))
        if len(self.text) + len(text) > MAX_TEXT_LENGTH:
            raise GarbledError("the answer is too long")
        self.text += text
        return text

    def _begin_call(self, index: int, call: dict[str, Any]) -> None:
        match call:
            case {"id": str(call_id), "function": {"name": str(name), **rest}} if index not in self.calls:
                self.calls[index] = ModelCall(
                    make_storable(call_id)[:MAX_NAME_LENGTH], make_storable(name)[:MAX_NAME_LENGTH]
                )
                self._take_arguments(index, str(rest.get("arguments") or ""))
            case _:
                raise GarbledError("the beginning of a tool call has another form")

    def _take_arguments(self, index: int, arguments: str) -> None:
        call = self._find_call(index)
        if len(call.arguments) + len(arguments) > MAX_ARGUMENTS_LENGTH:
            raise GarbledError("the arguments of a tool call are too long")
        call.arguments += make_storable(arguments)

    def _find_call(self, index: int) -> ModelCall:
        call = self.calls.get(index)
        if call is None:
            raise GarbledError("a tool call goes on that never began")
        return call


AGREED = frozenset(
    {"content-start", "content-delta", "tool-plan-delta", "tool-call-start", "tool-call-delta", "tool-call-end"}
    | {"message-end"}
)


def make_storable(text: str) -> str:
    """The text without what JSON can carry and Postgres cannot."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def parse_frame(data: str) -> Frame | None:
    """The frame in an event's data; None for the mark that no more will come. Raises GarbledError."""
    if data.strip() == "[DONE]":
        return None
    try:
        frame = json.loads(data)
    except (ValueError, RecursionError):
        raise GarbledError("a frame is not JSON") from None
    if not isinstance(frame, dict):
        raise GarbledError("a frame is not an object")
    return frame
