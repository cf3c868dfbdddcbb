import { BlockList, isIP } from 'node:net';

/** Whether an IPv4 or IPv6 address is in a CIDR range, or is the single address given. */
export function isInRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = familyOf(network);
  const actual = familyOf(address);
  if (family === undefined || actual === undefined) return false;
  const list = new BlockList();
  list.addSubnet(network, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  return list.check(address, actual);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
