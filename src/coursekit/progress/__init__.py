"""A learner's answers as a file, and what they say.

Owns how answers are read and checked (``files``), what one of them tells (``states``),
how two states of a question become one (``merging``), and the numbers of *Where you stand*
(``tables``).
"""

from coursekit.progress.codings import codings_from_answers as codings_from_answers
from coursekit.progress.files import answers_file as answers_file
from coursekit.progress.files import answers_text as answers_text
from coursekit.progress.files import saved_answers as saved_answers
from coursekit.progress.merging import changed as changed
from coursekit.progress.merging import merged as merged
from coursekit.progress.merging import with_tries_of as with_tries_of
from coursekit.progress.states import State as State
from coursekit.progress.states import first_tries as first_tries
from coursekit.progress.states import is_state as is_state
from coursekit.progress.tables import misconceptions as misconceptions
from coursekit.progress.tables import read_answers as read_answers
from coursekit.progress.tables import where_you_stand as where_you_stand
from coursekit.progress.versions import fingerprints as fingerprints
from coursekit.progress.versions import present_versions as present_versions
