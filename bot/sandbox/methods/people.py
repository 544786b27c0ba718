"""auth.test, users.*, bots.info, team.info, api.test and apps.connections.open."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.conversations import shown as shown_conversation
from bot.sandbox.methods.registry import Request, method, need_scope, page
from bot.sandbox.model import User
from bot.sandbox.platform import Platform

Json = dict[str, Any]


def shown(user: User) -> Json:
    """A person as Slack describes them."""
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": False,
        "real_name": user.real_name,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id},
    }


@method("api.test")
def api_test(_platform: Platform, request: Request) -> Json:
    """Answer, or fail as asked."""
    if request.get("error"):
        raise SlackError(str(request.get("error")), args=request.args)
    return {"args": request.args}


@method("auth.test")
def auth_test(platform: Platform, request: Request) -> Json:
    """Whose token this is."""
    token = request.token
    team = platform.world.teams[token.team_id]
    answer: Json = {"url": f"https://{team.domain}.slack.com/", "team": team.name, "team_id": team.id}
    if token.kind == "app":
        return {**answer, "app_id": platform.world.app_id, "app_name": platform.manifest.name}
    user = platform.world.users[token.user_id]
    answer |= {"user": user.name, "user_id": user.id, "is_enterprise_install": False}
    if token.kind == "bot":
        answer["bot_id"] = team.bot_id
    if token.expires is not None:
        answer["expires_in"] = int(token.expires - platform.clock.now())
    return answer


@method("apps.connections.open")
def connect(platform: Platform, _request: Request) -> Json:
    """An address for one Socket Mode connection."""
    host = platform.base_url.removeprefix("http://")
    return {"url": f"ws://{host}/link/?ticket={platform.sockets.ticket()}&app_id={platform.world.app_id}"}


@method("users.info")
def user_info(platform: Platform, request: Request) -> Json:
    """One person of this workspace."""
    user = platform.world.users.get(str(request.args["user"]))
    if user is None or user.team_id != request.token.team_id:
        raise SlackError("user_not_found")
    return {"user": shown(user)}


@method("users.list")
def user_list(platform: Platform, request: Request) -> Json:
    """Everyone in this workspace."""
    everyone = [shown(user) for user in platform.world.people(request.token.team_id)]
    found, metadata = page(everyone, request, 1000)
    return {"members": found, "cache_ts": int(platform.clock.now()), "response_metadata": metadata}


@method("users.conversations")
def user_conversations(platform: Platform, request: Request) -> Json:
    """The conversations someone is in that the caller may know of."""
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    scopes = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
    asked = str(request.get("types", "public_channel")).split(",")
    if not set(asked) <= set(kinds):
        raise SlackError("invalid_types")
    wanted = {kinds[name] for name in asked}
    for kind in wanted:
        need_scope(request, scopes[kind])
    caller = request.token.user_id
    person = str(request.get("user", caller))
    theirs = [
        shown_conversation(conversation, person)
        for conversation in platform.world.conversations.values()
        if conversation.kind in wanted
        and person in conversation.members
        and (conversation.kind == "channel" or caller in conversation.members)
    ]
    found, metadata = page(theirs, request, 100)
    return {"channels": found, "response_metadata": metadata}


@method("bots.info")
def bot_info(platform: Platform, request: Request) -> Json:
    """The app's bot."""
    team = platform.world.teams[request.token.team_id]
    if request.get("bot") != team.bot_id:
        raise SlackError("bot_not_found")
    name, app_id = platform.manifest.name, platform.world.app_id
    bot = {"id": team.bot_id, "deleted": False, "name": name, "app_id": app_id, "user_id": team.bot_user_id}
    return {"bot": {**bot, "updated": 0, "icons": {}}}


@method("team.info")
def team_info(platform: Platform, request: Request) -> Json:
    """This workspace."""
    asked = request.get("team")
    if asked not in (None, "", request.token.team_id):
        raise SlackError("team_not_found")
    team = platform.world.teams[request.token.team_id]
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}
