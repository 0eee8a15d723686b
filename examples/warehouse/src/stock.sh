#!/bin/bash
set -euo pipefail
dnf install -y docker
systemctl enable --now docker
docker run --detach --restart always --publish {{ port }}:80 --publish {{ health_port }}:80 \
  public.ecr.aws/docker/library/httpd:2.4
