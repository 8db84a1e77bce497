"""The suggestions in error messages."""

from coursekit.errors import nearest


def test_a_near_name_is_suggested():
    """A misspelt name is answered with what was probably meant."""
    assert nearest("docments", ["documents", "events"]) == "Did you mean 'documents'?"


def test_without_a_near_name_all_are_listed():
    """A name like nothing is answered with the list of what there is."""
    assert nearest("xyz", ["b", "a"]) == "There are: 'a', 'b'."


def test_a_long_list_is_cut():
    """The list of names stays short enough to read."""
    assert nearest("?", [f"name{n:02}" for n in range(30)]).endswith("…")
