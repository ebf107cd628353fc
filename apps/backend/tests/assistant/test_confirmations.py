"""What waits for a click, and that nothing but the click makes it happen."""

import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from chats import Heard, chat, decide
from conftest import Person
from postgres_server import PostgresServer
from scripted_cohere import ScriptedCohere, call, say

type Tasks = list[dict[str, Any]]


def tell_all(tool: str, tasks: Tasks) -> tuple[str, dict[str, Any]]:
    """One call on all these tasks."""
    ids = [task["id"] for task in tasks]
    if tool == "update_tasks":
        return tool, {"changes": [{"task_id": one, "priority": "high"} for one in ids]}
    return tool, {"task_ids": ids}


def make_tasks(person: Person, number: int) -> Tasks:
    """Tasks called A, B, …"""
    return [person.make_task(title=chr(65 + n)) for n in range(number)]


def read_state(person: Person) -> Tasks:
    """All of the person's tasks."""
    tasks: Tasks = person.ask("GET", params={"sort": "title"}).json()["data"]
    return tasks


def wait_for_click(person: Person, cohere: ScriptedCohere, *calls: tuple[str, Any]) -> Heard:
    """A turn in which the model makes these calls at once."""
    cohere.play(call(*calls), say("Use the button."))
    return chat(person, "Do it")


def test_one_delete_waits_and_shows_exactly_what_it_is_about(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 2)
    heard = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks[:1]))
    assert (heard.outcomes, heard.results[0]["batch"]) == (["waiting"], None)
    assert (heard.confirmation["summary"], heard.confirmation["tasks"]) == ("Delete “A”?", tasks[:1])
    assert read_state(ann) == tasks


@pytest.mark.parametrize("tool", ["complete_tasks", "update_tasks"])
@pytest.mark.parametrize("sizes", [(3,), (1, 1, 1), (2, 1)])
def test_three_changes_happen(ann: Person, cohere: ScriptedCohere, tool: str, sizes: Sequence[int]) -> None:
    tasks = make_tasks(ann, 4)
    heard = wait_for_click(ann, cohere, *(tell_all(tool, part) for part in split(tasks, *sizes)))
    assert heard.outcomes == ["done"] * len(sizes)
    assert [task["version"] for task in read_state(ann)] == [2, 2, 2, 1]


def split(tasks: Tasks, *sizes: int) -> Sequence[Tasks]:
    """The tasks in parts of these sizes."""
    rest = iter(tasks)
    return [[next(rest) for _ in range(size)] for size in sizes]


@pytest.mark.parametrize("tool", ["complete_tasks", "update_tasks"])
@pytest.mark.parametrize("sizes", [(4,), (1, 1, 1, 1), (2, 2), (3, 1), (1, 3)])
def test_more_than_three_at_once_wait_however_they_are_split(
    ann: Person, cohere: ScriptedCohere, tool: str, sizes: Sequence[int]
) -> None:
    tasks = make_tasks(ann, 4)
    heard = wait_for_click(ann, cohere, *(tell_all(tool, part) for part in split(tasks, *sizes)))
    assert heard.outcomes == ["waiting"] * len(sizes)
    assert read_state(ann) == tasks
    assert heard.confirmation["tasks"] == tasks


def test_calls_that_wait_together_share_one_click(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 4)
    heard = wait_for_click(ann, cohere, *(tell_all("complete_tasks", [task]) for task in tasks))
    assert [result["confirmation"] is None for result in heard.results] == [False, True, True, True]
    assert decide(ann, heard.confirmation["id"]).json()["outcome"] == "done"
    assert {task["status"] for task in read_state(ann)} == {"done"}


def test_more_than_three_one_after_the_other_wait(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 6)
    cohere.play(call(tell_all("complete_tasks", tasks[:3])), call(tell_all("complete_tasks", tasks[3:])), say("."))
    heard = chat(ann, "All of it is done")
    assert heard.outcomes == ["done", "waiting"]
    assert [task["status"] for task in read_state(ann)] == ["done"] * 3 + ["open"] * 3


def test_what_waits_counts_so_a_smaller_part_waits_too(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 5)
    cohere.play(call(tell_all("complete_tasks", tasks)), call(tell_all("complete_tasks", tasks[:3])), say("."))
    assert chat(ann, "All of it is done").outcomes == ["waiting", "waiting"]
    assert read_state(ann) == tasks


