"""What a turn reads and writes: three short transactions, none of them open while the model is asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session

from todo_api.assistant.chat_events import BudgetEvent
from todo_api.assistant.cohere import ModelMessage
from todo_api.assistant.confirmations import settle_cards
from todo_api.assistant.documents import build_history
from todo_api.assistant.limits import build_budget, give_turn_back, leave_place, reserve_turn, take_place
from todo_api.assistant.prompt import build_prompt
from todo_api.assistant.step import StepContext, StepResult, fail_step, run_step
from todo_api.assistant.tools.calls import Call
from todo_api.assistant.turn import Turn
from todo_api.conversations.dependencies import MissingConversationError
from todo_api.conversations.models import Conversation, Message, Role
from todo_api.conversations.queries import (
    add_message,
    begin_conversation,
    build_question,
    find_conversation,
    select_messages,
)
from todo_api.problems import ProblemError
from todo_api.writes.limit import count_write

# A turn cannot be older than its time and this; so much later its place is free in any case.
PLACE_MARGIN_SECONDS = 30


@dataclass(frozen=True)
class Question:
    """What the user says, where, and from which window."""

    user_id: str
    origin: str
    message: str
    conversation_id: uuid.UUID | None
    zone: str


@dataclass(frozen=True)
class Opening:
    """A turn that has its place, its budget and its conversation."""

    turn_id: uuid.UUID
    conversation_id: uuid.UUID
    title: str
    budget: BudgetEvent
    messages: list[ModelMessage]
    now: datetime


class BudgetSpentError(Exception):
    """The user has had all turns of the day."""

    def __init__(self, budget: BudgetEvent) -> None:
        super().__init__()
        self.budget = budget


@dataclass(frozen=True)
class Ledger:
    """Opens a session for each piece of work and closes it. Its methods block."""

    engine: Engine
    daily_turns: int
    turn_seconds: float
    writes_per_minute: int

    def open(self, question: Question, now: datetime) -> Opening:
        """Begins a turn and keeps what was said. Raises ProblemError or BudgetSpentError; then nothing is kept."""
        turn_id = uuid.uuid4()
        with self._begin() as session:
            take_place(session, question.user_id, turn_id, self.turn_seconds + PLACE_MARGIN_SECONDS)
            conversation = self._find_or_begin(session, question, now)
            budget = reserve_turn(session, question.user_id, self.daily_turns, now)
            if budget is None:
                raise BudgetSpentError(self._build_spent(now))
            known = select_messages(session, conversation)
            history = build_history(known, settle_cards(session, known, now))
            add_message(session, conversation, build_question(conversation, question.message, now))
            session.commit()
        return Opening(
            turn_id=turn_id,
            conversation_id=conversation.id,
            title=conversation.title,
            budget=budget,
            messages=[
                {"role": "system", "content": build_prompt(question.zone, now)},
                *history,
                {"role": "user", "content": question.message},
            ],
            now=now,
        )

    def play_step(
        self, question: Question, opening: Opening, touched: frozenset[uuid.UUID], calls: Sequence[Call]
    ) -> StepResult:
        """Carries calls out. One that cannot be is a card that says so."""
        context = StepContext(
            user_id=question.user_id,
            origin=question.origin,
            conversation_id=opening.conversation_id,
            zone=question.zone,
            clock=partial(datetime.now, UTC),
            touched=touched,
        )
        try:
            with self._begin() as session:
                count = partial(count_write, session, question.user_id, self.writes_per_minute)
                return run_step(session, context, calls, count)
        except ProblemError as error:
            return fail_step(context, calls, error.detail)

    def close(self, question: Question, opening: Opening, turn: Turn, now: datetime) -> uuid.UUID | None:
        """Ends the turn and keeps the answer. Its id, or None if the conversation is no more."""
        with self._begin() as session:
            leave_place(session, question.user_id, opening.turn_id)
            conversation = find_conversation(session, question.user_id, opening.conversation_id, lock=True)
            if conversation is not None:
                add_message(session, conversation, build_answer(turn, conversation, now))
            session.commit()
        return turn.message_id if conversation is not None else None

    def give_back(self, question: Question, opening: Opening) -> BudgetEvent:
        """The turn does not count: the model never began to answer."""
        with self._begin() as session:
            budget = give_turn_back(session, question.user_id, self.daily_turns, opening.now)
            session.commit()
        return budget

    def _begin(self) -> Session:
        return Session(self.engine, expire_on_commit=False)

    def _find_or_begin(self, session: Session, question: Question, now: datetime) -> Conversation:
        if question.conversation_id is None:
            return begin_conversation(session, question.user_id, question.message, now)
        conversation = find_conversation(session, question.user_id, question.conversation_id, lock=True)
        if conversation is None:
            raise MissingConversationError
        return conversation

    def _build_spent(self, now: datetime) -> BudgetEvent:
        return build_budget(self.daily_turns, self.daily_turns, now)


def build_answer(turn: Turn, conversation: Conversation, now: datetime) -> Message:
    """The answer as it is kept. Pure."""
    return Message(
        id=turn.message_id,
        conversation_id=conversation.id,
        role=Role.ASSISTANT,
        text=turn.text,
        cards=[card.shorten().model_dump(mode="json") for card in turn.cards],
        finish=turn.finish,
        created_at=now,
    )
