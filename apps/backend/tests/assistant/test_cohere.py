"""What is sent to Cohere, which model is asked, and what never leaves."""

import logging
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import anyio
import pytest
from pydantic import SecretStr

from scripted_cohere import (
    CUT,
    HTML,
    KEY,
    LEFT,
    TRIAL_MONTH,
    Answer,
    ScriptedCohere,
    begin,
    build_end,
    build_start,
    find_mistake,
    refuse,
    run_scripted_cohere,
    say,
)
from todo_api.assistant.cohere import Cohere, ModelRequest, build_body, create_http_client
from todo_api.assistant.failures import ModelError
from todo_api.assistant.reply import Reply
from todo_api.assistant.tools.schemas import TOOLS

CANARY = "canary-key-0123456789"
HELLO = ModelRequest([{"role": "user", "content": "Hello"}], TOOLS)


def ask(url: str, *, models: Sequence[str] = ("first", "second"), key: str = KEY, timeout: float = 5) -> Reply:
    """The whole reply. Raises ModelError."""

    async def run() -> Reply:
        reply = Reply()
        async with create_http_client() as http:
            http.timeout = timeout
            cohere = Cohere(http, SecretStr(key), url, models)
            async for frame in cohere.stream(HELLO):
                reply.take(frame)
        return reply

    return anyio.run(run)


def fail(url: str, **options: Any) -> ModelError:
    """The error that asking ends with."""
    with pytest.raises(ModelError) as caught:
        ask(url, **options)
    return caught.value


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """All that is logged meanwhile, by anybody, in any detail."""
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)


def test_the_request_is_one_that_cohere_takes(cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."))
    assert ask(cohere.url).text == "Hello."
    body = cohere.requests[0]
    assert (body["model"], body["stream"], body["strict_tools"]) == ("first", True, True)
    assert "tool_choice" not in body
    assert "safety_mode" not in body


def test_the_tools_fit_strict_mode() -> None:
    assert find_mistake(build_body("command-a-03-2025", HELLO)) is None


@pytest.mark.parametrize("wrong", [{"minLength": 1}, {"format": "email"}, {"oneOf": []}])
def test_the_stand_in_refuses_tools_that_strict_mode_refuses(wrong: dict[str, Any]) -> None:
    parameters = {"type": "object", "properties": {"x": {"type": "string"} | wrong}, "required": ["x"]}
    tool = {"type": "function", "function": {"name": "x", "description": "", "parameters": parameters}}
    assert find_mistake(build_body("m", ModelRequest(HELLO.messages, [tool])))


@pytest.mark.parametrize(
    ("model", "thinking"),
    [
        ("command-a-03-2025", None),
        ("command-r7b-12-2024", None),
        ("command-a-plus-05-2026", {"type": "disabled"}),
        ("command-a-reasoning-08-2025", {"type": "disabled"}),
    ],
)
def test_only_models_that_think_are_told_not_to(model: str, thinking: dict[str, str] | None) -> None:
    assert build_body(model, HELLO).get("thinking") == thinking


def test_in_the_last_request_no_tool_may_be_called() -> None:
    assert build_body("m", ModelRequest(HELLO.messages, TOOLS, may_call=False))["tool_choice"] == "NONE"


@pytest.mark.parametrize("status", [404, 429, 500, 503])
def test_the_next_model_is_asked_where_that_may_help(cohere: ScriptedCohere, status: int) -> None:
    cohere.play(refuse(status, "no"), say("Hello."))
    assert ask(cohere.url).text == "Hello."
    assert [request["model"] for request in cohere.requests] == ["first", "second"]


@pytest.mark.parametrize(("status", "code"), [(400, "garbled"), (401, "off"), (402, "quota"), (403, "off")])
def test_the_next_model_is_not_asked_where_that_cannot_help(cohere: ScriptedCohere, status: int, code: str) -> None:
    cohere.play(refuse(status, "no"))
    assert fail(cohere.url).failure.code == code
    assert len(cohere.requests) == 1


def test_when_all_models_fail_the_last_failure_counts(cohere: ScriptedCohere) -> None:
    cohere.play(refuse(404, "model not found"), refuse(429, "slow down", Retry_After="9"))
    failure = fail(cohere.url).failure
    assert (failure.code, failure.retry_after) == ("limited", 9)


def test_after_the_first_words_no_other_model_is_asked(cohere: ScriptedCohere) -> None:
    cohere.play(begin("Hello th", CUT))
    assert fail(cohere.url).failure.code == "interrupted"
    assert len(cohere.requests) == 1


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (begin("Hello th", CUT), "interrupted"),
        (begin("Hello th", LEFT), "interrupted"),
        (Answer((CUT,)), "away"),
        (Answer((b"data: {garbage\n\n",)), "garbled"),
        (Answer((b"data: [1]\n\n",)), "garbled"),
        (Answer((b"data: \xff\n\n",)), "garbled"),
        (Answer((b"\x00" * 2_000_000,)), "garbled"),
        (Answer(body=HTML, headers={"Content-Type": "text/html"}), "garbled"),
        (Answer(body=b"\x1f\x8bno", headers={"Content-Encoding": "gzip"}), "garbled"),
        (Answer((build_start(), 9.0)), "slow"),
        (Answer((9.0,)), "slow"),
        (Answer((b"",)), "interrupted"),
        (refuse(302, "elsewhere", Location="http://127.0.0.1:1/"), "garbled"),
    ],
)
def test_what_breaks_on_the_way_has_a_code(cohere: ScriptedCohere, answer: Answer, code: str) -> None:
    cohere.play(answer)
    assert fail(cohere.url, models=("only",), timeout=0.3).failure.code == code


