#!/bin/bash
web --port {{ port }} --host {{ host }}
