"""Forged, stale and misdirected tokens: the same 401 for all of them."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from conftest import TASKS
from issuer import AUDIENCE, ISSUER, Issuer, run_issuer
from todo_api.auth.key_set import KeySet, fetch_keys
from todo_api.auth.tokens import TokenVerifier

NOW = int(time.time())


def encode(part: object) -> str:
    """A part of a token, as the format wants it."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def sign_with_secret(issuer: Issuer, secret: bytes) -> str:
    """The classic forgery: the public key taken for a shared secret. Made by hand, for PyJWT refuses to."""
    payload = jwt.decode(issuer.sign("ann"), options={"verify_signature": False})
    text = f"{encode({'alg': 'HS256', 'typ': 'JWT', 'kid': issuer.key_id})}.{encode(payload)}"
    signature = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def sign_without_key(issuer: Issuer) -> str:
    payload = jwt.decode(issuer.sign("ann"), options={"verify_signature": False})
    return f"{encode({'alg': 'none', 'kid': issuer.key_id})}.{encode(payload)}."


def replace_payload(issuer: Issuer) -> str:
    header, _, signature = issuer.sign("ann").split(".")
    payload = {"sub": "bob", "iss": "todo-app", "aud": "todo-api", "iat": NOW, "exp": NOW + 300}
    return f"{header}.{encode(payload)}.{signature}"


def public_bytes(issuer: Issuer, encoding: Encoding, form: PublicFormat) -> bytes:
    return issuer.private_key.public_key().public_bytes(encoding, form)


FORGERIES: dict[str, Callable[[Issuer], str]] = {
    "empty": lambda _: "",
    "no token at all": lambda _: "garbage",
    "three empty parts": lambda _: "..",
    "one megabyte": lambda issuer: issuer.sign("ann") + "A" * 1_000_000,
    "genuine but too long": lambda issuer: issuer.sign("ann", padding="x" * 5000),
    "deep header": lambda _: base64.urlsafe_b64encode(b"[" * 2000).decode() + ".e30.AA",
    "truncated": lambda issuer: issuer.sign("ann")[:-10],
    "other payload": replace_payload,
    "algorithm none": sign_without_key,
    "HS256 with the raw public key": lambda issuer: sign_with_secret(
        issuer, public_bytes(issuer, Encoding.Raw, PublicFormat.Raw)
    ),
    "HS256 with the PEM public key": lambda issuer: sign_with_secret(
        issuer, public_bytes(issuer, Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    ),
    "HS256 with nothing": lambda issuer: sign_with_secret(issuer, b""),
    "another's key": lambda issuer: issuer.sign("ann", key=Ed25519PrivateKey.generate()),
    "unknown key id": lambda issuer: issuer.sign("ann", headers={"kid": "key-9"}),
    "key id as path": lambda issuer: issuer.sign("ann", headers={"kid": "../../etc/passwd"}),
    "key id as SQL": lambda issuer: issuer.sign("ann", headers={"kid": "' OR 1=1 --"}),
    "expired": lambda issuer: issuer.sign("ann", exp=NOW - 60),
    "not valid yet": lambda issuer: issuer.sign("ann", nbf=NOW + 3600),
    "issued in the future": lambda issuer: issuer.sign("ann", iat=NOW + 3600),
    "other audience": lambda issuer: issuer.sign("ann", aud="other"),
    "other issuer": lambda issuer: issuer.sign("ann", iss="http://evil.example"),
    "ID token of another client": lambda issuer: issuer.sign("ann", aud=["web"], nonce="n"),
    "without exp": lambda issuer: issuer.sign("ann", exp=None),
    "without iat": lambda issuer: issuer.sign("ann", iat=None),
    "without aud": lambda issuer: issuer.sign("ann", aud=None),
    "without iss": lambda issuer: issuer.sign("ann", iss=None),
    "without sub": lambda issuer: issuer.sign("ann", sub=None),
    "empty sub": lambda issuer: issuer.sign(""),
    "long sub": lambda issuer: issuer.sign("a" * 256),
    "NUL in sub": lambda issuer: issuer.sign("a\x00b"),
    "exp as text": lambda issuer: issuer.sign("ann", exp="soon"),
    "exp beyond time": lambda issuer: issuer.sign("ann", exp=float("inf")),
}


def ask(client: TestClient, token: str) -> Response:
    return client.get(TASKS, headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_gets_the_same_401_as_none(client: TestClient, session_issuer: Issuer, name: str) -> None:
    expected, response = client.get(TASKS), ask(client, FORGERIES[name](session_issuer))
    assert response.status_code == expected.status_code == 401
    assert forget_request(response) == forget_request(expected)
    assert response.headers["WWW-Authenticate"] == "Bearer"


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


def forget_request(response: Response) -> dict[str, Any]:
    """The body without what differs from request to request."""
    body: dict[str, Any] = response.json()
    return body | {"request_id": ""}
