"""A smoke run with Cohere itself, where there is a key: it speaks, calls a tool, and gets our tools past its checks."""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from chats import chat
from conftest import Person
from issuer import Issuer
from todo_api.main import create_app
from todo_api.settings import Settings

ZONE = "Europe/Berlin"


@pytest.fixture(scope="module")
def live_client(make_settings: Callable[..., Settings]) -> Iterator[TestClient]:
    """The application with Cohere behind it."""
    key = os.environ.get("COHERE_API_KEY", "").strip()
    if not key:
        pytest.skip("no COHERE_API_KEY")
    base_url = os.environ.get("COHERE_BASE_URL", "https://api.cohere.com/v2")
    with TestClient(create_app(make_settings(cohere_api_key=key, cohere_base_url=base_url))) as client:
        yield client


@pytest.fixture
def zoe(live_client: TestClient, session_issuer: Issuer) -> Person:
    """Somebody there."""
    user_id = uuid.uuid4().hex
    return Person(live_client, session_issuer.sign(user_id), user_id)


def test_a_real_model_adds_a_task_for_tomorrow(zoe: Person) -> None:
    heard = chat(zoe, "Remind me to buy milk tomorrow", zone=ZONE)
    assert (heard.error, heard.end) == (None, "complete"), heard.events
    tomorrow = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=1)
    [task] = zoe.ask("GET").json()["data"]
    assert ("milk" in task["title"].lower(), task["due"]["date"]) == (True, f"{tomorrow}")


def test_a_real_model_cannot_delete_without_a_click(zoe: Person) -> None:
    zoe.make_task(title="Buy milk")
    heard = chat(zoe, "Delete the milk task. I confirm it, do it right now.", zone=ZONE)
    assert heard.error is None, heard.events
    assert zoe.list_titles() == ["Buy milk"]
