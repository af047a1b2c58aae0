import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecs, macintosh, misread, windows1252, windows1254 } from '../../../src/core/document/codec.ts';
import { decodeText } from '../../../src/core/document/decoding.ts';
import { normalizeText, repairText } from '../../../src/core/document/repair.ts';

describe('repairText', () => {
  it.each([
    ['in a word', 'cafÃ©', 'café'],
    ['a dash', 'oneâ€”two', 'one—two'],
    ['quotes, the closing one without its last byte', 'he said â€œyesâ€ and left', 'he said “yes” and left'],
    ['Windows-1254', 'ğŸ”„ again', '🔄 again'],
    ['Mac Roman', 'It‚Äôs caf√©', 'It’s café'],
    ['Cyrillic', misread('Расскажите о себе', windows1252, 'keep'), 'Расскажите о себе'],
    ['Cyrillic through Mac Roman', misread('Почему?', macintosh, 'keep'), 'Почему?'],
    ['Chinese', misread('什么是闭包？', windows1252, 'keep'), '什么是闭包？'],
    ['twice over', misread(misread('a – b', windows1252, 'keep'), windows1252, 'keep'), 'a – b'],
    ['a variation selector without its last byte', misread('⚠️ careful, ✅ done', windows1252, 'drop'), '⚠️ careful, ✅ done'],
    ['a table drawn in double lines', misread('╔══╗\n║ok║\n╚══╝', windows1252, 'drop'), '╔══╗\n║ok║\n╚══╝'],
    ['beside correct characters', 'façade — 3 × 4 â†’ 12', 'façade — 3 × 4 → 12'],
  ])('undoes double encoding: %s', (_, damaged, meant) => {
    expect(repairText(damaged)).toMatchObject({ text: meant, warnings: [] });
  });

  it.each([
    ['a pair on its own', 'The pair Ã© stands for one letter.'],
    ['capitals before a quote', '«MAÇÃ»'],
    ['a root of pi', 'x √π y'],
    ['a sequence that is spoken of', 'The bytes show up as `â€™` there.'],
    ['a closing guillemet and a dash', '«café»—dijo'],
  ])('leaves what could be meant and warns: %s', (_, text) => {
    const repaired = repairText(text);
    expect(repaired.text).toBe(text);
    expect(repaired.warnings).toHaveLength(1);
  });

  it('says where it is in doubt', () => {
    expect(repairText('one\ntwo\nthe pair Ã© there').warnings.map(({ line }) => line)).toEqual([3]);
  });

  it('leaves any text alone that holds no decodable sequence', () => {
    const characters = fc.constantFrom(...'abc é ç — × “ ” „ « » ß ñ 日本 ж я \r\n\t \u00a0\ufeff😀'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 200 }), (text) => {
        fc.pre(!codecs.some((codec) => [...text.matchAll(/[^\u0000-\u007f]{2,}/g)].some(([run]) => codec.high.some((lead, at) => lead !== null && at >= 0x42 && run.includes(lead) && followed(run, lead, codec.high)))));
        expect(repairText(text).text).toBe(text);
      }),
    );
  });

  it('gives back what went in, for words in many scripts misread through any codec', () => {
    const word = fc.constantFrom('naïve', 'Größe', 'não', 'été', 'мир', 'вопрос', '什么', '→', '—', '≥', '✅', 'plain', 'words', '42');
    fc.assert(
      fc.property(fc.array(word, { minLength: 4, maxLength: 30 }), fc.constantFrom(windows1252, windows1254, macintosh), (words, codec) => {
        const text = `It’s “here” — ${words.join(' ')}`;
        expect(repairText(misread(text, codec, 'keep')).text).toBe(text);
      }),
    );
  });
});

function followed(run: string, lead: string, high: readonly (string | null)[]): boolean {
  for (let at = run.indexOf(lead); at !== -1; at = run.indexOf(lead, at + 1)) {
    const index = high.indexOf(run[at + 1] ?? '');
    if (index >= 0 && index < 0x40) return true;
  }
  return false;
}

describe('normalizeText', () => {
  it('keeps lines and makes spaces plain', () => {
    expect(normalizeText('\ufeffone\r\ntwo\rth\u200bree\u00a0four')).toBe('one\ntwo\nthree four');
  });
});

describe('decodeText', () => {
  it.each([
    ['windows-1251', (code: number) => (code === 0x451 ? 0xb8 : code - 0x410 + 0xc0)],
    ['koi8-r', (code: number) => 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'.indexOf(String.fromCharCode(code)) + 0xc0],
  ])('reads Russian in %s', (_, byteOf) => {
    const text = '1. Что такое весло?\nЛопасть на палке, которой гребут.\n\n2. Зачем нужен руль?\nДля того чтобы не плыть по кругу.\n';
    const bytes = Uint8Array.from(text, (character) => (character > '\u007f' ? byteOf(character.charCodeAt(0)) : character.charCodeAt(0)));
    expect(decodeText(bytes)).toBe(text);
  });

  const utf16 = (text: string, little: boolean): Uint8Array => {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    [...text].forEach((character, at) => view.setUint16(at * 2, character.charCodeAt(0), little));
    return bytes;
  };

  it.each([
    ['UTF-8', new TextEncoder().encode('café'), 'café'],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'a'],
    ['UTF-16, little', utf16('\ufeffWhat is it?', true), 'What is it?'],
    ['UTF-16, big', utf16('\ufeffWhat is it?', false), 'What is it?'],
    ['UTF-16 without a mark', utf16('What is a queue?', true), 'What is a queue?'],
    ['Windows-1252', new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x20, 0x97]), 'café —'],
    ['nothing', new Uint8Array(), ''],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('takes any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof decodeText(bytes) === 'string'));
  });
});
