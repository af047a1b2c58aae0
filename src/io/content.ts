import { closeSync, existsSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import type { Content } from '../context.ts';
import { buildCorpus, type Corpus, type Origin, type Place, type ReadFile } from '../core/corpus.ts';
import { decodeText } from '../core/document/decoding.ts';
import type { Problem } from '../core/question.ts';
import { StoreError, UsageError, UserError } from '../errors.ts';
import { readCompiled } from './compiled.ts';
import { visible } from '../core/visible.ts';
import { hasCode, makeFolder, replaceFile } from './file.ts';
import { keptReadings, type KeptReadings } from './kept-readings.ts';

export interface ContentOptions {
  /** The folder of the package; what ships lies in its `content/`. */
  readonly packageRoot: string;
  /** The person's own questions. */
  readonly ownFolder: () => string;
  /** `--content`, else `PREP_CONTENT`; null when neither is there. */
  readonly given: readonly string[] | null;
  /** `config content`. */
  readonly configured: () => readonly string[];
  /** Where what was read is kept, so that it need not be read again; throws where there is no such folder. */
  readonly cacheFolder: () => string;
  readonly warn: (text: string) => void;
  /** Told how many files of how many are read, where that takes long. */
  readonly progress: (done: number, total: number) => void;
}

/** The name of the shipped corpus among what the build makes. */
export const shippedName = 'corpus';

/** Larger files are not read: no prep document comes near, and a mistaken path should not cost minutes. */
const largestBytes = 16 * 1024 * 1024;

const readable = new Set(['.md', '.markdown', '.mdx', '.txt', '.tsv', '.csv']);

/** Files of a folder that are about it and hold no questions, unless they do. */
const aboutFolder = /^(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT)\b/;

/** Loads content from folders and files; nothing is read before it is asked for, and no file is ever run. */
export function openContent(options: ContentOptions): Content {
  let loaded: Corpus | null = null;
  let given = options.given?.map((path) => ({ path, shown: path })) ?? null;
  /** Who brought the files that were listed; what is not among them is compiled, and ships. */
  const origins = new Map<string, Origin>();
  const lexed = new Map<string, unknown>();
  /** Files made in this run, and what was put in them. */
  const made = new Map<string, string>();

  const kept = keptReadings({ ...options, lexed });

  const load = async (quietly = false): Promise<Corpus> => {
    const roots: Root[] = given
      ? given.map((root) => ({ ...root, origin: 'given' }))
      : [...options.configured().map((path): Root => ({ path, shown: path, origin: 'config' })), ...ownRoot(options.ownFolder)];
    const shipped = given ? [] : readCompiled(join(options.packageRoot, 'dist'), shippedName, '', lexed)?.files;
    if (!shipped) roots.unshift({ path: join(options.packageRoot, 'content'), shown: 'content', origin: 'shipped' });
    const compiled = (shipped ?? []).map((file): ReadFile => ({ ...file, origin: 'shipped' }));
    const corpus = await readRoots(roots, origins, compiled, kept);
    if (corpus.questions.length === 0) throw nothingFound(corpus, roots);
    const [first, ...more] = corpus.skipped;
    if (first && !quietly) {
      const others = more.length === 0 ? '' : `, and ${more.length} more`;
      options.warn(`skipped ${visible(first.path)}: ${first.message}${others}; prep check says how to mend it.`);
    }
    return corpus;
  };

  return {
    async corpus(how) {
      return (loaded ??= await load(how?.quietly));
    },
    async reload() {
      return (loaded = await load());
    },
    lexed,
    get given() {
      return given?.map(({ path }) => resolve(path)) ?? null;
    },
    use(paths) {
      given = paths.map((path) => ({ path, shown: path }));
      loaded = null;
    },
    read: (paths) => readRoots(paths.map((path) => ({ path, shown: path, origin: 'given' })), new Map(), [], kept),
    get ownFolder() {
      return options.ownFolder();
    },
    writeOwn(relativePath, text) {
      const path = join(options.ownFolder(), relativePath);
      try {
        makeFolder(dirname(path));
        writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
      } catch (error) {
        if (hasCode(error, 'EEXIST')) throw new UserError(`there is already a file ${path}`, { hint: 'Edit that one, or choose another title.', cause: error });
        throw notWritten(path, error);
      }
      made.set(path, text);
      return path;
    },
    discard(path) {
      const text = made.get(path);
      if (text === undefined || !existsSync(path) || readFileSync(path, 'utf8') !== text) return false;
      rmSync(path);
      return true;
    },
    documentsIn(path) {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
      return listFiles({ path, shown: path, origin: 'given' }, []).map(({ shown }) => shown);
    },
    text(path) {
      const problems: Problem[] = [];
      const text = readText(path, path, problems);
      if (text === null) throw new UserError(`${path}: ${existsSync(path) ? (problems[0]?.message ?? '') : 'there is no such file'}`, { hint: problems[0]?.hint });
      return text;
    },
    write(folder, relativePath, text, { force, dryRun }) {
      const path = join(folder, relativePath);
      const state = existsSync(path) ? (readFileSync(path, 'utf8') === text ? 'same' : force ? 'written' : 'kept') : 'written';
      if (state === 'written' && !dryRun) {
        try {
          replaceFile(path, text);
        } catch (error) {
          throw notWritten(path, error);
        }
      }
      return { path, state };
    },
    editable(question) {
      if ((origins.get(question.path) ?? 'shipped') !== 'shipped') return { path: resolve(question.path), copied: false };
      const text = readFileSync(join(options.packageRoot, question.path), 'utf8');
      const path = this.writeOwn(join('questions', question.theme, `${question.id}.md`), text.replace(/^---\n/, '---\noverrides: true\n'));
      return { path, copied: true };
    },
  };
}

/** A folder or file to read. */
export interface Root {
  readonly path: string;
  /** How paths below it are shown. */
  readonly shown: string;
  readonly origin: Origin;
}

function ownRoot(folder: () => string): Root[] {
  try {
    const path = folder();
    return existsSync(path) ? [{ path, shown: path, origin: 'own' }] : [];
  } catch {
    return []; // Without a home there is no own content, and what ships can still be read.
  }
}

/** What lies below the roots, joined with what is compiled already. The readers are loaded only when there is a file to read. */
async function readRoots(roots: readonly Root[], origins: Map<string, Origin>, compiled: readonly ReadFile[], kept: KeptReadings): Promise<Corpus> {
  const problems: Problem[] = [];
  const files: ReadFile[] = [...compiled];
  for (const root of roots) {
    const found = listFiles(root, problems);
    for (const { shown } of found) origins.set(shown, root.origin);
    const readings = await kept.of(root, found, (file) => readText(file.path, file.shown, problems));
    files.push(...readings.map((reading) => ({ ...reading, origin: root.origin })));
  }
  return buildCorpus(files, problems);
}

/** A file of content, not read. */
export interface Found {
  readonly path: string;
  readonly shown: string;
  readonly place: Place;
  /** True for a README and the like: no fault when it holds no question. */
  readonly aboutFolder: boolean;
  readonly size: number;
  /** When it was last written to, in milliseconds since 1970. */
  readonly changed: number;
  /** What tells it from what it was: size and times. */
  readonly stamp: string;
}

/** The files of a root, in the order of their names. Links are followed only to regular files inside the root. */
export function listFiles(root: Root, problems: Problem[]): Found[] {
  const report = (shown: string, rule: string, message: string, hint: string): void => {
    problems.push({ path: shown, line: 1, rule, message, hint, strict: false });
  };
  let real: string;
  try {
    real = realpathSync(root.path);
    const stat = statSync(real);
    if (!stat.isDirectory()) return [{ path: real, shown: root.shown, place: placeIn(dirname(resolve(root.path))), aboutFolder: false, ...stampOf(stat) }];
  } catch (error) {
    const missing = hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
    report(root.shown, missing ? 'missing' : 'unreadable', missing ? 'there is no such file or folder' : 'this cannot be read', 'Check the path given to --content, PREP_CONTENT or config content.');
    return [];
  }
  const found: Found[] = [];
  const walk = (folder: string, shown: string): void => {
    let names: string[];
    try {
      names = readdirSync(folder).sort();
    } catch {
      report(shown, 'unreadable', 'this folder cannot be read', 'Check its permissions.');
      return;
    }
    // Worked out once for a folder: there are folders of ten thousand files.
    const place = folder === real ? 'any' : placeIn(folder);
    const [paths, showns] = [join(folder, 'x').slice(0, -1), join(shown, 'x').slice(0, -1)];
    for (const name of names) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = paths + name;
      const below = showns + name;
      try {
        const stat = lstatSync(path);
        const namedLikeFile = readable.has(extname(name).toLowerCase());
        if (stat.isDirectory()) {
          if (namedLikeFile) report(below, 'not-a-file', 'this is a folder named like a file, and is not read', 'Rename it, or give its own path to --content.');
          else walk(path, below);
          continue;
        }
        if (stat.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
          report(below, 'link', 'this is a link to a folder and is not followed', 'Give the path of that folder to --content or config content.');
          continue;
        }
        if (!namedLikeFile) continue;
        if (stat.isSymbolicLink()) {
          const target = realpathSync(path);
          if (!target.startsWith(real + sep)) {
            report(below, 'link', 'this link leads out of the folder and is not followed', 'Copy the file here, or give its own path to --content.');
            continue;
          }
        }
        found.push({ path, shown: below, place, aboutFolder: aboutFolder.test(name), ...stampOf(stat.isSymbolicLink() ? statSync(path) : stat) });
      } catch {
        report(below, 'unreadable', 'this file cannot be read', 'Check that it exists and its permissions.');
      }
    }
  };
  walk(real, root.shown);
  return found;
}

