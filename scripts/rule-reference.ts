import { DEFAULTERS } from '../src/defaulters/index.ts'
import { PRESETS, type PresetName } from '../src/engine/policy.ts'
import { RULES } from '../src/rules/index.ts'
import type { Rule } from '../src/rules/rule.ts'

const PRESET_NAMES: readonly PresetName[] = ['default', 'gitops', 'warn-only']

/** The page docs/rules.md: every rule and defaulter with its words, made from the code. */
export function ruleReference(): string {
  const index = RULES.map((rule) => `| [${rule.id}](#${rule.id}) | ${rule.class} | ${rule.kinds.join(', ')} | ${rule.docs().summary} |`)
  return [
    '<!-- Made by `npm run generate` from src/rules and src/defaulters: edit there. -->',
    '# Rules',
    '',
    'Each finding names its rule, as `[rule-id]`. The class and the preset decide whether it refuses or warns; `rules:` in the configuration decides for one rule, everywhere or in some namespaces (README, "Switch it off").',
    '',
    '| rule | class | kinds | what is found |',
    '|---|---|---|---|',
    ...index,
    '',
    ...RULES.flatMap(section),
    '# Defaulters',
    '',
    ...DEFAULTERS.flatMap(({ id, kinds, summary }) => [`## ${id}`, '', `${kinds.join(', ')}: ${summary}`, '']),
  ].join('\n')
}

function section({ id, class: findingClass, docs: write }: Rule): string[] {
  const docs = write()
  const decided = PRESET_NAMES.map((preset) => {
    const { whole, part } = PRESETS[preset][findingClass]
    return `${preset}: ${whole === part || docs.partOnly ? part : `${whole}, or ${part} where part of the object still works`}`
  })
  const under = docs.implementations ? ` (with \`implementations: [${docs.implementations.join(', ')}]\`)` : ''
  const held = Object.values(docs.certificates ?? {}).flat()
  const names = held.length > 0 ? `, if the certificate is for ${held.join(', ')}` : ''
  return [
    `## ${id}`,
    '',
    docs.summary,
    '',
    `**Why.** ${docs.why}`,
    '',
    `**What is right.** ${docs.fix}`,
    '',
    `**Decision.** Class ${findingClass}; ${decided.join('; ')}.`,
    '',
    `**Source.** ${docs.source}.`,
    '',
    `Found${under}${names}, ${docs.deletes ? 'when the last document is deleted' : docs.changes ? 'when the last document replaces the one before it' : 'in the last document'}:`,
    '',
    '```yaml',
    docs.bad.trimEnd(),
    '```',
    '',
    'Not found:',
    '',
    '```yaml',
    docs.good.trimEnd(),
    '```',
    '',
  ]
}
