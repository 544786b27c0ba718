"""OAuth states are good once, and not for long."""

from concurrent.futures import ThreadPoolExecutor


def test_a_state_is_good_once(store):
    state = store.states.issue()
    assert store.states.consume(state)
    assert not store.states.consume(state)
    assert not store.states.consume("made up")


def test_a_state_ends_after_ten_minutes(store, clock):
    state = store.states.issue()
    clock.move(600)
    assert not store.states.consume(state)


def test_of_two_replicas_one_finds_the_state(open_store):
    replicas = [open_store() for _ in range(4)]
    state = replicas[0].states.issue()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda store: store.states.consume(state), replicas * 2))
    assert answers.count(True) == 1
