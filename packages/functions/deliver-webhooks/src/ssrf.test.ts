import dns, { type LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { type AddressInfo, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { post } from './post.ts';

/** A service on this machine, as seen from the function. No webhook may reach it. */
let inside: Server;
let port: number;
let visits = 0;

beforeAll(async () => {
  inside = createServer((_, response) => {
    visits++;
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => inside.listen(0, resolve));
  ({ port } = inside.address() as AddressInfo);
});
afterAll(() => void inside.close());
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const refusing = { timeoutMs: 5000, allowPrivateAddresses: false };
const refused = (url: string) =>
  expect(post(url, '{}', {}, refusing), url).rejects.toMatchObject({ code: 'Refused' });

/** Every name resolves to these addresses. */
function resolveTo(...addresses: string[]): void {
  const answers = addresses.map((address): LookupAddress => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const lookup = (_: string, options: dns.LookupAllOptions, done: (...answer: unknown[]) => void) => {
    if (options.all) done(null, answers);
    else done(null, answers[0]?.address, answers[0]?.family);
  };
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup);
  syncBuiltinESMExports();
}

const byte = fc.nat(255);
/** Addresses of the IANA special-purpose registries that lead into a network, or nowhere. */
const insideAddress = fc
  .oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte), // 169.254.169.254, 169.254.170.2: credentials
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.constant(198), fc.constantFrom(18, 19), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  )
  .map(([a, b, c, d]): Bytes => [a, b, c, d]);
type Bytes = readonly [number, number, number, number];

const hex = (n: number, digits = 2) => n.toString(16).padStart(digits, '0');
const octal = (n: number) => `0${n.toString(8)}`;
const number = ([a, b, c, d]: Bytes) => ((a * 256 + b) * 256 + c) * 256 + d;
const groups = ([a, b, c, d]: Bytes) => `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;

/** The ways to write an IPv4 address in a URL; the WHATWG URL Standard treats them all as equal. */
const spellings: Readonly<Record<string, (bytes: Bytes) => string>> = {
  dotted: (bytes) => bytes.join('.'),
  'trailing dot': (bytes) => `${bytes.join('.')}.`,
  decimal: (bytes) => String(number(bytes)),
  hexadecimal: (bytes) => `0x${hex(number(bytes), 8)}`,
  'hexadecimal parts': (bytes) => bytes.map((part) => `0x${hex(part)}`).join('.'),
  'octal parts': (bytes) => bytes.map(octal).join('.'),
  'three parts': ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  'two parts': ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  'full width digits': (bytes) =>
    bytes.join('.').replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  'IPv4-mapped IPv6': (bytes) => `[::ffff:${bytes.join('.')}]`,
  'IPv4-mapped IPv6 in hexadecimal': (bytes) => `[::ffff:${groups(bytes)}]`,
  'IPv4-compatible IPv6': (bytes) => `[::${bytes.join('.')}]`,
  NAT64: (bytes) => `[64:ff9b::${bytes.join('.')}]`,
  '6to4': (bytes) => `[2002:${groups(bytes)}::1]`,
};

test.each(Object.keys(spellings))('no webhook goes to an inside address written as %s', async (spelling) => {
  await fc.assert(
    fc.asyncProperty(insideAddress, fc.constantFrom('http', 'https'), async (bytes, scheme) => {
      await refused(`${scheme}://${spellings[spelling]?.(bytes)}:${port}/`);
    }),
    { numRuns: Number(process.env.DARKROOM_ADDRESSES ?? 50) },
  );
  expect(visits).toBe(0);
});

test.each([
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[fe80::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]', // the metadata service over IPv6
  '[ff02::1]',
  '[2001::1]',
  '[2001:db8::1]',
  '[100::1]',
  '[64:ff9b:1::7f00:1]',
  'localhost',
  'LOCALHOST',
  'user:password@127.0.0.1',
  '127。0。0。1',
])('no webhook goes to %s', async (host) => {
  await refused(`http://${host}:${port}/`);
  expect(visits).toBe(0);
});

test('a name that resolves to an inside address is refused, even if it also resolves to public ones', async () => {
  await fc.assert(
    fc.asyncProperty(insideAddress, fc.boolean(), async (bytes, besides) => {
      const address = bytes.join('.');
      resolveTo(...(besides ? ['93.184.215.14', address] : [address]));
      await refused(`http://webhooks.example.com:${port}/`);
      for (const inside of [`::ffff:${address}`, `::${address}`, `::${groups(bytes)}`]) {
        resolveTo(...(besides ? ['2600::1', inside] : [inside]));
        await refused(`https://webhooks.example.com:${port}/`);
      }
    }),
  );
  resolveTo('::1', '127.0.0.1');
  await refused(`http://webhooks.example.com:${port}/`);
  expect(visits).toBe(0);
});

test('only http and https URLs are posted to', async () => {
  for (const url of [
    'file:///etc/passwd',
    'ftp://93.184.215.14/',
    'gopher://127.0.0.1/',
    'javascript:0',
    '//127.0.0.1',
    '',
  ])
    await refused(url);
});

test('the same addresses are reached if the operator allows it', async () => {
  resolveTo('127.0.0.1');
  for (const host of ['127.0.0.1', '[::1]', 'webhooks.example.com'])
    await post(`http://${host}:${port}/`, '{}', {}, { ...refusing, allowPrivateAddresses: true });
  expect(visits).toBe(3);
});
