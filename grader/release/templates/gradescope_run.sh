#!/usr/bin/env bash
# Runs once a submission; writes results/results.json. If the grader itself fails, it writes no score.
cd "$(dirname "$0")"
exec ./venv/bin/python -m grader.release.autograde "$PWD"
