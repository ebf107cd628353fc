"""Tokens that prove nothing, and the routes to try them on."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi.testclient import TestClient
from httpx2 import Response
from jwt.algorithms import OKPAlgorithm

from conftest import TASKS
from issuer import Issuer
from routes import IDS, PUBLIC, list_routes

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


ELSEWHERE = "http://127.0.0.1:9/jwks"
THIEF_KEY = Ed25519PrivateKey.generate()
THIEF = json.loads(OKPAlgorithm.to_jwk(THIEF_KEY.public_key()))


def sign_as_thief(issuer: Issuer, header: str, value: object) -> str:
    """Signed with another key, and telling where that is."""
    return issuer.sign("ann", key=THIEF_KEY, headers={header: value})


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
    "jku header": lambda issuer: sign_as_thief(issuer, "jku", ELSEWHERE),
    "x5u header": lambda issuer: sign_as_thief(issuer, "x5u", ELSEWHERE),
    "jwk header": lambda issuer: sign_as_thief(issuer, "jwk", THIEF | {"kid": "key-1"}),
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


PROTECTED = [route for route in list_routes() if route not in PUBLIC]


def ask(client: TestClient, token: str) -> Response:
    return client.get(TASKS, headers={"Authorization": f"Bearer {token}"})


def ask_everywhere(client: TestClient, headers: dict[str, str]) -> Iterator[Response]:
    """Every answer to that authorization, on routes that all would need a sign-in."""
    nobodys = dict.fromkeys((*IDS, "user_id"), "00000000-0000-0000-0000-000000000000")
    for route in PROTECTED:
        method, path = route.split(" ")
        body: dict[str, str] | None = {} if method in {"POST", "PATCH"} else None
        yield client.request(method, path.format(**nobodys), headers=headers, json=body)


def forget_request(response: Response) -> dict[str, Any]:
    """The body without what differs from request to request."""
    body: dict[str, Any] = response.json()
    return body | {"request_id": "", "instance": ""}
