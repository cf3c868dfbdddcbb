#!/usr/bin/env bash
# Installs the packages of the examples, which are no part of the workspace.
set -euo pipefail
cd "$(dirname "$0")/../examples"
for example in nextjs nuxt; do
  (cd "$example" && npm ci --prefer-offline --no-audit --no-fund --loglevel error)
done
