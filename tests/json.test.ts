import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { practisedWorld, json, sampleWorld, writeFiles } from './commands/fixture.ts';
import { journalPath, prep, type World } from './helpers/world.ts';

/** A shape: `field: type`; a type is what `typeOf` calls a value, or a list of one shape, or a shape. */
type Shape = string | readonly [Shape] | { readonly [field: string]: Shape };

const brief = {
  id: 'string', question: 'string', title: 'string|null', theme: 'string', personas: ['string'], role: 'string|null', kind: 'string',
  tags: ['string'], minutes: 'number|null', follows: 'string|null', difficulty: 'string|null', hidden: 'boolean', path: 'string', line: 'number',
  confidence: 'number|null', reviews: 'number', due: 'day|null', recall: 'number|null', answered: 'boolean', changed: 'boolean',
} as const; // prettier-ignore
const whole = {
  ...brief, intent: 'string|null', context: 'string|null', answer: 'string|null', keyPoints: ['string'],
  followUps: [{ question: 'string', answer: 'string' }], pitfalls: ['string'], hints: ['string'], options: [{ text: 'string', correct: 'boolean' }],
  source: 'string|null',
} as const; // prettier-ignore
const group = { id: 'string', title: 'string', description: 'string|null', questions: 'number', rated: 'number', confidence: 'number|null', due: 'number' } as const;
const review = {
  id: 'ulid', question: 'string', rating: 'number', prediction: 'number|null', pointsHit: 'number', pointsOf: 'number', thinkSeconds: 'number|null',
  answerSeconds: 'number|null', hints: 'number', followUps: ['number'], mode: 'string', at: 'instant', session: 'ulid|null',
} as const; // prettier-ignore
const recorded = { id: 'ulid', type: 'string', question: 'string', at: 'instant' } as const;
const setting = { key: 'string', value: 'string|number|boolean|list', origin: 'string' } as const;
const problem = { path: 'string', line: 'number', rule: 'string', message: 'string', hint: 'string', fixed: 'boolean' } as const;

/** Every shape there is: fields are added, never renamed or removed. */
const shapes: readonly [string, Shape][] = [
  ['list', { questions: [brief] }],
  ['list --hidden', { questions: [brief] }],
  ['due', { questions: [brief] }],
  ['show cache-invalidation http-status open-question', { questions: [whole] }],
  ['search cache', { questions: [{ ...brief, score: 'number', match: 'string' }] }],
  ['next --count 6', { questions: [{ ...brief, reason: 'string' }] }],
  ['themes', { themes: [group] }],
  ['personas', { personas: [{ ...group, mindset: 'string|null', role: 'string|null', phases: [{ title: 'string', minutes: 'number' }] }] }],
  ['rate cache-sizing 4', { review: { id: 'ulid', question: 'string', rating: 'number', at: 'instant', nextDue: 'day' } }],
  ['undo', { undone: recorded }],
  ['reset cache-sizing', { events: [recorded] }],
  ['hide cache-sizing', { events: [recorded] }],
  ['unhide http-status', { events: [recorded] }],
  ['history', { reviews: [review] }],
  ['stats', {
    totals: { questions: 'number', seen: 'number', reviews: 'number', due: 'number', hidden: 'number' },
    themes: [{ id: 'string', title: 'string', questions: 'number', rated: 'number', confidence: 'number|null', due: 'number' }],
    personas: [{ id: 'string', title: 'string', questions: 'number', rated: 'number', confidence: 'number|null', due: 'number' }],
    days: [{ date: 'day', reviews: 'number', minutes: 'number' }],
    forecast: [{ date: 'day', due: 'number' }],
    calibration: { pairs: 'number', meanPrediction: 'number|null', meanRating: 'number|null', gap: 'number|null', bins: [{ prediction: 'number', n: 'number', meanRating: 'number|null' }] },
  }],
  ['check broken', { problems: [problem] }],
  ['config list', { settings: [setting] }],
]; // prettier-ignore

