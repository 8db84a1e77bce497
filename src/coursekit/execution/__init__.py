"""One engine that runs notebooks: kernels are forked from a process that has imported what they need.

Owns the process (:mod:`~coursekit.execution.zygote`), the door by which Jupyter uses it
(:mod:`~coursekit.execution.provisioner`) and the running of many notebooks at once
(:mod:`~coursekit.execution.side_by_side`). Knows nothing of what a notebook is for: the book,
the tests and ``make notebooks`` call :func:`fork_kernels` and then use Jupyter as ever.
"""

import logging
import os

#: The name under which the provisioner is registered.
PROVISIONER = "coursekit-fork"


def fork_kernels() -> None:
    """Have this process fork the kernels of its notebooks, unless Jupyter is told otherwise.

    Nothing outside this process is changed. Where forking is not to be had, kernels are
    started as ever, and one line says so.
    """
    # Imported here: whoever runs no notebook needs no Jupyter.
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    factory = KernelProvisionerFactory.instance()
    if os.environ.get(factory.default_provisioner_name_env):
        return
    if PROVISIONER in factory.provisioners:
        factory.default_provisioner_name = PROVISIONER
    else:
        logging.getLogger(__name__).warning(
            "Each kernel is started by itself, which takes longer: the installed coursekit is older than its sources. "
            "Run: pip install --no-deps --editable ."
        )
