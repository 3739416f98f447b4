import type { RouteKind } from '../gateway/kinds.ts'
import type { Route } from '../gateway/objects.ts'
import { backendUses } from './backends.ts'
import { filterTroubles } from './filters.ts'
import type { Judge } from './judges.ts'
import type { ParentFact } from './parent-facts.ts'
import type { RuleFacts } from './rule-facts.ts'
import type { Context } from './status/context.ts'
import { unusableValues } from './values.ts'

export const NO_RULES: RuleFacts = { isRead: false, backends: [], filters: [], values: [] }

/**
 * What the rules of a route name and ask for; undefined where they are nobody's business here: every parent belongs to a controller that is
 * not known. A route that nobody reads yet, or only a mesh, names what it names all the same.
 */
export function ruleFacts(
  kind: RouteKind,
  route: Route,
  judges: readonly Judge[],
  parents: readonly ParentFact[],
  context: Context,
): RuleFacts | undefined {
  if (judges.length === 0 && parents.length > 0 && parents.every(isForeign)) return undefined
  return {
    isRead: judges.length > 0,
    backends: backendUses(kind, route, judges, context),
    filters: filterTroubles(kind, route, judges, context),
    values: unusableValues(
      kind,
      route,
      judges,
      parents.every(({ standing }) => standing === 'judged'),
    ),
  }
}

function isForeign({ standing, parentRef: { group, kind } }: ParentFact): boolean {
  return standing === 'unknown' || (standing === 'foreign' && (group !== '' || kind !== 'Service'))
}
