"""The kind ``negotiate``: choose turn by turn, live with what follows, see how it ends.

It is never marked: a negotiation has outcomes, not right answers. What is checked is
the scenario, when it is read: every way ends, no way comes back, nothing is out of reach.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from coursekit.questions.answers import LETTERS
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

#: Measures are written and drawn on one scale, so that they can be read side by side.
HIGHEST = 10


@dataclass(frozen=True)
class Measure:
    """Something that is gained and spent, from 0 to 10; more is better."""

    id: str
    text: str
    start: int


@dataclass(frozen=True)
class Option:
    """One thing to do in a turn, what it leads to and what it does to each measure."""

    key: str
    text: str
    to: str
    says: str
    effects: tuple[int, ...]


@dataclass(frozen=True)
class Turn:
    """A situation that asks for a decision."""

    id: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Outcome:
    """An end, with its explanation."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Negotiate:
    """Turns that lead by options to one of several outcomes."""

    measures: tuple[Measure, ...]
    start: str
    turns: tuple[Turn, ...]
    outcomes: tuple[Outcome, ...]

    @classmethod
    def read(cls, table: Table) -> "Negotiate":
        """Read the kind's own keys and make sure that every way ends."""
        measures = tuple(_measure(row) for row in table.tables("measures", least=1))
        scenario = cls(
            measures=measures,
            start=table.text("start"),
            turns=tuple(_turn(row, measures) for row in table.tables("turns", least=1)),
            outcomes=tuple(_outcome(row) for row in table.tables("outcomes", least=2, most=LETTERS)),
        )
        _require_known(scenario, table)
        _require_ends(scenario, table)
        _require_scale(scenario, table)
        return scenario

    def check(self, answer: Any, explain: str) -> Feedback:  # noqa: ARG002 - the outcome explains itself
        """Follow a list of option keys to its outcome."""
        outcome = self._outcome_of(answer)
        if outcome is None:
            return Feedback("not_attempted", "negotiate_unfinished")
        return Feedback("saved", "negotiate_outcome", outcome.text)

    def _outcome_of(self, answer: Any) -> Outcome | None:
        if not isinstance(answer, list):
            return None
        turns = {turn.id: turn for turn in self.turns}
        at = self.start
        for key in answer:
            options = turns[at].options if at in turns else ()
            chosen = next((option for option in options if isinstance(key, str) and option.key == key), None)
            if chosen is None:
                return None
            at = chosen.to
        return next((outcome for outcome in self.outcomes if outcome.id == at), None)

    def specification(self) -> dict[str, Any]:
        """Return the whole scenario; effects stand in the order of the measures."""
        return {
            **self.asked(),
            "outcomes": [{"id": end.id, "title": end.title, "text": end.text} for end in self.outcomes],
        }

    def asked(self) -> dict[str, Any]:
        """Return the scenario without the explanations of how it ends."""
        return {
            "measures": [{"id": each.id, "text": each.text, "start": each.start} for each in self.measures],
            "start": self.start,
            "turns": [
                {
                    "id": turn.id,
                    "text": turn.text,
                    "options": [
                        {
                            "key": option.key,
                            "text": option.text,
                            "to": option.to,
                            "says": option.says,
                            "effects": list(option.effects),
                        }
                        for option in turn.options
                    ],
                }
                for turn in self.turns
            ],
            "outcomes": [{"id": end.id} for end in self.outcomes],
        }

    def solution(self) -> list[str]:
        """Return one finished way: the first option of every turn."""
        keys = []
        turns = {turn.id: turn for turn in self.turns}
        at = self.start
        while at in turns:
            keys.append(turns[at].options[0].key)
            at = turns[at].options[0].to
        return keys

    def lines(self) -> list[str]:
        """Return the scenario as numbered passages to play with a pencil."""
        passages = {turn.id: str(n) for n, turn in enumerate(self.turns, start=1)}
        passages |= dict(zip((end.id for end in self.outcomes), self._letters(), strict=True))
        start = ", ".join(f"{measure.text} {measure.start}" for measure in self.measures)
        return [
            f"0–{HIGHEST}: {start} → {passages[self.start]}",
            *(line for turn in self.turns for line in self._passage(turn, passages)),
            *(f"{passages[end.id]}. {end.title}" for end in self.outcomes),
        ]

    def _passage(self, turn: Turn, passages: dict[str, str]) -> Iterator[str]:
        yield f"{passages[turn.id]}. {turn.text}"
        for option in turn.options:
            changes = ", ".join(
                f"{measure.text} {_signed(effect)}"
                for measure, effect in zip(self.measures, option.effects, strict=True)
                if effect
            )
            ledger = f" ({changes})" if changes else ""
            yield f"{option.key}) {option.text} – {option.says}{ledger} → {passages[option.to]}"

    def solution_lines(self) -> list[str]:
        """Return how each outcome is explained."""
        return [
            f"{letter}. {end.title}: {end.text}" for letter, end in zip(self._letters(), self.outcomes, strict=True)
        ]

    def _letters(self) -> list[str]:
        return list(ascii_lowercase[: len(self.outcomes)].upper())

    def key_of(self, text: str) -> str | None:
        """Return the key of the options with this text, if they agree on one."""
        keys = {option.key for turn in self.turns for option in turn.options if option.text == text}
        return keys.pop() if len(keys) == 1 else None


