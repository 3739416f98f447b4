import type { Implementation } from '../gateway/implementation.ts'
import type { Limit } from '../gateway/limits.ts'
import type { ObjectName } from '../gateway/ports.ts'
import type { LimitFact } from '../prediction/limits/fact.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Said } from './rule.ts'
import { excerpt } from './words.ts'

type Words = Omit<Said, 'path' | 'key' | 'atMost'>

/**
 * What is said of the limits of one kind that an object meets. Where the version or the setting on which a limit rests is not configured,
 * nothing is refused for it, and the hint names the entry that decides it.
 */
export function told<K extends LimitFact['limit']>(
  prediction: Prediction,
  limit: K,
  say: (fact: Extract<LimitFact, { readonly limit: K }>) => Words,
): Said[] {
  if (!('limits' in prediction)) return []
  const all: readonly LimitFact[] = prediction.limits
  return all
    .filter((fact): fact is Extract<LimitFact, { readonly limit: K }> => fact.limit === limit)
    .map((fact): Said => {
      const { path, key, implementation } = fact
      const entry = undecided(implementation, 'because' in fact && typeof fact.because === 'object' ? fact.because : {})
      const said = say(fact)
      const condition = said.condition ? ` (${said.condition.type}=${said.condition.status}/${said.condition.reason})` : ''
      const base = { ...said, path, key: `${key}`, message: `${said.message}${condition}` }
      return entry ? { ...base, ...decidedBy(entry, said.hint) } : base
    })
}

/** What is said of a limit that rests on a version or setting which is not configured; nothing of one that is certain. */
export function unlessConfigured(implementation: Implementation, limit: Limit | undefined, hint: string): Partial<Pick<Said, 'hint' | 'atMost'>> {
  const entry = limit && undecided(implementation, limit)
  return entry ? decidedBy(entry, hint) : {}
}

function decidedBy(entry: string, hint: string): { readonly hint: string; readonly atMost: 'warn' } {
  return { atMost: 'warn', hint: `${hint}; where it is otherwise, say so in the configuration: implementations: [${entry}]` }
}

/** The entry on which it depends, where it was left out. */
function undecided({ name, assumed }: Implementation, limit: Limit): string | undefined {
  if (limit.assumed && limit.lifts) return `"${limit.lifts}"`
  return assumed ? `${name}@VERSION` : undefined
}

/** `before 2.4`, after a blank; or nothing. */
export function becauseWords({ because }: Limit): string {
  return because ? ` ${because}` : ''
}

export function nameWords({ namespace, name }: ObjectName): string {
  return `${excerpt(namespace)}/${excerpt(name)}`
}

/** `konghq.com/publish-service: "kong/proxy"` */
export function annotationWords(annotation: string, value: string): string {
  return `${annotation}: "${excerpt(value)}"`
}
