"""What a refusal of Cohere's means to the user."""

from datetime import UTC, datetime

import pytest

from scripted_cohere import TRIAL_MINUTE, TRIAL_MONTH
from todo_api.assistant.failures import DETAILS, Failure, FailureCode, classify_status, parse_retry_after

NOW = datetime(2026, 11, 27, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "message", "code"),
    [
        (400, "invalid request", "garbled"),
        (401, "invalid api token", "off"),
        (402, "billing limit reached", "quota"),
        (403, "forbidden", "off"),
        (404, "model not found", "away"),
        (422, "unprocessable", "garbled"),
        (429, TRIAL_MINUTE, "limited"),
        (429, TRIAL_MONTH, "quota"),
        (498, "blocked", "garbled"),
        (499, "cancelled", "garbled"),
        (500, "internal", "away"),
        (501, "not implemented", "away"),
        (503, "unavailable", "away"),
        (504, "timeout", "slow"),
    ],
)
def test_each_status_has_a_code(status: int, message: str, code: str) -> None:
    assert classify_status(status, message, {}, NOW).code == code


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 30),
        ("7", 7),
        ("0", 1),
        ("9" * 400, 86400),
        ("Fri, 27 Nov 2026 12:00:42 GMT", 42),
        ("Fri, 27 Nov 2026 11:00:00 GMT", 1),
        ("soon", 30),
        ("-5", 30),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: int) -> None:
    assert parse_retry_after(value, NOW) == seconds


def test_a_limit_says_when_to_try_again() -> None:
    failure = classify_status(429, TRIAL_MINUTE, {"retry-after": "7"}, NOW)
    assert failure == Failure(FailureCode.LIMITED, 7)


def test_each_code_has_a_sentence() -> None:
    assert DETAILS.keys() == set(FailureCode)
