"""Cohere's chat, version 2, as a stream of frames. The one place that knows the key and speaks to the network."""

import json
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

import httpx2
from pydantic import SecretStr

from todo_api.assistant.failures import (
    Failure,
    FailureCode,
    ModelError,
    classify_status,
    has_another_model_a_chance,
)
from todo_api.assistant.frame_parser import FrameError, FrameParser
from todo_api.assistant.reply import Frame, GarbledError, parse_frame

LOG = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
# So long may the model be silent between two signs of life.
SILENCE_SECONDS = 30.0
MAX_ERROR_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 8 * 1024 * 1024
MAX_TOKENS = 2048
TEMPERATURE = 0.2
# Only these know the parameter; they think aloud unless told not to, and nobody is shown what they think.
THINKING_MODELS = ("command-a-reasoning", "command-a-plus")

type ModelMessage = dict[str, Any]


@dataclass(frozen=True)
class ModelRequest:
    """What the model is asked. In the last request of a turn it may call no more tools."""

    messages: Sequence[ModelMessage]
    tools: Sequence[dict[str, Any]]
    may_call: bool = True


class Model(Protocol):
    """Anything that answers like Cohere's chat."""

    def stream(self, request: ModelRequest) -> AsyncGenerator[Frame]:
        """The frames of one answer, to the last. Raises ModelError."""
        ...


def build_body(model: str, request: ModelRequest) -> dict[str, Any]:
    """The JSON to send. Pure."""
    body: dict[str, Any] = {
        "model": model,
        "stream": True,
        "messages": list(request.messages),
        "tools": list(request.tools),
        "strict_tools": True,
        "max_tokens": MAX_TOKENS,
        "temperature": TEMPERATURE,
    }
    if not request.may_call:
        body["tool_choice"] = "NONE"
    if model.startswith(THINKING_MODELS):
        body["thinking"] = {"type": "disabled"}
    return body


def create_http_client() -> httpx2.AsyncClient:
    """A client that has not connected yet."""
    timeout = httpx2.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
    return httpx2.AsyncClient(timeout=timeout, follow_redirects=False)


@dataclass(frozen=True)
class Cohere:
    """Asks the first model of the list, and the next one where that has a chance of being better."""

    http: httpx2.AsyncClient = field(repr=False)
    key: SecretStr
    base_url: str
    models: Sequence[str]

    async def stream(self, request: ModelRequest) -> AsyncGenerator[Frame]:
        """The frames of one answer. Raises ModelError."""
        *others, last = self.models
        for model in others:
            try:
                async with aclosing(self._ask(model, request)) as frames:
                    async for frame in frames:
                        yield frame
                    return
            except ModelError as error:
                if not error.is_model_at_fault:
                    raise
        async with aclosing(self._ask(last, request)) as frames:
            async for frame in frames:
                yield frame

    async def _ask(self, model: str, request: ModelRequest) -> AsyncGenerator[Frame]:
        headers = {"Authorization": f"Bearer {self.key.get_secret_value()}", "Accept": "text/event-stream"}
        has_begun = False
        try:
            async with self.http.stream(
                "POST", f"{self.base_url}/chat", headers=headers, json=build_body(model, request)
            ) as response:
                if response.status_code != 200:
                    raise await self._refuse(model, response)
                async for frame in _read_frames(response):
                    has_begun = True
                    yield frame
        except httpx2.HTTPError as error:
            raise _classify_http_error(error, has_begun=has_begun) from None

    async def _refuse(self, model: str, response: httpx2.Response) -> ModelError:
        message = await _read_message(response)
        cause = f"{model}: {response.status_code} {message.replace(self.key.get_secret_value(), '***')}"
        LOG.warning("model refused: %s", cause)
        return ModelError(
            classify_status(response.status_code, message, response.headers, datetime.now(UTC)),
            cause,
            is_model_at_fault=has_another_model_a_chance(response.status_code),
        )


async def _read_frames(response: httpx2.Response) -> AsyncGenerator[Frame]:
    """The frames, up to the end of the message. Raises ModelError if that does not come."""
    parser, size = FrameParser(), 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            raise GarbledError("the answer does not end")
        try:
            texts = list(parser.feed(chunk))
        except FrameError as error:
            raise GarbledError(str(error)) from None
        for text in texts:
            frame = parse_frame(text)
            if frame is not None:
                yield frame
            if frame is None or frame.get("type") == "message-end":
                return
    if size and "text/event-stream" not in response.headers.get("content-type", ""):
        raise GarbledError("the answer is no stream of events")
    raise ModelError(Failure(FailureCode.INTERRUPTED), "the stream ended before the message did")


async def _read_message(response: httpx2.Response) -> str:
    """Cohere's own sentence, shortened."""
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_ERROR_BYTES:
            break
    try:
        message = json.loads(body)["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "(no message)"
    return str(message)[:200]


def _classify_http_error(error: httpx2.HTTPError, *, has_begun: bool) -> ModelError:
    """Where the line broke decides what it means. The error's own text is left out: it may name the proxy."""
    cause = type(error).__name__
    if isinstance(error, httpx2.ReadTimeout | httpx2.WriteTimeout | httpx2.PoolTimeout):
        return ModelError(Failure(FailureCode.SLOW), cause)
    if isinstance(error, httpx2.DecodingError):
        return ModelError(Failure(FailureCode.GARBLED), cause)
    return ModelError(Failure(FailureCode.INTERRUPTED if has_begun else FailureCode.AWAY), cause)
