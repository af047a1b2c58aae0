import { headingMarkers, type Marker, plainMarkers } from './marker.ts';
import type { Outline } from './outline.ts';
import { questionForm } from './phrase.ts';

/** One way to read a document: which places are its questions. */
export interface Shape {
  readonly name: string;
  readonly why: string;
  readonly markers: readonly Marker[];
}

interface Group {
  readonly name: string;
  readonly markers: readonly Marker[];
}

interface Evidence {
  readonly form: number;
  readonly marked: number;
  readonly ordered: number;
  readonly score: number;
}

/** The reading that the document gives most evidence for, or null. */
export function chooseShape(outline: Outline, skip: Uint8Array): Shape | null {
  const headings = headingMarkers(outline, skip);
  const groups: Group[] = [];
  for (let level = 1; level <= 6; level += 1) {
    const here = headings.filter((marker) => marker.level === level);
    groups.push({ name: 'heading', markers: here.filter(({ lead }) => lead.word !== 'structure') });
    groups.push({ name: 'numbered-heading', markers: here.filter(({ lead }) => lead.ordinal !== null && lead.word !== 'structure') });
    groups.push({ name: 'labelled-heading', markers: here.filter(({ lead }) => lead.word === 'question') });
  }
  if (headings.length === 0) groups.push({ name: 'numbered-text', markers: plainMarkers(outline, skip) });
  let best: { group: Group; evidence: Evidence } | null = null;
  for (const group of groups) {
    if (group.markers.length === 0) continue;
    const evidence = weigh(group, outline);
    if (evidence.score >= 0.5 && (best === null || evidence.score > best.evidence.score)) best = { group, evidence };
  }
  if (best === null) return null;
  const { group, evidence } = best;
  return { name: group.name, why: `${group.markers.length} starts, ${Math.round(evidence.form * 100)} percent read as questions`, markers: group.markers };
}

function weigh({ markers }: Group, outline: Outline): Evidence {
  const share = (test: (marker: Marker, index: number) => number): number => markers.reduce((sum, marker, index) => sum + test(marker, index), 0) / markers.length;
  const form = share((marker) => Math.max(questionForm(marker.lead.text), questionLabelFollows(outline, marker) ? 1 : 0));
  const marked = share(({ lead }) => (lead.word === 'question' ? 1 : 0));
  const ordered = share(({ lead }, index) => {
    const previous = markers[index - 1]?.lead.ordinal ?? 0;
    return lead.ordinal !== null && (lead.ordinal === previous + 1 || lead.ordinal === 1) ? 1 : 0;
  });
  return { form, marked, ordered, score: Math.min(1, form * 0.7 + marked * 0.5) + ordered * 0.2 + Math.min(markers.length, 50) / 500 };
}

function questionLabelFollows(outline: Outline, marker: Marker): boolean {
  for (let at = marker.after; at < marker.after + 3; at += 1) if (/^\s*(?:\*\*|__)?(?:question|q)\s*:/i.test(outline.lines[at] ?? '')) return true;
  return false;
}
