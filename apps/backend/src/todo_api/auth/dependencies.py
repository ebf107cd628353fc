"""`UserDep`: the id of the person who asks, proven."""

import logging
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from todo_api.auth.accounts import Accounts
from todo_api.auth.key_set import KeysUnavailableError
from todo_api.auth.tokens import TokenError, TokenVerifier
from todo_api.problems import ProblemError

LOG = logging.getLogger(__name__)

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="A short-lived EdDSA token of the frontend.")


def get_user_id(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str:
    """Ends the request with 401 for every doubt, and with 503 if the issuer's keys cannot be had."""
    verifier: TokenVerifier = request.app.state.verifier
    accounts: Accounts = request.app.state.accounts
    try:
        user_id = verifier.verify(credentials.credentials if credentials else "")
        if not accounts.has(user_id):
            raise TokenError("no such account")  # noqa: TRY301 - one doubt of several
    except TokenError as error:
        LOG.info("token refused: %s", error)
        raise ProblemError(401, "Sign in and try again.", {"WWW-Authenticate": "Bearer"}) from None
    except KeysUnavailableError:
        raise ProblemError(503, "Sign-in cannot be checked right now.", {"Retry-After": "2"}) from None
    request.state.user_id = user_id
    return user_id


UserDep = Annotated[str, Depends(get_user_id)]
