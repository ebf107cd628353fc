"""So many turns a day, and one at a time."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from chats import CHAT, chat
from conftest import Person
from issuer import Issuer
from postgres_server import PostgresServer
from scripted_cohere import ScriptedCohere, begin, call, refuse, say
from todo_api.assistant.failures import Failure, FailureCode
from todo_api.assistant.limits import build_budget
from todo_api.assistant.upstream import QUOTA_REMEMBERED_SECONDS, Upstream
from todo_api.main import create_app
from todo_api.settings import Settings

LIMIT = 3


@pytest.fixture(scope="module")
def stingy_client(make_settings: Callable[..., Settings]) -> Iterator[TestClient]:
    """An application that grants few turns."""
    with TestClient(create_app(make_settings(assistant_daily_turns=LIMIT))) as client:
        yield client


@pytest.fixture
def cat(stingy_client: TestClient, session_issuer: Issuer) -> Person:
    """Somebody who has few turns."""
    user_id = uuid.uuid4().hex
    return Person(stingy_client, session_issuer.sign(user_id), user_id)


def use_up(person: Person, cohere: ScriptedCohere) -> None:
    """Takes all turns of the day."""
    for _ in range(LIMIT):
        cohere.play(say("Hello."))
        chat(person, "Hi")


def read_assistant(person: Person) -> dict[str, object]:
    """How the assistant is."""
    state: dict[str, object] = person.call("GET", "/api/v1/assistant").json()
    return state


def test_each_turn_says_what_is_left(cat: Person, cohere: ScriptedCohere) -> None:
    cohere.play(say("Hello."), say("Hello."))
    budgets = [chat(cat, "Hi").select("budget")[0] for _ in range(2)]
    midnight = datetime.combine(datetime.now(UTC).date() + timedelta(days=1), datetime.min.time(), UTC)
    assert [(budget["used"], budget["limit"]) for budget in budgets] == [(1, LIMIT), (2, LIMIT)]
    assert budgets[0]["resets_at"] == midnight.isoformat().replace("+00:00", "Z")


def test_when_none_is_left_the_model_is_not_asked(cat: Person, cohere: ScriptedCohere) -> None:
    use_up(cat, cohere)
    heard = chat(cat, "Hi")
    assert [name for name, _ in heard.events] == ["budget", "end"]
    assert (heard.end, heard.select("budget")[0]["used"]) == ("budget", LIMIT)
    assert len(cohere.requests) == LIMIT


def test_what_is_said_when_none_is_left_is_not_kept(cat: Person, cohere: ScriptedCohere) -> None:
    use_up(cat, cohere)
    chat(cat, "Hi")
    assert len(cat.call("GET", "/api/v1/conversations").json()["data"]) == LIMIT


def test_the_budget_of_one_is_not_that_of_another(
    cat: Person, cohere: ScriptedCohere, stingy_client: TestClient, session_issuer: Issuer
) -> None:
    use_up(cat, cohere)
    cohere.play(say("Hello."))
    dog = Person(stingy_client, session_issuer.sign("dog"), "dog")
    assert chat(dog, "Hi").end == "complete"


def test_a_new_day_begins_anew(
    cat: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    use_up(cat, cohere)
    postgres.execute(f"UPDATE todo_api.chat_budget SET day = day - 1 WHERE user_id = '{cat.user_id}'", shared_database)
    cohere.play(say("Hello."))
    assert chat(cat, "Hi").select("budget")[0]["used"] == 1


def test_the_day_is_one_of_utc() -> None:
    late = datetime.fromisoformat("2026-11-27T23:59:59-05:00")
    assert build_budget(1, 5, late).resets_at.isoformat() == "2026-11-29T00:00:00+00:00"


def test_turns_that_begin_at_once_share_one_budget(cat: Person, cohere: ScriptedCohere) -> None:
    use_up(cat, cohere)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: cat.call("POST", CHAT, json={"message": "Hi"}), range(4)))
    assert all("event: text" not in answer.text for answer in answers)
    assert len(cohere.requests) == LIMIT


def test_a_turn_in_which_the_model_said_nothing_is_given_back(cat: Person, cohere: ScriptedCohere) -> None:
    cohere.play(refuse(503, "no"), refuse(503, "no"))
    heard = chat(cat, "Hi")
    assert [budget["used"] for budget in heard.select("budget")] == [1, 0]
    assert read_assistant(cat)["budget"] == heard.select("budget")[1]


def test_a_turn_that_broke_off_counts(cat: Person, cohere: ScriptedCohere) -> None:
    cohere.play(begin("Hello th", "cut"))
    assert [budget["used"] for budget in chat(cat, "Hi").select("budget")] == [1]


def test_a_turn_that_did_something_counts_though_it_failed_then(cat: Person, cohere: ScriptedCohere) -> None:
    cohere.play(call(("list_tasks", {"view": "all"})), refuse(503, "no"), refuse(503, "no"))
    assert [budget["used"] for budget in chat(cat, "Hi").select("budget")] == [1]


def occupy(postgres: PostgresServer, database: str, person: Person, seconds: int) -> None:
    """As if a turn of the person had begun so long ago and never ended."""
    began = f"now() - interval '{seconds} s'"
    postgres.execute(
        f"INSERT INTO todo_api.chat_turn VALUES ('{person.user_id}', gen_random_uuid(), {began})", database
    )


def test_while_a_turn_runs_no_other_begins(
    cat: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    occupy(postgres, shared_database, cat, 1)
    response = cat.call("POST", CHAT, json={"message": "Hi"})
    assert (response.status_code, response.json()["code"], response.headers["Retry-After"]) == (429, "busy", "2")
    assert cohere.requests == []
    assert read_assistant(cat)["budget"] == build_budget(0, LIMIT, datetime.now(UTC)).model_dump(mode="json")
    assert cat.call("GET", "/api/v1/conversations").json()["data"] == []


def test_the_turn_of_another_is_in_nobodys_way(
    ann: Person, cat: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    occupy(postgres, shared_database, cat, 1)
    cohere.play(say("Hello."))
    assert chat(ann, "Hi").end == "complete"


def test_a_turn_that_crashed_frees_its_place_by_its_age(
    cat: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    occupy(postgres, shared_database, cat, 91)
    cohere.play(say("Hello."))
    assert chat(cat, "Hi").end == "complete"


def test_of_many_turns_at_once_one_runs(ann: Person, cohere: ScriptedCohere) -> None:
    cohere.play(begin("Hello", 1.5, *say("there").acts[-1:]))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ann.call("POST", CHAT, json={"message": "Hi"}), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 429, 429, 429]


def test_a_place_is_left_however_the_turn_ends(
    cat: Person, cohere: ScriptedCohere, postgres: PostgresServer, shared_database: str
) -> None:
    cohere.play(say("Hello."), begin("Hello", "cut"), refuse(401, "no"))
    for _ in range(3):
        chat(cat, "Hi")
        rows = postgres.execute(f"SELECT * FROM todo_api.chat_turn WHERE user_id = '{cat.user_id}'", shared_database)
        assert rows == []


def test_the_assistant_says_that_it_is_ready_without_asking(cat: Person, cohere: ScriptedCohere) -> None:
    assert read_assistant(cat) == {
        "state": "ready",
        "model": "command-a-03-2025",
        "budget": build_budget(0, LIMIT, datetime.now(UTC)).model_dump(mode="json"),
        "retry_after": None,
    }
    assert cohere.requests == []


def test_the_assistant_says_that_the_budget_is_spent(cat: Person, cohere: ScriptedCohere) -> None:
    use_up(cat, cohere)
    state = read_assistant(cat)
    assert state["state"] == "limited"
    assert isinstance(state["retry_after"], int)
    assert 0 < state["retry_after"] <= 86400


def test_the_assistant_says_that_the_model_is_limited_until_it_answers(cat: Person, cohere: ScriptedCohere) -> None:
    cohere.play(*[refuse(429, "slow down", Retry_After="40")] * 2, say("Hello."))
    chat(cat, "Hi")
    state = read_assistant(cat)
    assert (state["state"], state["retry_after"] in range(35, 41)) == ("limited", True)
    chat(cat, "Hi")
    assert read_assistant(cat)["state"] == "ready"


def test_a_limit_is_remembered_until_it_is_over() -> None:
    now = 0.0
    upstream = Upstream(lambda: now)
    assert upstream.retry_after is None
    upstream.note_failure(Failure(FailureCode.LIMITED, 40))
    now = 39.5
    assert upstream.retry_after == 1
    now = 40.0
    assert upstream.retry_after is None


def test_a_quota_is_remembered_for_a_while_and_other_failures_are_not() -> None:
    upstream = Upstream(lambda: 0.0)
    upstream.note_failure(Failure(FailureCode.AWAY))
    assert upstream.retry_after is None
    upstream.note_failure(Failure(FailureCode.QUOTA))
    assert upstream.retry_after == QUOTA_REMEMBERED_SECONDS
