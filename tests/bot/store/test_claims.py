"""Each event is dealt with once, whoever is asked and whoever dies."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.store import Busy, Claimed, Done

EVENT = {"team": "T1", "event": "Ev1"}


def test_a_claim_is_busy_until_it_is_finished_and_then_done(store, clock):
    claim = store.claims.claim(**EVENT)
    assert isinstance(claim, Claimed)
    assert store.claims.claim(**EVENT) == Busy(lease_until=clock.now + 50)
    assert store.claims.sending(claim)
    assert store.claims.finish(claim)
    assert store.claims.claim(**EVENT) == Done()


def test_claims_of_other_teams_and_events_are_others(store):
    claims = [store.claims.claim(team=team, event=event) for team in ("T1", "T2") for event in ("Ev1", "Ev2")]
    assert all(isinstance(claim, Claimed) for claim in claims)


def test_a_released_event_can_be_claimed_at_once(store):
    first = store.claims.claim(**EVENT)
    assert store.claims.release(first)
    assert isinstance(store.claims.claim(**EVENT), Claimed)


def test_a_refusal_by_slack_after_sending_can_be_released(store):
    first = store.claims.claim(**EVENT)
    store.claims.sending(first)
    assert store.claims.release(first)
    assert isinstance(store.claims.claim(**EVENT), Claimed)
    assert store.counts.total(name="lost-window") == 0


def test_an_expired_lease_is_taken_over_and_its_first_owner_can_do_nothing(store, clock):
    first = store.claims.claim(**EVENT)
    clock.move(50)
    second = store.claims.claim(**EVENT)
    assert isinstance(second, Claimed)
    assert not store.claims.sending(first)
    assert not store.claims.finish(first)
    assert not store.claims.release(first)
    assert store.claims.sending(second)
    assert store.claims.finish(second)


def test_a_lease_that_ran_out_allows_no_sending_even_untaken(store, clock):
    claim = store.claims.claim(**EVENT)
    clock.move(50)
    assert not store.claims.sending(claim)


def test_a_death_between_sending_and_finish_is_counted_and_not_repeated(store, clock):
    store.claims.sending(store.claims.claim(**EVENT))
    assert isinstance(store.claims.claim(**EVENT), Busy)
    clock.move(50)
    assert store.claims.claim(**EVENT) == Done(lost=True)
    assert store.claims.claim(**EVENT) == Done()
    assert store.counts.total(name="lost-window", team="T1") == 1


def test_no_answer_from_slack_is_counted_as_lost(store):
    claim = store.claims.claim(**EVENT)
    store.claims.sending(claim)
    assert store.claims.finish(claim, lost=True)
    assert store.claims.claim(**EVENT) == Done()
    assert store.counts.total(name="lost-window") == 1


def test_finished_events_cannot_be_finished_or_released_again(store):
    claim = store.claims.claim(**EVENT)
    store.claims.finish(claim)
    assert not store.claims.finish(claim, lost=True)
    assert not store.claims.release(claim)
    assert store.claims.claim(**EVENT) == Done()


@pytest.mark.parametrize("lease", [0, -1, 55, 60])
def test_a_lease_must_end_before_slacks_retry(store, lease):
    with pytest.raises(ValueError, match="55 s"):
        store.claims.claim(**EVENT, lease=lease)


def test_old_claims_are_purged_and_recent_ones_kept(store, clock):
    store.claims.finish(store.claims.claim(**EVENT))
    store.claims.sending(store.claims.claim(team="T1", event="Ev2"))
    clock.move(20 * 3600)
    store.claims.finish(store.claims.claim(team="T1", event="Ev3"))
    clock.move(5 * 3600)
    assert store.claims.purge() == 2
    assert store.claims.claim(team="T1", event="Ev3") == Done()
    assert store.counts.total(name="lost-window") == 1  # Ev2: nobody ever asked again


def test_claiming_purges_in_passing(store, clock):
    store.claims.finish(store.claims.claim(**EVENT))
    clock.move(25 * 3600)
    store.claims.claim(team="T1", event="Ev2")
    assert store.claims.purge() == 0


def race(replicas, event):
    """Let every replica claim the event in the same instant, from two threads each."""
    stores = [*replicas, *replicas]
    start = Barrier(len(stores))

    def one(store):
        start.wait()
        return store.claims.claim(team="T1", event=event)

    with ThreadPoolExecutor(len(stores)) as threads:
        return list(threads.map(one, stores))


def test_of_many_replicas_one_gets_each_event(open_store):
    replicas = [open_store() for _ in range(4)]
    for number in range(15):
        answers = race(replicas, f"Ev{number}")
        assert [type(answer) for answer in answers].count(Claimed) == 1
        assert [type(answer) for answer in answers].count(Busy) == 7


def test_of_many_replicas_one_takes_over(open_store, clock):
    replicas = [open_store() for _ in range(4)]
    for number in range(5):
        replicas[0].claims.claim(team="T1", event=f"Ev{number}")
    clock.move(50)
    for number in range(5):
        assert [type(answer) for answer in race(replicas, f"Ev{number}")].count(Claimed) == 1


def test_a_lost_window_is_counted_once_by_many_replicas(open_store, clock):
    replicas = [open_store() for _ in range(4)]
    replicas[0].claims.sending(replicas[0].claims.claim(team="T1", event="Ev1"))
    clock.move(50)
    answers = race(replicas, "Ev1")
    assert answers.count(Done(lost=True)) == 1
    assert answers.count(Done()) == 7
    assert replicas[0].counts.total(name="lost-window") == 1
