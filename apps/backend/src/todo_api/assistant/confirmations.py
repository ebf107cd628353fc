"""The user's click on what waits for it: carried out once, in time, and only on what is as it was."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from todo_api.assistant.cards import KeptCard, Outcome
from todo_api.assistant.models import Confirmation, Decision
from todo_api.assistant.plan import Plan
from todo_api.assistant.tools.actions import ACTIONS, ActionError, Work
from todo_api.assistant.tools.sentences import quote_titles
from todo_api.conversations.models import Message
from todo_api.events.channel import notify_chat
from todo_api.problems import ProblemError
from todo_api.tasks.models import Task, TaskPublic
from todo_api.tasks.queries import lock_tasks
from todo_api.tasks.service import Actor

VALID = timedelta(hours=1)
DECLINED = "You declined this; nothing was changed."
EXPIRED = "This waited for more than an hour, so it was dropped; nothing was changed."


class Click(BaseModel):
    """What the user's click says."""

    model_config = {"extra": "forbid"}

    approve: bool = Field(strict=True, description="Whether to carry it out.")


class DecisionPublic(BaseModel):
    """What a click came to."""

    outcome: Outcome = Field(
        description="`done`: carried out, as far as the tasks are as they were; `failed`: none of them is; "
        "`refused`: declined."
    )
    summary: str = Field(description="What happened, in a sentence; names the tasks that were left alone.")
    tasks: list[TaskPublic] = Field(description="The tasks that were changed, as they are now.")
    batch: uuid.UUID | None = Field(description="Undoes all of it; null if nothing was changed.")


class MissingConfirmationError(ProblemError):
    """It is not there, or somebody else's: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__(404, "There is nothing that waits for this click.")


def decide(session: Session, actor: Actor, confirmation_id: uuid.UUID, click: Click, now: datetime) -> DecisionPublic:
    """Carries the plan out or drops it, for good. The caller commits. Raises ProblemError."""
    statement = select(Confirmation).where(
        col(Confirmation.id) == confirmation_id, col(Confirmation.user_id) == actor.user_id
    )
    confirmation = session.exec(statement.with_for_update()).one_or_none()
    if confirmation is None:
        raise MissingConfirmationError
    if confirmation.decision is not None:
        raise ProblemError(409, "This has been decided already.")
    if now - confirmation.created_at > VALID:
        raise ProblemError(410, EXPIRED)
    if click.approve:
        batch = uuid.uuid4()
        plan = Plan.model_validate(confirmation.plan)
        decision = _carry_out(session, replace(actor, kind="assistant", batch=batch), plan, batch, now)
    else:
        decision = DecisionPublic(outcome=Outcome.REFUSED, summary=DECLINED, tasks=[], batch=None)
    confirmation.decision = Decision.APPROVED if click.approve else Decision.DECLINED
    confirmation.decided_at = now
    confirmation.result = decision.model_dump(mode="json")
    session.add(confirmation)
    notify_chat(session, actor.user_id, confirmation.conversation_id)
    return decision


def _carry_out(session: Session, actor: Actor, plan: Plan, batch: uuid.UUID, now: datetime) -> DecisionPublic:
    """Plays the plan's actions on the tasks that are as they were when it was made."""
    tasks = lock_tasks(session, actor.user_id, plan.versions.keys())
    stale = [task for task in tasks if task.version != plan.versions[task.id]]
    gone = plan.versions.keys() - {task.id for task in tasks}
    spared = frozenset(task.id for task in stale) | gone
    work = Work(session, actor, plan.zone, now, spared)
    done: dict[uuid.UUID, Task] = {}
    sentences: list[str] = []
    for action in plan.actions:
        kind, act = ACTIONS[action.tool]
        try:
            with session.begin_nested():
                one = act(work, kind.model_validate(action.arguments))
        except ActionError as error:
            sentences.append(str(error))
        except ProblemError as error:
            sentences.append(error.detail)
        else:
            done |= {task.id: task for task in one.tasks}
            sentences += [one.summary] if one.tasks else []
    if stale:
        verb = "has" if len(stale) == 1 else "have"
        sentences.append(f"Left alone, because {quote_titles(stale)} {verb} changed since.")
    return DecisionPublic(
        outcome=Outcome.DONE if done else Outcome.FAILED,
        summary=" ".join(sentences) or "The tasks are no more.",
        tasks=[TaskPublic.model_validate(task) for task in done.values()],
        batch=batch if done else None,
    )


def settle_cards(
    session: Session, messages: Sequence[Message], now: datetime | None = None
) -> dict[uuid.UUID, list[KeptCard]]:
    """The cards of each message, with what has become of what waited for a click."""
    cards = {message.id: [KeptCard.model_validate(card) for card in message.cards] for message in messages}
    waiting = {card.confirmation_id for kept in cards.values() for card in kept if card.confirmation_id}
    found = session.exec(select(Confirmation).where(col(Confirmation.id).in_(waiting))).all() if waiting else []
    by_id = {confirmation.id: confirmation for confirmation in found}
    at = now or datetime.now(UTC)
    return {message_id: [_settle(card, by_id, at) for card in kept] for message_id, kept in cards.items()}


def _settle(card: KeptCard, confirmations: Mapping[uuid.UUID, Confirmation], now: datetime) -> KeptCard:
    if card.confirmation_id is None:
        return card
    confirmation = confirmations.get(card.confirmation_id)
    if confirmation is None or (confirmation.decision is None and now - confirmation.created_at > VALID):
        return card.model_copy(update={"outcome": Outcome.REFUSED, "summary": EXPIRED, "confirmation": None})
    if confirmation.result is None:
        return card
    decision = DecisionPublic.model_validate(confirmation.result)
    has_button = card.confirmation is not None
    return card.model_copy(
        update={
            "outcome": decision.outcome,
            "summary": decision.summary if has_button else "See the step above.",
            "tasks": decision.tasks if has_button else [],
            "batch": decision.batch if has_button else None,
            "confirmation": None,
        }
    )
