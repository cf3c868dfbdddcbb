const firstLine = "import { defineConfig } from 'vitest/config';";

/** Tests stand beside the files they test; those that need this repository's tools are left out. */
export const vitestConfig = `${firstLine}

// Tests import workspace packages from their sources, so they never wait for a build.
const conditions = ['@darkroom/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'unit', // as scripts of package.json call it
    include: ['packages/*/*/src/**/*.test.{ts,tsx}', 'infra/src/**/*.test.ts'],
    setupFiles: ['fast-check.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
`;
