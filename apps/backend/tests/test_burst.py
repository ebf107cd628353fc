"""Many at once are served one after the other; nobody is refused for it."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from api_process import open_client, run_api
from conftest import TASKS
from issuer import Issuer
from postgres_server import PostgresServer

PEOPLE = 30
WRITES_OF_EACH = 5


def test_a_burst_of_writes_and_reads_is_served(postgres: PostgresServer, session_issuer: Issuer) -> None:
    url = postgres.build_url(postgres.create_database())
    tokens = [session_issuer.sign(uuid.uuid4().hex) for _ in range(PEOPLE)]
    with run_api(url, session_issuer.url) as api, open_client(api) as client:

        def ask(number: int) -> int:
            headers = {"Authorization": f"Bearer {tokens[number % PEOPLE]}"}
            if number % 2:
                return client.get(TASKS, headers=headers).status_code
            return client.post(TASKS, headers=headers, json={"title": f"Task {number}"}).status_code

        with ThreadPoolExecutor(100) as pool:
            statuses = list(pool.map(ask, range(2 * PEOPLE * WRITES_OF_EACH)))
    assert set(statuses) == {200, 201}
