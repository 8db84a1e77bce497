"""A forked kernel is as clean as a new one: pairs of notebooks that would see each other."""

import ast

import pytest

#: Leaves traces of every kind that a process can keep.
DIRTY = """
import colorsys, locale, os, random, sys, threading, warnings
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
left = 1
warnings.simplefilter("error")
random.seed(1)
np.random.seed(1)
os.environ["LEFT"] = "left"
os.chdir("/")
sys.path.append("/left")
pd.set_option("display.max_rows", 3)
plt.rcParams["lines.linewidth"] = 9
plt.figure()
kept_open = open(os.devnull)
threading.Thread(target=threading.Event().wait, daemon=True).start()
locale.setlocale(locale.LC_ALL, "C.UTF-8")
os.umask(0o077)
"""
#: Prints what a notebook can find of the process that it runs in, the stack imported.
STATE = """
import gc, locale, logging, os, signal, sys, threading, time, warnings
import coursekit
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import scipy.sparse.linalg
import scipy.special
from pandas._config.config import _global_config

def flat(options, name=""):
    return [f"{name}.{key}={value}" for key, value in sorted(options.items()) if not isinstance(value, dict)] + [
        line for key, value in options.items() if isinstance(value, dict) for line in flat(value, f"{name}.{key}")
    ]

def kind(descriptor):
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}").partition(":")[0].replace("anon_inode", "")
    except FileNotFoundError:
        return None

def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask

state = {
    "names": sorted(name for name in globals() if name == "left"),
    "modules": [name for name in ("colorsys", "this") if name in sys.modules],
    "main": (__name__, sys.modules["__main__"].__dict__ is globals()),
    "arguments": len(sys.argv),
    "flags": str(sys.flags),
    "path": sys.path,
    "folder": os.getcwd(),
    "environment": {key: value for key, value in os.environ.items() if not key.startswith("JPY_")},
    # Without those by which the threads of a kernel wake one another: their number is that of messages it sent.
    "files": sorted(filter(None, map(kind, os.listdir("/proc/self/fd")))),
    "input": os.read(0, 1),
    "threads": sorted(type(thread).__name__ for thread in threading.enumerate()),
    "session": os.getsid(0) == os.getpgrp() == os.getpid(),
    "signals": [str(signal.getsignal(number)).partition(" at ")[0] for number in sorted(signal.valid_signals())],
    "wake": signal.set_wakeup_fd(-1) >= -1,
    "mask": umask(),
    "locale": locale.setlocale(locale.LC_ALL),
    "time": time.tzname,
    "warnings": sorted(str(one) for one in warnings.filters),
    "logging": [str(one) for one in logging.getLogger().handlers],
    "pandas": flat(_global_config),
    "numpy": np.get_printoptions(),
    "backend": plt.get_backend(),
    "drawing": sorted((key, str(value)) for key, value in plt.rcParams.items()),
    "figures": plt.get_fignums(),
    "collection": (gc.isenabled(), gc.get_threshold()),
    "shell": type(get_ipython()).__name__,
    "frame": [len(sys.argv), sys.getrecursionlimit(), sys.getswitchinterval()],
    "hooks": [sys.excepthook.__module__ if hasattr(sys.excepthook, "__module__") else "", type(sys.stdout).__name__],
}
print(state)
"""
DRAW = """
import random, uuid
import numpy as np
import pandas, scipy.stats
drawn = [random.random(), np.random.random(), np.random.default_rng().random(), uuid.uuid4().hex,
         scipy.stats.norm.rvs(), pandas.Series(range(10**6)).sample(1).item()]
print([str(one) for one in drawn])
"""


def test_a_notebook_sees_nothing_of_the_one_before(forked):
    """What a kernel finds is the same before and after another one left all the traces it could."""
    before = ast.literal_eval(forked(STATE))
    forked(DIRTY)

    assert ast.literal_eval(forked(STATE)) == before


def test_a_notebook_finds_what_it_finds_in_a_new_kernel(stock, forked):
    """Environment, folder, files, threads, options of the libraries and all else are those of a kernel of Jupyter's."""
    assert ast.literal_eval(forked(STATE)) == ast.literal_eval(stock(STATE))


def test_kernels_draw_different_numbers(forked):
    """No generator is in the same state in two kernels."""
    first, second = (ast.literal_eval(forked(DRAW)) for _ in range(2))

    assert all(one != other for one, other in zip(first, second, strict=True))


def test_a_file_beside_the_notebook_hides_a_library_as_ever(stock, forked, tmp_path):
    """A folder with a module called as a library that is imported already gets a kernel of its own."""
    (tmp_path / "pandas.py").write_text("mine = True", "utf-8")
    cell = "import pandas; print(pandas.mine)"

    assert forked(cell, folder=tmp_path) == stock(cell, folder=tmp_path) == "True\n"


@pytest.mark.parametrize("name", ["EXAMPLE", "COURSEKIT_ANSWERS"])
def test_a_variable_reaches_the_kernel(forked, monkeypatch, name):
    """Whether it is read on import or not, a kernel has the environment that it is asked for with."""
    cell = f"import os; print(os.environ[{name!r}])"
    monkeypatch.setenv(name, "first")
    first = forked(cell)
    monkeypatch.setenv(name, "second")

    assert (first, forked(cell)) == ("first\n", "second\n")
