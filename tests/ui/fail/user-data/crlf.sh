#!/bin/bash
systemctl start web
