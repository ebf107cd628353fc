"""When the issuer is asked for its keys, and what holds while it cannot be."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from conftest import Clock
from issuer import Issuer, run_issuer
from todo_api.auth.key_set import (
    FETCH_TIMEOUT_SECONDS,
    FRESH_SECONDS,
    RETRY_SECONDS,
    UNKNOWN_KEY_SECONDS,
    USABLE_SECONDS,
    KeySet,
    KeysUnavailableError,
    fetch_keys,
)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with run_issuer() as issuer:
        yield issuer


@pytest.fixture
def keys(issuer: Issuer, clock: Clock) -> KeySet:
    return KeySet(partial(fetch_keys, issuer.url), clock)


def test_nothing_is_fetched_before_a_key_is_needed(issuer: Issuer, keys: KeySet) -> None:
    assert (keys is not None, issuer.requests) == (True, 0)


def test_a_known_key_is_fetched_once(issuer: Issuer, keys: KeySet) -> None:
    assert all(keys.find("key-1") for _ in range(10))
    assert issuer.requests == 1


def test_many_threads_share_one_fetch(issuer: Issuer, keys: KeySet) -> None:
    issuer.delay_seconds = 0.2
    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(lambda _: keys.find("key-1"), range(16)))
    assert issuer.requests == 1


def test_keys_are_fetched_again_when_they_are_old(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    keys.find("key-1")
    clock.seconds += FRESH_SECONDS + 1
    keys.find("key-1")
    assert issuer.requests == 2


def test_a_flood_of_unknown_keys_is_one_fetch(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    for number in range(1000):
        clock.seconds += 0.01
        assert keys.find(f"random-{number}") is None
    assert issuer.requests == 1


def test_a_rotated_key_is_found_after_the_pause(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    keys.find("key-1")
    issuer.replace_key("key-2")
    assert keys.find("key-2") is None
    clock.seconds += UNKNOWN_KEY_SECONDS
    assert keys.find("key-2") is not None


def test_a_withdrawn_key_is_forgotten(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    keys.find("key-1")
    issuer.replace_key("key-2")
    clock.seconds += FRESH_SECONDS + 1
    assert keys.find("key-1") is None


def test_known_keys_hold_while_the_issuer_is_down(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    keys.find("key-1")
    issuer.status = 500
    clock.seconds += USABLE_SECONDS - 1
    assert keys.find("key-1") is not None


def test_known_keys_do_not_hold_forever(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    keys.find("key-1")
    issuer.status = 500
    clock.seconds += USABLE_SECONDS + 1
    with pytest.raises(KeysUnavailableError):
        keys.find("key-1")


def test_a_cold_start_without_issuer_says_so_and_recovers(issuer: Issuer, keys: KeySet, clock: Clock) -> None:
    issuer.status = 500
    with pytest.raises(KeysUnavailableError):
        keys.find("key-1")
    issuer.status = 200
    clock.seconds += RETRY_SECONDS
    assert keys.find("key-1") is not None


def test_an_issuer_that_is_down_is_not_hammered(issuer: Issuer, keys: KeySet) -> None:
    issuer.status = 500
    for _ in range(20):
        with pytest.raises(KeysUnavailableError):
            keys.find("key-1")
    assert issuer.requests == 1


def test_a_slow_issuer_is_given_up(issuer: Issuer) -> None:
    issuer.delay_seconds = FETCH_TIMEOUT_SECONDS + 1
    started = time.monotonic()
    with pytest.raises(OSError, match="timed out"):
        fetch_keys(issuer.url)
    assert time.monotonic() - started < FETCH_TIMEOUT_SECONDS + 0.9


def test_a_redirect_is_not_followed(issuer: Issuer) -> None:
    issuer.status = 302
    with pytest.raises(OSError, match="302"):
        fetch_keys(issuer.url)
    assert issuer.requests == 1


@pytest.mark.parametrize(
    "document", [b"", b"[]", b"null", b"{}", b'{"keys": 1}', b'{"keys": [1]}', b'{"keys": []}', b"x" * 100_000]
)
def test_a_document_without_keys_counts_as_none(
    issuer: Issuer, keys: KeySet, monkeypatch: pytest.MonkeyPatch, document: bytes
) -> None:
    monkeypatch.setattr(issuer, "render_keys", lambda: document)
    with pytest.raises(KeysUnavailableError):
        keys.find("key-1")
