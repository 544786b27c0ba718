"""The people and places of the workspace a sandbox starts with."""

from __future__ import annotations

import itertools

from bot.sandbox.model import Conversation, Team, User
from bot.sandbox.mrkdwn import typed_text
from bot.sandbox.platform import Platform
from bot.sandbox.posting import post

HOME = "T0SANDBOX0"
PEOPLE = {
    "anna": "Anna Kowalska",
    "ben": "Ben Adeyemi",
    "carmen": "Carmen Ortiz",
    "dmitri": "Dmitri Volkov",
}
CHANNELS = {
    # name: (topic, people, whether the app's bot is in it)
    "general": ("Company-wide news and hellos", ("anna", "ben", "carmen", "dmitri"), True),
    "release": ("Shipping 4.2, kindly", ("anna", "ben", "carmen"), True),
    "design": ("Sketches and second opinions", ("anna", "carmen"), False),
}
STORY = (
    ("general", "carmen", "Morning all! Coffee machine is fixed, and there is cake in the kitchen :cake:"),
    ("general", "dmitri", "You are a hero, @carmen."),
    (
        "release",
        "ben",
        "I ran the numbers for the review. Sign-ups are at 41 this week, draft is in the doc.",
    ),
    ("release", "anna", "Thanks Ben! I'll read it after lunch."),
    ("release", "ben", "@anna the deploy is waiting for your sign-off, when can you look?"),
    ("design", "carmen", "New empty state is up. Too playful? Be honest :art:"),
)


def add_team(platform: Platform, team_id: str, name: str, domain: str) -> Team:
    """A workspace with Slackbot's and the app's bot user in it, and nobody else."""
    world = platform.world
    with platform.lock:
        bot_user, bot_id = world.new_id("U"), world.new_id("B")
        team = Team(team_id, name, domain, bot_user, bot_id)
        world.teams[team_id] = team
        manifest = platform.manifest
        bot_name = manifest.bot_name.lower().replace(" ", "_")
        world.users[bot_user] = User(bot_user, team_id, bot_name, manifest.name, is_bot=True)
        world.touch()
        return team


def add_person(platform: Platform, team_id: str, name: str, real_name: str = "") -> User:
    """A person, with their direct messages with the app."""
    world = platform.world
    with platform.lock:
        user = User(f"U0{name.upper():0<9.9}", team_id, name, real_name or name.title())
        if user.id in world.users:
            user.id = world.new_id("U")
        world.users[user.id] = user
        world.direct(user.id, world.teams[team_id].bot_user_id)
        world.touch()
        return user


def add_channel(
    platform: Platform, team_id: str, name: str, members: list[str], *, private: bool = False, topic: str = ""
) -> Conversation:
    """A channel with these members (user IDs)."""
    world = platform.world
    with platform.lock:
        made = Conversation(
            id=world.new_id("C"),
            team_id=team_id,
            kind="group" if private else "channel",
            name=name,
            members=members,
            topic=topic,
            created=int(world.clock.now()),
        )
        world.conversations[made.id] = made
        world.touch()
        return made


def settle_in(platform: Platform, *, story: bool) -> None:
    """Fill the home workspace; with `story`, people have already said a few things."""
    team = add_team(platform, HOME, "Sunny Side Software", "sunny-side")
    ids = {name: add_person(platform, HOME, name, full).id for name, full in PEOPLE.items()}
    for name, (topic, people, with_bot) in CHANNELS.items():
        members = [ids[person] for person in people] + ([team.bot_user_id] if with_bot else [])
        add_channel(platform, HOME, name, members, topic=topic)
    for one, other in itertools.combinations(ids.values(), 2):
        platform.world.direct(one, other)
    for place, person, text in STORY if story else ():
        conversation = platform.world.named(place, HOME)
        if conversation is not None:
            linked = typed_text(platform.world, HOME, text)
            post(platform, conversation, ids[person], linked, typed=True)
