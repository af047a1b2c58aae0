import { type Codec, codecs } from './codec.ts';

export interface Warning {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface RepairedText {
  readonly text: string;
  /** How many characters were put back together. */
  readonly repaired: number;
  readonly warnings: readonly Warning[];
}

/**
 * The text with double encoding undone (UTF-8 that was read as Windows-1252, Windows-1254 or Mac Roman, undefined bytes
 * dropped or kept). Only runs that decode are touched: a text without one comes out as it went in. A sequence that could
 * be meant, or whose lost byte cannot be known, stays and is warned about.
 */
export function repairText(text: string): RepairedText {
  let current = text;
  let repaired = 0;
  let warnings: readonly Warning[] = [];
  // A text can be misread more than once on its way.
  for (let pass = 0; pass < 3; pass += 1) {
    const codec = likeliest(current);
    if (codec === null) break;
    const next = undo(current, codec);
    repaired += next.repaired;
    warnings = next.warnings;
    if (next.repaired === 0) break;
    current = next.text;
  }
  return { text: current, repaired, warnings };
}

/** Line endings become newlines, byte-order marks and zero-width characters go, non-breaking spaces become spaces. No line is added or lost. */
export function normalizeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\ufeff\u200b\u2060\u00ad\f\v]/g, '')
    .replace(/[\u00a0\u202f\u2007\u2028\u2029\u0085]/g, ' ');
}

