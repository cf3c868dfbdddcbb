import { expect, test } from 'vitest';
import { startLambda } from './testing/start-lambda.ts';

test.each(['1-a', 'a-b', '_A', 'A', 'ä1'])('an environment variable can not be called %s', async (name) => {
  const { create } = await startLambda();
  const Environment = { Variables: { [name]: 'x' } };

  await expect(create('resize', '', { Environment })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(
      'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
    ),
  });
});

test.each(['AWS_REGION', 'LAMBDA_TASK_ROOT', 'AWS_SECRET_ACCESS_KEY'])(
  'the environment variable %s is Lambda’s own',
  async (name) => {
    const { create } = await startLambda();
    const Environment = { Variables: { [name]: 'x', SIZE: '1' } };

    await expect(create('resize', '', { Environment })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(new RegExp(`Reserved keys used in this request: ${name}$`)),
    });
  },
);
