#!/bin/sh
# Build the wheel, install it into an empty environment outside the checkout, build the graph there and ask a question.
set -eu
python=${PYTHON:-python3}
case "$python" in /*) ;; */*) python=$(pwd)/$python ;; esac
checkout=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --wheel --outdir "$work/dist" "$checkout" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/*.whl
cd "$work"
"$work/venv/bin/ip5kg" build --out graph
answer=$("$work/venv/bin/ip5kg" query participants -p meeting=14 --build graph --format csv)
printf '%s\n' "$answer"
printf '%s\n' "$answer" | grep -q 'Shen Changyu' || { echo "the installed wheel does not know who came to the 14th meeting" >&2; exit 1; }
"$work/venv/bin/ip5kg" validate graph/ip5kg.trig
echo "1 passed, 0 failed"
