"""The composer's state: read from what Slack sends with each change, turned into the next view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, Timer
from typing import Any

from bot import slacktext
from bot.payload import Ticket, unpack
from bot.rendering import limits
from bot.rendering.blocks import Block
from bot.rendering.composer import Fields, composer_view
from bot.replies import aim
from bot.services import Services, Who
from bot.store import Person


def open_view(services: Services, who: Who, ticket: Ticket | None, *, paste: bool = False) -> Block:
    """Return a fresh composer, with the draft of a ticket in it if there is one."""
    person = services.person(who)
    ticket = ticket or Ticket(team=who.team, user=who.user)
    aimed, _ = aim(ticket, person)
    tokens = tuple(slacktext.tokens(aimed.draft))
    too_long = limits.units(slacktext.for_field(aimed.draft)) > limits.FIELD_LENGTH
    fields = Fields(
        draft="" if too_long else aimed.draft,
        whom=aimed.whom,
        trust=aimed.trust,
        channel="" if aimed.ts else aimed.channel,
        known=tokens,
    )
    fresh = aimed.but(tokens=tokens, surface="modal", turn=0, pick="0", rule="")
    return render(services, who, person, fresh, fields, paste=paste or too_long)


def render(
    services: Services, who: Who, person: Person, ticket: Ticket, fields: Fields, *, paste: bool = False
) -> Block:
    """Coach what is in the fields, and return the view that shows it."""
    coaching = None
    if fields.draft.strip():
        audience = "channel" if fields.channel.startswith("C") else "dm"
        asked = ticket.but(draft=fields.draft, trust=fields.trust, audience=audience)
        coaching = services.coach_draft(asked, person)
    connected = services.token(who) is not None
    return composer_view(ticket, fields, coaching, connected=connected, paste=paste)


def read_fields(view: dict[str, Any], ticket: Ticket) -> Fields:
    """Return what the person has put in so far."""
    found = {name: state for block in view["state"]["values"].values() for name, state in block.items()}
    trust = (found.get("composer.trust", {}).get("selected_option") or {}).get("value") or ticket.trust
    return Fields(
        draft=slacktext.typed(found.get("composer.draft", {}).get("value") or "", ticket.tokens),
        whom=found.get("composer.whom", {}).get("selected_user") or "",
        trust=trust,
        channel=found.get("composer.channel", {}).get("selected_conversation") or "",
        known=ticket.tokens,
    )


def ticket_of(view: dict[str, Any]) -> Ticket | None:
    """Return the ticket a view carries."""
    return unpack(str(view.get("private_metadata") or ""))


def next_serial(ticket: Ticket) -> Ticket:
    """Return the ticket with a new serial: Slack keeps a field's content for as long as its block has the same id."""
    return ticket.but(pick=str(int(ticket.pick or 0) + 1))


class Latest:
    """Remembers the newest change of each view, so that slow work never overwrites newer work.

    What Slack itself changed meanwhile (the view was submitted) it knows by the view's hash. The hash a change came with is
    outdated as well when it was made while our answer to the change before was under way: so our own updates are remembered.
    """

    def __init__(self, size: int = 2_000) -> None:
        self._size = size
        self._lock = Lock()
        self._numbers: OrderedDict[str, int] = OrderedDict()
        self._became: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._timers: dict[str, Timer] = {}

    def after_a_pause(self, view: str, seconds: float, work: Callable[[], object]) -> None:
        """Do the work once nothing new has come for this view for so long; at once if that is no time."""
        if seconds <= 0:
            work()
            return
        timer = Timer(seconds, self._ring, (view, work))
        timer.daemon = True
        with self._lock:
            earlier = self._timers.pop(view, None)
            self._timers[view] = timer
        if earlier is not None:
            earlier.cancel()
        timer.start()

    def _ring(self, view: str, work: Callable[[], object]) -> None:
        with self._lock:
            self._timers.pop(view, None)
        work()

    def take(self, view: str) -> int:
        """Note a change, and return its number."""
        with self._lock:
            number = self._numbers.pop(view, 0) + 1
            self._numbers[view] = number
            if len(self._numbers) > self._size:
                self._numbers.popitem(last=False)
            return number

    def is_newest(self, view: str, number: int) -> bool:
        with self._lock:
            return self._numbers.get(view, number) == number

    def updated(self, view: str, before: str, after: str) -> None:
        """Note that we followed a change, with nothing else put into the fields: the hash is another one now."""
        if before == after:
            return
        with self._lock:
            self._became[view, before] = after
            if len(self._became) > self._size:
                self._became.popitem(last=False)

    def hash(self, view: str, known: str) -> str:
        """Return what the hash a change came with has become by our own updates since."""
        with self._lock:
            while (view, known) in self._became:
                known = self._became[view, known]
            return known
