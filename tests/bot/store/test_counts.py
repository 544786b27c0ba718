"""The team's counters."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import NotAnIdError


def test_counts_are_kept_by_team_rule_and_name(store):
    for name in ("shown", "shown", "helpful", "not-helpful", "muted"):
        store.counts.add(team="T1", name=name, rule="never-you")
    store.counts.add(team="T1", name="shown", rule="why-is-x-adj")
    store.counts.add(team="T2", name="shown", rule="never-you")
    assert store.counts.by_rule(team="T1") == {
        "never-you": {"shown": 2, "helpful": 1, "not-helpful": 1, "muted": 1},
        "why-is-x-adj": {"shown": 1},
    }
    assert store.counts.total(name="shown", team="T1") == 3
    assert store.counts.total(name="shown") == 4
    assert store.counts.total(name="lost-window") == 0


def test_an_unknown_counter_is_refused(store):
    with pytest.raises(NotAnIdError):
        store.counts.add(team="T1", name="drafts", rule="never-you")


def test_no_count_is_lost_between_threads(open_store):
    replicas = [open_store(), open_store()]
    with ThreadPoolExecutor(6) as threads:
        list(
            threads.map(
                lambda number: replicas[number % 2].counts.add(team="T1", name="shown", rule="never-you"),
                range(60),
            )
        )
    assert replicas[0].counts.total(name="shown") == 60
