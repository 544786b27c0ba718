"""What is documented is what is there: settings, events, log lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commandline import _BARE
from bot.manifest import manifest
from bot.rendering.help import help_blocks
from bot.settings import Settings, SettingsError
from bot.store.vault import Vault

ROOT = Path(__file__).parents[2]


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default():
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|", doc("admin-guide.md"), re.MULTILINE))
    fields = {field.alias: field for field in Settings.model_fields.values()}
    assert list(rows) == list(fields)
    for name, field in fields.items():
        if isinstance(field.default, str | int | float) and not isinstance(field.default, bool):
            assert f"`{field.default}`" in rows[name]


def test_every_setting_says_what_it_does():
    assert all(field.description for field in Settings.model_fields.values())


def test_every_event_and_scope_has_its_reason():
    page = doc("slack-scopes.md")
    scopes = manifest()["oauth_config"]["scopes"]
    events = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert [name for name in [*scopes["bot"], *scopes["user"], *events] if f"`{name}`" not in page] == []


def test_every_command_is_in_the_help():
    shown = str(help_blocks("seedling"))
    words = [word for word in _BARE if word not in ("", "help", "resume", "connect", "disconnect")]
    assert [word for word in [*words, "trust", "breathe", "pause"] if f"/whoa {word}" not in shown] == []


def test_documented_log_lines_exist():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for line in re.findall(r"^\| `([^`]+)` \|", doc("operations.md"), re.MULTILINE):
        if line.startswith("/"):
            continue
        what = line.split(" failed:")[0].split(": status")[0]
        assert what in source, line


def test_the_command_that_makes_a_key_makes_one():
    with pytest.raises(SettingsError) as missing:
        Settings(_env_file=None, SLACK_CLIENT_ID="1.2").require("http")
    for page in (doc("admin-guide.md"), str(missing.value)):
        (module, arguments) = re.findall(r"python -m (bot\.[\w.]+)([ \w]*)` prints a fresh", page)[0]
        run = [sys.executable, "-m", module, *arguments.split()]
        answer = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
        assert Vault(answer.stdout).has_key


def test_the_pages_it_documents_are_served():
    source = (ROOT / "bot/web.py").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(/[a-z]+)` \|", doc("operations.md"), re.MULTILINE) == re.findall(
        r'Route\("(/[a-z]+)"', source
    )
