"""utterances.toml, scored on the rows in Postgres and on nothing else."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chats import chat, decide
from conftest import Person
from postgres_server import PostgresServer
from scripted_cohere import Request, Script, ScriptedCohere, call, resolve, say

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("utterances.toml").read_text())["case"]
ROWS = """
    SELECT title, due_date, due_time, due_zone, priority, tags, notes, completed_at IS NOT NULL
    FROM todo_api.task WHERE user_id = '{user_id}' AND deleted_at IS NULL
"""
TASK = re.compile(
    r"(?P<title>.+?)(?: @(?P<date>\S+)(?: (?P<time>\d\d:\d\d))?)?(?: !(?P<priority>\d))?(?P<tags>(?: #\S+)*)"
    r"(?: ~(?P<notes>.+?))?(?P<done> \(done\))?"
)


class Score:
    """Counts what was right, by kind."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {self.right[kind]}/{number}" for kind, number in self.all.items())
        return f"utterances: {self.right.total()} of {self.all.total()} right on the database ({kinds})"


@pytest.fixture(scope="module")
def score(request: pytest.FixtureRequest, record_testsuite_property: Callable[[str, object], None]) -> Iterator[Score]:
    """The score of this run, told at its end and kept in its report."""
    score = Score()
    yield score
    record_testsuite_property("utterances", str(score))
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        request.config.get_terminal_writer().line(f"\n{score}")


def resolve_day(word: str, zone: str) -> str:
    """The day that is meant, by the clock of this test."""
    today = datetime.now(ZoneInfo(zone)).date()
    if found := re.fullmatch(r"today([+-]\d+)?", word):
        return (today + timedelta(days=int(found.group(1) or 0))).isoformat()
    if word.endswith("day"):
        return next(f"{day}" for number in range(1, 8) if f"{(day := today + timedelta(days=number)):%A}" == word)
    return word


def parse_task(text: str, zone: str) -> dict[str, Any]:
    """A task of the file as the body of a request, with `done`."""
    found = TASK.fullmatch(text)
    assert found, text
    fields: dict[str, Any] = {"title": found["title"], "notes": found["notes"] or ""}
    fields |= {"priority": int(found["priority"] or 0), "tags": found["tags"].replace("#", "").split()}
    if found["date"]:
        fields["due"] = {"date": resolve_day(found["date"], zone), "time": found["time"]}
        fields["due"]["zone"] = zone if found["time"] else None
    return fields | {"done": bool(found["done"])}


def read_rows(postgres: PostgresServer, database: str, user_id: str) -> list[dict[str, Any]]:
    """The user's tasks in the form that `parse_task` gives them."""
    tasks = []
    for title, date, time, zone, priority, tags, notes, done in postgres.execute(
        ROWS.format(user_id=user_id), database
    ):
        task = {"title": title, "notes": notes, "priority": priority, "tags": tags, "done": done}
        if date is not None:
            task["due"] = {"date": f"{date}", "time": time and f"{time:%H:%M}", "zone": zone}
        tasks.append(task)
    return sort_tasks(tasks)


def sort_tasks(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In an order that does not matter."""
    return sorted((task | {"tags": sorted(task["tags"])} for task in tasks), key=lambda task: str(sorted(task.items())))


def make_task(person: Person, task: dict[str, Any]) -> str:
    """Adds a task as its user; returns its id."""
    made = person.make_task(**{name: value for name, value in task.items() if name != "done"})
    if task["done"]:
        assert person.ask("POST", f"/{made['id']}/complete").status_code == 200
    return str(made["id"])


def write_script(step: Any, stolen: dict[str, str]) -> Script:
    """An answer of the file, to be filled in with what the model then knows."""
    if isinstance(step, str):
        return say(step)
    calls = [next(iter(one.items())) for one in (step if isinstance(step, list) else [step])]

    def answer(request: Request) -> Any:
        return call(*(resolve_call(name, arguments, stolen, request) for name, arguments in calls))

    return answer


def resolve_call(name: str, arguments: Any, stolen: dict[str, str], request: Request) -> tuple[str, Any]:
    """A call with its arguments filled in."""
    return name, resolve(replace_words(arguments, stolen), request)


def replace_words(value: Any, words: dict[str, Any]) -> Any:
    """The value with words of the file replaced."""
    match value:
        case dict():
            return {name: replace_words(one, words) for name, one in value.items()}
        case list():
            return [replace_words(one, words) for one in value]
        case str():
            return words.get(value, value)
        case _:
            return value


def play(ann: Person, bob: Person, cohere: ScriptedCohere, case: dict[str, Any], zone: str) -> None:
    """Says what is said, and clicks."""
    ids = {f"$bob:{title}": make_task(bob, parse_task(title, zone)) for title in ("Bob's secret", "Bob's plan")}
    cohere.play(call(("update_tasks", {"changes": [{"task_id": ids["$bob:Bob's plan"], "priority": "low"}]})), say("."))
    batch = chat(bob, "Bob's plan matters little", zone=zone).results[0]["batch"]
    stolen = {**ids, "$bobs-batch": batch, "@null": None}
    conversation: dict[str, str] = {}
    for turn in case["turn"]:
        cohere.play(*map(partial(write_script, stolen=stolen), turn["model"]))
        heard = chat(ann, turn["says"], zone=zone, **conversation)
        conversation = {"conversation_id": heard.conversation_id}
        assert heard.end == "complete"
        if "click" in turn:
            assert decide(ann, heard.confirmation["id"], approve=turn["click"] == "approve").status_code == 200


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['kind']}-{n}") for n, case in enumerate(CASES, 1)])
def test_the_rows_are_as_they_should_be(
    case: dict[str, Any],
    make_person: Callable[[], Person],
    cohere: ScriptedCohere,
    postgres: PostgresServer,
    shared_database: str,
    score: Score,
) -> None:
    score.all[case["kind"]] += 1
    zone, given = case.get("zone", "Europe/Berlin"), case.get("given", [])
    while True:
        day = resolve_day("today", zone)
        ann, bob = make_person(), make_person()
        for task in given:
            make_task(ann, parse_task(task, zone))
        play(ann, bob, cohere, case, zone)
        if resolve_day("today", zone) == day:
            break
    expected = sort_tasks([parse_task(task, zone) for task in case.get("rows", given)])
    assert read_rows(postgres, shared_database, ann.user_id) == expected
    bobs = sort_tasks([parse_task(task, zone) for task in ("Bob's secret", "Bob's plan !1")])
    assert read_rows(postgres, shared_database, bob.user_id) == bobs
    score.right[case["kind"]] += 1


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
