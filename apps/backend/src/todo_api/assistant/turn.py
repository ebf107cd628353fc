"""A turn as a state: frames of the model and results of tools go in, events for the client come out. Pure.

It ends after four model calls and eight tool calls at the latest, whatever the model wants.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from todo_api.assistant.cards import CallResult, KeptCard
from todo_api.assistant.chat_events import ChatEvent, TextEvent, ToolEvent
from todo_api.assistant.cohere import ModelMessage, ModelRequest
from todo_api.assistant.documents import build_calls_message, build_result_document, build_result_message
from todo_api.assistant.failures import Failure, FailureCode, ModelError
from todo_api.assistant.reply import Frame, GarbledError, ModelCall, Reply
from todo_api.assistant.step import Played
from todo_api.assistant.tools.calls import Call, read_arguments
from todo_api.assistant.tools.schemas import TOOLS
from todo_api.conversations.models import Finish

MAX_MODEL_CALLS = 4
MAX_TOOL_CALLS = 8


@dataclass
class Turn:
    """What has been said and done in this turn so far. `finish` is set when it is over."""

    message_id: uuid.UUID
    messages: list[ModelMessage]
    text: str = ""
    cards: list[KeptCard] = field(default_factory=list)
    finish: Finish | None = None
    model_calls: int = 0
    is_cut: bool = False
    reply: Reply = field(default_factory=Reply)
    _asked: list[ModelCall] = field(default_factory=list)

    def build_request(self) -> ModelRequest:
        """What to ask the model next; the last time, it has to answer in words."""
        self.model_calls += 1
        self.reply = Reply()
        may_call = self.model_calls < MAX_MODEL_CALLS and self._calls_left > 0
        return ModelRequest(self.messages, TOOLS, may_call)

    def take_frame(self, frame: Frame) -> Iterator[ChatEvent]:
        """What to tell the client about this frame. Raises ModelError."""
        delta = self.reply.take(frame)
        if delta:
            if self.text and self.reply.text == delta:
                delta = f"\n\n{delta}"
            self.text += delta
            yield TextEvent(delta=delta)

    @property
    def has_heard_enough(self) -> bool:
        """Whether the model wants more calls than the turn allows, so that the rest of its reply is of no use."""
        return len(self.reply.calls) > self._calls_left

    def end_reply(self) -> list[Call]:
        """The calls to carry out now; none if the turn is over. Raises ModelError."""
        if not self.has_heard_enough:
            match self.reply.finish_reason:
                case "COMPLETE" | "STOP_SEQUENCE":
                    self._end(Finish.COMPLETE)
                case "MAX_TOKENS":
                    self.finish = Finish.LENGTH
                case "TOOL_CALL" if self.reply.calls:
                    pass
                case "TIMEOUT":
                    raise ModelError(Failure(FailureCode.SLOW), "the model gave up")
                case "ERROR" | None:
                    raise ModelError(Failure(FailureCode.INTERRUPTED), "the model broke off")
                case reason:
                    raise GarbledError(f"the reply ended with {reason[:40]!r}")
        if self.finish is not None:
            return []
        if self.model_calls >= MAX_MODEL_CALLS or self._calls_left <= 0:
            self.finish = Finish.STEPS
            return []
        return self._choose_calls()

    def announce(self, calls: Sequence[Call]) -> Iterator[ChatEvent]:
        """Tells the client which calls begin."""
        for call in calls:
            yield ToolEvent(call_id=call.call_id, name=call.name, arguments=read_arguments(call))

    def take_results(self, played: Sequence[Played]) -> list[ChatEvent]:
        """What to tell the client about what the calls came to; the model is told with the next request.

        All of it is noted before any of it is told: a client that hangs up meanwhile loses nothing.
        """
        self.cards += [one.card for one in played]
        self.messages.append(
            build_calls_message(self.reply.plan, [(call.call_id, call.name, _echo(call)) for call in self._asked])
        )
        for call, one in zip(self._asked, played, strict=True):
            self.messages.append(build_result_message(call.call_id, build_result_document(one.card, one.advice)))
        return [CallResult.model_validate(one.card.model_dump(include=set(CallResult.model_fields))) for one in played]

    @property
    def _calls_left(self) -> int:
        return MAX_TOOL_CALLS - len(self.cards)

    def _end(self, finish: Finish) -> None:
        if not self.reply.text and not self.cards:
            raise GarbledError("the reply is empty")
        self.finish = Finish.STEPS if self.is_cut else finish

    def _choose_calls(self) -> list[Call]:
        asked = [call for _, call in sorted(self.reply.calls.items())]
        self.is_cut = self.is_cut or len(asked) > self._calls_left
        self._asked = [call for call in asked if call.has_ended][: self._calls_left]
        if not self._asked:
            raise GarbledError("a tool call did not end")
        first = len(self.cards) + 1
        # Ids of our own: the model's may repeat.
        return [
            Call(f"{self.message_id.hex[:8]}-{number}", call.name, call.arguments)
            for number, call in enumerate(self._asked, first)
        ]


def _echo(call: ModelCall) -> str:
    """The arguments as the model said them, if they can be said back."""
    try:
        return call.arguments if isinstance(json.loads(call.arguments), dict) else "{}"
    except (ValueError, RecursionError):
        return "{}"
