#!/bin/bash
# The forge in a container. People come through the load balancer, runners from inside.
set -euo pipefail
apt-get update
apt-get install -y docker.io
docker run --detach --restart always --name forge --publish 3000:3000 \
  --env FORGEJO__server__ROOT_URL={{ url }} --volume /srv/forge:/data \
  codeberg.org/forgejo/forgejo:9
