import { grantFor } from '../gateway/grants.ts'
import { covers, standsFor } from '../gateway/hostname.ts'
import type { Implementation } from '../gateway/implementation.ts'
import { GATEWAY_GROUP } from '../gateway/kinds.ts'
import type { CaChoices } from '../gateway/listener-choices.ts'
import type { Gateway, ListenerSet, Secret } from '../gateway/objects.ts'
import { type Reference, referencesOf } from '../gateway/references.ts'
import { type Fields, isRecord, recordEntries, text } from '../gateway/shape.ts'
import type { CredentialFact, Written } from './owner-facts.ts'
import { caContent } from './status/ca-facts.ts'
import { secretFact } from './status/certificates.ts'
import { type Context, existenceOf } from './status/context.ts'
import type { WrittenOwner } from './written.ts'

type Bare = Omit<CredentialFact, 'deadBy'>

/**
 * The certificates and CA certificates that a Gateway or ListenerSet names, each by itself, whatever its controller looks at first. Source:
 * SecretObjectReference and ObjectReference in apis/v1, gateway-api.md 2.9.
 */
export function credentials(
  owner: Gateway | ListenerSet,
  implementation: Implementation | undefined,
  written: WrittenOwner,
  context: Context,
): CredentialFact[] {
  if (implementation?.listeners.judged === false) return []
  const listeners = new Map(recordEntries(owner.spec?.listeners))
  const facts = referencesOf(owner.kind, owner).flatMap((reference): Bare[] => {
    if (reference.role === 'CA certificate') return [caFact(reference, implementation, written, context)]
    if (reference.role === 'client certificate') return [{ ...keyPairFact(reference, context), written: written.clientCertificate(reference.path) }]
    if (reference.role !== 'certificate') return []
    const position = Number(/^spec\.listeners\[(\d+)\]/.exec(reference.path)?.[1])
    const listener = listeners.get(position)
    if (!listener || !terminates(listener)) return []
    const fact = keyPairFact(reference, context, text(listener.hostname))
    return [{ ...fact, listener: position, written: written.certificates(position) }]
  })
  const deadBy = whatKills(listeners.size, facts)
  const bundles = owner.kind === 'Gateway' ? bundleFacts(owner, implementation, written, context) : []
  return [...facts, ...bundles].map(({ namesElsewhere, ...fact }) => {
    const alone = facts.every((other) => other.listener !== fact.listener || other.namesElsewhere)
    return {
      ...fact,
      ...(deadBy && fact.listener !== undefined && { deadBy }),
      // One certificate that fits is enough for the listener.
      ...(namesElsewhere && alone && { namesElsewhere }),
    }
  })
}

/** Who passes TLS through uses no certificate. */
export function terminates({ protocol, tls }: Fields): boolean {
  return (protocol === 'HTTPS' || protocol === 'TLS') && isRecord(tls) && (tls.mode ?? 'Terminate') === 'Terminate'
}

function keyPairFact(reference: Reference, context: Context, hostname?: string): Omit<Bare, 'written'> {
  const { to } = reference
  const kind = to.group !== '' ? 'foreign' : to.kind === 'Secret' ? 'fits' : 'wrong'
  const unseen = { reference, kind, existence: 'unknown' } as const
  if (kind !== 'fits' || !mayBeSeen(reference, context)) return unseen
  const found = context.view.get('Secret', to.namespace, to.name)
  if (found.state !== 'found') return { ...unseen, existence: found.state }
  const { secret, problem = lacking(found.object), names = [] } = secretFact(found.object, context.around)
  const elsewhere = secret === 'good' && hostname !== undefined && hostname !== '' && !names.some((name) => isFor(name, hostname))
  return {
    ...unseen,
    existence: 'found',
    ...(secret === 'wrong type' && { wrongType: text(found.object.type) ?? '' }),
    ...((secret === 'lacks a key' || secret === 'unusable') && { problem }),
    ...(elsewhere && { namesElsewhere: names }),
  }
}

/** Whether a certificate for `name` serves some of a listener's hosts. */
function isFor(name: string, hostname: string): boolean {
  const [mine, wanted] = [name.toLowerCase(), hostname.toLowerCase()]
  return mine === wanted || standsFor(mine, wanted) || covers(wanted, mine)
}

function lacking({ data, keyCount }: Secret): string {
  if (!data) return `it holds ${keyCount} ${keyCount === 1 ? 'key' : 'keys'} instead of tls.crt and tls.key`
  const missing = ['tls.crt', 'tls.key'].filter((key) => !data[key])
  return `it holds no ${missing.join(' and no ')}`
}

