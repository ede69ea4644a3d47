# Griffel: `make demo` runs the whole road on the bundled samples, `make test` passes the tests.
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests demo test trust check format run bench build pictures lock

VENV := .venv/bin

help: ## show what can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: ## virtual environment, locked packages, speech model (skipped when nothing changed)
	@sh setup.sh

demo: setup ## hear, draft, approve and export the Dutch and the English sample
	@$(VENV)/griffel demo --language nl --out out/demo-nl
	@$(VENV)/griffel demo --language en --out out/demo-en

setup-tests:
	@sh setup.sh tests

test: setup-tests ## all tests, with the real speech model
	@$(VENV)/python -m pytest -n 2 --dist loadgroup

trust: setup-tests ## the promises at their full count: power cuts, full disks, searched disks (as root)
	@GRIFFEL_TRUST=full $(VENV)/python -m pytest -n 2 --dist loadgroup -m trust

check: setup-tests ## format, lint, types, tests
	@$(VENV)/ruff format --check .
	@$(VENV)/ruff check .
	@$(VENV)/mypy
	@$(VENV)/python -m pytest -n 2 --dist loadgroup

format: setup ## put the code in the house format
	@$(VENV)/ruff format .
	@$(VENV)/ruff check --fix .

run: setup ## open Griffel
	@$(VENV)/griffel

bench: setup ## how fast it is here: window and keys, live text and draft (11 minutes)
	@$(VENV)/griffel bench window
	@$(VENV)/griffel bench live --minutes 10

build: setup ## the one-directory program in dist/griffel, and its self-test with the network off
	@sh build.sh

pictures: setup-tests ## photograph every screen in both languages, for the guides in docs
	@$(VENV)/python -m tests.pictures

lock: setup ## resolve the locks anew after a change in pyproject.toml
	@sh lock.sh
