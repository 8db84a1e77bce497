"""The map of chapter 1 as an instrument: neighbours, ways to a sea, water and fuels.

Owns the figure ``01-map`` and what is read off the outlines for it. The projection is
that of :mod:`coursekit.questions.atlas`.
"""

import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.package import FOLDER, index
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour
from coursekit.questions import atlas

STATES = tuple(atlas.STATES)
#: Neighbours outside the region; most people of the last two are Muslims.
OUTSIDE = ("RUS", "CHN", "AFG", "IRN")
ISLAMIC = ("AFG", "IRN")
#: States of the outlines with a coast on an ocean, or on a sea that opens to one.
COASTAL = frozenset({"RUS", "CHN", "IRN", "PAK", "IND", "TUR", "GEO"})
WATER_YEAR = 2022
_TONES = {"RUS": "RUS", "CHN": "CHN", "AFG": "accent", "IRN": "accent"}
#: Letters in a line of a label where the state is narrow; where a label stands that would lie on a line.
_LETTERS = {"TJK": 13}
_AT = {"KGZ": (75.2, 41.7), "TJK": (71.0, 38.85), "UZB": (63.0, 42.3)}
#: Left end of the sea's name, in units of the map: south of all lines that cross it.
_SEA = (8, 600)


@dataclass(frozen=True)
class Question:
    """One question to the map: what is filled, written and drawn, and how the answer reads."""

    label: str
    reading: str
    fills: Mapping[str, tuple[str, float]]
    words: Mapping[str, str]
    table: pd.DataFrame
    borders: tuple[str, ...] = ()
    lines: tuple[tuple[str, str, str], ...] = ()
    #: Words on the map: left end and middle, in its units.
    notes: tuple[tuple[float, float, str], ...] = ()


def outside_neighbours(code: str) -> list[str]:
    """Return the neighbours of a state that are not of the region.

    Examples
    --------
    >>> outside_neighbours("TKM"), outside_neighbours("UZB")
    (['AFG', 'IRN'], ['AFG'])
    """
    return [other for other in OUTSIDE if other in atlas.neighbours(code)]


def borders_to_an_ocean(code: str) -> int:
    """Return how many borders one has to cross at least on the way from a state to a coast.

    Examples
    --------
    >>> [borders_to_an_ocean(code) for code in ("KAZ", "UZB")]
    [1, 2]
    """
    reached, crossed = {code}, 0
    while not reached & COASTAL:
        reached |= {other for state in reached for other in atlas.neighbours(state)}
        crossed += 1
    return crossed


def latest(table: str, indicator: str, code: str) -> tuple[float, int]:
    """Return the newest value of a series for a state, and its year.

    Examples
    --------
    >>> latest("energy", "fuel_share_of_exports", "TKM")
    (81.01, 2000)
    """
    rows = load(table)
    rows = rows[(rows["indicator"] == indicator) & (rows["entity"] == code)]
    newest = rows.sort_values("period").iloc[-1]
    return float(newest["value"]), int(newest["period"])


@figure("01-map")
def crossroads_map() -> Figure:
    """Show what each state's place on the map gives it and keeps from it."""
    asked = {
        "neighbours": _all_neighbours(),
        "russia": _who_touches("RUS", label="Who touches Russia?"),
        "china": _who_touches("CHN", label="Who touches China?"),
        "islamic": _who_touches(*ISLAMIC, label="Who touches Iran or Afghanistan?"),
        "sea": _ways_to_a_sea(),
        "water": _water(),
        "fuels": _fuels(),
    }
    return Figure(
        title="Only Kazakhstan touches Russia; only Uzbekistan touches neither Russia, China nor the Caspian",
        subtitle="Seven questions to one map: neighbours, ways to a sea, water, fuels; the newest year known",
        source="Natural Earth, borders simplified, Kyrgyz-Tajik border agreed in 2025; World Bank; routes schematic",
        source_url="https://www.naturalearthdata.com/",
        alt=(
            "Map of Central Asia. Kazakhstan borders Russia and China, Kyrgyzstan China, Tajikistan China and "
            "Afghanistan, Turkmenistan Iran and Afghanistan, Uzbekistan Afghanistan only. Further views show one "
            "neighbour at a time, the number of borders to an ocean, the use of water, and oil and gas routes."
        ),
        table=_table(),
        draw=_drawing(asked["neighbours"]),
        explore=Frames(
            controls=[Control("ask", "Ask the map", [(key, question.label) for key, question in asked.items()])],
            states={(key,): _frame(question) for key, question in asked.items()},
            height=3.6,
        ),
        height=5.7,
    )


