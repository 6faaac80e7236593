/** A word or construction that the project does not use in prose. */
export interface OldWord {
  /** Matched against prose with single spaces. Add `i` where a capital letter does not matter. */
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
  /** Sentences that the pattern finds. */
  readonly found: readonly [string, ...string[]];
  /** Sentences close to them that it leaves alone. */
  readonly passed: readonly [string, ...string[]];
}

/** Words that are out of use, or that hide who acts. */
const words: readonly OldWord[] = [
  {
    pattern: /\b(?:whoever|whomever|whosoever)\b/i,
    instead: 'name who acts: "a writer that", "the caller"',
    found: ['Whoever writes next sees it.'],
    passed: ['The writer that comes next sees it.'],
  },
  {
    pattern: /\b(?:somebody|nobody|anybody|everybody)\b/i,
    instead: 'name who: "another writer", "no client", "every instance"; a person: "someone", "no one"',
    found: ['somebody’s object', 'Nobody waits for it.'],
    passed: ['No client waits for it.', 'the body of a request'],
  },
  {
    pattern: /\bwhom\b/i,
    instead: '"who", or name who',
    found: ['says by whom it was written'],
    passed: ['says who wrote it'],
  },
  {
    pattern: /\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b/,
    instead: 'a program: "it"; a person: "they"',
    found: ['The handler stops before he reads.', 'His version'],
    passed: ['The handler stops before it reads.', 'This history helps.'],
  },
  {
    pattern: /\b(?:of|to) chance\b/i,
    instead: '"random"; "depends on the seed"',
    found: ['in an order of chance', 'What is left to chance'],
    passed: ['in random order', 'two names that are equal by chance'],
  },
  {
    pattern: /\b(?:told|tells|telling)\b/i,
    instead: '"reports", "shows", "logs", "names", "distinguishes"; passive: "receives"',
    found: ['Told of every answer.', 'The record tells who wrote it.', 'unless told otherwise'],
    passed: ['The record names its writer.', 'You can tell them apart.'],
  },
  {
    pattern: /\btell (?:of|from|nothing|not|it from|them from)\b/i,
    instead: '"report", "distinguish … from"',
    found: ['They tell nothing of the writer.'],
    passed: ['To tell them apart, read the id.'],
  },
  {
    pattern: /\b(?:stands?|stood|standing)\b(?!-)(?!(?: \w+)? for\b)/i,
    instead: '"is", "is at", "is written in", "remains"',
    found: ['A real object stands at the alias key.', 'left as they stand'],
    passed: [
      'A real object is at the alias key.',
      'The store understands it.',
      'a stand-in',
      'v stands for the version',
    ],
  },
  {
    pattern: /\b(?:lies?|lay|lain|lying)\b(?! out)(?! between (?:-?\d|\{|%))/i,
    instead: '"is", "is stored", "is under"',
    found: ['The key lies below the prefix.', 'What lay below the delete marker.'],
    passed: ['The key is under the prefix.', 'The value lies between 0 and 1.', 'It belies nothing.'],
  },
  {
    pattern: /\bbeside\b/i,
    instead: '"next to", "in addition to", "as well as"',
    found: ['names an object beside its decoded form'],
    passed: ['names an object besides its decoded form', 'on all sides'],
  },
  {
    pattern: /\bbefall(?:s|en)?\b|\bbefell\b/i,
    instead: '"hits", "affects"',
    found: ['A fault befell the request.'],
    passed: ['A fault hit the request.'],
  },
  {
    pattern:
      /\b(?:likewise|hardly|needless|anew|afresh|amiss|lest|albeit|whilst|amongst|unto|upon|hence|thus|till|shall)\b/i,
    instead:
      'a common word: "also", "rarely", "unneeded", "again", "wrong", "so that … not", "on", "so", "until", "must"',
    found: ['Likewise for links.', 'right but hardly meant', 'asks anew', 'it shall not', 'till it ends'],
    passed: ['Links work the same way.', 'still, in the still of it', 'a hard rule'],
  },
  {
    pattern: /\b(?:there|where|here)(?:of|in|by|upon|unto|with|after|abouts|from)\b/i,
    instead: '"of it", "in it", "so", "then"',
    found: ['a part thereof', 'whereby it ends'],
    passed: ['therefore it ends', 'There, by the way, it ends.'],
  },
  {
    pattern: /\bstead\b/i,
    instead: '"instead of", "in place of"',
    found: ['for one alias in the rule’s stead', 'in its stead'],
    passed: ['write this instead', 'a steady load'],
  },
  {
    pattern: /\bin the place of\b/i,
    instead: '"instead of", "in place of"',
    found: ['a text in the place of what is ordered'],
    passed: ['a text in place of the version', 'in the same place'],
  },
  {
    pattern: /\b(?:mends?|mended|reckon(?:s|ed)?|foresaw|foreseen|afterwards|soonest|likeliest)\b/i,
    instead: 'a common word: "fix", "compute", "expected", "then", "first", "most likely"',
    found: ['mend the syntax here', 'by which ages are reckoned', 'the soonest first'],
    passed: ['fix the syntax here', 'a recommended way', 'sooner or later'],
  },
  {
    pattern: /\balike\b/i,
    instead: '"the same", "equal", "both"',
    found: ['treats all alike'],
    passed: ['treats all as equal', 'like the others'],
  },
  {
    pattern: /\bfor ever\b|\bfor the sake\b|\bby much\b|\bin vain\b|\bthe very\b(?! (?:first|last|same)\b)/i,
    instead: '"forever", "for", "far", "without effect"; leave "very" out',
    found: ['open for ever', 'by much of fetch', 'written over the very version below'],
    passed: ['It waits forever.', 'for every key', 'the very first key'],
  },
  {
    pattern: /\bat last\b|\bat the latest\b(?! \w)/i,
    instead: '"finally", "then"; "by …"',
    found: ['and at last the aliases go', 'at the latest, when it ends'],
    passed: ['at least one', 'held at the latest lower target', 'at lastModified'],
  },
];

/** Verbs with a particle that a reader has to translate. */
const phrases: readonly OldWord[] = [
  {
    pattern: /\b(?:hands|handed|handing|(?<!\bby )hand) (?:[\w·`]+ ){0,3}(?:in|over|on|out|back|to|up)\b/i,
    instead: '"pass", "return", "forward"',
    found: [
      'hands on the failure',
      'What Function Compute hands to a handler.',
      'handed in, so that tests can replace it',
    ],
    passed: ['What Function Compute passes to a handler.', 'written by hand to the file', 'an event handler in it'],
  },
  {
    pattern: /\bbecom(?:e|es|ing) of\b|\bbecame of\b/i,
    instead: '"what happens to", "the result of"',
    found: ['What becomes of a pinned alias'],
    passed: ['It becomes one of them.'],
  },
  {
    pattern: /\b(?:hangs?|hung|hanging) on\b/i,
    instead: '"depends on"',
    found: ['Nothing hangs on the clock.'],
    passed: ['It depends on the clock.', 'The request hangs.'],
  },
  {
    pattern: /\b(?:gives?|given|gave|giving) (?:[\w·`]+ ){0,2}back\b/i,
    instead: '"return", "yield"',
    found: ['gives the results back in order', 'everything was given back'],
    passed: ['returns the results in order', 'gives a background'],
  },
  {
    pattern: /\b(?:sees?|seen|saw) to\b(?! it that\b)/i,
    instead: '"handle", "take care of"',
    found: ['an event that was seen to'],
    passed: ['an event that was handled', 'a key seen today'],
  },
  {
    pattern: /\b(?:holds?|held|holding) (?:[\w·`]+ ){1,6}against\b/i,
    instead: '"compare … with", "check … against"',
    found: ['holds what it does and says against what it was handed'],
    passed: ['checks the result against the oracle'],
  },
  {
    pattern: /\b(?:is|are|was|were|been|be) let\b|\blet(?:s|ting)? (?:\w+ ){0,2}in\b|\blets? (?:go|be)\b/i,
    instead: '"allow", "accept", "admit", "release"',
    found: ['nobody is let in', 'lets no client in', 'A body that reports when it is let go.'],
    passed: ['lets the rules decide', 'letters in a name', 'OSS allows it.'],
  },
  {
    pattern: /\bpass(?:es|ed)? for\b/i,
    instead: '"be mistaken for", "count as"',
    found: ['It must not pass for an object.'],
    passed: ['It passes forty keys.', 'the check passes'],
  },
  {
    pattern:
      /\b(?:ma[dk]e|makes|making|put|puts|set|sets) (?:[\w·`]+ ){0,2}right(?= ?[.,;:)]|$| (?:by|and|again|where|with|at|when|in|or|if|before|after)\b)/i,
    instead: '"correct", "repair", "update"',
    found: ['make every alias right', 'One that was made right before.'],
    passed: ['makes the right choice', 'set the rights of the role'],
  },
  {
    pattern: /\bof (?:no |any |much |little )?(?:use|avail|good)\b|\bno good\b/i,
    instead: '"useful", "helps", "wrong"',
    found: ['Whether a sweep would be of use.', 'loudly where that is no good'],
    passed: ['Whether a sweep would help.', 'the terms of useful things'],
  },
  {
    pattern: /\bwould have it\b|\bbe it\b|\bcome what may\b/i,
    instead: 'say who requires it',
    found: ['as the rules would have it'],
    passed: ['as the rules require', 'may be its name'],
  },
];

