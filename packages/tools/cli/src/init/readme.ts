/** The README of a new repository. */
export function readme({ name, version, commit }: { name: string; version: string; commit: string }): string {
  return `# ${name}

An event-driven image pipeline on AWS Lambda, made with \`darkroom init\` from Darkroom ${version} (${commit}). The code is yours to change.

\`\`\`sh
npx --yes pnpm install
npx --yes pnpm start            # all of it on this machine: needs Node.js 20.19 or newer, and nothing else
npx --yes pnpm darkroom doctor  # what is missing on this machine, or for AWS
npx --yes pnpm run deploy       # to AWS: needs Terraform and credentials
\`\`\`

| what | where |
|---|---|
| presets, limits, region, access, webhooks | \`darkroom.config.ts\`; [all options](docs/configuration.md) |
| the Lambda functions, one package each | \`packages/functions/\` |
| what they share | \`packages/core/\` |
| the stack, as code | \`infra/\` |
| AWS on your machine | \`packages/local/\` |
| the command line and the bundler | \`packages/tools/\` |

Read on: [how it works](docs/architecture.md), [deploy to AWS](docs/deploy-to-aws.md), [security](docs/security.md), [reliability](docs/reliability.md). Pages of docs/ may name tests, examples and benchmarks that only the repository of Darkroom has.

## Checks

\`\`\`sh
npx --yes pnpm lint
npx --yes pnpm typecheck
npx --yes pnpm test             # builds, then runs the tests beside the files
\`\`\`

## A later version of Darkroom

The first commit is Darkroom as it was at ${commit}. What has changed there since, as a patch for this repository:

\`\`\`sh
git -C ../darkroom diff ${commit}..main -- packages/core packages/functions packages/local packages/tools/cli packages/tools/lambda-bundle infra | git apply --3way
\`\`\`
`;
}
