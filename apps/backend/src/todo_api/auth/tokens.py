"""Turns a bearer token into the user who sent it."""

from dataclasses import dataclass

import jwt

from todo_api.auth.key_set import KeySet

ALGORITHM = "EdDSA"
LEEWAY_SECONDS = 10
MAX_TOKEN_LENGTH = 4096
MAX_SUBJECT_LENGTH = 255


class TokenError(Exception):
    """The token does not prove who sent it. Deliberately without a reason for the sender."""


@dataclass(frozen=True)
class TokenVerifier:
    """Accepts what one issuer signed for one audience, with one algorithm."""

    keys: KeySet
    issuer: str
    audience: str

    def verify(self, token: str) -> str:
        """The user's id (`sub`). Raises TokenError, or KeysUnavailableError if it cannot be told. May block."""
        if len(token) > MAX_TOKEN_LENGTH:
            raise TokenError("too long")
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") != ALGORITHM or not isinstance(header.get("kid"), str):
                raise TokenError("other algorithm or no key id")
            key = self.keys.find(header["kid"])
            if key is None:
                raise TokenError("unknown key")
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=self.audience,
                issuer=self.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "sub", "iss", "aud"], "enforce_minimum_key_length": True},
            )
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise TokenError(type(error).__name__) from error
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT_LENGTH or "\x00" in subject:
            raise TokenError("unusable subject")
        return subject
