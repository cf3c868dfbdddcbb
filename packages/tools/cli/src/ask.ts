import { createInterface } from 'node:readline/promises';
import { CliError } from './errors.ts';

/** The answer to a question on the terminal. Throws a `CliError` that names the `option` for those who have none. */
export async function ask(question: string, option: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new CliError(
      'NotInteractive',
      `There is no terminal on which to ask for approval. Add ${option}.`,
      2,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
