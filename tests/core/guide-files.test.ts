import { describe, expect, it } from 'vitest';
import { parsePersonaFile, parseThemeFile } from '../../src/core/guide-files.ts';
import { costOf } from './fixture.ts';

const sections = '## Mindset\n\nCurious.\n\n## Listens for\n\n- Numbers\n\n## Pushes back\n\nHard.\n\n## How to open\n\nBriefly.\n\n## Ask them\n\nWhy?\n';

function rulesOf(problems: readonly { line: number; rule: string; strict: boolean }[]): string[] {
  return problems.filter(({ strict }) => !strict).map(({ line, rule }) => `${line} ${rule}`);
}

describe('a theme file', () => {
  it('is a title and a description, and is known by its name', () => {
    expect(parseThemeFile('---\ntitle: System design\n---\n\nWhether you can draw.\n\nAnd count.\n', 'content/themes/system-design.md')).toEqual({
      theme: { id: 'system-design', title: 'System design', description: 'Whether you can draw.\n\nAnd count.' },
      problems: [],
    });
  });

  it.each([
    ['no front matter', 'Text.', ['1 title'], { title: 'Data structures', description: 'Text.' }],
    ['no title', '---\nname: x\n---\nText.', ['1 title'], { title: 'Data structures' }],
    ['an empty title', '---\ntitle:\n---\nText.', ['1 title'], { title: 'Data structures' }],
    ['a title that is a list', '---\ntitle: [a]\n---\nText.', ['1 title'], { title: 'Data structures' }],
    ['no description', '---\ntitle: T\n---\n', [], { title: 'T', description: null }],
    ['broken YAML', '---\ntitle: T\nx: [\n---\nText.', ['4 front-matter', '1 title'], { title: 'Data structures', description: 'Text.' }],
    ['code for front matter', '---js\n1\n---\nText.', ['1 front-matter', '1 title'], { title: 'Data structures' }],
    ['nothing at all', '', ['1 title'], { title: 'Data structures', description: null }],
  ])('with %s is still a theme, and the fault a finding', (_what, text, rules, theme) => {
    const read = parseThemeFile(text, 'themes/data-structures.md');
    expect(read.theme).toMatchObject({ id: 'data-structures', ...theme });
    expect(rulesOf(read.problems)).toEqual(rules);
  });

  it.each([
    ['themes/Data Structures.md', 'data-structures'],
    ['themes\\dotnet.md', 'dotnet'],
    ['themes/設計.md', 'general'],
    ['v1.2.md', 'v1-2'],
  ])('%j is the theme %j', (path, id) => {
    expect(parseThemeFile('---\ntitle: T\n---\n', path).theme.id).toBe(id);
  });
});

describe('a persona file', () => {
  it('is a name, a role, phases and sections', () => {
    const text = `---\nname: Bar raiser\nrole: Principal Engineer\nphases:\n  - title: Opening\n    minutes: 5\n  - title: Two stories\n    minutes: 35.5\n---\n${sections}`;
    expect(parsePersonaFile(text, 'content/personas/bar-raiser.md')).toEqual({
      persona: {
        id: 'bar-raiser',
        name: 'Bar raiser',
        role: 'principal-engineer',
        phases: [{ title: 'Opening', minutes: 5 }, { title: 'Two stories', minutes: 35.5 }],
        mindset: 'Curious.',
        sections: [
          { title: 'Listens for', text: '- Numbers' },
          { title: 'Pushes back', text: 'Hard.' },
          { title: 'How to open', text: 'Briefly.' },
          { title: 'Ask them', text: 'Why?' },
        ],
      },
      problems: [],
    }); // prettier-ignore
  });

  it.each([
    ['no name', 'role: r', ['1 name'], { name: 'Bar raiser', role: 'r' }],
    ['a name of blanks', 'name: "  "', ['1 name'], { name: 'Bar raiser' }],
    ['no role', 'name: N', [], { role: null }],
    ['a role without letters', 'name: N\nrole: 長', [], { role: null }],
    ['phases that are no list', 'name: N\nphases: 45 minutes', ['1 phases'], { phases: [] }],
    ['a phase that is a word', 'name: N\nphases: [opening]', ['1 phases'], { phases: [] }],
    ['a phase without minutes', 'name: N\nphases:\n  - title: a\n  - title: b\n    minutes: 3', ['1 phases'], { phases: [{ title: 'b', minutes: 3 }] }],
    ['a phase of no minutes', 'name: N\nphases: [{title: a, minutes: 0}]', ['1 phases'], { phases: [] }],
    ['a phase without end', 'name: N\nphases: [{title: a, minutes: Infinity}]', ['1 phases'], { phases: [] }],
    ['a phase of hexadecimal minutes', 'name: N\nphases: [{title: a, minutes: 0x10}]', ['1 phases'], { phases: [] }],
    ['no phases', 'name: N\nphases:', [], { phases: [] }],
    ['broken YAML', 'name: [', ['3 front-matter', '1 name'], { name: 'Bar raiser', mindset: 'Curious.' }],
  ])('with %s is still a persona, and the fault a finding', (_what, front, rules, persona) => {
    const read = parsePersonaFile(`---\n${front}\n---\n${sections}`, 'personas/bar-raiser.md');
    expect(read.persona).toMatchObject({ id: 'bar-raiser', ...persona });
    expect(rulesOf(read.problems)).toEqual(rules);
  });

  it.each(['Mindset', 'Listens for', 'Pushes back', 'How to open', 'Ask them'])('without "## %s" breaks a rule of what ships', (title) => {
    const text = `---\nname: N\n---\n${sections}`.replace(`## ${title}`, `### ${title}`);
    expect(parsePersonaFile(text, 'p.md').problems).toMatchObject([{ rule: 'sections', strict: true, message: `there is no "## ${title}"` }]);
  });

  it('headings are known in any case, and headings in code are none', () => {
    const text = `---\nname: N\n---\n${sections.replace('## Mindset', '##  MINDSET ##').replace('Hard.', '```\n## Mindset\n```')}`;
    const { persona, problems } = parsePersonaFile(text, 'p.md');
    expect(problems).toEqual([]);
    expect(persona).toMatchObject({ mindset: 'Curious.', sections: [{}, { text: '```\n## Mindset\n```' }, {}, {}] });
  });

  it('an empty section is as good as none', () => {
    expect(parsePersonaFile(`---\nname: N\n---\n${sections.replace('Curious.', '')}`, 'p.md')).toMatchObject({
      persona: { mindset: null },
      problems: [{ rule: 'sections' }],
    });
  });

  it('a megabyte of blanks in a heading costs nothing', () => {
    expect(costOf(() => parsePersonaFile(`---\nname: N\n---\n## a${' '.repeat(1_000_000)}b\n`, 'p.md'))).toBeLessThan(1_000);
  });
});
