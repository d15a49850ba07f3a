#!/usr/bin/env bash
# OpenAI's client for Python, with exactly the packages that are named, in an environment that is kept between runs.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=end2end/clients/requirements.txt
version=$(sed -n 's/^openai==//p' "$wanted")
place=${XDG_CACHE_HOME:-$HOME/.cache}/adda/tools/python-openai-$version
# Copied last, so that a broken installation is not taken for a whole one.
cmp -s "$wanted" "$place/requirements.txt" && exit
rm -rf "$place"
python3 -m venv "$place"
pip=("$place/bin/python" -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet --no-deps --requirement "$wanted"
"${pip[@]}" check
cp "$wanted" "$place/"
