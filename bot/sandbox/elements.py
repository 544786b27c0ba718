"""Interactive elements: what a person's choice becomes in state.values and in a block action."""

from __future__ import annotations

from typing import Any

from bot.sandbox.blockkit import elements_of

Json = dict[str, Any]

# For each element type: the key of its value in the state, and in the element as first shown.
STATE_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
TYPED = frozenset(
    {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
)


def initial_values(blocks: list[Json], before: Json | None = None) -> Json:
    """state.values of these blocks; what was entered `before` stays where the IDs are the same."""
    values: Json = {}
    for block, element in elements_of(blocks):
        kind, keys = element["type"], STATE_KEYS.get(element["type"])
        if keys is None:
            continue
        old = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        many = keys[0].endswith("s")
        state = (
            old if old and old["type"] == kind else _fresh(kind, element.get(keys[1], [] if many else None))
        )
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def _fresh(kind: str, value: Any) -> Json:
    """The state of an element as first shown."""
    return {"type": kind, STATE_KEYS[kind][0]: value}


def chosen_state(element: Json, choice: Any) -> Json:
    """The state after a person enters or chooses `choice`: text, an ID, or an option's value.

    Options may be named by their value or their visible text. Raises KeyError for an unknown one.
    """
    kind = element["type"]
    key = STATE_KEYS[kind][0]
    if kind == "rich_text_input" and isinstance(choice, str):
        text = {"type": "rich_text_section", "elements": [{"type": "text", "text": choice}]}
        choice = {"type": "rich_text", "elements": [text]}
    elif key == "selected_option" and choice is not None:
        choice = find_option(element, choice)
    elif key == "selected_options":
        choice = [find_option(element, one) for one in choice]
    elif kind in TYPED and choice == "":
        choice = None
    return {"type": kind, key: choice}


def find_option(element: Json, wanted: Any) -> Json:
    """The option with this value, or this visible text. Raises KeyError."""
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(o for group in groups for o in group["options"])]
    for option in options:
        if wanted in (option, option["value"], option["text"]["text"]):
            return {"text": option["text"], "value": option["value"]}
    raise KeyError(f"no option {wanted!r}; there are {[option['value'] for option in options]}")


def action(block: Json, element: Json, state: Json | None, action_ts: str) -> Json:
    """One entry of a block_actions payload's `actions`."""
    sent: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts,
    }
    if element["type"] == "button":
        sent["text"] = element["text"]
        for key in ("value", "style", "url"):
            if key in element:
                sent[key] = element[key]
    if "placeholder" in element and element["type"] not in TYPED:
        sent["placeholder"] = element["placeholder"]
    return {**sent, **{key: value for key, value in (state or {}).items() if key != "type"}}


def unfilled(view: Json, values: Json) -> dict[str, str]:
    """Input blocks Slack's own client would not let a person submit, and what it says."""
    errors: dict[str, str] = {}
    for block, element in elements_of(view.get("blocks", [])):
        if block["type"] != "input":
            continue
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = state.get(STATE_KEYS.get(element["type"], ("value", ""))[0])
        if not value:
            if not block.get("optional", False):
                errors[block["block_id"]] = "Please complete this required field."
        elif element["type"] == "plain_text_input":
            least, most = element.get("min_length", 0), element.get("max_length", 3000)
            if not least <= len(value) <= most:
                errors[block["block_id"]] = f"Please enter {least} to {most} characters."
    return errors
