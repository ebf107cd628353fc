"""The stand-in as a program, with its book of phrases, behind an application: what browser tests rely on."""

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Client

from chats import chat, decide
from conftest import Person
from issuer import Issuer
from scripted_cohere import KEY
from todo_api.main import create_app
from todo_api.settings import Settings

PROGRAM = Path(__file__).parents[1] / "scripted_cohere.py"


@pytest.fixture(scope="module")
def program() -> Iterator[str]:
    """The base URL of the program, run as its docstring says."""
    command = [sys.executable, "-I", str(PROGRAM), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd="/") as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture(scope="module")
def book_client(make_settings: Callable[..., Settings], program: str) -> Iterator[TestClient]:
    """An application in front of it."""
    settings = make_settings(cohere_base_url=program, cohere_api_key=KEY, assistant_timeout_seconds=20)
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture
def ivy(book_client: TestClient, session_issuer: Issuer) -> Person:
    """Somebody there."""
    user_id = uuid.uuid4().hex
    return Person(book_client, session_issuer.sign(user_id), user_id)


def test_add_milk_and_bread(ivy: Person) -> None:
    assert chat(ivy, "Add milk and bread").text == "Added milk and bread."
    assert ivy.list_titles() == ["Bread", "Milk"]


def test_add_for_tomorrow(ivy: Person) -> None:
    chat(ivy, "add water the plants for tomorrow")
    [task] = ivy.ask("GET", params={"view": "upcoming", "zone": "Europe/Berlin"}).json()["data"]
    assert task["title"] == "water the plants"


def test_list_find_complete_rename_and_undo(ivy: Person) -> None:
    ivy.make_task(title="Call Anna", due=None)
    assert "Call Anna" in chat(ivy, "list my tasks").text
    assert chat(ivy, "find anna").text == "One task matches “anna”."
    chat(ivy, "rename anna to Call Berta")
    assert ivy.list_titles() == ["Call Berta"]
    chat(ivy, "complete berta")
    assert ivy.list_titles(view="done") == ["Call Berta"]
    chat(ivy, "undo")
    assert ivy.list_titles(view="done") == []


def test_an_ambiguous_one_is_asked_about(ivy: Person) -> None:
    for title in ("Call Anna", "Call Anna's school"):
        ivy.make_task(title=title)
    assert chat(ivy, "complete Anna").text.startswith("Which one do you mean: ")


@pytest.mark.parametrize("words", ["delete everything", "complete everything"])
def test_everything_waits(ivy: Person, words: str) -> None:
    for title in "ABCD":
        ivy.make_task(title=title)
    heard = chat(ivy, words)
    assert heard.text == "That needs your confirmation: use the button above."
    decision = decide(ivy, heard.confirmation["id"]).json()
    assert (decision["outcome"], len(decision["tasks"])) == ("done", 4)


@pytest.mark.parametrize(
    ("words", "error", "end"),
    [
        ("think aloud", None, "complete"),
        ("this is too long", None, "length"),
        ("drop the stream", "interrupted", "error"),
        ("end without a word", "interrupted", "error"),
        ("break inside", "interrupted", "error"),
        ("send garbage", "garbled", "error"),
        ("send html", "garbled", "error"),
        ("call forever", None, "complete"),
        ("call two hundred tools", None, "steps"),
        ("fail 429", "limited", "error"),
        ("fail monthly", "quota", "error"),
        ("fail 402", "quota", "error"),
        ("fail 401", "off", "error"),
        ("fail 404", "away", "error"),
        ("fail 500", "away", "error"),
        ("fail 503", "away", "error"),
        ("good morning", None, "complete"),
    ],
)
def test_each_phrase_does_what_the_book_says(ivy: Person, words: str, error: str | None, end: str) -> None:
    heard = chat(ivy, words)
    assert (heard.error, heard.end) == (error, end)


def test_the_program_tells_what_it_was_asked(ivy: Person, program: str) -> None:
    address = program.removesuffix("/v2")
    with Client(trust_env=False) as client:
        client.delete(address)
        chat(ivy, "good morning")
        assert client.get(address).json() == {"requests": 1, "hang_ups": 0, "mistakes": []}
