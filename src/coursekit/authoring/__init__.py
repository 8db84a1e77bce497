"""What the author of a chapter works with: what it consists of, what it still lacks, how it begins.

Paths in, report out; works in the course's repository only. The skeleton of a chapter lies in
``skeleton/`` beside the sources, so that no package carries it.
"""

from coursekit.authoring.contents import contents
from coursekit.authoring.contract import gaps
from coursekit.authoring.parts import course_folder, missing_parts, present_parts
from coursekit.authoring.skeleton import lay, planned

__all__ = ["contents", "course_folder", "gaps", "lay", "missing_parts", "planned", "present_parts"]
