import { signal } from '@preact/signals';

/** The views, by the first part of the address after `#/`. */
export const views = {
  trails: 'Trails',
  functions: 'Functions',
  buckets: 'Buckets',
  tables: 'Tables',
  queues: 'Queues',
  topics: 'Topics',
  buses: 'Event buses',
  alarms: 'Alarms',
  apis: 'APIs',
  parameters: 'Parameters',
  roles: 'Roles',
  faults: 'Faults',
} as const;

export type View = keyof typeof views;

export interface Place {
  readonly view: View;
  /** What of it is open: a trail's id, a function's name, a bucket and a key. */
  readonly open: readonly string[];
}

/** Where the page is. */
export const place = signal(read());

/** `#/buckets/photos/a%20b.jpg` */
export function href(view: View, ...open: readonly string[]): string {
  return `#/${[view, ...open.map(encodeURIComponent)].join('/')}`;
}

window.addEventListener('hashchange', () => {
  place.value = read();
});

function read(): Place {
  const [first = '', ...open] = location.hash.replace(/^#\//, '').split('/').filter(Boolean);
  const view = first in views ? (first as View) : 'trails';
  return { view, open: open.map(decoded) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
