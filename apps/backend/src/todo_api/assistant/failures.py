"""What can go wrong with the model, in the words of the person in front of the screen. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus

LIMITED_RETRY_SECONDS = 30
MAX_RETRY_SECONDS = 24 * 3600


class FailureCode(StrEnum):
    """What kind of failure it is; clients decide by it."""

    OFF = "off"
    AWAY = "away"
    SLOW = "slow"
    LIMITED = "limited"
    QUOTA = "quota"
    GARBLED = "garbled"
    INTERRUPTED = "interrupted"


DETAILS = {
    FailureCode.OFF: "The assistant is off: it has no key that its model accepts. Everything else works without it.",
    FailureCode.AWAY: "The assistant's model cannot be reached right now. Try again in a minute.",
    FailureCode.SLOW: "The assistant's model took too long. What is shown as done has happened, nothing more.",
    FailureCode.LIMITED: "The assistant's model takes no more requests for a moment.",
    FailureCode.QUOTA: "The assistant's allowance with its model is used up.",
    FailureCode.GARBLED: "The assistant's model sent something that makes no sense. Ask again, perhaps in other words.",
    FailureCode.INTERRUPTED: "The answer broke off. What is shown as done has happened, nothing more.",
}


@dataclass(frozen=True)
class Failure:
    """Why there is no (whole) answer."""

    code: FailureCode
    retry_after: int | None = None

    @property
    def detail(self) -> str:
        """A sentence about it."""
        return DETAILS[self.code]


class ModelError(Exception):
    """Ends a turn. `cause` is for the log and has neither the key nor what the user wrote."""

    def __init__(self, failure: Failure, cause: str, *, is_model_at_fault: bool = False) -> None:
        super().__init__(f"{failure.code}: {cause}")
        self.failure = failure
        self.cause = cause
        self.is_model_at_fault = is_model_at_fault


def classify_status(status: int, message: str, headers: Mapping[str, str], now: datetime) -> Failure:
    """What a status of Cohere's, other than 200, means to the user."""
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Failure(FailureCode.OFF)
    if status == HTTPStatus.PAYMENT_REQUIRED:
        return Failure(FailureCode.QUOTA)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        # A trial key has a limit per minute and one per month; only the message tells them apart.
        if "month" in message.lower():
            return Failure(FailureCode.QUOTA)
        return Failure(FailureCode.LIMITED, parse_retry_after(headers.get("retry-after"), now))
    if status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT}:
        return Failure(FailureCode.SLOW)
    return Failure(FailureCode.GARBLED if status < 500 and status != HTTPStatus.NOT_FOUND else FailureCode.AWAY)


def has_another_model_a_chance(status: int) -> bool:
    """Whether the next model of the list may answer where this one did not: it is gone, overrun or broken."""
    return status in {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS} or status >= 500


def parse_retry_after(value: str | None, now: datetime) -> int:
    """Seconds, from either form that the header has."""
    if value is None:
        return LIMITED_RETRY_SECONDS
    if value.strip().isdecimal():
        seconds = int(value) if len(value) < 10 else MAX_RETRY_SECONDS
    else:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return LIMITED_RETRY_SECONDS
        seconds = round((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
    return min(max(seconds, 1), MAX_RETRY_SECONDS)
