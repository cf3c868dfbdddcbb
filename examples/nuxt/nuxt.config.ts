export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  modules: ['@nuxt/image'],
  // NUXT_DARKROOM_API_URL and NUXT_PUBLIC_DARKROOM_URL set these when the server starts.
  runtimeConfig: { darkroomApiUrl: '', public: { darkroomUrl: '' } },
  image: {
    provider: 'darkroom',
    providers: { darkroom: { provider: '~/providers/darkroom.ts' } },
    // `srcset` then names widths that Darkroom has.
    screens: { sm: 320, md: 640, lg: 1280, xl: 1920 },
  },
});
