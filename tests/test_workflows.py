"""The workflows: they may do little, and run nothing that is not pinned."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))

EVENTS = {"push", "pull_request", "schedule", "workflow_dispatch"}
READ = {"contents": "read"}
WRITES = {"pages deploy": {"pages": "write", "id-token": "write"}}
NEWEST = {"weekly newest", "weekly pytorch"}  # their purpose is to try what is newest
LONGEST = 180  # minutes, for the planted faults of a whole package
ACTIONS = "checkout|setup-python|upload-pages-artifact|deploy-pages"
PINNED = re.compile(rf"actions/({ACTIONS})@[0-9a-f]{{40}}")
FETCHING = re.compile(
    r"\b(curl|wget|aria2c|httpie|iwr|irm|iex|Invoke-\w+|Start-BitsTransfer|npm|npx|pnpm|yarn|bunx?"
    r"|deno|pipx|uvx?|poetry|pdm|hatch|conda|mamba|brew|choco|winget|scoop|apt|apt-get|snap|gem|bundle|cargo|go"
    r"|docker|podman|gh|ssh|scp|eval|base64|easy_install|urllib|requests|urlopen|DownloadString)\b"
    r"|\bgit (clone|fetch|pull|submodule)|<\(|\|\s*(sudo |env )*\S*(sh|python3?|node|perl)\b",
    re.I,
)
INSTALLS = re.compile(r"\bpip[\d.]*(\.exe)?\s.*\b(install|download|wheel)\b")
HIDES = re.compile(r"\|\|\s*(true|:|exit 0|echo)|\bset \+e\b")  # that a command failed


def faults_of_step(job, step):
    """Say what one step must not do."""
    if set(step) & {"continue-on-error"}:
        yield "goes on after an error"
    if "uses" in step and not PINNED.fullmatch(step["uses"]):
        yield f"{step['uses']} is none of {ACTIONS} at a fixed commit"
    if str(step.get("uses")).startswith("actions/checkout@"):
        options = step.get("with", {})
        if options != {"persist-credentials": False}:
            yield f"checks out with {options}: other code, or with the token kept"
    commands = str(step.get("run", "")).replace("\\\n", " ")
    if "${{" in commands + str(step.get("shell", "")):
        yield "pastes a value into a command: hand it over in env"
    if FETCHING.search(commands):
        yield f"fetches or runs something by {FETCHING.search(commands)[0]!r}"
    if HIDES.search(commands):
        yield "hides a failure"
    for line in commands.splitlines():
        if INSTALLS.search(line) and "--require-hashes" not in line and job not in NEWEST:
            yield f"installs without hashes: {line.strip()}"


def faults_of_job(name, job):
    """Say what one job must not do."""
    if job.get("permissions", READ) not in (READ, {}, WRITES.get(name, READ)):
        yield f"may {job['permissions']}"
    if not 0 < int(job.get("timeout-minutes", 0)) <= LONGEST:
        yield f"has no timeout-minutes up to {LONGEST}"
    for key in {"uses", "secrets", "container", "services", "continue-on-error"} & set(job):
        yield f"has {key}"
    if not re.match(r"(ubuntu|macos|windows)-|\$\{\{ matrix\.os \}\}", str(job.get("runs-on"))):
        yield f"runs on {job.get('runs-on')}"
    for step in job.get("steps", []):
        yield from faults_of_step(name, step)


def faults(stem, text):
    """List what is wrong with a workflow."""
    workflow = yaml.safe_load(text)
    events = workflow[True]  # what YAML makes of the key "on"
    events = {events} if isinstance(events, str) else set(events)
    found = [f"is started by {event}" for event in sorted(events - EVENTS)]
    if workflow.get("permissions") != READ:
        found.append(f"may {workflow.get('permissions')}")
    if re.search(r"\bsecrets\b|github\.token", text):
        found.append("knows a secret")
    for name, job in workflow["jobs"].items():
        found += [f"{name} {fault}" for fault in faults_of_job(f"{stem} {name}", job)]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_little_and_runs_nothing_unpinned(path):
    assert faults(path.stem, path.read_text(encoding="utf-8")) == []


GOOD = """
on:
  push:
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789
        with:
          persist-credentials: false
      - run: make test
