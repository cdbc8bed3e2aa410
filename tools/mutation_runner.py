"""mutmut, but it collects the tests once, and not again for every mutant.

    python tools/mutation_runner.py run        in the workshop that tools/mutation.py sets up

mutmut tries a mutant in a copy (a fork) of its own process, and there pytest begins from scratch:
it looks for plugins, reads the settings, gathers the tests, and in the end writes a report that
nobody reads. All that takes longer than most of the tests. Here they are gathered once, before the
first copy is made.
"""

import os
import sys
from contextlib import redirect_stdout

import pytest
from mutmut.runners.harness import PytestRunner
from mutmut.utils.file_utils import change_cwd
from mutmut.workers import isolation


class Collected(PytestRunner):
    """Runs tests that lie ready."""

    def prepare_main_test_run(self):
        options = ["--rootdir=.", "--tb=native", "--capture=no", *self._pytest_add_cli_args]
        with change_cwd("mutants"), redirect_stdout(open(os.devnull, "w", encoding="utf-8")):
            args = [*options, *self._pytest_add_cli_args_test_selection]
            config = pytest.Config.fromdictargs({}, args)
            self.session = pytest.Session.from_config(config)
            config._do_configure()
            config.hook.pytest_sessionstart(session=self.session)
            self.items = {item.nodeid: item for item in self.session.perform_collect()}

    def run_tests(self, *, mutant_name, tests):
        if mutant_name is None:
            return super().run_tests(mutant_name=mutant_name, tests=tests)
        forget_what_was_computed()
        with change_cwd("mutants"):
            chosen = [self.items[name] for name in tests]
            for item, following in zip(chosen, [*chosen[1:], None], strict=True):
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.session.testsfailed:
                    return pytest.ExitCode.TESTS_FAILED
        return pytest.ExitCode.OK


def forget_what_was_computed():
    """The process has run all tests before: empty what the helpers keep."""
    modules = [module for name, module in sys.modules.items() if name.startswith("rnn_helpers")]
    for value in [value for module in modules for value in vars(module).values()]:
        if clear := getattr(value, "cache_clear", None):
            clear()


if __name__ == "__main__":
    from mutmut.__main__ import cli

    isolation.PytestRunner = Collected
    cli()
