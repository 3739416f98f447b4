import { KINDS, type Kind, type KindFacts } from './kinds.ts'

/** Names beside kind and plural, as the CRDs of v1.7 have them. */
export const SHORT_NAMES: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  GatewayClass: ['gc'],
  Gateway: ['gtw'],
  ListenerSet: ['lset'],
  BackendTLSPolicy: ['btlspolicy'],
  ReferenceGrant: ['refgrant'],
  XBackendTrafficPolicy: ['xbtrafficpolicy'],
  XMesh: ['mesh'],
}

/** The reviewed kind that a person names, as kubectl takes it: kind, plural or short name in any case, with or without its group behind a dot. */
export function kindNamed(word: string): (KindFacts & { readonly kind: Kind }) | undefined {
  const wanted = word.toLowerCase()
  const found = KINDS.find(({ kind, group, plural, reviewed }) => {
    const names = [kind.toLowerCase(), plural, ...(SHORT_NAMES[kind as Kind] ?? [])]
    return reviewed && names.some((name) => wanted === name || wanted === `${name}.${group}`)
  })
  return found as (KindFacts & { readonly kind: Kind }) | undefined
}
