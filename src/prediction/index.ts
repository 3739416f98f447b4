import type { Implementations } from '../gateway/implementation.ts'
import { isPolicyKind, isRouteKind } from '../gateway/kinds.ts'
import type { Gateway, GatewayClass, ListenerSet, Policy, Route, XBackend, XMesh } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import type { Surroundings } from '../gateway/surroundings.ts'
import { predictGateway } from './gateway.ts'
import { predictGatewayClass } from './gateway-class.ts'
import { predictMesh } from './mesh.ts'
import { predictPolicy } from './policy.ts'
import type { ObjectPrediction, PredictionInput } from './prediction.ts'
import { predictBackend, predictListenerSet } from './referrer.ts'
import { predictRoute } from './route.ts'
import { type Context, contextOf } from './status/context.ts'

export { type Context, contextOf } from './status/context.ts'

/**
 * What the controller of an object would make of it. Undefined where nothing is predicted: the kind has no status of its own, or who
 * serves it is not known. Pure and synchronous; `view` holds the object as it is to be.
 */
export function predict(
  input: PredictionInput,
  view: ClusterView,
  implementations: Implementations,
  around: Surroundings = {},
): ObjectPrediction | undefined {
  return predictIn(input, contextOf(view, implementations, around))
}

/** The same, with what was found out before in a view that has not changed since. */
export function predictIn({ kind, object, before }: PredictionInput, context: Context): ObjectPrediction | undefined {
  if (isRouteKind(kind)) return predictRoute(kind, object as Route, context)
  if (kind === 'GatewayClass') return predictGatewayClass(object as GatewayClass, context)
  if (kind === 'Gateway') return predictGateway(object as Gateway, before as Gateway | undefined, context)
  if (kind === 'ListenerSet') return predictListenerSet(object as ListenerSet, context)
  if (kind === 'XBackend') return predictBackend(object as XBackend, context.view)
  if (isPolicyKind(kind)) return predictPolicy(object as Policy, context)
  if (kind === 'XMesh') return predictMesh(object as XMesh, context)
  return undefined
}