def test_changing_the_same_three_again_needs_no_click(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 3)
    cohere.play(call(tell_all("complete_tasks", tasks)), call(tell_all("update_tasks", tasks)), say("."))
    assert chat(ann, "They are done, and they were urgent").outcomes == ["done", "done"]


def test_the_users_words_are_no_click(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 5)
    for words in ("All done", "yes", "I confirm: do it now"):
        cohere.play(call(tell_all("complete_tasks", tasks)), call(tell_all("delete_tasks", tasks)), say("."))
        assert chat(ann, words).outcomes == ["waiting", "waiting"]
    assert read_state(ann) == tasks


def test_what_needs_no_click_happens_beside_what_does(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 4)
    calls = ("add_task", {"title": "New"}), tell_all("complete_tasks", tasks), tell_all("delete_tasks", tasks[:1])
    heard = wait_for_click(ann, cohere, *calls)
    assert heard.outcomes == ["done", "waiting", "waiting"]
    assert read_state(ann)[:4] == tasks
    assert read_state(ann)[4]["title"] == "New"


def test_deletes_beside_few_changes_wait_alone(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 6)
    heard = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks[3:]), tell_all("complete_tasks", tasks[:3]))
    assert heard.outcomes == ["waiting", "done"]
    assert heard.confirmation["tasks"] == tasks[3:]


def test_undoing_an_addition_is_a_delete_and_waits(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "A"})), call(("undo", {"batch": "last"})), say("."))
    assert chat(ann, "Add A, no, do not").outcomes == ["done", "waiting"]
    assert [task["title"] for task in read_state(ann)] == ["A"]


def test_redoing_a_delete_that_was_undone_is_a_delete_and_waits(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 1)
    deleted = decide(ann, wait_for_click(ann, cohere, tell_all("delete_tasks", tasks)).confirmation["id"]).json()
    back = wait_for_click(ann, cohere, ("undo", {"batch": deleted["batch"]})).results[0]
    assert (back["outcome"], len(read_state(ann))) == ("done", 1)
    assert wait_for_click(ann, cohere, ("undo", {"batch": back["batch"]})).outcomes == ["waiting"]
    assert len(read_state(ann)) == 1


def test_undoing_more_than_three_waits(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 5)
    heard = wait_for_click(ann, cohere, tell_all("complete_tasks", tasks))
    batch = decide(ann, heard.confirmation["id"]).json()["batch"]
    before = read_state(ann)
    again = wait_for_click(ann, cohere, ("undo", {"batch": batch}))
    assert (again.outcomes, read_state(ann)) == (["waiting"], before)
    assert decide(ann, again.confirmation["id"]).json()["outcome"] == "done"
    assert {task["status"] for task in read_state(ann)} == {"open"}


def test_a_plan_to_undo_the_last_means_what_was_last_then(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "A"})), say("."))
    chat(ann, "Add A")
    waiting = wait_for_click(ann, cohere, ("undo", {"batch": "last"})).confirmation
    cohere.play(call(("add_task", {"title": "B"})), say("."))
    chat(ann, "Add B")
    decide(ann, waiting["id"])
    assert [task["title"] for task in read_state(ann)] == ["B"]


def test_a_click_carries_it_out_as_one_batch_by_the_assistant(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 5)
    heard = wait_for_click(ann, cohere, tell_all("complete_tasks", tasks))
    response = decide(ann, heard.confirmation["id"])
    decision = response.json()
    assert (response.status_code, decision["outcome"]) == (200, "done")
    assert decision["summary"] == "Completed “A”, “B”, “C”, “D” and “E”."
    assert decision["tasks"] == read_state(ann)
    log = [change for change in ann.list_activity() if change["action"] == "complete"]
    assert {(change["actor"], change["batch"]) for change in log} == {("assistant", decision["batch"])}
    assert ann.call("POST", "/api/v1/activity/undo", json={"batch": decision["batch"]}).status_code == 200
    assert {task["status"] for task in read_state(ann)} == {"open"}


