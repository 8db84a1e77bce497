#!/usr/bin/env bash
# Guess: a kernel whose kernel.json declares `supported_encryption: ["curve"]`, as that of ipykernel 7 does, is spoken
#   to in cipher, and does not warn that it is not.
# Version: jupyter_client 8.10.0, ipykernel 7.4.0 (PyPI).
# Instead: the declaration only permits it. A KernelManager's `transport_encryption` is "disabled" unless it is set,
#   so every kernel says on standard error that it runs over TCP without encryption; with "auto" none does.
# Seen: "disabled: warned, auto: silent".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check jupyter_client==8.10.0 ipykernel==7.4.0
seen="$(v/bin/python - <<'PYTHON'
import tempfile

from jupyter_client.manager import KernelManager


def says(**settings):
    manager = KernelManager(kernel_name="python3", **settings)
    assert manager.kernel_spec.metadata["supported_encryption"] == ["curve"]
    with tempfile.TemporaryFile() as error:
        manager.start_kernel(stderr=error)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        client.stop_channels()
        manager.shutdown_kernel()
        error.seek(0)
        warned = b"without encryption" in error.read()
    return f"{manager.transport_encryption}: {'warned' if warned else 'silent'}"


print(f"{says()}, {says(transport_encryption='auto')}")
PYTHON
)"
echo "$seen"
[ "$seen" = "disabled: warned, auto: silent" ]
