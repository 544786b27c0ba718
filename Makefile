# Few verbs over the tools in .venv. `make` alone lists them.

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup try test lint lock bench docs cassettes

help: ## list these verbs
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r verb text; do printf '  make %-10s %s\n' "$$verb" "$$text"; done

setup: ## make .venv from the lock; again at once if nothing changed
	@sh requirements/setup.sh

try: setup ## start Whoa with a small stand-in for Slack, and show the page to open
	@$(BIN)/whoa try

test: setup ## run the tests; ARGS="-k heat" is passed on
	@$(BIN)/pytest $(ARGS)

lint: setup ## style, types, architecture, the Slack manifest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q --durations=0 tests/test_manifest.py

lock: setup ## pin every package again; UPGRADE=1 takes newer ones
	@sh requirements/lock.sh $(if $(UPGRADE),--upgrade)

bench: setup ## measure how fast the coach answers
	@$(BIN)/python tools/bench.py $(ARGS)

docs: setup ## write the rule catalogue again from the rules
	@$(BIN)/whoa rules docs

cassettes: setup ## record the Slack Web API conversations again
	@$(BIN)/pytest tests/bot/test_web_api_cassettes.py --record-mode=rewrite
