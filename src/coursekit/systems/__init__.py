"""Systems analysis: actors, interests, instruments and events as a whole of many parts.

Owns the public names of the method; each module owns one step of it. Pure functions,
tidy frames and networks in and out; imports nothing above :mod:`coursekit.data`.
"""

from coursekit.systems.boundary import as_one as as_one
from coursekit.systems.causal_loops import causal_diagram as causal_diagram
from coursekit.systems.causal_loops import causal_factors as causal_factors
from coursekit.systems.causal_loops import causal_table as causal_table
from coursekit.systems.causal_loops import loops as loops
from coursekit.systems.communities import communities as communities
from coursekit.systems.communities import community_runs as community_runs
from coursekit.systems.communities import community_stability as community_stability
from coursekit.systems.communities import modularity as modularity
from coursekit.systems.communities import modularity_test as modularity_test
from coursekit.systems.cross_impact import cross_impact as cross_impact
from coursekit.systems.cross_impact import impact_matrix as impact_matrix
from coursekit.systems.cross_impact import indirect_impact as indirect_impact
from coursekit.systems.measures import MEASURES as MEASURES
from coursekit.systems.measures import centralities as centralities
from coursekit.systems.measures import measure_agreement as measure_agreement
from coursekit.systems.network import KINDS as KINDS
from coursekit.systems.network import course_links as course_links
from coursekit.systems.network import links as links
from coursekit.systems.network import network as network
from coursekit.systems.network import network_from_links as network_from_links
from coursekit.systems.network import nodes as nodes
from coursekit.systems.projection import projection as projection
from coursekit.systems.removal import lost_pairs as lost_pairs
from coursekit.systems.removal import removals as removals
from coursekit.systems.removal import without as without
from coursekit.systems.scenarios import fuzzy_cognitive_map as fuzzy_cognitive_map
from coursekit.systems.scenarios import scenarios as scenarios
from coursekit.systems.scenarios import sensitivity as sensitivity
from coursekit.systems.uncertainty import leave_one_out as leave_one_out
from coursekit.systems.uncertainty import rank_intervals as rank_intervals
