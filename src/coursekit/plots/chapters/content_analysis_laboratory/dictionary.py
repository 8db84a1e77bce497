"""The dictionary of chapter 14 against three coders: what words find, miss and invent.

Owns the figure ``14-dictionary``. The texts are headings and paraphrases of the course, so
the figure shows the instrument and says nothing of the documents.
"""

from itertools import product

import pandas as pd
from matplotlib.axes import Axes

from coursekit.content.coding.sections import section_codings
from coursekit.content.words.dictionary import code_by_dictionary, dictionary
from coursekit.data import load
from coursekit.plots.chapters.content_analysis_laboratory.agreement import CODERS
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour
from coursekit.plots.themes import SHORT

#: Against whom the dictionary is held; "two" takes a code that at least two coders gave.
WHOSE = {"two": "At least two of three coders", **{coder: f"Coder {coder}" for coder in CODERS}}
PARTS = {
    "both": ("Found by both", "new"),
    "missed": ("Missed by words", "kept"),
    "invented": ("Words alone", "dropped"),
}
#: Said of sections that are known by their heading; it is not about their content.
_NOT_READ = "Only the heading, in the list of contents, could be read."


def section_texts() -> pd.DataFrame:
    """Return heading and paraphrase of each section, as the dictionary reads them.

    Returns
    -------
    pandas.DataFrame
        ``unit`` and ``text``; the remark that only the heading was read is left out.

    Examples
    --------
    >>> section_texts().set_index("unit")["text"]["ec2007mip-06"]
    'Environment. '
    """
    sections = load("sections")
    text = sections["heading"] + ". " + sections["gist"].str.replace(_NOT_READ, "", regex=False).fillna("")
    return pd.DataFrame({"unit": sections["id"], "text": text})


@computed_once
def found_by_words() -> pd.DataFrame:
    """Return which code the dictionary gives to which section.

    Examples
    --------
    >>> list(found_by_words().columns)
    ['unit', 'code']
    """
    counted = code_by_dictionary(section_texts(), dictionary(load("codebook")))
    return counted.loc[counted["count"] > 0, ["unit", "code"]].drop_duplicates(ignore_index=True)


@computed_once
def found_by_coders(whose: str) -> pd.DataFrame:
    """Return which code one coder, or at least two of them, gave to which section.

    Parameters
    ----------
    whose : str
        ``"A"``, ``"B"``, ``"C"`` or ``"two"``.

    Examples
    --------
    >>> len(found_by_coders("A"))
    304
    """
    codings = section_codings().dropna(subset=["code"])
    if whose in CODERS:
        codings = codings[codings["coder"] == whose]
    coders = codings.groupby(["unit", "code"])["coder"].nunique()
    return coders[coders >= (1 if whose in CODERS else 2)].reset_index()[["unit", "code"]]


def compared(whose: str) -> pd.DataFrame:
    """Count, code by code, what dictionary and coders both found, and each alone.

    Returns
    -------
    pandas.DataFrame
        Indexed by code: ``both``, ``missed`` (coders alone), ``invented`` (dictionary
        alone), in numbers of sections; most errors first.

    Examples
    --------
    >>> int(compared("two")[["both", "missed"]].sum().sum()) == len(found_by_coders("two"))
    True
    """
    merged = found_by_words().merge(found_by_coders(whose), how="outer", on=["unit", "code"], indicator=True)
    names = {"both": "both", "left_only": "invented", "right_only": "missed"}
    table = pd.crosstab(merged["code"], merged["_merge"].astype(str).map(names))
    table = table.reindex(index=list(SHORT), columns=list(PARTS), fill_value=0)
    errors = (table["missed"] + table["invented"]).rename("errors")
    return table.loc[errors.sort_values(ascending=False, kind="stable").index]


