"""A book of a few pages that holds everything once: every directive, every role, every kind, every form of a figure.

What the course's registers know is read from them, so that whatever is entered there needs an example here.
"""

import re
import shutil
import subprocess
import sys
from unittest.mock import MagicMock

import nbformat
import pandas as pd
import pytest
import yaml

import coursekit
import coursekit.book
from built import ROOT
from coursekit.chapters import is_primer, read_chapter
from coursekit.data.package import rows
from coursekit.plots.figure import figure_names, find
from coursekit.questions import bank_names, read_bank
from coursekit.questions.bank import KINDS, exercises_folder, graded_bank

#: The first chapter; primers have no lab.
SLUG = next(row["slug"] for row in rows("chapters") if row["published"] == "true" and not is_primer(row["slug"]))
PAGE = f"book/{SLUG}"
LAB = f"notebooks/{SLUG}"
#: A page so small that a visit is short.
SMALL = "book/small"
BANKS = [question for slug in bank_names() for question in read_bank(exercises_folder() / slug / "questions.toml")]
BY_KIND = {kind: next(question for question in BANKS if question.kind == kind) for kind in KINDS}
PREDICTED = next(question for question in BANKS if question.kind == "predict" and question.place == "chapter")
GRADED = next(question for slug in bank_names() for question in graded_bank(slug))


def registered():
    """Return the directives and the roles of the course's extension, as it gives them to Sphinx."""
    app = MagicMock()
    with pytest.MonkeyPatch.context() as patched:
        # What the extension sets for the build is taken back.
        patched.setenv("COURSEKIT_STATIC", "1")
        coursekit.book.setup(app)
    directives = {call.args[0] for call in app.add_directive.call_args_list}
    named = {call.args[0] for call in app.add_role.call_args_list}
    return directives, named | {call.args[1] for call in app.add_role_to_domain.call_args_list}


def form_of(shown):
    """Return in which form a figure is drawn, and what moves it."""
    if shown.explore is None:
        return "drawn"
    return getattr(shown.explore, "mark", "frame")


def states_of(name):
    """Return how many states a figure has."""
    explore = find(name).explore
    return len(explore.states) if explore else 1


#: Form -> the figure of the course that has it, with the fewest states.
CHARTS = {form_of(find(name)): name for name in sorted(figure_names(), key=states_of, reverse=True)}


def claims(*verdicts):
    """Return the claims that have one of these verdicts and evidence."""
    known = {row["claim"] for row in rows("evidence")}
    return [row["id"] for row in rows("claims") if row["verdict"] in verdicts and row["id"] in known]


_TEXT = "Some **words** with {claim}`C26`, a {doc}`page <glossary>` and a note of a work {cite}`commons2007scrutiny`.\n"
#: Directive -> how it is written; the page has them in this order.
IN_A_CHAPTER = {
    "opening": f":::{{opening}}\n{_TEXT}:::",
    "case": f":::{{case}} A decision\n{_TEXT}:::",
    "criticism": f":::{{criticism}} The text\n{_TEXT}:::",
    "readings": f":::{{readings}} Is it so?\n- **One.** {_TEXT}- **Another.** {_TEXT}:::",
    "close-reading": f":::{{close-reading}} Three words\n> *Shall* and *may*\n\n{_TEXT}:::",
    "evidence": "\n\n".join(
        f":::{{evidence}} {claims(verdict)[0]}\n[source]\n{_TEXT}\n[data]\n{_TEXT}\n[verdict]\n{_TEXT}:::"
        for verdict in sorted({row["verdict"] for row in rows("claims")} - {""})
        if claims(verdict)
    ),
    "settled": f":::{{settled}} {' '.join(claims('supported')[:3])}\n:::",
    "question": "\n\n".join(
        f"### {question.kind.capitalize()} {number}\n\n:::{{question}} {question.id}\n:::"
        for number, question in enumerate([*BY_KIND.values(), GRADED])
        if question is not PREDICTED
    ),
    "predict": f"::::{{predict}} {PREDICTED.id}\n:::{{chart}} {CHARTS['line']}\n:::\n::::",
    "chart": "\n\n".join(f":::{{chart}} {name}\n:::" for form, name in CHARTS.items() if form != "line"),
    "event-explorer": ":::{event-explorer}\n:since: 2018\n:until: 2019\n:::",
    "actor-network": ":::{actor-network}\n:::\n\n:::{actor-network} meetings\n:::",
    "keypoints": f":::{{keypoints}}\n- {_TEXT}:::",
    "discussion": f":::{{discussion}}\n1. {_TEXT}:::",
    "reading": f":::{{reading}}\n- {_TEXT}:::",
}
#: Directive -> the page that it stands on, as other pages link to that.
ON_A_PAGE = {
    "claims-ledger": "book/claims",
    "timeline": "book/timeline",
    "document-register": "book/documents",
    "glossary-list": "book/glossary",
    "data-dictionary": "book/data",
    "official-documents": "book/official-documents",
    "progress": "book/progress",
    "review": "book/review",
    "voices": "book/voices",
    "hand-in": "book/hand-in",
    "student-pack": "book/students",
}
_ARGUMENTS = {"hand-in": f" {GRADED.id.partition('/')[0]}"}
#: Directive -> how it is written on the home page.
AT_HOME = {
    "lead": ":::{lead}\nA course of {course}`chapters` chapters.\n:::",
    "welcome": ":::{welcome}\n:::",
    "doors": f":::::{{doors}}\n::::{{door}} Read\n:to: {PAGE}\nThe chapter.\n::::\n:::::",
    "door": "",
    "course-map": "## The course\n\n:::{course-map}\n:::",
}
#: Role -> how it is written.
ROLES = {
    "event": "{event}`E044`, {event}`E044:title`",
    "document": "{document}`eu2019strategy`",
    "value": "{value}`eu_assistance_indicative CA5 2007-2013 @EuropeAid`",
    "claim": "{claim}`C26`",
    "course": "{course}`chapters`",
    "term": "{term}`leaders <european-council>`",
}
#: What Markdown itself has, and the notebook's own outputs.
_PLAIN = """
| place | year | what was said there about the cooperation of all five states |
|---|---|---|
| Astana | 2007 | many words |

```python
>>> 1 + 1
2
>>> for place in ("Astana", "Osh"):
...     print(place)
Astana
Osh

```

```{admonition} Solution
:class: dropdown
Forty-two, and `code` in a line.
```

> A quotation of some length.

Term
: What it means.
"""
#: Of a control each form: a list, a slide, a tick.
_CHOICES = {"place": {"Osh": 1, "Almaty": 2.5}, "year": range(2007, 2010), "signed": True}
_LOOK = {"subtitle": "Themes, by place", "source": "invented", "alt": "Bars."}


