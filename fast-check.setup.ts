import fc from 'fast-check';

const { DARKROOM_SEED, DARKROOM_PATH } = process.env;

/** A random test that fails prints the two: with them it makes the same cases, and begins with the one that failed. */
if (DARKROOM_SEED)
  fc.configureGlobal({ seed: Number(DARKROOM_SEED), ...(DARKROOM_PATH && { path: DARKROOM_PATH }) });
