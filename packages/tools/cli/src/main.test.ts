import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { main } from './main.ts';

/** Runs the command line up to its build, which fails; returns what it has said until then. */
async function upToTheBuild(...argv: string[]) {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { exitCode } = process;
  onTestFinished(() => {
    process.exitCode = exitCode;
    vi.restoreAllMocks();
  });
  const all = vi.fn().mockRejectedValue(new Error('It is built.'));
  const failed = await main(argv, { all, config: vi.fn() }).catch(String);
  return { failed, said: said.mock.calls.join('\n'), exitCode: process.exitCode };
}

test('start refuses a photo that is not there before it builds anything', async () => {
  expect(await upToTheBuild('start', 'nowhere.jpg', '--port', '0')).toEqual({
    failed: undefined,
    said: 'There is no file nowhere.jpg.',
    exitCode: 2,
  });
});

test.each(['start', 'dev'])('%s refuses a port that is in use before it builds anything', async (command) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  const { failed, said, exitCode } = await upToTheBuild(command, '--port', String(address.port));
  expect({ failed, exitCode }).toEqual({ failed: undefined, exitCode: 1 });
  expect(said).toContain(`Port ${address.port} is in use`);
});

test('start builds when nothing is to refuse', async () => {
  expect(await upToTheBuild('start', '--port', '0')).toMatchObject({ failed: 'Error: It is built.' });
});
