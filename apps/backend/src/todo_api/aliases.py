"""`/api/{user_id}/…`: the paths of the product brief, for the same routes. `{user_id}` must be the user who asks."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response
from fastapi.routing import APIRoute

from todo_api.assistant.router import chat
from todo_api.auth.dependencies import UserDep
from todo_api.problems import ProblemError
from todo_api.tasks.router import complete_task
from todo_api.tasks.router import router as tasks_router


def require_own_path(user_id: UserDep, owner: Annotated[str, Path(alias="user_id")]) -> None:
    """Ends the request with 404 if the path is another user's."""
    if owner != user_id:
        raise ProblemError(404, "There is nothing of yours here.")


# Not in the contract, which shows one way to do a thing. Comes after `/api/v1`: no user has that name.
router = APIRouter(prefix="/api/{user_id}", dependencies=[Depends(require_own_path)], include_in_schema=False)
router.add_api_route("/tasks/{task_id}/complete", complete_task, methods=["PATCH"])
router.add_api_route("/chat", chat, methods=["POST"], response_class=Response)
for route in tasks_router.routes:
    if isinstance(route, APIRoute):
        router.add_api_route(
            f"/tasks{route.path.removeprefix(tasks_router.prefix)}",
            route.endpoint,
            methods=list(route.methods or ()),
            status_code=route.status_code,
        )
