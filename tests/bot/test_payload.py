"""Tickets: what a button remembers."""

from hypothesis import given
from hypothesis import strategies as st

from bot.payload import Ticket, unpack
from bot.rendering.limits import units

TICKETS = st.builds(
    Ticket,
    team=st.just("T1"),
    user=st.just("U1"),
    draft=st.text(max_size=500),
    trust=st.sampled_from(["", "low", "solid"]),
    turn=st.integers(0, 99),
    channel=st.sampled_from(["", "C1"]),
    rich=st.booleans(),
    tokens=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@given(TICKETS)
def test_a_ticket_comes_back_as_it_was(ticket):
    packed = ticket.pack(10_000)
    assert packed is not None
    assert unpack(packed) == ticket


@given(
    st.text() | st.builds(lambda size, sign: sign * size, st.integers(900, 2_100), st.sampled_from('a😀"\n'))
)
def test_a_ticket_never_exceeds_its_limit(draft):
    packed = Ticket("T1", "U1", draft).pack()
    assert packed is None or units(packed) <= 2_000


def test_emoji_count_twice_as_slack_counts_them():
    assert Ticket("T1", "U1", "😀" * 1_000).pack() is None


@given(st.text() | st.sampled_from(["{}", "[]", "null", '{"t":1}', '"x"', '{"t":"T","u":"U","n":{}}']))
def test_anything_else_is_no_ticket(value):
    found = unpack(value)
    assert found is None or isinstance(found, Ticket)
