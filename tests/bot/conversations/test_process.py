"""The process itself: it stops without dropping what it holds, and when it is killed, nothing is lost or doubled."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox import Sandbox, people

from .conftest import MANIFEST

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow
DRAFT = "Why is that number low?"
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST, patience=60) as sandbox:
        yield sandbox


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def start(slack: Sandbox, tmp_path: Path, port: int) -> Iterator[Start]:
    """Start a bot; what is still running at the end is stopped."""
    running: list[subprocess.Popen[str]] = []

    def begin(mode: str = "socket", delay: float = 0.0, **more: str) -> subprocess.Popen[str]:
        hidden = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
        environment = {name: value for name, value in slack.environment().items() if name not in hidden}
        environment |= {"WHOA_DATABASE_URL": f"sqlite:///{tmp_path}/whoa.db", "PYTHONPATH": str(ROOT)}
        if mode == "http":
            environment |= {"WHOA_PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.conversations.process", mode, str(delay)],
            cwd=tmp_path,
            env=environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        if mode == "http":
            if len(running) == 1:
                slack.use_http(f"http://127.0.0.1:{port}/slack/events")
            wait_ready(port, process)
        else:
            slack.wait_connected(len([one for one in running if one.poll() is None]))
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=10)


def wait_ready(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(1_200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    raise AssertionError("it never became ready")


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_sigterm_finishes_what_is_under_way(slack, start, mode):
    process = start(mode, 0.5)
    anna = slack.user("anna")
    mark = anna.mark()
    sent = people.run_command(slack.platform, anna.user, anna.place("general"), "/whoa", DRAFT)
    wait_at_work(process)
    process.send_signal(signal.SIGTERM)
    assert slack.settled(sent).acked
    assert "Reason of" in anna.next_post(mark, "after SIGTERM").shown
    assert process.wait(timeout=10) == 0
    assert DRAFT not in process.stdout.read()


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_killed_at_work_the_next_process_answers_once(slack, start, mode, tmp_path):
    anna = slack.user("anna")
    first = start(mode, 2.0)
    anna.say("bot", DRAFT)
    wait_at_work(first)
    first.kill()
    first.wait(timeout=5)
    start(mode, 0.0)
    slack.settle()
    told = slack.deliveries("events_api", "message")[0]
    assert not told.acked  # the dead process still holds its lease
    end_leases(tmp_path / "whoa.db")
    slack.clock.advance(seconds=61)
    assert told.acked
    answers = [post for post in anna.sees("bot") if post.author == slack.bot_user_id]
    assert len(answers) == 1
    assert "Reason of" in answers[0].shown


def wait_at_work(process: subprocess.Popen[str]) -> None:
    """Wait until the coach has begun."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("at work"):
            return
    raise AssertionError("it ended before it began to work")


def end_leases(database: Path) -> None:
    """End the dead process's lease: by its own clock, which no test can move, that would take 50 seconds."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update whoa_claim set lease_until = 0")


def test_two_replicas_share_the_work(slack, start):
    start()
    start()
    anna = slack.user("anna")
    for _ in range(4):
        assert "Reason of" in anna.dm_bot(DRAFT).shown
    assert len([post for post in anna.sees("bot") if post.author == slack.bot_user_id]) == 4


@pytest.mark.parametrize(
    ("name", "token"), [("SLACK_BOT_TOKEN", "xoxb-wrong"), ("SLACK_APP_TOKEN", "xapp-wrong")]
)
def test_a_token_slack_does_not_accept_is_said(slack, start, tmp_path, name, token):
    environment = {**slack.environment(), name: token, "PYTHONPATH": str(ROOT)}
    for hidden in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        environment.pop(hidden, None)
    environment["WHOA_DATABASE_URL"] = f"sqlite:///{tmp_path}/whoa.db"
    run = subprocess.run(
        [sys.executable, "-m", "tests.bot.conversations.process", "socket", "0"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert f"Slack does not accept {name} (invalid_auth)" in run.stderr
    assert token not in run.stderr
