"""Block Kit's limits on elements and composition objects (docs.slack.dev/reference/block-kit)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

SELECTS = frozenset(
    {"static_select", "users_select", "conversations_select", "channels_select", "external_select"}
)
MULTI_SELECTS = frozenset(f"multi_{name}" for name in SELECTS)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
CHOICES = frozenset({"checkboxes", "radio_buttons"})
INPUTS = (
    SELECTS
    | MULTI_SELECTS
    | PICKERS
    | CHOICES
    | {
        "plain_text_input",
        "rich_text_input",
        "number_input",
        "email_text_input",
        "url_text_input",
        "file_input",
    }
)
IN_SECTION = SELECTS | MULTI_SELECTS | PICKERS | CHOICES | {"button", "overflow", "image"}
IN_ACTIONS = SELECTS | MULTI_SELECTS | PICKERS | CHOICES | {"button", "overflow", "rich_text_input"}
IN_CONTEXT = frozenset({"image", "mrkdwn", "plain_text"})
SELECT_OPTIONS, CHOICE_OPTIONS, OVERFLOW_OPTIONS = 100, 10, 5


@dataclass
class Check:
    """Collects what is wrong, each with a JSON pointer to where."""

    errors: list[str] = field(default_factory=list)

    def fail(self, problem: str, path: str) -> None:
        """Note a problem."""
        self.errors.append(f"{problem} [json-pointer:{path}]")

    def obj(self, value: Any, path: str) -> Json:
        """The value as an object; an empty one, with a note, when it is something else."""
        if isinstance(value, dict):
            return value
        self.fail("must be an object", path)
        return {}

    def items(self, value: Any, path: str, most: int, *, least: int = 1) -> list[Any]:
        """The value as a list of `least` to `most` items."""
        if not isinstance(value, list):
            self.fail("must be an array", path)
            return []
        if len(value) < least:
            self.fail(f"no fewer than {least} items", path)
        if len(value) > most:
            self.fail(f"no more than {most} items allowed", path)
        return value

    def string(self, owner: Json, key: str, path: str, most: int, *, required: bool = False) -> None:
        """A string of at most `most` characters under `key`."""
        value = owner.get(key)
        if value is None:
            if required:
                self.fail(f"missing required field: {key}", path)
        elif not isinstance(value, str):
            self.fail("must be a string", f"{path}/{key}")
        elif len(value) > most:
            self.fail(f"must be less than {most + 1} characters", f"{path}/{key}")
        elif required and not value:
            self.fail("must be more than 0 characters", f"{path}/{key}")

    def text(
        self, owner: Json, key: str, path: str, most: int, *, required: bool = False, plain: bool = True
    ) -> None:
        """A text object under `key`, plain_text only unless `plain` is false."""
        if key not in owner or owner[key] is None:
            if required:
                self.fail(f"missing required field: {key}", path)
            return
        text = self.obj(owner[key], f"{path}/{key}")
        kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        if text and text.get("type") not in kinds:
            self.fail(f"must be one of: {', '.join(kinds)}", f"{path}/{key}/type")
        self.string(text, "text", f"{path}/{key}", most, required=True)

    def unique(self, values: Iterable[str], what: str, path: str) -> None:
        """No two values are the same."""
        seen: set[str] = set()
        for value in values:
            if value in seen:
                self.fail(f"{what} must be unique", path)
            seen.add(value)


def check_element(check: Check, value: Any, path: str, allowed: frozenset[str] | set[str]) -> None:
    """One element: a button, a select, an input and so on."""
    element = check.obj(value, path)
    kind = element.get("type")
    if kind not in allowed:
        check.fail(f"unsupported type: {kind}", f"{path}/type")
        return
    check.string(element, "action_id", path, 255)
    check.text(element, "placeholder", path, 150)
    if "confirm" in element:
        check_confirm(check, element["confirm"], f"{path}/confirm")
    if kind in ELEMENTS:
        ELEMENTS[kind](check, element, path)


def _check_button(check: Check, element: Json, path: str) -> None:
    check.text(element, "text", path, 75, required=True)
    check.string(element, "value", path, 2000)
    check.string(element, "url", path, 3000)
    check.string(element, "accessibility_label", path, 75)
    if element.get("style") not in (None, "primary", "danger"):
        check.fail("must be one of: primary, danger", f"{path}/style")


def _check_image(check: Check, element: Json, path: str) -> None:
    check.string(element, "alt_text", path, 2000, required=True)
    check.string(element, "image_url", path, 3000)


def _check_overflow(check: Check, element: Json, path: str) -> None:
    _options(check, element, path, OVERFLOW_OPTIONS)


def _check_choices(check: Check, element: Json, path: str) -> None:
    _options(check, element, path, CHOICE_OPTIONS)


def _check_select(check: Check, element: Json, path: str) -> None:
    if "option_groups" not in element:
        _options(check, element, path, SELECT_OPTIONS)
        return
    groups = check.items(element["option_groups"], f"{path}/option_groups", SELECT_OPTIONS)
    for index, value in enumerate(groups):
        at = f"{path}/option_groups/{index}"
        group = check.obj(value, at)
        check.text(group, "label", at, 75, required=True)
        _options(check, group, at, SELECT_OPTIONS)


def _check_text_input(check: Check, element: Json, path: str) -> None:
    check.string(element, "initial_value", path, 3000)
    for key in ("min_length", "max_length"):
        if not 0 <= element.get(key, 0) <= 3000:
            check.fail("must be between 0 and 3000", f"{path}/{key}")


ELEMENTS: dict[str, Callable[[Check, Json, str], None]] = {
    "button": _check_button,
    "checkboxes": _check_choices,
    "image": _check_image,
    "multi_static_select": _check_select,
    "overflow": _check_overflow,
    "plain_text_input": _check_text_input,
    "radio_buttons": _check_choices,
    "static_select": _check_select,
}


def _options(check: Check, owner: Json, path: str, most: int) -> None:
    """The options of a select, an overflow menu or a group of boxes."""
    options = check.items(owner.get("options"), f"{path}/options", most)
    for index, value in enumerate(options):
        at = f"{path}/options/{index}"
        option = check.obj(value, at)
        check.text(option, "text", at, 75, required=True, plain=False)
        check.string(option, "value", at, 150, required=True)
        check.text(option, "description", at, 75, plain=False)
    for key in ("initial_option", "initial_options"):
        chosen = owner.get(key)
        for option in chosen if isinstance(chosen, list) else [chosen] if chosen else []:
            if option not in options:
                check.fail("initial option must be one of the options", f"{path}/{key}")


def check_confirm(check: Check, value: Any, path: str) -> None:
    """A confirmation dialog."""
    confirm = check.obj(value, path)
    check.text(confirm, "title", path, 100, required=True)
    check.text(confirm, "text", path, 300, required=True, plain=False)
    check.text(confirm, "confirm", path, 30)
    check.text(confirm, "deny", path, 30)
