"""Firefox, driven by WebDriver BiDi: the protocol that it speaks itself, so that no driver has to be installed."""

import json
import os
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from itertools import count

import websocket

#: Seconds; generous, as what is waited for is a condition and a loaded machine is slow.
PATIENCE = 120
_PREFERENCES = {
    # Nothing is asked of the network, and nothing of the reader.
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.newtabpage.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "",
    "toolkit.telemetry.enabled": False,
    "browser.aboutwelcome.enabled": False,
}


def firefox_path():
    """Return the installed Firefox; its absence is an error, never a skipped test."""
    if chosen := os.environ.get("FIREFOX"):
        return chosen
    for name in ("firefox-esr", "firefox"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("Firefox is not installed: run `make browser`, or set FIREFOX to its path.")


class Firefox:
    """A tab of a running Firefox."""

    def __init__(self, socket):
        self._socket = socket
        self._numbers = count(1)
        #: What went wrong in the pages since it was last cleared.
        self.trouble = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.fetchError", "network.responseCompleted"])
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **params):
        """Send a command and return its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer["type"] == "event":
                self._hear(**answer["params"])
                continue
            if answer.get("id") != number:
                continue
            if answer["type"] == "error":
                raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
            return answer["result"]

    def _hear(self, *, text=None, request=None, response=None, errorText=None, **_):  # noqa: N803  Firefox's name
        """Note what is written to the console, what was not loaded, and what is not there."""
        if text is not None:
            self.trouble.append(f"console: {text}")
        elif errorText is not None:
            self.trouble.append(f"failed: {request['url']}: {errorText}")
        elif response and response["status"] >= 400:
            self.trouble.append(f"missing: {response['url']}")

    def look(self, *, width, dark):
        """Be as wide, in this mode."""
        self.ask("browsingContext.setViewport", context=self.context, viewport={"width": width, "height": 900})
        self.run(f"document.documentElement.dataset.theme = {json.dumps('dark' if dark else 'light')}")
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")

    def goto(self, address):
        """Open a page."""
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def back(self):
        """Go back, as a reader does."""
        left = self.run("location.href")
        self.ask("browsingContext.traverseHistory", context=self.context, delta=-1)
        self.wait(f"location.href !== {json.dumps(left)} && document.readyState === 'complete'")

    def run(self, expression):
        """Return the value of an expression; promises are waited for."""
        made = f"(async () => JSON.stringify(await ({expression}) ?? null))()"
        found = self.ask("script.evaluate", expression=made, target={"context": self.context}, awaitPromise=True)
        if found["type"] == "exception":
            raise AssertionError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    # The three names that the tests of both browsers use.

    @property
    def url(self):
        """The address of the page."""
        return self.run("location.href")

    def evaluate(self, made, given=None):
        """Return the value of an expression, or of a function called with what is given."""
        call = f"((made) => typeof made === 'function' ? made({json.dumps(given)}) : made)"
        return self.run(f"{call}({made})")

    def add_script_tag(self, content):
        """Run a script in the page."""
        script = f"Object.assign(document.createElement('script'), {{ textContent: {json.dumps(content)} }})"
        self.run(f"(document.head.append({script}), null)")

    def key(self, key):
        """Press a key."""
        down_and_up = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        keys = [{"type": "key", "id": "keyboard", "actions": down_and_up}]
        self.ask("input.performActions", context=self.context, actions=keys)

    def wait(self, condition):
        """Return when a condition holds; the page itself looks at each of its ticks."""
        late = 1000 * PATIENCE
        self.run(
            f"new Promise((done, fail) => {{ const late = Date.now() + {late}; const look = () => ({condition})"
            " ? done(true) : Date.now() > late ? fail(new Error('late')) : setTimeout(look, 20); look(); })"
        )

    def click(self, selector):
        """Press an element."""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def press(self, box, name):
        """Press the button of a question that has this name."""
        buttons = f"[...document.querySelectorAll({json.dumps(box + ' button')})]"
        found = f"{buttons}.find((each) => each.textContent.startsWith({json.dumps(name)}))"
        self.run(f"{found}.click()")

    def set_file(self, selector, path):
        """Choose a file."""
        expression = f"document.querySelector({json.dumps(selector)})"
        node = self.ask("script.evaluate", expression=expression, target={"context": self.context}, awaitPromise=False)
        element = {"sharedId": node["result"]["sharedId"]}
        self.ask("input.setFiles", context=self.context, element=element, files=[str(path)])

    def saved(self, identifier):
        """Return the saved state of a question, or nothing."""
        return self.run(f"JSON.parse(localStorage.getItem('coursekit:{identifier}'))")


@contextmanager
def running_firefox(profile):
    """Start a Firefox with a profile of its own, and end it."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    process = subprocess.Popen(
        [firefox_path(), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "MOZ_CRASHREPORTER_DISABLE": "1", "HOME": str(profile)},
    )
    said = []
    # What it says after its address is read too: a full pipe would stop it.
    listener = threading.Thread(target=said.extend, args=[process.stderr])
    try:
        address = _address(process, said)
        listener.start()
        socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        try:
            yield Firefox(socket)
        finally:
            socket.close()
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=30)
        if listener.ident:
            listener.join()
        process.stderr.close()


def _address(process, said):
    """Return where Firefox listens, once it says so; one that says nothing for too long is ended."""
    patience = threading.Timer(PATIENCE, process.kill)
    patience.start()
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return f"{found[1]}/session"
    finally:
        patience.cancel()
    raise RuntimeError(f"Firefox did not start:\n{''.join(said)}")
