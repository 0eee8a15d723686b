#!/bin/bash
aws s3 cp s3://releases/web.tar.gz /srv/web.tar.gz
