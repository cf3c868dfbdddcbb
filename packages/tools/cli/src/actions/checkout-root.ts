import { fileURLToPath } from 'node:url';

/** The folder of the checkout that this command line is part of. From here and from the bundle it is as far away. */
export const checkoutRoot = fileURLToPath(new URL('../../../../..', import.meta.url));
