/** Vite makes a file of each, and loads it with the module that imports it. */
declare module '*.css';
