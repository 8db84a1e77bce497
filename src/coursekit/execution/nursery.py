"""The owner's side: the zygotes that this process has started, and the kernels forked from them.

A zygote serves all kernels whose interpreter would start alike: the same command, the same
variables among those that are read on import. It lives as long as this process, or longer
needed by a kernel of its own once the course's files have changed and it is replaced.
"""

import asyncio
import os
import select
import signal
import socket
import subprocess
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

from coursekit.execution.messages import Answer, Request, read_answer

#: Exit code of a kernel whose zygote is gone: with it a kernel ends whose parent has ended.
LOST = 1
#: Seconds for the imports of a zygote, on a slow machine.
_LONGEST_BIRTH = 120


class RefusedError(Exception):
    """No kernel is forked; the message says why."""


class _StaleError(Exception):
    """The zygote knows a former state of the course."""


@dataclass(frozen=True)
class Start:
    """How an interpreter starts.

    Attributes
    ----------
    command : tuple of str
        The interpreter and its options.
    environment : tuple
        Names and values of the variables that it starts with.
    """

    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]


class ForkedKernel:
    """A kernel's process, with what :class:`subprocess.Popen` offers for one.

    Attributes
    ----------
    pid : int
        Its number, and that of its session and group.
    returncode : int or None
        How it ended; negative for a signal.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, zygote: "Zygote") -> None:
        self.pid = 0
        self.returncode: int | None = None
        self._ready = False
        self._connection = connection
        # Ends when nobody refers to it.
        self._zygote = zygote
        self._received = b""

    async def until_ready(self) -> None:
        """Wait until it listens; raise what stands against it."""
        while not self._ready and self.returncode is None:
            await self._hear()

    async def until_ended(self) -> int:
        """Wait until it has ended; return how."""
        while self.returncode is None:
            await self._hear()
        return self.returncode

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        while self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self._take(self._connection.recv(4096))
        return self.returncode

    def wait(self) -> int:
        """Wait until it has ended; return how."""
        while (code := self.poll()) is None:
            select.select([self._connection], [], [])
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    async def _hear(self) -> None:
        self._take(await asyncio.get_running_loop().sock_recv(self._connection, 4096))

    def _take(self, received: bytes) -> None:
        if not received:
            self._lose()
        *lines, self._received = (self._received + received).split(b"\n")
        for line in lines:
            self._note(read_answer(line))

    def _note(self, answer: Answer) -> None:
        match answer.word:
            case "started":
                self.pid = answer.number
            case "ready":
                self._ready = True
            case "ended":
                self._end(answer.number)
            case "refused":
                raise RefusedError(answer.reason)
            case "stale":
                raise _StaleError

    def _lose(self) -> None:
        if not self._ready:
            raise ConnectionResetError
        # It would notice by itself within a second.
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._end(LOST)

    def _end(self, code: int) -> None:
        self.returncode = code
        # Lets the zygote free the number of the process.
        self._connection.close()


class Zygote:
    """A zygote's process, from its owner's side.

    Parameters
    ----------
    start : Start
        How its interpreter, and so that of its kernels, starts.
    """

    def __init__(self, start: Start) -> None:
        self._control, its = socket.socketpair()
        with its:
            self.process = subprocess.Popen(  # noqa: S603 - the interpreter that runs this
                [*start.command, "-m", "coursekit.execution.zygote", str(its.fileno())],
                pass_fds=[its.fileno()],
                env=dict(start.environment),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.close = weakref.finalize(self, _end, self._control, self.process)

    async def fork(self, request: Request, streams: Sequence[int]) -> ForkedKernel:
        """Return a kernel that listens.

        Parameters
        ----------
        request : Request
            The kernel that is wanted.
        streams : sequence of int
            Descriptors of its standard input, output and error.
        """
        mine, its = socket.socketpair()
        mine.settimeout(0)
        with its:
            socket.send_fds(self._control, [b"k"], [its.fileno(), *streams])
        kernel = ForkedKernel(mine, self)
        try:
            await asyncio.get_running_loop().sock_sendall(mine, request.line())
            await kernel.until_ready()
        except BaseException:
            mine.close()
            raise
        return kernel

    def leave(self) -> None:
        """Close the socket in a process that was forked from the owner: the zygote is not its own."""
        self._control.close()


def _end(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    process.wait()


@dataclass
class Nursery:
    """The zygotes of this process, one for each way to start."""

    _zygotes: dict[Start, Zygote] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def zygote(self, start: Start) -> Zygote:
        """Return the zygote for a way to start; it begins its imports if there is none yet."""
        with self._lock:
            if start not in self._zygotes:
                self._zygotes[start] = Zygote(start)
            return self._zygotes[start]

    async def fork(self, start: Start, request: Request, streams: Sequence[int]) -> ForkedKernel:
        """Return a kernel that listens, from a new zygote if the one there was has ended or is stale.

        Raises
        ------
        RefusedError
            If it cannot be had; says why.
        """
        for _ in range(2):
            zygote = self.zygote(start)
            try:
                return await asyncio.wait_for(zygote.fork(request, streams), _LONGEST_BIRTH)
            except (_StaleError, ConnectionError, TimeoutError):
                self._forget(start, zygote)
        raise RefusedError("the process it would be forked from does not start")

    def _forget(self, start: Start, zygote: Zygote) -> None:
        with self._lock:
            if self._zygotes.get(start) is zygote:
                del self._zygotes[start]

    def leave(self) -> None:
        """Forget all zygotes, in a process that was forked from their owner."""
        for zygote in self._zygotes.values():
            zygote.leave()
        self._zygotes.clear()
        self._lock = Lock()


NURSERY = Nursery()
os.register_at_fork(after_in_child=NURSERY.leave)
