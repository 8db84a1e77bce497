"""Clients that know when a kernel is ready, instead of listening until it is silent for a while.

Jupyter's own clients flush what a new kernel broadcasts until nothing comes for 0.2 seconds. A
forked kernel is ready sooner than that: these clients read up to the end of their own first request.
"""

import asyncio
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.client import KernelClient
from jupyter_core.utils import ensure_async, run_sync

#: Seconds for an answer, before Jupyter's own way is taken.
_PATIENCE = 1
#: Seconds between two looks at a thread that is about to begin.
_BLINK = 0.001


class _Prompt(KernelClient):
    """What both kinds of clients have in common."""

    async def until_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered a first request, and all that it broadcasts for that has come."""
        try:
            await self._greet()
        except Empty:
            await self._async_wait_for_ready(timeout)
        await self._until_heart_beats()

    async def _greet(self) -> None:
        # A kernel welcomes each new listener: from here on no broadcast is missed.
        await self._next(self.iopub_channel)
        request = self.kernel_info()
        while (reply := await self._next(self.shell_channel))["parent_header"].get("msg_id") != request:
            pass
        self._handle_kernel_info_reply(reply)
        while not _ends(await self._next(self.iopub_channel), request):
            pass

    async def _until_heart_beats(self) -> None:
        # Its thread cannot be stopped before it is at work: it would begin nevertheless, and open
        # one socket after another until there are no more.
        heart: Any = self._hb_channel
        while heart is not None and heart.is_alive() and not getattr(heart, "_running", False):
            await asyncio.sleep(_BLINK)

    async def _next(self, channel: Any) -> dict[str, Any]:
        message: dict[str, Any] = await ensure_async(channel.get_msg(timeout=_PATIENCE))
        return message


class PromptAsyncClient(_Prompt, AsyncKernelClient):
    """A client for an event loop."""

    wait_for_ready = _Prompt.until_ready


class PromptBlockingClient(_Prompt, BlockingKernelClient):
    """A client that blocks."""

    wait_for_ready = run_sync(_Prompt.until_ready)


def make_prompt(kernel: Any) -> None:
    """Have a kernel's clients be prompt, unless it has clients of a kind of its own."""
    for kind in (PromptAsyncClient, PromptBlockingClient):
        if kernel.client_factory in kind.__bases__:
            kernel.client_factory = kind


def _ends(message: dict[str, Any], request: str) -> bool:
    """Return whether a broadcast says that a request has been dealt with."""
    return (message["parent_header"].get("msg_id"), message["content"].get("execution_state")) == (request, "idle")
