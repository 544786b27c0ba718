"""Two small tools: a fresh encryption key, and the next migration."""

from __future__ import annotations

import sys

from bot.store.migrate import write_next
from bot.store.vault import new_key

USAGE = """\
python -m bot.store key              print a fresh encryption key
python -m bot.store revision "why"   write a migration for what changed in tables.py"""


def main(arguments: list[str]) -> None:
    """Do what the arguments say, or say what they may be."""
    match arguments:
        case ["key"]:
            sys.stdout.write(new_key() + "\n")
        case ["revision", why]:
            write_next(why)
        case _:
            sys.exit(USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
