import { afterEach, describe, expect, it, vi } from 'vitest';
import { zip } from './zip.ts';

const text = (content: string) => new TextEncoder().encode(content);

describe('zip', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
  });

  it('gives the same bytes in any order, at any time and in any time zone', () => {
    const bytes = zip(
      new Map([
        ['a', text('1')],
        ['b/c', text('2')],
      ]),
    );
    vi.useFakeTimers({ now: new Date('2031-07-01') });
    for (const zone of ['Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland']) {
      vi.stubEnv('TZ', zone);
      expect(
        zip(
          new Map([
            ['b/c', text('2')],
            ['a', text('1')],
          ]),
        ),
      ).toEqual(bytes);
    }
  });

  it('refuses a zip that Lambda would not take, naming what is big', () => {
    expect(() =>
      zip(
        new Map([
          ['small', text('s')],
          ['big.node', text('b'.repeat(9999))],
        ]),
        { limit: 100 },
      ),
    ).toThrow(/over Lambda's.*\n.*big\.node/);
  });
});
