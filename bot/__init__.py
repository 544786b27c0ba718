"""Whoa's Slack side: receives, asks the engine, renders, replies."""
