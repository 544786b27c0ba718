"""Slack's published limits (docs.slack.dev, Block Kit reference and method reference)."""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
SECTION_TEXT = 3_000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACTIONS_ELEMENTS = 25
CONTEXT_ELEMENTS = 10
OPTION_VALUE = 150
OPTION_TEXT = 75
ID = 255
PRIVATE_METADATA = 3_000
VIEW_TITLE = 24
FIELD_LENGTH = 3_000
UPDATE_TEXT = 4_000
MESSAGE_TEXT = 4_000
MESSAGE_TOTAL = 13_000
"""Undocumented: near 13,200 characters in all, Slack answers `msg_blocks_too_long` (bolt-js#2509)."""


def units(text: str) -> int:
    """Return the length as Slack counts it, as JavaScript does: signs outside the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
