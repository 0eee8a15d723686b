#!/bin/bash
set -euo pipefail
dnf install -y nginx
sed -i 's/listen\( *\)80;/listen 8080;/' /etc/nginx/nginx.conf
systemctl enable --now nginx
