"""The figures of the chapters: a chapter's figures are what lies in its place.

The place of a chapter is a module, or a folder of modules, called as the words of its slug:
``new_partnership`` for ``06-new-partnership``. Each figure registers itself with
:func:`coursekit.plots.figure.figure` under a name that begins with the chapter's number. No
chapter imports from another; what several need lies beside this folder.
"""
