import type { Auth } from '@darkroom/pipeline-config';
import { inject, type TestContext } from 'vitest';
import type { Ability, Gaps } from './ability.ts';
import type { Target } from './target.ts';

const localstack: Gaps = {
  // localstack-core/localstack/services/s3/presigned_url.py, validate_post_policy
  'sealed upload forms':
    'LocalStack does not verify the signature of a form, and accepts fields that are not in its policy',
  // …/services/lambda_/invocation/logs.py; event_manager.py: Python's ThreadPoolExecutor, of processors + 4
  'log lines with a time each':
    'LocalStack gives all log lines of an invocation the same time, and runs fewer than ten events at once on a small machine',
};

/** What a target cannot do, depending on where it is and who may call its API. */
export function gapsOf(name: Target['name'], auth: Auth['mode']): Gaps {
  return {
    ...(name === 'localstack' ? localstack : {}),
    ...(auth === 'none'
      ? {}
      : {
          'a gallery page that may call the API':
            'the gallery page calls the API without credentials, so it works only if the API is open (docs/access.md)',
        }),
  };
}

/** For `beforeEach`: skips the tests if the target lacks what they need, with the reason. */
export function needs(ability: Ability): (context: TestContext) => void {
  return ({ skip }) => {
    const gap = inject('target').gaps[ability];
    if (gap !== undefined) skip(gap);
  };
}
