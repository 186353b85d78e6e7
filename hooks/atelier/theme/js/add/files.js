// The files that come of what is filled in: of the record, of what is added along, and of the question that it answers.

import { changedText, fileText, safeBody } from "./write.js";

/** Whether two values of JSON are the same. */
export const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);

/**
 * The files, { path, text, exists }, in the order in which they go: what is added along first, since the record names it,
 * and the question last, since it names the record. `own` is the one of the record, with its `body`. Of a `file` that is
 * changed only the fields change that differ from the `first` state of the form.
 */
export function filesOf({ rules, kind, companion, file, question, first, changes }, { data, body, slug, companions }) {
  const group = rules.records[kind];
  const own = { path: `${rules.folders[kind]}/${slug}.md`, own: true, exists: changes };
  if (file) {
    const keys = Object.keys(group).filter((key) => !same(data[key], first.data[key]));
    const changed = Object.fromEntries(keys.map((key) => [key, data[key]]));
    const text = body === first.body ? undefined : safeBody(rules, body, new Set(first.body.split("\n")));
    own.text = changedText(rules, group, file, changed, text);
  } else {
    own.body = safeBody(rules, body);
    own.text = fileText(rules, group, data, own.body);
  }
  const others = companions.map((one) => ({
    path: `${rules.folders[companion.kind]}/${one.slug}.md`,
    text: fileText(rules, rules.records[companion.kind], one.data),
  }));
  return [...others, own, ...(question ? [answered(rules, question, slug)] : [])];
}

// A question with an answer more.
function answered(rules, question, slug) {
  const answers = [...(question.data.answered_by ?? []), slug];
  return { path: question.path, text: changedText(rules, rules.records.questions, question, { answered_by: answers }), exists: true };
}
