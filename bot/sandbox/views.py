"""Modals and App Homes: opening, changing, pushing and closing them."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.blockkit import VIEW_BYTES, check_view, dressed, view_bytes
from bot.sandbox.elements import initial_values
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Trigger, View
from bot.sandbox.platform import Platform

Json = dict[str, Any]

TRIGGER_SECONDS = 3.0
STACK = 3
"""The most modals one upon another."""
KEPT = frozenset(
    {
        "type",
        "title",
        "submit",
        "close",
        "blocks",
        "private_metadata",
        "callback_id",
        "external_id",
        "clear_on_close",
        "notify_on_close",
        "submit_disabled",
    }
)


def new_trigger(platform: Platform, team_id: str, user: str, view_id: str | None = None) -> Trigger:
    """The right to open one modal, for 3 seconds; `view_id` is the modal it came from."""
    world = platform.world
    trigger_id = f"{world.new_id('')[1:]}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
    expires = world.clock.now() + TRIGGER_SECONDS
    trigger = Trigger(trigger_id, team_id, user, expires, view_id)
    world.triggers[trigger.id] = trigger
    return trigger


def exchange(platform: Platform, trigger_id: str | None, team_id: str) -> Trigger:
    """Use a trigger up. Raises SlackError `invalid_`, `exchanged_` or `expired_trigger_id`."""
    trigger = platform.world.triggers.get(trigger_id or "")
    if trigger is None or trigger.team_id != team_id:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if platform.clock.now() > trigger.expires:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger


def valid_content(platform: Platform, content: Any, kind: str, *, own: View | None = None) -> Json:
    """A view's content as Slack stores it.

    Raises SlackError `invalid_arguments`, `view_too_large` or `duplicate_external_id`.
    """
    errors = check_view(content, (kind,))
    if errors:
        raise SlackError("invalid_arguments", *errors)
    if view_bytes(content) > VIEW_BYTES:
        raise SlackError("view_too_large")
    external = content.get("external_id")
    for view in platform.world.views.values():
        same = external and view.content.get("external_id") == external
        if same and view.open and view is not own:
            raise SlackError("duplicate_external_id")
    blocks = dressed(content["blocks"], lambda: platform.world.new_id("b"))
    return {**{key: value for key, value in content.items() if key in KEPT}, "blocks": blocks}


def open_view(
    platform: Platform, team_id: str, user: str, content: Json, *, over: View | None = None
) -> View:
    """Show a modal, upon another one or by itself. Raises SlackError `push_limit_reached`."""
    world = platform.world
    if over is not None and len(stack(platform, user)) >= STACK:
        raise SlackError("push_limit_reached")
    if over is None:
        for view in stack(platform, user):
            platform.problem("views.open while a modal was open: Slack wants views.push there")
            view.open = False
    view_id = world.new_id("V")
    view = View(
        id=view_id,
        team_id=team_id,
        user=user,
        content=content,
        hash=_new_hash(platform),
        root_id=over.root_id if over else view_id,
        previous_id=over.id if over else None,
        values=initial_values(content["blocks"]),
    )
    world.views[view.id] = view
    view.order = world.touch()
    return view


def update_view(platform: Platform, view: View, content: Json, given_hash: str | None = None) -> None:
    """Change a view in place; what was entered stays in inputs that keep their IDs.

    Raises SlackError `hash_conflict`.
    """
    if given_hash and given_hash != view.hash:
        raise SlackError("hash_conflict")
    view.content = content
    view.values = initial_values(content["blocks"], view.values)
    view.hash = _new_hash(platform)
    view.errors = {}
    view.order = platform.world.touch()


def publish(platform: Platform, team_id: str, user: str, content: Json, given_hash: str | None) -> View:
    """Show this App Home to one person. Raises SlackError `hash_conflict`."""
    world = platform.world
    home = world.homes.get(user)
    if home is None:
        home = View(world.new_id("V"), team_id, user, content, _new_hash(platform), root_id="")
        home.root_id = home.id
        world.homes[user] = home
        home.values = initial_values(content["blocks"])
        home.order = world.touch()
        return home
    update_view(platform, home, content, given_hash)
    return home


def find_view(platform: Platform, team_id: str, view_id: str | None, external_id: str | None) -> View:
    """A view that is still shown. Raises SlackError `not_found`."""
    world = platform.world
    for view in (*world.views.values(), *world.homes.values()):
        named = view.id == view_id or (external_id and view.content.get("external_id") == external_id)
        if named and view.open and view.team_id == team_id:
            return view
    raise SlackError("not_found")


def stack(platform: Platform, user: str) -> list[View]:
    """The modals a person has open, the topmost last."""
    return [view for view in platform.world.views.values() if view.open and view.user == user]


def close_views(platform: Platform, views: list[View]) -> None:
    """Take modals away."""
    for view in views:
        view.open = False
        view.order = platform.world.touch()


def _new_hash(platform: Platform) -> str:
    """A value that changes with every change of a view."""
    return f"{int(platform.clock.now())}.{secrets.token_hex(4)}"
