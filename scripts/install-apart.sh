#!/usr/bin/env bash
# Installs what is no part of the workspace: the packages of the examples, and the command line of cdktf.
set -euo pipefail
cd "$(dirname "$0")/.."
(cd infra/cdktf-cli && ../../node_modules/.bin/pnpm install --frozen-lockfile --prefer-offline --reporter append-only)
for example in nextjs nuxt; do
  (cd "examples/$example" && npm ci --prefer-offline --no-audit --no-fund --loglevel error)
done
