#!/bin/bash
# The web app in a container. {{ region }} is where it runs, {{ api_url }} what it calls.
set -euo pipefail
apt-get update
apt-get install -y docker.io
docker run --detach --restart always --name web --publish {{ port }}:80 \
  --env NODE_ENV=production --env AWS_REGION={{ region }} --env NEXT_PUBLIC_API_URL={{ api_url }} \
  {{ image }}
