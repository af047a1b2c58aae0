import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inHand, startSession, step, type Session, type SessionEvent } from '../../src/core/session.ts';
import { quizFrame } from '../../src/view/quiz.ts';
import { styleFor } from '../../src/view/style.ts';
import { widthOf } from '../../src/view/text.ts';
import { corpusOf, plainStyle } from './fixture.ts';

const long = 'word '.repeat(60).trim();
const corpus = corpusOf({
  'questions/web/long.md': `---\npersonas: [${'p'.repeat(60)}]\n---\n# ${long} ${'x'.repeat(150)}?\n\n${long}\n\n## Intent\n\n${long}\n\n## Answer\n\n${`${long}\n\n`.repeat(8)}| a | b |\n|---|---|\n| ${long} | ${long} |\n\n## Key points\n\n${`- ${long}\n`.repeat(7)}\n## Follow-ups\n\n### ${long}?\n\n${long}\n\n## Pitfalls\n\n- ${long}\n- ${'y'.repeat(120)}\n`,
  'questions/web/cjk.md': `# 分散キャッシュをどのように設計しますか？👩‍👩‍👧‍👦\n\n## Answer\n\n${'整合性と可用性'.repeat(30)}\n\n## Key points\n\n- ${'無効化'.repeat(20)}\n- 👍🏽 二つ目\n`,
  'questions/web/choices.md': `# Which?\n\n## Answer\n\nThat.\n\n## Options\n\n${`- [ ] ${long}\n`.repeat(6)}`,
});
const sizes = [{ columns: 80, rows: 24 }, { columns: 40, rows: 12 }, { columns: 120, rows: 50 }, { columns: 20, rows: 6 }] as const; // prettier-ignore
const at = 1_800_000_000_000;

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ type: fc.constant('number' as const), value: fc.constantFrom(1, 2, 3, 4), at: fc.constant(at) }),
  fc.constantFrom<SessionEvent[]>(
    { type: 'enter', at }, { type: 'enter', at }, { type: 'space', at }, { type: 'hint' }, { type: 'follow-ups' }, { type: 'pitfalls' }, { type: 'close' },
    { type: 'take', at }, { type: 'skip', at }, { type: 'undo', at }, { type: 'keys' }, { type: 'move', by: 1 }, { type: 'move', by: -1 },
    { type: 'scroll', to: 7 }, { type: 'scroll', to: 3 }, { type: 'tick', points: [0, 2] },
  ),
); // prettier-ignore

/** A session after events, over a shuffled part of the corpus. */
const sessions = fc
  .tuple(fc.shuffledSubarray([...corpus.questions], { minLength: 1 }), fc.array(event, { maxLength: 25 }))
  .map(([questions, events]) => events.reduce<Session>((session, each) => step(session, each).session, startSession(questions, at)))
  .filter((session) => inHand(session) !== null);

const pictures = fc.record({ session: sessions, now: fc.integer({ min: at, max: at + 400_000_000 }), timer: fc.boolean(), notice: fc.constantFrom('', 'Read again.', long), practice: fc.boolean() });

