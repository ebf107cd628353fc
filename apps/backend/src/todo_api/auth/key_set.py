"""The issuer's public keys: fetched when needed, kept for a while, and asked for again no more often than is decent."""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import override
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWKError, PyJWKSetError

FRESH_SECONDS = 300.0
USABLE_SECONDS = 24 * 3600.0
RETRY_SECONDS = 2.0
UNKNOWN_KEY_SECONDS = 30.0
FETCH_TIMEOUT_SECONDS = 2.0
MAX_DOCUMENT_BYTES = 64 * 1024

LOG = logging.getLogger(__name__)

type Keys = Mapping[str, PyJWK]


class KeysUnavailableError(Exception):
    """The issuer cannot be asked for its keys and none are known."""


@dataclass(frozen=True)
class _Known:
    keys: Keys
    fetched_at: float


class KeySet:
    """Finds the key with an id. Threads may share it; one of them fetches while the others wait."""

    def __init__(self, fetch: Callable[[], Keys], now: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._now = now
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._tried_at = float("-inf")

    def find(self, key_id: str) -> PyJWK | None:
        """The key, or None if the issuer has no such key. Raises KeysUnavailableError. May block for a fetch."""
        if self._needs_fetch(key_id):
            with self._lock:
                if self._needs_fetch(key_id):
                    self._refresh()
        known = self._known
        if known is None or self._now() - known.fetched_at > USABLE_SECONDS:
            raise KeysUnavailableError
        return known.keys.get(key_id)

    def _needs_fetch(self, key_id: str) -> bool:
        known, now = self._known, self._now()
        if now - self._tried_at < RETRY_SECONDS:
            return False
        if known is None or now - known.fetched_at > FRESH_SECONDS:
            return True
        return key_id not in known.keys and now - self._tried_at >= UNKNOWN_KEY_SECONDS

    def _refresh(self) -> None:
        try:
            keys = self._fetch()
        except (OSError, ValueError, HTTPException, PyJWKError, PyJWKSetError) as error:
            LOG.warning("fetch of the issuer's keys failed: %s", error)
        else:
            self._known = _Known(keys, self._now())
        finally:
            self._tried_at = self._now()


class _RefuseRedirect(HTTPRedirectHandler):
    @override
    def redirect_request(self, *_: object) -> None:
        return None


def fetch_keys(url: str, timeout: float = FETCH_TIMEOUT_SECONDS) -> Keys:
    """Asks the issuer for its key document. Raises OSError, ValueError, HTTPException or a PyJWT error."""
    request = Request(url, headers={"Accept": "application/json"})  # noqa: S310 - settings allow http and https only
    try:
        with build_opener(_RefuseRedirect).open(request, timeout=timeout) as response:
            document = json.loads(response.read(MAX_DOCUMENT_BYTES))
    except HTTPError as error:
        with error:
            raise OSError(f"status {error.code}") from None
    if not isinstance(document, dict):
        raise ValueError("the document is not a JSON object")  # noqa: TRY004 - it is the value from outside that is wrong
    return {key.key_id: key for key in PyJWKSet.from_dict(document).keys if key.key_id}
