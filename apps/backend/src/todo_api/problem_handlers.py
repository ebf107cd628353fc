"""Every way in which a request can fail, as a problem document."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from todo_api.database_errors import classify_database_error, describe_database_error
from todo_api.problems import UNACCEPTED, FieldProblem, ProblemError, build_problem_response

LOG = logging.getLogger(__name__)


def add_problem_handlers(app: FastAPI) -> None:
    """Registers the handlers."""

    @app.exception_handler(ProblemError)
    async def handle_problem(request: Request, error: ProblemError) -> Response:
        return _answer(request, error)

    @app.exception_handler(HTTPException)
    async def handle_http(request: Request, error: HTTPException) -> Response:
        return build_problem_response(request, error.status_code, f"{error.detail}.", error.headers)

    @app.exception_handler(RequestValidationError)
    async def handle_invalid(request: Request, error: RequestValidationError) -> Response:
        problems = [_to_field_problem(problem) for problem in error.errors()]
        return build_problem_response(request, 422, UNACCEPTED, errors=problems)

    @app.exception_handler(SQLAlchemyError)
    async def handle_database(request: Request, error: SQLAlchemyError) -> Response:
        problem = classify_database_error(error)
        if problem is None:
            raise error
        LOG.warning("database: %s", describe_database_error(error))
        return _answer(request, problem)


def _answer(request: Request, error: ProblemError) -> Response:
    return build_problem_response(
        request, error.status, error.detail, error.headers, errors=error.errors, members=error.members
    )


def _to_field_problem(error: dict[str, Any]) -> FieldProblem:
    location, *steps = error["loc"]
    if error["type"] == "json_invalid":
        steps = []
    return FieldProblem(
        location=str(location),
        pointer=build_pointer(steps),
        code=error["type"],
        message=error["msg"].removeprefix("Value error, "),
    )


def build_pointer(steps: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901); the empty one means the whole."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
