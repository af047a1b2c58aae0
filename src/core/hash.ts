/**
 * FNV-1a, 32 bits, over the UTF-8 bytes of a text, as 8 lower-case hex digits. For fingerprints and names, not for
 * secrets. Source: draft-eastlake-fnv, section 2 (offset basis 0x811c9dc5, prime 0x01000193).
 */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
