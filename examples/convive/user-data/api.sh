#!/bin/bash
# The API in a container, with Redis beside it on the same machine. {{ region }} is where it runs.
set -euo pipefail
apt-get update
apt-get install -y docker.io redis-server
docker run --detach --restart always --name api --publish {{ port }}:80 \
  --env NODE_ENV=production --env AWS_REGION={{ region }} --env FRONTEND_URL={{ web_url }} \
  {{ image }}
