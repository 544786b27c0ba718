"""HTTP mode: signed requests to the app's request URL, and redelivery by header."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from slack_bolt import App, BoltRequest

from bot.sandbox import Sandbox
from bot.sandbox.http_mode import RequestUrl, signed_headers
from tests.bot.sandbox.echo import MANIFEST, bolt_app


@contextmanager
def serving(app: App) -> Iterator[str]:
    """The Bolt app behind the standard library's HTTP server; yields its request URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): [value] for name, value in self.headers.items()}
            answer = app.dispatch(BoltRequest(body=body, headers=headers))
            payload = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.first_headers().get("content-type", "text/plain"))
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_signed_command_is_verified_and_answered(slack: Sandbox, app: App) -> None:
    app.command("/echo")(lambda ack, command: ack(text=command["text"]))
    with serving(app) as url:
        slack.use_http(url)
        assert slack.user("ben").command("/echo", "a & b = ä").text == "a &amp; b = ä"


def test_a_forged_signature_is_refused_by_the_app(slack: Sandbox, app: App) -> None:
    body = "command=%2Fecho"
    headers = signed_headers("another secret", body, form=True)
    assert app.dispatch(BoltRequest(body=body, headers=headers)).status == 401
    old = signed_headers(slack.signing_secret, body, form=True, timestamp=1_000_000)
    assert app.dispatch(BoltRequest(body=body, headers=old)).status == 401


def test_events_carry_retry_headers(slack: Sandbox, app: App) -> None:
    seen: list[tuple[str, str]] = []

    def note(request: BoltRequest) -> None:
        headers = request.headers
        seen.append((headers.get("x-slack-retry-num", [""])[0], headers.get("x-slack-retry-reason", [""])[0]))

    app.middleware(note)  # never calls next, so Bolt answers 404
    with serving(app) as url:
        slack.use_http(url)
        slack.user("anna").say("bot", "hello")
        slack.clock.advance(minutes=10)
    assert seen == [("", ""), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


def test_no_retry_is_obeyed(slack: Sandbox) -> None:
    asked: list[str] = []

    class Refuse(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(500)
            self.send_header("X-Slack-No-Retry", "1")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refuse)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    slack.use_http(f"http://127.0.0.1:{server.server_port}/")
    slack.user("anna").say("bot", "hello")
    slack.clock.advance(minutes=10)
    server.shutdown()
    server.server_close()
    assert [json.loads(body)["event"]["type"] for body in asked] == ["message"]


def test_buttons_shortcuts_and_modals_come_as_a_payload_field(slack: Sandbox, app: App) -> None:
    seen: list[str] = []
    app.shortcut("write")(lambda ack, payload: (seen.append(payload["callback_id"]), ack()))
    with serving(app) as url:
        slack.use_http(url)
        assert slack.user("anna").send_shortcut("write").acked
    assert seen == ["write"]


def test_ending_leaves_no_task_and_no_session_behind() -> None:
    trouble: list[dict[str, Any]] = []
    slack = Sandbox.start(MANIFEST)
    slack.server._running.set_exception_handler(lambda loop, context: trouble.append(context))
    app = bolt_app(slack)
    app.command("/echo")(lambda ack: ack())
    with serving(app) as url:
        for _ in range(2):
            slack.use_http(url)
            assert slack.user("ben").send_command("/echo").acked
        slack.clock.at(slack.clock.now() + 3600, lambda: None)
        used = list(slack.platform.courier._used)
        slack.stop()
    assert [one._session.closed for one in used if isinstance(one, RequestUrl)] == [True, True]
    loop = slack.server._running
    del slack, app
    gc.collect()
    assert asyncio.all_tasks(loop) == set()
    assert trouble == []
