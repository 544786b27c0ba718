"""What a person has before them, as tests handle it: a message, a modal, the App Home."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from bot.sandbox import people
from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import NothingCame
from bot.sandbox.model import Message, View
from bot.sandbox.reading import find_element, labels, visible_text
from bot.sandbox.views import stack

if TYPE_CHECKING:
    from bot.sandbox.person import Person

Json = dict[str, Any]
T = TypeVar("T")


class Surface:
    """Something with blocks that `viewer` can act on."""

    def __init__(self, viewer: Person, place: Message | View) -> None:
        self.viewer = viewer
        self._platform = viewer.platform
        self._place = place

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, as Slack stores them."""
        place = self._place
        return place.blocks if isinstance(place, Message) else place.content["blocks"]

    @property
    def shown(self) -> str:
        """All that can be read in its blocks, a line for each part; mentions by name."""
        return visible_text(self._platform.world, self.blocks)

    @property
    def buttons(self) -> list[str]:
        """The visible texts of its buttons."""
        return labels(self.blocks)

    @property
    def values(self) -> Json:
        """What is entered and chosen, as state.values."""
        return self._place.values

    def element(self, name: str) -> Json:
        """An element by action_id, block_id or visible label. Raises KeyError."""
        return find_element(self.blocks, name)[1]

    def press(self, name: str, choice: Any = None, *, by: Person | None = None) -> Delivery:
        """Press a button or choose something, and wait until the app was told and answered.

        `by` does it as someone else. Raises NothingCame when the app is not told at all.
        """
        block, element = find_element(self.blocks, name)
        actor = by or self.viewer
        delivery = people.act(
            self._platform, actor.user, self._place, block["block_id"], element["action_id"], choice
        )
        if delivery is None:
            raise NothingCame(f"the app is not told of {name!r}: its block has no dispatch_action")
        return actor.slack.settled(delivery)

    def click(self, name: str, choice: Any = None) -> Post:
        """Press, and wait for the message that follows: this one changed, or a new one."""
        mark = self.viewer.mark()
        self.press(name, choice)
        return self.viewer.next_post(mark, f"after pressing {name!r}")

    def click_modal(self, name: str, choice: Any = None) -> Modal:
        """Press, and wait for the modal that follows: a new one, or this one changed."""
        mark = self.viewer.mark()
        self.press(name, choice)
        return self.viewer.next_modal(mark, f"after pressing {name!r}")

    def wait(self, look: Callable[[], T | None], what: str) -> T:
        """Wait until `look` finds something. Raises NothingCame."""
        return self.viewer.slack.wait_until(look, what)


class Post(Surface):
    """A message, as `viewer` sees it."""

    def __init__(self, viewer: Person, message: Message) -> None:
        super().__init__(viewer, message)
        self.message = message

    @property
    def text(self) -> str:
        """The message's text, which notifications and screen readers use."""
        return self.message.text

    @property
    def ts(self) -> str:
        """Its timestamp ID."""
        return self.message.ts

    @property
    def channel(self) -> str:
        """The ID of its conversation."""
        return self.message.channel

    @property
    def thread_ts(self) -> str | None:
        """The thread it is in."""
        return self.message.thread_ts

    @property
    def author(self) -> str:
        """The user ID of its author."""
        return self.message.user

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.message.ephemeral_to is not None

    @property
    def edited(self) -> bool:
        """Whether it was changed."""
        return self.message.edited_ts is not None

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.message.deleted

    @property
    def reactions(self) -> dict[str, list[str]]:
        """User IDs by reaction name."""
        return self.message.reactions

    def wait_gone(self) -> None:
        """Wait until it is deleted."""
        self.wait(lambda: self.deleted or None, "the message to be deleted")

    def wait_edited(self) -> Post:
        """Wait until it is changed."""
        self.wait(lambda: self.edited or None, "the message to be changed")
        return self


class Modal(Surface):
    """A modal (or App Home), as the person it is shown to has it."""

    def __init__(self, viewer: Person, view: View) -> None:
        super().__init__(viewer, view)
        self.view = view

    @property
    def title(self) -> str:
        """Its title; empty for an App Home."""
        return str((self.view.content.get("title") or {}).get("text", ""))

    @property
    def private_metadata(self) -> str:
        """What the app hid in it."""
        return str(self.view.content.get("private_metadata", ""))

    @property
    def callback_id(self) -> str:
        """What the app calls it."""
        return str(self.view.content.get("callback_id", ""))

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong with the entries, by block_id; under "" what is wrong with all of it."""
        return self.view.errors

    @property
    def open(self) -> bool:
        """Whether it is still shown."""
        return self.view.open

    def fill(self, **entries: Any) -> Modal:
        """Enter or choose, by action_id, block_id or label; the app is told where it listens."""
        for name, choice in entries.items():
            self.enter(name, choice)
        return self

    def enter(self, name: str, choice: Any) -> Modal:
        """Enter or choose one thing, and wait until the app answered if it is told of it."""
        block, element = find_element(self.blocks, name)
        user, ids = self.viewer.user, (block["block_id"], element["action_id"])
        delivery = people.act(self._platform, user, self.view, *ids, choice)
        if delivery is not None:
            self.viewer.slack.settled(delivery)
        return self

    def press_enter(self, name: str) -> Delivery | None:
        """Press Enter in a text input; None when the app does not listen for it."""
        block, element = find_element(self.blocks, name)
        ids = (block["block_id"], element["action_id"])
        delivery = people.press_enter(self._platform, self.viewer.user, self.view, *ids)
        return None if delivery is None else self.viewer.slack.settled(delivery)

    def submit(self, **entries: Any) -> Modal | None:
        """Fill in, submit, wait; the modal that is on top then, or None when all are closed."""
        self.fill(**entries)
        delivery = people.submit(self._platform, self.viewer.user, self.view)
        if delivery is not None:
            self.viewer.slack.settled(delivery)
        return self.viewer.top_modal()

    def submit_post(self, **entries: Any) -> Post:
        """Submit, and wait for the message that follows."""
        mark = self.viewer.mark()
        self.submit(**entries)
        return self.viewer.next_post(mark, "after submitting")

    def close(self, *, everything: bool = False) -> None:
        """Close it, or the whole stack, and wait until the app was told if it wants to be."""
        told = people.close(self._platform, self.viewer.user, self.view, everything=everything)
        for delivery in told:
            self.viewer.slack.settled(delivery)

    def wait_changed(self, mark: int | None = None) -> Modal:
        """Wait until its content changes after `mark` (the world's version; default: now)."""
        since = self.viewer.mark() if mark is None else mark
        self.wait(lambda: self.view.order > since or None, "the view to change")
        return self

    def on_top(self) -> bool:
        """Whether it is the topmost modal."""
        views = stack(self._platform, self.viewer.user.id)
        return bool(views) and views[-1] is self.view
