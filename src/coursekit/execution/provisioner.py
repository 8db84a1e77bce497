"""The door by which all of Jupyter gets forked kernels: a kernel provisioner.

Registered in ``pyproject.toml`` under ``jupyter_client.kernel_provisioners``. It forks the kernels
of this very interpreter, and starts all others as Jupyter does.
"""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from coursekit.execution.clients import make_prompt
from coursekit.execution.messages import Request
from coursekit.execution.nursery import NURSERY, ForkedKernel, RefusedError, Start

_LAUNCHER = ("-m", "ipykernel_launcher")
_STREAMS = ("stdin", "stdout", "stderr")
#: What is done for a forked kernel as for a new one; anything else is left to ``Popen``.
_DONE = {"cwd", "env", *_STREAMS, "independent", "extra_arguments", "kernel_id"}
#: Beginnings of the variables that are read while the interpreter starts or a library is imported.
_READ_ON_IMPORT = (
    "COURSEKIT_",
    "GOMP_",
    "HOME",
    "IPYTHON",
    "JE_",
    "KMP_",
    "LANG",
    "LC_",
    "LD_",
    "MATPLOTLIB",
    "MKL_",
    "MPL",
    "NPY_",
    "NUMPY_",
    "OMP_",
    "OPENBLAS_",
    "PANDAS_",
    "PATH",
    "PYTHON",
    "SCIPY_",
    "SKLEARN_",
    "TEMP",
    "TMP",
    "TZ",
    "VIRTUAL_ENV",
    "XDG_",
)
#: Where pyarrow is installed it would start a thread, and a process with two threads is not forked.
_ONE_THREAD = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}
#: Seconds for a kernel to end after it was asked to, before Jupyter insists.
_FAREWELL = 2
_LOG = logging.getLogger(__name__)


class ForkProvisioner(LocalProvisioner):
    """Forks a kernel of this interpreter from a zygote; starts any other, or where it cannot, as Jupyter does."""

    process: Any = None
    _forked: ForkedKernel | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Return how to connect to a kernel."""
        if is_forkable(cmd, kwargs):
            try:
                return await self._fork(cmd, kwargs)
            except RefusedError as refusal:
                _say_once(f"Each kernel is started by itself, which takes longer: {refusal}.")
        return await super().launch_kernel(cmd, **kwargs)

    async def _fork(self, command: list[str], options: Mapping[str, Any]) -> KernelConnectionInfo:
        if not hasattr(os, "pidfd_open"):
            raise RefusedError("kernels are forked on Linux only")
        place = command.index(_LAUNCHER[0])
        start = Start(tuple(command[:place]), tuple(sorted(_read_on_import(options["env"]).items())))
        folder = Path(options.get("cwd") or ".").absolute()
        request = Request(command[place + len(_LAUNCHER) :], options["env"], str(folder))
        with _descriptors(options) as descriptors:
            self.process = self._forked = await NURSERY.fork(start, request, descriptors)
        self.pid = self.pgid = self._forked.pid
        self.cwd = folder
        make_prompt(self.parent)
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - Jupyter's signature
        """Wait for the end here, where it is told at once, instead of asking every tenth of a second."""
        await self._until_ended()

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - Jupyter's signature
        """End the kernel, and wait for that as above."""
        await super().kill(restart)
        await self._until_ended()

    async def _until_ended(self) -> None:
        if self._forked:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._forked.until_ended(), _FAREWELL)


def is_forkable(command: list[str], options: Mapping[str, Any]) -> bool:
    """Return whether a kernel is one of this interpreter's, of which nothing is asked that a fork lacks.

    Parameters
    ----------
    command : list of str
        Which would start it.
    options : mapping
        What Jupyter would hand to ``Popen``.

    Examples
    --------
    >>> import sys
    >>> is_forkable([sys.executable, "-m", "ipykernel_launcher", "-f", "c.json"], {"env": {}})
    True
    >>> is_forkable(["R", "--slave", "-e", "IRkernel::main()"], {"env": {}})
    False
    """
    place = command.index(_LAUNCHER[0]) if _LAUNCHER[0] in command else 0
    paths = options["env"].get("PYTHONPATH", "").split(os.pathsep)
    return (
        command[0] == sys.executable
        and tuple(command[place : place + 2]) == _LAUNCHER
        and set(options) <= _DONE
        and not options.get("independent")
        and all(options.get(stream) not in {subprocess.PIPE, subprocess.STDOUT} for stream in _STREAMS)
        # A path that counts from the kernel's folder would lead elsewhere from the zygote's.
        and all(Path(path).is_absolute() for path in paths if path)
    )


def _read_on_import(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a zygote needs of a kernel's environment: no word of it that is meant for the notebook."""
    return _ONE_THREAD | {name: value for name, value in environment.items() if name.startswith(_READ_ON_IMPORT)}


@contextmanager
def _descriptors(options: Mapping[str, Any]) -> Iterator[list[int]]:
    """Yield the descriptors of the three standard streams; what is not given is as Jupyter has it."""
    ended, nobody = os.pipe()
    os.close(nobody)
    with open(ended, "rb") as no_input, open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - no files
        usual: dict[str, int | IO[Any]] = {"stdin": no_input, "stdout": 1, "stderr": 2}
        given = {stream: options[stream] for stream in _STREAMS if options.get(stream) is not None}
        used = [nothing if stream == subprocess.DEVNULL else stream for stream in (usual | given).values()]
        yield [stream if isinstance(stream, int) else stream.fileno() for stream in used]


@cache
def _say_once(line: str) -> None:
    _LOG.warning(line)
