import { computed, signal } from '@preact/signals';

/** What people look for; empty texts ask for nothing. */
export interface Query {
  readonly name: string;
  readonly tag: string;
  readonly camera: string;
  readonly status: '' | 'pending' | 'processing' | 'ready' | 'failed';
  /** As much of a time as they want to say, such as 2026-05. */
  readonly takenFrom: string;
  readonly takenTo: string;
  readonly sort: 'uploaded' | 'taken';
}

export const everything: Query = {
  name: '',
  tag: '',
  camera: '',
  status: '',
  takenFrom: '',
  takenTo: '',
  sort: 'uploaded',
};

export const query = signal<Query>(everything);

/** Whether all images are listed, in the order in which they came. */
export const isEverything = computed(() =>
  Object.entries(query.value).every(([, value]) => value === '' || value === 'uploaded'),
);

/** The query as the API takes it. */
export function parametersOf({ sort, ...texts }: Query): Record<string, string> {
  const said = Object.entries(texts).filter(([, text]) => text !== '');
  return { ...Object.fromEntries(said), ...(sort === 'taken' && { sort }) };
}
