"""Modals, App Home, shortcuts and what is pressed and chosen in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from tests.bot.sandbox.echo import button, listening, modal, plain, section, text_input


@pytest.fixture
def echo(slack: Sandbox, app: App) -> Iterator[App]:
    """An app whose global shortcut opens a modal with a draft."""

    def open_(ack: Any, client: WebClient, shortcut: dict[str, Any]) -> None:
        ack()
        draft = text_input("draft", dispatch_action=True)
        draft["element"]["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
        view = modal(draft, {"type": "actions", "elements": [button("more", "More")]}, callback_id="compose")
        client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    app.shortcut("write")(open_)
    with listening(slack, app):
        yield app


def test_a_modal_is_opened_and_closed_by_submitting(slack: Sandbox, echo: App) -> None:
    seen: list[Any] = []
    echo.action("draft")(lambda ack: ack())
    echo.view("compose")(lambda ack, view: (seen.append(view["state"]["values"]), ack()))
    form = slack.user("anna").shortcut("write")
    assert (form.title, form.callback_id, form.submit(draft="hello")) == ("Echo", "compose", None)
    assert seen == [{"draft_block": {"draft": {"type": "plain_text_input", "value": "hello"}}}]
    assert slack.problems == []


def test_a_required_input_is_asked_for_before_the_app_is(slack: Sandbox, echo: App) -> None:
    form = slack.user("anna").shortcut("write")
    assert form.submit() is not None
    assert form.errors == {"draft_block": "Please complete this required field."}
    assert slack.deliveries("interactive", "compose") == []


@pytest.mark.parametrize("answer", ["update", "push", "clear", "errors"])
def test_what_the_answer_to_a_submission_says_is_done(slack: Sandbox, echo: App, answer: str) -> None:
    more = {"errors": {"errors": {"draft_block": "Too short"}}, "clear": {}}.get(
        answer, {"view": modal(section("next"), callback_id="next")}
    )
    echo.action("draft")(lambda ack: ack())
    echo.view("compose")(lambda ack: ack(response_action=answer, **more))
    form = slack.user("anna").shortcut("write")
    after = form.submit(draft="hello")
    assert (after.callback_id if after else None) == {
        "update": "next",
        "push": "next",
        "clear": None,
        "errors": "compose",
    }[answer]
    assert form.errors == ({"draft_block": "Too short"} if answer == "errors" else {})
    assert form.open is (answer != "clear")


def test_typing_reaches_the_app_and_an_update_keeps_what_was_typed(slack: Sandbox, echo: App) -> None:
    def follow(ack: Any, client: WebClient, body: dict[str, Any]) -> None:
        ack()
        said = body["actions"][0]["value"]
        view = modal(text_input("draft"), section(f"{len(said)} characters"), callback_id="compose")
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    echo.action("draft")(follow)
    form = slack.user("anna").shortcut("write")
    mark = form.viewer.mark()
    form.fill(draft="hello").wait_changed(mark)
    slack.wait_until(lambda: "5 characters" in form.shown or None, "the update")
    assert form.values["draft_block"]["draft"]["value"] == "hello"


def test_a_trigger_works_once_and_for_three_seconds(slack: Sandbox, bot: WebClient) -> None:
    slack.user("anna").send_shortcut("write")
    trigger = slack.deliveries("interactive")[0].payload["trigger_id"]
    bot.views_open(trigger_id=trigger, view=modal(section("hi")))
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        bot.views_open(trigger_id=trigger, view=modal(section("hi")))
    slack.user("anna").send_shortcut("write")
    slack.clock.advance(seconds=4)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        bot.views_open(
            trigger_id=slack.deliveries("interactive")[1].payload["trigger_id"], view=modal(section("hi"))
        )


def test_an_old_hash_is_refused_and_a_push_needs_a_modal_beneath(slack: Sandbox, bot: WebClient) -> None:
    anna = slack.user("anna")
    anna.send_shortcut("write")
    trigger = slack.deliveries("interactive")[0].payload["trigger_id"]
    with pytest.raises(SlackApiError, match="not_found"):
        bot.views_push(trigger_id=trigger, view=modal(section("hi")))
    anna.send_shortcut("write")
    trigger = slack.deliveries("interactive")[1].payload["trigger_id"]
    view = bot.views_open(trigger_id=trigger, view=modal(section("one")))["view"]
    bot.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("two")))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        bot.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("three")))
    assert anna.modal().shown == "two"


def test_closing_is_told_only_when_asked_for(slack: Sandbox, bot: WebClient) -> None:
    anna = slack.user("anna")
    for number, wanted in enumerate((False, True)):
        anna.send_shortcut("write")
        trigger = slack.deliveries("interactive", "write")[number].payload["trigger_id"]
        bot.views_open(trigger_id=trigger, view=modal(section("hi"), notify_on_close=wanted, callback_id="c"))
        anna.modal().close()
        assert len(slack.deliveries("interactive", "c")) == int(wanted)


def test_a_message_shortcut_brings_the_message_where_the_bot_is_not(slack: Sandbox, app: App) -> None:
    def look(ack: Any, client: WebClient, shortcut: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal(section(shortcut["message"]["text"])))

    app.shortcut("look")(look)
    with listening(slack, app):
        post = slack.user("ben").say(slack.user("anna"), "why is it late")
        assert slack.user("anna").shortcut("look", post).shown == "why is it late"


def test_home_is_published_and_its_choices_reach_the_app(slack: Sandbox, app: App) -> None:
    options = [{"text": plain(word), "value": word.lower()} for word in ("Low", "Solid")]
    select = {"type": "static_select", "action_id": "trust", "options": options}
    home = {"type": "home", "blocks": [{**section("Trust"), "block_id": "b", "accessory": select}]}
    chosen: list[str] = []

    app.event("app_home_opened")(lambda event, client: client.views_publish(user_id=event["user"], view=home))
    app.action("trust")(lambda ack, action: (ack(), chosen.append(action["selected_option"]["value"])))
    with listening(slack, app):
        shown = slack.user("anna").home()
        shown.press("trust", "Solid")
        slack.wait_until(lambda: chosen or None, "the choice")
    assert (shown.shown, chosen) == ("Trust", ["solid"])


def test_a_button_can_be_pressed_by_somebody_else(slack: Sandbox, bot: WebClient) -> None:
    block = {"type": "actions", "elements": [button("mine", "Mine")]}
    bot.chat_postMessage(channel="#general", text="for all", blocks=[block])
    (post,) = slack.user("anna").sees("general")
    delivery = post.press("mine", by=slack.user("ben"))
    assert delivery.payload["user"]["id"] == slack.user("ben").id
    assert delivery.payload["message"]["ts"] == post.ts
