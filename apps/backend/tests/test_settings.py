"""What the environment must say."""

import pytest

from todo_api.settings import DatabaseSettings, Settings, SettingsError, load_settings

GOOD = {"DATABASE_URL": "postgres://ann:s3cr3t@db/todo", "AUTH_JWKS_URL": "http://frontend-svc/api/auth/jwks"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Only what the test sets."""
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_two_variables_are_enough() -> None:
    settings = load_settings(Settings)
    assert (settings.port, settings.auth_issuer, settings.auth_audience) == (8000, "todo-app", "todo-api")


def test_a_migration_needs_the_database_only(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("AUTH_JWKS_URL")
    assert load_settings(DatabaseSettings).database_url.address == "db:5432"


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_variable_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(SettingsError, match=f"{name} is missing. It wants "):
        load_settings(Settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://ann:s3cr3t@db/todo"),
        ("AUTH_JWKS_URL", "file:///s3cr3t"),
        ("AUTH_ISSUER", ""),
        ("AUTH_USER_TABLE", 'public."s3cr3t'),
        ("PORT", "s3cr3t"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "s3cr3t"),
        ("FORWARDED_ALLOW_IPS", "*"),
        ("WRITES_PER_MINUTE", "0"),
        ("SHUTDOWN_TIMEOUT_SECONDS", "0"),
        ("DATABASE_WAIT_SECONDS", "-1"),
        ("COHERE_API_KEY", "s3cr3t\nwith a line"),
        ("COHERE_API_KEY", "s3cr3t\u00e9"),
        ("COHERE_BASE_URL", "s3cr3t"),
        ("COHERE_MODELS", ","),
        ("COHERE_MODELS", "command-a, s3cr3t model"),
        ("ASSISTANT_DAILY_TURNS", "0"),
        ("ASSISTANT_TIMEOUT_SECONDS", "0"),
    ],
)
def test_a_wrong_variable_is_named_but_not_shown(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^Read the environment: {name} is wrong .*It wants ") as caught:
        load_settings(Settings)
    assert "s3cr3t" not in str(caught.value)


def test_all_that_is_wrong_is_said_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("DATABASE_URL")
    environment.setenv("PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings(Settings)
    assert [line.split()[3] for line in str(caught.value).splitlines()] == ["DATABASE_URL", "PORT"]


def test_proxies_are_addresses_or_networks(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("FORWARDED_ALLOW_IPS", "10.0.0.0/8, ::1")
    assert load_settings(Settings).forwarded_allow_ips == "10.0.0.0/8,::1"


def test_every_setting_says_what_it_wants() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_without_a_key_the_assistant_has_its_defaults() -> None:
    settings = load_settings(Settings)
    assert settings.cohere_api_key.get_secret_value() == ""
    assert str(settings.cohere_base_url) == "https://api.cohere.com/v2"
    assert settings.cohere_models == ("command-a-03-2025", "command-r7b-12-2024")
    assert (settings.assistant_daily_turns, settings.assistant_timeout_seconds) == (100, 60)


def test_models_are_names_with_commas_between(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("COHERE_MODELS", " command-a-plus-05-2026 , command-r7b-12-2024,")
    assert load_settings(Settings).cohere_models == ("command-a-plus-05-2026", "command-r7b-12-2024")


def test_the_key_is_shown_by_nothing(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("COHERE_API_KEY", " canary-key\n")
    settings = load_settings(Settings)
    assert settings.cohere_api_key.get_secret_value() == "canary-key"
    assert "canary-key" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
