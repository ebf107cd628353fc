"""Turns of a process as a pod runs it: they come as they happen, and end when they must."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import psycopg
import pytest
from httpx2 import Client, ReadTimeout

from api_process import ApiProcess, open_client, run_api
from chats import CHAT, Heard, chat, parse_events
from conftest import Person
from event_stream import open_stream
from issuer import Issuer
from patience import wait_until
from postgres_server import PostgresServer
from scripted_cohere import KEY, Answer, ScriptedCohere, begin, build_start, build_text, call, say

CONVERSATIONS = "/api/v1/conversations"
SOON_SECONDS = 5


@pytest.fixture(scope="module")
def database_url(postgres: PostgresServer) -> str:
    """A database for the processes of this file."""
    return postgres.build_url(postgres.create_database())


@pytest.fixture(scope="module")
def run(database_url: str, session_issuer: Issuer, session_cohere: ScriptedCohere) -> Callable[..., Any]:
    """Starts a process whose model is the stand-in."""
    defaults = {"cohere_api_key": KEY, "cohere_base_url": session_cohere.url}
    return lambda **settings: run_api(database_url, session_issuer.url, **(defaults | settings))


@pytest.fixture(scope="module")
def api(run: Callable[..., Any]) -> Iterator[ApiProcess]:
    """A process with few connections to its database, for most tests."""
    with run(database_pool_size=1, log_level="debug") as api:
        yield api


@pytest.fixture
def people(api: ApiProcess, session_issuer: Issuer) -> Iterator[Callable[[str], Person]]:
    """Makes people who ask that process."""
    with open_client(api) as client:
        yield lambda name: Person(client, session_issuer.sign(name), name)


@contextmanager
def open_turn(person: Person, message: str) -> Iterator[Iterator[str]]:
    """The lines of a turn that runs while the test goes on; leaving it hangs up."""
    with (
        Client(base_url=person.client.base_url, timeout=30, trust_env=False) as client,
        client.stream("POST", CHAT, json={"message": message}, headers=person.headers) as response,
    ):
        yield response.iter_lines()


def read_until(lines: Iterator[str], mark: str) -> None:
    """Reads lines until one has the mark."""
    assert any(mark in line for line in lines), f"the stream ended without {mark}"


def read_messages(person: Person) -> list[dict[str, Any]]:
    """The messages of the person's only conversation."""
    [conversation] = person.call("GET", CONVERSATIONS).json()["data"]
    messages: list[dict[str, Any]] = person.call("GET", f"{CONVERSATIONS}/{conversation['id']}/messages").json()["data"]
    return messages


def test_words_come_as_they_are_said(people: Callable[[str], Person], cohere: ScriptedCohere) -> None:
    first, second = list(build_text("Hello"))[:2], list(build_text(" there"))[1:]
    cohere.play(Answer((build_start(), *first, 2.0, *second, *say("x").acts[-1:])))
    with open_turn(people("words"), "Hi") as lines:
        read_until(lines, "Hello")
        heard_first = time.monotonic()
        read_until(lines, "there")
        assert time.monotonic() - heard_first > 1


def test_a_client_that_hangs_up_ends_the_models_work_at_once(
    people: Callable[[str], Person], cohere: ScriptedCohere
) -> None:
    ann = people("hangs-up")
    cohere.play(begin("This is a long", 30.0))
    with open_turn(ann, "Tell me") as lines:
        read_until(lines, "long")
        assert cohere.hang_ups == 0
    wait_until(lambda: cohere.hang_ups == 1)
    wait_until(lambda: len(read_messages(ann)) == 2)
    kept = read_messages(ann)[1]
    assert (kept["text"], kept["finish"]) == ("This is a long", "interrupted")


def test_a_client_that_hangs_up_before_the_first_word_ends_it_too(
    people: Callable[[str], Person], cohere: ScriptedCohere
) -> None:
    ann = people("hangs-up-early")
    cohere.play(Answer((30.0,)))
    with open_turn(ann, "Tell me") as lines:
        read_until(lines, "budget")
        wait_until(lambda: cohere.requests)
    wait_until(lambda: cohere.hang_ups == 1)


def test_what_was_done_before_the_client_hung_up_is_kept(
    people: Callable[[str], Person], cohere: ScriptedCohere
) -> None:
    ann = people("hangs-up-late")
    cohere.play(call(("add_task", {"title": "Milk"})), begin("Added", 30.0))
    with open_turn(ann, "Add milk") as lines:
        read_until(lines, '"delta":"Added"')
    wait_until(lambda: len(read_messages(ann)) == 2)
    kept = read_messages(ann)[1]
    assert (kept["finish"], [card["outcome"] for card in kept["cards"]]) == ("interrupted", ["done"])
    assert ann.list_titles() == ["Milk"]


def test_after_a_hang_up_the_next_turn_can_begin(people: Callable[[str], Person], cohere: ScriptedCohere) -> None:
    ann = people("comes-back")
    cohere.play(begin("This is a long", 30.0), say("Hello."))
    with open_turn(ann, "Tell me") as lines:
        read_until(lines, "long")
        assert ann.call("POST", CHAT, json={"message": "Hi"}).status_code == 429
    wait_until(lambda: len(read_messages(ann)) == 2)
    assert chat(ann, "Hi").text == "Hello."


