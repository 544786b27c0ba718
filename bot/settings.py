"""What an administrator sets, from the environment or a `.env` file. Each missing token says where to find it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Mode = Literal["socket", "http"]

_WHERE = {
    "SLACK_BOT_TOKEN": (
        "xoxb-…",
        "https://api.slack.com/apps, your app, “OAuth & Permissions”, “Bot User OAuth Token” (install the app first)",
    ),
    "SLACK_APP_TOKEN": (
        "xapp-…",
        "https://api.slack.com/apps, your app, “Basic Information”, “App-Level Tokens”: make one with the scope connections:write",
    ),
    "SLACK_SIGNING_SECRET": (
        "32 characters",
        "https://api.slack.com/apps, your app, “Basic Information”, “App Credentials”, “Signing Secret”",
    ),
    "SLACK_CLIENT_ID": (
        "123.456",
        "https://api.slack.com/apps, your app, “Basic Information”, “App Credentials”, “Client ID”",
    ),
    "SLACK_CLIENT_SECRET": (
        "32 characters",
        "https://api.slack.com/apps, your app, “Basic Information”, “App Credentials”, “Client Secret”",
    ),
    "WHOA_ENCRYPTION_KEY": (
        "a Fernet key",
        "`.venv/bin/python -m bot.store key` prints a fresh one; keep it in your secret store",
    ),
    "WHOA_PUBLIC_URL": (
        "https://whoa.example.com",
        "the address at which Slack and browsers reach this server",
    ),
}


class SettingsError(Exception):
    """The settings do not suffice to start. The message says what to set and where to find it."""


class Settings(BaseSettings):
    """All settings. Names in the environment are those of the aliases."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    bot_token: SecretStr | None = Field(
        None, alias="SLACK_BOT_TOKEN", description="Token of the bot in one workspace."
    )
    app_token: SecretStr | None = Field(
        None, alias="SLACK_APP_TOKEN", description="Token that opens Socket Mode."
    )
    signing_secret: SecretStr | None = Field(
        None, alias="SLACK_SIGNING_SECRET", description="Proves that HTTP requests come from Slack."
    )
    client_id: str | None = Field(
        None,
        alias="SLACK_CLIENT_ID",
        description="For “Connect my account” and installing in many workspaces.",
    )
    client_secret: SecretStr | None = Field(
        None, alias="SLACK_CLIENT_SECRET", description="Belongs to the client ID."
    )
    api_url: str = Field(
        "https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Where Slack's Web API is; the sandbox sets it.",
    )
    public_url: str | None = Field(
        None, alias="WHOA_PUBLIC_URL", description="Where browsers reach this server, for OAuth."
    )
    database_url: str | None = Field(
        None, alias="WHOA_DATABASE_URL", description="SQLAlchemy URL; SQLite in the data folder if unset."
    )
    encryption_key: SecretStr | None = Field(
        None, alias="WHOA_ENCRYPTION_KEY", description="Locks personal and bot tokens in the database."
    )
    emoji: str = Field(
        "seedling", alias="WHOA_EMOJI", description="The reaction that asks for help with a message."
    )
    emoji_on_others: bool = Field(
        True,
        alias="WHOA_EMOJI_ON_OTHERS",
        description="Whether the reaction also works on messages of others.",
    )
    rules: Path | None = Field(
        None, alias="WHOA_RULES", description="A folder of your own rule packs; they go before ours."
    )
    model: str | None = Field(
        None, alias="WHOA_MODEL", description="Another spaCy English pipeline, by import name or folder."
    )
    host: str = Field("127.0.0.1", alias="WHOA_HOST", description="Address the HTTP server listens on.")
    port: int = Field(
        3000,
        alias="WHOA_PORT",
        ge=0,
        le=65535,
        description="Port the HTTP server listens on; 0 picks a free one.",
    )
    threads: int = Field(
        8, alias="WHOA_THREADS", ge=1, le=64, description="Requests worked on at the same time."
    )
    timeout: int = Field(
        10, alias="WHOA_SLACK_TIMEOUT", ge=1, le=60, description="Seconds to wait for Slack to answer a call."
    )
    drain: float = Field(
        10.0, alias="WHOA_DRAIN", ge=0, le=120, description="Seconds to finish work after SIGTERM."
    )
    log_level: Literal["INFO", "WARNING", "ERROR"] = Field(
        "INFO",
        alias="WHOA_LOG_LEVEL",
        description="There is no DEBUG: Slack's libraries would log what people write.",
    )
    allowed_teams: Annotated[tuple[str, ...], NoDecode] = Field(
        (), alias="WHOA_ALLOWED_TEAMS", description="Workspaces that may install, by id; empty: any."
    )

    @field_validator("api_url")
    @classmethod
    def _ends_with_slash(cls, url: str) -> str:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("it must begin with https:// (or http:// for the sandbox)")
        return url if url.endswith("/") else url + "/"

    @field_validator("public_url")
    @classmethod
    def _no_slash(cls, url: str | None) -> str | None:
        return url.rstrip("/") if url else url

    @field_validator("emoji")
    @classmethod
    def _bare_emoji(cls, name: str) -> str:
        return name.strip().strip(":")

    @field_validator("allowed_teams", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @property
    def can_connect(self) -> bool:
        """Whether people can connect their own account."""
        return bool(self.client_id and self.client_secret and self.public_url and self.encryption_key)

    @property
    def many_workspaces(self) -> bool:
        """Whether bot tokens come from installations in the database instead of the settings."""
        return self.bot_token is None

    @property
    def slack_origin(self) -> str:
        """Where Slack's web pages are: slack.com, or the sandbox."""
        parts = urlsplit(self.api_url)
        return f"{parts.scheme}://{parts.netloc}"

    def require(self, mode: Mode) -> Self:
        """Return the settings if they suffice for this way of serving, else raise `SettingsError`."""
        missing = []
        if mode == "socket" and not self.app_token:
            missing.append("SLACK_APP_TOKEN")
        if mode == "http" and not self.signing_secret:
            missing.append("SLACK_SIGNING_SECRET")
        oauth = {
            "SLACK_CLIENT_ID": self.client_id,
            "SLACK_CLIENT_SECRET": self.client_secret,
            "WHOA_PUBLIC_URL": self.public_url,
            "WHOA_ENCRYPTION_KEY": self.encryption_key,
        }
        if not self.bot_token and not self.client_id:
            missing.insert(0, "SLACK_BOT_TOKEN")
        elif self.client_id or self.client_secret:
            missing += [name for name, value in oauth.items() if not value]
        problems = [_missing(name) for name in missing] + self._malformed()
        if problems:
            raise SettingsError(
                "Whoa cannot start yet:\n" + "\n".join(f"- {line}" for line in problems) + _HINT
            )
        return self

    def _malformed(self) -> list[str]:
        found = []
        for name, token, prefix in (
            ("SLACK_BOT_TOKEN", self.bot_token, "xoxb-"),
            ("SLACK_APP_TOKEN", self.app_token, "xapp-"),
        ):
            if token and not token.get_secret_value().startswith(prefix):
                found.append(f"{name} should begin with {prefix}. It is here: {_WHERE[name][1]}.")
        return found


_HINT = "\nSet these in the environment or in a .env file. To try Whoa without Slack, run `whoa try`."


def load_settings() -> Settings:
    """Read the settings, or raise `SettingsError` with a message for people."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"- {'.'.join(str(part) for part in item['loc'])}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        ]
        raise SettingsError("These settings are not right:\n" + "\n".join(lines)) from None


def refused(name: str, code: str) -> SettingsError:
    """Return what to raise when Slack does not accept a token."""
    return SettingsError(f"Slack does not accept {name} ({code}). Copy it again from {_WHERE[name][1]}.")


def _missing(name: str) -> str:
    shape, where = _WHERE[name]
    return f"{name} ({shape}) is missing. Find it here: {where}."
