import type { StatusChoices } from '../gateway/status-choices.ts'
import type { ResolvedClass } from './class.ts'
import { publishedFeatures } from './class.ts'
import type { Condition, ParentFact } from './prediction.ts'

/** A class whose controller reads a route, with all that it would write for those parents of the route that are of the class. */
export interface Judge {
  readonly served: ResolvedClass
  readonly choices?: StatusChoices
  /** The features that the class publishes. */
  readonly published?: ReadonlySet<string>
  readonly conditions: readonly Condition[]
}

/** Who judges a route, each class once, whatever the number of parents. */
export function judgesOf(parents: readonly { readonly index: number; readonly served: ResolvedClass }[], facts: readonly ParentFact[]): Judge[] {
  const byClass = new Map<string, { readonly served: ResolvedClass; readonly conditions: Condition[] }>()
  for (const { index, served } of parents) {
    const judge = byClass.get(served.className) ?? { served, conditions: [] }
    byClass.set(served.className, judge)
    judge.conditions.push(...(facts.find((fact) => fact.index === index)?.conditions ?? []))
  }
  return [...byClass.values()].map(({ served, conditions }) => {
    const published = publishedFeatures(served.gatewayClass)
    const choices = served.implementation.status
    return { served, conditions, ...(choices && { choices }), ...(published && { published }) }
  })
}

/** The bad condition with one of these reasons that a class writes for the route. */
export function conditionFor({ conditions }: Judge, reasons: readonly (string | undefined)[]): Condition | undefined {
  return conditions.find(({ type, status, reason }) => isBad(type, status) && reason.split(',').some((one) => reasons.includes(one)))
}

const BAD_WHEN_TRUE = ['PartiallyInvalid', 'Conflicted']

function isBad(type: string, status: Condition['status']): boolean {
  return status === (BAD_WHEN_TRUE.includes(type) ? 'True' : 'False')
}
