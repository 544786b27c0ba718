"""Every rule on one page."""

from rules.catalogue import catalogue
from rules.loading import built_in, load_packs


def test_every_rule_is_on_the_page():
    loaded = load_packs([built_in()])
    page = catalogue(loaded)
    assert [rule.id for rule in loaded.rules if f"`{rule.id}`" not in page] == []
