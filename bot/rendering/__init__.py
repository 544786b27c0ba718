"""Pure functions from the engine's values to Block Kit dictionaries. One module for each view."""
