import type { GrantState } from '../../gateway/grants.ts'
import { kindFacts } from '../../gateway/kinds.ts'
import type { CaChoices } from '../../gateway/listener-choices.ts'
import type { ConfigMap, Secret } from '../../gateway/objects.ts'
import type { Reference } from '../../gateway/references.ts'
import { type Fields, text } from '../../gateway/shape.ts'
import { type Context, type Existence, existenceOf, type Served } from './context.ts'
import { effectiveGrant } from './loaded.ts'

/** A reference to CA certificates. */
export interface CaFact {
  readonly kind: 'supported' | 'unsupported'
  readonly grant: GrantState
  readonly existence: Existence
  readonly content: 'good' | 'missing' | 'not a certificate' | 'unknown'
}

export interface CaOwner {
  readonly kind: 'Gateway' | 'ListenerSet' | 'BackendTLSPolicy'
  readonly namespace: string
}

export function caFact(raw: Fields, owner: CaOwner, choices: CaChoices, served: Served, context: Context): CaFact {
  const group = text(raw.group) ?? ''
  const kind = text(raw.kind) ?? 'ConfigMap'
  const name = text(raw.name) ?? ''
  const namespace =
    kind === 'ClusterTrustBundle' ? undefined : owner.kind === 'BackendTLSPolicy' ? owner.namespace : (text(raw.namespace) ?? owner.namespace)
  const reference: Reference = {
    role: 'CA certificate',
    path: '',
    from: { group: kindFacts(owner.kind).group, kind: owner.kind, namespace: owner.namespace },
    to: { group, kind, namespace: namespace ?? owner.namespace, name },
  }
  return {
    kind: choices.kinds.includes(`${group}/${kind}`) || choices.kinds.includes(`*/${kind}`) ? 'supported' : 'unsupported',
    grant: namespace === undefined ? 'not needed' : effectiveGrant(reference, served, context),
    existence: existenceOf(kind === 'ClusterTrustBundle' ? group : '', kind, namespace, name, context),
    content: caContent(kind, namespace, name, choices, context),
  }
}

/** What of the CA certificates in a ConfigMap or Secret; unknown where its contents are not. */
export function caContent(
  kind: string,
  namespace: string | undefined,
  name: string,
  choices: Pick<CaChoices, 'keys' | 'onlyKey' | 'contentRead'>,
  { view }: Context,
): CaFact['content'] {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return 'unknown'
  const found = view.get(kind, namespace, name)
  const data = found.state === 'found' ? (found.object as ConfigMap | Secret).data : undefined
  if (!data) return 'unknown'
  const keys = Object.keys(data)
  const key = choices.keys.find((one) => Object.hasOwn(data, one)) ?? (choices.onlyKey && keys.length === 1 ? keys[0] : undefined)
  if (key === undefined) return 'missing'
  const held = data[key] as string
  if (!choices.contentRead) return held === '' ? 'not a certificate' : 'good'
  return /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(held) ? 'good' : 'not a certificate'
}

/** Why a list of CA references is of no use, or undefined where it is. */
export type CaFault = 'RefNotPermitted' | 'InvalidCACertificateRef' | 'InvalidCACertificateKind' | 'NoValidCACertificate'

/** The fault of a whole list: that of the first bad one where all must be good; else the first one's where none is good. */
export function caFault(facts: readonly CaFact[], choices: CaChoices): CaFault | undefined {
  if (choices.onlyOne) return facts.length > 1 ? 'InvalidCACertificateRef' : facts[0] && faultOfOne(facts[0])
  const faults = facts.map((fact) => faultOf(fact, choices))
  if (choices.allMustBeGood) {
    const first = faults.find((fault) => fault !== undefined && fault !== 'InvalidCACertificateKind' && fault !== 'NoValidCACertificate')
    if (first) return first
    if (faults.includes(undefined)) return undefined
    return faults.includes('NoValidCACertificate') ? 'NoValidCACertificate' : 'InvalidCACertificateKind'
  }
  return faults.includes(undefined) ? undefined : (faults[0] ?? 'NoValidCACertificate')
}

function faultOfOne({ kind, grant, existence, content }: CaFact): CaFault | undefined {
  if (kind === 'unsupported') return 'InvalidCACertificateKind'
  if (existence === 'absent' || content === 'missing' || content === 'not a certificate') return 'InvalidCACertificateRef'
  return grant === 'missing' ? 'RefNotPermitted' : undefined
}

function faultOf({ kind, grant, existence, content }: CaFact, choices: CaChoices): CaFault | undefined {
  if (choices.allMustBeGood) {
    if (grant === 'missing') return 'RefNotPermitted'
    if (kind === 'unsupported') return 'InvalidCACertificateKind'
    if (existence === 'absent' || content === 'missing') return 'InvalidCACertificateRef'
    return content === 'not a certificate' ? 'NoValidCACertificate' : undefined
  }
  if (kind === 'unsupported') return 'InvalidCACertificateKind'
  if (grant === 'missing') return 'RefNotPermitted'
  return existence === 'absent' || content === 'missing' || content === 'not a certificate' ? 'InvalidCACertificateRef' : undefined
}
