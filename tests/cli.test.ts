import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFiles } from './commands/fixture.ts';
import { newWorld, packageRoot, prep, type World } from './helpers/world.ts';

const commands = [
  'quiz', 'show', 'list', 'browse', 'search', 'themes', 'personas', 'next', 'due', 'rate', 'undo', 'history', 'reset', 'hide', 'unhide', 'new', 'stats',
  'check', 'backup', 'restore', 'merge', 'doctor', 'config',
]; // prettier-ignore
const pages = [[], ...commands.map((name) => [name]), ...['get', 'set', 'unset', 'list', 'path'].map((name) => ['config', name])];
/** A world on a few of the questions that ship: loading all of them again and again would only cost time. */
function fewQuestions(changes: Partial<World> = {}): World {
  const { env, ...rest } = changes;
  return newWorld({ ...rest, env: { PREP_CONTENT: few, ...env } });
}

const few = [
  'questions/system-design/url-shortener.md',
  'questions/system-design/distributed-rate-limiter.md',
  'questions/core-concepts/cap-theorem-decisions.md',
  'questions/coding-debugging/monkey-patching.md',
  'questions/system-design/distributed-cache.md',
  'questions/data-structures/bst-complexity.md',
  'questions/behavioral/influence-without-authority.md',
  'personas/bar-raiser.md',
]
  .map((path) => join(packageRoot, 'content', path))
  .join(delimiter);

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };

describe('help', () => {
  it.each(pages.map((page) => [page.join(' '), page] as const))('of "prep %s" fits 80 columns and has no escapes', async (_, page) => {
    for (const terminal of [false, true]) {
      const world = newWorld({ terminal, columns: 200 });
      const { code, out, err } = await prep([...page, '--help'], world);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(out).not.toContain('\u001b');
      expect(out.endsWith('\n') && !out.endsWith('\n\n')).toBe(true);
    }
  });

  it('has no escapes on a pipe even where color is forced', async () => {
    const { out } = await prep(['--help'], newWorld({ env: { NO_COLOR: '', FORCE_COLOR: '3' } }));
    expect(out).not.toContain('\u001b');
  });

  it('names every command, and leads with examples', async () => {
    const { out } = await prep(['--help'], newWorld());
    for (const name of commands) expect(out).toMatch(new RegExp(`^ +${name} {2,}\\S`, 'm'));
    expect(out.indexOf('$ prep quiz')).toBeLessThan(out.indexOf('Usage:'));
    for (const flag of ['--content', '--color', '--no-input', '-q, --quiet', '--debug', '-V, --version', '-h, --help']) expect(out).toContain(flag);
  });

  it('lists the values of flags that take one of a few', async () => {
    const { out } = await prep(['quiz', '--help'], newWorld());
    expect(out).toMatch(/--kind <kind> +only concept, design, coding, behavioral or leadership\n/);
    expect(out).toMatch(/--order <order> +smart, random, due, weak or listed \(smart\)\n/);
    expect(out).toMatch(/--role <role> .*director/);
  });

  it('stands with every description below the others, whatever the group', async () => {
    const { out } = await prep(['--help'], newWorld());
    expect(new Set(commands.map((name) => out.split('\n').find((line) => line.startsWith(`  ${name} `))?.search(/(?<= {2})\S[^ ]* [^-]|(?<=\S {2,})\S/))).size).toBe(1);
  });

  it.each(commands)('of %s has an example', async (name) => {
    expect(examplesIn((await prep([name, '-h'], newWorld())).out).length).toBeGreaterThan(0);
  });

  it.each([
    [['help']],
    [['-h']],
    [['-q', '-h']],
    [['-h', '--nonsense']],
    [['--nonsense', '-h']],
    [['--color', 'sometimes', '-h']],
  ])('is what %j shows', async (argv) => {
    const { out } = await prep(['--help'], newWorld());
    expect(await prep(argv, newWorld())).toMatchObject({ code: 0, out, err: '' });
  });

  it.each([
    [['help', 'quiz']],
    [['-h', 'quiz']],
    [['quiz', '--nonsense', '-h']],
    [['quiz', '--count', 'many', '--help']],
    [['quiz', '--count', '-h']],
    [['quiz', 'and', 'more', '-h']],
  ])('wins wherever it stands: %j', async (argv) => {
    const { out } = await prep(['quiz', '--help'], newWorld());
    expect(await prep(argv, newWorld())).toMatchObject({ code: 0, out, err: '' });
  });

  it('does not win behind --, where words are words', async () => {
    const { code, out, err } = await prep(['search', '--', '-h', 'zzzz'], fewQuestions());
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Nothing matches "-h zzzz".\n' });
  });

  it('reads no content and no store', async () => {
    const world = newWorld({ env: { PREP_CONTENT: '/nowhere/at/all' } });
    writeFiles(world.home, { data: 'not a folder' });
    expect((await prep(['rate', '--help'], world)).code).toBe(0);
    expect((await prep(['--version'], world)).code).toBe(0);
  });
});

