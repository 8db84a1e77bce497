"""Chapter 9: numbers from the data, hedges kept, voices of five states, and a lab that takes one's own copy."""

import json
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from coursekit import corpus
from coursekit.chapters import directives
from coursekit.plots.chapters.stronger_partnership.themes import grouped_themes
from coursekit.plots.figure import find as find_figure
from coursekit.questions import check, find, read_bank

ROOT = Path(__file__).parent.parent.parent
SLUG = "09-stronger-partnership"
PAGE = (ROOT / f"book/{SLUG}.md").read_text("utf-8")
NOTES = (ROOT / f"book/notes/{SLUG}.md").read_text("utf-8")
LAB = json.loads((ROOT / f"notebooks/{SLUG}.ipynb").read_text("utf-8"))
BANK_FILE = ROOT / f"exercises/{SLUG}/questions.toml"
BANK = read_bank(BANK_FILE)
#: Small numbers are written as words.
WORDS = {2: "two", 5: "five", 9: "nine", 16: "sixteen"}
#: Cells of the lab that the student's own copy needs.
OWN = ("lab-02", "lab-04", "lab-06", "lab-13", *(f"lab-own-{number:02d}" for number in range(2, 11, 2)))


def source(cell):
    """Return the source of a cell of the lab."""
    return "".join(next(each for each in LAB["cells"] if each["id"] == cell)["source"])


def printed(folder, monkeypatch, capsys, **changes):
    """Run the cells on one's own copy in a folder; return what each prints."""
    monkeypatch.chdir(folder)
    names, said = {}, {}
    for cell in OWN:
        code = source(cell)
        for old, new in changes.items():
            code = re.sub(rf"^{old} = .*$", f"{old} = {new}", code, flags=re.MULTILINE)
        exec(compile(code, cell, "exec"), names)  # noqa: S102  the course's own lab
        said[cell] = capsys.readouterr().out
    return said


def test_the_numbers_of_the_comparison_are_the_data_s():
    """Sixteen, nine, two, five: as computed, in the prose, the ladder and the title of the figure."""
    groups = grouped_themes()["group"].value_counts()
    same, up, down = (WORDS[groups[name]] for name in ("same", "stronger", "weaker"))
    tested = WORDS[groups[["same", "stronger", "weaker"]].sum()]

    assert f"Of all 26, {tested} can be compared." in PAGE
    assert f"{same.capitalize()} kept their weight, {up} gained and {down} lost" in PAGE
    assert f"Of {tested} comparable themes {same} kept their weight, {up} rose, {down} fell" in PAGE
    title = find_figure("09-priorities").title
    assert title == f"Of {tested} themes that can be compared, {same} kept their weight, {up} gained, {down} lost"


def test_the_worked_example_is_taken_from_the_data():
    """Each of the five rows has the weights of the table of priorities."""
    themes = grouped_themes().set_index("code")
    rows = re.findall(r"^\| ([^|]+) \| (\d|no row) \| (\d)[^|]* \| (.+) \|$", PAGE, flags=re.MULTILINE)
    codes = ["democracy_rights", "regional_cooperation", "water", "afghanistan", "drugs_crime"]
    said = {"same": "same", "stronger": "heavier", "weaker": "lighter", "unknown": "unknown"}
    said["circular"] = "cannot test the article"

    assert len(rows) == len(codes)
    for code, (_, earlier, later, answer) in zip(codes, rows, strict=True):
        known = themes.loc[code, "earlier"]
        assert earlier == ("no row" if pd.isna(known) else str(known)), code
        assert later == str(themes.loc[code, "later"]), code
        assert answer == said[themes.loc[code, "group"]], code


def test_nothing_rests_on_where_a_copy_breaks_off():
    """What was read are the first words of a text, not its opening or introduction."""
    texts = [PAGE, NOTES, BANK_FILE.read_text("utf-8"), *(source(cell["id"]) for cell in LAB["cells"])]

    assert [found for text in texts for found in re.findall(r"[Oo]pening of (?:the text|20\d\d)", text)] == []
    assert [found for text in texts for found in re.findall(r"stands in the introduction", text)] == []
    assert "the first 216 words that our copy shows" in PAGE


@pytest.mark.parametrize(
    "kazakh",
    [
        "«бірлескен коммюнике»",
        "«күшіне енді»",
        "«бекітуге тырысуы мүмкін»",
        "«жеке басымдық»",
        "«тұрақты, жан-жақты және ережелерге негізделген»",
        "«әдейі бас тартты»",
        "(«негізінен»)",
        "(«ұмтылысын білдіреді»)",
    ],
)
def test_the_article_s_own_words_stand_where_a_verdict_turns_on_them(kazakh):
    """Hedges and disputed words are printed in Kazakh."""
    assert kazakh in PAGE


def test_the_article_s_word_for_the_paper_is_accepted_and_explained():
    """A regional word is no error; the Union's usage is explained."""
    told = check(find(f"{SLUG}/name-the-paper"), "бірлескен коммюнике")

    assert told.status == "correct"
    assert "«бірлескен коммюнике»" in told.message
    assert "both sides, ministers or leaders" in told.message


