"""The engine as the command line uses it: with the model and the packs that are set. Importing this takes a second."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from rules import Coach, load
from rules.loading import Loaded, built_in, load_packs


class EngineSettings(BaseSettings):
    """The two settings that the engine has, under the names that bot/settings.py gives them."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    model: str | None = Field(None, alias="WHOA_MODEL")
    rules: Path | None = Field(None, alias="WHOA_RULES")


def load_coach(folder: Path | None = None) -> Coach:
    """Load the engine. Raises WhoaError."""
    settings = EngineSettings()
    custom = folder or settings.rules
    return load([custom] if custom else None, settings.model)


def load_rules(folder: Path | None = None) -> Loaded:
    """Load the packs alone, without a model. Raises WhoaError."""
    custom = folder or EngineSettings().rules
    return load_packs([built_in(), custom] if custom else [built_in()])
