import { createProvider } from '@darkroom/image-url';
import { defineProvider } from '@nuxt/image/runtime';

export default defineProvider(() => ({
  getImage: createProvider({ base: useRuntimeConfig().public.darkroomUrl }),
}));
