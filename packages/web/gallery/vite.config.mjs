/** @type {import('vite').UserConfig} */
export default {
  base: './', // the page is below a stage such as `/v1/`
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the page's policy allows no `data:` but pictures
    // What several parts share is one file: each file of a first visit is an invocation of a function.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } } },
  },
};
