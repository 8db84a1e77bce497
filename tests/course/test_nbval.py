"""The comparison of notebook outputs is strict: a changed number fails."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def nbval(file):
    """Run strict nbval on one notebook, apart from the project's own options."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-c", "/dev/null", "-q", str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd=file.parent, check=False)


def test_a_changed_number_in_a_stored_output_fails(tmp_path):
    """The untouched copy of a lab passes, the one with a changed digit does not."""
    lab = ROOT / "notebooks" / "06-new-partnership.ipynb"
    untouched, changed = tmp_path / "untouched.ipynb", tmp_path / "changed.ipynb"
    untouched.write_text(lab.read_text("utf-8"), "utf-8")
    notebook = json.loads(lab.read_text("utf-8"))
    outputs = [
        output
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "text/plain" in output.get("data", {})
    ]
    target = next(output["data"] for output in outputs if re.search(r"\d", "".join(output["data"]["text/plain"])))
    text = "".join(target["text/plain"])
    target["text/plain"] = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)
    changed.write_text(json.dumps(notebook), "utf-8")

    assert nbval(untouched).returncode == 0
    failed = nbval(changed)
    assert failed.returncode == 1
    assert "1 failed" in failed.stdout
