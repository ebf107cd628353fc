"""All that the assistant changes is in the log, as its own, one batch per call, and can be undone."""

from typing import Any

import pytest

from chats import chat, decide
from conftest import Person
from scripted_cohere import ScriptedCohere, call, say

type Call = tuple[str, dict[str, Any]]


def update(task: dict[str, Any], **fields: Any) -> Call:
    """A call that changes a task."""
    return "update_tasks", {"changes": [{"task_id": task["id"]} | fields]}


def act(person: Person, cohere: ScriptedCohere, *calls: Call) -> list[dict[str, Any]]:
    """The cards of a turn with these calls."""
    cohere.play(call(*calls), say("Done."))
    return chat(person, "Do it").results


def test_each_call_is_a_batch_of_its_own(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = [ann.make_task(title=title) for title in ("A", "B", "C")]
    cards = act(
        ann,
        cohere,
        ("complete_tasks", {"task_ids": [task["id"] for task in tasks[:2]]}),
        update(tasks[2], priority="high"),
    )
    log = ann.list_activity(actor="assistant")
    assert [(change["title"], change["action"], change["batch"]) for change in log] == [
        ("C", "update", cards[1]["batch"]),
        ("B", "complete", cards[0]["batch"]),
        ("A", "complete", cards[0]["batch"]),
    ]


def test_undoing_a_batch_brings_back_what_the_call_changed_and_nothing_else(
    ann: Person, cohere: ScriptedCohere
) -> None:
    tasks = [ann.make_task(title=title) for title in ("A", "B", "C")]
    first, _ = act(
        ann,
        cohere,
        ("complete_tasks", {"task_ids": [task["id"] for task in tasks[:2]]}),
        update(tasks[2], priority="high"),
    )
    assert ann.call("POST", "/api/v1/activity/undo", json={"batch": first["batch"]}).status_code == 200
    now = ann.ask("GET", params={"sort": "title"}).json()["data"]
    assert [(task["status"], task["priority"]) for task in now] == [("open", 0), ("open", 0), ("open", 3)]


@pytest.mark.parametrize("tool", ["list_tasks", "search_tasks"])
def test_reading_leaves_no_trace_and_has_no_batch(ann: Person, cohere: ScriptedCohere, tool: str) -> None:
    ann.make_task()
    arguments = {"view": "all"} if tool == "list_tasks" else {"query": "milk"}
    [card] = act(ann, cohere, (tool, arguments))
    assert (card["batch"], ann.list_activity(actor="assistant")) == (None, [])


def test_a_change_to_what_is_already_leaves_no_trace(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task(title="Milk", priority=3)
    [card] = act(ann, cohere, update(task, title="Milk", priority="high", status="open"))
    assert (card["outcome"], card["batch"], card["summary"]) == ("done", None, "“Milk” was like that already.")
    assert ann.list_activity(actor="assistant") == []


def test_what_waits_or_fails_leaves_no_trace(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    act(ann, cohere, ("delete_tasks", {"task_ids": [task["id"]]}), update(task, due_time="09:00"))
    assert ann.list_activity(actor="assistant") == []


def test_an_undo_by_the_assistant_is_one_of_the_assistants(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    act(ann, cohere, update(task, priority="high"))
    [card] = act(ann, cohere, ("undo", {"batch": "last"}))
    assert (card["outcome"], card["tasks"][0]["priority"]) == ("done", 0)
    [change, *_] = ann.list_activity(actor="assistant")
    assert (change["action"], change["batch"]) == ("undo", card["batch"])


def test_the_last_is_what_still_stands(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    act(ann, cohere, update(task, priority="low"))
    act(ann, cohere, update(task, priority="high"))
    for expected in (1, 0):
        [card] = act(ann, cohere, ("undo", {"batch": "last"}))
        assert card["tasks"][0]["priority"] == expected
    assert act(ann, cohere, ("undo", {"batch": "last"}))[0]["outcome"] == "failed"


def test_what_the_user_did_is_not_the_last(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    ann.ask("PATCH", f"/{task['id']}", json={"title": "Mine"})
    assert act(ann, cohere, ("undo", {"batch": "last"}))[0]["outcome"] == "failed"
    assert ann.list_titles() == ["Mine"]


def test_what_the_user_changed_since_is_not_undone(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    act(ann, cohere, update(task, priority="low"))
    ann.ask("PATCH", f"/{task['id']}", json={"title": "Mine"})
    [card] = act(ann, cohere, ("undo", {"batch": "last"}))
    assert (card["outcome"], "has been changed since" in card["summary"]) == ("failed", True)


def test_a_deletion_that_was_approved_can_be_undone(ann: Person, cohere: ScriptedCohere) -> None:
    task = ann.make_task()
    cohere.play(call(("delete_tasks", {"task_ids": [task["id"]]})), say("."))
    batch = decide(ann, chat(ann, "Delete it").confirmation["id"]).json()["batch"]
    assert ann.list_titles() == []
    assert ann.call("POST", "/api/v1/activity/undo", json={"batch": batch}).status_code == 200
    assert ann.list_titles() == [task["title"]]


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ({}, {"due_date": "2026-12-01"}, {"date": "2026-12-01", "time": None, "zone": None}),
        ({}, {"due_date": "2026-12-01", "due_time": "09:00"}, {"date": "2026-12-01", "time": "09:00", "zone": "Here"}),
        ({"time": "08:00"}, {"due_date": "2026-12-01"}, {"date": "2026-12-01", "time": "08:00", "zone": "There"}),
        ({"time": "08:00"}, {"due_time": "09:00"}, {"date": "2026-11-01", "time": "09:00", "zone": "Here"}),
        ({"time": "08:00"}, {"clear": ["due_time"]}, {"date": "2026-11-01", "time": None, "zone": None}),
        ({"time": "08:00"}, {"clear": ["due"]}, None),
        (
            {"time": "08:00"},
            {"clear": ["due"], "due_date": "2026-12-01"},
            {"date": "2026-12-01", "time": None, "zone": None},
        ),
        ({"time": None}, {"due_time": "09:00"}, {"date": "2026-11-01", "time": "09:00", "zone": "Here"}),
        ({"time": None}, {"clear": ["due_time"]}, {"date": "2026-11-01", "time": None, "zone": None}),
    ],
)
def test_a_new_day_keeps_the_time_and_a_new_time_keeps_the_day(
    ann: Person, cohere: ScriptedCohere, before: dict[str, Any], change: dict[str, Any], after: dict[str, Any] | None
) -> None:
    zones = {"Here": "Europe/Berlin", "There": "Asia/Tokyo"}
    due = {"date": "2026-11-01", "zone": "Asia/Tokyo" if before.get("time") else None} | before if before else None
    act(ann, cohere, update(ann.make_task(due=due), **change))
    seen = ann.ask("GET").json()["data"][0]["due"]
    expected = after and after | {"zone": zones.get(after["zone"], after["zone"])}
    assert (seen and {name: seen[name] for name in ("date", "time", "zone")}) == expected


@pytest.mark.parametrize(
    ("change", "summary"),
    [
        ({"due_time": "09:00"}, "a time needs a date, and this task has none"),
        ({"add_tags": [f"t{n}" for n in range(10)]}, "a task has at most 10 tags"),
    ],
)
def test_what_makes_no_sense_is_not_done_and_told(
    ann: Person, cohere: ScriptedCohere, change: dict[str, Any], summary: str
) -> None:
    task = ann.make_task(title="Milk", tags=["one"])
    [card] = act(ann, cohere, update(task, **change))
    assert (card["outcome"], card["summary"]) == ("failed", f"“Milk” was not changed: {summary}.")
    assert ann.ask("GET").json()["data"] == [task]


def test_one_wrong_change_among_others_spoils_the_whole_call(ann: Person, cohere: ScriptedCohere) -> None:
    tasks = [ann.make_task(title=title) for title in ("A", "B")]
    changes = [{"task_id": tasks[0]["id"], "title": "New"}, {"task_id": tasks[1]["id"], "due_time": "09:00"}]
    [card] = act(ann, cohere, ("update_tasks", {"changes": changes}))
    assert card["outcome"] == "failed"
    assert ann.ask("GET", params={"sort": "title"}).json()["data"] == tasks
