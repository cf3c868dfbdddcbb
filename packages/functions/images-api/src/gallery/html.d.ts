/** The bundler puts the file's text into the function's code. */
declare module '*.html' {
  const text: string;
  export default text;
}