/** Where a grant is missing, or it is not known whether there is one, nothing of the target is anybody's to know. */
function mayBeSeen(reference: Reference, { view }: Context): boolean {
  const grant = grantFor(reference, view)
  return grant === 'not needed' || grant === 'permitted'
}

/** What the specification has, where nothing is known of the controller. */
const CA_BY_DEFAULT: CaChoices = {
  kinds: ['/ConfigMap', '/Secret', 'certificates.k8s.io/ClusterTrustBundle'],
  keys: ['ca.crt'],
  onlyKey: false,
  contentRead: true,
  allMustBeGood: false,
}

function caFact(reference: Reference, implementation: Implementation | undefined, written: WrittenOwner, context: Context): Bare {
  const { to, path } = reference
  const choices = implementation?.status?.frontendCa ?? CA_BY_DEFAULT
  const { kinds, keys } = choices
  const fits = kinds.includes(`${to.group}/${to.kind}`) || kinds.includes(`*/${to.kind}`)
  const kind = fits ? 'fits' : to.group === '' ? 'wrong' : 'foreign'
  const base = { reference, kind, existence: 'unknown', written: written.frontendCa(path) } as const
  if (kind !== 'fits' || !mayBeSeen(reference, context)) return base
  // Who does not read them passes them on to where they are of no use.
  const content = caContent(to.kind, to.namespace, to.name, { ...choices, contentRead: true }, context)
  return {
    ...base,
    existence: existenceOf('', to.kind, to.namespace, to.name, context),
    ...(content === 'missing' && { problem: `it holds no ${keys[0]}` }),
    ...(content === 'not a certificate' && { problem: 'what it holds is no certificate in PEM' }),
  }
}

/** ClusterTrustBundles, which no grant concerns: they live in no namespace. */
function bundleFacts(gateway: Gateway, implementation: Implementation | undefined, written: WrittenOwner, context: Context): Bare[] {
  const from = { group: GATEWAY_GROUP, kind: 'Gateway' as const, namespace: gateway.metadata.namespace ?? '' }
  const { kinds } = implementation?.status?.frontendCa ?? CA_BY_DEFAULT
  return frontendValidations(gateway).flatMap(([path, validation]) =>
    recordEntries(validation.caCertificateRefs).flatMap(([index, ref]): Bare[] => {
      if (ref.kind !== 'ClusterTrustBundle') return []
      const at = `${path}.caCertificateRefs[${index}]`
      const to = { group: text(ref.group) ?? '', kind: ref.kind, namespace: '', name: text(ref.name) ?? '' }
      const fits = kinds.includes(`${to.group}/${to.kind}`) || kinds.includes(`*/${to.kind}`)
      const existence = fits ? existenceOf(to.group, to.kind, undefined, to.name, context) : 'unknown'
      const kind = fits ? 'fits' : to.group === '' ? 'wrong' : 'foreign'
      return [{ reference: { role: 'CA certificate', path: at, from, to }, kind, existence, written: written.frontendCa(at) }]
    }),
  )
}

function frontendValidations(gateway: Gateway): [path: string, validation: Fields][] {
  const found: [string, unknown][] = []
  const tls: unknown = gateway.spec?.tls
  const frontend = isRecord(tls) && isRecord(tls.frontend) ? tls.frontend : {}
  if (isRecord(frontend.default)) found.push(['spec.tls.frontend.default.validation', frontend.default.validation])
  for (const [index, entry] of recordEntries(frontend.perPort))
    if (isRecord(entry.tls)) found.push([`spec.tls.frontend.perPort[${index}].tls.validation`, entry.tls.validation])
  return found.filter((one): one is [string, Fields] => isRecord(one[1]))
}

/** Whether no listener is left that has a certificate of the right kind, or of the right kind and type. */
function whatKills(listeners: number, facts: readonly Bare[]): CredentialFact['deadBy'] {
  const killed = (isBad: (fact: Bare) => boolean) => {
    const byListener = Map.groupBy(
      facts.filter(({ listener }) => listener !== undefined),
      ({ listener }) => listener,
    )
    return byListener.size === listeners && [...byListener.values()].every((of) => of.every((fact) => isBad(fact) && isWritten(fact)))
  }
  if (killed(({ kind }) => kind === 'wrong')) return 'kind'
  return killed(({ kind, wrongType }) => kind === 'wrong' || wrongType !== undefined) ? 'type' : undefined
}

function isWritten({ written }: { readonly written: Written }): boolean {
  return written.condition !== undefined
}
