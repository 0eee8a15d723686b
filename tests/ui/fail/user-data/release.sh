#!/bin/bash
run {{ release }}
