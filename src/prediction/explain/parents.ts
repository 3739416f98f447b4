import type { Route } from '../../gateway/objects.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import { text } from '../../gateway/shape.ts'
import { defaultGatewaysFor } from '../default-gateways.ts'
import type { ParentFact } from '../parent-facts.ts'
import { parentFacts } from '../parents.ts'
import type { Context } from '../status/context.ts'
import { type ParentOutcome, type RouteOutcome, routeOutcome, statusEntries } from '../status/route-outcome.ts'
import type { ServiceParentOutcome } from '../status/service-parent.ts'
import { classPart, meshPart, parentPart } from '../status/tell.ts'
import type { Decider, ExplainedPart, Silence } from './explanation.ts'
import { type Explaining, type Heard, withSteps } from './heard.ts'
import { deciding, gatewayOfSet, parentSilence } from './silence.ts'

/** Each parentRef of a route, in the order of the spec, and then the Gateways that it does not name. */
export function explainedParents(route: Route, { context, reader, heard }: Explaining): ExplainedPart[] {
  const written = reader.of(route.kind, route)?.parents ?? []
  const outcome = routeOutcome(route, context)
  const entries = statusEntries(outcome)
  const named = parentFacts(route, context).flatMap((fact): ExplainedPart[] => {
    const meshes = outcome.serviceParents.filter((one) => one.index === fact.index)
    return meshes.length > 0 ? meshes.map((one) => atMesh(route, fact, one, heard)) : [atGateway(fact)]
  })
  return [...named, ...atDefaultGateways(route, context)]

  function atGateway(fact: ParentFact): ExplainedPart {
    const { index, path, parentRef } = fact
    const base = { what: 'parent' as const, title: parentPart(parentRef), path }
    const parent = outcome.parents.find((one) => one.index === index)
    const entry = entries.findIndex(({ last }) => last.index === index)
    const { decider, silence } = decidingAt(parentRef, context)
    const by = decider && { decider }
    if (parent?.unwritten) return { ...base, ...by, silence: unwrittenParent(parent, outcome), steps: [], conditions: [] }
    if (!parent) return { ...base, ...by, silence: parentSilence(fact, silence), steps: [], conditions: [] }
    const steps = [...heard.of(route, parentPart(parent.ref)), ...heard.of(route, classPart(parent.gateway.served.className))]
    if (entry >= 0) return { ...base, ...by, ...withSteps(written[entry]?.conditions ?? [], steps) }
    const over = entries.find(({ last }) => last.index > index && isSameParent(last.ref, parent.ref))?.last
    const unwritten: Silence = over ? { because: 'written over', by: `spec.parentRefs[${over.index}]` } : { because: 'nothing written' }
    return { ...base, ...by, silence: unwritten, ...withSteps([], steps) }
  }
}

function atDefaultGateways(route: Route, { view }: Context): ExplainedPart[] {
  const asked = defaultGatewaysFor(route, view)
  if (!asked) return []
  const silence: Silence = { because: 'default Gateways', ...asked }
  return [{ what: 'parent', title: `default Gateways, scope ${asked.scope}`, path: 'spec.useDefaultGateways', silence, steps: [], conditions: [] }]
}

/** A parent that is a Service, at one of the meshes that may serve it. */
function atMesh(
  route: Route,
  fact: ParentFact,
  { ref, served, existence, conditions, isWritten }: ServiceParentOutcome,
  heard: Heard,
): ExplainedPart {
  const { controllerName, implementation } = served
  const { title, version, assumed } = implementation
  const steps = [...heard.of(route, meshPart(ref, served)), ...heard.of(route, classPart(served.className))]
  const base = { what: 'parent' as const, title: parentPart(ref), path: fact.path, decider: { controllerName, title, version, assumed } }
  if (isWritten) return { ...base, ...withSteps(conditions.list(), steps) }
  const silence: Silence =
    existence === 'absent'
      ? { because: 'parent absent', parent: `${ref.kind} ${ref.namespace}/${ref.name}` }
      : { because: 'foreign parent', kind: ref.kind }
  return { ...base, silence, ...withSteps([], steps) }
}

function unwrittenParent({ unwritten, gateway }: ParentOutcome, { ownFaults }: RouteOutcome): Silence {
  const [fault] = ownFaults.get(gateway.served.controllerName) ?? []
  return { because: 'unwritten', why: fault?.check ?? unwritten ?? '' }
}

/** Whether two parentRefs that differ by section or port at most may share an entry. */
function isSameParent(a: ParentRef, b: ParentRef): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name
}

type ParentName = { readonly kind: string; readonly namespace?: string; readonly name: string }

/** Who decides at a parent, or why nobody does: by the class of its Gateway, where that is there. */
export function decidingAt({ kind, namespace, name }: ParentName, context: Context): { readonly decider?: Decider; readonly silence?: Silence } {
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return {}
  const found = context.view.get(kind, namespace, name)
  if (found.state !== 'found') return {}
  if (found.object.kind === 'Gateway') return deciding(text(found.object.spec?.gatewayClassName) ?? '', context)
  const of = gatewayOfSet(found.object, context)
  return 'because' in of ? { silence: of } : deciding(of.className, context)
}
