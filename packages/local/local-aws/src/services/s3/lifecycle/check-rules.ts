import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { type LifecycleRule, rulePrefix } from './lifecycle-configuration.ts';

const maxRules = 1000;
const maxIdLength = 255;
const maxNewerVersions = 100;
const minDaysForInfrequentAccess = 30;

/**
 * What S3 requires of lifecycle rules beyond their schema.
 * Source: S3 user guide, "Lifecycle configuration elements", and "Examples of S3 Lifecycle configurations".
 */
export function checkRules(rules: readonly LifecycleRule[]): void {
  if (rules.length === 0 || rules.length > maxRules) throw malformedXml();
  const ids = rules.flatMap(({ ID }) => ID || []);
  const long = ids.find((id) => id.length > maxIdLength);
  if (long !== undefined)
    throw invalidArgument(`ID length should not exceed allowed limit of ${maxIdLength}`, 'ID', long);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', twice);
  for (const rule of rules) {
    checkFilter(rule);
    checkActions(rule);
    checkTransitions(rule);
  }
}

function checkFilter({ Prefix, Filter }: LifecycleRule): void {
  if ((Prefix === undefined) === (Filter === undefined)) throw malformedXml();
  if (!Filter) return;
  if (Object.keys(Filter).length > 1) throw malformedXml();
  const { And } = Filter;
  if (And && Object.keys(And).length - 1 + And.Tag.length < 2) throw malformedXml();
  const keys = And?.Tag.map(({ Key }) => Key) ?? [];
  if (new Set(keys).size !== keys.length) throw invalidRequest('Duplicate Tag Keys are not allowed.');
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = And ?? Filter;
  if (above !== undefined && below !== undefined && Number(below) <= Number(above)) {
    throw invalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'");
  }
}

function checkActions(rule: LifecycleRule): void {
  const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload: abort } = rule;
  const { Transition, NoncurrentVersionTransition, Filter } = rule;
  if (
    !Expiration &&
    !NoncurrentVersionExpiration &&
    !abort &&
    Transition.length + NoncurrentVersionTransition.length === 0
  ) {
    throw invalidRequest('At least one action needs to be specified in a rule.');
  }
  const byTag = Filter?.Tag !== undefined || (Filter?.And?.Tag.length ?? 0) > 0;
  if (Expiration) {
    if (Object.keys(Expiration).length !== 1) throw malformedXml();
    if (byTag && Expiration.ExpiredObjectDeleteMarker)
      throw invalidRequest('ExpiredObjectDeleteMarker cannot be specified with Tags.');
    checkMidnight(Expiration.Date);
    checkPositive("'Days' for Expiration action", 'Days', Expiration.Days);
  }
  if (NoncurrentVersionExpiration) {
    const { NoncurrentDays, NewerNoncurrentVersions } = NoncurrentVersionExpiration;
    if (NoncurrentDays === undefined && NewerNoncurrentVersions === undefined) throw malformedXml();
    checkPositive(
      "'NoncurrentDays' for NoncurrentVersionExpiration action",
      'NoncurrentDays',
      NoncurrentDays,
    );
    checkPositive(
      "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action",
      'NewerNoncurrentVersions',
      NewerNoncurrentVersions,
    );
    if (Number(NewerNoncurrentVersions ?? 0) > maxNewerVersions) {
      throw invalidArgument(
        `'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be less than or equal to ${maxNewerVersions}`,
        'NewerNoncurrentVersions',
        NewerNoncurrentVersions,
      );
    }
  }
  if (!abort) return;
  if (byTag) throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  const sizes = Filter?.And ?? Filter;
  if (sizes?.ObjectSizeGreaterThan !== undefined || sizes?.ObjectSizeLessThan !== undefined)
    throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with ObjectSize.');
  checkPositive(
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action",
    'DaysAfterInitiation',
    abort.DaysAfterInitiation,
  );
}

function checkTransitions(rule: LifecycleRule): void {
  const { Transition, NoncurrentVersionTransition, Expiration } = rule;
  const filter = `'(prefix=${rulePrefix(rule)})'`;
  const dated = [...Transition, ...(Expiration ? [Expiration] : [])];
  for (const { Date: date, Days } of Transition) {
    if ((date === undefined) === (Days === undefined)) throw malformedXml();
    checkMidnight(date);
  }
  if (dated.some((action) => action.Date !== undefined) && dated.some(({ Days }) => Days !== undefined)) {
    throw invalidRequest(
      `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter ${filter}`,
    );
  }
  const classes = Transition.map(({ StorageClass }) => StorageClass);
  if (new Set(classes).size !== classes.length) {
    throw invalidRequest(
      `'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter ${filter}`,
    );
  }
  for (const { Days, StorageClass } of Transition) {
    checkTransitionDays('Days', 'Transition', Days, StorageClass);
    if (Days !== undefined && Expiration?.Days !== undefined && Number(Expiration.Days) <= Number(Days)) {
      throw invalidArgument(
        `'Days' in the Expiration action for filter ${filter} must be greater than 'Days' in the Transition action`,
        'Days',
        Expiration.Days,
      );
    }
  }
  for (const { NoncurrentDays, StorageClass } of NoncurrentVersionTransition) {
    if (NoncurrentDays === undefined) throw malformedXml();
    checkTransitionDays('NoncurrentDays', 'NoncurrentVersionTransition', NoncurrentDays, StorageClass);
  }
}

function checkTransitionDays(name: string, action: string, days: string | undefined, storageClass: string) {
  if (days === undefined) return;
  if (Number(days) < 0)
    throw invalidArgument(`'${name}' in ${action} action must be nonnegative`, name, days);
  if (/^(STANDARD|ONEZONE)_IA$/.test(storageClass) && Number(days) < minDaysForInfrequentAccess) {
    throw invalidArgument(
      `'${name}' in ${action} action must be greater than or equal to ${minDaysForInfrequentAccess} for storageClass '${storageClass}'`,
      name,
      days,
    );
  }
}

function checkMidnight(date: string | undefined): void {
  if (date === undefined || Date.parse(date) % 86_400_000 === 0) return;
  throw invalidArgument("'Date' must be at midnight GMT", 'Date', date);
}

function checkPositive(what: string, name: string, value: string | undefined): void {
  if (value === undefined || Number(value) > 0) return;
  throw invalidArgument(`${what} must be a positive integer`, name, value);
}
