#!/bin/bash
# A runner, which registers under its own name and asks for work.
set -euo pipefail
dnf install -y docker
systemctl enable --now docker
docker run --detach --restart always --name runner --volume /var/run/docker.sock:/var/run/docker.sock \
  code.forgejo.org/forgejo/runner:6 forgejo-runner daemon --url {{ url }} --name "${HOSTNAME}"