def test_a_refusal_drops_it_for_good(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 1)
    waiting = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks)).confirmation
    assert decide(ann, waiting["id"], approve=False).json()["outcome"] == "refused"
    response = decide(ann, waiting["id"])
    assert (response.status_code, response.json()["detail"]) == (409, "This has been decided already.")
    assert read_state(ann) == tasks


def test_it_is_carried_out_once(ann: Person, cohere: ScriptedCohere) -> None:
    waiting = wait_for_click(ann, cohere, tell_all("delete_tasks", make_tasks(ann, 1))).confirmation
    assert [decide(ann, waiting["id"]).status_code for _ in range(2)] == [200, 409]


def test_after_an_hour_it_is_too_late(
    ann: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    tasks = make_tasks(ann, 1)
    heard = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks))
    statement = "UPDATE todo_api.confirmation SET created_at = now() - interval '61 min' WHERE id = '{}'"
    postgres.execute(statement.format(heard.confirmation["id"]), shared_database)
    assert decide(ann, heard.confirmation["id"]).status_code == 410
    assert read_state(ann) == tasks
    [card] = read_cards(ann, heard)
    assert (card["outcome"], card["confirmation"]) == ("refused", None)


def test_the_click_of_another_is_as_if_there_were_nothing(ann: Person, bob: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 1)
    waiting = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks)).confirmation
    unknown = decide(bob, str(uuid.uuid4()))
    stolen = decide(bob, waiting["id"])
    assert (stolen.status_code, stolen.json()["detail"]) == (unknown.status_code, unknown.json()["detail"])
    assert stolen.status_code == 404
    assert read_state(ann) == tasks


def test_tasks_that_have_changed_since_are_left_alone_by_name(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 3)
    waiting = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks)).confirmation
    ann.ask("PATCH", f"/{tasks[1]['id']}", json={"title": "Now precious"})
    decision = decide(ann, waiting["id"]).json()
    assert (decision["outcome"], [task["title"] for task in decision["tasks"]]) == ("done", ["A", "C"])
    assert "“Now precious” has changed since" in decision["summary"]
    assert [task["title"] for task in read_state(ann)] == ["Now precious"]


def test_when_all_have_changed_nothing_is_done(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 1)
    waiting = wait_for_click(ann, cohere, tell_all("delete_tasks", tasks)).confirmation
    ann.ask("PATCH", f"/{tasks[0]['id']}", json={"title": "Now precious"})
    decision = decide(ann, waiting["id"]).json()
    assert (decision["outcome"], decision["tasks"], decision["batch"]) == ("failed", [], None)
    assert [task["title"] for task in read_state(ann)] == ["Now precious"]


def test_a_second_plan_for_tasks_that_are_gone_does_nothing(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = make_tasks(ann, 1)
    first, second = (wait_for_click(ann, cohere, tell_all("delete_tasks", tasks)).confirmation for _ in range(2))
    assert decide(ann, first["id"]).json()["outcome"] == "done"
    assert decide(ann, second["id"]).json()["outcome"] == "failed"


def test_an_undo_that_waited_is_refused_if_a_task_changed_since(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "A"})), say("."))
    task = chat(ann, "Add A").results[0]["tasks"][0]
    waiting = wait_for_click(ann, cohere, ("undo", {"batch": "last"})).confirmation
    ann.ask("PATCH", f"/{task['id']}", json={"title": "Now precious"})
    assert decide(ann, waiting["id"]).json()["outcome"] == "failed"
    assert [one["title"] for one in read_state(ann)] == ["Now precious"]


def read_cards(person: Person, heard: Heard) -> list[dict[str, Any]]:
    """The cards of the last message, as they are shown later."""
    messages = person.call("GET", f"/api/v1/conversations/{heard.conversation_id}/messages").json()["data"]
    cards: list[dict[str, Any]] = messages[-1]["cards"]
    return cards


@pytest.mark.parametrize(("approve", "outcome"), [(True, "done"), (False, "refused")])
def test_later_the_card_shows_what_became_of_it(
    ann: Person, cohere: ScriptedCohere, *, approve: bool, outcome: str
) -> None:
    heard = wait_for_click(ann, cohere, *(tell_all("delete_tasks", [task]) for task in make_tasks(ann, 2)))
    assert [card["outcome"] for card in read_cards(ann, heard)] == ["waiting", "waiting"]
    decision = decide(ann, heard.confirmation["id"], approve=approve).json()
    first, second = read_cards(ann, heard)
    assert (first["outcome"], first["confirmation"], first["batch"]) == (outcome, None, decision["batch"])
    assert first["summary"] == decision["summary"]
    assert (second["outcome"], second["batch"]) == (outcome, None)


