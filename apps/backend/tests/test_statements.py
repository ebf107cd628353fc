"""How many statements a request costs: as many for two hundred tasks as for one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from conftest import ACTIVITY, TASKS, Person

MOST = 200

READS: dict[str, tuple[str, dict[str, str], int]] = {
    "list": (TASKS, {"limit": "200"}, 1),
    "today": (TASKS, {"limit": "200", "view": "today"}, 1),
    "search": (TASKS, {"limit": "200", "q": "milk"}, 1),
    "summary": (f"{TASKS}/summary", {}, 2),
    "activity": (ACTIVITY, {"limit": "200"}, 1),
}


@contextmanager
def count_statements(person: Person) -> Iterator[list[str]]:
    """The statements that the application sends meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = person.app.state.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def many(ann: Person) -> Person:
    """Ann with many tasks, beyond what she may write in a minute."""
    ann.app.state.writes_per_minute, limit = 10_000, ann.app.state.writes_per_minute
    for number in range(MOST):
        ann.make_task(title=f"Buy milk {number}", tags=["home", "shop"], due={"date": "2026-11-27"})
    ann.app.state.writes_per_minute = limit
    return ann


def test_reads_cost_the_same_whatever_there_is(many: Person, bob: Person) -> None:
    bob.make_task(title="Buy milk")
    for name, (path, parameters, statements) in READS.items():
        for person in (bob, many):
            with count_statements(person) as seen:
                assert person.call("GET", path, params=parameters).status_code == 200
            assert len(seen) == statements, (name, seen)


WRITES: dict[str, tuple[Callable[[Person, str], object], int]] = {
    "create": (lambda ann, _: ann.make_task(), 4),
    "create with a key": (lambda ann, _: ann.ask("POST", "", {"Idempotency-Key": "k"}, json={"title": "x"}), 7),
    "update": (lambda ann, path: ann.ask("PATCH", path, json={"title": "x"}), 5),
    "complete": (lambda ann, path: ann.ask("POST", path + "/complete"), 5),
    "delete": (lambda ann, path: ann.ask("DELETE", path), 6),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_costs_few_statements(ann: Person, name: str) -> None:
    path = f"/{ann.make_task()['id']}"
    write, most = WRITES[name]
    with count_statements(ann) as seen:
        write(ann, path)
    assert len(seen) <= most, seen
