import type { Docblock } from './docblock.ts';

/** What the document says about one service. */
export interface ServiceEntry extends Docblock {
  readonly title: string;
  /** Each once, in alphabetical order. */
  readonly implemented: readonly string[];
  readonly missing: readonly string[];
}

/** `docs/local-aws.md`: what local-aws implements of AWS, service by service. */
export function writeDocument(entries: readonly ServiceEntry[]): string {
  return `${[introduction, overview(entries), ...entries.map(section)].join('\n\n')}\n`;
}

const introduction = `<!-- Generated from the code: npx --yes pnpm docs:local-aws -->

# local-aws compared with AWS

[\`local-aws\`](../packages/local/local-aws/README.md) is AWS in one Node.js process on 127.0.0.1, with AWS's wire protocols. It is tested with clients that are not ours: the AWS SDK, the AWS CLI, and Terraform's AWS provider, which deploys the same stack to it as to AWS.

- An operation that is not listed here answers \`NotImplemented\` with status 501, and the log names it.
- An operation that is listed validates, answers and fails as AWS does, with AWS's codes and messages, except for its service's gaps.
- Everything in a request either shows in a later response or is refused. A member that local-aws does not support is refused by name, as \`NotImplemented\`.
- Every signature is verified, and is valid only for the service in its scope. A signature in a URL is valid only for S3, STS, deployed APIs and function URLs. \`--enforce-iam\` evaluates policies.
- To list the operations of a running local-aws: \`curl http://127.0.0.1:4566/_local/operations\`.`;

function overview(entries: readonly ServiceEntry[]): string {
  const rows = entries.map(({ title, implemented, missing }) => {
    const link = `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`;
    const ofAws = implemented.length + missing.length;
    return `| ${link} | ${implemented.length} | ${ofAws} |`;
  });
  return ['| service | operations | AWS has |', '|---|--:|--:|', ...rows].join('\n');
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
