"""How a forked kernel begins and ends, and what happens where none can be forked."""

import asyncio
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from io import FileIO
from pathlib import Path

import pytest
from jupyter_client.channels import HBChannel
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from coursekit.execution import PROVISIONER
from coursekit.execution.likeness import Likeness
from coursekit.execution.messages import Answer, BrokenMessageError, read_answer, read_request
from coursekit.execution.nursery import LOST, NURSERY
from coursekit.execution.provisioner import _say_once, is_forkable

#: Starts a kernel, says who is who, and waits to be killed.
OWNER = """
import json, sys
from jupyter_client.manager import start_new_kernel
from coursekit.execution import fork_kernels
fork_kernels()
manager, client = start_new_kernel(kernel_name="python3")
kernel = manager.provisioner.process
print(json.dumps([kernel.pid, kernel._zygote.process.pid]), flush=True)
sys.stdin.read()
"""


@pytest.fixture(name="with_kernel")
def _with_kernel():
    """Return a function that hands a forked kernel and its client to a coroutine function."""

    async def run(act):
        manager = AsyncKernelManager(kernel_name="python3")
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready()
        try:
            return await act(manager, client)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        yield lambda act: thread.submit(asyncio.run, run(act)).result()


def ended(process):
    """Wait until a process, which need not be a child, has ended."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with FileIO(handle) as watched:
        return bool(select.select([watched], [], [], 60)[0])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("import os; os._exit(7)", 7),
        ("import os; os.kill(os.getpid(), 9)", -signal.SIGKILL),
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
    ],
    ids=["exit", "killed", "crash"],
)
def test_the_end_of_a_kernel_is_told_by_its_exit_code(with_kernel, cell, code):
    """As of a child of one's own, though it is a child of the zygote's."""

    async def act(manager, client):
        client.execute(cell)
        return await manager.provisioner.process.until_ended(), await manager.is_alive()

    assert with_kernel(act) == (code, False)


def test_an_interrupt_reaches_the_cell(with_kernel):
    """A running cell ends with KeyboardInterrupt, and the kernel goes on."""

    async def act(manager, client):
        interrupts = []

        def heard(message):
            if message["msg_type"] == "stream":
                interrupts.append(asyncio.ensure_future(manager.interrupt_kernel()))

        stopped = await client.execute_interactive("print('begun', flush=True)\nwhile True: pass", output_hook=heard)
        await asyncio.gather(*interrupts)
        after = await client.execute_interactive("1 + 1", output_hook=lambda _: None)
        return stopped["content"]["ename"], after["content"]["status"]

    assert with_kernel(act) == ("KeyboardInterrupt", "ok")


def test_a_kernel_can_be_restarted(with_kernel):
    """A restarted kernel is another process, on the same ports, that knows nothing of before."""

    async def act(manager, client):
        await client.execute_interactive("before = 1", output_hook=lambda _: None)
        first = manager.provisioner.pid
        await manager.restart_kernel()
        await client.wait_for_ready()
        after = await client.execute_interactive("before", output_hook=lambda _: None)
        return manager.provisioner.pid != first, after["content"]["ename"]

    assert with_kernel(act) == (True, "NameError")


@pytest.mark.parametrize("victim", ["owner", "zygote"])
def test_nothing_is_left_when_owner_or_zygote_ends(victim):
    """However suddenly the one above ends, its kernels end, too."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as owner:
        kernel, zygote = json.loads(owner.stdout.readline())
        os.kill({"owner": owner.pid, "zygote": zygote}[victim], signal.SIGKILL)

        assert ended(kernel)
        assert victim == "zygote" or ended(zygote)
        owner.kill()


def test_a_zygote_that_ended_is_replaced(with_kernel):
    """Its kernel is lost and said to be; the next kernel comes from a new one."""

    async def lose(manager, client):
        kernel = manager.provisioner.process
        kernel._zygote.process.kill()
        return await kernel.until_ended()

    async def add(manager, client):
        return (await client.execute_interactive("1 + 1", output_hook=lambda _: None))["content"]["status"]

    assert (with_kernel(lose), with_kernel(add)) == (LOST, "ok")


def test_without_fork_kernels_are_started_by_jupyter(forked, monkeypatch, caplog):
    """Where the system does not fork, results are the same, and one line says why it takes longer."""
    _say_once.cache_clear()
    monkeypatch.delattr(os, "pidfd_open")
    with caplog.at_level(logging.WARNING, "coursekit.execution"):
        printed = [forked("import os; print(os.getppid())") for _ in range(2)]

    assert printed == [f"{os.getpid()}\n"] * 2
    assert [record.message for record in caplog.records if record.name.startswith("coursekit.execution")] == [
        "Each kernel is started by itself, which takes longer: kernels are forked on Linux only."
    ]


