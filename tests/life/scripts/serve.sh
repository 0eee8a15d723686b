#!/bin/bash
# Serves port {{ port }} in {{ region }}, and says {{ word }} to whoever asks. Python is in every image.
set -euo pipefail
mkdir -p /srv/www
echo "{{ word }} from {{ region }}" > /srv/www/up
cd /srv/www
nohup python3 -m http.server {{ port }} &
