/** The bundler puts the file's text into the function. */
declare module '*.html' {
  const text: string;
  export default text;
}