/** Sentences in an order that English gave up. */
const constructions: readonly OldWord[] = [
  {
    pattern: /(?:^|[.!?] )Of (?!course\b)\w+/,
    instead: 'subject first: "Only these …", "The newest of …"',
    found: ['Of these alone nothing changes.', 'It ends. Of several it takes the last.'],
    passed: ['It takes the last of several.', 'the rule Of', 'Of course it does.'],
  },
  {
    pattern: /(?:^|[.!?] )(?:Were|Had|Should) (?:it|they|the|a|an|one|this|that|these|those|any)\b(?![^.!?]*\?)/,
    instead: '"If …"',
    found: ['Were it written twice, one would be lost.'],
    passed: ['If it were written twice, one would be lost.', 'Should it retry? Yes.'],
  },
  {
    pattern:
      /\bonly (?:then|so|here|there|now|thus) (?:is|are|was|were|does|do|did|can|could|has|have|may|will)\b|\bnor (?:is|are|was|were|does|do|did|has|have|had|can|could|may|will|would|need)\b/i,
    instead: 'subject first: "… only then", "and … not"',
    found: ['Only then is it written.', 'nor is one that was cut off'],
    passed: ['It is written only then.', 'neither true nor false'],
  },
  {
    pattern:
      /(?<!\bthere )\b(?:is|are|was|were|be) no (?!longer\b|more\b|less\b|fewer\b|such\b|other\b|one\b|matter\b|later\b|earlier\b|greater\b|older\b|newer\b|larger\b|smaller\b|shorter\b|higher\b|lower\b|different\b)\w+/i,
    instead: '"is not a …"',
    found: ['That is no candidate.', 'links are no change of them', 'An age of 0 is no age.'],
    passed: ['That is not a candidate.', 'there is no candidate', 'is no longer a candidate', 'is no later than'],
  },
  {
    pattern: /(?<!\bthere )\b(?:is|are|was|were|be) none\b/i,
    instead: '"is not one", "is not a …"',
    found: ['undefined if it is none', 'a word at the top that is none'],
    passed: ['undefined if there is none', 'none is older'],
  },
  {
    pattern: /\b(?:needs?|knows?|knew|wants?|asks?) (?:no|none|nothing)\b/i,
    instead: '"does not need", "does not know"',
    found: ['A note needs no colour.', 'it knows no clock', 'a kind that needs nothing'],
    passed: ['A note does not need colour.', 'a store that has no bucket'],
  },
  {
    pattern:
      /\b(?:has|have|had|takes?|gives?|gave|gets?|finds?|holds?|shows?|leaves?|makes?|writes?|sees?|names?) none\b/i,
    instead: '"has no …", "does not … any"',
    found: ['the alias has none', 'this alias takes none'],
    passed: ['the alias has no target', 'if none matches'],
  },
  {
    pattern:
      /\b(?:tells?|says?|knows?|needs|means?|holds?|asks?|takes?|gives?|shows?|makes?|lets?|goes|comes?|matters?|costs?|sees?) not\b(?! only\b)/i,
    instead: '"does not …"',
    found: ['a marker that says not who made it', 'it matters not'],
    passed: ['a marker that does not say who made it', 'it need not be equal', 'It says not only this.'],
  },
  {
    pattern: /\b(?:has|have|had) not(?= ?[.,;:)]|$| and\b| or\b)/i,
    instead: '"does not have", "does not define"',
    found: ['a group the regex has not', 'which the template has not, is refused'],
    passed: ['a group the regex does not define', 'it has not been read'],
  },
  {
    pattern: /\bbut for\b|\b(?:none|nothing|anything|all|everything|everyone|any|every \w+|each|no \w+) but\b/i,
    instead: '"only", "except"',
    found: ['all zero but for one', 'nothing but links', 'every text but the empty one', 'before each but the first'],
    passed: ['only links', 'every text except the empty one', 'It waits for each, but the last fails.'],
  },
  {
    pattern: /\ball that\b(?! (?:is left|matters)\b)/i,
    instead: '"everything that", "all …"; or name it',
    found: ['with all that it lies in', 'keeps all that is known'],
    passed: ['keeps everything that is known', 'checks all those keys'],
  },
  {
    pattern:
      /\bwhatever (?:is|are|was|were|of|else|makes|takes|comes|came|happens|happened|becomes|it|they|he)\b|\bwherever (?:it|they|he)\b/i,
    instead: '"any", "everything that", "regardless of"',
    found: ['Whatever of it is missing is absent.', 'whatever comes', 'wherever it is'],
    passed: ['whatever the client sends', 'any that is missing'],
  },
  {
    pattern: /\bof which (?:none|nothing|no|each|so|the)\b/i,
    instead: 'two sentences, or "none of which"',
    found: ['choose prefixes of which none begins the other'],
    passed: ['choose prefixes, none of which begins another'],
  },
  {
    pattern: /\b(?:is|are|was|were|be) not there\b/i,
    instead: '"does not exist", "is missing"',
    found: ['Removing what is not there works.'],
    passed: ['Removing a missing key works.', 'is not therefore'],
  },
  {
    pattern: /\b(?:is|are|was|were) to be\b/i,
    instead: '"must be", "will be"',
    found: ['that one is to be tried again'],
    passed: ['that one must be tried again', 'used to be'],
  },
];

/** Names of exports that do not say what a thing is. The term of the field does. */
export const oldNames: readonly OldWord[] = [
  {
    pattern:
      /^(?:told|tells?|lies|lain|stands|befell|befalls?|whoever|nobody|somebody|needless|tempered)(?![a-z])|(?:Told|Tells?|Lies|Lain|Stands|Befell|Befalls?|Whoever|Nobody|Somebody|Needless|Tempered|Stead)(?![a-z])/,
    instead: 'what the function returns or decides: "reportsUpload", "isBasedOn"',
    found: ['tellsOfUpload', 'liesOnItsBase', 'tempered', 'withoutNeedless'],
    passed: ['cells', 'applies', 'understands', 'steady'],
  },
  {
    pattern:
      /^(?:Shown|Showing|Seen|Found|Look|Looked|Walked|Due|Open|Growing|Told|Held|Written|Ran|Began|Asked|Happening|Mishap|Stand)$/,
    instead: 'a noun that says of what: "WinnerLookup", "ListedCandidates"',
    found: ['Shown', 'Found', 'Due'],
    passed: ['WinnerLookup', 'ReleaseSeen', 'found'],
  },
];

export const oldWords: readonly OldWord[] = [...words, ...phrases, ...constructions];
