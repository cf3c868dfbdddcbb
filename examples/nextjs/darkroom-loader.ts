'use client';

import { createLoader } from '@darkroom/image-url';

export default createLoader({ base: process.env.NEXT_PUBLIC_DARKROOM_URL ?? '' });
