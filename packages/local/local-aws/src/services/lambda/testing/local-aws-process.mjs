// local-aws in a process of its own, run from its sources, so that tests can kill it. Prints its endpoint.
import { createViteServer } from 'vitest/node';

const vite = await createViteServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
});
const { startLocalAws } = await vite.ssrLoadModule(
  new URL('../../../start-local-aws.ts', import.meta.url).pathname,
);
const { endpoint } = await startLocalAws({ port: 0, dataDir: process.argv[2] });
console.log(endpoint);
