import { describe, expect, it } from 'vitest';
import { readFixture } from './fixture.ts';

describe('a document like the sources', () => {
  it('titled headings with labelled question and answer', () => {
    const { questions, personas } = readFixture('titled-heading.md');
    expect(questions.map(({ title, question }) => [title, question])).toEqual([
      ['Queues: Poison Messages', 'A consumer keeps failing on one message and the queue behind it grows. What do you do?'],
      ['Reviews & Reviewers', 'Tell me about a time a review of yours was wrong. How did you find out?'],
    ]);
    expect(questions[0]?.answer).toMatch(/^"I look at[\s\S]*1\. Count the tries[\s\S]*fix the cause\."$/);
    expect(questions.map(({ line }) => line)).toEqual([7, 24]);
    expect(personas).toEqual([
      {
        id: 'staff-engineer-future-teammate',
        name: 'Staff Engineer, Future Teammate',
        role: null,
        mindset: 'Talk as you would to someone you will share a rotation with.',
      },
    ]);
  });

  it('numbering that restarts below themes, intents and answers in bullets', () => {
    const reading = readFixture('themed-heading.md');
    expect(reading.sections).toEqual([
      { title: 'Theme 1: Ownership', questions: 2 },
      { title: 'Theme 2: Cost', questions: 1 },
    ]);
    expect(reading.questions.map(({ question, intent }) => [question, intent])).toEqual([
      ['How do you decide which team owns a service?', 'Do you draw boundaries, or inherit them?'],
      ['When do you split a team?', 'Do you notice load before people leave?'],
      ['Walk me through your last capacity plan.', 'Can you do arithmetic in public?'],
    ]);
    expect(reading.questions[0]?.answer).toBe(
      '"I follow the pager.\n\n1.  **Ask:** who is woken?\n2.  **Move:** the code goes to them.\n\n    ```sh\n    owners --of billing\n    ```"',
    );
    expect(reading.questions[0]?.role).toBe('manager-of-platform-engineering');
    expect(reading.personas).toEqual([
      {
        id: 'the-platform-panel',
        name: 'The Platform Panel',
        role: 'Manager of Platform Engineering',
        mindset: '### Introduction: What the Panel Wants\nThey want to hear how you decide, not what you know.',
      },
    ]);
  });

  it('headings inside fences and bold sub-headings are answer text', () => {
    const { questions } = readFixture('labelled-heading.md');
    expect(questions).toHaveLength(6);
    expect(questions[0]?.answer).toContain('## Incident: a template inside a fence');
    expect(questions[0]?.answer).toMatch(/\*\*Red Flags:\*\*\n- Names instead of systems$/);
    expect(questions[1]?.answer).toContain('"Tell me about a task you did twice this week"');
  });

  it('plain numbered text with page breaks', () => {
    const reading = readFixture('extracted.txt');
    expect(reading.themes).toEqual([
      { id: 'caches', title: 'Caches', description: 'This section is about keeping things close.' },
      { id: 'indexes', title: 'Indexes', description: 'These questions are about finding things.' },
    ]);
    expect(reading.questions.map(({ answer }) => answer)).toEqual([
      'Measuring Before Sizing\n\nStart from the **working set**. Then:\n\n- Count distinct keys for an hour\n- Plot hits against size\n- Stop where the curve bends\n\nThe curve is rarely smooth and the knee is a matter of taste, so write down the number and the\nreason.',
      'Slow Starts\n\n```\nfor key in keys:\n    if budget > 0:\n        load(key)\n        budget -= 1\n```\n\nKeep the first minute dull so that nobody notices the store is doing twice its usual work and then let the traffic in.',
      'Layout\n\n- **Trie:** compact when prefixes repeat\n- **Sorted blocks:** cheap to read\n- **Hash:** no prefixes\n- **Filter:** says no early\n- **Cache:** for the first two letters',
      'Two Pointers\n\n```\ndef merge(a, b):\n    out = []\n    return out\n```\n\nComplexity: linear.',
    ]);
    expect(reading.questions[0]?.role).toBe('senior-storage-engineer');
  });

  it('prompts with probing areas', () => {
    const { questions, personas } = readFixture('probing.md');
    expect(questions.map(({ title, question, followUps }) => ({ title, question, followUps }))).toEqual([
      {
        title: 'Fresh Start',
        question: 'Design a daily sales report for forty shops.',
        followUps: [
          { question: 'Ingestion', answer: 'I would take files, not streams.\n\n*   One file a shop' },
          { question: 'Late Data', answer: "A façade over yesterday's tables." },
        ],
      },
      {
        title: 'Rescue',
        question: 'Move a nightly job to every hour.',
        followUps: [
          { question: 'Ingestion', answer: 'The same as before.' },
          { question: 'Late Data', answer: 'This is the hard part.\n*   Keep a window open.' },
        ],
      },
    ]);
    expect(questions[1]?.answer).toMatch(/### My Plan[\s\S]*Cut it by shop\.$/);
    expect(personas.map(({ name }) => name)).toEqual(['Panel Round']);
  });
});
