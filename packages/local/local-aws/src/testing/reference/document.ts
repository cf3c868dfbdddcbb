import type { Docblock } from './docblock.ts';

/** What the document says about one service. */
export interface ServiceEntry extends Docblock {
  readonly title: string;
  /** Each once, in alphabetical order. */
  readonly implemented: readonly string[];
  readonly missing: readonly string[];
}

/** `docs/local-aws.md`: what local-aws has of AWS, service by service. */
export function writeDocument(entries: readonly ServiceEntry[]): string {
  return `${[introduction, overview(entries), ...entries.map(section)].join('\n\n')}\n`;
}

const introduction = `<!-- Generated from the code: npx --yes pnpm docs:local-aws -->

# local-aws against AWS

[\`local-aws\`](../packages/local/local-aws/README.md) is AWS in one Node.js process on 127.0.0.1, by the wire protocols of AWS. Clients that nobody here wrote judge it: the AWS SDK in its tests, the AWS CLI, and Terraform's AWS provider, which deploys the same stack to it that goes to AWS.

- An operation that is not listed here answers \`NotImplemented\` with status 501, and is named in the log.
- An operation that is listed checks its input, answers and fails as AWS does, by AWS's codes and texts, but for the gaps of its service.
- What a request carries is visible in a later answer or refused: a member that local-aws does not serve by its name, as \`NotImplemented\`.
- Every signature is verified, and good for the service in its scope alone; in a URL for S3, STS and deployed APIs. Policies are evaluated with \`--enforce-iam\`.
- A running one tells what it has: \`curl http://127.0.0.1:4566/_local/operations\`.`;

function overview(entries: readonly ServiceEntry[]): string {
  const rows = entries.map(({ title, implemented, missing }) => {
    const link = `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`;
    const ofAws = implemented.length + missing.length;
    return `| ${link} | ${implemented.length} | ${ofAws} |`;
  });
  return ["| service | operations | of AWS's |", '|---|--:|--:|', ...rows].join('\n');
}

function section({ title, purpose, implemented, missing, notes }: ServiceEntry): string {
  return [
    `## ${title}`,
    purpose,
    `**Operations:** ${implemented.join(', ')}.`,
    ...notes.map(({ label, text }) => `**${label}:** ${text}`.replace(' \n', '\n')),
    ...(missing.length ? [folded(missing)] : []),
  ].join('\n\n');
}

function folded(missing: readonly string[]): string {
  const count = `${missing.length} ${missing.length === 1 ? 'operation' : 'operations'}`;
  return `<details><summary>Not implemented: ${count}</summary>\n\n${missing.join(', ')}.\n\n</details>`;
}
