import type { Kind } from './question.ts';

/** In the order of their strength; in lower case, for a wording in lower case. */
const cues: readonly (readonly [Kind, RegExp])[] = [
  ['behavioral', /\b(?:tell (?:me|us) (?:about )?(?:a|an|the|one)? ?(?:time|situation|project|example|occasion|conflict|moment|instance)|describe (?:a|an|the|your most|one) ?(?:\w+ ){0,3}?(?:time|situation|occasion|instance|conflict|project|challenge|decision|failure|mistake|experience)|give (?:me |us )?an? (?:example|instance)|(?:example|instance) of (?:a time|when you)|a time (?:when|you|that|in)|have you ever|when (?:have|did|was|were) you|tell me about (?:your|yourself)|share (?:a|an) (?:time|experience|example|story)|cuéntame|háblame de una|conte sobre|расскажите о (?:случае|ситуации|своём|себе)|erzählen sie von|parlez-moi d|racontez)\b|谈谈你|讲一个|举一个.*例子/u],
  ['design', /^(?:design(?! pattern)|architect\b|how (?:would|do|will) you (?:design|architect|build a)|(?:imagine|suppose|let.s|you).{0,80}\bdesign\b|sketch|diseña|projete|concevez|entwirf|entwerfen|спроектируй)|^(?:请)?设计|如何设计|design (?:a|an|the) (?:\w+[\w-]* ){0,4}(?:system|service|platform|architecture|engine|cache|api|pipeline|scheduler)|moderni[sz]e (?:a|an|the)/u],
  ['coding', /^(?:implement|reverse|merge|rotate|flatten|find (?:the|all|a|an|if|out|first|duplicate)|given (?:a|an|the|two)|print|check (?:if|whether)|sort|swap|solve|create a (?:function|method|program|class)|develop an? (?:function|algorithm|program)|implemente|escreva|escribe|écrivez|schreibe|напиши|реализу)\b|\b(?:write|implement|code|create|develop) (?:a|an|the|your own|some|down|me)?\s?(?:\w+[\w-]* ){0,5}(?:function|method|program|code|algorithm|class|query|script|regex|polyfill|hook|component|snippet)|how (?:would|do|to|can|will) (?:you |we |i )?(?:implement|find (?:all|the|a|duplicate)|reverse|detect a|merge|check if|remove duplicate)|explain how to implement|output of|what(?:.s| is| will be) (?:the|its) output|手写|编写|实现一|写一个|写出|\btime complexity\b/u],
  ['leadership', /\b(?:your (?:team|teams|organi[sz]ation|engineers|reports|leadership|management style|direct reports|peers|stakeholders|people)|mentor|coach|stakeholders?|engineers in|hire|hiring|culture|buy-in|lead (?:a|your|an|the) |one of your teams|underperform|conflict|motivate|delegate|as a (?:leader|manager|lead|director)|1:1|one-on-one|roadmap|prioriti[sz](?:e|ation)|teams? members?|across (?:your |multiple )?teams|engineering standards|post-?mortem culture|leadership)\b/u],
]; // prettier-ignore

/** How much of a wording is looked at, in characters: a cue stands early, and a search must not cost. */
const longest = 1000;

/** The kind a question's wording suggests, where nobody wrote one: the first cue that matches, else `concept`. */
export function guessKind(question: string): Kind {
  const wording = question
    .slice(0, longest)
    .replace(/[*_`]+/g, '')
    .replace(/^["'“”‘’«»„¿¡\s]+/, '')
    .toLowerCase();
  return cues.find(([, cue]) => cue.test(wording))?.[0] ?? 'concept';
}
