"""The forms of a request and of its answer: events, one JSON document, and the path of the product brief."""

from datetime import datetime
from typing import Any

import pytest

from chats import CHAT, chat, parse_events
from conftest import Person
from scripted_cohere import TRIAL_MONTH, Script, ScriptedCohere, begin, call, refuse, say
from todo_api.assistant.router import prefers_document

JSON = {"Accept": "application/json"}


def test_the_original_form_has_the_whole_answer(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "Milk"})), say("Added milk."))
    response = ann.call("POST", CHAT, JSON, json={"message": "Add milk"})
    body = response.json()
    assert (response.status_code, set(body)) == (200, {"response", "conversation_id", "timestamp"})
    assert body["response"] == "Added milk."
    assert datetime.fromisoformat(body["timestamp"]).tzinfo is not None
    assert ann.list_titles() == ["Milk"]


def test_the_original_form_goes_on_with_a_conversation(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."), say("Hello again."))
    first = ann.call("POST", CHAT, JSON, json={"message": "Hi"}).json()
    body = {"message": "Hi again", "conversation_id": first["conversation_id"]}
    assert ann.call("POST", CHAT, JSON, json=body).json()["conversation_id"] == first["conversation_id"]
    assert "Hello." in str(cohere.requests[1]["messages"])


def test_the_path_of_the_brief_is_the_same(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."), say("Hello."))
    path = f"/api/{ann.user_id}/chat"
    assert ann.call("POST", path, JSON, json={"message": "Hi"}).json()["response"] == "Hello."
    assert parse_events(ann.call("POST", path, json={"message": "Hi"}).text).text == "Hello."


def test_the_path_of_another_is_nowhere(ann: Person, bob: Person, cohere: ScriptedCohere) -> None:
    assert ann.call("POST", f"/api/{bob.user_id}/chat", json={"message": "Hi"}).status_code == 404
    assert cohere.requests == []


@pytest.mark.parametrize(
    ("scripts", "status", "code"),
    [
        ([refuse(503, "no")] * 2, 503, "away"),
        ([refuse(429, "no", Retry_After="7")] * 2, 503, "limited"),
        ([refuse(429, TRIAL_MONTH)] * 2, 503, "quota"),
        ([refuse(504, "no")] * 2, 504, "slow"),
        ([refuse(400, "no")], 502, "garbled"),
        ([begin("Hello", "cut")], 502, "interrupted"),
    ],
)
def test_a_failure_is_a_problem_in_the_original_form(
    ann: Person, cohere: ScriptedCohere, scripts: list[Script], status: int, code: str
) -> None:
    cohere.play(*scripts)
    response = ann.call("POST", CHAT, JSON, json={"message": "Hi"})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers.get("Retry-After") == ("7" if code == "limited" else None)


@pytest.mark.parametrize(
    ("accept", "document"),
    [
        ("", False),
        ("*/*", False),
        ("text/event-stream", False),
        ("application/json", True),
        ("application/json;q=0.9, */*", True),
        ("application/json, text/event-stream", False),
        ("text/html, application/xhtml+xml", False),
    ],
)
def test_json_is_given_to_those_who_ask_for_it(accept: str, *, document: bool) -> None:
    assert prefers_document(accept) == document


def test_a_stream_is_kept_back_by_nobody(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."))
    response = ann.call("POST", CHAT, json={"message": "Hi"})
    assert response.headers["Content-Type"].startswith("text/event-stream")
    assert response.headers["Cache-Control"] == "no-cache, no-transform"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in response.headers


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/message"),
        ({"message": ""}, "/message"),
        ({"message": " \n"}, "/message"),
        ({"message": "x" * 4001}, "/message"),
        ({"message": "a\x00b"}, "/message"),
        ({"message": 7}, "/message"),
        ({"message": "x", "zone": "Mars/Olympus"}, "/zone"),
        ({"message": "x", "zone": "../../etc/passwd"}, "/zone"),
        ({"message": "x", "conversation_id": "1"}, "/conversation_id"),
        ({"message": "x", "now": "2020-01-01T00:00:00Z"}, "/now"),
        ({"message": "x", "user_id": "bob"}, "/user_id"),
        ({"message": "x", "model": "command-a-plus-05-2026"}, "/model"),
    ],
)
def test_a_wrong_value_is_pointed_at(ann: Person, cohere: ScriptedCohere, body: dict[str, Any], pointer: str) -> None:
    response = ann.call("POST", CHAT, json=body)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    assert cohere.requests == []


def test_the_longest_message_in_emoji_is_taken(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."))
    message = "🥛" * 4000
    assert chat(ann, message).end == "complete"
    assert cohere.requests[0]["messages"][-1]["content"] == message


def test_without_a_sign_in_nothing_happens(ann: Person, cohere: ScriptedCohere) -> None:
    assert ann.client.post(CHAT, json={"message": "Hi"}).status_code == 401
    assert cohere.requests == []
