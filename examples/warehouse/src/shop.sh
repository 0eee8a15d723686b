#!/bin/bash
set -euo pipefail
dnf install -y docker
systemctl enable --now docker
docker run --detach --restart always --publish {{ port }}:80 --env STOCK_URL={{ stock }} \
  public.ecr.aws/docker/library/httpd:2.4
