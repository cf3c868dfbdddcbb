/** @type {import('vite').UserConfig} */
export default {
  base: '/_local/',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the page's policy allows files of its own alone
  },
};
