"""The engine, loaded once for all tests."""

import pytest

import rules
from rules.coach import Coach


@pytest.fixture(scope="session")
def coach() -> Coach:
    return rules.load()
