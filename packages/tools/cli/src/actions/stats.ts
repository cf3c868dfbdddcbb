import { bytesText } from '../amounts.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { table } from '../table.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly json?: boolean;
}

export function run({ json, ...where }: Options): Promise<void> {
  return withApi(where, async (api) => {
    const statistics = await api.statistics();
    if (json) {
      console.log(JSON.stringify(statistics));
      return;
    }
    const { images, variants, bytesIn, bytesOut, byStatus } = statistics;
    const rows = [
      ['images', String(images), ''],
      ...Object.entries(byStatus).map(([status, count]) => [`  ${status}`, String(count), '']),
      ['originals', '', bytesText(bytesIn)],
      ['variants', String(variants), bytesText(bytesOut)],
    ];
    console.log(
      table([{ name: '' }, { name: 'number', align: 'right' }, { name: 'size', align: 'right' }], rows),
    );
  });
}
