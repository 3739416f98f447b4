import type { Gateway, Route } from './objects.ts'
import { text } from './shape.ts'

/** The scope of the routes that a Gateway takes without being named by them (GEP-3793, `defaultScope`). `None` is as good as none. */
export function defaultScopeOf({ spec }: Gateway): string | undefined {
  return scope(spec?.defaultScope)
}

/** The scope of the Gateways to which a route attaches beside its parentRefs (GEP-3793, `useDefaultGateways`). */
export function askedScopeOf({ spec }: Route): string | undefined {
  return scope(spec?.useDefaultGateways)
}

function scope(value: unknown): string | undefined {
  const named = text(value)
  return named === '' || named === 'None' ? undefined : named
}
