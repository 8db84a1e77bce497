"""Do the tests notice? A sample of small changes to the core, each tried against the tests beside it.

``make mutants`` (``SEED=2 MUTANTS=40`` for another sample). Cosmic Ray makes the changes: another
number, comparison, operator or condition at one place. They are tried one by one in a copy of the
repository, by the course's own environment; a change that no test notices is printed. Among those
may be some that change nothing that anybody can see: read each before you write a test for it.
"""

import argparse
import random
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome

ROOT = Path(__file__).resolve().parent.parent
#: Part of the core -> the tests beside it; those of its modules come first by themselves.
CORE = {
    "content": ["tests/content"],
    "corpus": ["tests/corpus"],
    "facts.py": ["tests/test_facts.py", "tests/test_data.py", "tests/test_book.py"],
    "history": ["tests/history"],
    "questions": ["tests/test_questions.py", "tests/test_verdicts.py", "tests/test_atlas.py", "tests/test_coding.py"],
    "systems": ["tests/systems"],
}
#: Between types the sign | means "or": a change there fails at once and says nothing of the tests.
LEFT_OUT = ("core/ReplaceBinaryOperator_BitOr",)
#: No test beside a module takes longer; a change that makes one hang is noticed.
SECONDS = 600


def copy(folder):
    """Copy what git knows of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)


def places(folder, parts):
    """Return for each place of the core at which something can be changed one change, in order."""
    modules = [file for part in parts for file in sorted((folder / "src/coursekit").glob(f"{part}/**/*.py"))]
    modules += [folder / "src/coursekit" / part for part in parts if part.endswith(".py")]
    found = {}
    with TemporaryDirectory() as store:
        changes = WorkDB(Path(store) / "changes.sqlite", WorkDB.Mode.create)
        init(modules, changes, {})
        for item in changes.work_items:
            change = item.mutations[0]
            if not change.operator_name.startswith(LEFT_OUT):
                found.setdefault((str(change.module_path), change.start_pos), []).append(change)
        changes.close()
    return [found[place] for place in sorted(found)]


def tests_beside(module, folder):
    """Return what is run for a module: the tests of its name, those of its part, its own examples."""
    part = module.relative_to(folder / "src/coursekit").parts[0]
    named = sorted(str(file.relative_to(folder)) for file in (folder / "tests").rglob(f"test_{module.stem}.py"))
    return list(dict.fromkeys([*named, *CORE[part], str(module.relative_to(folder))]))


def pytest_command(tests, folder, python):
    """Return the command that runs tests in the copy, with the copy's package."""
    return (
        f"env -C {folder} PYTHONPATH={folder}/src {python.absolute()} -m pytest {' '.join(tests)} "
        "-x -q -p no:cacheprovider -o addopts='--import-mode=importlib --doctest-modules'"
    )


def require_green(modules, folder, python):
    """Stop if a test fails without any change: then every change would seem to be noticed."""
    # What is called like its module is found by the tests only if they are collected before its examples.
    tests = sorted(
        {test for module in modules for test in tests_beside(module, folder)}, key=lambda test: "src" in test
    )
    outcome, said = run_tests(pytest_command(tests, folder, python), SECONDS * len(CORE))
    if outcome is not TestOutcome.SURVIVED:
        raise SystemExit(f"Expected the tests to pass before anything is changed; mend them first:\n{said}")


def main():
    """Draw a sample, try each change, print what no test noticed."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--python", type=Path, default=ROOT / ".venv/bin/python", help="the course's own environment")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--number", type=int, default=28)
    asked.add_argument("--parts", nargs="+", choices=sorted(CORE), default=sorted(CORE))
    given = asked.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        survivors = try_all(folder, given)
    print(f"{given.number - len(survivors)} of {given.number} changes were noticed (seed {given.seed}).")
    for survivor in survivors:
        print(f"\nNo test noticed:\n{survivor}")


def try_all(folder, given):
    """Return the changes, as lines before and after, that no test noticed."""
    # The same seed draws the same changes; nothing here is a secret.
    chance = random.Random(given.seed)  # noqa: S311
    drawn = [chance.choice(changes) for changes in chance.sample(places(folder, given.parts), given.number)]
    require_green({Path(change.module_path) for change in drawn}, folder, given.python)
    survivors = []
    for number, change in enumerate(drawn, start=1):
        module = Path(change.module_path)
        result = mutate_and_test([change], pytest_command(tests_beside(module, folder), folder, given.python), SECONDS)
        noticed = result.test_outcome is not TestOutcome.SURVIVED
        where = f"{module.relative_to(folder)}:{change.start_pos[0]}"
        print(f"{number:3} {'noticed' if noticed else 'SURVIVED'} {where} {change.operator_name}", flush=True)
        if not noticed:
            survivors.append(result.diff.replace(f"{folder}/", ""))
    return survivors


if __name__ == "__main__":
    main()
