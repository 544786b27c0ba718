"""Messages waiting at Slack."""

from bot.store import Scheduled

ANNA = {"team": "T1", "user": "U1"}


def test_what_waits_is_listed_soonest_first_without_what_is_past(store, clock):
    for message, seconds in [("Q1", 600), ("Q2", 60), ("Q3", 30)]:
        store.scheduled.add(
            **ANNA, message=message, channel="D1", post_at=clock.now + seconds, kind="breathe"
        )
    clock.move(40)
    assert store.scheduled.waiting(**ANNA) == [
        Scheduled(message="Q2", channel="D1", post_at=clock.now + 20, kind="breathe"),
        Scheduled(message="Q1", channel="D1", post_at=clock.now + 560, kind="breathe"),
    ]


def test_nobody_else_sees_or_removes_it(store, clock):
    store.scheduled.add(**ANNA, message="Q1", channel="D1", post_at=clock.now + 60, kind="check-in")
    assert store.scheduled.waiting(team="T1", user="U2") == []
    assert not store.scheduled.remove(team="T1", user="U2", message="Q1")
    assert store.scheduled.remove(**ANNA, message="Q1")
    assert not store.scheduled.remove(**ANNA, message="Q1")
    assert store.scheduled.waiting(**ANNA) == []


def test_what_slack_has_posted_is_forgotten_with_the_next_event_after_an_hour(store, clock):
    store.claims.claim(team="T1", event="Ev1")
    store.scheduled.add(**ANNA, message="Q1", channel="D1", post_at=clock.now + 60, kind="breathe")
    store.scheduled.add(**ANNA, message="Q2", channel="D1", post_at=clock.now + 7200, kind="check-in")
    clock.move(3600)
    store.claims.claim(team="T2", event="Ev2")
    assert [row["message_id"] for row in store.stored_about(**ANNA)["scheduled"]] == ["Q2"]
