#!/usr/bin/env bash
# Runs once, when the autograder's image is built.
set -euo pipefail
source_folder="$(cd "$(dirname "$0")" && pwd)"
grader_folder="$(dirname "$source_folder")"

newest() {
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" > /dev/null && "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
      echo "$name"
      return
    fi
  done
}

python="$(newest)"
if [ -z "$python" ]; then
  apt-get update
  apt-get install --yes python3.11 python3.11-venv
  python=python3.11
fi
"$python" -m venv "$grader_folder/venv"
"$grader_folder/venv/bin/python" -m pip install "$source_folder/@WHEEL@@EXTRA@"
# Student code is switched to another user; only root may read the private cases.
chmod 600 "$source_folder/@SLUG@.bank"
