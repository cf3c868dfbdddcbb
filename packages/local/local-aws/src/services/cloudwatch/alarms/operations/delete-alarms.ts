import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { alarmArn, operation } from '../../cloudwatch-state.ts';

export const deleteAlarms = operation({
  name: 'DeleteAlarms',
  input: z.strictObject({ AlarmNames: listOf(z.string()).pipe(z.array(z.string()).max(100)) }),
  resource: ({ AlarmNames }, { cloud }) => AlarmNames.map((name) => alarmArn(cloud, name)),
  async run({ AlarmNames }, { state: { alarms } }) {
    for (const name of AlarmNames)
      if (!(await alarms.get(name)))
        throw new AwsError('ResourceNotFound', `The alarm ${name} does not exist.`, 404);
    await alarms.batch(AlarmNames.map((name) => ({ delete: name })));
  },
});
