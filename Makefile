# One word each. Every word first sees to .venv, which takes minutes once and no time after that.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test check bench endurance fuzz torture powerloss tamper alarm-study screenshots bundle pins
.PHONY: environment

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##/  make \1\t/p' Makefile | expand -t 20

demo: ## a whole simulated infusion, in a window where there is a display
	@$(PYTHON) setup/environment.py --window
	$(BIN)/dripwatch demo --speed 30 --minutes 60 $(ARGS)

test: environment ## the tests; make test ARGS="-k cuff" runs some of them
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: environment ## style, types and import directions
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: environment ## each goal beside a floor of the same run; make bench ARGS=G6 measures one
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.run $(ARGS)

endurance: environment ## 24 hours through the real window, in half an hour
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.endurance $(ARGS)

fuzz: environment ## a million bent frames for every driver
	$(BIN)/python -m tests.fuzz $(ARGS)

torture: environment ## the application, killed a thousand times
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture $(ARGS)

powerloss: environment ## the record after thousands of power cuts
	$(BIN)/python -m tests.power_loss $(ARGS)

tamper: environment ## ten thousand changes to a record, and ten thousand times none
	$(BIN)/python -m tests.tamper $(ARGS)

alarm-study: environment ## a thousand sessions through the alarm rules
	$(BIN)/python -m tests.alarm_study $(ARGS)

screenshots: environment ## the pictures of the README, drawn anew
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screenshots docs/screenshots

bundle: environment ## build/dripwatch, which needs no Python on the computer it is copied to
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group bundle
	QT_QPA_PLATFORM=offscreen $(BIN)/python bundle/make.py

pins: environment ## constraints.txt, resolved anew from pyproject.toml
	rm -rf build/pins
	$(BIN)/python -m venv --without-pip build/pins
	$(BIN)/python -m pip --python build/pins/bin/python install --quiet --group dev --group bundle --editable .
	head -n 1 constraints.txt > build/constraints.txt
	$(BIN)/python -m pip --python build/pins/bin/python freeze --all --exclude-editable \
	    >> build/constraints.txt
	mv build/constraints.txt constraints.txt

environment:
	@$(PYTHON) setup/environment.py