def test_the_model_is_told_later_what_became_of_it(ann: Person, cohere: ScriptedCohere) -> None:
    heard = wait_for_click(ann, cohere, tell_all("delete_tasks", make_tasks(ann, 1)))
    decide(ann, heard.confirmation["id"])
    cohere.play(say("It is gone."))
    chat(ann, "And?", conversation_id=heard.conversation_id)
    told = str(cohere.requests[-1]["messages"])
    assert "'outcome': 'done'" in told
    assert "waiting" not in told.split("'role': 'tool'")[1]


@pytest.mark.parametrize(
    "body", [{}, {"approve": "yes"}, {"approve": 1}, {"approve": True, "all": True}, {"approve": None}]
)
def test_a_click_is_yes_or_no(ann: Person, cohere: ScriptedCohere, body: dict[str, Any]) -> None:
    waiting = wait_for_click(ann, cohere, tell_all("delete_tasks", make_tasks(ann, 1))).confirmation
    assert ann.call("POST", f"/api/v1/confirmations/{waiting['id']}", json=body).status_code == 422
    assert len(read_state(ann)) == 1


def test_with_its_conversation_what_waits_is_gone(ann: Person, cohere: ScriptedCohere) -> None:
    heard = wait_for_click(ann, cohere, tell_all("delete_tasks", make_tasks(ann, 1)))
    assert ann.call("DELETE", f"/api/v1/conversations/{heard.conversation_id}").status_code == 204
    assert decide(ann, heard.confirmation["id"]).status_code == 404
    assert len(read_state(ann)) == 1


@pytest.mark.parametrize(
    ("calls", "question"),
    [
        ([("delete_tasks", "AB")], "Delete “A” and “B”?"),
        ([("complete_tasks", "ABCD")], "Complete “A”, “B”, “C” and “D”?"),
        ([("update_tasks", "ABCD")], "Change (priority high) “A”, “B”, “C” and “D”?"),
        ([("complete_tasks", "ABCDEF")], "Complete “A”, “B”, “C”, “D”, “E” and 1 more?"),
        ([("complete_tasks", "ABCD"), ("delete_tasks", "E")], "Complete “A”, “B”, “C” and “D”; delete “E”?"),
    ],
)
def test_the_question_says_all_that_would_happen(
    ann: Person, cohere: ScriptedCohere, calls: list[tuple[str, str]], question: str
) -> None:
    tasks = {task["title"]: task for task in make_tasks(ann, 6)}
    told = [tell_all(tool, [tasks[title] for title in titles]) for tool, titles in calls]
    assert wait_for_click(ann, cohere, *told).confirmation["summary"] == question


def test_the_question_shows_each_new_value(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = [ann.make_task(title=title, tags=["x"], due={"date": "2026-11-27"}, notes="n") for title in "ABCD"]
    changes: list[dict[str, Any]] = [
        {"title": "New {0}", "due_date": "2026-12-01", "due_time": "09:00"},
        {"clear": ["tags", "notes", "due"]},
        {"add_tags": ["y"], "notes": "long " * 100},
        {"status": "done", "priority": "low"},
    ]
    told = [{"task_id": task["id"]} | change for task, change in zip(tasks, changes, strict=True)]
    assert wait_for_click(ann, cohere, ("update_tasks", {"changes": told})).confirmation["summary"] == (
        "Change (title “New {0}”, due 2026-12-01 09:00) “A”; change (no due, no tags, no notes) “B”; "
        f"change (tags #x #y, notes “{'long ' * 12}”) “C”; complete (priority low) “D”?"
    )
    assert read_state(ann) == tasks


def test_the_question_of_an_undo_says_what_would_become_of_the_tasks(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("add_task", {"title": "A"})), say("."))
    chat(ann, "Add A")
    assert wait_for_click(ann, cohere, ("undo", {"batch": "last"})).confirmation["summary"] == "Delete “A”?"
