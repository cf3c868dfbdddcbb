import type { EventInvokeConfig, FunctionRecord } from '../function-record.ts';

/** The configuration for invocations with a qualifier. */
export function eventInvokeConfigOf(
  { eventInvokeConfigs = [] }: FunctionRecord,
  qualifier = '$LATEST',
): EventInvokeConfig | undefined {
  return eventInvokeConfigs.find((config) => config.qualifier === qualifier);
}

export function withoutEventInvoke(record: FunctionRecord, qualifier: string): FunctionRecord {
  const { eventInvokeConfigs = [] } = record;
  return {
    ...record,
    eventInvokeConfigs: eventInvokeConfigs.filter((config) => config.qualifier !== qualifier),
  };
}
