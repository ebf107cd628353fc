"""The assistant as the settings want it."""

import httpx2
from sqlalchemy import Engine

from todo_api.assistant.chat import Assistant
from todo_api.assistant.cohere import Cohere
from todo_api.assistant.ledger import Ledger
from todo_api.assistant.upstream import Upstream
from todo_api.settings import Settings


def build_assistant(settings: Settings, engine: Engine, http: httpx2.AsyncClient | None) -> Assistant:
    """Connects the parts. Without a client for the model the assistant is off."""
    model = None if http is None else build_cohere(settings, http)
    return Assistant(
        model=model,
        model_name=settings.cohere_models[0] if model else None,
        ledger=Ledger(
            engine=engine,
            daily_turns=settings.assistant_daily_turns,
            turn_seconds=settings.assistant_timeout_seconds,
            writes_per_minute=settings.writes_per_minute,
        ),
        upstream=Upstream(),
        turn_seconds=settings.assistant_timeout_seconds,
    )


def build_cohere(settings: Settings, http: httpx2.AsyncClient) -> Cohere:
    """The model as the settings want it."""
    return Cohere(
        http=http,
        key=settings.cohere_api_key,
        base_url=str(settings.cohere_base_url).rstrip("/"),
        models=settings.cohere_models,
    )
