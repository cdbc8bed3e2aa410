# The two commands: `make book` builds the site, `make test` checks every number in it.
# Each sets up .venv by itself. `make help` lists the others.

BIN := .venv/bin

.PHONY: setup help runtime book pdf epub test serve notebooks bands mutation lint format links colab
.PHONY: bench bench-notebooks figures lock prose set-repository clean run-in-page
.PHONY: messages translation kept-values lighthouse

help:
	@echo "make book        build the site, in English and Chinese, into _build/html"
	@echo "make pdf         print the built site into _build/hands-on-rnn.pdf and .zh.pdf, the Chinese"
	@echo "                 one;  make epub  likewise"
	@echo "make test        run all tests; re-run and compare every notebook cell, on all cores"
	@echo "                 (NOTEBOOKS=path ... for some of them, TESTS='-k word' for some tests)"
	@echo "make serve       build the site and serve it at http://localhost:8000"
	@echo "make notebooks   re-run the notebooks in place (NOTEBOOKS=path ... for some of them)"
	@echo "make lint        check code and notebooks with ruff;  make format  mends what it can"
	@echo "make links       follow every link;  make colab  run the notebooks as Colab would"
	@echo "make bands       measure how far trained networks' numbers move when rounding differs"
	@echo "make mutation    plant small faults in the helpers and see whether the tests notice"
	@echo "                 (MODULES=src/rnn_helpers/optim.py ... in some of them)"
	@echo "make lighthouse  load pages of the built site as Lighthouse does, and report (needs Node)"
	@echo "make bench       time a training step against Keras (and PyTorch and JAX, if installed)"
	@echo "make bench-notebooks   time and weigh every notebook"
	@echo "make figures     compute the weights and exams of the moving figures anew"
	@echo "make run-in-page run every cell that can run in a page there, and compare (an hour)"
	@echo "make kept-values compute anew the values that pages take over from the book's own run"
	@echo "make lock        write the exact versions of requirements.in to requirements.txt"
	@echo "make set-repository URL=https://github.com/you/your-copy   rewrite the address everywhere"
	@echo "make prose       find for every number in the prose a line that holds it; list the others"
	@echo "make messages    bring the Chinese catalogs and notebooks up to date with the English book"
	@echo "make translation say what is missing, stale or damaged in them (PAGE=05_binary_addition)"
	@echo "make clean       remove what the commands above have made"

# Looks each time whether .venv is in order: a folder that was moved keeps its dates.
setup:
	@sh tools/bootstrap.sh

book: runtime
	$(BIN)/python tools/build_book.py

# The Python that runs in the page; one line says if it cannot be had, and the book does without.
runtime: setup
	@$(BIN)/python tools/runtime.py

pdf epub: book
	$(BIN)/python tools/make_$@.py _build/html _build/hands-on-rnn.$@
	$(BIN)/python tools/make_$@.py _build/html/zh _build/hands-on-rnn.zh.$@

# Without NOTEBOOKS or TESTS, everything; TESTS takes what pytest takes, such as TESTS="-k adder".
test: runtime
	$(BIN)/pytest --numprocesses auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder \
		$(if $(filter command,$(origin NOTEBOOKS)),$(NOTEBOOKS)) $(TESTS)

serve: book
	$(BIN)/python -m http.server --directory _build/html 8000

NOTEBOOKS := $(wildcard notebooks/*.ipynb)
notebooks: setup
	$(BIN)/python tools/run_notebooks.py $(NOTEBOOKS)

figures: setup
	$(BIN)/python tools/figure_data.py
	$(BIN)/python tools/letter_data.py
	$(BIN)/python tools/loom_data.py

PAGES :=
run-in-page: book
	$(BIN)/python tools/page_python.py $(PAGES)

kept-values: setup
	$(BIN)/python tools/kept_values.py

lighthouse: setup
	$(BIN)/python tools/lighthouse.py $(PAGES)

bands: setup
	$(BIN)/python tools/measure_bands.py $(NOTEBOOKS)

MODULES :=
mutation: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--require-hashes --requirement requirements-mutation.txt
	$(BIN)/python tools/mutation.py $(MODULES)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

links: setup
	$(BIN)/jupyter-book build . --builder linkcheck

colab: setup
	$(BIN)/python tools/check_colab.py

bench: setup
	$(BIN)/python benchmarks/rnn_step.py

bench-notebooks: setup
	$(BIN)/python benchmarks/notebooks.py

LOCK := $(BIN)/uv pip compile --universal --python-version 3.10 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-strip-extras --custom-compile-command "make lock"
lock: setup
	$(LOCK) --no-deps requirements-alone.in --output-file requirements-alone.txt
	$(LOCK) --constraint requirements-alone.txt --no-emit-package rnn-helpers \
		requirements.in --output-file requirements.txt
	$(LOCK) --no-deps requirements-mutation.in --output-file requirements-mutation.txt
	$(LOCK) --no-deps requirements-jax.in --output-file requirements-jax.txt

prose: setup
	$(BIN)/python tools/hold_prose.py

messages: setup
	$(BIN)/python tools/translation.py --messages --notebooks

PAGE :=
translation: setup
	$(BIN)/python tools/translation.py $(addprefix --page ,$(PAGE))

set-repository: setup
	$(BIN)/python tools/set_repository.py "$(URL)"

clean:
	rm -rf _build .venv .pytest_cache .ruff_cache .hypothesis
