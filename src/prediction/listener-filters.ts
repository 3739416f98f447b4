import { grantFor } from '../gateway/grants.ts'
import { kindFacts } from '../gateway/kinds.ts'
import type { Gateway, ListenerSet } from '../gateway/objects.ts'
import { backendsOfFilters, referenceOf } from '../gateway/references.ts'
import { isRecord, recordEntries, text } from '../gateway/shape.ts'
import { isMadeUp } from './backends.ts'
import { publishedFeatures, type ResolvedClass } from './class.ts'
import type { Extension, ListenerFilterTrouble } from './rule-facts.ts'
import { type Context, existenceOf } from './status/context.ts'

const FEATURE = 'GatewayListenerFilters'

/** Filters of listeners that the class does not have, or that lead nowhere. Source: GEP-5224; gateway-api-1.7.md 6.2 (LF-REF, LF-UNSUP). */
export function listenerFilterTroubles(owner: Gateway | ListenerSet, served: ResolvedClass, context: Context): ListenerFilterTrouble[] {
  const from = { group: kindFacts(owner.kind).group, kind: owner.kind, namespace: owner.metadata.namespace ?? '' }
  const published = publishedFeatures(served.gatewayClass)
  return recordEntries(owner.spec?.listeners).flatMap(([listener, { name, filters }]) => {
    const requests = isRecord(filters) ? filters.requests : undefined
    const path = `spec.listeners[${listener}].filters.requests`
    const key = text(name) ?? ''
    if (recordEntries(requests).length === 0) return []
    if (published?.has(FEATURE) === false) return [{ is: 'feature', path, key, listener, feature: FEATURE, className: served.className }]
    const found: ListenerFilterTrouble[] = []
    const look = (at: string, to: Extension, isBackend: boolean) => {
      const base = { path: at, key: `${key} ${to.group}/${to.kind} ${to.namespace}/${to.name}`, listener, to }
      if (isBackend && isMadeUp(to)) found.push({ is: 'kind', ...base })
      else if (existenceOf(to.group, to.kind, to.namespace, to.name, context) === 'absent') found.push({ is: 'absent', ...base })
    }
    for (const { role, path: at, raw } of backendsOfFilters(requests, path)) {
      const reference = referenceOf(role, at, raw, from, 'Service')
      if (!reference) continue
      const grant = grantFor(reference, context.view)
      if (grant === 'not needed' || grant === 'permitted') look(at, reference.to, true)
    }
    for (const [index, { extensionRef }] of recordEntries(requests)) {
      if (!isRecord(extensionRef) || typeof extensionRef.name !== 'string') continue
      const to = { group: text(extensionRef.group) ?? '', kind: text(extensionRef.kind) ?? '', namespace: from.namespace, name: extensionRef.name }
      look(`${path}[${index}].extensionRef`, to, false)
    }
    return found
  })
}
