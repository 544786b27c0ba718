"""Deleting really deletes, in every table; and no words can get in."""

import pytest
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import String, Text, select

from bot.store import NotAnIdError, Store
from bot.store.erase import person_columns
from bot.store.tables import Base

WORDS = "you never listen"


def fill(store, clock, team, user, other):
    """Leave a trace of `user` in every table that can hold one."""
    me = {"team": team, "user": user}
    store.people.update_settings(**me, counts=True)
    store.people.set_trust(**me, other=other, trust="solid")
    store.people.mute(**me, rule="never-you")
    store.people.count_exchange(**me, other=other, kind="hard")
    store.counts.add(team=team, name="shown", rule="never-you")
    store.claims.finish(store.claims.claim(team=team, event=f"Ev-{user}"))
    store.scheduled.add(**me, message=f"Q-{user}", channel="D1", post_at=clock.now + 60, kind="breathe")
    store.installations.save(
        Installation(
            team_id=team, bot_token="xoxb-1", user_id=user, user_token="xoxp-1", user_scopes="chat:write"
        )
    )


def mentions(store, word):
    """Every (table, column) with a value that is this word, or holds it."""
    found = set()
    with store._database.read() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                found |= {(table.name, name) for name, value in row.items() if word in str(value).split("-")}
    return found


@pytest.fixture
def filled(store, clock):
    for team in ("T1", "T2"):
        fill(store, clock, team, "U1", "U2")
        fill(store, clock, team, "U2", "U1")
    return store


def test_the_traces_reach_every_column_for_people(filled):
    columns = {(table.name, c.name) for table in Base.metadata.sorted_tables for c in person_columns(table)}
    assert columns <= mentions(filled, "U1")


def test_every_column_named_for_a_person_is_marked():
    for table in Base.metadata.sorted_tables:
        named = {column.name for column in table.columns if column.name in {"user_id", "other_id"}}
        assert named == {column.name for column in person_columns(table)}


def test_a_deleted_person_is_mentioned_nowhere(filled):
    assert filled.delete_person(team="T1", user="U1") == 8
    filled.delete_person(team="T2", user="U1")
    assert {column for table, column in mentions(filled, "U1")} <= {"event_id"}  # our own name for the event
    assert filled.stored_about(team="T1", user="U1") == {}
    assert filled.installations.find_bot(enterprise_id=None, team_id="T1").bot_token == "xoxb-1"


def test_deleting_a_person_leaves_others_and_other_teams(filled):
    filled.delete_person(team="T1", user="U1")
    assert filled.people.get(team="T1", user="U2").muted == {"never-you"}
    assert filled.people.trusts(team="T2", user="U1") == {"U2": "solid"}
    assert filled.tokens.get(team="T2", user="U1") is not None


def test_a_deleted_team_is_mentioned_nowhere(filled):
    filled.delete_team(team="T1")
    assert mentions(filled, "T1") == set()
    assert filled.people.trusts(team="T2", user="U1") == {"U2": "solid"}


def test_the_files_forget_a_deleted_person(tmp_path, key, clock):
    store = Store.open(url=f"sqlite:///{tmp_path / 'whoa.db'}", key=key, clock=clock)
    fill(store, clock, "T1", "U0CANARY", "U2")
    store.claims.purge(now=clock.now + 10**6)  # the event's id holds the canary here
    store.delete_person(team="T1", user="U0CANARY")
    assert b"CANARY" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()


def test_people_see_what_is_stored_about_them_and_no_token(filled):
    seen = filled.stored_about(team="T1", user="U1")
    assert set(seen) == {"person", "trust", "mute", "exchange", "scheduled", "grant"}
    assert seen["grant"][0]["token"] == "locked"
    assert all(row["user_id"] == "U1" for rows in seen.values() for row in rows)


@pytest.mark.parametrize(
    "write",
    [
        lambda store, me: store.people.update_settings(**me | {"user": WORDS}, counts=True),
        lambda store, me: store.people.update_settings(**me, default_trust=WORDS),
        lambda store, me: store.people.update_settings(**me, default_audience=WORDS),
        lambda store, me: store.people.update_settings(**me, emoji_tone=WORDS),
        lambda store, me: store.people.welcome_once(team=WORDS, user="U1"),
        lambda store, me: store.people.set_trust(**me, other=WORDS, trust="low"),
        lambda store, me: store.people.set_trust(**me, other="U2", trust=WORDS),
        lambda store, me: store.people.mute(**me, rule=WORDS),
        lambda store, me: store.people.count_exchange(**me, other=WORDS, kind="good"),
        lambda store, me: store.people.count_exchange(**me, other="U2", kind=WORDS),
        lambda store, me: store.counts.add(team="T1", name="shown", rule=WORDS),
        lambda store, me: store.counts.add(team="T1", name=WORDS, rule="never-you"),
        lambda store, me: store.claims.claim(team="T1", event=WORDS),
        lambda store, me: store.claims.claim(team=WORDS, event="Ev1"),
        lambda store, me: store.scheduled.add(**me, message=WORDS, channel="D1", post_at=1, kind="breathe"),
        lambda store, me: store.scheduled.add(**me, message="Q1", channel=WORDS, post_at=1, kind="breathe"),
        lambda store, me: store.scheduled.add(**me, message="Q1", channel="D1", post_at=1, kind=WORDS),
        lambda store, me: store.tokens.put(**me | {"user": WORDS}, token="xoxp-1"),
        lambda store, me: store.tokens.put(**me, token="xoxp-1", scopes=(WORDS,)),
    ],
)
def test_words_are_refused_wherever_something_is_stored(key, write):
    store = Store.in_memory(key=key)
    with pytest.raises(NotAnIdError) as caught:
        write(store, {"team": "T1", "user": "U1"})
    assert WORDS not in str(caught.value)
    assert mentions(store, WORDS) == set()
    store.close()


def test_only_locked_columns_and_lists_of_scopes_are_long():
    long = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text)
        or (isinstance(column.type, String) and (column.type.length or 999) > 64)
    }
    assert long == {
        ("whoa_grant", "token"),
        ("whoa_grant", "refresh_token"),
        ("whoa_grant", "scopes"),
        ("whoa_meta", "value"),
    }
