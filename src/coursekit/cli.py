"""The command ``coursekit``: reads what was typed, calls the package, prints.

The only module that knows the command line. An error of the course is one line on
standard error and exit code 1; a mistyped command is exit code 2.
"""

import argparse
import sys
from collections.abc import Sequence

from coursekit.errors import CourseError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What was typed after ``coursekit``; that of this process by default.

    Returns
    -------
    int
        Exit code: 0, or 1 when something of the course went wrong.
    """
    parser = argparse.ArgumentParser(prog="coursekit", description="Tools of the course 'The EU and Central Asia'.")
    typed = parser.parse_args(arguments)
    try:
        return int(typed.run(typed))
    except CourseError as error:
        print(f"coursekit: {error}", file=sys.stderr)
        return 1