interface Sequence {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

const highRun = /[^\u0000-\u007f]+/g;  

function likeliest(text: string): Codec | null {
  let best: Codec | null = null;
  let bestScore = 0;
  for (const codec of codecs) {
    let score = 0;
    for (const run of text.matchAll(highRun)) {
      const sequences = complete(run[0], codec);
      for (const { start, end } of sequences) score += end - start;
      if (sequences.length === 0 && score === 0 && lossyStart(run[0], codec)) score += 0.5;
    }
    if (score > bestScore) {
      best = codec;
      bestScore = score;
    }
  }
  return best;
}

function lossyStart(run: string, codec: Codec): boolean {
  for (let at = 0; at < run.length; at += 1) if (lossy(run, at, codec).some(({ decoded }) => emoji.test(decoded))) return true;
  return false;
}

/** Every sequence in a run of high characters that decodes with all of its bytes. */
function complete(run: string, codec: Codec): Sequence[] {
  const found: Sequence[] = [];
  for (let at = 0; at < run.length; ) {
    const length = lengthOf(codec.byteOf.get(run[at] ?? ''));
    const decoded = length === 0 ? null : decode(bytesAt(run, at, length, codec));
    if (decoded !== null && isPlausible(decoded, codec)) {
      found.push({ start: at, end: at + length, decoded });
      at += length;
    } else at += 1;
  }
  return found;
}

function isPlausible(decoded: string, codec: Codec): boolean {
  const code = decoded.codePointAt(0) ?? 0;
  return code > 0x9f || codec.holes.includes(code);
}

function lengthOf(lead: number | undefined): number {
  if (lead === undefined || lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function bytesAt(run: string, at: number, length: number, codec: Codec): number[] {
  const bytes: number[] = [];
  for (let next = at; next < at + length; next += 1) {
    const byte = codec.byteOf.get(run[next] ?? '');
    if (byte === undefined) break;
    bytes.push(byte);
  }
  return bytes.length === length ? bytes : [];
}

/** The one character these bytes encode in UTF-8, or null. */
function decode(bytes: readonly number[]): string | null {
  const [lead = 0, ...rest] = bytes;
  if (rest.length === 0 || rest.some((byte) => byte < 0x80 || byte > 0xbf)) return null;
  const second = rest[0] ?? 0;
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return null;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return null;
  const mask = [0, 0x1f, 0x0f, 0x07][rest.length] ?? 0;
  return String.fromCodePoint(rest.reduce((code, byte) => code * 64 + (byte & 0x3f), lead & mask));
}

const emoji = /^\p{Emoji_Presentation}$/u;
const box = /[\u2500-\u257f]/;
/** What people draw tables with; the rest of the block is rare. */
const plainBox = /[─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬]/;

/** Readings of a sequence that lost one byte the codec does not define. */
function lossy(run: string, at: number, codec: Codec): Sequence[] {
  const length = lengthOf(codec.byteOf.get(run[at] ?? ''));
  if (length < 3) return [];
  const bytes = bytesAt(run, at, length - 1, codec);
  if (bytes.length === 0 || bytes.slice(1).some((byte) => byte < 0x80 || byte > 0xbf)) return [];
  const found: Sequence[] = [];
  for (const hole of codec.holes) {
    for (let place = 1; place <= bytes.length; place += 1) {
      const decoded = decode([...bytes.slice(0, place), hole, ...bytes.slice(place)]);
      if (decoded !== null && !found.some((other) => other.decoded === decoded)) found.push({ start: at, end: at + length - 1, decoded });
    }
  }
  return found;
}

interface Undone {
  readonly text: string;
  readonly repaired: number;
  readonly warnings: readonly Warning[];
}

function undo(text: string, codec: Codec): Undone {
  const trusted = isDamaged(text, codec);
  const warnings: { at: number; message: string }[] = [];
  const pieces: string[] = [];
  // The last few characters written, so that nothing has to look into the whole text.
  let tail = '';
  const write = (piece: string): void => {
    pieces.push(piece);
    tail = (tail + piece.slice(-tailLength)).slice(-tailLength);
  };
  let repaired = 0;
  let copied = 0;
  for (const match of text.matchAll(highRun)) {
    const run = match[0];
    const from = match.index;
    write(text.slice(copied, from));
    copied = from + run.length;
    for (let at = 0; at < run.length; ) {
      const found = sequenceAt(run, at, codec);
      if (found !== null) {
        if (trusted) {
          write(found.decoded);
          repaired += 1;
        } else {
          write(run.slice(found.start, found.end));
          warnings.push({ at: from + at, message: `"${run.slice(found.start, found.end)}" could be a damaged "${found.decoded}"; left as it is` });
        }
        at = found.end;
        continue;
      }
      const readings = lossy(run, at, codec);
      const choice = readings.length === 0 ? null : chooseLossy(readings, tail, text.slice(from + at, from + at + 12), codec, trusted);
      if (choice !== null) {
        write(choice.decoded);
        repaired += 1;
        at = choice.end;
        continue;
      }
      if (readings.length > 0 && trusted) {
        warnings.push({ at: from + at, message: `"${run.slice(at, at + 2)}" lost a byte and cannot be told; left as it is` });
      }
      write(run[at] ?? '');
      at += 1;
    }
  }
  pieces.push(text.slice(copied));
  return { text: pieces.join(''), repaired, warnings: withLines(text, warnings) };
}

const tailLength = 400;

function sequenceAt(run: string, at: number, codec: Codec): Sequence | null {
  const length = lengthOf(codec.byteOf.get(run[at] ?? ''));
  if (length === 0) return null;
  const decoded = decode(bytesAt(run, at, length, codec));
  return decoded !== null && isPlausible(decoded, codec) ? { start: at, end: at + length, decoded } : null;
}

function chooseLossy(readings: readonly Sequence[], before: string, ahead: string, codec: Codec, trusted: boolean): Sequence | null {
  const previous = [...before.slice(-2)].at(-1) ?? '';
  if (!trusted && /\p{L}$/u.test(before.slice(-2))) return null;
  const end = (readings[0]?.end ?? 0) - (readings[0]?.start ?? 0);
  const next = sequenceAt(ahead, end, codec)?.decoded ?? lossy(ahead, end, codec).map(({ decoded }) => decoded).join('');
  if (box.test(previous) || box.test(next)) {
    const boxes = readings.filter(({ decoded }) => box.test(decoded));
    const plain = boxes.filter(({ decoded }) => plainBox.test(decoded));
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const corner = !box.test(next) && line.lastIndexOf('╚') > line.lastIndexOf('╝');
    const fitting = plain.length < 2 ? plain : plain.filter(({ decoded }) => decoded === (corner ? '╝' : '═'));
    const [only] = fitting.length > 0 ? fitting : boxes;
    if (only !== undefined && (fitting.length === 1 || boxes.length === 1)) return only;
  }
  const selector = readings.find(({ decoded }) => decoded === '\ufe0f');
  if (selector !== undefined && /[\p{Extended_Pictographic}#*0-9]$/u.test(before.slice(-2))) return selector;
  const pictures = readings.filter(({ decoded }) => emoji.test(decoded));
  if (pictures.length === 1) return pictures[0] ?? null;
  const closing = readings.find(({ decoded }) => decoded === '”');
  if (closing !== undefined) {
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (line.lastIndexOf('“') > line.lastIndexOf('”')) return closing;
  }
  return null;
}

/** Whether something in the text can only be damage; a lone pair of letters and signs could be meant. */
function isDamaged(text: string, codec: Codec): boolean {
  let doubtful = 0;
  let only: { from: number; to: number } | null = null;
  let certain = 0;
  for (const match of text.matchAll(highRun)) {
    const sequences = complete(match[0], codec);
    sequences.forEach((sequence, index) => {
      const from = match.index + sequence.start;
      const to = match.index + sequence.end;
      only = { from, to };
      const neighbour = sequences[index + 1];
      const inRun = neighbour !== undefined && neighbour.start === sequence.end && sameScript(neighbour.decoded, sequence.decoded);
      if (inRun || isCertain(sequence.decoded, text.slice(Math.max(0, from - 1), from), text.slice(to, to + 1))) certain += 1;
      else doubtful += 1;
    });
    if (certain > 1) return true;
  }
  if (certain === 0) return doubtful > 2;
  if (doubtful > 0 || only === null) return true;
  const { from, to }: { from: number; to: number } = only;
  return !/^[`"'“‘«][`"'”’»]$/u.test(text.slice(Math.max(0, from - 1), from) + text.slice(to, to + 1));
}

function isCertain(decoded: string, before: string, after: string): boolean {
  const code = decoded.codePointAt(0) ?? 0;
  if (code > 0xffff || (code >= 0x2000 && code < 0x2c00)) return true;
  const beside = /\p{Ll}/u.test(before) || /\p{Ll}/u.test(after);
  return beside && /\p{Script=Latin}/u.test(decoded) && /^[\p{Script=Latin}\P{L}]*$/u.test(before + after);
}

function sameScript(one: string, other: string): boolean {
  const band = (text: string): number => {
    const code = text.codePointAt(0) ?? 0;
    return code < 0x100 ? 0 : code < 0x600 ? Math.floor(code / 0x100) + 1 : Math.floor(code / 0x2000) + 100;
  };
  return band(one) === band(other) && band(one) > 0;
}

function withLines(text: string, marks: readonly { at: number; message: string }[]): Warning[] {
  const warnings: Warning[] = [];
  let line = 1;
  let read = 0;
  for (const { at, message } of marks) {
    for (let next = text.indexOf('\n', read); next !== -1 && next < at; next = text.indexOf('\n', read)) {
      line += 1;
      read = next + 1;
    }
    const last = warnings.at(-1);
    if (last?.line !== line) warnings.push({ line, message });
  }
  return warnings;
}