/** Practiced, with a hidden question, a session in the history, and a broken file to check. */
async function world(): Promise<World> {
  const made = await practisedWorld();
  if (history === null) {
    const quiz = await prep(['quiz', '--plain', '--order', 'listed', '--count', '1'], made, { lines: ['2', 'h', '', 't 1', 'f', '3'] });
    if (quiz.code !== 0) throw new Error(quiz.err);
    await prep(['hide', 'http-status'], made);
    history = readFileSync(journalPath(made), 'utf8');
  }
  writeFiles(made.home, { 'data/journal.jsonl': history, 'broken.md': '---\nkind: nonsense\n---\n# What is broken?\n\n## Answer\n\nThis.\n' });
  return made;
}

/** The journal of that world, written once. */
let history: string | null = null;

const argvOf = (command: string, { home }: World): string[] => command.split(' ').map((word) => (word === 'broken' ? `${home}/broken.md` : word));

describe('--json', () => {
  it.each(shapes)('%s has exactly these fields, of these types, on a pipe and on a terminal', async (command, shape) => {
    const [piped, shown] = [await world(), Object.assign(await world(), { terminal: true, rows: 5 })];
    const a = await prep([...argvOf(command, piped), '--json'], piped);
    expect(a.err).toBe('');
    const { schemaVersion, ...document } = json(a.out);
    expect(schemaVersion).toBe(1);
    expect(faults(document, shape, command)).toEqual([]);
    // One document, and the same on a terminal.
    const b = await prep([...argvOf(command, shown), '--json'], shown);
    const comparable = (out: string, { home }: World): string => out.replaceAll(home, '').replace(/"\w{26}"/g, 'ULID');
    expect(comparable(b.out, shown)).toBe(comparable(a.out, piped));
    expect(a.out.endsWith('}\n')).toBe(true);
  });

  it('tells a question whole', async () => {
    const made = await world();
    const { questions } = json((await prep(['show', 'cache-invalidation', '--json'], made)).out);
    expect(questions).toEqual([
      {
        id: 'cache-invalidation',
        question: 'How do you keep a **cache** and a database in step?',
        title: null,
        theme: 'caching',
        personas: ['whiteboard-panel', 'director-peer'],
        role: 'director',
        kind: 'design',
        tags: ['redis', 'consistency'],
        minutes: 10,
        follows: null,
        difficulty: null,
        hidden: false,
        path: `${made.home}/sample/questions/caching/cache-invalidation.md`,
        line: 9,
        confidence: 3,
        reviews: 1,
        due: '2026-11-23',
        recall: 1,
        answered: true,
        changed: false,
        intent: 'Whether you know that two stores never change at the same instant.',
        context: 'Reads outnumber writes a thousand to one.',
        answer: 'Delete the key after the commit, and give every key an expiry.\n\n- Write to the database.\n- Delete the key.',
        keyPoints: ['The database is the truth', 'Delete after commit, never update', 'Expiry bounds the damage', 'Stampedes need one loader', 'Measure the stale reads'],
        followUps: [
          { question: 'What if the delete fails?', answer: 'An outbox retries it.' },
          { question: 'What if a read races the delete?', answer: 'A lease on the key.' },
        ],
        pitfalls: ['Promising strong consistency', 'Forgetting the expiry'],
        hints: ['Think of the order of two writes.'],
        options: [],
        source: 'a book',
      },
    ]);
  });

  it('tells options, a missing answer, and what follows what', async () => {
    const { questions } = json((await prep(['show', 'http-status', 'open-question', '--fields', 'id,options,answer,answered,follows,difficulty'], sampleWorld())).out);
    expect(questions).toEqual([
      {
        id: 'http-status',
        options: [{ text: '404 Not Found', correct: false }, { text: '429 Too Many Requests', correct: true }, { text: '301 Moved Permanently', correct: false }],
        answer: 'It may carry Retry-After.',
        answered: true,
        follows: null,
        difficulty: 'easy',
      },
      { id: 'open-question', options: [], answer: null, answered: false, follows: 'http-status', difficulty: null },
    ]); // prettier-ignore
  });

  it('paths of what ships are relative to the package', async () => {
    const made = sampleWorld();
    delete made.env['PREP_CONTENT'];
    const { questions } = json((await prep(['show', 'url-shortener', '--fields', 'path,line'], made)).out);
    expect(questions).toEqual([{ path: 'content/questions/system-design/url-shortener.md', line: expect.any(Number) as number }]);
  });

  it('says changed once the answer differs from the one last rated, and not for the wording', async () => {
    const made = await practisedWorld();
    const file = `${made.home}/sample/questions/caching/cache-sizing.md`;
    const changed = async (): Promise<unknown> => json((await prep(['show', 'cache-sizing', '--fields', 'changed,confidence'], made)).out).questions;
    expect(await changed()).toEqual([{ changed: false, confidence: 3 }]);
    writeFiles('/', { [file]: '# What size has a cache?\n\n## Answer\n\nLarge enough for the working set. Plot the hit rate against size.\n' });
    expect(await changed()).toEqual([{ changed: false, confidence: 3 }]);
    writeFiles('/', { [file]: '# What size has a cache?\n\n## Answer\n\nTen.\n' });
    expect(await changed()).toEqual([{ changed: true, confidence: 3 }]);
    await prep(['rate', 'cache-sizing', '3'], made);
    expect(await changed()).toEqual([{ changed: false, confidence: 3 }]);
  });

  it('leaves stdout empty on failure, and the code says why', async () => {
    for (const argv of [['show', 'nope'], ['list', '--theme', 'nope'], ['rate', 'nope', '3'], ['rate', 'cache-sizing', '9'], ['undo']]) {
      const outcome = await prep([...argv, '--json'], sampleWorld());
      expect(outcome).toMatchObject({ code: argv[0] === 'undo' ? 1 : 2, out: '' });
      expect(outcome.err).not.toBe('');
    }
  });
});

