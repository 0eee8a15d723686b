#!/bin/bash
web --port 80
