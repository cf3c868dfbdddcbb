import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inputOf } from './input.ts';

const rule = { arn: 'arn:aws:events:us-east-1:000000000000:rule/all', name: 'all' };
const now = new Date('2024-01-01T00:00:01.500Z');
const event = {
  version: '0',
  id: '1',
  'detail-type': 'sold',
  source: 'shop',
  account: '000000000000',
  time: '2024-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: ['photo-1'],
  detail: { 'instance-id': 'i-1', state: 'he said "no"', count: 3, list: [{ a: 1 }, { a: 2 }] },
} as const;

function filled(InputTemplate: string, InputPathsMap: Record<string, string>, of = event): string {
  return inputOf({ Id: '1', Arn: '', InputTransformer: { InputTemplate, InputPathsMap } }, rule, of, now);
}

test.each([
  ['"<id> is in state <state>"', '"i-1 is in state he said \\"no\\""'],
  ['"<id> is \\"<count>\\""', '"i-1 is \\"3\\""'],
  ['{"id": <id>, "count": <count>}', '{"id": "i-1", "count": 3}'],
  ['{"all": <list>, "a": <as>, "first": <first>}', '{"all": [{"a":1},{"a":2}], "a": [1,2], "first": 1}'],
  ['{"text": "<list>"}', '{"text": "[{\\"a\\":1},{\\"a\\":2}]"}'],
  ['"<none>|<unknown>"', '"|<unknown>"'],
  ['{"none": <none>}', '{"none": null}'],
  ['"<aws.events.rule-arn> <aws.events.event.ingestion-time>"', `"${rule.arn} 2024-01-01T00:00:01.500Z"`],
])('the template %s becomes %s', (template, expected) => {
  const paths = {
    id: '$.detail.instance-id',
    state: '$.detail.state',
    count: '$.detail.count',
    list: '$.detail.list',
    as: '$.detail.list[*].a',
    first: '$.detail.list[0].a',
    none: '$.detail.none',
  };
  expect(filled(template, paths)).toBe(expected);
});

test('a template that is JSON stays JSON, whatever the event holds', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const detail = { ...event.detail, state: value } as typeof event.detail;
      const text = filled('{"bare": <v>, "quoted": "<v>"}', { v: '$.detail.state' }, { ...event, detail });
      expect(JSON.parse(text).bare).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
