"""Actors, events, documents, themes and interests as one typed network.

Owns which links the course's tables make, and the way from links to a graph and back
to tables. Every link carries the rows it rests on, so that every number can be traced.

A missing row means unknown, not zero: a document whose text was not coded has no links
to themes, and nothing follows from that. A weight of 0 (the whole text was read and the
theme not found) is a finding; it is kept in the table of links and makes no link.
"""

from collections.abc import Callable, Collection
from typing import Any

import networkx as nx
import pandas as pd

from coursekit.data import load
from coursekit.data.actors import group_of
from coursekit.data.columns import names_in
from coursekit.errors import MethodError
from coursekit.language import front_end_words
from coursekit.systems.columns import numbers, require_columns, require_known

#: What a node of the course's network can be. An instrument is a ``document``.
KINDS = ("actor", "event", "document", "theme", "interest")
_COLUMNS = ["first", "first_kind", "second", "second_kind", "relation", "weight", "evidence", "basis", "circular"]


def course_links(
    *,
    events: pd.DataFrame | None = None,
    event_documents: pd.DataFrame | None = None,
    priorities: pd.DataFrame | None = None,
    codebook: pd.DataFrame | None = None,
    circular: bool = False,
) -> pd.DataFrame:
    """Return every link that the course's tables make, with the rows it rests on.

    Parameters
    ----------
    events, event_documents, priorities, codebook : pandas.DataFrame, optional
        Tables with the columns of the course's own, which are the default. Give a part
        of them to see a part: the events of one phase, the documents of one issuer.
    circular : bool
        Whether to keep links that rest on the article under study alone. They cannot
        test the article, so they are left out by default.

    Returns
    -------
    pandas.DataFrame
        One row per link.

        - ``first``, ``second``: keys of the nodes; ``first_kind``, ``second_kind``: their kinds.
        - ``relation``: ``takes part``, ``brings about``, ``gives weight to`` or ``serves``.
        - ``weight``: 1, or the salience 0-3 that a document gives to a theme; 0 is a known absence.
        - ``evidence``: table and row, such as ``events E045``.
        - ``basis``: how a weight is known (of ``gives weight to`` only).
        - ``circular``: whether it rests on the article alone.

    Raises
    ------
    MethodError
        If a table lacks a column.

    Examples
    --------
    >>> table = course_links()
    >>> table.loc[table["first"] == "E004", ["second", "relation", "evidence"]].values.tolist()
    [['eec1991tacis', 'brings about', 'event_documents E004 eec1991tacis']]
    """
    events = load("events") if events is None else events
    event_documents = load("event_documents") if event_documents is None else event_documents
    priorities = load("priorities") if priorities is None else priorities
    codebook = load("codebook") if codebook is None else codebook
    require_columns(events, ["id", "actors"], "events")
    require_columns(event_documents, ["event", "document"], "event documents")
    require_columns(priorities, ["document", "code", "salience", "circular"], "priorities")
    require_columns(codebook, ["code", "interest"], "codebook")
    parts = [
        _taking_part(events),
        _bringing_about(event_documents[event_documents["event"].isin(events["id"])]),
        _giving_weight(priorities),
        _serving(codebook[codebook["code"].isin(priorities["code"])]),
    ]
    made = pd.concat([part.reindex(columns=_COLUMNS) for part in parts if len(part)], ignore_index=True)
    made = made.astype({"weight": "float64", "circular": "bool"})
    return made if circular else made[~made["circular"]].reset_index(drop=True)


def _taking_part(events: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (code, row["id"], f"events {row['id']}")
        for row in events.to_dict("records")
        for code in sorted(names_in(row["actors"]))
    ]
    return _typed(rows, "actor", "event", "takes part")


def _bringing_about(event_documents: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (row["event"], row["document"], f"event_documents {row['event']} {row['document']}")
        for row in event_documents.to_dict("records")
    ]
    return _typed(rows, "event", "document", "brings about")


def _giving_weight(priorities: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (row["document"], row["code"], f"priorities {row['document']} {row['code']}")
        for row in priorities.to_dict("records")
    ]
    made = _typed(rows, "document", "theme", "gives weight to")
    given = priorities.reset_index(drop=True)
    made["weight"] = numbers(given["salience"], "priorities")
    made["circular"] = given["circular"].astype("bool")
    made["basis"] = given.get("basis")
    return made


def _serving(codebook: pd.DataFrame) -> pd.DataFrame:
    # A theme that serves none of the interests is known to serve none: no link.
    rows = [
        (row["code"], row["interest"], f"codebook {row['code']}")
        for row in codebook.to_dict("records")
        if row["interest"] != "none"
    ]
    return _typed(rows, "theme", "interest", "serves")


def _typed(rows: list[tuple[str, str, str]], first: str, second: str, relation: str) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["first", "second", "evidence"])
    return made.assign(first_kind=first, second_kind=second, relation=relation, weight=1.0, basis=None, circular=False)


