"""A person in the stand-in, as tests play them: they type, run commands, react, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import oauth_client, people
from bot.sandbox.delivery import Delivery
from bot.sandbox.model import Conversation, Message
from bot.sandbox.mrkdwn import rich_text, typed_text
from bot.sandbox.posting import edit, react, remove, unreact
from bot.sandbox.surfaces import Modal, Post
from bot.sandbox.views import stack

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


class Person:
    """One user; every method acts as them. Waiting ends with NothingCame after `slack.patience`."""

    def __init__(self, slack: Sandbox, user_id: str) -> None:
        self.slack = slack
        self.platform = slack.platform
        self.user = slack.platform.world.users[user_id]
        self._popped = slack.platform.world.version

    @property
    def id(self) -> str:
        """Their user ID."""
        return self.user.id

    @property
    def mention(self) -> str:
        """How they are mentioned in text."""
        return f"<@{self.user.id}>"

    def place(self, where: str | Person | Post) -> Conversation:
        """A conversation: a channel's name or ID, "bot", a person, or where a message is."""
        world = self.platform.world
        if isinstance(where, Post):
            return world.conversations[where.channel]
        if isinstance(where, Person):
            return world.direct(self.id, where.id)
        if where == "bot":
            return world.direct(self.id, self.platform.bot_user(self.user.team_id).id)
        named = world.named(where, self.user.team_id)
        return named or world.conversation(where, self.user.team_id)

    # What they do.

    def say(self, where: str | Person, text: str, *, thread: Post | None = None) -> Post:
        """Type a message in a channel, to a person or to the bot ("bot"); returns it at once."""
        root = (thread.thread_ts or thread.ts) if thread else None
        return Post(self, people.say(self.platform, self.user, self.place(where), text, root))

    def dm_bot(self, text: str, *, thread: Post | None = None) -> Post:
        """Write to the bot and wait for its answer."""
        mark = self.mark()
        self.say("bot", text, thread=thread)
        return self.next_post(mark, "after writing to the bot")

    def command(self, name: str, text: str = "", *, where: str | Person = "general") -> Post:
        """Run a slash command and wait for the reply."""
        mark = self.mark()
        self.send_command(name, text, where=where)
        return self.next_post(mark, f"after {name}")

    def command_modal(self, name: str, text: str = "", *, where: str | Person = "general") -> Modal:
        """Run a slash command and wait for the modal it opens."""
        mark = self.mark()
        self.send_command(name, text, where=where)
        return self.next_modal(mark, f"after {name}")

    def send_command(self, name: str, text: str = "", *, where: str | Person = "general") -> Delivery:
        """Run a slash command and wait until the app acknowledged it, or did not."""
        sent = people.run_command(self.platform, self.user, self.place(where), name, text)
        return self.slack.settled(sent)

    def shortcut(self, callback_id: str, post: Post | None = None) -> Modal:
        """Run a shortcut, on a message if given, and wait for the modal it opens."""
        mark = self.mark()
        self.send_shortcut(callback_id, post)
        return self.next_modal(mark, f"after the shortcut {callback_id}")

    def send_shortcut(self, callback_id: str, post: Post | None = None) -> Delivery:
        """Run a shortcut and wait until the app acknowledged it, or did not."""
        message = post.message if post else None
        return self.slack.settled(people.run_shortcut(self.platform, self.user, callback_id, message))

    def react(self, post: Post, name: str) -> None:
        """React to a message."""
        react(self.platform, post.message, self.id, name.strip(":"))

    def unreact(self, post: Post, name: str) -> None:
        """Take a reaction back."""
        unreact(self.platform, post.message, self.id, name.strip(":"))

    def edit(self, post: Post, text: str) -> None:
        """Change one's own message, as in Slack's client."""
        linked = typed_text(self.platform.world, self.user.team_id, text)
        edit(self.platform, post.message, self.id, text=linked, blocks=[rich_text(linked)])

    def delete(self, post: Post) -> None:
        """Delete one's own message."""
        remove(self.platform, post.message)

    def home(self) -> Modal:
        """Open the App Home and wait until the app was told and has published one."""
        delivery = people.open_home(self.platform, self.user)
        if delivery is not None:
            self.slack.settled(delivery)
        homes = self.platform.world.homes
        view = self.slack.wait_until(lambda: homes.get(self.id), "the App Home to be published")
        return Modal(self, view)

    def authorize(self, url: str, *, allow: bool = True, decline: tuple[str, ...] = ()) -> oauth_client.Page:
        """Follow an install link to the permission page, answer it, and follow back to the app.

        `decline` names optional scopes not to give. Raises OSError when an address does not answer.
        """
        return oauth_client.authorize(url, self.id, allow=allow, decline=decline)

    # What they see.

    def sees(self, where: str | Person) -> list[Post]:
        """Everything they see in a conversation now, the oldest first."""
        messages = self.place(where).messages
        return [Post(self, m) for m in messages if not m.deleted and m.ephemeral_to in (None, self.id)]

    def pop(self) -> Post:
        """The next message the app showed or changed for them that no test has taken yet; waits."""
        return self.next_post(self._popped, "to pop")

    def nothing_new(self) -> bool:
        """Whether, once every delivery is answered, the app has shown nothing that is not popped."""
        self.slack.settle()
        with self.platform.lock:
            return self._after(self._popped) is None

    def modal(self) -> Modal:
        """The topmost open modal; waits for one."""
        return self.slack.wait_until(self.top_modal, f"a modal for {self.user.name}")

    def top_modal(self) -> Modal | None:
        """The topmost open modal, if any."""
        views = stack(self.platform, self.id)
        return Modal(self, views[-1]) if views else None

    # For the other surfaces.

    def mark(self) -> int:
        """A moment to look for changes after."""
        return self.platform.world.version

    def next_post(self, mark: int, what: str) -> Post:
        """The first message the app showed or changed for them after `mark`; waits."""
        message = self.slack.wait_until(lambda: self._after(mark), f"a message for {self.user.name} {what}")
        self._popped = max(self._popped, message.told)
        return Post(self, message)

    def next_modal(self, mark: int, what: str) -> Modal:
        """The topmost modal, once it opened or changed after `mark`; waits."""

        def look() -> Modal | None:
            top = self.top_modal()
            return top if top is not None and top.view.order > mark else None

        return self.slack.wait_until(look, f"a modal for {self.user.name} {what}")

    def _after(self, mark: int) -> Message | None:
        """The first message from the app (or Slack's error line) shown to them after `mark`."""
        bot = self.platform.bot_user(self.user.team_id).id
        found = [
            message
            for message in self.platform.world.visible_to(self.id)
            if message.told > mark and message.user in (bot, "USLACKBOT") and not message.deleted
        ]
        return min(found, key=lambda message: message.told, default=None)
