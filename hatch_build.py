"""Put the question banks into the wheel, and nothing else of ``exercises/``.

The author's copies of the assignments hold graded keys and must never travel.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class QuestionBanks(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the banks and the register of misconceptions as ``coursekit/exercises/…``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to include; an editable install reads them where they are."""
        if version == "editable":
            return
        root = Path(self.root)
        for bank in [*sorted(root.glob("exercises/*/questions*.toml")), root / "exercises" / "misconceptions.toml"]:
            build_data["force_include"][str(bank)] = f"coursekit/{bank.relative_to(root).as_posix()}"
