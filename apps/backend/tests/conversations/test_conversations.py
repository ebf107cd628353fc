"""Conversations are listed, resumed, renamed and deleted, belong to their user, and outlive the process."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chats import CHAT, Heard, chat
from conftest import Person
from postgres_server import PostgresServer
from scripted_cohere import ScriptedCohere, call, say
from todo_api.conversations.models import OPENING_LENGTH, name_conversation
from todo_api.main import create_app
from todo_api.settings import Settings

CONVERSATIONS = "/api/v1/conversations"


def talk(person: Person, cohere: ScriptedCohere, message: str, **fields: Any) -> Heard:
    """A turn without tools."""
    cohere.play(say("Hello."))
    return chat(person, message, **fields)


def list_all(person: Person, **parameters: Any) -> dict[str, Any]:
    """A page of conversations."""
    page: dict[str, Any] = person.call("GET", CONVERSATIONS, params=parameters).json()
    return page


def read_messages(person: Person, conversation_id: str) -> list[dict[str, Any]]:
    """What was said."""
    messages: list[dict[str, Any]] = person.call("GET", f"{CONVERSATIONS}/{conversation_id}/messages").json()["data"]
    return messages


def test_a_turn_without_a_conversation_begins_one(ann: Person, cohere: ScriptedCohere) -> None:
    heard = talk(ann, cohere, "What is\n due today?")
    [conversation] = list_all(ann)["data"]
    assert (conversation["id"], conversation["title"]) == (heard.conversation_id, "What is due today?")
    assert heard.select("conversation") == [{"id": conversation["id"], "title": conversation["title"]}]


def test_messages_are_kept_in_their_order(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "Milk"})), say("Added."))
    heard = chat(ann, "Add milk")
    talk(ann, cohere, "Thanks", conversation_id=heard.conversation_id)
    messages = read_messages(ann, heard.conversation_id)
    assert [(one["role"], one["text"], one["finish"]) for one in messages] == [
        ("user", "Add milk", None),
        ("assistant", "Added.", "complete"),
        ("user", "Thanks", None),
        ("assistant", "Hello.", "complete"),
    ]
    assert messages[1]["cards"] == heard.results
    assert messages[1]["id"] == heard.select("end")[0]["message_id"]


def test_the_latest_comes_first(ann: Person, cohere: ScriptedCohere) -> None:
    first = talk(ann, cohere, "One")
    talk(ann, cohere, "Two")
    assert [one["title"] for one in list_all(ann)["data"]] == ["Two", "One"]
    talk(ann, cohere, "Again", conversation_id=first.conversation_id)
    assert [one["title"] for one in list_all(ann)["data"]] == ["One", "Two"]


def test_pages_hold_each_conversation_once(ann: Person, cohere: ScriptedCohere) -> None:
    for number in range(5):
        talk(ann, cohere, str(number))
    titles, cursor = [], None
    while True:
        page = list_all(ann, limit=2, **({"cursor": cursor} if cursor else {}))
        titles.append([one["title"] for one in page["data"]])
        if (cursor := page["next_cursor"]) is None:
            break
    assert titles == [["4", "3"], ["2", "1"], ["0"]]


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJjb252ZXJzYXRpb25zIiwiMjAyNiIsIjEiXQ", "é", "a" * 3000])
def test_a_wrong_cursor_is_named(ann: Person, cursor: str) -> None:
    response = ann.call("GET", CONVERSATIONS, params={"cursor": cursor})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/cursor")


def test_the_cursor_of_tasks_is_none_of_conversations(ann: Person) -> None:
    for _ in range(2):
        ann.make_task()
    cursor = ann.ask("GET", params={"limit": 1}).json()["next_cursor"]
    assert ann.call("GET", CONVERSATIONS, params={"cursor": cursor}).status_code == 422


def test_a_conversation_can_be_renamed(ann: Person, cohere: ScriptedCohere) -> None:
    heard = talk(ann, cohere, "Hi")
    response = ann.call("PATCH", f"{CONVERSATIONS}/{heard.conversation_id}", json={"title": " Shopping "})
    assert (response.status_code, response.json()["title"]) == (200, "Shopping")
    assert [one["title"] for one in list_all(ann)["data"]] == ["Shopping"]
    assert (
        talk(ann, cohere, "Hi", conversation_id=heard.conversation_id).select("conversation")[0]["title"] == "Shopping"
    )


@pytest.mark.parametrize("body", [{}, {"title": ""}, {"title": " "}, {"title": "x" * 201}, {"title": "x", "id": "1"}])
def test_a_wrong_title_is_refused(ann: Person, cohere: ScriptedCohere, body: dict[str, str]) -> None:
    heard = talk(ann, cohere, "Hi")
    assert ann.call("PATCH", f"{CONVERSATIONS}/{heard.conversation_id}", json=body).status_code == 422


def test_a_conversation_is_deleted_with_all_that_was_said(
    ann: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    heard = talk(ann, cohere, "Hi")
    path = f"{CONVERSATIONS}/{heard.conversation_id}"
    assert ann.call("DELETE", path).status_code == 204
    assert list_all(ann)["data"] == []
    assert [ann.call("GET", f"{path}/messages").status_code, ann.call("DELETE", path).status_code] == [404, 404]
    rows = f"SELECT * FROM todo_api.message WHERE conversation_id = '{heard.conversation_id}'"
    assert postgres.execute(rows, shared_database) == []


def test_what_the_assistant_did_outlives_its_conversation(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "Milk"})), say("Added."))
    heard = chat(ann, "Add milk")
    ann.call("DELETE", f"{CONVERSATIONS}/{heard.conversation_id}")
    assert ann.list_titles() == ["Milk"]
    assert ann.list_activity()[0]["actor"] == "assistant"


@pytest.mark.parametrize(
    ("method", "suffix", "body"), [("GET", "/messages", None), ("PATCH", "", {"title": "Mine"}), ("DELETE", "", None)]
)
def test_that_of_another_is_as_if_it_were_not(
    ann: Person, bob: Person, cohere: ScriptedCohere, method: str, suffix: str, body: dict[str, str] | None
) -> None:
    heard = talk(ann, cohere, "secret")
    answers = [
        bob.call(method, f"{CONVERSATIONS}/{conversation_id}{suffix}", json=body)
        for conversation_id in (heard.conversation_id, uuid.uuid4())
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert {answer.json()["detail"] for answer in answers} == {"There is no such conversation."}
    assert [one["title"] for one in list_all(ann)["data"]] == ["secret"]


def test_nobody_goes_on_with_the_conversation_of_another(ann: Person, bob: Person, cohere: ScriptedCohere) -> None:
    heard = talk(ann, cohere, "secret")
    for conversation_id in (heard.conversation_id, str(uuid.uuid4())):
        response = bob.call("POST", CHAT, json={"message": "And?", "conversation_id": conversation_id})
        assert (response.status_code, response.json()["detail"]) == (404, "There is no such conversation.")
    assert len(cohere.requests) == 1
    assert len(read_messages(ann, heard.conversation_id)) == 2


def test_a_refused_turn_takes_nothing_from_the_budget_and_no_place(ann: Person, cohere: ScriptedCohere) -> None:
    ann.call("POST", CHAT, json={"message": "And?", "conversation_id": str(uuid.uuid4())})
    assert talk(ann, cohere, "Hi").select("budget")[0]["used"] == 1


def test_a_conversation_survives_a_restart(
    ann: Person, cohere: ScriptedCohere, make_settings: Callable[..., Settings]
) -> None:
    heard = talk(ann, cohere, "My cat is called Tom")
    with TestClient(create_app(make_settings())) as client:
        reborn = Person(client, ann.headers["Authorization"].removeprefix("Bearer "), ann.user_id)
        assert [one["text"] for one in read_messages(reborn, heard.conversation_id)] == [
            "My cat is called Tom",
            "Hello.",
        ]
        talk(reborn, cohere, "What is it called?", conversation_id=heard.conversation_id)
    assert "Tom" in str(cohere.requests[-1]["messages"])


def test_a_conversation_deleted_meanwhile_does_not_come_back(ann: Person, cohere: ScriptedCohere) -> None:
    def delete(_request: Any) -> Any:
        [conversation] = list_all(ann)["data"]
        assert ann.call("DELETE", f"{CONVERSATIONS}/{conversation['id']}").status_code == 204
        return say("Hello.")

    cohere.play(delete)
    heard = chat(ann, "Hi")
    assert (heard.end, heard.select("end")[0]["message_id"]) == ("complete", None)
    assert list_all(ann)["data"] == []
    assert talk(ann, cohere, "Hi").end == "complete"


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("Hi", "Hi"),
        (" a\n\tb ", "a b"),
        ("x" * OPENING_LENGTH, "x" * OPENING_LENGTH),
        ("x" * (OPENING_LENGTH + 1), "x" * (OPENING_LENGTH - 1) + "…"),
    ],
)
def test_a_conversation_is_called_after_its_beginning(message: str, title: str) -> None:
    assert name_conversation(message) == title
