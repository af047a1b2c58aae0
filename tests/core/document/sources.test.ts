import { describe, expect, it } from 'vitest';
import { misread, windows1254 } from '../../../src/core/document/codec.ts';
import { readDocument } from '../../../src/core/document/read.ts';
import { repairText } from '../../../src/core/document/repair.ts';
import { haveSources, sourceText } from './fixture.ts';

const read = (start: string) => readDocument(sourceText(start), `${start}.txt`);

describe.skipIf(!haveSources())('the five source documents', () => {
  it.each([
    ['000', 5, []],
    ['001', 10, [2, 3, 2, 3]],
    ['002', 6, []],
    ['003', 50, [10, 10, 10, 10, 10]],
    ['004', 2, []],
  ])('%s holds %i questions, all answered', (start, count, sections) => {
    const reading = read(start);
    expect(reading.questions).toHaveLength(count);
    expect(reading.sections.map(({ questions }) => questions)).toEqual(sections);
    expect(reading.questions.filter(({ answer }) => answer === null)).toEqual([]);
    expect(new Set(reading.questions.map(({ id }) => id)).size).toBe(count);
    expect(reading.duplicates).toBe(0);
  });

  it('000 keeps title and question apart, and has a persona with a mindset', () => {
    const { questions, personas } = read('000');
    expect(questions.map(({ title }) => title)).toEqual([
      'System Design: Dynamic Pricing Engine',
      'Modernization & Technical Debt',
      'Technical Leadership & Influence',
      'Operational Excellence',
      'Staying Current',
    ]);
    expect(questions.map(({ kind }) => kind)).toEqual(['design', 'behavioral', 'leadership', 'leadership', 'leadership']);
    expect(questions[0]?.question).toMatch(/^Let's imagine .*\*\*cloud-native, \.NET Core stack\*\*\?$/);
    expect(questions[0]?.answer).toMatch(/^"That's a fascinating[\s\S]*distributed system\."$/);
    expect(personas).toEqual([
      { id: 'director-technical-peer', name: 'Director, Technical Peer', role: null, mindset: expect.stringMatching(/^You are speaking with a peer\..*excellence\.$/) as string },
    ]);
    expect(questions[1]?.answer).toContain('application—reliable');
    expect(questions.every((question) => question.personas[0] === 'director-technical-peer')).toBe(true);
  });

  it('001 has ten intents, dedented answers, the role and the round', () => {
    const { questions, personas, themes } = read('001');
    expect(questions.filter(({ intent }) => intent !== null)).toHaveLength(10);
    for (const { answer, question } of questions) {
      expect(answer).toMatch(/^"/);
      expect(answer).not.toMatch(/\n {4}(?![*\d])/);
      expect(question).not.toMatch(/^"|"$/);
    }
    expect(questions[9]?.answer).toContain('\n3.  **My Role During the Incident:**\n    *   I ensure');
    expect(questions.every(({ role }) => role === 'director-of-software-engineering')).toBe(true);
    expect(personas).toMatchObject([{ id: 'the-comprehensive-technical-deep-dive', role: 'Director of Software Engineering' }]);
    expect(personas[0]?.mindset).toContain('Pragmatism & Trade-offs');
    expect(themes.map(({ title }) => title)).toEqual([
      'Theme 1: Architecture & Design Philosophy',
      'Theme 2: Cloud-Native & Distributed Systems',
      'Theme 3: Modern .NET & High-Performance Systems',
      'Theme 4: Operational Excellence & Quality',
    ]);
    expect(themes[1]?.description).toBe('This tests your practical, deep experience in the modern cloud ecosystem.');
  });

  it('002 is repaired to the character, and its sub-headings stay in the answers', () => {
    const text = sourceText('002');
    const repaired = repairText(text);
    expect(repaired.repaired).toBe(185);
    expect(repaired.warnings).toEqual([]);
    expect(misread(repaired.text, windows1254, 'drop')).toBe(text);
    expect([...new Set(repaired.text.match(/[^\u0000-\u007f]/gu))].sort().join('')).toBe('—↑→↓≥⏳─│┌┐└┘├┤✅❌🔄');
    const { questions, themes } = read('002');
    expect(themes.map(({ title }) => title)).toEqual(['Leadership & Systemic — Interview Questions & Detailed Answers']);
    expect(questions[3]?.answer).toContain('## Incident: Database Outage');
    expect(questions[3]?.answer).toContain('⏳ Planned');
    expect(questions[5]?.answer).toContain('- "Tell me about a time you took ownership of a critical project"');
    expect(questions[5]?.answer).toMatch(/Average score ≥ 4\.0 to extend offer$/);
    expect(questions.flatMap(({ pitfalls }) => pitfalls)).toEqual([]);
  });

  it('003 has its sections as themes and its page breaks mended', () => {
    const { questions, themes } = read('003');
    expect(themes.map(({ id, description }) => [id, description?.slice(0, 15)])).toEqual([
      ['core-concepts', 'This section fo'],
      ['data-structures-and-algorithms', 'Questions in th'],
      ['system-design', 'These questions'],
      ['coding-and-debugging', 'This section pr'],
      ['behavioral-questions', 'These questions'],
    ]);
    const answers = questions.map(({ answer }) => answer ?? '').join('\n\n');
    expect(answers.match(/^```$/gm)).toHaveLength((sourceText('003').match(/^```$/gm)?.length ?? 0) - 8);
    expect(answers).not.toMatch(/^- .*\n\n- /m);
    expect(answers).toContain('Measure learning velocity, not just success rate');
    expect(answers).toContain('if (current === 1) {\nawait redis.expire(key, 60);');
    expect(questions[49]?.answer).toMatch(/^Situation: Our security team[\s\S]*maintaining business relationships\.$/);
    expect(questions[9]?.answer).not.toContain('Data Structures and Algorithms');
    expect(questions.every(({ role }) => role === 'principal-software-engineer')).toBe(true);
    expect(questions.slice(40).every(({ kind }) => kind === 'behavioral')).toBe(true);
    expect(new Set(questions.slice(10, 12).map(({ kind }) => kind))).toEqual(new Set(['coding']));
  });

  it('004 has five probing areas and four probing bullets as follow-ups with answers', () => {
    const { questions, personas } = read('004');
    expect(questions.map(({ title, question }) => [title, question])).toEqual([
      ['Greenfield Design', 'Design a new, global Travel Rewards Platform.'],
      ['Modernization Strategy', 'Modernize a 10-year-old, monolithic travel portal.'],
    ]);
    expect(questions.map(({ followUps }) => followUps.map(({ question }) => question))).toEqual([
      ['High-Level Architecture', 'Technology Choices', 'Cloud-Native Principles', 'Non-Functional Requirements (NFRs)', 'Organizational Structure'],
      ['Target Architecture & Tech Choices', 'Cloud-Native Approach', 'Non-Functional Requirements', 'Organizational Structure'],
    ]);
    expect(questions.flatMap(({ followUps }) => followUps).every(({ answer }) => answer.length > 100)).toBe(true);
    expect(questions[1]?.answer).toContain('#### **Phase 3: Decommission (The Final Step)**');
    expect(questions[1]?.answer).toContain('Façade');
    expect(personas).toMatchObject([{ id: 'whiteboard-round', role: 'Director of Software Engineering' }]);
  });
});