def counted(place, year, signed):
    """Themes by place and year"""
    return pd.Series({"Kept": place * 100 + year - 2007 + (0.5 if signed else 0), "New": float("nan")}, name="Themes")


def build(folder):
    """Write the book into a folder, build it as the course's own is built, and return where its pages lie."""
    texts = {**_pages(), "index": _home()}
    for name, text in texts.items():
        file = folder / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / LAB).parent.mkdir()
    nbformat.write(_lab(), folder / f"{LAB}.ipynb")
    shutil.copy(ROOT / "book/references.bib", folder / "book")
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["execute"]["execute_notebooks"] = "off"
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    listed = [{"file": name} for name in [*(name for name in texts if name != "index"), LAB]]
    (folder / "_toc.yml").write_text(yaml.safe_dump({"format": "jb-book", "root": "index", "chapters": listed}))
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        str(folder),
        "--quiet",
        "-W",
        "--keep-going",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The example was not built:\n{done.stdout}\n{done.stderr}")
    return folder / "_build" / "html"


def _home():
    return "# Home\n\n" + "\n\n".join(AT_HOME.values()) + "\n"


def _pages():
    pages = {
        page: f"# {name.capitalize()}\n\n:::{{{name}}}{_ARGUMENTS.get(name, '')}\n:::\n"
        for name, page in ON_A_PAGE.items()
    }
    head = re.match(r"---\n.*?\n---\n", read_chapter(ROOT / f"{PAGE}.md").file.read_text("utf-8"), re.DOTALL)[0]
    facts = "\n\n".join(f"A fact in a sentence: {written}." for written in ROLES.values())
    parts = "\n\n".join(f"## Part {place}: {name}\n\n{text}" for place, (name, text) in enumerate(IN_A_CHAPTER.items()))
    works = "```{bibliography}\n```\n"
    small = f":::{{question}} {BY_KIND['choice'].id}\n:::\n\n:::{{chart}} {CHARTS['dot']}\n:::\n"
    small += "\n:::{event-explorer}\n:since: 2018\n:until: 2018\n:::\n"
    return {
        PAGE: f"{head}# Everything once\n\n{facts}\n{_PLAIN}\n{parts}\n",
        SMALL: f"# Small\n\nA page to put faults on.\n\n{small}\n{_PLAIN}",
        "book/bibliography": f"# Works\n\n{works}",
        **pages,
    }


def _lab():
    """Return a notebook that was run: a table, words, a question, something to explore."""
    exercise = next(question for question in BANKS if question.place == "lab")
    table = pd.DataFrame({"place": ["Astana", "Osh"], "number": [1.5, 2], "a long name of a column " * 5: [1, 2]})
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COURSEKIT_STATIC", "1")
        shown = {
            "table": {"text/html": table.to_html(classes="dataframe", border=1)},
            f"coursekit.ask({exercise.id!r})": {"text/html": coursekit.ask(exercise.id)._repr_html_()},
            "coursekit.explore(counted)": {"text/html": coursekit.explore(counted, **_LOOK, **_CHOICES)._repr_html_()},
        }
    outputs = {code: nbformat.v4.new_output("execute_result", data, execution_count=1) for code, data in shown.items()}
    outputs['print("said")'] = nbformat.v4.new_output("stream", text="said\n")
    cells = [nbformat.v4.new_code_cell(code, outputs=[output], execution_count=1) for code, output in outputs.items()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    title = nbformat.v4.new_markdown_cell("# A lab")
    return nbformat.v4.new_notebook(cells=[title, *cells], metadata={"kernelspec": kernel})
