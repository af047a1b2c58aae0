import type { Kind } from './question.ts';

const cues: readonly (readonly [Kind, RegExp])[] = [
  ['behavioral', /\b(?:tell me about (?:a|the|your) |describe (?:a|the) (?:time|situation)|give (?:me )?an example of (?:a time|when)|share an? (?:experience|time)|a time (?:when|you|that))/i],
  ['coding', /\b(?:implement|write|code) (?:an?|the|code|some)\b.*\b(?:function|method|program|class|algorithm|cache|queue|stack|tree|list|search|sort|parser|query|string|code)\b|\b(?:write|implement) (?:an? )?(?:efficient )?(?:function|method|program|algorithm)\b|\btime complexity\b/i],
  ['design', /\b(?:design|architect) (?:an?|the|your) |\bhow would you (?:design|architect)\b|\bsystem design\b/i],
  ['leadership', /\b(?:your team|teams?|stakeholders?|mentor|hire|hiring|organi[sz]ation|engineers|leadership|culture|prioriti[sz]e|roadmap)\b/i],
]; // prettier-ignore

/** How much of a wording is looked at, in characters: a cue stands early, and a search must not cost. */
const longest = 1000;

/** The kind a question's wording suggests, where nobody wrote one: the first cue that matches, else `concept`. */
export function guessKind(question: string): Kind {
  const wording = question.slice(0, longest);
  return cues.find(([, cue]) => cue.test(wording))?.[0] ?? 'concept';
}
