"""Content analysis: what documents speak of, with what weight, and how sure we can be.

Owns the public names of the method; each module owns one step of it. Pure functions,
tidy frames in and out; imports nothing above :mod:`coursekit.data`.
"""

from coursekit.content.adjudication import adjudicated as adjudicated
from coursekit.content.adjudication import disputes as disputes
from coursekit.content.agreement import agreement as agreement
from coursekit.content.agreement import agreement_by_code as agreement_by_code
from coursekit.content.alpha import krippendorff_alpha as krippendorff_alpha
from coursekit.content.bootstrap import bootstrap as bootstrap
from coursekit.content.boundaries import boundary_alpha as boundary_alpha
from coursekit.content.changes import appearances as appearances
from coursekit.content.changes import change as change
from coursekit.content.codebook import check_codebook as check_codebook
from coursekit.content.codebook import labels as labels
from coursekit.content.codebook import read_codebook as read_codebook
from coursekit.content.codebook import write_codebook as write_codebook
from coursekit.content.codings import read_codings as read_codings
from coursekit.content.codings import write_codings as write_codings
from coursekit.content.coefficients import fleiss_kappa as fleiss_kappa
from coursekit.content.coefficients import gwet_ac1 as gwet_ac1
from coursekit.content.coefficients import percent_agreement as percent_agreement
from coursekit.content.coefficients import scott_pi as scott_pi
from coursekit.content.concordance import keyword_in_context as keyword_in_context
from coursekit.content.counts import word_counts as word_counts
from coursekit.content.dictionary import code_by_dictionary as code_by_dictionary
from coursekit.content.dictionary import dictionary as dictionary
from coursekit.content.exchange import Counting as Counting
from coursekit.content.exchange import read_refi as read_refi
from coursekit.content.exchange import refi_contents as refi_contents
from coursekit.content.exchange import write_refi as write_refi
from coursekit.content.frequencies import frequencies as frequencies
from coursekit.content.frequencies import salience as salience
from coursekit.content.kappa import cohen_kappa as cohen_kappa
from coursekit.content.keyness import keyness as keyness
from coursekit.content.passages import codings_from_answer as codings_from_answer
from coursekit.content.passages import codings_in_units as codings_in_units
from coursekit.content.presence import presence as presence
from coursekit.content.ratings import ratings_from_rows as ratings_from_rows
from coursekit.content.ratings import ratings_from_table as ratings_from_table
from coursekit.content.ratings import ratings_from_wide as ratings_from_wide
from coursekit.content.scaling import wordscores as wordscores
from coursekit.content.sections import section_codings as section_codings
from coursekit.content.sections import section_units as section_units
from coursekit.content.similarity import similarity as similarity
from coursekit.content.similarity import tf_idf as tf_idf
from coursekit.content.themes import CHANGES as CHANGES
from coursekit.content.themes import themes as themes
from coursekit.content.tokens import stem as stem
from coursekit.content.tokens import stems as stems
from coursekit.content.tokens import token_table as token_table
from coursekit.content.tokens import tokens as tokens
from coursekit.content.training import disagreements as disagreements
from coursekit.content.training import rounds as rounds
from coursekit.content.traps import traps as traps
from coursekit.content.unitizing import unitizing_alpha as unitizing_alpha
from coursekit.content.units import cut as cut
from coursekit.content.units import units as units
from coursekit.content.wordfish import wordfish as wordfish
