import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32, fingerprint } from '../../src/core/hash.ts';

// draft-eastlake-fnv, appendix "FNV Test Vectors": 32-bit FNV-1a over the bytes without a final NUL.
it.each([
  ['', '811c9dc5'],
  ['a', 'e40c292c'],
  ['b', 'e70c2de5'],
  ['c', 'e60c2c52'],
  ['d', 'e10c2473'],
  ['e', 'e00c22e0'],
  ['f', 'e30c2799'],
  ['fo', '6222e842'],
  ['foo', 'a9f37ed7'],
  ['foob', '3f5076ef'],
  ['fooba', '39aaa18a'],
  ['foobar', 'bf9cf968'],
])('the fingerprint of %j is the published FNV-1a value', (text, hash) => {
  expect(fingerprint(text)).toBe(hash);
});

it('a fingerprint is taken over UTF-8 bytes and always has eight digits', () => {
  // Worked by hand for the two bytes c3 a9 of "é".
  const [first, second] = [0xc3, 0xa9];
  const prime = 0x01000193n;
  const mod = 1n << 32n;
  const step = (hash: bigint, byte: number): bigint => ((hash ^ BigInt(byte)) * prime) % mod;
  expect(fingerprint('é')).toBe(step(step(0x811c9dc5n, first), second).toString(16).padStart(8, '0'));
  for (let n = 0; n < 2000; n++) expect(fingerprint(`text ${n}`)).toMatch(/^[0-9a-f]{8}$/);
});

it('the CRC-32 of bytes and of texts is the one of zlib, and its published check value', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void expect(crc32(bytes)).toBe(zlibCrc32(bytes))));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => void expect(crc32(text)).toBe(zlibCrc32(text))));
});
