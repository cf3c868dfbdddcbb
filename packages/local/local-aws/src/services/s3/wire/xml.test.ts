import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseXml, repeated, writeXml } from './xml.ts';

const schema = z.object({ Key: repeated(z.string()) });

/** What XML 1.0 can hold at all. */
const isXmlCharacter = (text: string) =>
  ['\t', '\n', '\r'].includes(text) || (text >= ' ' && text !== '\ufffe' && text !== '\uffff');

const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter(isXmlCharacter),
  fc.constantFrom('&', '<', ']]>', '\r', '\n', ' '),
);

test('texts are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: character })), (keys) => {
      expect(parseXml(writeXml('Keys', { Key: keys }), 'Keys', schema)).toEqual({ Key: keys });
    }),
  );
});

test.each([
  ['nothing', ''],
  ['another document', '<Other/>'],
  ['an element that never ends', '<Keys><Key>'],
  ['a definition of entities', '<!DOCTYPE x [<!ENTITY y "z">]><Keys><Key>&y;</Key></Keys>'],
  ['other elements within', '<Keys><Key><x/></Key></Keys>'],
])('%s is malformed', (_, text) => {
  expect(() => parseXml(text, 'Keys', schema)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
});
