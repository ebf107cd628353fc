"""Forged, stale and misdirected tokens: the same 401 for all of them."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from conftest import TASKS
from forgeries import FORGERIES, PROTECTED, ask, ask_everywhere, forget_request
from issuer import AUDIENCE, ISSUER, Issuer, run_issuer
from todo_api.auth.key_set import KeySet, fetch_keys
from todo_api.auth.tokens import TokenVerifier

# As the catalogue of faults has them; its last, a deleted user's, is in test_accounts.py.
CATALOGUE = {
    "none": "algorithm none",
    "HS256 with public key": "HS256 with the PEM public key",
    "wrong kid": "unknown key id",
    "kid path": "key id as path",
    "kid SQL": "key id as SQL",
    "jku header": "jku header",
    "x5u header": "x5u header",
    "jwk header": "jwk header",
    "expired": "expired",
    "nbf future": "not valid yet",
    "wrong aud": "other audience",
    "wrong iss": "other issuer",
    "no exp": "without exp",
    "ID token as access": "ID token of another client",
    "truncated": "truncated",
    "1 MB token": "one megabyte",
}


def test_the_whole_catalogue_is_tried() -> None:
    assert set(CATALOGUE.values()) <= set(FORGERIES)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_gets_the_same_401_as_none_on_every_route(
    client: TestClient, session_issuer: Issuer, name: str
) -> None:
    expected, token = forget_request(client.get(TASKS)), FORGERIES[name](session_issuer)
    for response in ask_everywhere(client, {"Authorization": f"Bearer {token}"}):
        assert (response.status_code, forget_request(response)) == (401, expected), response.url
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_without_a_token_every_route_answers_the_same(client: TestClient) -> None:
    answers = [forget_request(response) for response in ask_everywhere(client, {})]
    assert [answer["status"] for answer in answers] == [401] * len(PROTECTED)
    assert all(answer == answers[0] for answer in answers)


def test_forged_tokens_reach_neither_the_database_nor_the_end_of_patience(
    client: TestClient, session_issuer: Issuer
) -> None:
    touched: list[object] = []
    event.listen(cast(FastAPI, client.app).state.engine, "checkout", lambda *_: touched.append(None))
    tokens = [forge(session_issuer) for forge in FORGERIES.values()]
    started = time.monotonic()
    assert {ask(client, token).status_code for token in tokens} == {401}
    assert time.monotonic() - started < 0.05 * len(tokens)
    assert touched == []


def test_a_genuine_token_is_accepted(client: TestClient, session_issuer: Issuer) -> None:
    assert ask(client, session_issuer.sign("ann")).status_code == 200


@pytest.mark.parametrize("scheme", ["Basic YTpi", "bearer", "Token x"])
def test_other_schemes_are_no_sign_in(client: TestClient, scheme: str) -> None:
    assert client.get(TASKS, headers={"Authorization": scheme}).status_code == 401


@pytest.mark.parametrize("header", ["jku", "x5u"])
def test_a_key_address_inside_the_token_is_never_asked(client: TestClient, thief: Issuer, header: str) -> None:
    token = thief.sign("ann", headers={header: thief.url, "kid": "stolen"})
    assert ask(client, token).status_code == 401
    assert thief.requests == 0


def test_a_key_inside_the_token_is_not_believed(client: TestClient, thief: Issuer) -> None:
    key = json.loads(thief.render_keys())["keys"][0]
    assert ask(client, thief.sign("ann", headers={"jwk": key})).status_code == 401


def test_without_issuer_nobody_is_refused_but_asked_to_come_back(lonely_app: FastAPI, session_issuer: Issuer) -> None:
    with TestClient(lonely_app) as client:
        response = ask(client, session_issuer.sign("ann"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert response.json()["detail"] == "Sign-in cannot be checked right now."


def test_a_slow_issuer_does_not_hold_liveness_up(lonely_app: FastAPI, thief: Issuer) -> None:
    thief.delay_seconds = 1.5
    lonely_app.state.verifier = TokenVerifier(KeySet(partial(fetch_keys, thief.url)), ISSUER, AUDIENCE)
    token = thief.sign("ann")
    with TestClient(lonely_app) as client, ThreadPoolExecutor(60) as pool:
        asked = [pool.submit(ask, client, token) for _ in range(50)]
        time.sleep(0.2)
        started = time.monotonic()
        assert client.get("/livez").status_code == 200
        assert time.monotonic() - started < 1
        assert 401 not in {future.result().status_code for future in asked}


@pytest.fixture
def thief() -> Iterator[Issuer]:
    """An issuer that nobody configured."""
    with run_issuer() as thief:
        yield thief
