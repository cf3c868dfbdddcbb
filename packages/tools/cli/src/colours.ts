import picocolors from 'picocolors';

const { FORCE_COLOR, NO_COLOR } = process.env;

/** Only on a terminal, or where FORCE_COLOR asks for them: picocolors alone also colours what CI systems collect. */
export const colours = picocolors.createColors(
  NO_COLOR ? false : Boolean(FORCE_COLOR) || process.stdout.isTTY === true,
);
