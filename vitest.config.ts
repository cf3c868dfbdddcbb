import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Node.js 20 is supported here; a warning of the SDK for each test file helps nobody.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// Tests import workspace packages from their sources, so a unit test never waits for a build.
const conditions = ['@darkroom/source'];
const fromSource = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** Other files run at the same time: what a test waits for may take long, and only a hang is an end. */
const patient = { expect: { poll: { timeout: 60_000 } } };

const setupFiles = ['fast-check.setup.ts'];

/** Files run one after the other in the same process, and load what they import once: most of the time was that. */
const shared = { isolate: false, unstubEnvs: true };

/** Tests that put something else in a module's place need a process that has not loaded it. */
const mocking = [
  '**/failing-disk.test.ts',
  '**/full-disk.test.ts',
  '**/no-answer.test.ts',
  '**/one-decode.test.ts',
  '**/console-loading.test.ts',
];

/** Terraform's minutes of waiting are begun first, so that everything else fills them. */
class TerraformFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isTerraform = ({ project }: TestSpecification) => project.name === 'terraform';
    return [...sorted.filter(isTerraform), ...sorted.filter((file) => !isTerraform(file))];
  }
}

export default defineConfig({
  test: {
    // Much of the time is Terraform's and SQS's waiting, so two files more than there are processors run meanwhile.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: TerraformFirst },
    projects: [
      {
        ...fromSource,
        test: {
          ...patient,
          ...shared,
          setupFiles,
          name: 'unit',
          include: ['packages/*/*/src/**/*.test.ts', 'infra/src/**/*.test.ts'],
          exclude: ['packages/tools/integration-tests/**', ...mocking],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...fromSource,
        test: {
          ...patient,
          name: 'unit-mocking',
          include: mocking,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...fromSource,
        test: {
          ...patient,
          ...shared,
          setupFiles,
          name: 'integration',
          globalSetup: ['packages/tools/integration-tests/src/suite/setup.ts'],
          include: ['packages/tools/integration-tests/src/suite/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        ...fromSource,
        test: {
          ...patient,
          ...shared,
          setupFiles,
          name: 'embedded',
          include: ['packages/tools/integration-tests/src/embedded/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        ...fromSource,
        test: {
          ...patient,
          ...shared,
          name: 'pictures',
          include: ['packages/tools/integration-tests/src/pictures/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        ...fromSource,
        test: {
          ...patient,
          ...shared,
          name: 'terraform',
          include: ['packages/tools/integration-tests/src/terraform/**/*.test.ts'],
          testTimeout: 900_000, // the provider alone waits for a minute here and there
          hookTimeout: 300_000,
          bail: 1,
        },
      },
    ],
  },
});
