"""views.*: modals and the App Home."""

from __future__ import annotations

from typing import Any

from bot.sandbox import views as shown
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.platform import Platform

Json = dict[str, Any]


@method("views.open")
def open_(platform: Platform, request: Request) -> Json:
    """Open a modal with a trigger: within 3 seconds, once."""
    content = shown.valid_content(platform, request.args["view"], "modal")
    trigger = shown.exchange(platform, request.get("trigger_id"), request.token.team_id)
    view = shown.open_view(platform, trigger.team_id, trigger.user, content)
    return {"view": platform.view_json(view)}


@method("views.push")
def push(platform: Platform, request: Request) -> Json:
    """Open a modal upon the one the trigger came from."""
    content = shown.valid_content(platform, request.args["view"], "modal")
    trigger = shown.exchange(platform, request.get("trigger_id"), request.token.team_id)
    below = platform.world.views.get(trigger.view_id or "")
    if below is None or not below.open:
        raise SlackError("not_found")
    view = shown.open_view(platform, trigger.team_id, trigger.user, content, over=below)
    return {"view": platform.view_json(view)}


@method("views.update")
def update(platform: Platform, request: Request) -> Json:
    """Change a view that is shown."""
    if not request.get("view_id") and not request.get("external_id"):
        raise SlackError("invalid_arguments", "missing required field: view_id or external_id")
    view = shown.find_view(
        platform, request.token.team_id, request.get("view_id"), request.get("external_id")
    )
    content = shown.valid_content(platform, request.args["view"], view.content["type"], own=view)
    shown.update_view(platform, view, content, request.get("hash"))
    return {"view": platform.view_json(view)}


@method("views.publish")
def publish(platform: Platform, request: Request) -> Json:
    """Show an App Home to one person."""
    if not platform.manifest.home_tab:
        raise SlackError("not_enabled")
    user = platform.world.users.get(str(request.args["user_id"]))
    if user is None or user.team_id != request.token.team_id:
        raise SlackError("invalid_arguments", "no such user [json-pointer:/user_id]")
    content = shown.valid_content(platform, request.args["view"], "home")
    view = shown.publish(platform, user.team_id, user.id, content, request.get("hash"))
    return {"view": platform.view_json(view)}
