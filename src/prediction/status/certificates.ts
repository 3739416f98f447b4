import type { GrantState } from '../../gateway/grants.ts'
import { kindFacts } from '../../gateway/kinds.ts'
import type { KeyPairChoices, ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import type { Secret } from '../../gateway/objects.ts'
import type { Reference } from '../../gateway/references.ts'
import { type Fields, records, text } from '../../gateway/shape.ts'
import type { KeyPairFacts, Surroundings } from '../../gateway/surroundings.ts'
import { type Context, type Existence, existenceOf, type Served } from './context.ts'
import { effectiveGrant } from './loaded.ts'

/** A reference to a key pair. */
export interface CertificateFact {
  readonly namespace: string
  readonly name: string
  readonly kind: 'supported' | 'unsupported'
  readonly grant: GrantState
  readonly existence: Existence
  /** What the Secret is, as far as it is known: of a cluster's Secrets the content is not. */
  readonly secret: 'good' | 'wrong type' | 'lacks a key' | 'unusable' | 'unknown'
  /** Its time is over, or to come, and nothing else is wrong with it. */
  readonly isOutOfTime?: boolean
  /** Whether `tls.crt` and `tls.key` are there, whatever its type; undefined: not known. */
  readonly hasPair?: boolean
  /** Whether `tls.crt` and `tls.key` each hold a block of PEM, whatever is in it; undefined: not known. */
  readonly isPem?: boolean
  /** What grants say of a Secret of that name, whatever kind is named. */
  readonly secretGrant: GrantState
  /** What makes the contents unusable. */
  readonly problem?: string
  /** Where the secret is good and was read: which algorithm, for which names. */
  readonly algorithm?: string
  readonly names: readonly string[]
}

export type CertificateOwner = { readonly kind: 'Gateway' | 'ListenerSet'; readonly namespace: string }

export function certificateFact(raw: Fields, owner: CertificateOwner, served: Served, context: Context): CertificateFact {
  const group = text(raw.group) ?? ''
  const kind = text(raw.kind) ?? 'Secret'
  const to = { group, kind, namespace: text(raw.namespace) ?? owner.namespace, name: text(raw.name) ?? '' }
  const reference: Reference = {
    role: 'certificate',
    path: '',
    from: { group: kindFacts(owner.kind).group, kind: owner.kind, namespace: owner.namespace },
    to,
  }
  const { namespace, name } = to
  const { coreAlias } = served.choices
  const grantTo = (kindNamed: string, groups: readonly string[]) =>
    anyGrant(groups.map((named) => effectiveGrant({ ...reference, to: { ...to, group: named, kind: kindNamed } }, served, context)))
  const secretGrant = grantTo('Secret', coreAlias ? ['', 'core'] : [''])
  if ((group !== '' && !(coreAlias && group === 'core')) || kind !== 'Secret') {
    const grant = grantTo(kind, [group])
    return { namespace, name, kind: 'unsupported', grant, secretGrant, existence: 'unknown', secret: 'unknown', names: [] }
  }
  const found = context.view.get('Secret', namespace, name)
  return {
    namespace,
    name,
    kind: 'supported',
    grant: secretGrant,
    secretGrant,
    existence: existenceOf('', 'Secret', namespace, name, context),
    names: [],
    ...(found.state === 'found' ? secretFact(found.object, context.around, served.choices.keyPairs) : { secret: 'unknown' as const }),
  }
}

/** The best of several answers to one question. */
function anyGrant(grants: readonly GrantState[]): GrantState {
  return grants.find((grant) => grant !== 'missing') ?? 'missing'
}

/** What a Secret is as a key pair; without choices, by its type, both keys, and that it is valid now. */
export function secretFact(
  { type, data, keyCount }: Secret,
  around: Surroundings,
  choices?: KeyPairChoices,
): Pick<CertificateFact, 'secret'> & Partial<CertificateFact> {
  const names = choices?.keys.find(([certificate, key]) => data?.[certificate] && data[key]) ?? (['tls.crt', 'tls.key'] as const)
  const [certificate, key] = [data?.[names[0]], data?.[names[1]]]
  const hasPair = data ? { hasPair: certificate !== undefined && key !== undefined, isPem: isPem(certificate) && isPem(key) } : {}
  if (type !== 'kubernetes.io/tls' && !choices) return { secret: 'wrong type', ...hasPair }
  // Of a cluster's Secret only the number of its keys is known.
  if (!data) return { secret: keyCount < 2 ? 'lacks a key' : 'unknown' }
  if (!certificate || !key) return { secret: 'lacks a key', ...hasPair }
  const pair = around.readKeyPair?.(certificate, key)
  if (!pair) return { secret: 'unknown', ...hasPair }
  if (pair.problem !== undefined) return { secret: 'unusable', problem: pair.problem, ...hasPair }
  const late = choices ? undefined : outOfTime(pair, around.now)
  if (late !== undefined) return { secret: 'unusable', problem: late, isOutOfTime: true, ...hasPair }
  return { secret: 'good', algorithm: pair.algorithm, names: pair.names, ...hasPair }
}

function isPem(value: string | undefined): boolean {
  return value !== undefined && /^-----BEGIN ([^\n-]+)-----\r?\n[\s\S]*?^-----END \1-----/m.test(value)
}

function outOfTime({ validFrom, validUntil }: Extract<KeyPairFacts, { problem?: undefined }>, now: number | undefined): string | undefined {
  if (now === undefined) return undefined
  if (now > validUntil) return 'the certificate has expired'
  return now < validFrom ? 'the certificate is not valid yet' : undefined
}

type CertificateChoices = Pick<ListenerStatusChoices, 'uniqueAlgorithms' | 'takesExpired' | 'grantBeforeKind'> & {
  /** A grant is looked at where all else is well. */
  readonly grantLast?: boolean
}

export interface CertificatesOutcome {
  /** How many can be served. */
  readonly usable: number
  /** Of each bad one, in order. */
  readonly faults: readonly ('RefNotPermitted' | 'InvalidCertificateRef')[]
}

/** Which certificates of a listener can be served. */
export function certificatesOutcome(
  facts: readonly CertificateFact[],
  { uniqueAlgorithms, takesExpired = false, grantBeforeKind: grantFirst = false, grantLast = false }: CertificateChoices,
): CertificatesOutcome {
  const faults: ('RefNotPermitted' | 'InvalidCertificateRef')[] = []
  const taken = new Set<string>()
  let usable = 0
  for (const fact of facts) {
    const isUngranted = fact.grant === 'missing' && (fact.kind === 'supported' || grantFirst)
    if (isUngranted && !(grantLast && isBroken(fact, takesExpired))) faults.push('RefNotPermitted')
    else if (isBroken(fact, takesExpired) || (uniqueAlgorithms && !isNew(fact, taken))) faults.push('InvalidCertificateRef')
    else usable++
  }
  return { usable, faults }
}

function isBroken({ kind, existence, secret, isOutOfTime }: CertificateFact, takesExpired: boolean): boolean {
  if (kind === 'unsupported' || existence === 'absent') return true
  return secret !== 'good' && secret !== 'unknown' && !(takesExpired && isOutOfTime)
}

/** Names are taken one after the other, so that a certificate that doubles another may have taken some already (tls.go:150). */
function isNew({ algorithm, names }: CertificateFact, taken: Set<string>): boolean {
  for (const name of new Set(names)) {
    const key = `${algorithm}/${name}`
    if (taken.has(key)) return false
    taken.add(key)
  }
  return true
}

/** The certificate references of a listener's `tls`. */
export function certificateFacts(tls: Fields, owner: CertificateOwner, served: Served, context: Context): CertificateFact[] {
  return records(tls.certificateRefs).map((raw) => certificateFact(raw, owner, served, context))
}