def test_nobody_there_is_away() -> None:
    assert fail("http://127.0.0.1:1/v2").failure.code == "away"


def test_the_stream_ends_with_the_message(cohere: ScriptedCohere) -> None:
    cohere.play(Answer((*say("Hello.").acts, 9.0)))
    assert ask(cohere.url, timeout=0.3).finish_reason == "COMPLETE"


def test_an_error_at_the_end_of_the_message_is_no_end(cohere: ScriptedCohere) -> None:
    cohere.play(begin("Hello", build_end("ERROR", "internal")))
    assert ask(cohere.url).finish_reason == "ERROR"


def test_the_key_is_in_no_log_and_no_error(log: Callable[[], str]) -> None:
    with run_scripted_cohere(CANARY) as cohere:
        cohere.play(say("Hello."), refuse(400, f"your key {CANARY} is wrong"))
        assert ask(cohere.url, key=CANARY).text == "Hello."
        error = fail(cohere.url, key=CANARY)
    other = fail(cohere.url, key=CANARY)
    told = f"{error} {error!r} {error.cause} {other!r} {other.__cause__!r} {other.__context__!r}"
    assert CANARY not in told
    assert "your key *** is wrong" in log()
    assert CANARY not in log()


def test_the_key_is_in_no_repr() -> None:
    cohere = Cohere(create_http_client(), SecretStr(CANARY), "http://x", ("m",))
    assert CANARY not in f"{cohere!r} {cohere} {vars(cohere)}"


def test_the_key_follows_no_redirect(elsewhere: list[str], cohere: ScriptedCohere) -> None:
    cohere.play(refuse(307, "elsewhere", Location=elsewhere[0]))
    fail(cohere.url, models=("only",))
    assert elsewhere[1:] == []


@pytest.fixture
def elsewhere() -> Iterator[list[str]]:
    """Where a redirect leads, and what arrives there."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(str(self.headers))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Stays silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        seen.append(f"http://127.0.0.1:{server.server_port}/v2/chat")
        yield seen
        server.shutdown()


def test_the_monthly_limit_of_a_trial_key_is_a_quota(cohere: ScriptedCohere) -> None:
    cohere.play(refuse(429, TRIAL_MONTH), refuse(429, TRIAL_MONTH))
    assert fail(cohere.url).failure.code == "quota"
