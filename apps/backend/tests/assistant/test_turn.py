"""A turn as the client hears it: in order, within its caps, whatever the model does."""

import uuid
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from chats import chat
from conftest import Person
from patience import wait_until
from scripted_cohere import (
    TRIAL_MONTH,
    Answer,
    Script,
    ScriptedCohere,
    begin,
    build_call,
    build_end,
    build_start,
    call,
    read_documents,
    refuse,
    say,
)
from todo_api.assistant.step import StepContext, fail_step
from todo_api.assistant.tools.calls import Call
from todo_api.assistant.turn import MAX_MODEL_CALLS, MAX_TOOL_CALLS, Turn


def add(number: int) -> tuple[str, dict[str, Any]]:
    """A call that adds a task."""
    return "add_task", {"title": f"Task {number}"}


def test_the_answer_is_told_word_by_word(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello there."))
    heard = chat(ann, "Hi")
    assert [name for name, _ in heard.events] == ["conversation", "budget", "text", "text", "end"]
    assert [data["delta"] for data in heard.select("text")] == ["Hello", " there."]
    assert heard.end == "complete"


def test_parallel_calls_are_carried_out_in_their_order(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(add(1), add(2)), say("Added both."))
    heard = chat(ann, "Add two")
    assert [name for name, _ in heard.events][2:] == ["tool", "tool", "result", "result", "text", "text", "end"]
    assert [result["tasks"][0]["title"] for result in heard.results] == ["Task 1", "Task 2"]
    assert ann.list_titles() == ["Task 2", "Task 1"]


def test_a_card_has_what_was_done_to_which_tasks(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(add(1)), say("Added."))
    heard = chat(ann, "Add it")
    [begun], [result] = heard.select("tool"), heard.results
    assert (begun["name"], begun["arguments"]) == ("add_task", {"title": "Task 1"})
    assert begun["call_id"] == result["call_id"]
    assert (result["outcome"], result["summary"], result["confirmation"]) == ("done", "Added “Task 1”.", None)
    assert result["tasks"] == ann.ask("GET").json()["data"]
    assert uuid.UUID(result["batch"])


def test_the_model_is_told_what_its_calls_came_to(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(add(1), plan="I will add it."), say("Added."))
    chat(ann, "Add it")
    system, user, asked, told = cohere.requests[1]["messages"]
    assert (system["role"], user) == ("system", {"role": "user", "content": "Add it"})
    assert (asked["tool_plan"], asked["tool_calls"][0]["id"]) == ("I will add it.", "add_task_0")
    assert told["tool_call_id"] == "add_task_0"
    [document] = read_documents(cohere.requests[1])
    assert document["tasks"][0]["title"] == "Task 1"


def test_two_texts_of_one_turn_are_two_paragraphs(ann: Person, cohere: ScriptedCohere) -> None:
    first = Answer(
        (*say("Let me see.").acts[:-1], *build_call(0, "list_tasks", '{"view": "all"}'), build_end("TOOL_CALL"))
    )
    cohere.play(first, say("Nothing."))
    assert chat(ann, "What is there?").text == "Let me see.\n\nNothing."


def test_thinking_is_not_told_and_not_kept(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("42.", thinking="secret thoughts"))
    heard = chat(ann, "What is it?")
    kept = ann.call("GET", f"/api/v1/conversations/{heard.conversation_id}/messages").text
    assert heard.text == "42."
    assert "secret" not in f"{heard.events}{kept}"


def test_a_long_answer_says_that_it_is_cut(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("It is longer than", reason="MAX_TOKENS"))
    heard = chat(ann, "Tell me")
    assert (heard.text, heard.error, heard.end) == ("It is longer than", None, "length")


def test_calls_of_a_reply_that_is_cut_are_not_carried_out(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(Answer((build_start(), *build_call(0, *("add_task", '{"title": "x"}')), build_end("MAX_TOKENS"))))
    heard = chat(ann, "Add")
    assert (heard.results, heard.end) == ([], "length")
    assert ann.list_titles() == []


def test_at_most_eight_calls_are_carried_out(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(*map(add, range(200))), say("I added eight."))
    heard = chat(ann, "Add 200")
    assert (len(heard.results), len(ann.list_titles())) == (MAX_TOOL_CALLS, MAX_TOOL_CALLS)
    assert (heard.text, heard.end) == ("I added eight.", "steps")
    assert cohere.requests[1]["tool_choice"] == "NONE"


def test_of_two_hundred_calls_the_rest_is_not_even_heard(ann: Person, cohere: ScriptedCohere) -> None:
    frames = call(*map(add, range(200))).acts
    cohere.play(Answer((*frames[:200], 20.0, *frames[200:])), say("Enough."))
    chat(ann, "Add 200")
    wait_until(lambda: cohere.hang_ups == 1)


def test_the_cap_counts_over_the_whole_turn(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(*map(add, range(5))), call(*map(add, range(5, 10))), say("Enough."))
    heard = chat(ann, "Add ten")
    assert (len(heard.results), heard.end) == (MAX_TOOL_CALLS, "steps")


def test_at_most_four_times_is_the_model_asked(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(*[call(("list_tasks", {"view": "all"}))] * MAX_MODEL_CALLS)
    heard = chat(ann, "Go on forever")
    assert (len(cohere.requests), len(heard.results), heard.end) == (MAX_MODEL_CALLS, MAX_MODEL_CALLS - 1, "steps")
    assert [request.get("tool_choice") for request in cohere.requests] == [None, None, None, "NONE"]


def test_a_turn_that_needs_all_four_is_complete(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(*[call(("list_tasks", {"view": "all"}))] * (MAX_MODEL_CALLS - 1), say("That was all."))
    assert chat(ann, "Look three times").end == "complete"


@pytest.mark.parametrize(
    ("scripts", "code"),
    [
        ([refuse(401, "invalid api token")], "off"),
        ([refuse(402, "billing limit reached")], "quota"),
        ([refuse(429, TRIAL_MONTH)] * 2, "quota"),
        ([refuse(429, "slow down", Retry_After="7")] * 2, "limited"),
        ([refuse(503, "unavailable")] * 2, "away"),
        ([refuse(504, "gateway timeout")] * 2, "slow"),
        ([refuse(400, "invalid request")], "garbled"),
        ([Answer((b"data: {garbage\n\n",))], "garbled"),
        ([say("")], "garbled"),
        ([Answer((build_start(), build_end("TOOL_CALL")))], "garbled"),
        ([Answer((build_start(), build_end("DANCE")))], "garbled"),
        ([begin("Hello th", "cut")], "interrupted"),
        ([begin("Hello th", "left")], "interrupted"),
        ([begin("Hello th", build_end("ERROR", "internal"))], "interrupted"),
        ([begin("Hello th", build_end("TIMEOUT"))], "slow"),
    ],
)
def test_each_way_to_fail_is_told_by_its_code_and_ends_the_turn(
    ann: Person, cohere: ScriptedCohere, scripts: list[Script], code: str
) -> None:
    cohere.play(*scripts)
    heard = chat(ann, "Hi")
    assert (heard.error, heard.end) == (code, "error")
    assert heard.select("error")[0]["detail"].endswith(".")
    assert heard.select("error")[0]["retry_after"] == (7 if code == "limited" else None)


def test_what_was_done_before_a_failure_is_kept_and_told(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(add(1)), begin("Added th", "cut"))
    heard = chat(ann, "Add it")
    assert (heard.outcomes, heard.text, heard.error) == (["done"], "Added th", "interrupted")
    assert ann.list_titles() == ["Task 1"]
    kept = ann.call("GET", f"/api/v1/conversations/{heard.conversation_id}/messages").json()["data"][-1]
    assert (kept["text"], kept["finish"], kept["cards"]) == ("Added th", "interrupted", heard.results)


def test_after_a_failure_the_user_can_ask_again(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(refuse(503, "no"), refuse(503, "no"), say("Hello."))
    conversation = {"conversation_id": chat(ann, "Hi").conversation_id}
    assert chat(ann, "Hi again", **conversation).text == "Hello."


def test_ids_of_calls_are_ours_and_differ() -> None:
    turn = Turn(uuid.uuid4(), [])
    for _ in range(2):
        turn.build_request()
        for frame in call(add(1), add(2)).acts:
            assert isinstance(frame, dict)
            list(turn.take_frame(frame))
        calls = turn.end_reply()
        turn.take_results(fail_step(build_context(), calls, "no").played)
    assert len({card.call_id for card in turn.cards}) == 4


def test_a_client_that_hears_nothing_of_a_step_finds_all_of_it_later() -> None:
    turn = Turn(uuid.uuid4(), [])
    turn.build_request()
    for frame in call(add(1), add(2)).acts:
        assert isinstance(frame, dict)
        list(turn.take_frame(frame))
    calls = turn.end_reply()
    unheard = iter(turn.take_results(fail_step(build_context(), calls, "no").played))
    assert len(turn.cards) == 2
    assert len(list(unheard)) == 2


def build_context() -> StepContext:
    """A context in which nothing is done."""
    raise_if_asked: Any = None
    return StepContext("ann", "", uuid.uuid4(), "UTC", raise_if_asked)


def test_a_step_that_could_not_be_done_says_so_of_each_call() -> None:
    calls = [Call("1", "add_task", "{}"), Call("2", "undo", "{}")]
    result = fail_step(build_context(), calls, "Too many.")
    assert [(one.card.outcome, one.card.summary) for one in result.played] == [("failed", "Too many.")] * 2


def test_the_writes_of_the_assistant_count_as_the_users(ann: Person, cohere: ScriptedCohere) -> None:
    assert isinstance(ann.client, TestClient)
    app = ann.client.app
    assert isinstance(app, FastAPI)
    for _ in range(app.state.writes_per_minute - 1):
        ann.make_task()
    cohere.play(call(add(1), add(2)), say("I could not."))
    heard = chat(ann, "Add two")
    assert heard.outcomes == ["failed", "failed"]
    assert "within a minute" in heard.results[0]["summary"]
