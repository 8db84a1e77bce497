"""Many notebooks run at once, on all cores and within the memory that is free."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient import NotebookClient

from coursekit.execution.memory import at_once, own_memory


@dataclass(frozen=True)
class Run:
    """How the run of a notebook ended.

    Attributes
    ----------
    seconds : float
        From the start of the kernel to its end.
    memory : int
        Bytes of the kernel that it shared with no other process.
    error : Exception or None
        Why it did not run to its end.
    """

    seconds: float
    memory: int = 0
    error: Exception | None = None


def run_side_by_side(notebooks: Sequence[tuple[Any, Path]], *, timeout: int = 120) -> list[Run]:
    """Run notebooks from top to bottom, several at once; each gets its outputs in place.

    Parameters
    ----------
    notebooks : sequence
        Notebooks as nbformat reads them, each with the folder to work in.
    timeout : int
        Seconds for one cell.

    Returns
    -------
    list of Run
        In the order of the notebooks. One that fails stops no other.
    """
    # In a thread of its own: whoever calls may be inside a loop, as a cell of a notebook is.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _all(notebooks, timeout)).result()


async def _all(notebooks: Sequence[tuple[Any, Path]], timeout: int) -> list[Run]:
    room = asyncio.Semaphore(at_once(len(notebooks)))

    async def one(notebook: Any, folder: Path) -> Run:
        async with room:
            return await _run(notebook, folder, timeout)

    return await asyncio.gather(*(one(*given) for given in notebooks))


async def _run(notebook: Any, folder: Path, timeout: int) -> Run:
    # Without times, which would stand in the cells: a cache would not know the notebook again.
    place = {"metadata": {"path": str(folder)}}
    client: Any = NotebookClient(notebook, timeout=timeout, record_timing=False, resources=place)
    last = max((place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"), default=None)
    memory = 0

    # Not when the notebook is complete, as nbclient calls it: then the kernel is gone.
    def weigh(cell_index: int, **_: Any) -> None:
        nonlocal memory
        if cell_index == last:
            memory = own_memory(client.km.provisioner.pid)

    client.on_cell_executed = weigh
    clock = asyncio.get_running_loop().time
    started = clock()
    error = None
    try:
        await client.async_execute()
    # Whatever it is: it would end the loop that the others run in, and their kernels with it.
    except Exception as raised:  # noqa: BLE001
        error = raised
    return Run(clock() - started, memory, error)
