"""`whoa serve` and `whoa try`: thin; what is tested is what a person sees."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


def test_a_missing_token_is_said_with_where_to_find_it(run):
    answer = run("serve")
    assert answer.exit_code == 2
    assert "SLACK_BOT_TOKEN (xoxb-…) is missing" in answer.stderr
    assert "whoa try" in answer.stderr


def test_a_setting_that_makes_no_sense_is_said(run, monkeypatch):
    monkeypatch.setenv("WHOA_PORT", "many")
    answer = run("serve")
    assert (answer.exit_code, "- WHOA_PORT: " in answer.stderr) == (2, True)


@pytest.mark.parametrize("http", [False, True])
def test_options_go_before_settings(run, monkeypatch, http):
    for name, value in (("BOT_TOKEN", "xoxb-1"), ("APP_TOKEN", "xapp-1"), ("SIGNING_SECRET", "s")):
        monkeypatch.setenv(f"SLACK_{name}", value)
    monkeypatch.setenv("WHOA_PORT", "1")
    seen = []
    monkeypatch.setattr("bot.serve.serve", lambda mode, settings: seen.append((mode, settings)) or 0)
    arguments = ("--http", "--host", "::1", "--port", "8080") if http else ()
    assert run("serve", *arguments).exit_code == 0
    (mode, settings), *_ = seen
    assert mode == ("http" if http else "socket")
    assert (settings.host, settings.port) == (("::1", 8080) if http else ("127.0.0.1", 1))


def test_the_bot_has_the_model_and_the_packs_that_are_set(monkeypatch, coach):
    from bot.serve import build_services
    from bot.settings import Settings
    from bot.store import Store

    seen = []
    monkeypatch.setattr("rules.load", lambda *given: seen.append(given) or coach)
    for values in ({}, {"WHOA_RULES": "mine", "WHOA_MODEL": "en_x"}):
        store = Store.in_memory()
        build_services(Settings(_env_file=None, **values), store=store)
        store.close()
    assert seen == [(None, None), ([Path("mine")], "en_x")]


def test_a_busy_port_is_said(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run("try", "--port", str(port), "--no-browser")
    assert answer.exit_code == 2
    assert f"whoa: Port {port} is already in use." in answer.stderr


def test_try_serves_the_page_until_it_is_told_to_stop():
    with subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", "try", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        url = process.stdout.readline().removeprefix("Whoa is here: ").strip()
        with urllib.request.urlopen(url, timeout=10) as page:
            assert b"<title>" in page.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert "Traceback" not in process.stderr.read()
