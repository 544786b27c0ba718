"""What people do in Slack: type, run commands, press, choose, submit, react, open the App Home.

Each function changes the workspace as Slack's client would and tells the app what it subscribed to.
The driver of the tests and the page in the browser are both thin layers over this.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.blockkit import elements_of
from bot.sandbox.delivery import Delivery
from bot.sandbox.elements import STATE_KEYS, TYPED, action, chosen_state, find_option, unfilled
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Conversation, Message, User, View
from bot.sandbox.mrkdwn import command_text, typed_text
from bot.sandbox.platform import Platform
from bot.sandbox.posting import post
from bot.sandbox.replies import command_settled, interaction_settled, submission_settled
from bot.sandbox.views import close_views, stack

Json = dict[str, Any]


def say(
    platform: Platform, user: User, conversation: Conversation, text: str, thread_ts: str | None = None
) -> Message:
    """Type a message. Raises SlackError `not_in_channel` or `messages_tab_disabled`."""
    with platform.lock:
        if user.id not in conversation.members:
            raise SlackError("not_in_channel")
        bot = platform.bot_user(user.team_id)
        manifest = platform.manifest
        closed = not manifest.messages_tab or manifest.messages_tab_read_only
        if conversation.kind == "im" and bot.id in conversation.members and closed:
            raise SlackError("messages_tab_disabled")
        linked = typed_text(platform.world, user.team_id, text)
        return post(platform, conversation, user.id, linked, thread_ts=thread_ts, typed=True)


def run_command(platform: Platform, user: User, conversation: Conversation, name: str, text: str) -> Delivery:
    """Run a slash command. Raises SlackError `unknown_command`, or `missing_scope`."""
    with platform.lock:
        declared = platform.manifest.commands.get(name)
        if declared is None:
            raise SlackError("unknown_command", f"{name} is not in the manifest")
        if "commands" not in platform.bot_scopes(user.team_id):
            raise SlackError("missing_scope", needed="commands")
        seen = command_text(platform.world, user.team_id, text.strip(), should_escape=declared.should_escape)
        payload = payloads.command(platform, user, conversation, name, seen)
        return platform.courier.send(
            Delivery(
                "slash_commands",
                payload,
                user.team_id,
                user.id,
                accepts_answer=True,
                on_settled=lambda done: command_settled(platform, conversation.id, user.id, done),
            )
        )


def run_shortcut(
    platform: Platform, user: User, callback_id: str, message: Message | None = None
) -> Delivery:
    """Run a global shortcut, or a message shortcut on `message`. Raises SlackError `unknown_shortcut`."""
    with platform.lock:
        declared = platform.manifest.shortcuts.get(callback_id)
        kind = "global" if message is None else "message"
        if declared is None or declared.kind != kind:
            raise SlackError("unknown_shortcut", f"{callback_id} is not a {kind} shortcut in the manifest")
        if message is None:
            payload = payloads.global_shortcut(platform, user, declared)
        else:
            conversation = platform.world.conversations[message.channel]
            payload = payloads.message_shortcut(platform, user, conversation, message, declared)
        return interact(platform, user, payload)


def interact(platform: Platform, user: User, payload: Json) -> Delivery:
    """Send an interaction whose answer Slack does not read."""
    return platform.courier.send(
        Delivery(
            "interactive",
            payload,
            user.team_id,
            user.id,
            on_settled=lambda done: interaction_settled(platform, done),
        )
    )


def act(
    platform: Platform, user: User, place: Message | View, block_id: str, action_id: str, choice: Any = None
) -> Delivery | None:
    """Press a button, or choose or enter `choice`, in a message or view.

    None when the app is not told, as for an input without `dispatch_action`.
    Raises SlackError `no_such_element`.
    """
    with platform.lock:
        content = place.blocks if isinstance(place, Message) else place.content["blocks"]
        for block, element in elements_of(content):
            if (block["block_id"], element["action_id"]) == (block_id, action_id):
                break
        else:
            raise SlackError("no_such_element", f"{block_id}/{action_id}")
        state: Json | None = None
        if element["type"] in STATE_KEYS:
            state = chosen_state(element, choice)
            place.values.setdefault(block_id, {})[action_id] = state
            if isinstance(place, View):
                place.errors.pop(block_id, None)
            place.order = platform.world.touch()
        elif element["type"] == "overflow":
            state = {"type": "overflow", "selected_option": find_option(element, choice)}
        if block["type"] == "input" and not _dispatches(block, element):
            return None
        done = [action(block, element, state, platform.world.new_ts())]
        if isinstance(place, View):
            return interact(platform, user, payloads.view_actions(platform, user, place, done))
        conversation = platform.world.conversations[place.channel]
        payload = payloads.message_actions(platform, user, conversation, place, done)
        return interact(platform, user, payload)


def _dispatches(block: Json, element: Json) -> bool:
    """Whether an input block tells the app at once; text only when told on each character."""
    if not block.get("dispatch_action"):
        return False
    config = element.get("dispatch_action_config") or {}
    when = config.get("trigger_actions_on", ["on_enter_pressed"])
    return element["type"] not in TYPED or "on_character_entered" in when


def press_enter(platform: Platform, user: User, view: View, block_id: str, action_id: str) -> Delivery | None:
    """Press Enter in a text input; None when the app does not listen for it."""
    with platform.lock:
        for block, element in elements_of(view.content["blocks"]):
            config = element.get("dispatch_action_config") or {}
            when = config.get("trigger_actions_on", ["on_enter_pressed"])
            here = (block["block_id"], element["action_id"]) == (block_id, action_id)
            if here and block.get("dispatch_action") and "on_enter_pressed" in when:
                state = view.values[block_id][action_id]
                done = [action(block, element, state, platform.world.new_ts())]
                return interact(platform, user, payloads.view_actions(platform, user, view, done))
    return None


def submit(platform: Platform, user: User, view: View) -> Delivery | None:
    """Submit a modal; None when the client refuses because something is not filled in."""
    with platform.lock:
        view.errors = unfilled(view.content, view.values)
        view.order = platform.world.touch()
        if view.errors:
            return None
        return platform.courier.send(
            Delivery(
                "interactive",
                payloads.view_submission(platform, user, view),
                user.team_id,
                user.id,
                accepts_answer=True,
                on_settled=lambda done: submission_settled(platform, view, done),
            )
        )


def close(platform: Platform, user: User, view: View, *, everything: bool = False) -> list[Delivery]:
    """Close the topmost modal, or (`everything`) the whole stack; tells views with notify_on_close."""
    with platform.lock:
        gone = stack(platform, user.id) if everything or view.content.get("clear_on_close") else [view]
        close_views(platform, gone)
        return [
            interact(platform, user, payloads.view_closed(platform, user, one, cleared=len(gone) > 1))
            for one in reversed(gone)
            if one.content.get("notify_on_close")
        ]


def open_home(platform: Platform, user: User, tab: str = "home") -> Delivery | None:
    """Click on the app: its Home (or Messages) tab. None when the app is not told."""
    with platform.lock:
        conversation = platform.world.direct(user.id, platform.bot_user(user.team_id).id)
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": conversation.id, "tab": tab}
        event["event_ts"] = platform.world.new_ts()
        home = platform.world.homes.get(user.id)
        if home is not None and tab == "home":
            event["view"] = platform.view_json(home)
        return platform.emit("app_home_opened", user.team_id, event)
