"""What a zygote imports before its first fork, and the state in which that leaves the process.

Only imports: nothing is called whose result a notebook could find.
"""

import builtins
import gc
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import SimpleNamespace
from typing import Any

_COURSE = Path(__file__).parents[1]
#: The kernel, and what it imports late: while it starts, with its first cell, with its first table.
_KERNEL = (
    "ipykernel_launcher",
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)
#: What the notebooks of the course use.
_LIBRARIES = (
    "IPython.core.pylabtools",
    "anywidget",
    "ipywidgets",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pandas.core.methods.to_dict",
    "pandas.io.formats.csvs",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "scipy.sparse.linalg",
    "scipy.special",
    "snowballstemmer",
)
#: Rooms of the course that no notebook enters.
_EDGES = ("book", "cli", "execution", "instructor", "notebooks", "serve")
#: What a kernel sets before anyone can import matplotlib, which reads it on import.
_BACKEND = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
#: Keeps the debugger from a word about frozen modules, which a kernel catches with all that it says at its start.
_QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def preload() -> dict[str, str]:
    """Import everything; return the variables that the kernel's own modules set while they were imported."""
    os.environ.update(_QUIET | _BACKEND | os.environ)
    before = dict(os.environ)
    for name in _KERNEL:
        import_module(name)
    left = {name: value for name, value in os.environ.items() if name not in before}
    with _as_in_kernel():
        _import_course()
    _end_threads()
    # What is there now is never garbage, so that no child copies it in order to look.
    gc.collect()
    gc.freeze()
    return left


def _import_course() -> None:
    """Import the libraries that are installed, and the course but for its edges."""
    for name in (*_LIBRARIES, *_rooms()):
        with suppress(ModuleNotFoundError):
            import_module(name)


def _rooms() -> Iterator[str]:
    """Yield the modules of the course, packages before what is in them."""
    for room in iter_modules([str(_COURSE)], "coursekit."):
        if room.name.rpartition(".")[2] not in _EDGES:
            yield room.name
            if room.ispkg:
                yield from (module.name for module in walk_packages(import_module(room.name).__path__, f"{room.name}."))


@contextmanager
def _as_in_kernel() -> Iterator[None]:
    """Answer libraries that ask on import where they are as in a kernel: pandas shows fewer columns in a terminal."""
    known: dict[str, Any] = vars(builtins)
    known["get_ipython"] = lambda: SimpleNamespace(kernel=None)
    try:
        with redirect_stdout(TextIOWrapper(BytesIO(), "UTF-8")):
            yield
    finally:
        del known["get_ipython"]


def _end_threads() -> None:
    """Have libraries end their threads: OpenBLAS does so before a fork, and starts them when it needs them again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitpid(process, 0)
