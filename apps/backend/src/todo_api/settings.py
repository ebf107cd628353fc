"""What the environment says, checked once at boot."""

from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, AnyHttpUrl, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from todo_api.database_url import DatabaseUrl, parse_database_url

Name = Annotated[str, Field(min_length=1)]
ModelName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")]


class SettingsError(Exception):
    """The environment does not allow a start. The message names each variable and what it wants, never its value."""


def _parse_secret_url(value: object) -> DatabaseUrl:
    return value if isinstance(value, DatabaseUrl) else parse_database_url(str(value))


def _parse_proxies(value: object) -> str:
    proxies = [part.strip() for part in str(value).split(",") if part.strip()]
    for proxy in proxies:
        ip_network(proxy, strict=False)
    return ",".join(proxies)


def _check_key(key: SecretStr) -> SecretStr:
    # What cannot stand in a header would be refused there, and shown.
    key = SecretStr(key.get_secret_value().strip())
    if not all("!" <= character <= "~" for character in key.get_secret_value()):
        raise ValueError("it has characters that no key has")
    return key


def _parse_models(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class DatabaseSettings(BaseSettings):
    """All that a migration needs."""

    model_config = SettingsConfigDict(frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True)

    database_url: Annotated[DatabaseUrl, NoDecode, BeforeValidator(_parse_secret_url)] = Field(
        description="a Postgres URL such as postgresql://todo:password@localhost:5432/todo",
    )
    database_wait_seconds: float = Field(
        default=60, ge=0, le=600, description="seconds, 0 to 600, that a migration waits for the database to answer"
    )


class Settings(DatabaseSettings):
    """All that the API needs."""

    auth_jwks_url: AnyHttpUrl = Field(
        description="the URL of the public keys, such as http://frontend-svc/api/auth/jwks"
    )
    auth_issuer: Name = Field(default="todo-app", description="the `iss` that every token has")
    auth_audience: Name = Field(default="todo-api", description="the `aud` that every token has")
    auth_user_table: Annotated[str, Field(pattern=r"^([a-z_]+(\.[a-z_]+)?)?$")] = Field(
        default="",
        description="the table of accounts in the same database, such as public.user, whose users alone are let in; "
        "empty if it is elsewhere",
    )

    host: Name = Field(default="0.0.0.0", description="the address to listen on")  # noqa: S104 - a pod's address is not known
    port: int = Field(default=8000, ge=1, le=65535, description="the port to listen on, 1 to 65535")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="one of debug, info, warning, error"
    )
    forwarded_allow_ips: Annotated[str, BeforeValidator(_parse_proxies)] = Field(
        default="127.0.0.1",
        description="addresses or networks of the proxies whose X-Forwarded-* is believed, with commas between",
    )
    shutdown_timeout_seconds: int = Field(
        default=25, ge=1, le=600, description="seconds, 1 to 600, that requests have to finish after SIGTERM"
    )
    max_body_bytes: int = Field(default=256 * 1024, ge=1024, description="bytes of a request body, at least 1024")
    writes_per_minute: int = Field(
        default=120, ge=1, description="changes that one user may make in a minute, at least 1"
    )
    cohere_api_key: Annotated[SecretStr, AfterValidator(_check_key)] = Field(
        default=SecretStr(""), description="a key of Cohere's, or nothing: then the assistant is off"
    )
    cohere_base_url: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://api.cohere.com/v2"), description="the URL that /chat of Cohere's API is under"
    )
    cohere_models: Annotated[tuple[ModelName, ...], NoDecode, BeforeValidator(_parse_models)] = Field(
        default=("command-a-03-2025", "command-r7b-12-2024"),
        min_length=1,
        description="names of Cohere's models with commas between; each is asked where the one before it fails",
    )
    assistant_daily_turns: int = Field(
        default=100, ge=1, description="messages that one user may send to the assistant in a day (UTC), at least 1"
    )
    assistant_timeout_seconds: float = Field(
        default=60, ge=1, le=600, description="seconds, 1 to 600, that the assistant has for one answer"
    )

    database_pool_size: int = Field(default=5, ge=1, le=50, description="connections that stay open, 1 to 50")
    database_statement_timeout_seconds: float = Field(
        default=5, ge=0.1, le=60, description="seconds, 0.1 to 60, that one statement may take"
    )


def load_settings[T: DatabaseSettings](kind: type[T]) -> T:
    """The settings in the environment. Raises SettingsError, one line for each variable that is missing or wrong."""
    try:
        return kind()
    except ValidationError as error:
        raise SettingsError(_describe(kind, error)) from None


def _describe(kind: type[DatabaseSettings], error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        field = str(problem["loc"][0])
        reason = problem["msg"].removeprefix("Value error, ")
        seen = "is missing" if problem["type"] == "missing" else f"is wrong ({reason})"
        lines.append(f"Read the environment: {field.upper()} {seen}. It wants {kind.model_fields[field].description}.")
    return "\n".join(lines)