def test_a_zygote_keeps_no_secret(with_kernel, monkeypatch):
    """What only a notebook needs of its environment never stands in the zygote's."""
    monkeypatch.setenv("EXAMPLE_TOKEN", "secret")

    async def act(manager, client):
        kernel = manager.provisioner.process
        return [Path(f"/proc/{process}/environ").read_bytes() for process in (kernel._zygote.process.pid, kernel.pid)]

    assert all(b"secret" not in environment for environment in with_kernel(act))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["R", "-e", "IRkernel::main()"], {}),
        (["/usr/bin/python3", "-m", "ipykernel_launcher"], {}),
        ([sys.executable, "-m", "xeus_python"], {}),
        ([sys.executable, "-m", "ipykernel_launcher"], {"independent": True}),
        ([sys.executable, "-m", "ipykernel_launcher"], {"preexec_fn": print}),
        ([sys.executable, "-m", "ipykernel_launcher"], {"stdout": subprocess.PIPE}),
        ([sys.executable, "-m", "ipykernel_launcher"], {"env": {"PYTHONPATH": "src"}}),
    ],
    ids=["language", "interpreter", "kernel", "independent", "option", "pipe", "relative path"],
)
def test_other_kernels_are_left_to_jupyter(command, options):
    """Only a kernel of this interpreter is forked, and only if a fork can do all that is asked."""
    assert not is_forkable(command, {"env": {}, **options})


def test_all_that_runs_notebooks_here_forks_kernels():
    """The provisioner is registered, and is the one for kernels of the tests."""
    factory = KernelProvisionerFactory.instance()

    assert PROVISIONER in factory.provisioners
    assert factory.default_provisioner_name == PROVISIONER


@pytest.mark.parametrize("read", [read_request, read_answer])
@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"{}", b"\x80\x04K\x01.", b'{"word": "born", "number": 1, "reason": ""}', b'{"arguments": [1]}'],
)
def test_what_is_no_message_is_refused(read, line):
    """No line that is not exactly a message is taken for one."""
    with pytest.raises(BrokenMessageError):
        read(line)


def test_a_zygote_refuses_what_is_no_request(with_kernel):
    """It says so and goes on."""

    async def act(manager, client):
        zygote = manager.provisioner.process._zygote
        mine, its = socket.socketpair()
        with mine, its, Path(os.devnull).open("r+b") as nothing:
            socket.send_fds(zygote._control, [b"k"], [its.fileno(), *[nothing.fileno()] * 3])
            mine.sendall(b'{"run": "something"}\n')
            return read_answer(mine.recv(4096))

    assert with_kernel(act).word == "refused"


def test_no_kernel_is_forked_beside_a_thread(tmp_path):
    """A fork would lose it, with the locks that it holds."""
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    thread.start()
    objection = Likeness.now().objection(str(tmp_path))
    release.set()
    thread.join()

    assert objection.word == "refused"
    assert "more threads" in objection.reason


def test_a_zygote_is_stale_once_the_course_has_changed(tmp_path):
    """What it has imported is not what a new kernel would import."""
    assert Likeness(frozenset(), {}).objection(str(tmp_path)) == Answer("stale")


def test_a_stale_zygote_is_replaced(with_kernel):
    """The next kernel comes from another one, and the kernel that runs goes on."""
    course = Path(sys.modules["coursekit"].__file__)
    stands = course.stat()

    async def act(manager, client):
        first = manager.provisioner.process
        os.utime(course, ns=(stands.st_atime_ns, stands.st_mtime_ns + 1))
        another = AsyncKernelManager(kernel_name="python3")
        try:
            await another.start_kernel()
        finally:
            os.utime(course, ns=(stands.st_atime_ns, stands.st_mtime_ns))
        second = another.provisioner.process
        await another.shutdown_kernel(now=True)
        return first._zygote is not second._zygote, first.poll()

    assert with_kernel(act) == (True, None)


def test_a_process_forked_from_the_owner_leaves_its_zygotes_alone(forked):
    """It would speak on a socket that another listens to: it forgets them."""
    forked("1")
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.write(writing, str(len(NURSERY._zygotes)).encode())
        os._exit(0)
    os.waitpid(process, 0)
    os.close(writing)
    with FileIO(reading) as said:
        assert said.read() == b"0"
    assert NURSERY._zygotes


def test_a_heart_that_begins_late_can_be_stopped(with_kernel, monkeypatch):
    """On a busy machine its thread may not have begun when the kernel is ready; nothing is left of it at the end."""
    begin = HBChannel._create_socket
    opened = []

    def begin_late(heart):
        opened.append(heart)
        threading.Event().wait(0.2)
        begin(heart)

    monkeypatch.setattr(HBChannel, "_create_socket", begin_late)

    async def act(_manager, client):
        return client._hb_channel

    heart = with_kernel(act)
    assert opened == [heart]
    assert not heart.is_alive()
