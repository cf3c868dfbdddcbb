import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * Names that always resolve to this machine: RFC 6761 guarantees it for `localhost` and its subdomains, LocalStack's DNS
 * for its own name. The virtual hosts of buckets and APIs are subdomains of them.
 */
const ownNames = ['localhost', '.localhost', 'localhost.localstack.cloud', '.localhost.localstack.cloud'];

/**
 * Checks whether a `Host` header means this cloud. The owner of any other name can point it to this machine, and to the
 * browser the owner's pages then have our origin (DNS rebinding). `allowed` adds names; a name that begins with a dot
 * allows all its subdomains.
 */
export function ownHosts(allowed: readonly string[]): (host: string) => boolean {
  const names = [...ownNames, ...allowed.map((name) => name.toLowerCase())];
  return (host) => {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    const address = name.replace(/^\[(.+)\]$/, '$1');
    const family = isIP(address);
    if (family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')) return true;
    if (!/^[\w.-]+$/.test(name)) return false; // a URL made of it would have another host
    return names.some((own) => (own.startsWith('.') ? name.endsWith(own) : name === own));
  };
}