describe('--fields', () => {
  const records = shapes.flatMap(([command, shape]): [string, string, readonly string[]][] => {
    const [name = '', list] = Object.entries(shape)[0] ?? [];
    return Array.isArray(list) && !/^(?:reset|hide|unhide|stats)\b/.test(command) ? [[command, name, Object.keys(list[0] as object)]] : [];
  });

  it.each(records)('%s keeps the fields that are named, in that order', async (command, name, fields) => {
    const made = await world();
    const wanted = [fields.at(-1), fields[0]];
    const outcome = await prep([...argvOf(command, made), '--fields', wanted.join(', ')], made);
    const list = json(outcome.out)[name] as Record<string, unknown>[];
    expect(list.length).toBeGreaterThan(0);
    for (const record of list) expect(Object.keys(record)).toEqual(wanted);
  });

  it.each(records)('%s refuses one that is not there, with the list', async (command, _, fields) => {
    const made = await world();
    for (const given of [`${fields[0]},colour`, '', ',', 'toString']) {
      const outcome = await prep([...argvOf(command, made), '--fields', given], made);
      expect(outcome).toMatchObject({ code: 2, out: '', err: `prep: there is no field "${given.includes('colour') ? 'colour' : given === 'toString' ? given : ''}"\nFields: ${fields.join(', ')}.\n` });
    }
  });

  it.each([['list --new --weak --search zzzz'], ['due --theme web'], ['search zzzzzz'], ['next --search zzzzz'], ['history']])('%s refuses it also when nothing matches', async (command) => {
    const outcome = await prep([...command.split(' '), '--fields', 'id,colour'], sampleWorld());
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toMatch(/^prep: there is no field "colour"\nFields: id, question, .*\.\n$/);
  });
});

/** Where a value is not of a shape: missing and further fields, and wrong types. */
function faults(value: unknown, shape: Shape, at: string): string[] {
  if (typeof shape === 'string') return shape.split('|').some((type) => isOf(value, type)) ? [] : [`${at}: ${JSON.stringify(value)} is not ${shape}`];
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [`${at} is not a list`];
    if (value.length === 0 && typeof shape[0] === 'object' && at.split('.').length < 3) return [`${at} is empty: nothing is tried`];
    return value.flatMap((item, index) => faults(item, shape[0] as Shape, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${at} is not an object`];
  const fields = shape as Readonly<Record<string, Shape>>;
  return [
    ...Object.keys(value).filter((name) => !(name in fields)).map((name) => `${at}.${name} is not known here`),
    ...Object.entries(fields).flatMap(([name, inner]) => (name in value ? faults((value as Record<string, unknown>)[name], inner, `${at}.${name}`) : [`${at}.${name} is missing`])),
  ]; // prettier-ignore
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'list':
      return Array.isArray(value);
    case 'day':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    case 'instant':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
    case 'ulid':
      return typeof value === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value);
    default:
      return typeof value === type && value !== '' && !(type === 'number' && !Number.isFinite(value));
  }
}
