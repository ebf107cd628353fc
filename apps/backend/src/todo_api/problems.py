"""Errors as RFC 9457 problem documents."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
UNACCEPTED = "The request has values that are not accepted."


class FieldProblem(BaseModel):
    """One value of the request that is not accepted."""

    location: str = Field(description="`body`, `query`, `path` or `header`.", examples=["body"])
    pointer: str = Field(description="A JSON pointer to the value inside that location.", examples=["/title"])
    code: str = Field(description="A stable name of the rule.", examples=["string_too_long"])
    message: str = Field(
        description="What is wrong, for a person.", examples=["String should have at most 200 characters"]
    )


class Problem(BaseModel):
    """Why a request failed, in the form of RFC 9457."""

    type: str = Field(default="about:blank", description="`about:blank`: the status says it all.")
    title: str = Field(description="The name of the status.", examples=["Not Found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What happened, in a sentence.", examples=["There is no such task."])
    instance: str = Field(description="The path that was asked for.", examples=["/api/v1/tasks"])
    request_id: str = Field(description="Names this request in the log.")
    code: str | None = Field(
        default=None, description="Names the case where a program must know it.", examples=["database-away"]
    )
    errors: list[FieldProblem] | None = Field(default=None, description="With status 422: every value that is wrong.")


class ProblemError(Exception):
    """Ends a request with a problem document. `members` are what this kind of problem tells beyond the others."""

    def __init__(
        self,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        *,
        errors: Sequence[FieldProblem] = (),
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers
        self.errors = errors
        self.members = members or {}


class UnacceptedValueError(ProblemError):
    """A value is wrong in a way that only shows beside others."""

    def __init__(self, location: str, pointer: str, code: str, message: str) -> None:
        problem = FieldProblem(location=location, pointer=pointer, code=code, message=message)
        super().__init__(422, UNACCEPTED, errors=[problem])


def build_problem_response(
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[FieldProblem] = (),
    members: Mapping[str, Any] | None = None,
) -> JSONResponse:
    """The response that carries a problem."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", ""),
        errors=list(errors) or None,
    )
    content = problem.model_dump(exclude_none=True) | dict(members or {})
    return JSONResponse(content, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)
