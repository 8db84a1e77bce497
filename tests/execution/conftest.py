"""Kernels for tests: forked ones, and those that Jupyter starts."""

from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient

from coursekit.execution import PROVISIONER


@pytest.fixture(name="stock")
def _stock(monkeypatch):
    """Return a function that runs cells in a kernel started by Jupyter itself."""
    return lambda *cells, folder=None: _run(monkeypatch, "local-provisioner", cells, folder)


@pytest.fixture(name="forked")
def _forked(monkeypatch):
    """Return a function that runs cells in a forked kernel."""
    return lambda *cells, folder=None: _run(monkeypatch, PROVISIONER, cells, folder)


def _run(monkeypatch, provisioner, cells, folder):
    """Run cells; return what they printed."""
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", provisioner)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    path = str(folder or Path(__file__).parent)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path}}).execute()
    return "".join(output.text for cell in notebook.cells for output in cell.outputs if output.output_type == "stream")