def network(  # noqa: PLR0913  four tables, three choices
    *,
    kinds: Collection[str] = KINDS,
    events: pd.DataFrame | None = None,
    event_documents: pd.DataFrame | None = None,
    priorities: pd.DataFrame | None = None,
    codebook: pd.DataFrame | None = None,
    circular: bool = False,
    language: str = "en",
) -> nx.Graph:
    """Return the course's data as one network of actors, events, documents, themes and interests.

    Only what has a link is a node: a document that nobody coded and no event names is
    unknown, and would look like a loner.

    Parameters
    ----------
    kinds : collection of str
        Which kinds of node to keep.
    events, event_documents, priorities, codebook : pandas.DataFrame, optional
        As for :func:`course_links`.
    circular : bool
        Whether to keep links that rest on the article alone.
    language : str
        Of the labels of actors and themes: ``en``, ``kk`` or ``ru``.

    Returns
    -------
    networkx.Graph
        Nodes with ``kind``, ``label``, ``short`` (as in the page), ``group`` (type of actor, nature of a document,
        category of an event, interest of a theme) and ``date``; links with ``weight``,
        ``relation``, ``evidence`` (a tuple of rows), ``basis`` and ``circular``.

    Raises
    ------
    MethodError
        If there is no such kind or language, or a table lacks a column.

    Examples
    --------
    >>> graph = network(kinds=["actor", "event"])
    >>> graph.nodes["KAZ"]["label"], graph.edges["KAZ", "E007"]["evidence"]
    ('Kazakhstan', ('events E007',))
    """
    for kind in kinds:
        require_known(kind, KINDS, "kind of node")
    made = course_links(
        events=events,
        event_documents=event_documents,
        priorities=priorities,
        codebook=codebook,
        circular=circular,
    )
    wanted = made["first_kind"].isin(list(kinds)) & made["second_kind"].isin(list(kinds))
    return network_from_links(made[wanted & (made["weight"] > 0)], _course_nodes(language, events, codebook))


def _course_nodes(language: str, events: pd.DataFrame | None, codebook: pd.DataFrame | None) -> pd.DataFrame:
    """Return labels, groups and dates of everything that can be a node."""
    entities, documents = load("entities"), load("documents")
    require_known(language, [name[-2:] for name in entities.columns if name.startswith("name_")], "language")
    codebook = load("codebook") if codebook is None else codebook
    events = load("events") if events is None else events
    parts = [
        _described(entities, "code", f"name_{language}", None).assign(group=_actor_groups(entities)),
        _described(events, "id", "title", "category", "date"),
        _described(documents, "key", "title", "nature", "date"),
        _described(codebook, "code", f"label_{language}", "interest"),
    ]
    interests = sorted(set(codebook["interest"]) - {"none"}) if "interest" in codebook else []
    parts.append(pd.DataFrame({"node": interests, "label": [name.capitalize() for name in interests]}))
    described = pd.concat(parts, ignore_index=True)
    said = front_end_words(language, ["network"])
    short = {key: said.get(f"network_short_{key}") or said.get(f"network_document_{key}") for key in described["node"]}
    return described.assign(short=described["node"].map(short))


def _described(table: pd.DataFrame, key: str, label: str, group: str | None, date: str | None = None) -> pd.DataFrame:
    names = {key: "node", label: "label", group: "group", date: "date"}
    return pd.DataFrame({new: table[old] for old, new in names.items() if old in table})


def _actor_groups(entities: pd.DataFrame) -> list[str]:
    """Return the types of actors that the network in the page shows too."""
    return [group_of(code, kind) for code, kind in zip(entities["code"], entities["kind"], strict=True)]


def network_from_links(links: pd.DataFrame, nodes: pd.DataFrame | None = None) -> nx.Graph:
    """Make a network from a table of links, such as one of a student's own.

    Parameters
    ----------
    links : pandas.DataFrame
        Columns ``first`` and ``second``; optional ``weight`` (above 0; 1 by default),
        ``first_kind``, ``second_kind``, ``relation``, ``evidence``, ``basis`` and
        ``circular``. Rows about the same pair are added up.
    nodes : pandas.DataFrame, optional
        Column ``node``; optional ``label``, ``short`` (for figures), ``group``, ``date``. Describes
        nodes; those without a link are left out.

    Returns
    -------
    networkx.Graph
        As :func:`network` describes it.

    Raises
    ------
    MethodError
        If a column is missing, a link leads from a node to itself, a weight is not
        above 0, or one key stands for nodes of two kinds.

    Examples
    --------
    >>> graph = network_from_links(pd.DataFrame({"first": ["A", "A"], "second": ["B", "B"]}))
    >>> graph.edges["A", "B"]["weight"]
    2.0
    """
    require_columns(links, ["first", "second"], "links")
    weights = numbers(links["weight"], "links") if "weight" in links else pd.Series(1.0, index=links.index)
    graph = nx.Graph()
    for node, kind in _kinds_of_nodes(links).items():
        graph.add_node(node, kind=kind, label=str(node), group=None, date=None)
    described: list[Any] = [] if nodes is None else nodes.to_dict("records")
    for row in described:
        if row["node"] in graph:
            known = {key: row[key] for key in ("label", "short", "group", "date") if key in row and pd.notna(row[key])}
            graph.nodes[row["node"]].update(known)
    for (index, row), weight in zip(links.iterrows(), weights, strict=True):
        _add_link(graph, row, float(weight), index)
    return graph


