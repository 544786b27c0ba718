"""The script that asks a real workspace: against the stand-in nothing may differ, as it says what the stand-in does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Sandbox

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "tools" / "check_real_slack.py"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="the tools are not part of the source package")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        env={**clean, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def workspace() -> Iterator[Sandbox]:
    with Sandbox.start(ROOT / "manifest.yml") as slack:
        yield slack


def tokens(slack: Sandbox) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_USER_TOKEN": slack.user_token(slack.user("anna"), "chat:write"),
    }


def test_without_a_token_it_says_which() -> None:
    done = run()
    assert done.returncode == 2
    assert "SLACK_BOT_TOKEN is not set" in done.stderr


def test_a_wrong_token_is_named(workspace: Sandbox) -> None:
    done = run(SLACK_API_URL=workspace.api_url, SLACK_BOT_TOKEN="xoxb-nobody")
    assert done.returncode == 2
    assert "invalid_auth" in done.stderr


def test_by_itself_it_changes_nothing(workspace: Sandbox) -> None:
    done = run(**tokens(workspace))
    assert (done.returncode, done.stderr) == (0, "")
    assert "DIFFERS" not in done.stdout
    assert "needs --write" in done.stdout
    assert workspace.user("anna").sees("general") == []
    assert not [call for call in workspace.calls() if call.ok and call.method.startswith("chat.")]


def test_writing_sees_what_the_stand_in_does_and_tidies_up(workspace: Sandbox) -> None:
    done = run("--write", "#general", **tokens(workspace))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "needs SLACK" not in done.stdout
    assert "block_mismatch" in done.stdout
    left = workspace.user("anna").sees("general")
    assert [post.ephemeral for post in left] == [True]
    assert workspace.user("ben").sees("general") == []


def test_a_channel_without_the_bot_is_named(workspace: Sandbox) -> None:
    done = run("--write", "#design", **tokens(workspace))
    assert done.returncode == 2
    assert "Cannot write in #design: not_in_channel" in done.stderr
