"""What the model is told: the user's day, what was said before, and nothing else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chats import chat, decide
from conftest import Person
from scripted_cohere import ScriptedCohere, call, read_documents, read_weekday, refuse, say
from todo_api.assistant.documents import REMEMBERED_LENGTH, REMEMBERED_MESSAGES
from todo_api.assistant.prompt import build_prompt

NOW = datetime(2026, 11, 27, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("UTC", "Friday 2026-11-27 11:30"),
        ("Europe/Berlin", "Friday 2026-11-27 12:30"),
        ("Pacific/Kiritimati", "Saturday 2026-11-28 01:30"),
        ("Pacific/Pago_Pago", "Friday 2026-11-27 00:30"),
    ],
)
def test_the_prompt_has_the_users_day(zone: str, now: str) -> None:
    assert f"Now: {now}. The user's time zone: {zone}." in build_prompt(zone, NOW)


def test_the_prompt_has_a_calendar_of_two_weeks() -> None:
    prompt = build_prompt("Europe/Berlin", NOW)
    assert "- Friday 2026-11-27 (today)\n- Saturday 2026-11-28 (tomorrow)\n- Sunday 2026-11-29\n" in prompt
    assert "- Thursday 2026-12-10\n" in prompt
    assert f"{read_weekday({'messages': [{'role': 'system', 'content': prompt}]}, 'Friday')}" == "2026-12-04"


def test_the_model_is_told_the_day_of_the_zone_that_the_client_says(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."), say("Hello."))
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        chat(ann, "Hi", zone=zone)
        today = datetime.now(ZoneInfo(zone)).date()
        prompt = cohere.requests[-1]["messages"][0]["content"]
        assert f"{today:%A} {today} (today)" in prompt
        assert zone in prompt


def test_of_several_matches_the_model_is_told_to_ask(ann: Person, cohere: ScriptedCohere) -> None:
    for title in ("Call Anna", "Call Anna's school"):
        ann.make_task(title=title)
    cohere.play(call(("search_tasks", {"query": "anna"})), say("Which one?"))
    chat(ann, "I called Anna")
    [document] = read_documents(cohere.requests[1])
    assert document["advice"].startswith("Several tasks match.")
    assert "ask which" in document["advice"]
    assert [task["title"] for task in document["tasks"]] == ["Call Anna's school", "Call Anna"]


@pytest.mark.parametrize(("query", "matches"), [("anna", 1), ("the anna call", 1), ("bread", 0), ("%", 0)])
def test_of_one_match_or_none_there_is_nothing_to_ask(
    ann: Person, cohere: ScriptedCohere, query: str, matches: int
) -> None:
    ann.make_task(title="Call Anna")
    cohere.play(call(("search_tasks", {"query": query})), say("."))
    chat(ann, "I called Anna")
    [document] = read_documents(cohere.requests[1])
    assert len(document.get("tasks", [])) == matches
    assert "Several" not in document.get("advice", "")


def test_a_waiting_result_tells_the_model_that_there_is_no_other_way(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    cohere.play(call(("delete_tasks", {"task_ids": [task["id"]]})), say("."))
    chat(ann, "Delete it")
    [document] = read_documents(cohere.requests[1])
    assert (document["outcome"], "Nothing has happened yet." in document["advice"]) == ("waiting", True)


def test_what_was_said_and_done_before_is_remembered(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "Milk"})), say("Added."), say("Yes."))
    heard = chat(ann, "Add milk")
    chat(ann, "Did you?", conversation_id=heard.conversation_id)
    roles = [message["role"] for message in cohere.requests[2]["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "assistant", "user"]
    [document] = read_documents(cohere.requests[2])
    assert document["tasks"][0]["id"] == heard.results[0]["tasks"][0]["id"]
    assert document["batch"] == heard.results[0]["batch"]


def test_another_conversation_is_not_remembered(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."), say("Hello."))
    chat(ann, "My secret is 42")
    chat(ann, "What is my secret?")
    assert "42" not in str(cohere.requests[1])


def test_calls_of_tools_that_do_not_exist_are_not_remembered(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("run_sql", {})), say("I cannot."), say("Yes."))
    heard = chat(ann, "Do it")
    chat(ann, "Really?", conversation_id=heard.conversation_id)
    assert "run_sql" not in str(cohere.requests[2])


def test_of_a_long_conversation_the_end_is_remembered_and_begins_with_the_user(
    ann: Person, cohere: ScriptedCohere
) -> None:
    conversation: dict[str, str] = {}
    for number in range(REMEMBERED_MESSAGES // 2 + 3):
        cohere.play(say(f"Answer {number}."))
        conversation = {"conversation_id": chat(ann, f"Question {number}", **conversation).conversation_id}
    messages = cohere.requests[-1]["messages"]
    assert len(messages) == 1 + REMEMBERED_MESSAGES + 1
    assert (messages[1]["role"], messages[-2]["content"]) == ("user", "Answer 11.")


def test_of_long_messages_fewer_are_remembered(ann: Person, cohere: ScriptedCohere) -> None:
    conversation: dict[str, str] = {}
    for _ in range(6):
        cohere.play(say("x" * (REMEMBERED_LENGTH // 4)))
        conversation = {"conversation_id": chat(ann, "More", **conversation).conversation_id}
    assert len(str(cohere.requests[-1]["messages"])) < REMEMBERED_LENGTH * 1.5
    assert cohere.requests[-1]["messages"][1]["role"] == "user"


def test_after_a_failure_the_conversation_goes_on(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(refuse(503, "no"), refuse(503, "no"), say("Yes."))
    heard = chat(ann, "Are you there?")
    chat(ann, "Hello?", conversation_id=heard.conversation_id)
    assert [message["role"] for message in cohere.requests[-1]["messages"]] == ["system", "user", "user"]


def test_notes_are_told_in_part(ann: Person, cohere: ScriptedCohere) -> None:
    ann.make_task(title="Long", notes="n" * 5000)
    cohere.play(call(("list_tasks", {"view": "all"})), say("."))
    chat(ann, "List")
    assert len(read_documents(cohere.requests[1])[0]["tasks"][0]["notes"]) == 300


def test_a_decision_is_told_in_the_next_turn(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    cohere.play(call(("delete_tasks", {"task_ids": [task["id"]]})), say("."), say("It is not gone."))
    heard = chat(ann, "Delete it")
    decide(ann, heard.confirmation["id"], approve=False)
    chat(ann, "And?", conversation_id=heard.conversation_id)
    [document] = read_documents(cohere.requests[2])
    assert (document["outcome"], "declined" in document["summary"]) == ("refused", True)
