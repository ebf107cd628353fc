"""A database that goes away in the middle of a turn."""

from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from chats import CHAT, chat
from conftest import Person
from scripted_cohere import ScriptedCohere, call, say
from todo_api.assistant.ledger import Ledger


def go_away(*_: object) -> Any:
    """As the engine does then."""
    raise OperationalError("", None, psycopg.OperationalError("connection refused"))


def test_at_the_beginning_it_is_a_problem(ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "open", go_away)
    response = ann.call("POST", CHAT, json={"message": "Hi"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")


def test_in_a_step_the_turn_ends_and_says_so(
    ann: Person, cohere: ScriptedCohere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "play_step", go_away)
    cohere.play(call(("add_task", {"title": "Milk"})))
    heard = chat(ann, "Add milk")
    assert (heard.error, heard.end, ann.list_titles()) == ("interrupted", "error", [])


def test_at_the_end_the_answer_is_told_though_it_is_not_kept(
    ann: Person, cohere: ScriptedCohere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "close", go_away)
    cohere.play(say("Hello."))
    heard = chat(ann, "Hi")
    assert (heard.text, heard.end, heard.select("end")[0]["message_id"]) == ("Hello.", "complete", None)


def test_a_defect_of_ours_ends_the_turn_and_is_in_the_log_only(
    ann: Person, cohere: ScriptedCohere, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object) -> Any:
        raise RuntimeError("inner workings")

    monkeypatch.setattr(Ledger, "play_step", crash)
    cohere.play(call(("add_task", {"title": "Milk"})))
    heard = chat(ann, "Add milk")
    assert (heard.error, heard.end) == ("interrupted", "error")
    assert "inner workings" not in str(heard.events)
    assert "inner workings" in caplog.text