describe('the version', () => {
  it.each([['--version'], ['-V'], ['version']])('is printed alone by %s, on a terminal and on a pipe', async (flag) => {
    for (const terminal of [true, false]) {
      expect(await prep([flag], fewQuestions({ terminal }))).toEqual({ code: 0, out: `${version}\n`, err: '', frames: [], journal: [] });
    }
  });
});

/** The lines to type in a text: `$ prep …`, without the prompt, comments cut. */
function examplesIn(text: string): string[] {
  return [...text.matchAll(/^\s*\$ (prep\b.*)$/gm)].map(([, line = '']) => line.replace(/\s+#.*$/, '').trim());
}

/** The words of a command line, as a shell would cut it; null for what only a shell can run. */
function wordsOf(line: string): string[] | null {
  if (/[|<>;&$`]/.test(line)) return null;
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '').slice(1);
}

/** A world in which every example makes sense: things are rated and due, one is hidden, a session is unfinished. */
async function fittingWorld(): Promise<World> {
  const world = fewQuestions({ terminal: true });
  if (fitting === null) {
    await prep(['quiz', '--theme', 'system-design', '--seed', '7'], world, { keys: ['enter', '2', 'q'] });
    await prep(['rate', 'url-shortener', '2'], world);
    await prep(['hide', 'monkey-patching'], world);
    fitting = Object.fromEntries(['data/journal.jsonl', 'data/session.json', 'data/backups/2026-11-20T12-00-00-000Z-daily.jsonl'].map((name) => [name, readFileSync(join(world.home, name), 'utf8')]));
  }
  writeFiles(world.home, fitting);
  for (const path of ['data', 'data/backups', ...Object.keys(fitting)]) chmodSync(join(world.home, path), path.includes('.') ? 0o600 : 0o700);
  world.now = new Date('2026-12-20T12:00:00Z');
  return world;
}

let fitting: Record<string, string> | null = null;

async function runExample(line: string): Promise<void> {
  const words = wordsOf(line);
  if (words === null) return;
  const world = await fittingWorld();
  // Files in examples are the reader's own: they are made below the folder of the test.
  const argv = words.map((word) => (/^(?:my-|notes)|\/$/.test(word) ? join(world.home, word) : word));
  for (const path of argv.filter((word) => word.startsWith(world.home))) {
    if (path.endsWith('.jsonl')) writeFiles('/', { [path]: fitting?.['data/journal.jsonl'] ?? '' });
    else writeFiles('/', { [path.endsWith('.md') ? path : join(path, 'what-is-mine.md')]: '# What is mine?\n\n## Answer\n\nThis.\n' });
  }
  const [command] = argv;
  const outcome = await prep(argv, world, {
    keys: argv.includes('--plain') || argv.includes('config') ? [] : command === 'quiz' ? ['q'] : command === 'browse' ? ['escape'] : [],
    lines: ['q'],
    answers: command === 'new' && argv.length === 1 ? ['How do you test a clock?', 'my-questions'] : [],
    edit: () => undefined,
  });
  // The strict rules hold for what ships; a reader's own question breaks some, which is what exit 3 says.
  expect(outcome, `${line}\n${outcome.err}`).toMatchObject({ code: argv.includes('--strict') ? 3 : 0 });
  expect(outcome.err, line).not.toMatch(/No question matches|Nothing (?:is|matches)/);
}

describe('every example works', () => {
  it.each(pages.map((page) => [page.join(' '), page] as const))('in the help of "prep %s"', async (_, page) => {
    for (const line of examplesIn((await prep([...page, '-h'], fewQuestions())).out)) await runExample(line);
  });

  const readme = join(packageRoot, 'README.md');
  it.skipIf(!existsSync(readme))('in the README', async () => {
    const lines = examplesIn(readFileSync(readme, 'utf8'));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of new Set(lines)) await runExample(line);
  });
});

describe('what is misspelt is refused with a suggestion, and never run as guessed', () => {
  it.each([
    [['lst'], 'there is no command "lst"', 'Did you mean "prep list"?'],
    [['quizz', '--plain'], 'there is no command "quizz"', 'Did you mean "prep quiz"?'],
    [['Undo'], 'there is no command "Undo"', 'Did you mean "prep undo"?'],
    [['zzzzzzzz'], 'there is no command "zzzzzzzz"', 'prep --help lists the commands.'],
    [['help', 'quizz'], 'there is no command "quizz"', 'Did you mean "prep quiz"?'],
    [['config', 'lst'], 'there is no command "config lst"', 'Did you mean "prep config list"?'],
    [['config', 'gte', 'count'], 'there is no command "config gte"', 'Did you mean "prep config get"?'],
    [['list', '--thme', 'x'], 'there is no flag --thme here', 'Did you mean "--theme"?'],
    [['list', '--not-them=x'], 'there is no flag --not-them=x here', 'Did you mean "--not-theme"?'],
    [['quiz', '--cuont', '3'], 'there is no flag --cuont here', 'Did you mean "--count"?'],
    [['--qiet'], 'there is no flag --qiet here', 'Did you mean "--quiet"?'],
    [['quiz', '--plain', '--order', 'smrt'], '"smrt" does not fit --order', 'Did you mean "smart"?'],
    [['quiz', '--plain', '--count', '0'], '"0" does not fit --count', 'It takes a whole number from 1 to 1000.'],
    [['show', 'url-shortner'], 'there is no question "url-shortner"', 'Did you mean "url-shortener"?'],
    [['show', 'url', '--only', 'pitfals'], '"pitfals" is not a part of a question', 'Did you mean "pitfalls"?'],
    [['browse', 'themse'], '"themse" is not a way to browse', 'Did you mean "themes"?'],
    [['config', 'get', 'retenton'], 'there is no setting "retenton"', 'Did you mean "retention"?'],
    [['config', 'set', 'retenton', '0.8'], 'there is no setting "retenton"', 'Did you mean "retention"?'],
    [['config', 'unset', 'cuont'], 'there is no setting "cuont"', 'Did you mean "count"?'],
    [['new', 'Why?', '--kind', 'codng'], '"codng" is not a kind', 'Did you mean "coding"?'],
    [['--color', 'alwys', 'list'], '"alwys" does not fit --color', 'Did you mean "always"?'],
  ])('%j', async (argv, message, hint) => {
    const { code, out, err, journal } = await prep(argv, fewQuestions());
    expect({ code, out, journal }).toEqual({ code: 2, out: '', journal: [] });
    const [first, second, ...rest] = err.trimEnd().split('\n');
    expect([first?.replace(/^prep: /, ''), second, rest]).toEqual([message, hint, []]);
  });

  it('a flag of another command is not suggested to itself', async () => {
    const { code, err } = await prep(['undo', '--theme', 'x'], fewQuestions());
    expect(code).toBe(2);
    expect(err).toContain('there is no flag --theme here');
    expect(err).not.toContain('Did you mean "--theme"');
  });

  it.each([
    [['show']],
    [['rate', 'url-shortener']],
    [['rate', 'url-shortener', '5']],
    [['rate', 'url-shortener', '3.0']],
    [['rate', 'url-shortener', '0x3']],
    [['rate', 'url-shortener', '']],
    [['list', 'everything']],
    [['list', '--theme']],
    [['quiz', '--count', '0']],
    [['quiz', '--count', '1.5']],
    [['quiz', '--seed', '-1']],
    [['quiz', '--seed', '4294967296']],
    [['quiz', '--time', 'long']],
    [['next', '--count', '']],
    [['version', 'now']],
    [['config', 'get']],
    [['stats', '--since', '2026-02-30']],
    [['']],
  ])('wrong usage exits 2 and says how to mend it: %j', async (argv) => {
    const { code, out, err } = await prep(argv, fewQuestions());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^prep: [^\n(]+.*\n[^\n]+\n$/);
    expect(err).not.toMatch(/\n\s+at |outputHelp/);
  });
});

describe('the flags of every command', () => {
  it.each([[['-q', 'list', '--theme', 'nope']], [['list', '--theme', 'nope', '--quiet']], [['show', 'nope', '-q']], [['list', '--content', '/nowhere', '-q']]])(
    '--quiet does not silence an error: %j',
    async (argv) => {
      const { code, err } = await prep(argv, fewQuestions());
      expect(code).toBe(2);
      expect(err).toMatch(/^prep: there is no /);
    },
  );

  it.each([
    [['rate', 'url-shortener', '3']],
    [['hide', 'url-shortener']],
    [['due']],
    [['history']],
    [['reset', 'url-shortener']],
    [['check']],
    [['config', 'set', 'count', '3']],
  ])('--quiet silences the talk of %j', async (argv) => {
    expect((await prep(argv, fewQuestions())).err).not.toBe('');
    for (const quiet of [['-q', ...argv], [...argv, '--quiet']]) expect(await prep(quiet, fewQuestions())).toMatchObject({ code: 0, err: '' });
  });

  it('--quiet leaves stdout alone', async () => {
    const [loud, quiet] = [await prep(['themes'], fewQuestions()), await prep(['themes', '-q'], fewQuestions())];
    expect(quiet.out).toBe(loud.out);
    expect(quiet.out).not.toBe('');
  });

  it('--debug shows where an error came from, and nothing else does', async () => {
    const stack = /^\s+at .+:\d+/m;
    expect((await prep(['show', 'nope'], fewQuestions())).err).not.toMatch(stack);
    for (const argv of [['--debug', 'show', 'nope'], ['show', 'nope', '--debug']]) {
      const { code, err } = await prep(argv, fewQuestions());
      expect(code).toBe(2);
      expect(err).toMatch(stack);
    }
  });

  it('a fault of the program says so without a stack, and with one under --debug', async () => {
    const fail = async (...flags: string[]): Promise<string> => {
      const { code, err } = await prep(['quiz', ...flags], fewQuestions({ terminal: true }), { keys: [() => { throw new Error('a wire came loose'); }] }); // prettier-ignore
      expect(code).toBe(1);
      return err;
    };
    expect(await fail()).toBe('prep: a wire came loose\nThis is a fault in prep. Run it again with --debug to see where.\n');
    expect(await fail('--debug')).toMatch(/^prep: a wire came loose\n.*a wire came loose\n\s+at /);
  });

  it('--content is repeatable, before and behind the command', async () => {
    const world = fewQuestions();
    const [a, b] = ['a', 'b'].map((name) => join(writeFiles(world.home, { [`${name}.md`]: `# What is ${name}?\n\n## Answer\n\n${name}\n` }), `${name}.md`));
    for (const argv of [['--content', a, '--content', b, 'list'], ['list', '--content', a, '--content', b], ['--content', a, 'list', '--content', b]]) {
      expect((await prep([...(argv as string[]), '--fields', 'id'], world)).out).toBe((await prep(['list', '--fields', 'id', '--content', a!, '--content', b!], world)).out);
    }
    const { out } = await prep(['--content', a!, 'list', '--content', b!, '--fields', 'id'], world);
    expect(JSON.parse(out)).toMatchObject({ questions: [{ id: 'a' }, { id: 'b' }] });
  });

  it('--color wins over the environment, and the setting over the environment too', async () => {
    const world = fewQuestions();
    const escapes = async (...argv: string[]): Promise<boolean> => (await prep(['themes', ...argv], Object.assign(world, { terminal: true }))).out.includes('\u001b[');
    world.env['NO_COLOR'] = '1';
    expect(await escapes()).toBe(false);
    expect(await escapes('--color', 'always')).toBe(true);
    await prep(['config', 'set', 'color', 'always'], world);
    expect(await escapes()).toBe(true);
    expect(await escapes('--color', 'never')).toBe(false);
    Object.assign(world.env, { NO_COLOR: '', FORCE_COLOR: '1' });
    await prep(['config', 'set', 'color', 'never'], world);
    expect(await escapes()).toBe(false);
  });

  it('--no-input asks nothing, on a terminal too', async () => {
    expect(await prep(['quiz', '--no-input'], fewQuestions({ terminal: true }))).toMatchObject({ code: 2, out: '', frames: [] });
    expect(await prep(['--no-input', 'browse'], fewQuestions({ terminal: true }))).toMatchObject({ code: 2, out: '', frames: [] });
    expect(await prep(['new', '--no-input'], fewQuestions({ terminal: true }))).toMatchObject({ code: 2, out: '' });
    expect(await prep(['quiz'], fewQuestions({ terminal: true, env: { CI: 'true' } }))).toMatchObject({ code: 2, out: '', frames: [] });
  });
});