def _kinds_of_nodes(links: pd.DataFrame) -> dict[str, str]:
    """Return node -> kind, in the order of the kinds."""
    kinds: dict[str, str] = {}
    for side in ("first", "second"):
        named = links[f"{side}_kind"] if f"{side}_kind" in links else ["node"] * len(links)
        for node, kind in zip(links[side], named, strict=True):
            if kinds.setdefault(node, kind) != kind:
                msg = f"The links: {node!r} is of the kind {kinds[node]!r} in one row and {kind!r} in another."
                raise MethodError(f"{msg} Give the two different keys.")
    order = [*KINDS, *dict.fromkeys(kinds.values())]
    return dict(sorted(kinds.items(), key=lambda pair: (order.index(pair[1]), str(pair[0]))))


def _add_link(graph: nx.Graph, row: "pd.Series[Any]", weight: float, index: Any) -> None:
    first, second = row["first"], row["second"]
    if first == second:
        raise MethodError(f"The links: row {index} links {first!r} with itself. Leave it out.")
    if not weight > 0:
        raise MethodError(
            f"The links: row {index} ({first!r}, {second!r}) has weight {weight:g}, expected one above 0. "
            "A weight of 0 says that there is no link: leave the row out."
        )
    evidence = (str(row["evidence"]),) if pd.notna(row.get("evidence")) else (f"row {index}",)
    if graph.has_edge(first, second):
        link = graph.edges[first, second]
        link["weight"] += weight
        link["evidence"] += evidence
        return
    known = {key: row[key] for key in ("relation", "basis", "circular") if key in row and pd.notna(row[key])}
    graph.add_edge(first, second, weight=weight, evidence=evidence, **known)


def nodes(graph: nx.Graph) -> pd.DataFrame:
    """Return the nodes of a network as a table.

    Returns
    -------
    pandas.DataFrame
        ``node``, ``label``, ``kind``, ``group``, ``date`` and ``links`` (how many it has),
        in the order of the graph.

    Examples
    --------
    >>> table = nodes(network(kinds=["theme", "interest"]))
    >>> table.loc[table["node"] == "security", "links"].item()
    7
    """
    rows = [
        (node, *(data.get(key) for key in ("label", "kind", "group", "date")), graph.degree(node))
        for node, data in graph.nodes(data=True)
    ]
    return pd.DataFrame(rows, columns=["node", "label", "kind", "group", "date", "links"])


def links(graph: nx.Graph) -> pd.DataFrame:
    """Return the links of a network as a table: the evidence beside every figure.

    Returns
    -------
    pandas.DataFrame
        ``first``, ``second``, their kinds, ``relation``, ``weight``, ``evidence`` (rows,
        separated by ``;``), ``basis`` and ``circular``; the heaviest first.

    Examples
    --------
    >>> table = links(network(kinds=["document", "theme"]))
    >>> table.loc[table["first"] == "eu2007strategy", "evidence"].iloc[0].split()[0]
    'priorities'
    """
    rows = [
        {
            "first": first,
            "first_kind": graph.nodes[first].get("kind"),
            "second": second,
            "second_kind": graph.nodes[second].get("kind"),
            **{key: data.get(key) for key in ("relation", "weight", "basis", "circular")},
            "evidence": ";".join(data.get("evidence", ())),
        }
        for first, second, data in graph.edges(data=True)
    ]
    made = pd.DataFrame(rows, columns=_COLUMNS)
    return made.sort_values(["weight", "first", "second"], ascending=[False, True, True], ignore_index=True)


def by_kind(graph: nx.Graph, kind: str) -> list[str]:
    """Return the nodes of one kind.

    Raises
    ------
    MethodError
        If the network has no such kind.

    Examples
    --------
    >>> by_kind(network(), "interest")
    ['energy', 'security', 'values']
    """
    kinds = dict(graph.nodes(data="kind"))
    require_known(kind, {str(value) for value in kinds.values()}, "kind of node")
    return [node for node, value in kinds.items() if value == kind]


def label_of(graph: nx.Graph) -> Callable[[str], str]:
    """Return the function from a node's key to its label."""
    return lambda node: str(graph.nodes[node].get("label") or node)
