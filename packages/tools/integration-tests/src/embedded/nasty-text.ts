import fc from 'fast-check';

/** Text that programs often forget: paths, line ends, templates, encodings, scripts of the world, and the like. */
const known = [
  '. .. ../../../etc/passwd /etc/passwd ..\\..\\ C:\\ file:///etc/passwd ~ $HOME',
  '%2e%2e %2F %00 %zz % ..%2f..%2f + ? # & ; = //',
  'null undefined NaN -1 1e999 0x10 9007199254740993 __proto__ constructor',
  `' " '='1 {{7*7}} {id} {} #status :v \`id\` <script>alert(1)</script> &amp;`,
  'ü u\u0308 日本 ٣ １ 👩‍👩‍👧',
].flatMap((line) => line.split(' '));
const unprintable = [
  '',
  ' ',
  '\0',
  '\n',
  '\r\nx-injected: 1',
  '\r\n\r\n<p>',
  '\x7f',
  '\x1b[2J',
  '\u202egpj.exe',
  '\ufeff',
  '\u2028',
];

export const nastyText = fc.oneof(
  fc.constantFrom(...known, ...unprintable),
  fc.string({ unit: 'binary', maxLength: 60 }), // any code point
  fc.constantFrom('é', 'a').map((letter) => letter.repeat(700)),
);
