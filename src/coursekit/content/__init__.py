"""Content analysis: what documents speak of, with what weight, and how sure we can be.

Owns the public names of the method; each module owns one step of it. Pure functions,
tidy frames in and out; imports nothing above :mod:`coursekit.data`.
"""

from coursekit.content.coding.changes import appearances as appearances
from coursekit.content.coding.changes import change as change
from coursekit.content.coding.codebook import check_codebook as check_codebook
from coursekit.content.coding.codebook import labels as labels
from coursekit.content.coding.codebook import read_codebook as read_codebook
from coursekit.content.coding.codebook import write_codebook as write_codebook
from coursekit.content.coding.codings import read_codings as read_codings
from coursekit.content.coding.codings import write_codings as write_codings
from coursekit.content.coding.frequencies import frequencies as frequencies
from coursekit.content.coding.frequencies import salience as salience
from coursekit.content.coding.passages import codings_from_answer as codings_from_answer
from coursekit.content.coding.passages import codings_in_units as codings_in_units
from coursekit.content.coding.sections import section_codings as section_codings
from coursekit.content.coding.sections import section_units as section_units
from coursekit.content.coding.themes import CHANGES as CHANGES
from coursekit.content.coding.themes import themes as themes
from coursekit.content.coding.units import cut as cut
from coursekit.content.coding.units import units as units
from coursekit.content.exchange.refi import Counting as Counting
from coursekit.content.exchange.refi import read_refi as read_refi
from coursekit.content.exchange.refi import refi_contents as refi_contents
from coursekit.content.exchange.refi import write_refi as write_refi
from coursekit.content.reliability.adjudication import adjudicated as adjudicated
from coursekit.content.reliability.adjudication import disputes as disputes
from coursekit.content.reliability.agreement import agreement as agreement
from coursekit.content.reliability.agreement import agreement_by_code as agreement_by_code
from coursekit.content.reliability.alpha import krippendorff_alpha as krippendorff_alpha
from coursekit.content.reliability.bootstrap import bootstrap as bootstrap
from coursekit.content.reliability.boundaries import boundary_alpha as boundary_alpha
from coursekit.content.reliability.coefficients import fleiss_kappa as fleiss_kappa
from coursekit.content.reliability.coefficients import gwet_ac1 as gwet_ac1
from coursekit.content.reliability.coefficients import percent_agreement as percent_agreement
from coursekit.content.reliability.coefficients import scott_pi as scott_pi
from coursekit.content.reliability.kappa import cohen_kappa as cohen_kappa
from coursekit.content.reliability.presence import presence as presence
from coursekit.content.reliability.ratings import ratings_from_rows as ratings_from_rows
from coursekit.content.reliability.ratings import ratings_from_table as ratings_from_table
from coursekit.content.reliability.ratings import ratings_from_wide as ratings_from_wide
from coursekit.content.reliability.training import disagreements as disagreements
from coursekit.content.reliability.training import rounds as rounds
from coursekit.content.reliability.unitizing import unitizing_alpha as unitizing_alpha
from coursekit.content.words.concordance import keyword_in_context as keyword_in_context
from coursekit.content.words.counts import word_counts as word_counts
from coursekit.content.words.dictionary import code_by_dictionary as code_by_dictionary
from coursekit.content.words.dictionary import dictionary as dictionary
from coursekit.content.words.keyness import keyness as keyness
from coursekit.content.words.scaling import wordscores as wordscores
from coursekit.content.words.similarity import similarity as similarity
from coursekit.content.words.similarity import tf_idf as tf_idf
from coursekit.content.words.tokens import stem as stem
from coursekit.content.words.tokens import stems as stems
from coursekit.content.words.tokens import token_table as token_table
from coursekit.content.words.tokens import tokens as tokens
from coursekit.content.words.traps import traps as traps
from coursekit.content.words.wordfish import wordfish as wordfish
