import { AwsError } from '../../../protocol/aws-error.ts';
import { checkQueries, periodOf } from '../metrics/answer-queries.ts';
import { type AlarmSettings, queriesOf } from './alarm.ts';
import { checkEvaluation } from './evaluate-alarm.ts';

const day = 86_400;
/** Of metrics and of expressions each: "PutMetricAlarm", "Limits that apply to alarms based on metric math expressions". */
const mostOfEach = 10;

/** Throws ValidationError, and NotImplemented for statistics and functions that are not served. */
export function checkSettings(settings: AlarmSettings): void {
  checkWhatIsWatched(settings);
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = settings;
  if (DatapointsToAlarm > EvaluationPeriods)
    throw invalid('DatapointsToAlarm must not be greater than EvaluationPeriods');
  if (EvaluationPeriods * periodOf(queriesOf(settings).queries) > day)
    throw invalid('Metrics cannot be checked across more than a day');
  checkEvaluation(settings);
}

function checkWhatIsWatched(settings: AlarmSettings): void {
  const { Metrics = [], MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit } = settings;
  const single = { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit };
  if (Metrics.length === 0) {
    if (MetricName === undefined || Namespace === undefined || Period === undefined)
      throw invalid('An alarm must specify either Metrics, or MetricName, Namespace and Period');
    if ((Statistic === undefined) === (ExtendedStatistic === undefined))
      throw invalid('An alarm must specify either Statistic or ExtendedStatistic');
    return;
  }
  const [given] = Object.entries(single).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined || settings.Dimensions.length > 0)
    throw invalid(`Metrics and ${given ?? 'Dimensions'} must not be specified together`);
  const metrics = Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
  if (metrics > mostOfEach || Metrics.length - metrics > mostOfEach)
    throw invalid(`An alarm can have at most ${mostOfEach} metrics and ${mostOfEach} expressions`);
  checkQueries(Metrics);
  if (Metrics.filter(({ ReturnData = true }) => ReturnData).length !== 1)
    throw invalid('Exactly one element of the metrics list should return data.');
  const periods = Metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []);
  if (new Set(periods).size > 1) throw invalid('Period must be the same for all metrics of an alarm');
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
