import type { Monitoring as MonitoringConfig } from '@darkroom/pipeline-config';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { Architecture } from '../../artifact.ts';
import { gbSecondPrice, requestPrice } from '../../lambda-price.ts';
import type { Settings } from '../../settings.ts';
import type { PipelineFunction } from '../pipeline-function.ts';
import { type Alarm, metricAlarm } from './alarm.ts';
import { alarmTopic } from './alarm-topic.ts';
import { monthlyBudget } from './budget.ts';
import { dashboard } from './dashboard.ts';
import { functionAlarms, type WatchedFunction } from './function-alarms.ts';
import { queueAlarms, type WatchedQueues } from './queue-alarms.ts';
import { apiAlarms, distributionAlarms } from './request-alarms.ts';
import { storedPicturesAlarm } from './stored-pictures-alarm.ts';
import { countRegularly, stuckImagesAlarm } from './stuck-images.ts';

export interface MonitoringProps {
  readonly prefix: string;
  readonly config: MonitoringConfig;
  readonly settings: Settings;
  readonly region: string;
  readonly architecture: Architecture;
  readonly accountId: string;
  readonly functions: readonly WatchedFunction[];
  readonly queues: WatchedQueues;
  /** Queues of webhooks that want alarms. */
  readonly webhookQueues: readonly string[];
  readonly counter: PipelineFunction;
  readonly api: { readonly name: string; readonly stage: string };
  readonly distribution: Distribution | undefined;
}

interface Distribution {
  readonly id: string;
  /** The function behind it. */
  readonly server: PipelineFunction;
  /** The group of its logs, if it has any. */
  readonly logs: string | undefined;
  /** Of us-east-1, where its metrics are; left out in the embedded cloud, which has one region. */
  readonly provider?: TerraformProvider;
}

/** Who is told, of what, and where to look. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { prefix, region, accountId, config, distribution, queues, counter } = props;
    // Only AWS sends e-mail and bills.
    const onAws = props.settings.target === 'aws';
    const email = onAws ? config.email : undefined;
    const topic = { accountId, queueArns: props.webhookQueues, ...(email === undefined ? {} : { email }) };
    const topicArn = alarmTopic(this, 'alarms', { name: `${prefix}-alarms`, ...topic });
    const add = (alarms: readonly Alarm[], target: { topicArn: string; provider?: TerraformProvider }) => {
      for (const alarm of alarms) metricAlarm(this, alarm, { prefix, ...target });
    };
    add(
      [
        ...queueAlarms(queues),
        ...functionAlarms(props.functions),
        ...apiAlarms(props.api),
        stuckImagesAlarm(counter),
        ...(distribution ? [storedPicturesAlarm(distribution.server)] : []),
      ],
      { topicArn },
    );
    countRegularly(this, prefix, counter);

    if (distribution) {
      const { provider } = distribution;
      const isElsewhere = provider !== undefined && region !== 'us-east-1';
      // An alarm tells a topic of its own region.
      const alarms = isElsewhere
        ? alarmTopic(this, 'alarms-us-east-1', { name: `${prefix}-alarms`, provider, ...topic })
        : topicArn;
      add(distributionAlarms(distribution.id), { topicArn: alarms, ...(provider && { provider }) });
    }
    if (config.dashboard)
      dashboard(this, {
        prefix,
        region,
        functions: props.functions,
        failureQueues: queues.failures.map(({ name }) => name),
        api: props.api,
        distributionId: distribution?.id,
        distributionLogs: distribution?.logs,
        price: { gbSecond: gbSecondPrice[props.architecture], request: requestPrice },
      });
    if (email !== undefined && config.monthlyBudget !== undefined)
      monthlyBudget(this, {
        name: prefix,
        dollars: config.monthlyBudget,
        email,
        stage: props.settings.stage,
      });
  }
}
