/** A one-byte encoding that UTF-8 text is often misread through. */
export interface Codec {
  readonly name: string;
  /** The character that stands for each byte from 0x80 to 0xff; null where the encoding defines none. */
  readonly high: readonly (string | null)[];
  readonly byteOf: ReadonlyMap<string, number>;
  /** Bytes the encoding leaves undefined: readers drop them or keep them as C1 controls. */
  readonly holes: readonly number[];
}

const latin = Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)).join('');
const middle1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';
const turkish: Readonly<Record<string, string>> = { Ð: 'Ğ', Ý: 'İ', Þ: 'Ş', ð: 'ğ', ý: 'ı', þ: 'ş', Ž: '\0', ž: '\0' };
const macRoman =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

export const windows1252 = codec('Windows-1252', middle1252 + latin);
export const windows1254 = codec(
  'Windows-1254',
  [...(middle1252 + latin)].map((character) => turkish[character] ?? character).join(''),
);
export const macintosh = codec('Mac Roman', macRoman);
export const codecs: readonly Codec[] = [windows1252, windows1254, macintosh];

/** The UTF-8 bytes of `text` read through `codec`: how double encoding happens. Undefined bytes are dropped or kept as C1 controls. */
export function misread(text: string, codec: Codec, holes: 'drop' | 'keep'): string {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) {
    if (byte < 0x80) out += String.fromCharCode(byte);
    else out += codec.high[byte - 0x80] ?? (holes === 'keep' ? String.fromCharCode(byte) : '');
  }
  return out;
}

function codec(name: string, characters: string): Codec {
  const high = [...characters].map((character) => (character === '\0' ? null : character));
  const byteOf = new Map<string, number>();
  const holes: number[] = [];
  high.forEach((character, index) => {
    if (character === null) {
      holes.push(index + 0x80);
      byteOf.set(String.fromCharCode(index + 0x80), index + 0x80);
    } else byteOf.set(character, index + 0x80);
  });
  return { name, high, byteOf, holes };
}
