import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { createJudge } from '../../src/engine/judge.ts'
import type { Policy, PresetName, RuleSetting } from '../../src/engine/policy.ts'
import type { Judge, Subject, Verdict } from '../../src/engine/verdict.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { ClusterView } from '../../src/gateway/ports.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { deepFreeze } from '../gateway/objects.ts'

export interface JudgeOptions {
  readonly entries?: readonly string[]
  readonly preset?: PresetName
  readonly settings?: Readonly<Record<string, RuleSetting>>
  readonly rules?: readonly Rule[]
}

export function judgeOf(view: ClusterView, { entries = [], preset = 'default', settings = {}, rules = RULES }: JudgeOptions = {}): Judge {
  const policy: Policy = { preset, rules: settings }
  return createJudge({ view, implementations: implementationsFrom(entries), rules, defaulters: DEFAULTERS, policyFor: () => policy })
}

export function subject(operation: Subject['operation'], object: UntypedObject | undefined, oldObject?: UntypedObject): Subject {
  const one = (object ?? oldObject) as UntypedObject
  const { namespace, name } = one.metadata
  const kind = kindOf(one.apiVersion, one.kind)?.kind
  if (!kind) throw new Error(`${one.kind} is no kind of ours`)
  return deepFreeze({
    operation,
    kind,
    name,
    ...(namespace !== undefined && { namespace }),
    ...(object && { object }),
    ...(oldObject && { oldObject }),
    dryRun: false,
  })
}

export const create = (object: UntypedObject) => subject('CREATE', object)
export const update = (oldObject: UntypedObject, object: UntypedObject) => subject('UPDATE', object, oldObject)

/** `decision rule path`, one for each finding, in the order of the verdict. */
export const said = (verdict: Verdict): string[] => verdict.findings.map(({ decision, rule, path }) => `${decision} ${rule} ${path}`)