def _all_neighbours() -> Question:
    outside = {code: outside_neighbours(code) for code in STATES}
    words = {code: ", ".join(_name(other) for other in others) for code, others in outside.items()}
    return Question(
        label="Who are the neighbours?",
        reading="; ".join(f"{_name(code)}: {words[code]}" for code in STATES) + ". No state touches all of them.",
        fills={},
        words=words,
        table=pd.DataFrame([(_name(code), words[code]) for code in STATES], columns=["State", "Neighbours outside"]),
        borders=OUTSIDE,
    )


def _who_touches(*others: str, label: str) -> Question:
    found = {code: [other for other in others if other in atlas.neighbours(code)] for code in STATES}
    words = {code: ", ".join(map(_name, touched)) if touched else "no border" for code, touched in found.items()}
    touching = [_name(code) for code in STATES if found[code]]
    rest = [_name(code) for code in STATES if not found[code]]
    return Question(
        label=label,
        reading=f"{_listed(touching)}; not {_listed(rest)}.",
        fills={code: (_TONES[others[0]], 0.28) for code in STATES if found[code]},
        words=words,
        table=pd.DataFrame([(_name(code), words[code]) for code in STATES], columns=["State", "Touches"]),
        borders=others,
    )


def _ways_to_a_sea() -> Question:
    counts = {code: borders_to_an_ocean(code) for code in STATES}
    words = {code: f"{count} border{'s' if count > 1 else ''}" for code, count in counts.items()}
    far = [_name(code) for code, count in counts.items() if count > 1]
    return Question(
        label="How many borders to an ocean?",
        reading=(
            f"At least one border lies between each state and a coast, two for {_listed(far)}. "
            "The dashed lines are four ways by rail: to Russia, to China, over the Caspian, and through Iran."
        ),
        fills={code: ("ink", 0.12 if count == 1 else 0.34) for code, count in counts.items()},
        words=words,
        table=pd.DataFrame([(_name(c), counts[c]) for c in STATES], columns=["State", "Borders to an ocean"]),
        lines=tuple((code, "dropped", "--") for code in ("NORTH", "EAST", "WEST", "SOUTH")),
        notes=(
            (22, 78, "to Russia"),
            (850, 345, "to China"),
            (8, 352, "to the\nBlack Sea"),
            (120, 765, "to the Gulf"),
        ),
    )


def _water() -> Question:
    shares = {code: latest("energy", "freshwater_withdrawal_share", code)[0] for code in STATES}
    return Question(
        label="Who lives on water from upstream?",
        reading=(
            f"In {WATER_YEAR} Turkmenistan took {shares['TKM']:,.0f} per cent and Uzbekistan {shares['UZB']:.0f} per "
            "cent of the fresh water that forms on their own land: they also take what the rivers bring. "
            "Kyrgyzstan and Tajikistan took less than a fifth."
        ),
        fills={code: ("accent", 0.42 if share > 100 else 0.1) for code, share in shares.items()},
        words={code: f"{share:,.0f} %" for code, share in shares.items()},
        table=pd.DataFrame(
            [(_name(code), round(share, 1)) for code, share in shares.items()],
            columns=["State", f"Water taken, per cent of its own, {WATER_YEAR}"],
        ),
        lines=(("AMU", "EU", "-"), ("SYR", "EU", "-")),
        notes=((262, 345, "Aral Sea"), (590, 705, "Amu Darya"), (520, 385, "Syr Darya")),
    )


def _fuels() -> Question:
    known = {code: latest("energy", "fuel_share_of_exports", code) for code in STATES}
    return Question(
        label="Where do oil and gas go?",
        reading=(
            f"Fuels were {known['KAZ'][0]:.0f} per cent of Kazakhstan's goods exports in {known['KAZ'][1]}; "
            "Turkmenistan has reported no year since 2000. About four fifths of Kazakhstan's oil exports crossed "
            "Russia by one pipeline in 2023; the gas pipeline leads to China; the way over the Caspian is narrow."
        ),
        # A share of long ago is drawn paler than one of today.
        fills={
            code: ("phase1", 0.1 if share < 50 else 0.45 if year > 2019 else 0.24)
            for code, (share, year) in known.items()
        },
        words={code: f"{share:.0f} % ({year})" for code, (share, year) in known.items()},
        table=pd.DataFrame(
            [(_name(code), round(share, 1), year) for code, (share, year) in known.items()],
            columns=["State", "Fuels in goods exports, per cent", "Year"],
        ),
        lines=(("CPC", "ink", "-"), ("AKT", "ink", ":"), ("CAC", "dropped", "--")),
        notes=((130, 235, "oil to the\nBlack Sea"), (545, 372, "gas to China"), (8, 385, "oil to\nBaku")),
    )


