import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * Names that lead to this machine whoever resolves them: RFC 6761 says it of `localhost` and the names below it,
 * LocalStack's DNS of its own. Virtual hosts of buckets and APIs are below them.
 */
const ownNames = ['localhost', '.localhost', 'localhost.localstack.cloud', '.localhost.localstack.cloud'];

/**
 * Tells whether a `Host` header means this cloud. Any other name can be made to lead here by its owner, whose pages
 * then are of our origin to the browser (DNS rebinding). `allowed` are more names; one that begins with a dot stands
 * for all names below it.
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
