"""JupyterLab and Notebook 7: the widgets alive beside a kernel, and readable without one."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import nbformat
import pytest

import coursekit
from coursekit.plots.figure import find as find_figure
from coursekit.questions import bank_names, check, read_bank
from coursekit.questions.bank import exercises_folder
from kinds import NAMES, driver

TOKEN = "only-for-this-test"  # noqa: S105
#: What Jupyter does with these keys in command mode: new cells, cut, delete, change of type, collapse, restart.
SHORTCUTS = ["a", "b", "x", "d", "d", "m", "y", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Shift+L", "0", "0"]
FOCUSABLE = "button, input:not([type=file]), select, textarea, summary, a[href], [tabindex='0']"
FIGURE = "06-envelopes"
#: Generous: what is waited for is a condition, and a loaded machine is slow.
PATIENCE = 60_000
#: All cells together, and one cell again: a kernel that has died never answers.
RUN = 90_000


def first_of_each_kind():
    """Return kind -> a question of that kind; a learner meets them all in a notebook."""
    found = {}
    for slug in bank_names():
        for question in read_bank(exercises_folder() / slug / "questions.toml"):
            if question.kind in NAMES and not question.graded:
                found.setdefault(question.kind, question)
    return found


QUESTIONS = first_of_each_kind()
EXPLORE = '''
def moved(document, times, doubled):
    """Numbers by document"""
    value = 16 if document == 2007 else 19
    return pd.Series({"Themes": value * times * (2 if doubled else 1)}, name="Count")


words = {"subtitle": "Themes", "source": "invented", "alt": "A bar."}
coursekit.explore(moved, document=[2007, 2019], times=range(1, 4), doubled=False, **words)
'''
#: Name of a cell -> its code; in the notebook between two headings.
CELLS = {
    "import": "import json\n\nimport pandas as pd\n\nimport coursekit\n\nasked = {}",
    **{
        kind: f'asked["{kind}"] = coursekit.ask("{question.id}")\nasked["{kind}"]'
        for kind, question in QUESTIONS.items()
    },
    "figure": f'coursekit.figure("{FIGURE}")',
    "explore": EXPLORE,
    "values": 'print("VALUES", json.dumps({kind: widget.value for kind, widget in asked.items()}))',
}


def write_notebook(file, outputs=None):
    """Write the notebook, with outputs for the cells named."""
    cells = [nbformat.v4.new_markdown_cell("# First heading")]
    for name, code in CELLS.items():
        stored = [] if outputs is None or name not in outputs else [outputs[name]]
        cells.append(nbformat.v4.new_code_cell(code, outputs=stored))
    cells.append(nbformat.v4.new_markdown_cell("# Last heading"))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), file)


#: With the two headings.
ALL_CELLS = len(CELLS) + 2
#: Two questions, and an answer of a lab.
RESTARTED = [
    "import coursekit",
    f'coursekit.ask("{QUESTIONS["choice"].id}")',
    f'coursekit.ask("{QUESTIONS["number"].id}")',
    'print("LAB", coursekit.exercise("15-systems-analysis-laboratory/lab-4", 28))',
]


def write_cells(file, cells):
    """Write a notebook of code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel}), file)


def stored_output(shown, *, with_dead_widget):
    """Return what a notebook stores for a widget: its texts, and maybe a reference to a model that is gone."""
    data = {kind: value for kind, value in shown._repr_mimebundle_()[0].items() if kind.startswith("text/")}
    if with_dead_widget:
        dead = {"model_id": "0123456789abcdef", "version_major": 2, "version_minor": 1}
        data["application/vnd.jupyter.widget-view+json"] = dead
    return nbformat.v4.new_output("display_data", data=data)


