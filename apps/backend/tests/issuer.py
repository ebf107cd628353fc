"""A stand-in for the frontend's sign-in: signs tokens as Better Auth does and serves its keys over real HTTP."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

ISSUER = "todo-app"
AUDIENCE = "todo-api"


class Issuer:
    """Has one key at a time. `status` and `delay_seconds` say how its key document is answered."""

    def __init__(self) -> None:
        self.requests = 0
        self.status = 200
        self.delay_seconds = 0.0
        self.url = ""
        self.replace_key("key-1")

    def replace_key(self, key_id: str) -> None:
        """Rotates: from now on there is only this key."""
        self.key_id = key_id
        self.private_key = Ed25519PrivateKey.generate()

    def sign(self, subject: str, *, key: Any = None, headers: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token for the user; a claim given as None is left out."""
        now = int(time.time())
        payload = {"sub": subject, "iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 300} | claims
        return jwt.encode(
            {name: value for name, value in payload.items() if value is not None},
            key or self.private_key,
            algorithm="EdDSA",
            headers={"kid": self.key_id} | (headers or {}),
        )

    def render_keys(self) -> bytes:
        """The key document, in Better Auth's form."""
        key = json.loads(OKPAlgorithm.to_jwk(self.private_key.public_key()))
        return json.dumps({"keys": [key | {"alg": "EdDSA", "kid": self.key_id}]}).encode()


@contextmanager
def run_issuer() -> Iterator[Issuer]:
    """An issuer that answers on loopback."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.requests += 1
            time.sleep(issuer.delay_seconds)
            self.send_response(issuer.status)
            if issuer.status == 302:
                self.send_header("Location", issuer.url + "/elsewhere")
            self.end_headers()
            self.wfile.write(issuer.render_keys())

        def log_message(self, *_: Any) -> None:
            """Stays silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}/api/auth/jwks"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield issuer
        finally:
            server.shutdown()
