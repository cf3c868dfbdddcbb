import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { pathOf } from '../json-pattern.ts';
import { findGroup, groupResource, operation } from '../logs-state.ts';

const mostFilters = 100; // of a group
const mostDimensions = 3;
const metricName = z
  .string()
  .max(255)
  .regex(/^[^:*$]*$/);

export const putMetricFilter = operation({
  name: 'PutMetricFilter',
  input: z.strictObject({
    logGroupName: z.string(),
    filterName: z
      .string()
      .min(1)
      .max(512)
      .regex(/^[^:*]*$/),
    filterPattern: z.string().max(1024),
    metricTransformations: z
      .array(
        z.strictObject({
          metricName,
          metricNamespace: metricName,
          metricValue: z.string().max(100),
          defaultValue: z.number().optional(),
          dimensions: z.record(z.string().max(255), z.string().max(255)).optional(),
          unit: z.string().optional(),
        }),
      )
      .length(1),
    applyOnTransformedLogs: notServed,
    fieldSelectionCriteria: notServed,
    emitSystemFieldDimensions: notServed,
  }),
  resource: groupResource,
  async run(input, { cloud, state }) {
    const { logGroupName: group, filterName: name, metricTransformations } = input;
    await findGroup(state, group);
    const [transformation] = metricTransformations;
    if (!transformation) return;
    const { metricValue, defaultValue, dimensions = {} } = transformation;
    if (!Number.isFinite(Number(metricValue || 'none')) && !pathOf(metricValue))
      throw invalid(`Invalid metric transformation: metricValue: ${metricValue}`);
    if (Object.keys(dimensions).length > mostDimensions)
      throw invalid(`Invalid metric transformation: dimensions: at most ${mostDimensions} are allowed`);
    if (Object.keys(dimensions).length > 0 && defaultValue !== undefined)
      throw invalid(
        'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
      );
    for (const selector of Object.values(dimensions))
      if (!pathOf(selector)) throw invalid(`Invalid metric transformation: dimension value ${selector}`);

    const known = state.metricFilters.of(group);
    if (known.length >= mostFilters && !known.some(({ filter }) => filter.name === name))
      throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
    const createdAt = cloud.now().getTime();
    await state.metricFilters.save({ group, name, pattern: input.filterPattern, transformation, createdAt });
  },
});

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