"""


def test_the_example_is_good():
    assert faults("test", GOOD) == []


PLANTED = {
    "one right more": ("contents: read", "contents: read\n  actions: write"),
    "write-all": ("permissions:\n  contents: read", "permissions: write-all"),
    "rights by default": ("permissions:\n  contents: read\n", ""),
    "a job's write-all": ("    timeout", "    permissions: write-all\n    timeout"),
    "a job's rights": ("    timeout", "    permissions: {contents: write}\n    timeout"),
    "a job's pages": ("    timeout", "    permissions: {pages: write}\n    timeout"),
    "foreign pull requests": ("push:", "pull_request_target:"),
    "after foreign code": ("push:", "workflow_run: {workflows: [test]}"),
    "comments": ("push:", "issue_comment:"),
    "no time limit": ("    timeout-minutes: 10\n", ""),
    "a day": ("timeout-minutes: 10", "timeout-minutes: 1440"),
    "another machine": ("ubuntu-latest", "[self-hosted, linux]"),
    "a tag": ("0123456789012345678901234567890123456789", "v4"),
    "a branch": ("@0123456789012345678901234567890123456789", "@main"),
    "a stranger": ("actions/checkout", "someone/checkout"),
    "no version": ("@0123456789012345678901234567890123456789", ""),
    "the token is kept": ("persist-credentials: false", "persist-credentials: true"),
    "the token is kept silently": ("        with:\n          persist-credentials: false\n", ""),
    "foreign code": (
        "persist-credentials: false",
        "persist-credentials: false\n          ref: ${{ github.event.pull_request.head.sha }}",
    ),
    "errors ignored": ("- run: make test", "- continue-on-error: true\n        run: make test"),
    "a secret": ("- run:", "- env:\n          KEY: ${{ secrets.KEY }}\n        run:"),
    "a script": ("actions/checkout", "actions/github-script"),
    "a container": ("    timeout", "    container: debian:latest\n    timeout"),
    "a foreign workflow": (
        "    timeout",
        "    uses: a/b/c.yml@main\n    timeout",
    ),
}
COMMANDS = [
    "echo ${{ github.event.pull_request.title }}",
    'echo "${{ github.head_ref }}"',
    "make test NOTEBOOKS=${{ inputs.notebook }}",
    "curl -sSf https://example.com/install.sh | sh",
    "curl https://example.com/a > a && python a",
    "wget -qO- https://example.com | sudo bash",
    "bash <(curl -s https://example.com)",
    "cat script | bash -s",
    'sh -c "$(curl -fsSL https://example.com)"',
    "iex (irm https://example.com)",
    "Invoke-WebRequest https://example.com -OutFile a.ps1",
    "python -c \"import urllib.request as u; exec(u.urlopen('https://example.com').read())\"",
    "git clone https://example.com/a && make -C a",
    "npm install lodash",
    "npx prettier .",
    "pip install numpy",
    "pip install 'numpy==2.4.*'",
    "pip install numpy==2.4.6 .",
    "pip3 install --upgrade pip",
    "python -m pip install -r requirements.txt",
    ".venv/bin/pip install \\\n          torch",
    "pipx run ruff",
    "uvx ruff",
    "poetry install",
    "cargo install ripgrep",
    "docker run debian",
    "sudo apt-get install chromium",
    "make test || true",
]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_of_a_workflow_is_found(name):
    old, new = PLANTED[name]
    assert old in GOOD
    assert faults("test", GOOD.replace(old, new))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_planted_command_is_found(command):
    planted = GOOD.replace("- run: make test", f"- run: |\n          {command}")
    assert faults("test", planted)


def test_make_and_its_scripts_fetch_nothing_else():
    for name in ("Makefile", "tools/bootstrap.sh"):
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = re.sub(r"\$\(BIN\)/uv\b|^\s*(@?echo|#).*", "", text, flags=re.M)
        assert not list(faults_of_step(name, {"run": commands})), name


def test_what_runs_before_a_commit_is_not_fetched():
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    hooks = yaml.safe_load(text)["repos"]
    assert hooks
    assert {hook["repo"] for hook in hooks} == {"local"}


def test_a_maintained_tool_finds_no_hole_either():
    program = shutil.which("zizmor", path=Path(sys.executable).parent)
    command = [program, "--offline", "--no-progress", ROOT / ".github" / "workflows"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
