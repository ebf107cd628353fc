"""`/api/v1/chat`, `/assistant` and `/confirmations`: talk to the assistant, see how it is, decide what it waits for."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from todo_api.assistant.chat import Assistant
from todo_api.assistant.chat_events import BudgetEvent
from todo_api.assistant.confirmations import Click, DecisionPublic, decide
from todo_api.assistant.ledger import Question
from todo_api.assistant.limits import read_budget
from todo_api.assistant.responses import TurnDocument, TurnStream
from todo_api.auth.dependencies import UserDep
from todo_api.dependencies import NowDep, SessionDep
from todo_api.tasks.dependencies import ActorDep, Origin
from todo_api.tasks.due import Zone
from todo_api.tasks.models import refuse_nul
from todo_api.writes.dependencies import WriteSessionDep

MESSAGE_LIMIT = 4000

router = APIRouter(prefix="/api/v1", tags=["assistant"])


class ChatRequest(BaseModel):
    """Something that the user says to the assistant."""

    model_config = {"extra": "forbid"}

    message: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MESSAGE_LIMIT),
        AfterValidator(refuse_nul),
    ]
    conversation_id: uuid.UUID | None = Field(default=None, description="The conversation to go on with.")
    zone: Zone = Field(default="UTC", description="Where the user is: decides what `tomorrow` means.")


class ChatReply(BaseModel):
    """The answer to `Accept: application/json`."""

    response: str = Field(description="All that the assistant said.")
    conversation_id: uuid.UUID
    timestamp: datetime


class AssistantPublic(BaseModel):
    """How the assistant is, as far as is known without asking its model."""

    state: Literal["ready", "off", "limited"] = Field(
        description="`off`: there is no key. `limited`: the model refused lately, or the user's budget is spent."
    )
    model: str | None = Field(description="The model that is asked first; null if there is none.")
    budget: BudgetEvent
    retry_after: int | None = Field(description="With `limited`: in so many seconds it is worth trying again.")


CHAT_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": ChatReply,
        "description": "The events of the turn as they happen, or with `Accept: application/json` the whole answer.",
    }
}


def get_assistant(request: Request) -> Assistant:
    """The assistant of this process."""
    assistant: Assistant = request.app.state.assistant
    return assistant


AssistantDep = Annotated[Assistant, Depends(get_assistant)]


@router.post("/chat", response_class=Response, responses=CHAT_RESPONSES)
async def chat(
    body: ChatRequest, request: Request, user_id: UserDep, assistant: AssistantDep, origin: Origin = ""
) -> Response:
    """Says something to the assistant. Its answer ends with `end`, with `error` before it if it is not whole."""
    question = Question(user_id, origin, body.message, body.conversation_id, body.zone)
    play = await assistant.begin(question)
    return TurnDocument(play) if prefers_document(request.headers.get("accept", "")) else TurnStream(play)


def prefers_document(accept: str) -> bool:
    """Whether the client asks for JSON and not for events. Pure."""
    types = [part.split(";")[0].strip() for part in accept.split(",")]
    return "application/json" in types and "text/event-stream" not in types


@router.get("/assistant")
def read_assistant(user_id: UserDep, session: SessionDep, assistant: AssistantDep, now: NowDep) -> AssistantPublic:
    """Says whether the assistant can be asked, and how many turns the user has left today."""
    budget = read_budget(session, user_id, assistant.ledger.daily_turns, now)
    retry_after = assistant.upstream.retry_after
    if budget.used >= budget.limit:
        retry_after = max(retry_after or 1, round((budget.resets_at - now).total_seconds()))
    if assistant.model is None:
        return AssistantPublic(state="off", model=None, budget=budget, retry_after=None)
    state: Literal["ready", "limited"] = "ready" if retry_after is None else "limited"
    return AssistantPublic(state=state, model=assistant.model_name, budget=budget, retry_after=retry_after)


@router.post("/confirmations/{confirmation_id}")
def decide_confirmation(
    confirmation_id: uuid.UUID, click: Click, actor: ActorDep, session: WriteSessionDep, now: NowDep
) -> DecisionPublic:
    """Carries out what the assistant waits for, or drops it. Each can be decided once, within an hour."""
    decision = decide(session, actor, confirmation_id, click, now)
    session.commit()
    return decision
