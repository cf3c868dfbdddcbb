import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { element, parseXml, repeated, writeXml } from './xml.ts';

const schema = element({ Key: repeated(z.string()) });

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
  ['an element that is not known', '<Keys><Key>a</Key><Kee>b</Kee></Keys>'],
  ['a text between elements', '<Keys>a<Key>b</Key></Keys>'],
])('%s is malformed', (_, text) => {
  expect(() => parseXml(text, 'Keys', schema)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
});

test("white space between elements is nobody's, and in a text it is kept", () => {
  expect(parseXml('<Keys>\n  <Key> a </Key>\n</Keys>\n', 'Keys', schema)).toEqual({ Key: [' a '] });
});
