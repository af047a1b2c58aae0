/** Crockford's base 32, as the ULID specification (github.com/ulid/spec) uses it: it sorts like the number. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The last millisecond that a ULID can hold. */
export const latestUlidTime = 2 ** 48 - 1;

/**
 * A ULID: 48 bits of time, 80 bits of chance, 26 characters that sort by time. Throws where the time does not fit.
 * @param ms whole milliseconds since the epoch, 0 to 2^48 - 1
 * @param chance ten random bytes
 */
export function ulid(ms: number, chance: Uint8Array): string {
  if (!Number.isInteger(ms) || ms < 0 || ms > latestUlidTime) throw new RangeError(`a ULID cannot hold the time ${ms}`);
  let time = '';
  for (let rest = ms, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = (alphabet[rest % 32] ?? '') + time;
  let random = '';
  let bits = 0;
  let held = 0;
  for (const byte of chance.subarray(0, 10)) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) random += alphabet[(held >> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return time + random;
}

/** The time in a ULID, milliseconds since the epoch, or null where the text is not one. */
export function ulidTime(id: string): number | null {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return null;
  let ms = 0;
  for (const character of id.slice(0, 10)) ms = ms * 32 + alphabet.indexOf(character);
  return ms;
}
