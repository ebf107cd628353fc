"""A write that is sent twice with one key counts once: the key and the write share a transaction."""

import hashlib
from typing import Annotated, Any

from fastapi import Header
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from todo_api.problems import UnacceptedValueError

KEPT_HOURS = 24

IdempotencyKeyHeader = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        description=f"Names this write for {KEPT_HOURS} h. Sent again with the same body, it is answered again as it "
        "was the first time, with `Idempotent-Replay: true`, and nothing is written.",
    ),
]

# Waits for another transaction that holds the key; an old key is free again.
CLAIM = text(f"""
    INSERT INTO todo_api.idempotency_key AS known (user_id, key, request_hash, created_at)
    VALUES (:user_id, :key, :request_hash, now())
    ON CONFLICT (user_id, key) DO UPDATE SET request_hash = excluded.request_hash, created_at = now(), answer = NULL
    WHERE known.created_at < now() - interval '{KEPT_HOURS} h'
    RETURNING key
""")  # noqa: S608 - the constant above is the only thing put in
PURGE = text(f"""
    DELETE FROM todo_api.idempotency_key
    WHERE user_id = :user_id AND created_at < now() - interval '{KEPT_HOURS} h'
""")  # noqa: S608 - as above
FIND = text("SELECT request_hash, answer FROM todo_api.idempotency_key WHERE user_id = :user_id AND key = :key")
KEEP = text(
    "UPDATE todo_api.idempotency_key SET answer = CAST(:answer AS jsonb) WHERE user_id = :user_id AND key = :key"
)


class Answer(BaseModel):
    """What a write was answered with."""

    body: dict[str, Any]
    headers: dict[str, str]


def claim_key(session: Session, user_id: str, key: str, body: BaseModel) -> Answer | None:
    """The answer that was given under this key, or None if the key is the caller's now. Call it before other locks."""
    connection, name = session.connection(), {"user_id": user_id, "key": key}
    request_hash = hashlib.sha256(body.model_dump_json().encode()).digest()
    if connection.execute(CLAIM, name | {"request_hash": request_hash}).first() is not None:
        connection.execute(PURGE, {"user_id": user_id})
        return None
    known_hash, answer = connection.execute(FIND, name).one()
    if known_hash != request_hash:
        raise UnacceptedValueError(
            "header", "/Idempotency-Key", "idempotency_key_reused", "it was used for another body before"
        )
    return Answer.model_validate(answer)


def keep_answer(session: Session, user_id: str, key: str, answer: Answer) -> None:
    """Keeps what the write is answered with, once it is committed."""
    session.connection().execute(KEEP, {"user_id": user_id, "key": key, "answer": answer.model_dump_json()})
