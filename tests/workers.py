"""How the tests are shared among processes: what has its fixtures in common stays together."""

from xdist.scheduler import LoadScopeScheduling

from changed import part_of


class Parts(LoadScopeScheduling):
    """A file of tests or a notebook is done by one process; each page's visit by whichever is free.

    The largest parts are given out first and the single visits last, so that no process is
    left alone with a long file at the end.
    """

    def _split_scope(self, nodeid):
        return part_of(nodeid)
