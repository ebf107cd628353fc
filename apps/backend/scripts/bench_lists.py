"""Measures each list of a user with many tasks over HTTP: `nx bench backend`."""

import sys
import time
from collections.abc import Iterator
from statistics import quantiles

import psycopg
from httpx2 import Client

from api_process import open_client, run_api
from conftest import build_settings
from issuer import run_issuer
from postgres_server import PostgresServer, find_binaries, run_postgres
from todo_api.migrate import migrate
from todo_api.settings import DatabaseSettings

TASKS_OF_ONE = 10_000
OTHERS, TASKS_OF_OTHERS = 100, 2_000
ROUNDS = 60
BAR_MILLISECONDS = 50

# Every fifth task is done and every twentieth deleted. Two in three are due within half a year, half of those at a
# time. Rows lie as they were made: those of one user all over the table.
SEED = """
    INSERT INTO todo_api.task (id, user_id, title, notes, priority, tags, completed_at, deleted_at, version,
        created_at, updated_at, due_date, due_time, due_zone, due_at, due_sort)
    SELECT gen_random_uuid(), owner, initcap(word || ' ' || number), repeat(md5(number::text) || ' ', number %% 12),
        number %% 4, ARRAY['home', 'tag-' || number %% 25],
        CASE WHEN number %% 5 = 0 THEN made + interval '1 day' END, CASE WHEN number %% 20 = 7 THEN now() END, 1,
        made, made, day, clock, zone, day + clock, coalesce(day + clock, day + time '23:59:59.999999')
    FROM (
        SELECT number, owner, now() - number * interval '7 minutes' AS made,
            (ARRAY['buy milk', 'call', 'prepare', 'repair', 'answer', 'Übung', 'write', 'read'])[number %% 8 + 1]
                AS word,
            CASE WHEN number %% 3 > 0 THEN current_date + (number * 7919 %% 360) - 180 END AS day,
            CASE WHEN number %% 3 = 1 THEN time '00:00' + number %% 1440 * interval '1 minute' END AS clock,
            CASE WHEN number %% 3 = 1 THEN 'UTC' END AS zone
        FROM (
            SELECT 'ann' AS owner, number FROM generate_series(1, %(many)s) AS number
            UNION ALL
            SELECT 'user-' || other, number * %(many)s / %(few)s - other %% 5
            FROM generate_series(1, %(others)s) AS other, generate_series(1, %(few)s) AS number
        ) AS owned
    ) AS fresh
    ORDER BY made
"""

QUERIES: dict[str, str] = {
    "all": "",
    "all, page of 200": "limit=200",
    **{view: f"view={view}" for view in ("today", "upcoming", "overdue", "done")},
    **{
        f"by {sort}, {order}": f"sort={sort}&order={order}"
        for sort in ("created", "due", "priority", "title")
        for order in ("asc", "desc")
    },
    "upcoming by title": "view=upcoming&sort=title",
    "done by due": "view=done&sort=due",
    "search, common": "q=milk",
    "search, rare": "q=milk+9999",
    "search, none": "q=nothing+like+this",
    "search by title": "q=e&sort=title",
    "search in upcoming": "view=upcoming&q=milk",
    "tag, common": "tag=home",
    "tag, rare": "tag=tag-7",
    "tag, none": "tag=nothing",
    "priority": "priority=3",
    "no due date": "due=none",
    "any due date": "due=any&sort=due",
    "status done": "status=done",
    "all filters": "view=upcoming&q=milk&tag=home&priority=0&due=any&status=open&sort=title",
}


def seed(server: PostgresServer, database: str) -> None:
    """One user with many tasks among others."""
    with psycopg.connect(server.build_url(database), autocommit=True) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.execute(SEED, {"many": TASKS_OF_ONE, "others": OTHERS, "few": TASKS_OF_OTHERS})
        connection.execute("VACUUM ANALYZE")


def read_deep_pages(client: Client, headers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A page in the middle of each order, as a query."""
    for sort in ("created", "due", "priority", "title"):
        cursor: dict[str, str] = {}
        for _ in range(20):
            page = client.get("/api/v1/tasks", params={"limit": "200", "sort": sort} | cursor, headers=headers)
            cursor = {"cursor": page.json()["next_cursor"]}
        yield f"page after 4000 by {sort}", f"sort={sort}&cursor={cursor['cursor']}"


def measure(client: Client, path: str, headers: dict[str, str]) -> tuple[float, float, float]:
    """p50, p95 and p99 in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        response = client.get(path, headers=headers)
        times.append((time.perf_counter() - started) * 1000)
        response.raise_for_status()
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[94], cuts[98]


def main() -> None:
    """Prints a line per list; exits with 1 if one is above the bar."""
    binaries = find_binaries()
    if binaries is None:
        sys.exit("Find a Postgres server: none is installed. Run: sudo apt-get install postgresql")
    with run_postgres(binaries, shared_buffers="128MB") as server, run_issuer() as issuer:
        database = server.create_database("template0")
        url = server.build_url(database)
        migrate(build_settings(DatabaseSettings, database_url=url), print)
        seed(server, database)
        headers = {"Authorization": f"Bearer {issuer.sign('ann')}"}
        slow = []
        with run_api(url, issuer.url) as api, open_client(api) as client:
            paths = {name: f"/api/v1/tasks?{query}" for name, query in QUERIES.items()}
            paths |= {name: f"/api/v1/tasks?{query}" for name, query in read_deep_pages(client, headers)}
            paths |= {"summary": "/api/v1/tasks/summary"}
            print(f"{'list':<24}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}")
            for name, path in paths.items():
                p50, p95, p99 = measure(client, path, headers)
                print(f"{name:<24}{p50:>8.1f}{p95:>8.1f}{p99:>8.1f}", flush=True)
                if p95 > BAR_MILLISECONDS:
                    slow.append(name)
    if slow:
        sys.exit(f"Above {BAR_MILLISECONDS} ms at p95: {', '.join(slow)}.")


if __name__ == "__main__":
    main()
