"""The specifications of the networks: texts with themes, and actors with one another.

Owns which links there are, what each rests on, and where the nodes stand at first.
Every link comes from one or more rows of the data. Standard library only.
"""

from collections import defaultdict
from itertools import combinations
from math import sqrt
from typing import Any

from coursekit.data.actors import COLOURED, GROUPS, group_of, name_of
from coursekit.data.package import index, rows
from coursekit.errors import CourseError, nearest
from coursekit.explorers.dates import date_words
from coursekit.language import current_language, front_end_words

#: What :func:`network_specification` can show.
NETWORKS = ("themes", "meetings")

_INTERESTS = ("values", "security", "energy", "none")
#: Type of node -> how it is marked: shape, key of its colour (``text`` is that of the text around), hollow or not.
_LOOKS: dict[str, dict[str, Any]] = {
    "eu": {"shape": 0, "colour": "EU"},
    "eu_states": {"shape": 1, "colour": "EU"},
    "us": {"shape": 2, "colour": "USA"},
    "us_states": {"shape": 3, "colour": "USA"},
    "values": {"shape": 0, "colour": "text", "hollow": True},
    "security": {"shape": 1, "colour": "text", "hollow": True},
    "energy": {"shape": 2, "colour": "text", "hollow": True},
    "none": {"shape": 3, "colour": "text", "hollow": True},
    "central_asia": {"shape": 0, "colour": "text"},
    "other_state": {"shape": 1, "colour": "text"},
    "union": {"shape": 3, "colour": "EU"},
    "organisation": {"shape": 2, "colour": "text"},
}
#: Weights from which the reader chooses the least one, and the one shown first.
_LEAST = {"themes": ([1, 2, 3], 3), "meetings": ([1, 2, 3, 5, 10, 20, 40], 5)}


def network_specification(kind: str, *, language: str | None = None, url: str = "") -> dict[str, Any]:
    """Return a network as the front end reads it.

    Parameters
    ----------
    kind : str
        ``"themes"``: which document gives which weight to which theme of the codebook;
        ``"meetings"``: which actors stand together in how many events.
    language : str, optional
        Of the labels; the current language by default.
    url : str
        Address of the page with every event in full, if there is one.

    Returns
    -------
    dict
        ``nodes`` with a place between 0 and 1, ``links`` between the keys of two nodes
        with ``weight`` and evidence, and the words around them.

    Raises
    ------
    CourseError
        If there is no such network.

    Examples
    --------
    >>> spec = network_specification("themes")
    >>> next(link["weight"] for link in spec["links"] if (link["a"], link["b"]) == ("eu2007strategy", "water"))
    3
    """
    if kind not in NETWORKS:
        raise CourseError(f"There is no network {kind!r}. {nearest(str(kind), NETWORKS)}")
    language = language or current_language()
    said = front_end_words(language, ["network"])
    steps, least = _LEAST[kind]
    make = _themes if kind == "themes" else _meetings
    types, parts = make(language, said)
    return {
        "kind": "network",
        "id": f"network-{kind}",
        "mode": kind,
        "title": said[f"network_{kind}_title"],
        "subtitle": said[f"network_{kind}_subtitle"],
        "caveat": said[f"network_{kind}_caveat"],
        "url": url,
        "steps": steps,
        "least": least,
        "types": [{"key": key, "label": said[f"network_type_{key}"], **_LOOKS[key]} for key in types],
        **parts,
    }


def _themes(language: str, said: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    coded = rows("priorities")
    keys = {row["document"] for row in coded}
    documents = sorted((index("documents", "key")[key] for key in keys), key=lambda row: (row["date"], row["key"]))
    order = [row["code"] for row in rows("codebook")]
    themes = sorted(
        (row for row in rows("codebook") if any(link["code"] == row["code"] for link in coded)),
        key=lambda row: (_INTERESTS.index(row["interest"]), order.index(row["code"])),
    )
    nodes = [
        {
            "key": row["key"],
            "label": said.get(f"network_document_{row['key']}", f"{row['title'][:28]} {row['date'][:4]}"),
            "name": f"{row['title']} ({row['issuer']}, {date_words(row['date'], '', language)})",
            "type": _issued_by(row["issuer"]),
            "x": 0,
            "y": place,
        }
        for row, place in zip(documents, _spread(len(documents)), strict=True)
    ]
    nodes += [
        {"key": row["code"], "label": row[f"label_{language}"], "type": row["interest"], "x": 1, "y": place}
        for row, place in zip(themes, _spread(len(themes)), strict=True)
    ]
    links = [
        {
            "a": row["document"],
            "b": row["code"],
            "weight": int(row["salience"]),
            "basis": row["basis"],
            "note": row["note"],
            **({"circular": True} if row["circular"] == "true" else {}),
        }
        for row in coded
    ]
    used = {node["type"] for node in nodes}
    types = [key for key in ("eu", "eu_states", "us", "us_states", *_INTERESTS) if key in used]
    return types, {"nodes": nodes, "links": links}


def _issued_by(issuer: str) -> str:
    """Return who speaks in a document: the EU or the United States, alone or with the five states."""
    power = "us" if issuer.startswith("US ") or "United States" in issuer else "eu"
    together = "five Central Asian states" in issuer
    return f"{power}_states" if together else power


def _meetings(language: str, said: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    events = sorted(rows("events"), key=lambda row: (row["date"], row["id"]))
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    for number, row in enumerate(events):
        actors = sorted(set(row["actors"].split(";")))
        for code in actors:
            seen[code] += 1
        for pair in combinations(actors, 2):
            together[pair].append(number)
    phases = list(dict.fromkeys(row["phase"] for row in events))
    linked = {code for pair in together for code in pair}
    nodes = _on_two_arcs(sorted(linked, key=lambda code: (-seen[code], code)), language, said)
    return list(GROUPS), {
        "nodes": nodes,
        "links": [
            {"a": a, "b": b, "weight": len(numbers), "events": numbers} for (a, b), numbers in sorted(together.items())
        ],
        "periods": phases,
        "events": [
            [date_words(row["date"], row["end_date"], language), row["title"], phases.index(row["phase"]), row["id"]]
            for row in events
        ],
    }


def _type_of(code: str) -> str:
    return group_of(code, index("entities", "code")[code]["kind"])


def _on_two_arcs(codes: list[str], language: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    """Place states on the left half of a circle and organisations on the right, labels outside."""
    halves = (GROUPS[:2], GROUPS[2:])
    nodes = []
    for side, kinds in zip((-1, 1), halves, strict=True):
        half = [code for kind in kinds for code in codes if _type_of(code) == kind]
        # The first of them in the middle, the others outwards from there.
        half = half[1::2][::-1] + half[::2]
        for code, height in zip(half, _spread(len(half)), strict=True):
            # Equal steps of height, not of angle: no two labels meet.
            away = sqrt(max(0.0, 0.25 - (height - 0.5) ** 2))
            name = name_of(code, language)
            nodes.append(
                {
                    "key": code,
                    "label": said.get(f"network_short_{code}", name),
                    "name": name,
                    "type": _type_of(code),
                    "x": round(0.5 + side * away, 3),
                    "y": height,
                    "side": side,
                    **({"colour": code} if code in COLOURED else {}),
                }
            )
    return nodes


def _spread(count: int) -> list[float]:
    """Return so many places between 0 and 1, evenly, with half a step left at either end."""
    return [round((place + 0.5) / count, 3) for place in range(count)]
