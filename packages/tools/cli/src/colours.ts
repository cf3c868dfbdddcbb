import picocolors from 'picocolors';

const { FORCE_COLOR, NO_COLOR } = process.env;

/** Colours only on a terminal, or if FORCE_COLOR asks for them; picocolors would also colour the logs of CI systems. */
export const colours = picocolors.createColors(
  NO_COLOR ? false : Boolean(FORCE_COLOR) || process.stdout.isTTY === true,
);
