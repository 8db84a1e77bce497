"""A forked child on its way to being a kernel like any other.

Everything here happens in the child. What a new process would have of its own, the child gets:
session, standard streams, folder, environment, random numbers.
"""

import os
import signal
import sys
import time
from dataclasses import dataclass
from io import FileIO
from typing import Any

from coursekit.execution.messages import Request


@dataclass(frozen=True)
class Newborn:
    """What a child needs to become a kernel.

    Attributes
    ----------
    request : Request
        The kernel that is wanted.
    variables : dict
        What a kernel adds to its environment while it imports.
    streams : list of int
        Descriptors of its standard input, output and error.
    listening : file
        What to close once the kernel listens.
    """

    request: Request
    variables: dict[str, str]
    streams: list[int]
    listening: FileIO


def become_kernel(newborn: Newborn) -> None:
    """Run the kernel until it is told to end.

    Parameters
    ----------
    newborn : Newborn
        What the zygote was asked for.
    """
    os.setsid()
    _take_streams(newborn.streams)
    _take_place(newborn.request, newborn.variables)
    _draw_own_numbers()
    _run(newborn.request.arguments, newborn.listening)


def _take_streams(streams: list[int]) -> None:
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)


def _take_place(request: Request, variables: dict[str, str]) -> None:
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(variables | request.environment)
    # The process to outlive, which is not the one that asked.
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _draw_own_numbers() -> None:
    """Seed anew what draws from a state of the process; Python's own ``random`` does so by itself.

    NumPy seeds its global generator on import, so without this all kernels would draw the same.
    """
    if random := sys.modules.get("numpy.random"):
        random.seed()


def _run(arguments: list[str], listening: FileIO) -> None:
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = [str(sys.modules["ipykernel_launcher"].__file__), *arguments]
    # Given here: the default was read from the environment when the class was made.
    kernel: Any = IPKernelApp.instance(parent_handle=os.getppid())
    kernel.initialize(arguments)
    if widgets := sys.modules.get("ipywidgets"):
        # What it does when it is imported in a kernel.
        widgets.register_comm_target()
    listening.close()
    kernel.start()
