import { lacksDefaultGateways } from '../prediction/default-gateways.ts'
import type { Prediction, RoutePrediction } from '../prediction/prediction.ts'

/** The parts of what is predicted of a route, by what a rule may speak of. */
export type RoutePart =
  | 'parents'
  | 'hostnames'
  | 'references'
  | 'unsupported'
  | 'contests'
  | 'limits'
  | 'oddities'
  | 'filters'
  | 'values'
  | 'backends'

const IS_LOUD: Readonly<Record<RoutePart, (prediction: RoutePrediction) => boolean>> = {
  parents: ({ isInert, defaultGateways, parentFacts }) =>
    isInert || lacksDefaultGateways(defaultGateways) || parentFacts.some(({ standing, obstacle }) => standing !== 'judged' || obstacle !== undefined),
  hostnames: ({ unmatchedHostnames }) => unmatchedHostnames.length > 0,
  references: ({ references }) => references.some(({ grant }) => grant !== 'not needed' && grant !== 'permitted'),
  unsupported: ({ unsupported }) => unsupported.length > 0,
  contests: ({ contests }) => contests.length > 0,
  limits: ({ limits }) => limits.length > 0,
  oddities: ({ oddities }) => oddities.length > 0,
  filters: ({ rules }) => rules.filters.length > 0,
  values: ({ rules }) => rules.values.length > 0,
  backends: ({ rules }) => rules.backends.some(({ troubles }) => troubles.length > 0),
}
const PARTS = Object.keys(IS_LOUD) as RoutePart[]

/**
 * The parts of what was predicted of a route in which something is out of order: mostly none, and no rule that speaks of another part has
 * anything to say. Undefined of an object that is no route: any rule may. A test holds every rule to it over every state that is known.
 */
export function loudParts(prediction: Prediction): readonly RoutePart[] | undefined {
  return prediction.kind === 'Route' ? PARTS.filter((part) => IS_LOUD[part](prediction)) : undefined
}
