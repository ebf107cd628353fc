"""Without a key: the assistant says that it is off, and all else works."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from chats import CHAT, chat
from conftest import Person
from issuer import Issuer
from todo_api.main import create_app
from todo_api.settings import Settings


@pytest.fixture(scope="module", params=["", "  "])
def client_without_key(request: pytest.FixtureRequest, make_settings: Callable[..., Settings]) -> Iterator[TestClient]:
    """An application without a key."""
    with TestClient(create_app(make_settings(cohere_api_key=request.param))) as client:
        yield client


@pytest.fixture
def eve(client_without_key: TestClient, session_issuer: Issuer) -> Person:
    """Somebody there."""
    user_id = uuid.uuid4().hex
    return Person(client_without_key, session_issuer.sign(user_id), user_id)


def test_a_turn_says_so_and_ends(eve: Person) -> None:
    heard = chat(eve, "Hi")
    assert [name for name, _ in heard.events] == ["error", "end"]
    assert (heard.error, heard.end) == ("off", "error")


def test_as_json_it_is_a_problem(eve: Person) -> None:
    response = eve.call("POST", CHAT, {"Accept": "application/json"}, json={"message": "Hi"})
    assert (response.status_code, response.json()["code"]) == (503, "off")


def test_its_state_says_so(eve: Person) -> None:
    state = eve.call("GET", "/api/v1/assistant").json()
    assert (state["state"], state["model"], state["budget"]["used"]) == ("off", None, 0)


def test_nothing_is_kept(eve: Person) -> None:
    chat(eve, "Hi")
    assert eve.call("GET", "/api/v1/conversations").json()["data"] == []


def test_tasks_work_as_ever(eve: Person) -> None:
    eve.make_task(title="Milk")
    assert eve.list_titles() == ["Milk"]
