"""The stand-in as one thing to start: for `whoa try`, and for tests that read like a chat."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from bot.sandbox import cast
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Delivery, Kind
from bot.sandbox.errors import NothingCame
from bot.sandbox.http_mode import RequestUrl
from bot.sandbox.limits import Fault
from bot.sandbox.manifest import load_manifest
from bot.sandbox.methods import oauth
from bot.sandbox.model import Conversation, Scheduled
from bot.sandbox.oauth_pages import new_code
from bot.sandbox.page_api import PageApi
from bot.sandbox.person import Person
from bot.sandbox.platform import Call, Platform
from bot.sandbox.report import name_of, report
from bot.sandbox.server import Server

Json = dict[str, Any]
T = TypeVar("T")


class Sandbox:
    """A Slack platform on localhost. Make it with `Sandbox.start`; use it with `with`, or `stop` it."""

    def __init__(self, platform: Platform, server: Server, *, patience: float) -> None:
        self.platform = platform
        self.server = server
        self.patience = patience
        """Real seconds to wait for anything before giving up with NothingCame."""
        self.bot_token = ""
        self.app_token = ""
        self._people: dict[str, Person] = {}

    @classmethod
    def start(
        cls,
        manifest: Path | str | Mapping[str, Any],
        *,
        port: int = 0,
        story: bool = False,
        tips: tuple[str, ...] = (),
        installed: bool = True,
        ack_seconds: float = 3.0,
        patience: float = 5.0,
    ) -> Sandbox:
        """Start serving on 127.0.0.1. Raises PortBusy (an OSError).

        `story` lets people have said a few things already, `tips` are drafts the page offers to try,
        `installed` gives the app a bot token.
        """
        platform = Platform(load_manifest(manifest), ack_seconds=ack_seconds)
        server = Server(platform, PageApi(platform, tips))
        cast.settle_in(platform, story=story)
        sandbox = cls(platform, server, patience=patience)
        platform.clock.settle = sandbox.settle
        app = platform.tokens.issue("app", cast.HOME, "", ("connections:write",))
        sandbox.app_token = app.value
        if installed:
            sandbox.bot_token = platform.install(cast.HOME, platform.manifest.bot_scopes).value
        server.start(port)
        return sandbox

    def stop(self) -> None:
        """Stop serving; harmless when already stopped."""
        self.server.stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Where it is, and the app's secrets.

    @property
    def url(self) -> str:
        """The page in the browser."""
        return f"{self.platform.base_url}/"

    @property
    def api_url(self) -> str:
        """The Web API's address, for SLACK_API_URL (with the slash at the end)."""
        return f"{self.platform.base_url}/api/"

    @property
    def authorize_url(self) -> str:
        """Where a person allows the app, in place of https://slack.com/oauth/v2/authorize."""
        return f"{self.platform.base_url}/oauth/v2/authorize"

    @property
    def signing_secret(self) -> str:
        """The secret that HTTP requests are signed with."""
        return self.platform.signing_secret

    @property
    def client_id(self) -> str:
        """The app's OAuth client ID."""
        return self.platform.client_id

    @property
    def client_secret(self) -> str:
        """The app's OAuth client secret."""
        return self.platform.client_secret

    @property
    def clock(self) -> Clock:
        """The stand-in's clock: `advance(minutes=10)`, `now()`."""
        return self.platform.clock

    # Who and what is there.

    @property
    def team_id(self) -> str:
        """The home workspace."""
        return cast.HOME

    @property
    def bot_user_id(self) -> str:
        """The app's bot user in the home workspace."""
        return self.platform.bot_user(cast.HOME).id

    def user(self, name: str) -> Person:
        """A person by name: anna, ben, carmen, dmitri, or one added. Raises KeyError."""
        if name not in self._people:
            for user in self.platform.world.users.values():
                if user.name == name:
                    self._people[name] = Person(self, user.id)
                    break
            else:
                raise KeyError(f"nobody is called {name}")
        return self._people[name]

    def add_user(self, name: str, *, team_id: str = cast.HOME) -> Person:
        """A new person."""
        user = cast.add_person(self.platform, team_id, name)
        self._people[name] = Person(self, user.id)
        return self._people[name]

    def add_team(self, name: str, *, installed: bool = False) -> str:
        """Another workspace; returns its ID."""
        team_id = self.platform.world.new_id("T")
        cast.add_team(self.platform, team_id, name, name.lower().replace(" ", "-"))
        if installed:
            self.platform.install(team_id, self.platform.manifest.bot_scopes)
        return team_id

    def add_channel(
        self, name: str, *people: Person, bot: bool = False, private: bool = False
    ) -> Conversation:
        """A new channel with these people, and the app's bot if said."""
        members = [person.id for person in people] + ([self.bot_user_id] if bot else [])
        return cast.add_channel(self.platform, cast.HOME, name, members, private=private)

    def bot_token_for(self, team_id: str) -> str:
        """The bot token of a workspace. Raises IndexError when the app is not installed there."""
        return self.platform.tokens.live(team_id, "bot")[0].value

    def user_token(self, person: Person, *scopes: str) -> str:
        """A user token, without the OAuth pages."""
        return self.platform.tokens.issue("user", person.user.team_id, person.id, scopes).value

    def code_for(
        self, person: Person, *, scope: str = "", user_scope: str = "", redirect_uri: str = ""
    ) -> str:
        """An OAuth code as if this person had allowed everything."""
        granted = [f"user_scope:{name}" for name in user_scope.split(",")]
        granted += [f"scope:{name}" for name in scope.split(",")]
        query = {"scope": scope, "user_scope": user_scope, "redirect_uri": redirect_uri}
        return new_code(self.platform, query, person.id, granted)

    # What happened.

    @property
    def problems(self) -> list[str]:
        """What real Slack would let pass silently or show only to the person; empty is good."""
        return self.platform.problems

    @property
    def scheduled(self) -> list[Scheduled]:
        """Messages waiting for their time, the soonest first."""
        return sorted(self.platform.world.scheduled.values(), key=lambda planned: planned.post_at)

    def calls(self, method: str | None = None) -> list[Call]:
        """The Web API calls so far, of one method if given."""
        return [call for call in self.platform.calls if method in (None, call.method)]

    def deliveries(self, kind: Kind | None = None, name: str | None = None) -> list[Delivery]:
        """What the app was told, by kind and by command, callback or event type."""
        log = list(self.platform.courier.log)
        return [d for d in log if kind in (None, d.kind) and name in (None, name_of(d.payload))]

    # Waiting.

    def wait_until(self, look: Callable[[], T | None], what: str) -> T:
        """Wait until `look` finds something. Raises NothingCame, saying what was going on."""
        found = self.platform.world.wait_for(look, self.patience)
        if found is None:
            raise NothingCame(f"waited {self.patience:g} s for {what}\n{self.report()}")
        return found

    def settled(self, delivery: Delivery) -> Delivery:
        """Wait until a delivery is answered, given up, or waits for its next try."""
        patience = max(self.patience, self.platform.courier.ack_seconds + 2)
        idle = self.platform.courier.idle
        self.platform.world.wait_for(lambda: delivery.settled or idle(), patience)
        return delivery

    def settle(self) -> None:
        """Wait until nothing is under way to the app."""
        patience = max(self.patience, self.platform.courier.ack_seconds + 2)
        if self.platform.world.wait_for(self.platform.courier.idle, patience) is None:
            raise NothingCame(f"deliveries are still under way\n{self.report()}")

    def wait_connected(self, connections: int = 1) -> None:
        """Wait until the app has this many sockets open."""
        sockets = self.platform.sockets
        self.wait_until(lambda: len(sockets.connections) >= connections or None, "sockets to open")

    def report(self) -> str:
        """The latest deliveries, failed calls and problems, without any text."""
        return report(self.platform)

    # Trouble, and other ways to the app.

    def use_http(self, url: str) -> None:
        """Send everything as signed HTTP requests to this URL from now on."""
        self.platform.courier.transport = RequestUrl(url, self.signing_secret)

    def use_sockets(self) -> None:
        """Send everything over Socket Mode from now on (the default)."""
        self.platform.courier.transport = self.platform.sockets

    def fail_next(self, method: str, error: str = "internal_error", **trouble: Any) -> None:
        """Make the next call of a method fail; see `limits.Fault` for times, delay, after, hang_up."""
        self.platform.limits.order(method, Fault(error, **trouble))

    def limit(self, method: str, *, calls: int, seconds: float = 60) -> None:
        """Allow so many calls of a method in so many seconds, instead of its tier."""
        self.platform.limits.set(method, calls=calls, seconds=seconds)

    def deliver(self, kind: Kind, payload: Json, *, accepts_answer: bool = False) -> Delivery:
        """Send any payload as it is: replayed, forged, from another workspace. Waits for the answer."""
        team_id = str(payload.get("team_id") or (payload.get("team") or {}).get("id") or cast.HOME)
        made = Delivery(kind, payload, team_id, accepts_answer=accepts_answer)
        return self.settled(self.platform.courier.send(made))

    def redeliver(self, delivery: Delivery) -> Delivery:
        """Send the same payload again, as Slack does when it missed an acknowledgement."""
        return self.deliver(delivery.kind, delivery.payload, accepts_answer=delivery.accepts_answer)

    def drop_connections(self) -> None:
        """Cut every socket without a word."""
        self.server.run(self.platform.sockets.drop()).result(self.patience)

    def warn_connections(self, reason: str = "warning") -> None:
        """Send "disconnect" on every socket: "warning", or "refresh_requested", which closes it."""
        self.server.run(self.platform.sockets.disconnect(reason)).result(self.patience)

    def revoke(self, person: Person) -> None:
        """The person removes the app's access to their account."""
        with self.platform.lock:
            oauth.revoke_tokens(
                self.platform, self.platform.tokens.live(person.user.team_id, "user", person.id)
            )

    def uninstall(self, team_id: str = cast.HOME) -> None:
        """An admin removes the app from a workspace."""
        oauth.uninstall(self.platform, team_id)

    def environment(self) -> dict[str, str]:
        """This process's environment with what a Slack app reads from it."""
        return {
            **os.environ,
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SLACK_CLIENT_ID": self.client_id,
            "SLACK_CLIENT_SECRET": self.client_secret,
        }
