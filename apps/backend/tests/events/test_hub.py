"""What holds for streams whatever the database does."""

import asyncio

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from postgres_server import TEMPLATE, PostgresServer
from todo_api.database_url import parse_database_url
from todo_api.events import hub as module
from todo_api.events.channel import CHANNEL
from todo_api.events.hub import EventHub, Stream, build_listen_arguments
from todo_api.problems import ProblemError

POOLED = "postgresql://ann:p%40ss@ep-blue-1-pooler.eu-central-1.aws.neon.tech/todo?sslmode=require"


async def read_all(stream: Stream) -> list[str]:
    return [event.name async for event in stream.read()]


def test_it_listens_where_no_pooler_is_in_between() -> None:
    parameters = conninfo_to_dict(build_listen_arguments(parse_database_url(POOLED))["conninfo"])
    assert (parameters["host"], parameters["password"]) == ("ep-blue-1.eu-central-1.aws.neon.tech", "p@ss")
    assert parameters["sslmode"] == "require"


def test_a_window_that_does_not_read_is_ended_and_holds_no_other_up(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACKLOG", 3)

    async def story() -> tuple[list[str], list[str]]:
        hub = EventHub(parse_database_url(postgres.build_url(TEMPLATE)))
        slow, quick = await hub.open("ann"), await hub.open("ann")
        reading = asyncio.create_task(read_all(quick))
        async with await psycopg.AsyncConnection.connect(postgres.build_url(TEMPLATE), autocommit=True) as connection:
            # One transaction, so that all of them arrive together.
            await connection.execute(
                "SELECT pg_notify(%s, json_build_object('user', 'ann', 'event', n::text, 'data', '{}'::json)::text)"
                " FROM generate_series(0, 4) AS n",
                [CHANNEL],
            )
        await asyncio.sleep(0.2)
        hub.end()
        return await read_all(slow), await reading

    slow, quick = asyncio.run(story())
    assert (slow, quick) == (["0", "1", "2"], ["0", "1", "2", "3", "4"])


def test_after_its_end_no_stream_opens(postgres: PostgresServer) -> None:
    async def story() -> int:
        hub = EventHub(parse_database_url(postgres.build_url(TEMPLATE)))
        hub.end()
        with pytest.raises(ProblemError) as caught:
            await hub.open("ann")
        return caught.value.status

    assert asyncio.run(story()) == 503
