import type { Defaulter } from '../defaulters/defaulter.ts'
import { deepEqual } from '../gateway/deep-equal.ts'
import type { Implementations } from '../gateway/implementation.ts'
import { isLeaving } from '../gateway/lifecycle.ts'
import type { AnyObject } from '../gateway/objects.ts'
import { overlay } from '../gateway/overlay.ts'
import type { ClusterView } from '../gateway/ports.ts'
import type { Surroundings } from '../gateway/surroundings.ts'
import { type Context, contextOf } from '../prediction/index.ts'
import type { Rule } from '../rules/rule.ts'
import { claimsOf, confirmed } from './confirm.ts'
import { type Evaluation, evaluate, evaluateConsequences, evaluateIn, type Fault } from './evaluate.ts'
import { type Policy, settingFor } from './policy.ts'
import { carriedOver } from './ratchet.ts'
import type { DecidedFinding, Judge, Mutation, Subject, Verdict } from './verdict.ts'

/** What a judgement is made with. All of it is read at each review, so a view that changes and a new configuration count at once. */
export interface JudgeParts {
  readonly view: ClusterView
  readonly implementations: Implementations
  readonly rules: readonly Rule[]
  readonly defaulters: readonly Defaulter[]
  /** What a prediction depends on beside the view, as it is at a review; left out, nothing beside the view is known. */
  around?(): Surroundings
  /** The view does not change while the judge is used, so what is found out for one of its objects serves the others. */
  readonly isFixed?: boolean
  /** The policy of a namespace; undefined for objects of the cluster. */
  policyFor(namespace: string | undefined): Policy
}

/** With what was found out in a view that is fixed. */
interface Parts extends JudgeParts {
  readonly shared?: Context
}

const ALLOWED: Verdict = { allowed: true, findings: [] }
const NOTHING: Evaluation = { findings: [], faults: [] }

/** Judges reviews against a view: pure but for the view, synchronous, never throwing. */
export function createJudge(given: JudgeParts): Judge {
  const parts: Parts = given.isFixed ? { ...given, shared: contextOf(given.view, given.implementations, given.around?.() ?? {}) } : given
  return {
    review: (subject) => review(subject, parts),
    claims: (subject, verdict) => claimsOf(subject, verdict, parts.view),
    reconsider: (subject, testimony) => {
      const verdict = review(subject, { ...given, view: testimony.view, isFixed: false })
      return { verdict: confirmed(subject, verdict, testimony), claims: claimsOf(subject, verdict, testimony.view) }
    },
    mutate: (subject) => mutate(subject, parts),
  }
}

function review(subject: Subject, parts: Parts): Verdict {
  const { object, oldObject, namespace } = subject
  if (subject.operation === 'DELETE' || !object) return deletion(subject, parts)
  const before = (oldObject as AnyObject | undefined) ?? existing(subject, parts.view)
  const own = evaluateAs(object as unknown as AnyObject, before, subject, parts)
  const others = oldObject ? consequences(subject, parts) : NOTHING
  const findings = [...own.findings, ...others.findings]
  const faults = [...own.faults, ...others.faults]
  if (findings.length === 0 && faults.length === 0) return ALLOWED
  const policy = parts.policyFor(namespace)
  const set = findings
    .map((finding) => ({ ...finding, decision: settingFor(policy, finding) }))
    .filter((f): f is DecidedFinding => f.decision !== 'off')
  const decided = set.some((f) => f.decision === 'deny') ? excuse(set, subject, parts) : set
  const verdict = { allowed: decided.every((f) => f.decision === 'warn'), findings: decided }
  return faults.length > 0 ? { ...verdict, faults } : verdict
}

/** A deletion at most warns: of what it takes from others. */
function deletion(subject: Subject, parts: Parts): Verdict {
  const { findings, faults } = consequences(subject, parts)
  if (findings.length === 0 && faults.length === 0) return ALLOWED
  const policy = parts.policyFor(subject.namespace)
  const told = findings
    .filter((finding) => settingFor(policy, finding) !== 'off')
    .map((finding): DecidedFinding => ({ ...finding, decision: 'warn' }))
  return { allowed: true, findings: told, ...(faults.length > 0 && { faults }) }
}

function consequences({ kind, object, oldObject }: Subject, parts: Parts): Evaluation {
  if (!oldObject) return NOTHING
  const after = object as AnyObject | undefined
  return evaluateConsequences(kind, oldObject as unknown as AnyObject, after, parts.view, parts.implementations, parts.rules)
}

/** What an update did not bring is no reason to refuse it: it becomes a warning, as does everything while only finalizers are removed. */
function excuse(findings: readonly DecidedFinding[], subject: Subject, parts: Parts): DecidedFinding[] {
  const { object, oldObject } = subject
  if (!object || !oldObject) return [...findings]
  const warned = (finding: DecidedFinding): DecidedFinding => ({ ...finding, decision: 'warn' })
  if (isLeaving(object) && deepEqual(object.spec, oldObject.spec)) return findings.map(warned)
  const old = oldObject as unknown as AnyObject
  const carried = carriedOver(evaluateAs(old, old, subject, parts).findings)
  return findings.map((finding) => (carried(finding) ? warned(finding) : finding))
}

function evaluateAs(object: AnyObject, before: AnyObject | undefined, subject: Subject, parts: Parts): Evaluation {
  const { kind, namespace, name } = subject
  if (parts.shared) {
    const held = parts.view.get(kind, namespace, name)
    if (held.state === 'found' && held.object === object) return evaluateIn({ kind, object, before }, parts.shared, parts.rules)
  }
  const view = overlay(parts.view, kind, namespace, name, object)
  return evaluate({ kind, object, before }, view, parts.implementations, parts.rules, parts.around?.())
}

function existing({ kind, namespace, name }: Subject, view: ClusterView): AnyObject | undefined {
  const found = view.get(kind, namespace, name)
  return found.state === 'found' ? found.object : undefined
}

function mutate(subject: Subject, parts: Parts): Mutation {
  const { object, operation } = subject
  const none: Mutation = { patch: [], notes: [] }
  if (operation === 'DELETE' || !object || isLeaving(object)) return none
  const policy = parts.policyFor(subject.namespace)
  const faults: Fault[] = []
  const made = parts.defaulters
    .filter(({ id, kinds }) => policy.rules[id] !== 'off' && kinds.includes(subject.kind))
    .map((defaulter) => {
      try {
        return defaulter.apply(subject, parts.view, parts.implementations)
      } catch (error) {
        faults.push({ rule: defaulter.id, error })
        return none
      }
    })
  return { patch: made.flatMap((m) => m.patch), notes: made.flatMap((m) => m.notes), ...(faults.length > 0 && { faults }) }
}
