"""A canary draft goes through every surface, well and badly; nothing keeps it: no log, no database, no error."""

from __future__ import annotations

import io
import logging
import sys
import threading
from contextlib import redirect_stderr, redirect_stdout

import pytest

CANARY = "kanarienvogel-4711"
DRAFT = f"Why is that number low? {CANARY}"
LONG = f"{DRAFT} " + "It matters to all of us. " * 200


@pytest.fixture
def everything_said():
    """All that any logger, at any level, and any stream is told."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(exc_info)s %(args)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    hook = threading.excepthook
    threading.excepthook = lambda args: stream.write(f"{args.exc_type} {args.exc_value}")
    with redirect_stdout(stream), redirect_stderr(stream):
        yield stream
    threading.excepthook = hook
    root.removeHandler(handler)
    root.setLevel(before)


def rows(store):
    """Every value in every table."""
    with store._database.read() as connection:
        tables = (
            connection.exec_driver_sql("select name from sqlite_master where type = 'table'").scalars().all()
        )
        return "".join(str(connection.exec_driver_sql(f'select * from "{table}"').all()) for table in tables)


def use_every_surface(slack, bot):
    anna, ben = slack.user("anna"), slack.user("ben")
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    reply = anna.command("/whoa", DRAFT)
    anna.command("/whoa", LONG)
    for name in ("draft.another", "draft.why", "draft.mute", "draft.not_helpful", "draft.edit"):
        reply.press(name)
    while anna.top_modal():
        anna.top_modal().close(everything=True)
    bot.store.people.unmute(team=slack.team_id, user=anna.id, rule="why-is-x-adj")
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    anna.modal().submit()
    anna.modal().close(everything=True)
    anna.dm_bot(DRAFT).press("flip.received")
    anna.dm_bot(f"they wrote: {DRAFT}")
    for author in (anna, ben):
        anna.react(author.say("general", DRAFT), "seedling")
        slack.settle()
    for name in ("soften", "understand"):
        anna.shortcut(name, anna.say(ben, DRAFT)).close(everything=True)
    angry = anna.command("/whoa", f"THIS IS UNBELIEVABLE!!! {DRAFT}")
    angry.click("Take a breath").click("Bring my draft back with it")
    anna.command("/whoa", DRAFT).click("Send as me").click("checkin.hour")
    anna.home()


def fail_on_every_surface(slack, bot, coach):
    anna = slack.user("anna")
    reply = anna.command("/whoa", DRAFT)
    for method in ("chat.postMessage", "views.open", "views.update"):
        slack.fail_next(method, "invalid_blocks")
    reply.press("draft.why")
    reply.press("draft.send")
    coach.error = ValueError(DRAFT)
    anna.command("/whoa", DRAFT)
    reply.press("draft.another")
    anna.send_shortcut("soften", anna.say("general", DRAFT))
    delivery = anna.send_command("/whoa", DRAFT)
    slack.deliver("slash_commands", {**delivery.payload, "team_id": "T0ELSEWHERE"}, accepts_answer=True)
    slack.deliver("slash_commands", {**delivery.payload, "command": "/other"}, accepts_answer=True)
    coach.error = None


@pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)
def test_nothing_keeps_a_draft(everything_said, slack, bot, coach):
    use_every_surface(slack, bot)
    fail_on_every_surface(slack, bot, coach)
    bot.services.workers.drain(5)
    sys.stdout.flush()
    assert any(CANARY in text for text in coach.seen)
    assert CANARY not in rows(bot.store)
    assert CANARY not in everything_said.getvalue()
    assert "listener failed" in everything_said.getvalue() or "work failed" in everything_said.getvalue()
    for parts in (bot.services, slack.scheduled[:0]):
        assert CANARY not in repr(parts).replace(repr(coach), "")
    slack.problems.clear()


def test_libraries_are_never_chatty_enough_to_print_what_people_write(settings):
    from bot.serve import QUIET_LOGGERS, set_up_logs

    root = logging.getLogger()
    level = root.level
    try:
        set_up_logs(settings)
        assert all(logging.getLogger(name).getEffectiveLevel() >= logging.INFO for name in QUIET_LOGGERS)
    finally:
        root.setLevel(level)
