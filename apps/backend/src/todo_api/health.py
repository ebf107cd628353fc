"""Health for Kubernetes. Neither answer asks the database: one that sleeps stays asleep."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from todo_api.problems import ProblemError

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process is well."""

    status: Literal["ok"]


@router.get("/livez")
async def read_liveness() -> Health:
    """Says that the process runs."""
    return Health(status="ok")


@router.get("/readyz")
async def read_readiness(request: Request) -> Health:
    """Says whether requests should come here: not shortly after the database failed to answer one."""
    if request.app.state.database_health.has_failed_recently:
        raise ProblemError(503, "The database did not answer the last request.", {"Retry-After": "2"})
    return Health(status="ok")