@figure("14-dictionary")
def dictionary_against_coders() -> Figure:
    """Show what the dictionary of the codebook finds, misses and invents in the course's paraphrases."""
    counted = compared("two")
    totals = counted.sum()
    given = totals["both"] + totals["missed"]
    clean = int(((counted["missed"] + counted["invented"]) == 0).sum())
    table = counted.rename(columns={part: words for part, (words, _) in PARTS.items()})
    table.insert(0, "Theme", [SHORT[code] for code in counted.index])

    def draw(ax: Axes) -> Axes:
        return _bars(ax, counted)

    return Figure(
        title=(
            f"Words find {totals['both']} of {given} codes that two coders gave, "
            f"and {totals['invented']} that two did not"
        ),
        subtitle="Sections with a code, in the course's own paraphrases, by who found it",
        source="Counted for this course in its own paraphrases (tables sections, codebook, section_codes, codings)",
        alt=(
            f"{len(counted)} themes in rows, each a bar of three parts: found by both, missed by the dictionary, found "
            f"by the dictionary alone. Most errors: {SHORT[counted.index[0]].lower()} and "
            f"{SHORT[counted.index[1]].lower()}. {clean} themes have no error, among them water, Afghanistan and "
            "education."
        ),
        table=table.reset_index(drop=True).rename_axis(None, axis=1),
        draw=draw,
        explore=_explorer(),
        height=6.4,
        narrow_height=6.8,
    )


def _bars(ax: Axes, counted: pd.DataFrame) -> Axes:
    start = pd.Series(0, index=counted.index)
    edges = {"both": "new", "missed": "kept", "invented": "paper"}
    for part, (words, key) in PARTS.items():
        # A bar of no length would still show its edge.
        here = counted[part] > 0
        face = "none" if part == "missed" else colour(key)
        places, lengths = [row for row, drawn in enumerate(here) if drawn], counted.loc[here, part]
        bars = ax.barh(places, lengths, left=start[here], height=0.62, label=words)
        for bar in bars:
            bar.set(facecolor=face, edgecolor=colour(edges[part]), hatch="////" if part == "invented" else "")
        start = start + counted[part]
    for row, (both, missed, invented) in enumerate(counted.to_numpy()):
        said = " ".join(f"{sign}{count}" for sign, count in (("−", missed), ("+", invented)) if count)
        end = both + missed + invented
        ax.text(end + 0.3, row, f"{both} {said}".strip(), va="center_baseline", fontsize=9.5, color=colour("ink"))
    return _bars_axis(ax, counted)


def _bars_axis(ax: Axes, counted: pd.DataFrame) -> Axes:
    ax.set_yticks(range(len(counted)), [SHORT[code] for code in counted.index], color=colour("ink"))
    # On a phone the key has no room beside the bars and stands above them.
    ax.set_ylim(len(counted) - 0.4, -3.9 if is_narrow(ax) else -0.6)
    longest = int(counted.sum(axis=1).max())
    ax.set_xlim(0, longest * (1.7 if is_narrow(ax) else 1.14))
    ax.set_xticks(range(0, longest + 1, 10 if is_narrow(ax) else 5))
    ax.set_xlabel("Sections")
    ax.grid(visible=False, axis="y")
    ax.legend(loc="upper left" if is_narrow(ax) else "lower right", fontsize=9.5, borderpad=0)
    return ax


def _explorer() -> Explorer:
    order = list(compared("two").index)
    # All themes at once are too long a page for a phone.
    shown = {"most": order[:9], "fewer": order[9:18], "fewest": order[18:]}
    states: dict[tuple[str, ...], list[Series]] = {}
    for whose, (part_of, codes) in product(WHOSE, shown.items()):
        counted = compared(whose).loc[codes]
        states[whose, part_of] = [
            Series(part, words, [(SHORT[code], int(counted.loc[code, part])) for code in codes], key)
            for part, (words, key) in PARTS.items()
        ]
    controls = [
        Control("whose", "Held against", list(WHOSE.items())),
        Control("themes", "Themes", [("most", "With most errors"), ("fewer", "With some"), ("fewest", "With fewest")]),
    ]
    top = float(max(compared(whose).to_numpy().max() for whose in WHOSE))
    return Explorer("bar", "Theme", "Sections", "", controls, states, top=top)
