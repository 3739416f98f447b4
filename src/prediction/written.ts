import type { Gateway, ListenerSet } from '../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import { recordEntries, records, text } from '../gateway/shape.ts'
import type { Condition } from './condition.ts'
import type { Written } from './owner-facts.ts'
import { type Context, keyOf } from './status/context.ts'
import { type GatewayOutcome, gatewayOutcome } from './status/gateway-outcome.ts'
import { gatewayOwnFaults } from './status/gateway-own-checks.ts'
import { conditionsOf } from './status/owner-status.ts'

const UNKNOWN: Written = { silent: false }
const CERTIFICATES = ['InvalidCertificateRef', 'PartiallyInvalidCertificateRef', 'RefNotPermitted']
const CLIENT_CERTIFICATES = ['InvalidClientCertificateRef', 'RefNotPermitted']
const CAS = ['InvalidCACertificateRef', 'InvalidCACertificateKind', 'NoValidCACertificate', 'RefNotPermitted']

/** What the controller of a Gateway would write for it, or for a ListenerSet that it lets in, looked up by what it is about. */
export interface WrittenOwner {
  /** The conditions of the object itself; undefined where they are not known. */
  readonly conditions: readonly Condition[] | undefined
  /** Those of the listener at a position; undefined where they are not known. */
  listener(position: number): readonly Condition[] | undefined
  certificates(position: number): Written
  clientCertificate(path: string): Written
  frontendCa(path: string): Written
  /** A condition of the object itself with this reason. */
  own(reason: string): Written
}

export function writtenOf(owner: Gateway | ListenerSet, context: Context): WrittenOwner {
  const predicted = outcomeFor(owner, context)
  const isSilent = predicted && (predicted.unwritten || gatewayOwnFaults(predicted, context).length > 0)
  const outcome = isSilent ? undefined : predicted
  const isGateway = owner.kind === 'Gateway'
  const conditions = outcome && isGateway ? conditionsOf(outcome) : undefined
  const raw = new Map(recordEntries(owner.spec?.listeners))
  const byName = new Map(outcome?.listeners.filter((one) => keyOf(one.owner) === keyOf(owner)).map((one) => [one.facts.name, one.conditions.list()]))
  const listener = (position: number) => byName.get(text(raw.get(position)?.name) ?? '')
  // Where the status is about some other trouble, this one may come once that is gone.
  const among = (of: readonly Condition[] | undefined, reasons: readonly string[]): Written => {
    if (!of) return UNKNOWN
    const refs = of.find(({ type, status }) => type === 'ResolvedRefs' && status === 'False')
    if (refs) return reasons.includes(refs.reason) ? { condition: refs, silent: false } : UNKNOWN
    return { silent: of.every(({ type, status }) => (type !== 'Accepted' && type !== 'Programmed') || status === 'True') }
  }
  return {
    conditions,
    listener,
    certificates: (position) => among(listener(position), CERTIFICATES),
    // The fields of older bundles no longer count.
    clientCertificate: (path) => (path.startsWith('spec.tls.') && !outcome?.refused ? among(conditions, CLIENT_CERTIFICATES) : UNKNOWN),
    frontendCa: (path) => {
      const port = isGateway ? portOf(path, owner) : 'none'
      if (port === 'none' || outcome?.refused) return UNKNOWN
      const concerned = [...raw].filter(([, fields]) => fields.protocol === 'HTTPS' && (port === undefined || fields.port === port))
      const written = concerned.map(([position]) => among(listener(position), CAS))
      return written.find(({ condition }) => condition) ?? (written.length > 0 && written.every(({ silent }) => silent) ? { silent: true } : UNKNOWN)
    },
    own: (reason) => {
      const condition = conditions?.find((one) => one.status === 'False' && one.reason === reason)
      if (condition) return { condition, silent: false }
      return { silent: conditions?.some(({ type, status }) => type === 'Accepted' && status === 'True') === true }
    },
  }
}

function outcomeFor(owner: Gateway | ListenerSet, context: Context): GatewayOutcome | undefined {
  const { namespace = '', name } = owner.metadata
  if (owner.kind === 'Gateway') return gatewayOutcome({ namespace, name }, context)
  const [parent] = records([owner.spec?.parentRef])
  return parent && gatewayOutcome(parentRefOf(parent as unknown as RawParentRef, namespace), context)
}

/** The port that validation of client certificates is for; undefined for all, `none` where it is not read from there. */
function portOf(path: string, gateway: Gateway): number | undefined | 'none' {
  if (path.startsWith('spec.tls.frontend.default.')) return undefined
  const index = /^spec\.tls\.frontend\.perPort\[(\d+)\]/.exec(path)?.[1]
  const frontend = records([(gateway.spec as { tls?: { frontend?: unknown } } | undefined)?.tls?.frontend])[0]
  const port = index === undefined ? undefined : new Map(recordEntries(frontend?.perPort)).get(Number(index))?.port
  return typeof port === 'number' ? port : 'none'
}
