"""The process that kernels are forked from: ``python -m coursekit.execution.zygote DESCRIPTOR``.

It imports once what the notebooks of the course use, then waits at a socket. For each request
it forks a child, which becomes the kernel (:mod:`coursekit.execution.newborn`), and tells the
owner when it listens and how it ended. It holds nothing of any notebook: the environment comes
with the request and is set in the child. When its owner ends, it ends, and its kernels with it.
"""

import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from io import FileIO
from typing import Any

from coursekit.execution.likeness import Likeness
from coursekit.execution.messages import Answer, BrokenMessageError, read_request, received_line
from coursekit.execution.newborn import Newborn, become_kernel
from coursekit.execution.preload import preload


@dataclass
class _Kernel:
    """A child that runs, or that has ended and keeps its number until the owner knows."""

    process: int
    connection: socket.socket
    #: Readable once the child listens.
    unready: FileIO
    #: Readable once the child has ended.
    handle: FileIO

    def close(self) -> None:
        """Close all that speaks of the child."""
        self.connection.close()
        self.unready.close()
        self.handle.close()

    def kill(self) -> None:
        """End the child and what it has started."""
        for end in (os.kill, os.killpg):
            with suppress(ProcessLookupError):
                end(self.process, signal.SIGKILL)


@dataclass
class Zygote:
    """Forks kernels on request until the owner closes the control socket.

    Attributes
    ----------
    control : socket.socket
        Brings, for each kernel that is wanted, four descriptors: the connection on which to
        speak about it, and its standard input, output and error.
    variables : dict
        What a kernel adds to its environment while it imports, which is done here.
    """

    control: socket.socket
    variables: dict[str, str]
    _likeness: Likeness = field(default_factory=Likeness.now)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _kernels: list[_Kernel] = field(default_factory=list)
    _newborn: Newborn | None = None

    def serve(self) -> Newborn | None:
        """Return, in each child, what it is to become; in the zygote None, once the owner is gone."""
        self._when_readable(self.control, self._hear)
        while self.control.fileno() >= 0:
            for key, _ in self._selector.select():
                key.data()
                if self._newborn:
                    return self._newborn
        for kernel in self._kernels:
            kernel.kill()
        return None

    def _when_readable(self, source: socket.socket | FileIO, act: Callable[[], None]) -> None:
        self._selector.register(source, selectors.EVENT_READ, act)

    def _hear(self) -> None:
        message, descriptors, _, _ = socket.recv_fds(self.control, 1, 4)
        if not message:
            self.control.close()
            return
        connection, streams = socket.socket(fileno=descriptors[0]), descriptors[1:]
        if objection := self._fork(connection, streams):
            _tell(connection, objection)
            connection.close()
        if not self._newborn:
            for stream in streams:
                os.close(stream)

    def _fork(self, connection: socket.socket, streams: list[int]) -> Answer | None:
        """Fork the kernel that is wanted, or return why not."""
        try:
            request = read_request(received_line(connection))
            if objection := self._likeness.objection(request.folder):
                return objection
            process, pipe = _forked()
        except (BrokenMessageError, OSError) as error:
            return Answer("refused", reason=str(error))
        if process:
            self._watch(_Kernel(process, connection, pipe, FileIO(os.pidfd_open(process))))
        else:
            connection.close()
            self._let_go()
            self._newborn = Newborn(request, self.variables, streams, pipe)
        return None

    def _watch(self, kernel: _Kernel) -> None:
        _tell(kernel.connection, Answer("started", kernel.process))
        self._kernels.append(kernel)
        self._when_readable(kernel.unready, partial(self._say_ready, kernel))
        self._when_readable(kernel.handle, partial(self._say_ended, kernel))

    def _say_ready(self, kernel: _Kernel) -> None:
        self._selector.unregister(kernel.unready)
        kernel.unready.close()
        _tell(kernel.connection, Answer("ready"))

    def _say_ended(self, kernel: _Kernel) -> None:
        """Tell the exit code. The number of the process is not free for another until the owner has read it."""
        self._selector.unregister(kernel.handle)
        _tell(kernel.connection, Answer("ended", _exit_code(kernel.process)))
        self._when_readable(kernel.connection, partial(self._bury, kernel))

    def _bury(self, kernel: _Kernel) -> None:
        self._selector.unregister(kernel.connection)
        os.waitpid(kernel.process, 0)
        self._kernels.remove(kernel)
        kernel.close()

    def _let_go(self) -> None:
        """Close, in a child, what is the zygote's."""
        self._selector.close()
        self.control.close()
        for kernel in self._kernels:
            kernel.close()


def main(descriptor: int) -> None:
    """Be a zygote until the owner is gone; in each child, be a kernel."""
    # As ipykernel's launcher does; the kernel puts its own folder there.
    del sys.path[0]
    variables = preload()
    if newborn := Zygote(socket.socket(fileno=descriptor), variables).serve():
        become_kernel(newborn)


def _forked() -> tuple[int, FileIO]:
    """Fork; return the number of the child, or 0 in the child, and its end of a pipe between both."""
    reading, writing = os.pipe()
    process = os.fork()
    mine, other = (reading, writing) if process else (writing, reading)
    os.close(other)
    return process, FileIO(mine, "r" if process else "w")


def _exit_code(process: int) -> int:
    """Return how a child ended, as :class:`subprocess.Popen` says it, and leave its number taken."""
    ended: Any = os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    return int(ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status)


def _tell(connection: socket.socket, answer: Answer) -> None:
    """Send an answer; that the owner does not listen any more is no error."""
    with suppress(OSError):
        connection.sendall(answer.line())


if __name__ == "__main__":
    main(int(sys.argv[1]))