class Jupyter:
    """A running server with one of the two interfaces."""

    def __init__(self, app, folder):
        self.app = app
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.said = []
        self.listener = None
        self.process = subprocess.Popen(
            [
                sys.executable,
                *["-m", {"lab": "jupyterlab", "notebook": "notebook"}[app]],
                *["--no-browser", "--allow-root", f"--ServerApp.root_dir={folder / 'work'}"],
                *["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0"],
                *[
                    f"--IdentityProvider.token={TOKEN}",
                    "--ServerApp.terminals_enabled=False",
                    "--expose-app-in-browser",
                ],
                "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
            ],
            env={**os.environ, **isolated(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def ended(self):
        """Whether the server is gone, as it is when another program took its port first."""
        return self.process.poll() is not None

    def wait(self):
        """Return when the server says that it listens; one that says nothing for too long is ended."""
        patience = threading.Timer(PATIENCE / 1000, self.process.kill)
        patience.start()
        for line in self.process.stderr:
            self.said.append(line)
            if "is running at" in line:
                patience.cancel()
                # What it says later is read too: a full pipe would stop it.
                self.listener = threading.Thread(target=self.said.extend, args=[self.process.stderr])
                self.listener.start()
                return
        patience.cancel()
        raise RuntimeError(f"jupyter {self.app} did not start:\n{''.join(self.said)}")

    def address(self, notebook):
        """Return where a notebook is opened."""
        path = {"lab": "lab/tree", "notebook": "notebooks"}[self.app]
        return f"http://127.0.0.1:{self.port}/{path}/{notebook}?token={TOKEN}"

    def stop(self):
        """End the server, which ends its kernels; a kernel whose server is killed ends by itself."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=30)
        if self.listener:
            self.listener.join()
        self.process.stderr.close()


def isolated(folder):
    """Return an environment in which nothing of the user's own Jupyter is read or changed."""
    announcements = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    settings = {
        "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        # Every cell is in the page, whether it is in view or not.
        "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    }
    (folder / "config" / "labconfig").mkdir(parents=True, exist_ok=True)
    (folder / "config" / "labconfig" / "page_config.json").write_text(json.dumps(announcements), "utf-8")
    for name, values in settings.items():
        file = folder / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), "utf-8")
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    # A kernel must be one: not the build of a page, as another test may ask for.
    return {name: str(folder / place) for name, place in places.items()} | {"COURSEKIT_STATIC": ""}


@pytest.fixture(name="jupyter", scope="module", params=["lab", "notebook"])
def _jupyter(request, tmp_path_factory):
    """One server for all tests of an interface."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "work").mkdir()
    write_notebook(folder / "work" / "course.ipynb")
    (folder / "work" / "restarted").mkdir()
    write_cells(folder / "work" / "restarted" / "restarted.ipynb", RESTARTED)
    with_dead_widget = {
        kind: stored_output(coursekit.ask(question.id), with_dead_widget=True) for kind, question in QUESTIONS.items()
    }
    without = {"figure": stored_output(coursekit.figure(FIGURE), with_dead_widget=False)}
    write_notebook(folder / "work" / "stored.ipynb", with_dead_widget | without)
    server = Jupyter(request.param, folder)
    try:
        try:
            server.wait()
        except RuntimeError:
            if not server.ended:
                raise
            server = Jupyter(request.param, folder)
            server.wait()
        yield server
    finally:
        server.stop()


@contextmanager
def open_notebook(chromium, jupyter, name, cells=ALL_CELLS):
    """Open a notebook in a page; note what it asks of the network."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    try:
        page.set_default_timeout(PATIENCE)
        page.outside = []
        own = (f"http://127.0.0.1:{jupyter.port}/", f"ws://127.0.0.1:{jupyter.port}/", "data:", "blob:")
        page.on("request", lambda request: request.url.startswith(own) or page.outside.append(request.url))
        page.goto(jupyter.address(name))
        page.wait_for_function(
            "cells => window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length === cells", arg=cells
        )
        yield page
    finally:
        page.close()


@pytest.fixture(name="page", scope="module")
def _page(chromium, jupyter):
    """The notebook with all cells run."""
    with open_notebook(chromium, jupyter, "course.ipynb") as page:
        page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")
        # Nothing is returned: a promise would be waited for, for ever if the kernel dies.
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.locator(".jp-OutputArea-output", has_text="VALUES").wait_for(timeout=RUN)
        yield page


def box_of(page, cell):
    """Return the widget in the output of a cell."""
    box = page.locator(".jp-Notebook .jp-Cell").nth(list(CELLS).index(cell) + 1).locator(".jp-OutputArea-output")
    box.locator(".ck-live").first.wait_for()
    return box


def value_in_python(page, kind, answer):
    """Return what Python holds of a question, once the answer has arrived.

    The page sends one change after the other, each when the kernel has taken the one before; so the
    kernel may be asked first. It is asked again: each time it has answered, the page has gone on.
    """
    for _ in range(20):
        value = values_in_python(page)[kind]
        if value.get("answer") == answer:
            break
    return value


def values_in_python(page):
    """Run the last code cell again and return what it prints."""
    place = list(CELLS).index("values") + 1
    printed = page.evaluate(
        """async ([place, patience]) => {
            const notebook = jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = place;
            const late = new Promise((_, reject) =>
                setTimeout(() => reject(new Error(`the cell did not end in ${patience} ms`)), patience));
            await Promise.race([jupyterapp.commands.execute("notebook:run-cell"), late]);
            const outputs = notebook.widgets[place].model.outputs;
            return Array.from({ length: outputs.length }, (_, i) => outputs.get(i).toJSON().text).join("");
        }""",
        [place, RUN],
    )
    return json.loads(printed.removeprefix("VALUES "))


STRUCTURE = """() => jupyterapp.shell.currentWidget.content.widgets.map((cell) =>
    [cell.model.type, cell.model.sharedModel.source, cell.headingCollapsed ?? null, cell.inputHidden,
     cell.outputHidden ?? null, cell.isVisible])"""


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_answer_given_by_keyboard_is_read_by_python(page, kind):
    """Any answer but the right one, then the right one: Python has it with its verdict."""
    question = QUESTIONS[kind]
    box = box_of(page, kind)
    tries = [driver(kind).wrong(question.body), question.body.solution()]

    for answer in [each for each in tries if each is not None]:
        driver(kind).enter(page, box, question.body, answer)
        box.locator("button[type=submit]").focus()
        page.keyboard.press("Enter")
        expected = check(question, answer)
        box.locator(".ck-feedback").filter(has_text=re.compile(r"\w")).wait_for()
        value = value_in_python(page, kind, answer)

        assert value["answer"] == answer
        assert value["status"] == expected.status


#: Both interfaces have the same commands and take keys in the same way: in the second an input, a list and a slider.
GUARDED = {"lab": [*QUESTIONS, "figure", "explore"], "notebook": ["number", "match", "predict"]}


def test_jupyters_shortcuts_leave_the_notebook_alone(page, jupyter):
    """Whatever control has the focus: no cell comes, goes, changes its type or collapses."""
    for cell in GUARDED[jupyter.app]:
        box = box_of(page, cell)
        before = page.evaluate(STRUCTURE)
        reached = set()
        for control in box.locator(FOCUSABLE).element_handles():
            # One of a sort: they are made alike. Typing may take a control away.
            sort = control.evaluate("node => node.isConnected && [node.tagName, node.type, node.className].join()")
            if not sort or sort in reached or not control.is_visible():
                continue
            control.focus()
            reached.add(sort)
            for key in SHORTCUTS:
                page.keyboard.press(key)
            page.keyboard.press("Escape")

        assert reached, cell
        assert page.evaluate(STRUCTURE) == before, cell
        assert page.locator(".jp-Dialog").count() == 0, cell


def test_a_figure_of_the_course_is_explored_by_keyboard(page):
    """Each value of its first control shows the numbers that Python has."""
    box = box_of(page, "figure")
    explorer = find_figure(FIGURE).explore
    rest = tuple(control.values[0][0] for control in explorer.controls[1:])
    for select, value in zip(box.locator("select").all()[1:], rest, strict=True):
        select.select_option(value)

    for value, _ in explorer.controls[0].values:
        box.locator("select").first.select_option(value)
        shown = box.locator(".ck-reading > div").evaluate_all(
            "all => all.map(one => [one.dataset.key, one.dataset.x, one.querySelector('dd').dataset.value])"
        )
        series = {one.key: dict(one.points) for one in explorer.states[(value, *rest)]}
        assert [[key, x, number] for key, x, number in shown if number] == [
            [key, x, f"{number:g}"] for key, points in series.items() for x, number in points.items() if number
        ]


def test_explored_controls_move_by_keyboard_and_show_pythons_numbers(page):
    """List, slider and box of ipywidgets, the drawing of the course: each state is computed when it is chosen."""
    box = box_of(page, "explore")
    choose, tick = box.locator("select").first, box.locator("input[type=checkbox]").first
    slide = box.get_by_role("slider")
    slide.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")

    for document, doubled, number in [("2019", False, "38"), ("2019", True, "76"), ("2007", True, "64")]:
        choose.focus()
        choose.select_option(document)
        if tick.is_checked() != doubled:
            tick.focus()
            page.keyboard.press("Space")
        page.wait_for_function(
            "([node, number]) => node.querySelector('.ck-reading dd')?.dataset.value === number",
            arg=[box.element_handle(), number],
        )


def test_an_answer_that_python_does_not_take_is_called_not_saved(chromium, jupyter):
    """After a restart the questions are still on the screen: the page says so, and says it of each answer."""
    file = jupyter.folder / "work" / "restarted" / "coursekit-answers.json"
    with open_notebook(chromium, jupyter, "restarted/restarted.ipynb", cells=len(RESTARTED)) as page:
        page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.locator(".jp-OutputArea-output", has_text="LAB").wait_for(timeout=RUN)
        first, second = (page.locator(".jp-Notebook .ck-question").nth(n) for n in (0, 1))
        for box, kind in ((first, "choice"), (second, "number")):
            driver(kind).enter(page, box, QUESTIONS[kind].body, QUESTIONS[kind].body.solution())
        first.locator("button[type=submit]").click()
        first.locator(".ck-feedback").filter(has_text=re.compile(r"\w")).wait_for()
        page.wait_for_function(
            "async (path) => (await (await fetch(path)).text()).includes('correct_at_attempt')",
            arg=f"/files/restarted/coursekit-answers.json?token={TOKEN}",
        )
        quiet = first.get_by_text("Not saved").count()
        page.evaluate("() => { jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }")
        page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")
        second.locator("button[type=submit]").click()
        second.get_by_text("Not saved: run this cell again").wait_for()

    answers = json.loads(file.read_text("utf-8"))["answers"]
    assert quiet == 0
    assert sorted(answers) == sorted([QUESTIONS["choice"].id, "15-systems-analysis-laboratory/lab-4"])


def test_a_notebook_that_has_not_been_run_is_readable(chromium, jupyter):
    """Prompts and options as text, also beside a widget whose model is gone; nothing asks the network."""
    with open_notebook(chromium, jupyter, "stored.ipynb") as page:
        outputs = page.locator(".jp-OutputArea-output")
        for question in QUESTIONS.values():
            for line in question.body.lines():
                outputs.filter(has_text=line.split("\n")[0].strip("- ")[:30]).first.wait_for()
        outputs.filter(has_text=find_figure(FIGURE).title).first.wait_for()

        assert page.outside == []


def test_nothing_was_asked_of_the_network(page):
    """After all that was done above."""
    assert page.outside == []
