import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findGroup, groupResource, operation } from '../logs-state.ts';

export const deleteMetricFilter = operation({
  name: 'DeleteMetricFilter',
  input: z.strictObject({ logGroupName: z.string(), filterName: z.string().min(1).max(512) }),
  resource: groupResource,
  async run({ logGroupName, filterName }, { state }) {
    await findGroup(state, logGroupName);
    const found = state.metricFilters.of(logGroupName).find(({ filter }) => filter.name === filterName);
    if (!found)
      throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');
    await state.metricFilters.remove([found.filter]);
  },
});
