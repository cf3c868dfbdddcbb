import dns from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

const ipv4Compatible = new BlockList();
ipv4Compatible.addSubnet('::', 96, 'ipv6');

/** `::a.b.c.d`, an IPv4 address inside IPv6. RFC 4291 deprecates the form; request-filtering-agent takes it for public. */
export function isIpv4Compatible(address: string): boolean {
  return isIPv6(address) && ipv4Compatible.check(address, 'ipv6');
}

/** The system's lookup, except that it refuses names that resolve to such an address. */
export const lookupOthers: LookupFunction = (hostname, options, done) => {
  dns.lookup(hostname, options, (error, answer, family) => {
    if (error) return done(error, answer, family);
    const addresses = typeof answer === 'string' ? [answer] : answer.map(({ address }) => address);
    const refused = addresses.find(isIpv4Compatible);
    if (refused === undefined) done(null, answer, family);
    else done(new Error(`${refused}, the address of ${hostname}, is not allowed`), '');
  });
};
