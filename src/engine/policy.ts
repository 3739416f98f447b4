import type { Finding, FindingClass } from '../rules/finding.ts'
import type { Decision } from './verdict.ts'

export type PresetName = 'default' | 'gitops' | 'warn-only'
export type RuleSetting = Decision | 'off'

/** What decides about findings in one place: a preset, and settings for single rules that outweigh it. */
export interface Policy {
  readonly preset: PresetName
  readonly rules: Readonly<Record<string, RuleSetting>>
}

type ByClass = Readonly<Record<FindingClass, { readonly whole: RuleSetting; readonly part: RuleSetting }>>
const both = (setting: RuleSetting) => ({ whole: setting, part: setting })

const DEFAULT: ByClass = {
  intrinsic: { whole: 'deny', part: 'warn' },
  contradiction: { whole: 'deny', part: 'warn' },
  'missing-grant': both('deny'),
  absent: both('warn'),
  consequence: both('warn'),
  partial: both('warn'),
  loser: both('warn'),
  odd: both('off'),
}
// Flux dry-runs a whole set before applying any of it: what another object of the set would cure must not refuse.
const GITOPS: ByClass = { ...DEFAULT, contradiction: both('warn'), 'missing-grant': both('warn') }
const WARN_ONLY: ByClass = { ...GITOPS, intrinsic: both('warn') }

/** The table of the design, "Classes of findings decide the verdict". */
export const PRESETS: Readonly<Record<PresetName, ByClass>> = { default: DEFAULT, gitops: GITOPS, 'warn-only': WARN_ONLY }

/** What a policy makes of a finding: the setting of its rule, else its class in the preset; never more than the finding allows. */
export function settingFor(policy: Policy, finding: Pick<Finding, 'rule' | 'class' | 'whole' | 'atMost'>): RuleSetting {
  const own = Object.hasOwn(policy.rules, finding.rule) ? policy.rules[finding.rule] : undefined
  const setting = own ?? PRESETS[policy.preset][finding.class][finding.whole ? 'whole' : 'part']
  return setting === 'deny' ? (finding.atMost ?? setting) : setting
}
