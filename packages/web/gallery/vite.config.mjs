/** @type {import('vite').UserConfig} */
export default {
  base: './', // the page is below a stage such as `/v1/`
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the page's policy allows no `data:` but pictures
  },
};
