"""What runs at the forge: the make targets of the course, by pinned actions, with the least rights."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
JOBS = [
    (file.name, name, job) for file in FILES for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items()
]


@pytest.mark.parametrize(("file", "name", "job"), JOBS, ids=[f"{file}-{name}" for file, name, _ in JOBS])
def test_a_job_runs_make_targets_with_rights_and_a_time_of_its_own(file, name, job):
    """Whoever clones the course can do what the forge does; a job that hangs is ended."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    runs = [step["run"].split() for step in job["steps"] if "run" in step]

    assert all(run[0] == "make" and set(run[1:]) <= targets for run in runs)
    assert job["permissions"]
    assert job["timeout-minutes"] <= 60


def test_each_action_is_pinned_to_one_commit_and_says_which_version_it_is():
    """A tag can be moved; the same action is the same commit in all workflows."""
    text = "\n".join(file.read_text("utf-8") for file in FILES)
    used = re.findall(r"uses: (\S+)@(\S+)(.*)", text)

    assert used
    assert all(re.fullmatch(r"[0-9a-f]{40}", commit) for _, commit, _ in used)
    assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", version) for _, _, version in used)
    assert len(set(used)) == len({action for action, _, _ in used})
