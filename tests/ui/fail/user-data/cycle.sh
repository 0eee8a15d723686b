#!/bin/sh
echo {{ me }}
