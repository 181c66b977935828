# Everything runs in an environment of its own, .venv/, made with pip from the committed locks.
# Windows has no make: README.md gives the same commands.

lab_lock := .venv/requirements.lock
test_lock := .venv/requirements-test.lock
hub := .venv/hub/pyvenv.cfg
# A notebook's cells stay together on one worker.  There are two workers for each core:
# many tests wait for a process that they have started.
workers := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) \* 2)
# Commands and kernels that tests start would each compile nnkit anew where PYTHONDONTWRITEBYTECODE is set.
pytest := .venv/bin/python -m compileall -qq nnkit && .venv/bin/pytest --nbval --nbval-current-env --timeout 120 -n $(workers) --maxprocesses 8 --dist loadfile --no-loadscope-reorder
benchmarks = for script in tests/benchmarks/bench_*.py; do .venv/bin/python $$script $(1) || exit 1; done

# What an author changes: the exercises, what judges them, the notebooks, who imports whom.
quick := tests/course tests/checks tests/test_layers.py solutions

.PHONY: help setup demo lab site test test-quick lint bench nightly lock again
.NOTPARALLEL:

help: ## show this list (the default)
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F '|' '{ printf "make %-10s %s\n", $$1, $$2 }'

setup: $(lab_lock) ## make the environment in .venv/
	@echo "The environment in .venv/ is ready."

demo: $(lab_lock) ## grade a sample class of 24 simulated students
	.venv/bin/nnkit demo

lab: $(lab_lock) ## open the course in JupyterLab
	.venv/bin/nnkit lab

site: $(test_lock) ## make the course as web pages, in build/site
	.venv/bin/nnkit site

test: lint ## check and test everything, the notebooks too
	$(pytest)

test-quick: lint ## test what an author changes: exercises and notebooks of modules that changed
	$(pytest) -p tests.changed_modules $(quick)

lint: $(test_lock) ## check style, types, imports, spelling and that modules/ is up to date
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	env -u PYODIDE .venv/bin/mypy  # it takes PYODIDE for the platform
	.venv/bin/lint-imports --no-logo
	.venv/bin/codespell README.md nnkit solutions
	.venv/bin/nnkit release --check

bench: $(test_lock) ## measure the speed
	@$(call benchmarks)

nightly: $(test_lock) $(hub) ## test with many more random cases and on a JupyterHub, and measure briefly
	$(pytest) --hypothesis-profile nightly --timeout 1200
	.venv/hub/bin/python -m pytest --timeout 1200 tests/nightly/hub.py
	@$(call benchmarks,--quick)

lock: $(test_lock) ## bring both locks up to the newest versions
	.venv/bin/python -m pip install -qq uv
	$(call compile,requirements-test.lock,--extra bench --extra browser)
	$(call compile,requirements.lock,--constraints requirements-test.lock)

compile = .venv/bin/uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest --upgrade \
	--group install --no-annotate --custom-compile-command "make lock" $(2) pyproject.toml -o $(1)

# --- the environment ---

# A lock is copied into .venv/ once it is installed.
.venv/%.lock: %.lock pyproject.toml .venv/pyvenv.cfg
	@echo "Making the environment in .venv/ (about a minute, once)"
	@.venv/bin/python -m pip install -qq $$(grep '^pip==' $<)
	@.venv/bin/python -m pip install -qq --no-compile -r $<
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@.venv/bin/python -W ignore -m compileall -qq -j 0 -x /tests/ .venv/lib || true
	@cp $< $@

# A JupyterHub beside what .venv/ has; its tests say what is missing where npm or a browser is.
$(hub): $(test_lock)
	@.venv/bin/python -m venv .venv/hub
	@.venv/hub/bin/python -m pip install -qq jupyterhub playwright
	@.venv/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))" \
	    > "$$(.venv/hub/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/workbook.pth"
	@npm install --silent --no-audit --no-fund --prefix .venv/hub configurable-http-proxy || true
	@touch $@

# Scripts in .venv/ know where they lie and which Python they belong to, so a .venv/ that was moved,
# or whose Python was removed, is made again.
stale := $(shell .venv/bin/python -c "" 2>/dev/null && grep -qsF " $(CURDIR)/.venv" .venv/pyvenv.cfg || echo again)

# Newest first; `make PYTHON=...` chooses another.
pythons := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3 python)

.venv/pyvenv.cfg: $(stale)
	@test -w . || { echo "Nothing can be made in this folder, and .venv/ has to be:"; \
	    echo "clone or copy it to a folder of your own, and run make there."; exit 1; }
	@for python in $(pythons); do \
	    $$python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || continue; \
	    new=$$python; \
	    $$python -c "import ensurepip" 2>/dev/null && exec $$python -m venv --clear .venv; \
	done; \
	if [ "$$new" ]; then \
	    echo "$$new cannot make an environment: its venv module is missing."; \
	    echo "Debian and Ubuntu have it in a package: apt install python3-venv"; \
	else \
	    echo "Python 3.11 or newer is needed; tried: $(pythons)"; \
	    echo "Install it from python.org or with your system's packages, then run make again."; \
	fi; \
	exit 1
