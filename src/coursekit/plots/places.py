"""Where the figures of a chapter lie: in a place of :mod:`coursekit.plots.chapters` called as it is."""

from coursekit.data.package import rows


def place_of(name: str) -> str | None:
    """Return where a figure lies: the slug of its chapter without the number, with underscores.

    Parameters
    ----------
    name : str
        Of a figure; it begins with the number of the chapter, or the letter of the primer.

    Examples
    --------
    >>> place_of("06-envelopes")
    'new_partnership'
    """
    number, _, _ = name.partition("-")
    slugs = (row["slug"].partition("-") for row in rows("chapters"))
    return next((words.replace("-", "_") for chapter, _, words in slugs if chapter == number), None)
