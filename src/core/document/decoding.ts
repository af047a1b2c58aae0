import { windows1252 } from './codec.ts';

/** The text of a file's bytes: UTF-8, UTF-16 in either order with or without a mark, Windows-1251 or KOI8-R where that makes Russian words, else Windows-1252. The mark itself is dropped. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return mostlyUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : (cyrillic(bytes) ?? fromWindows1252(bytes));
  }
}

/** A text in a Latin script has a zero in every second byte of its UTF-16. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const seen = Math.min(bytes.length, 4096) & ~1;
  if (seen < 4 || bytes.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < seen; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  if (odd > seen * 0.2 && even < seen * 0.02) return 'utf-16le';
  if (even > seen * 0.2 && odd < seen * 0.02) return 'utf-16be';
  return null;
}

/** One torn sequence in a UTF-8 file should not turn every other letter into two. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  let whole = 0;
  for (const character of text) {
    if (character === '\ufffd') broken += 1;
    else if (character > '\u007f') whole += 1;
  }
  return whole > broken;
}

/** Bytes that are mostly letters above ASCII, read as the one of two encodings in which nearly all of them are small, as in running text; null where neither is. */
function cyrillic(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 20_000);
  const high = start.reduce((count, byte) => count + (byte > 0xbf ? 1 : 0), 0);
  const ascii = start.reduce((count, byte) => count + (byte >= 0x41 && byte < 0x7f ? 1 : 0), 0);
  if (high < 20 || high < ascii * 0.7) return null;
  const small = (encoding: string): number => new TextDecoder(encoding).decode(start).match(/[а-яё]/g)?.length ?? 0;
  const encoding = small('windows-1251') >= small('koi8-r') ? 'windows-1251' : 'koi8-r';
  return small(encoding) > high * 0.8 ? new TextDecoder(encoding).decode(bytes) : null;
}

/** Some runtimes read this encoding as Latin-1, so the table is our own. */
function fromWindows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (const byte of bytes) pieces.push(byte < 0x80 ? String.fromCharCode(byte) : (windows1252.high[byte - 0x80] ?? String.fromCharCode(byte)));
  return pieces.join('');
}