def test_who_asks_for_json_and_hangs_up_ends_it_too(people: Callable[[str], Person], cohere: ScriptedCohere) -> None:
    ann = people("hangs-up-json")
    cohere.play(begin("This is a long", 30.0))
    with Client(base_url=ann.client.base_url, timeout=1.5, trust_env=False) as client, pytest.raises(ReadTimeout):
        client.post(CHAT, json={"message": "Hi"}, headers=ann.headers | {"Accept": "application/json"})
    wait_until(lambda: cohere.hang_ups == 1)
    wait_until(lambda: len(read_messages(ann)) == 2)
    assert read_messages(ann)[1]["finish"] == "interrupted"


def list_busy(database_url: str) -> list[Any]:
    """What connections of the API are doing, if not nothing."""
    with psycopg.connect(database_url) as connection:
        return connection.execute(
            "SELECT state, query FROM pg_stat_activity WHERE application_name = 'todo-api' AND state <> 'idle'"
            " AND datname = current_database()"
        ).fetchall()


def test_while_the_model_is_asked_no_connection_is_held(
    people: Callable[[str], Person], cohere: ScriptedCohere, database_url: str
) -> None:
    """The process has two connections at most, and five turns wait."""
    cohere.play(*[begin("This is a long", 30.0)] * 5)
    turns = [open_turn(people(f"waits-{number}"), "Tell me") for number in range(5)]
    try:
        for turn in turns:
            read_until(turn.__enter__(), "long")
        wait_until(lambda: list_busy(database_url) == [])
        started = time.monotonic()
        assert people("works").ask("GET").status_code == 200
        assert time.monotonic() - started < 2
    finally:
        for turn in turns:
            turn.__exit__(None, None, None)
    wait_until(lambda: cohere.hang_ups == 5)


def test_the_key_is_not_in_the_log_in_any_detail(
    api: ApiProcess, people: Callable[[str], Person], cohere: ScriptedCohere
) -> None:
    cohere.play(say("Hello."))
    chat(people("logged"), "canary-message")
    log = json.dumps(api.lines)
    assert "turn ended" in log
    assert "canary-message" not in log
    assert f"Bearer {KEY}" not in log
    assert f'"{KEY}"' not in log


def test_a_turn_has_so_much_time_and_no_more(
    run: Callable[..., Any], session_issuer: Issuer, cohere: ScriptedCohere
) -> None:
    cohere.play(begin("This is a long", 30.0))
    with run(assistant_timeout_seconds=1) as api, open_client(api) as client:
        ann = Person(client, session_issuer.sign("slow"), "slow")
        started = time.monotonic()
        heard = chat(ann, "Tell me")
        assert time.monotonic() - started < SOON_SECONDS
        assert (heard.text, heard.error, heard.end) == ("This is a long", "slow", "error")
        wait_until(lambda: cohere.hang_ups == 1)
        assert read_messages(ann)[1]["finish"] == "error"


def test_a_model_that_drips_forever_has_no_more_time_either(
    run: Callable[..., Any], session_issuer: Issuer, cohere: ScriptedCohere
) -> None:
    drops = [act for frame in build_text("drip " * 100) for act in (frame, 0.1)]
    cohere.play(Answer((build_start(), *drops)))
    with run(assistant_timeout_seconds=1) as api, open_client(api) as client:
        heard = chat(Person(client, session_issuer.sign("drip"), "drip"), "Tell me")
        assert (heard.error, "drip" in heard.text) == ("slow", True)


def hear_in_background(person: Person, heard: list[Heard]) -> Thread:
    """A turn that is read to its end elsewhere."""

    def listen() -> None:
        with open_turn(person, "Tell me") as lines:
            heard.append(parse_events("\n".join(lines)))

    thread = Thread(target=listen, daemon=True)
    thread.start()
    return thread


def test_at_sigterm_a_turn_may_finish(run: Callable[..., Any], session_issuer: Issuer, cohere: ScriptedCohere) -> None:
    cohere.play(begin("Hello", 1.5, *list(build_text(" there"))[1:], *say("x").acts[-1:]))
    heard: list[Heard] = []
    with run(shutdown_timeout_seconds=10) as api, open_client(api) as client:
        thread = hear_in_background(Person(client, session_issuer.sign("term"), "term"), heard)
        wait_until(lambda: cohere.requests)
        assert api.end() < 8
        thread.join(SOON_SECONDS)
    assert [(turn.text, turn.end) for turn in heard] == [("Hello there", "complete")]


def test_a_turn_that_does_not_finish_in_time_is_kept_as_interrupted(
    run: Callable[..., Any], people: Callable[[str], Person], session_issuer: Issuer, cohere: ScriptedCohere
) -> None:
    cohere.play(begin("Hello", 30.0))
    with run(shutdown_timeout_seconds=1) as ending, open_client(ending) as client:
        cut = Person(client, session_issuer.sign("cut"), "cut")
        with open_turn(cut, "Tell me") as lines:
            read_until(lines, "Hello")
            assert ending.end() < 6
    wait_until(lambda: cohere.hang_ups == 1)
    kept = read_messages(people("cut"))[1]
    assert (kept["text"], kept["finish"]) == ("Hello", "interrupted")


def test_other_windows_hear_of_it(api: ApiProcess, people: Callable[[str], Person], cohere: ScriptedCohere) -> None:
    ann = people("two-windows")
    cohere.play(call(("add_task", {"title": "Milk"})), say("Added."))
    with open_stream(api, ann.headers["Authorization"].removeprefix("Bearer ")) as stream:
        assert stream.read() == ("hello", {})
        response = ann.call("POST", CHAT, {"X-Origin": "this-window"}, json={"message": "Add milk"})
        conversation_id = parse_events(response.text).conversation_id
        heard = [stream.read() for _ in range(3)]
    chats = ("chat", {"conversation_id": conversation_id})
    assert heard == [chats, ("tasks", {"origin": "this-window"}), chats]