def _signed(effect: int) -> str:
    return f"{effect:+d}".replace("-", "−")


def _name(row: Table) -> str:
    name = row.text("id")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        row.fail("id", "lower-case words joined by hyphens", name)
    return name


def _measure(row: Table) -> Measure:
    measure = Measure(id=_name(row), text=row.text("text"), start=row.whole("start", 0, HIGHEST))
    row.done()
    return measure


def _turn(row: Table, measures: tuple[Measure, ...]) -> Turn:
    rows = row.tables("options", least=2, most=LETTERS)
    turn = Turn(
        id=_name(row),
        text=row.text("text"),
        options=tuple(_option(each, key, measures) for key, each in zip(ascii_lowercase, rows, strict=False)),
    )
    row.require_different("options", [option.text for option in turn.options])
    row.done()
    return turn


def _option(row: Table, key: str, measures: tuple[Measure, ...]) -> Option:
    effects = row.table("effects")
    option = Option(
        key=key,
        text=row.text("text"),
        to=row.text("to"),
        says=row.text("says"),
        effects=tuple(effects.whole(measure.id, -HIGHEST, HIGHEST, default=0) for measure in measures),
    )
    effects.done()
    row.done()
    return option


def _outcome(row: Table) -> Outcome:
    outcome = Outcome(id=_name(row), title=row.text("title"), text=row.text("text"))
    row.done()
    return outcome


def _require_known(scenario: Negotiate, table: Table) -> None:
    turns = [turn.id for turn in scenario.turns]
    ends = [end.id for end in scenario.outcomes]
    for key, names in (
        ("measures", [each.id for each in scenario.measures]),
        ("turns", turns),
        ("outcomes", turns + ends),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            table.fail(key, "ids used once", ", ".join(twice))
    if scenario.start not in turns:
        table.fail("start", "the id of a turn: " + ", ".join(turns), scenario.start)
    for turn in scenario.turns:
        for option in turn.options:
            if option.to not in turns + ends:
                place = f"the id of a turn or an outcome behind 'to' (turn {turn.id!r}, option {option.key})"
                table.fail("turns", place, option.to)


def _require_ends(scenario: Negotiate, table: Table) -> None:
    way = _circle(scenario)
    if way:
        table.fail("turns", "ways that never come back to a turn", " → ".join(way))
    reached = set(_in_order(scenario))
    reached |= {option.to for turn in scenario.turns if turn.id in reached for option in turn.options}
    for key, names in (
        ("turns", [turn.id for turn in scenario.turns]),
        ("outcomes", [end.id for end in scenario.outcomes]),
    ):
        lost = [name for name in names if name not in reached]
        if lost:
            table.fail(key, f"{key} that can be reached from {scenario.start!r}", ", ".join(lost))


def _require_scale(scenario: Negotiate, table: Table) -> None:
    """Refuse a scenario that lets a measure leave its scale on some way."""
    turns = {turn.id: turn for turn in scenario.turns}
    for place, measure in enumerate(scenario.measures):
        spans = {scenario.start: (measure.start, measure.start)}
        for name in _in_order(scenario):
            low, high = spans[name]
            for option in turns[name].options:
                span = (low + option.effects[place], high + option.effects[place])
                known = spans.get(option.to, span)
                spans[option.to] = (min(span[0], known[0]), max(span[1], known[1]))
                if span[0] < 0 or span[1] > HIGHEST:
                    got = f"{span[0] if span[0] < 0 else span[1]} after option {option.key} of turn {name!r}"
                    table.fail("measures", f"{measure.id!r} to stay between 0 and {HIGHEST} on every way", got)


def _circle(scenario: Negotiate) -> list[str]:
    """Return the turns of a way that comes back, or nothing."""
    turns = {turn.id: turn for turn in scenario.turns}
    ended: set[str] = set()

    def follow(way: list[str]) -> list[str]:
        name = way[-1]
        if name in way[:-1]:
            return way[way.index(name) :]
        if name in ended or name not in turns:
            return []
        for option in turns[name].options:
            circle = follow([*way, option.to])
            if circle:
                return circle
        ended.add(name)
        return []

    return next((circle for turn in scenario.turns if (circle := follow([turn.id]))), [])


def _in_order(scenario: Negotiate) -> list[str]:
    """Return the turns that can be reached, each after all that lead to it."""
    turns = {turn.id: turn for turn in scenario.turns}
    done: list[str] = []

    def visit(name: str) -> None:
        if name in turns and name not in done:
            for option in turns[name].options:
                visit(option.to)
            done.append(name)

    visit(scenario.start)
    return done[::-1]
