"""Causal-loop diagrams: which factor moves which, and what the loops do to a change.

Owns the reading of signed links, the search for loops, and their polarity in words. A
diagram is a set of claims about causes, not a finding: each link carries who asserts it
and whether it is asserted, evidenced or assumed, and a loop is no stronger than its
weakest link. Polarity says in which direction a loop pushes. It says nothing about how
strongly or how fast, nor which of several loops prevails.
"""

from itertools import islice, pairwise
from math import prod
from typing import Any

import networkx as nx
import pandas as pd

from coursekit.errors import MethodError
from coursekit.systems.columns import require_columns, require_count, require_known

#: How a link is known, the weakest first.
BASES = ("assumed", "asserted", "evidenced")
_SIGNS = {"+": 1, "+1": 1, "1": 1, "-": -1, "−": -1, "-1": -1, "?": 0}
_WRITTEN = {1: "+", -1: "−", 0: "?"}
_POLARITY = {1: "R", -1: "B", 0: "?"}
_MEANING = {
    "R": "the change comes back in the direction in which it began and is strengthened (reinforcing)",
    "B": "the change comes back against the direction in which it began and is damped (balancing)",
    "?": "whether the change is strengthened or damped depends on the contested link",
}
_TRUTH = {"true": True, "false": False, "": False}


def causal_diagram(links: pd.DataFrame, *, contradictions: str = "error") -> nx.DiGraph:
    """Make a causal diagram from a table of signed links.

    ``+`` means that the effect moves with the cause: more of one brings more of the other
    than there would otherwise be, and less brings less. ``-`` means that it moves against it.

    Parameters
    ----------
    links : pandas.DataFrame
        Columns ``cause``, ``effect`` and ``sign`` (``+``, ``-`` or ``?``); optional ``delay``
        (true or false), ``basis`` (one of ``assumed``, ``asserted``, ``evidenced``), ``claim``,
        ``source`` and ``note``.
    contradictions : str
        What to do when two rows give a link opposite signs: ``error`` stops and names the
        rows; ``mark`` keeps the link with the sign ``?``.

    Returns
    -------
    networkx.DiGraph
        Links with ``sign`` (1, -1 or 0 for ``?``), ``delay`` and the other columns. Where
        several rows say the same, their claims and sources are joined by ``;``. The basis is
        then the better of the two; where their signs differ, the weaker.

    Raises
    ------
    MethodError
        If a column is missing, a sign or basis is unknown, a factor causes itself, or two
        rows contradict each other.

    Examples
    --------
    >>> rows = pd.DataFrame([("births", "population", "+"), ("population", "births", "+")])
    >>> diagram = causal_diagram(rows.set_axis(["cause", "effect", "sign"], axis="columns"))
    >>> loops(diagram)["polarity"].tolist()
    ['R']
    """
    require_columns(links, ["cause", "effect", "sign"], "causal links")
    require_known(contradictions, ("error", "mark"), "way to treat contradictions:")
    diagram = nx.DiGraph()
    for index, row in links.iterrows():
        cause, effect = str(row["cause"]).strip(), str(row["effect"]).strip()
        if cause == effect:
            msg = f"The causal links: row {index}: {cause!r} causes itself. Name the factor in between."
            raise MethodError(msg)
        link = {"rows": (index,), **_read(row, index)}
        if diagram.has_edge(cause, effect):
            link = _joined(diagram.edges[cause, effect], link, (cause, effect), contradictions)
        diagram.add_edge(cause, effect, **link)
    return diagram


def _read(row: "pd.Series[Any]", index: Any) -> dict[str, Any]:
    sign = str(row["sign"]).strip()
    if sign not in _SIGNS:
        raise MethodError(f"The causal links: row {index} has the sign {sign!r}, expected '+', '-' or '?'.")
    said = {key: _text(row.get(key)) for key in ("basis", "claim", "source", "note", "delay")}
    if said["basis"] and said["basis"] not in BASES:
        raise MethodError(f"The causal links: row {index} has the basis {said['basis']!r}, expected one of {BASES}.")
    delay = said.pop("delay").lower()
    if delay not in _TRUTH:
        raise MethodError(f"The causal links: row {index} has the delay {delay!r}, expected 'true' or 'false'.")
    return {"sign": _SIGNS[sign], "delay": _TRUTH[delay], **said}


def _text(cell: Any) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell).strip()


def _joined(known: dict[str, Any], new: dict[str, Any], pair: tuple[str, str], contradictions: str) -> dict[str, Any]:
    rows = known["rows"] + new["rows"]
    if known["sign"] != new["sign"] and contradictions == "error":
        signs = f"{_WRITTEN[known['sign']]!r} and {_WRITTEN[new['sign']]!r}"
        raise MethodError(
            f"The causal links: rows {rows[0]} and {rows[-1]} give {pair[0]!r} → {pair[1]!r} the signs {signs}. "
            "Decide, write '?', or pass contradictions='mark'."
        )
    texts = {
        key: ";".join(dict.fromkeys(text for text in (known[key], new[key]) if text))
        for key in ("claim", "source", "note")
    }
    # Two sources that agree are as good as the better of them, two that do not as the weaker.
    better = max if known["sign"] == new["sign"] else min
    basis = better((known["basis"], new["basis"]), key=lambda name: BASES.index(name) if name else -1)
    sign = known["sign"] if known["sign"] == new["sign"] else 0
    return {"rows": rows, "sign": sign, "delay": known["delay"] or new["delay"], "basis": basis, **texts}


