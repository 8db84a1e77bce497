"""Where the figures of a chapter lie: in a place of :mod:`coursekit.plots.chapters` called as it is."""

from coursekit.data.package import rows


def called_as(slug: str) -> str:
    """Return what the place of a chapter's figures is called: its slug without the number, with underscores.

    Examples
    --------
    >>> called_as("07-twelve-years-of-practice")
    'twelve_years_of_practice'
    """
    return slug.partition("-")[2].replace("-", "_")


def place_of(name: str) -> str | None:
    """Return where a figure lies, or None if its name begins with no chapter's number.

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
    slugs = (row["slug"] for row in rows("chapters"))
    return next((called_as(slug) for slug in slugs if slug.partition("-")[0] == number), None)
