import { describe, expect, it } from 'vitest';
import { startSession, step, type Session, type SessionEvent } from '../../src/core/session.ts';
import { answerText, askText, followUpText, hintText, pitfallsText, plainKeys, pointsText, ratePrompt } from '../../src/view/plain.ts';
import { widthOf } from '../../src/view/text.ts';
import { colored, corpusOf, plainStyle } from './fixture.ts';

const corpus = corpusOf();
const at = 0;
const after = (...events: SessionEvent[]): Session => events.reduce((session, event) => step(session, event).session, startSession(corpus.questions, at));
const itemOf = (session: Session) => session.items[session.position]!;

describe('the line mode', () => {
  it('says position, names, minutes and seed, and what can be typed', () => {
    const session = after();
    expect(askText(itemOf(session), session, corpus, 7, plainStyle(80))).toBe(
      'Question 1 of 6. Caching & Speed, Whiteboard panel, Director peer, about 10\nminutes. Seed 7.\n\nHow do you keep a cache and a database in step?\n\nReads outnumber writes a thousand to one.\n\nPredict 1 to 4, or press Enter to reveal (h hint, s skip, q quit):\n',
    );
  });

  it('says one minute as one', () => {
    const question = { ...corpus.questions[0]!, minutes: 1 };
    const session = startSession([question], at);
    expect(askText(itemOf(session), session, corpus, 7, plainStyle(100))).toContain('about 1 minute. Seed 7.');
  });

  it('numbers the points and marks by a sign what is ticked', () => {
    const session = after({ type: 'enter', at }, { type: 'tick', points: [0, 2] });
    expect(pointsText(itemOf(session), plainStyle(80))).toBe(
      'Key points:\n1. [x] The database is the truth\n2. Delete after commit, never update\n3. [x] Expiry bounds the damage\n4. Stampedes need one loader\n5. Measure the stale reads\n2 of 5 said, which suggests 2 shaky (r takes it).\n',
    );
  });

  it('offers only what a question has', () => {
    const bare = corpus.questions.find(({ id }) => id === 'http-status')!;
    const session = startSession([bare], at);
    expect(askText(itemOf(session), session, corpus, 7, plainStyle(80))).not.toContain('h hint');
    expect(pointsText(itemOf(session), plainStyle(80))).toBeNull();
    expect(ratePrompt(itemOf(session), session, plainStyle(200))).toBe('Rate 1 blank, 2 shaky, 3 solid, 4 certain (s skip):\n');
  });

  it('never exceeds the width, ends in a newline, and is plain at color 0', () => {
    for (const width of [40, 80, 120]) {
      for (const style of [plainStyle(width), plainStyle(width, false), colored(width)]) {
        for (const question of corpus.questions) {
          const session = startSession([question], at);
          const shown = step(step(session, { type: 'enter', at }).session, { type: 'follow-ups' }).session;
          const opened = step(shown, { type: 'enter', at }).session;
          const item = { ...itemOf(session), hints: 1, ticked: question.keyPoints.length > 0 ? [0] : [] };
          const texts = [
            askText(item, session, corpus, 0xffff_ffff, style), hintText(item, style), pointsText(item, style) ?? '\n', ratePrompt(item, shown, style), answerText(item, style),
            followUpText(shown, item, style), followUpText(opened, item, style), pitfallsText(item, style), plainKeys(session, style), plainKeys(shown, style),
          ]; // prettier-ignore
          for (const text of texts) {
            expect(text.endsWith('\n')).toBe(true);
            expect(text.split('\n').filter((line) => widthOf(line) > Math.min(width, 100))).toEqual([]);
            if (style.color === 0) expect(text).not.toContain('\u001b');
            if (!style.unicode) expect(text).toMatch(/^[\n\x20-\x7e]*$/);
          }
        }
      }
    }
  });
});