def causal_table(diagram: nx.DiGraph) -> pd.DataFrame:
    """Return the links of a diagram as a table: the evidence beside its figure.

    Returns
    -------
    pandas.DataFrame
        ``cause``, ``effect``, ``sign`` (``+``, ``−`` or ``?``), ``delay``, ``basis``, ``claim``,
        ``source``, ``note``.

    Examples
    --------
    >>> rows = pd.DataFrame({"cause": ["price"], "effect": ["demand"], "sign": ["-"]})
    >>> causal_table(causal_diagram(rows))["sign"].item()
    '−'
    """
    names = ["delay", "basis", "claim", "source", "note"]
    rows = [
        (cause, effect, _WRITTEN[link["sign"]], *(link[name] for name in names))
        for cause, effect, link in diagram.edges(data=True)
    ]
    return pd.DataFrame(rows, columns=["cause", "effect", "sign", *names])


def loops(diagram: nx.DiGraph, *, longest: int | None = None, most: int = 1000) -> pd.DataFrame:
    """Find every loop of a diagram, with its polarity.

    A loop with an even number of minus signs is reinforcing (R), with an odd number
    balancing (B): the polarity is the product of the signs.

    Parameters
    ----------
    diagram : networkx.DiGraph
        From :func:`causal_diagram`.
    longest : int, optional
        Leave out loops of more links than this.
    most : int
        Stop when there are more loops than this: nobody can read them.

    Returns
    -------
    pandas.DataFrame
        One row per loop, the shortest first.

        - ``loop``: ``R1``, ``B1``, …; ``polarity``: ``R``, ``B`` or ``?``; ``length`` in links.
        - ``minus``: number of minus signs; ``delays``: number of links with a delay.
        - ``weakest``: the weakest basis among its links (empty if one of them has none).
        - ``path``: the factors; ``words``: what happens to a rise of the first one.

    Raises
    ------
    MethodError
        If there are more than ``most`` loops.

    Examples
    --------
    >>> rows = [("births", "population", "+"), ("population", "births", "+"),
    ...         ("population", "deaths", "+"), ("deaths", "population", "-")]
    >>> diagram = causal_diagram(pd.DataFrame(rows, columns=["cause", "effect", "sign"]))
    >>> loops(diagram)[["loop", "path"]].values.tolist()
    [['R1', 'births → population → births'], ['B1', 'population → deaths → population']]
    """
    require_count(most, "loops")
    found = list(islice(nx.simple_cycles(diagram, length_bound=longest), most + 1))
    if len(found) > most:
        raise MethodError(f"The diagram has more than {most} loops. Pass longest=… to see the short ones, or most=….")
    order = {factor: place for place, factor in enumerate(diagram)}
    paths = sorted(
        (_from_first(cycle, order) for cycle in found), key=lambda path: (len(path), [*map(order.get, path)])
    )
    counts = dict.fromkeys("RB?", 0)
    rows = []
    for path in paths:
        row = _described(diagram, path)
        counts[row["polarity"]] += 1
        rows.append({"loop": f"{row['polarity']}{counts[row['polarity']]}", **row})
    names = ["loop", "polarity", "length", "minus", "delays", "weakest", "path", "words"]
    return pd.DataFrame(rows, columns=names)


def _from_first(cycle: list[str], order: dict[str, int]) -> list[str]:
    """Return a loop that begins with the factor that comes first in the diagram."""
    start = min(range(len(cycle)), key=lambda place: order[cycle[place]])
    return cycle[start:] + cycle[:start]


def loop_links(path: str) -> list[tuple[str, str]]:
    """Return the links of a loop, from the text of its ``path``.

    Examples
    --------
    >>> loop_links("A → B → A")
    [('A', 'B'), ('B', 'A')]
    """
    return list(pairwise(path.split(" → ")))


def _described(diagram: nx.DiGraph, path: list[str]) -> dict[str, Any]:
    whole = [*path, path[0]]
    around = [diagram.edges[pair] for pair in pairwise(whole)]
    signs = [link["sign"] for link in around]
    bases = [link["basis"] for link in around]
    polarity = _POLARITY[prod(signs)]
    return {
        "polarity": polarity,
        "length": len(path),
        "minus": signs.count(-1),
        "delays": sum(link["delay"] for link in around),
        "weakest": min(bases, key=BASES.index) if all(bases) else "",
        "path": " → ".join(whole),
        "words": _in_words(whole, signs, polarity),
    }


def _in_words(path: list[str], signs: list[int], polarity: str) -> str:
    direction, said = 1, [f"More {path[0]}"]
    for factor, sign in zip(path[1:], signs, strict=True):
        direction *= sign
        said.append(f"{ {1: 'more', -1: 'less', 0: 'more or less'}[direction] } {factor}")
    return f"{' → '.join(said)}: {_MEANING[polarity]}."


def causal_factors(diagram: nx.DiGraph, *, longest: int | None = None) -> pd.DataFrame:
    """Return the factors of a diagram and the loops that pass through them.

    Returns
    -------
    pandas.DataFrame
        ``factor``, ``causes`` (links that lead to it), ``effects`` (links that leave it) and
        ``loops`` (their names, separated by spaces), the most looped first.

    Raises
    ------
    MethodError
        If there are too many loops; see :func:`loops`.

    Examples
    --------
    >>> rows = pd.DataFrame({"cause": ["price"], "effect": ["demand"], "sign": ["-"]})
    >>> causal_factors(causal_diagram(rows)).values.tolist()
    [['price', 0, 1, ''], ['demand', 1, 0, '']]
    """
    found = loops(diagram, longest=longest)
    through = {
        factor: [loop for loop, path in zip(found["loop"], found["path"], strict=True) if factor in path.split(" → ")]
        for factor in diagram
    }
    rows = [
        (factor, diagram.in_degree(factor), diagram.out_degree(factor), " ".join(through[factor]))
        for factor in sorted(diagram, key=lambda factor: -len(through[factor]))
    ]
    return pd.DataFrame(rows, columns=["factor", "causes", "effects", "loops"])