/** `themes/` and `personas/` hold their own kinds of file, wherever the content folder is opened. */
function placeIn(folder: string): Place {
  const name = basename(folder);
  return name === 'themes' ? 'theme' : name === 'personas' ? 'persona' : 'any';
}

function stampOf({ size, mtimeMs, ctimeMs }: Stats): Pick<Found, 'size' | 'changed' | 'stamp'> {
  return { size, changed: mtimeMs, stamp: `${size} ${mtimeMs} ${ctimeMs}` };
}

/** The text of a file, decoded; null where it cannot be read, with a word why in `problems`. */
export function readText(path: string, shown: string, problems: Problem[]): string | null {
  const report = (rule: string, message: string, hint: string): null => {
    problems.push({ path: shown, line: 1, rule, message, hint, strict: false });
    return null;
  };
  try {
    // A pipe or a device would hang the reader: only a regular file is opened.
    if (!statSync(path).isFile()) return report('not-a-file', 'this is not a regular file', 'Only regular files are read.');
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      if (size > largestBytes) return report('too-large', `this file has ${size} bytes; at most ${largestBytes} are read`, 'Split it, or leave it out.');
      return decodeText(readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch {
    return report('unreadable', 'this file cannot be read', 'Check that it exists and its permissions.');
  }
}

function nothingFound(corpus: Corpus, roots: readonly Root[]): UserError {
  const [first] = corpus.problems;
  if (first?.rule === 'missing') return new UsageError(`there is no such file or folder: ${first.path}`, first.hint);
  const where = roots.map((root) => root.shown).join(', ');
  return new UserError(`no question was found in ${where}${first ? `: ${first.path}:${first.line}: ${first.message}` : ''}`, {
    hint: first?.hint ?? 'docs/content-format.md shows how a question file and a document look.',
  });
}

function notWritten(path: string, cause: unknown): StoreError {
  return new StoreError(`this file cannot be written: ${path}`, { hint: 'Make the folder writable, or set PREP_DATA_DIR to one that is.', cause });
}

