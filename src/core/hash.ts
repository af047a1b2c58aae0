/**
 * FNV-1a, 32 bits, over the UTF-8 bytes of a text, as 8 lower-case hex digits. For fingerprints and names, not for
 * secrets. Source: draft-eastlake-fnv, section 2 (offset basis 0x811c9dc5, prime 0x01000193).
 */
export function fingerprint(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let hash = 0x811c9dc5;
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * CRC-32 of bytes, or of the UTF-8 bytes of a text, from 0 to 2^32 - 1. Node has it in zlib, which takes longer to load than
 * most commands take to run. Source: RFC 1952, section 8.
 */
export function crc32(data: string | Uint8Array): number {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  let crc = ~0;
  for (let index = 0; index < bytes.length; index++) crc = (crc >>> 8) ^ (crcTable[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  return ~crc >>> 0;
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
