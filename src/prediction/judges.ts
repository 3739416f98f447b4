import type { StatusChoices } from '../gateway/status-choices.ts'
import type { ResolvedClass } from './class.ts'
import { publishedFeatures } from './class.ts'
import type { Condition } from './condition.ts'

/** A class whose controller reads a route, with all that it would write for those parents of the route that are of the class. */
export interface Judge {
  readonly served: ResolvedClass
  readonly choices?: StatusChoices
  /** The features that the class publishes. */
  readonly published?: ReadonlySet<string>
  readonly conditions: readonly Condition[]
}

/** Who judges a route, each class once, whatever the number of parents. */
export function judgesOf(
  parents: readonly { readonly index: number; readonly served: ResolvedClass }[],
  facts: readonly { readonly index: number; readonly conditions: readonly Condition[] }[],
): Judge[] {
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

/** What of a trouble a status tells. */
export interface Told {
  /** What would be written; absent where nothing is, or where that is not known. */
  readonly condition?: Condition
  /** The route is accepted, and no condition tells. */
  readonly isSilent: boolean
}

/** What the first of the classes writes that tells a trouble at all: the bad condition with one of the reasons that it has for it. */
export function toldBy(judges: readonly Judge[], reasonsOf: (judge: Judge) => readonly (string | undefined)[]): Told {
  for (const judge of judges) {
    const reasons = reasonsOf(judge)
    const condition = judge.conditions.find(
      ({ type, status, reason }) => isBad(type, status) && reason.split(',').some((one) => reasons.includes(one)),
    )
    if (condition) return { condition, isSilent: false }
  }
  return { isSilent: judges.length > 0 && judges.every(isAccepted) }
}

function isAccepted({ choices, conditions }: Judge): boolean {
  return choices !== undefined && conditions.some(({ type, status }) => type === 'Accepted' && status === 'True')
}

const BAD_WHEN_TRUE = ['PartiallyInvalid', 'Conflicted']

function isBad(type: string, status: Condition['status']): boolean {
  return status === (BAD_WHEN_TRUE.includes(type) ? 'True' : 'False')
}