def _table() -> pd.DataFrame:
    water = {code: latest("energy", "freshwater_withdrawal_share", code)[0] for code in STATES}
    fuels = {code: latest("energy", "fuel_share_of_exports", code) for code in STATES}
    return pd.DataFrame(
        {
            "State": [_name(code) for code in STATES],
            "Neighbours outside the region": [", ".join(map(_name, outside_neighbours(code))) for code in STATES],
            "Borders to an ocean": [borders_to_an_ocean(code) for code in STATES],
            f"Water taken, per cent of its own, {WATER_YEAR}": [round(water[code], 1) for code in STATES],
            "Fuels in goods exports, per cent (year)": [f"{fuels[c][0]:.1f} ({fuels[c][1]})" for c in STATES],
        }
    )


def _frame(question: Question) -> Frame:
    return Frame(draw=_drawing(question), reading=question.reading, table=question.table)


def _drawing(question: Question) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        _draw_ground(ax, question)
        for code, tone, dash in question.lines:
            for line in _lines()[code]:
                ax.plot(*_xy(line), color=colour(tone), linestyle=dash, linewidth=1.9, solid_capstyle="round")
        for other in question.borders:
            for stretch in (part for code in STATES for part in atlas.border(code, other)):
                ax.plot(*zip(*stretch, strict=True), color=colour(_TONES[other]), linewidth=3.2)
        _write(ax, question)
        ax.set(xlim=(0, atlas.WIDTH), ylim=(atlas.height(), 0), xticks=[], yticks=[])
        ax.set_aspect("equal")
        ax.axis("off")
        return ax

    return draw


def _draw_ground(ax: Axes, question: Question) -> None:
    ax.axvspan(0, atlas.EAST, facecolor=(colour("accent"), 0.16), linewidth=0)
    # East of the sea all is land, so that no gap opens where the outlines leave a disputed area out.
    ax.axvspan(atlas.EAST, atlas.WIDTH, facecolor=colour("line"), linewidth=0)
    for code in (other for other in atlas.outlines() if other not in STATES):
        for ring in filter(None, atlas.drawn(code)):
            ax.fill(*zip(*ring, strict=True), facecolor=colour("line"), linewidth=0)
    for code in STATES:
        for ring in atlas.drawn(code):
            outline = list(zip(*ring, strict=True))
            ax.fill(*outline, facecolor=colour("paper"), edgecolor=colour("muted"), linewidth=0.8)
            if code in question.fills:
                tone, strength = question.fills[code]
                ax.fill(*outline, facecolor=(colour(tone), strength), linewidth=0)


def _write(ax: Axes, question: Question) -> None:
    for code, x, y in atlas.around():
        # A name near the edge ends there, and leaves no narrow figure.
        edge = x > atlas.WIDTH - 150
        place = (atlas.WIDTH - 12, y) if edge else (x, y)
        _text(ax, place, _name(code), ha="right" if edge else "center", color=colour("muted"), style="italic")
    _text(ax, _SEA, "Caspian\nSea", ha="left", color=colour("muted"), style="italic")
    for left, middle, words in question.notes:
        _text(ax, (left, middle), words, ha="left", color=colour("ink"))
    for code in STATES:
        spot = atlas.on_map(*_AT.get(code, atlas.STATES[code]))
        box = {"boxstyle": "square,pad=0.02", "facecolor": (colour("paper"), 0.7), "edgecolor": "none"}
        words = textwrap.fill(question.words[code], _LETTERS.get(code, 20))
        _text(ax, spot, f"{_name(code)}\n{words}", ha="center", color=colour("ink"), bbox=box)


def _text(ax: Axes, place: tuple[float, float], words: str, **look: Any) -> None:
    written = ax.text(*place, words, va="center", fontsize=10, linespacing=1.2, **look)
    # All views share their map to the byte: no word may push it aside.
    written.set_in_layout(False)


def _xy(line: list[list[float]]) -> tuple[list[float], list[float]]:
    points = [atlas.on_map(longitude, latitude) for longitude, latitude in line]
    return [x for x, _ in points], [y for _, y in points]


@cache
def _lines() -> dict[str, list[list[list[float]]]]:
    features = json.loads((FOLDER / "lines.json").read_text("utf-8"))["features"]
    return {feature["properties"]["code"]: feature["geometry"]["coordinates"] for feature in features}


def _name(code: str) -> str:
    return index("entities", "code")[code]["name_en"]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