@pytest.mark.parametrize(
    "voice",
    ["Roman Vassilenko", "round table", "Erkinkhon Rahmatullozoda", "Rashid Meredov", "Alisher Kayumov"],
)
def test_each_of_the_five_states_is_heard(voice):
    """One voice from Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan in the boxes of readings."""
    boxes = re.findall(r"^:::\{readings\}.*?^:::$", PAGE, flags=re.DOTALL | re.MULTILINE)

    assert any(voice in box for box in boxes)


def test_each_reading_names_its_lens():
    """Interest, norm, institution or regional agency stands in the head of every reading."""
    boxes = re.findall(r"^:::\{readings\}.*?^:::$", PAGE, flags=re.DOTALL | re.MULTILINE)
    heads = [head for box in boxes for head in re.findall(r"^- \*\*(.+?)\*\*", box, flags=re.MULTILINE)]

    assert len(heads) >= 8
    assert [head for head in heads if not re.search(r"\((interest|norm|institution|regional agency)", head)] == []


def test_voices_shaped_in_the_region_are_counted():
    """Kassenova and the editor in Almaty count beside the three who speak from the region."""
    question = find(f"{SLUG}/whose-voice")

    assert "Nargis Kassenova" in question.explain
    assert "Anna Gussarova of Almaty" in question.explain
    assert "Only one of the six" in question.explain


def test_the_uzbek_talks_have_both_dates():
    """Launch and rounds, each with who says so."""
    assert "{event}`E215`" in PAGE
    assert "{event}`E117:month`" in PAGE
    assert find(f"{SLUG}/uzbek-talks-two-dates").objective == "09-O4"


def test_the_case_is_asked_right_behind_it():
    """The decision that is told is put to the reader."""
    order = [(name, argument) for name, argument in directives(PAGE) if name in ("case", "question")]
    place = next(number for number, (name, _) in enumerate(order) if name == "case")

    assert order[place + 1] == ("question", f"{SLUG}/gsp-decision")


@pytest.mark.parametrize(
    "question", [one for question in BANK for one in (question, *question.variants)], ids=lambda one: one.prompt[:40]
)
def test_a_last_hint_does_not_give_the_answer(question):
    """Neither a right text nor the line of the lab stands in the third hint."""
    if len(question.hints) < 3:
        return
    last = question.hints[2]
    if question.kind == "text":
        assert not any(text.casefold() in last.casefold() for text in question.body.accept)
    if question.place == "lab":
        solutions = re.findall(r"answer = (.+)", "\n".join(source(cell["id"]) for cell in LAB["cells"]))
        assert not any(solution in last for solution in solutions if solution != "...")


def test_the_lab_runs_without_a_copy(tmp_path, monkeypatch, capsys):
    """Each cell says in one line that there is no copy; the numbers are those of the exercises."""
    said = printed(tmp_path, monkeypatch, capsys)

    assert said["lab-own-02"].splitlines() == [
        f"{key}: no copy yet: coursekit corpus add {key}.html" for key in ("eu2007strategy", "eu2019strategy")
    ]
    for cell in ("lab-own-04", "lab-own-06", "lab-own-08"):
        assert re.fullmatch(r"no copy yet: [^\n]+\n", said[cell]), cell
    assert said["lab-own-10"] == "16 themes can be tested; 56 per cent stayed\n"


def test_the_lab_counts_in_the_student_s_own_copy(tmp_path, monkeypatch, capsys):
    """With a copy there are counts, passages, headings, and a share with the student's own weights."""
    page = "<h1>A paper</h1><p>Energy and energy links.</p><h2>Threats</h2><p>Drugs. No platform is planned.</p>"
    file = tmp_path / "eu2019strategy.html"
    file.write_text(f"<html lang='en'><body>{page}</body></html>", "utf-8")
    corpus.add(file, folder=tmp_path / "coursekit-corpus")
    weights = '{"drugs_crime": 2, "terrorism_extremism": 2}'

    said = printed(tmp_path, monkeypatch, capsys, my_weights=weights)

    assert "eu2019strategy: found" in said["lab-own-02"]
    assert re.search(r"eu2019strategy 12 .*'energy': 166\.7, 'human rights': 0\.0", said["lab-own-04"])
    assert said["lab-own-06"].strip() == "4: Drugs. No platform is planned."
    assert "drug {'Threats': 1}" in said["lab-own-08"]
    assert said["lab-own-10"] == "18 themes can be tested; 61 per cent stayed\n"


def test_the_key_of_the_map_holds_over_all_years():
    """A reader sees in every year what could be, so the years can be compared."""
    words = set()
    for frame in find_figure("09-map").explore.states.values():
        figure, axes = plt.subplots()
        frame.draw(axes)
        words.add(tuple(text.get_text() for text in axes.texts))
        plt.close(figure)

    assert len(words) == 1
    assert "enhanced agreement in force" in words.pop()
