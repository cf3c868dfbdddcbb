import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { manifest, stuckImages } from '@darkroom/count-stuck/manifest';
import type { Construct } from 'constructs';
import type { PipelineFunction } from '../pipeline-function.ts';
import type { Alarm } from './alarm.ts';
import { ownMetric } from './own-metric.ts';

/** Of events: an attempt begins at most this many timeouts after the one before, and some minutes. */
const timeoutsBetweenAttempts = 6;

/** When an image that is in work has no attempt left to wait for. */
export function stuckAfterMinutes(timeoutSeconds: number): number {
  return Math.max(60, Math.ceil((2 * timeoutsBetweenAttempts * timeoutSeconds) / 60));
}

/** Has the images in work counted every five minutes. */
export function countRegularly(scope: Construct, prefix: string, counter: PipelineFunction): void {
  const rule = new CloudwatchEventRule(scope, 'count-stuck-rule', {
    name: `${prefix}-count-stuck`,
    description: 'Every five minutes: are there images that are in work for too long?',
    scheduleExpression: 'rate(5 minutes)',
  });
  const permission = new LambdaPermission(scope, 'count-stuck-permission', {
    statementId: 'schedule',
    action: 'lambda:InvokeFunction',
    functionName: counter.name,
    principal: 'events.amazonaws.com',
    sourceArn: rule.arn,
  });
  new CloudwatchEventTarget(scope, 'count-stuck-target', {
    rule: rule.name,
    targetId: 'count-stuck',
    arn: counter.arn,
    dependsOn: [permission],
  });
}

export function stuckImagesAlarm(counter: PipelineFunction): Alarm {
  return {
    name: 'images-stuck',
    description: 'Images are in work for too long, or nobody counts them.',
    metric: { ...ownMetric(manifest.name, counter.name, stuckImages), statistic: 'Maximum' },
    threshold: 0,
    periodMinutes: 15,
    above: { periods: 2, of: 2 },
    missing: 'breaching',
  };
}
