"""What a zygote and the process that owns it say to each other: JSON lines, and nothing else.

A request describes the kernel that is wanted; the answers say what became of it. Nothing is
ever unpickled, and what is not exactly one of these messages is refused.
"""

import json
import socket
from dataclasses import asdict, dataclass
from typing import Literal, get_args

#: What a zygote tells of a kernel: first its process, then that it listens, at last how it ended.
#: Or that it forks none: ``refused`` says why, ``stale`` that the course's own files have changed.
Word = Literal["started", "ready", "ended", "refused", "stale"]
#: Bytes of a message; a larger environment could not be given to a process anyway.
LONGEST = 4_000_000


class BrokenMessageError(Exception):
    """What came through the socket is not a message."""


@dataclass(frozen=True)
class Request:
    """A kernel that is wanted.

    Attributes
    ----------
    arguments : list of str
        What follows ``python -m ipykernel_launcher``.
    environment : dict
        The whole environment of the kernel.
    folder : str
        Where it works.
    """

    arguments: list[str]
    environment: dict[str, str]
    folder: str

    def line(self) -> bytes:
        r"""Return the request as one line.

        Examples
        --------
        >>> Request(["-f", "c.json"], {"A": "1"}, "/tmp").line()
        b'{"arguments": ["-f", "c.json"], "environment": {"A": "1"}, "folder": "/tmp"}\n'
        """
        return _line(asdict(self))


@dataclass(frozen=True)
class Answer:
    """What became of a kernel.

    Attributes
    ----------
    word : str
        One of the five.
    number : int
        Of the process that started, or the code with which it ended: negative for a signal.
    reason : str
        Why a kernel was refused.
    """

    word: Word
    number: int = 0
    reason: str = ""

    def line(self) -> bytes:
        r"""Return the answer as one line.

        Examples
        --------
        >>> Answer("ended", -9).line()
        b'{"word": "ended", "number": -9, "reason": ""}\n'
        """
        return _line(asdict(self))


def read_request(line: bytes) -> Request:
    """Return the request that a line holds.

    Raises
    ------
    BrokenMessageError
        If it holds anything else.

    Examples
    --------
    >>> wanted = Request(["-f", "c.json"], {"A": "1"}, "/tmp")
    >>> read_request(wanted.line()) == wanted
    True
    """
    match _value(line):
        case {"arguments": list(arguments), "environment": dict(environment), "folder": str(folder)} if _all_text(
            [*arguments, *environment.values()]
        ):
            return Request(arguments, environment, folder)
    raise BrokenMessageError(f"Expected a request for a kernel, got {line[:80]!r}.")


def read_answer(line: bytes) -> Answer:
    """Return the answer that a line holds.

    Raises
    ------
    BrokenMessageError
        If it holds anything else.

    Examples
    --------
    >>> read_answer(b'{"word": "started", "number": 4711, "reason": ""}')
    Answer(word='started', number=4711, reason='')
    """
    match _value(line):
        case {"word": str(said), "number": int(number), "reason": str(reason)}:
            for word in get_args(Word):
                if word == said:
                    return Answer(word, number, reason)
    raise BrokenMessageError(f"Expected an answer about a kernel, got {line[:80]!r}.")


def received_line(connection: socket.socket) -> bytes:
    """Wait for the one line that a request is.

    Raises
    ------
    BrokenMessageError
        If the connection ends before the line does, or the line does not end.
    """
    received = bytearray()
    while not received.endswith(b"\n"):
        part = connection.recv(65536)
        received += part
        if not part or len(received) > LONGEST:
            raise BrokenMessageError(f"Expected a line of at most {LONGEST} bytes, got {bytes(received[:80])!r}.")
    return bytes(received)


def _line(message: dict[str, object]) -> bytes:
    return json.dumps(message).encode("ascii") + b"\n"


def _value(line: bytes) -> object:
    try:
        value: object = json.loads(line)
    except ValueError as error:
        raise BrokenMessageError(f"Expected a line of JSON, got {line[:80]!r}.") from error
    return value


def _all_text(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)
