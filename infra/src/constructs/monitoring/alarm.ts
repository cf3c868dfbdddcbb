import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { limits } from '@darkroom/aws-limits';
import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Maximum` and so on, or a percentile such as `p95`. */
  readonly statistic: string;
}

/** An alarm as data: it goes off above its threshold. "Using Amazon CloudWatch alarms" has the terms. */
export interface Alarm {
  readonly name: string;
  /** Heading of its section in docs/runbook.md, if that is not its name. */
  readonly section?: string;
  /** What has happened, in one or two sentences. */
  readonly description: string;
  /** One metric, or several and what to compute of them: `m0`, `m1` and so on in the expression. */
  readonly metric: Metric | { readonly expression: string; readonly metrics: readonly Metric[] };
  readonly threshold: number;
  readonly periodMinutes: number;
  /** Of the last `of` periods, how many are above the threshold. */
  readonly above: { readonly periods: number; readonly of: number };
  /** What a period without data points is. Default: as good as one below the threshold. */
  readonly missing?: 'breaching';
}

export interface AlarmTarget {
  readonly prefix: string;
  /** Told when the alarm goes off, and when it is over. */
  readonly topicArn: string;
  readonly provider?: TerraformProvider;
}

export function metricAlarm(scope: Construct, alarm: Alarm, target: AlarmTarget): void {
  const { prefix, topicArn, ...provider } = target;
  const period = alarm.periodMinutes * 60;
  new CloudwatchMetricAlarm(scope, alarm.name, {
    ...provider,
    alarmName: `${prefix}-${alarm.name}`,
    alarmDescription: `${alarm.description} What to do: docs/runbook.md#${alarm.section ?? alarm.name}`,
    ...watched(alarm.metric, period),
    threshold: alarm.threshold,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: alarm.above.of,
    datapointsToAlarm: alarm.above.periods,
    treatMissingData: alarm.missing ?? 'notBreaching',
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}

function watched(metric: Alarm['metric'], period: number): Partial<CloudwatchMetricAlarmConfig> {
  if (!('expression' in metric)) {
    const { statistic, ...rest } = metric;
    return {
      ...rest,
      period,
      ...(isPercentile(statistic) ? { extendedStatistic: statistic } : { statistic }),
    };
  }
  return {
    metricQuery: [
      ...metric.metrics.map(({ statistic, ...one }, index) => ({
        id: `m${index}`,
        metric: { ...one, period, stat: statistic },
      })),
      { id: 'result', expression: metric.expression, label: metric.expression, returnData: true },
    ],
  };
}

function isPercentile(statistic: string): boolean {
  return /^p\d/.test(statistic);
}

const metricsOfExpression = limits['cloudwatch.metrics'].most;

/** An alarm on what a function makes of these metrics; more than one alarm where AWS allows no more metrics in one. */
export function alarmsOver(
  metrics: readonly Metric[],
  calculate: 'SUM' | 'MAX',
  alarm: Omit<Alarm, 'metric' | 'section'>,
): Alarm[] {
  const parts = Array.from({ length: Math.ceil(metrics.length / metricsOfExpression) }, (_, part) =>
    metrics.slice(part * metricsOfExpression, (part + 1) * metricsOfExpression),
  );
  return parts.map((some, part) => ({
    ...alarm,
    name: part === 0 ? alarm.name : `${alarm.name}-${part + 1}`,
    section: alarm.name,
    metric: { expression: `${calculate}([${some.map((_, index) => `m${index}`).join(',')}])`, metrics: some },
  }));
}