describe('the quiz screen', () => {
  it.each(sizes)('never exceeds $columns columns and $rows rows, and fills them, whatever the session', ({ columns, rows }) => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { lines, furthest } = quizFrame({ ...picture, corpus }, plainStyle(columns), rows);
        expect(lines).toHaveLength(rows);
        expect(lines.filter((line) => widthOf(line) > Math.min(columns, 100) || line.includes('\n'))).toEqual([]);
        expect(furthest).toBeGreaterThanOrEqual(0);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is only ASCII of ours in ASCII mode, and has no escape at color 0', () => {
    const plain = corpus.questions.filter(({ id }) => id !== 'cjk');
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), fc.constantFrom(...sizes), (events, { columns, rows }) => {
        const session = events.reduce<Session>((each, next) => step(each, next).session, startSession(plain, at));
        const { lines } = quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(columns, false), rows);
        expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('says with color exactly what it says without', () => {
    fc.assert(
      fc.property(pictures, fc.constantFrom(...sizes), (picture, { columns, rows }) => {
        const drawn = (color: 0 | 3): string => quizFrame({ ...picture, corpus }, styleFor({ width: columns, color, unicode: true }), rows).lines.join('\n');
        // A chosen rating is shown by inverse video with color, and in words beside it without.
        expect(squeezed(drawn(3).replace(/\u001b\[[0-9;]*m/g, ''))).toBe(squeezed(drawn(0)));
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('reaches every line of a long answer by scrolling', () => {
    const question = { ...corpus.questions.find(({ id }) => id === 'long')!, keyPoints: [] };
    const { session } = step(startSession([question], at), { type: 'enter', at });
    const seen = new Set<string>();
    const style = plainStyle(80);
    const { furthest } = quizFrame({ session, corpus, now: at, timer: false, notice: '', practice: false }, style, 24);
    for (let scroll = 0; scroll <= furthest; scroll++) {
      for (const line of quizFrame({ session: { ...session, scroll }, corpus, now: at, timer: false, notice: '', practice: false }, style, 24).lines) seen.add(line.trim());
    }
    const answer = quizFrame({ session, corpus, now: at, timer: false, notice: '', practice: false }, style, 500).lines.map((line) => line.trim());
    expect(furthest).toBeGreaterThan(0);
    expect(answer.filter((line) => line.startsWith('word') && !seen.has(line))).toEqual([]);
  });

  it('keeps the key point in hand in sight at 40 by 12', () => {
    let { session } = step(startSession([corpus.questions.find(({ id }) => id === 'cache-invalidation')!], at), { type: 'enter', at });
    for (let point = 0; point < 5; point++) {
      const { lines } = quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12);
      expect(lines.filter((line) => line.includes('›'))).toHaveLength(1);
      ({ session } = step(session, { type: 'move', by: 1 }));
    }
  });

  it('shows key points whole at 40 by 12, with how many are out of sight', () => {
    const tall = corpusOf({ 'questions/web/tall.md': `# Tall?\n\n## Answer\n\nThat.\n\n## Key points\n\n${[1, 2, 3, 4].map((point) => `- Point ${point} ${'and on '.repeat(10)}ends here ${point}\n`).join('')}` });
    let { session } = step(startSession([tall.questions.find(({ id }) => id === 'tall')!], at), { type: 'enter', at });
    const seen = [0, 1, 2, 3].map(() => {
      const { lines } = quizFrame({ session, corpus: tall, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12);
      ({ session } = step(session, { type: 'move', by: 1 }));
      const text = lines.join('\n');
      return [[...text.matchAll(/\] Point (\d)/g)].map(([, point]) => point).join(''), [...text.matchAll(/ends\s+here (\d)/g)].map(([, point]) => point).join(''), /(?:↑ \d above)?(?: {2})?(?:↓ \d more)?(?= *\n 1 blank)/.exec(text)?.[0].trim()];
    });
    expect(seen).toEqual([['12', '12', '↓ 2 more'], ['12', '12', '↓ 2 more'], ['23', '23', '↑ 1 above  ↓ 1 more'], ['34', '34', '↑ 2 above']]);
  });

  it('brings an opened hint into sight at 40 by 12, its beginning first, and scrolls from there', () => {
    const hinted = corpusOf({ 'questions/web/hinted.md': `# ${long}?\n\n## Intent\n\nThe intent begins. ${long}\n\n## Answer\n\nThat.\n\n## Hints\n\n- A short hint.\n` });
    let session = startSession([hinted.questions.find(({ id }) => id === 'hinted')!], at);
    const drawn = () => quizFrame({ session, corpus: hinted, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12);
    expect(drawn().lines.join('\n')).not.toContain('What is really asked');
    ({ session } = step(session, { type: 'hint' }));
    expect(drawn().lines[2]).toBe(' What is really asked');
    expect(drawn().lines[3]).toContain('The intent begins.');
    ({ session } = step(session, { type: 'hint' }));
    expect(drawn().lines.join('\n')).toContain('A short hint.');
    const { from } = drawn();
    ({ session } = step(session, { type: 'scroll', to: from - 1 }));
    expect(drawn().from).toBe(from - 1);
  });

  it.each([40, 80])('says a rating with how to take it back in full at %i columns, however it was predicted', (columns) => {
    const notice = 'Saved: 4 certain, predicted 4. u takes it back.';
    const { lines } = quizFrame({ session: startSession(corpus.questions, at), corpus, now: at, timer: true, notice, practice: false }, plainStyle(columns), 12);
    expect(lines.map((line) => line.trim()).join(' ')).toContain(notice);
  });

  it('marks a prediction without color at 40 columns, in the same place', () => {
    const scale = (...events: SessionEvent[]): string => {
      const session = events.reduce<Session>((each, next) => step(each, next).session, startSession(corpus.questions, at));
      return quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12).lines.at(-2)!;
    };
    expect(scale()).toBe(' 1 blank  2 shaky  3 solid  4 certain');
    expect(scale({ type: 'number', value: 3, at })).toBe(' 1 blank  2 shaky [3 solid] 4 certain');
    expect(scale({ type: 'number', value: 4, at })).toBe(' 1 blank  2 shaky  3 solid [4 certain]');
  });

  it('reads as drawn at 40 by 12', () => {
    let { session } = step(startSession(corpus.questions.slice(0, 1), at), { type: 'enter', at: at + 372_000 });
    ({ session } = step(session, { type: 'space', at }));
    expect(quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12).lines.map((line) => line.trimEnd()).join('\n')).toMatchInlineSnapshot(`
      " 1/1 Caching & Speed              06:12
      ────────────────────────────────────────
       How do you keep a cache and a databas…
       › [x] The database is the truth
         [ ] Delete after commit, never
             update
         [ ] Expiry bounds the damage
         [ ] Stampedes need one loader
         [ ] Measure the stale reads

       1 blank  2 shaky  3 solid  4 certain
       space tick · r take 1 blank · ? keys"
    `);
  });
});

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
