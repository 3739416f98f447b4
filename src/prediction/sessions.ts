import { EXPERIMENTAL_GROUP } from '../gateway/kinds.ts'
import { isLeaving } from '../gateway/lifecycle.ts'
import type { XBackendTrafficPolicy } from '../gateway/objects.ts'
import type { Reference } from '../gateway/references.ts'
import { type Fields, isRecord, text } from '../gateway/shape.ts'
import type { BackendTrouble, BackendUse, PolicyName } from './rule-facts.ts'
import type { Context } from './status/context.ts'
import { byAge } from './status/order.ts'

/** The sessions that a backend keeps by a configuration of its own. */
interface Sessions {
  readonly sessionPersistence: Fields
  /** Who says so; left out, the backend itself does. */
  readonly policy?: PolicyName
}

/**
 * Adds to the backends of a rule, those from `start` on, whose sessions get in each other's way: two keep theirs under one name, or the rule keeps
 * sessions too. The name is made up, and so another one, where none is given. Source: GEP-1619 ("Edge Case Behavior"), which up to v1.6 let the
 * rule win; gateway-api.md 2.12 and gateway-api-1.7.md 6.1, P-SP-NAME and P-SP-BOTH.
 */
export function addSessionTroubles(rule: Fields, uses: BackendUse[], start: number, context: Context): void {
  const ofRule = isRecord(rule.sessionPersistence)
  let seen: Map<string, Reference> | undefined
  for (let index = start; index < uses.length; index++) {
    const use = uses[index] as BackendUse
    // Of what no grant is known to permit, nothing is told.
    if (use.role !== 'backend' || (use.grant !== 'not needed' && use.grant !== 'permitted')) continue
    const sessions = sessionsOf(use.reference, context)
    if (!sessions) continue
    seen ??= new Map()
    const trouble = ofRule ? { is: 'sessions twice' as const, isSilent: false } : repeatedName(sessions, use.reference, seen)
    const { policy } = sessions
    if (trouble) uses[index] = { ...use, troubles: [...use.troubles, { ...trouble, ...(policy && { policy }) }] }
  }
}

function repeatedName({ sessionPersistence }: Sessions, reference: Reference, seen: Map<string, Reference>): BackendTrouble | undefined {
  const named = nameOf(sessionPersistence)
  if (!named) return undefined
  const key = `${named.carrier} ${named.carrier === 'Header' ? named.name.toLowerCase() : named.name}`
  const first = seen.get(key)
  if (!first) seen.set(key, reference)
  return first && !isSame(first, reference) ? { is: 'session name', isSilent: false, ...named, first: first.path } : undefined
}

function sessionsOf({ to }: Reference, { view, around }: Context): Sessions | undefined {
  if (to.group === EXPERIMENTAL_GROUP && to.kind === 'XBackend') {
    const own = persistenceOf(around.read?.(to.group, to.kind, to.namespace, to.name)?.spec)
    if (own) return { sessionPersistence: own }
  }
  const policies = view.policiesOf('XBackendTrafficPolicy', to)
  if (policies.state === 'unknown' || policies.items.length === 0) return undefined
  // The others are not accepted.
  const [eldest] = policies.items.filter((one) => !isLeaving(one)).sort(byAge)
  const sessionPersistence = eldest && persistenceOf((eldest as XBackendTrafficPolicy).spec)
  return sessionPersistence && { sessionPersistence, policy: { namespace: to.namespace, name: eldest.metadata.name } }
}

function persistenceOf(spec: unknown): Fields | undefined {
  return isRecord(spec) && isRecord(spec.sessionPersistence) ? spec.sessionPersistence : undefined
}

/** Since v1.7 in `cookie` or `header`, before that as `sessionName`. */
function nameOf(fields: Fields): { readonly carrier: 'Cookie' | 'Header'; readonly name: string } | undefined {
  const carrier = fields.type === 'Header' ? 'Header' : 'Cookie'
  const inside = carrier === 'Header' ? fields.header : fields.cookie
  const name = (isRecord(inside) ? text(inside.name) : undefined) ?? text(fields.sessionName)
  return name ? { carrier, name } : undefined
}

function isSame({ to: a }: Reference, { to: b }: Reference): boolean {
  return a.group === b.group && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name
}
