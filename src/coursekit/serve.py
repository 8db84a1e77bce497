"""Serve the built book on this machine only: ``python -m coursekit.serve FOLDER``."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def server(folder: Path) -> ThreadingHTTPServer:
    """Return a server for a folder on 127.0.0.1 and a free port, not yet running.

    Parameters
    ----------
    folder : pathlib.Path
        What to serve.

    Examples
    --------
    >>> running = server(Path())
    >>> running.server_address[0]
    '127.0.0.1'
    >>> running.server_close()
    """
    return ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line on the terminal for each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    with server(Path(sys.argv[1])) as running:
        print(f"The book is at http://127.0.0.1:{running.server_address[1]}/ until you press Ctrl+C.")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
