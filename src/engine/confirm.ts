import type { Kind } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import type { Claim, ClusterView, Testimony } from '../gateway/ports.ts'
import { basisOf } from '../prediction/basis.ts'
import type { DecidedFinding, Subject, Verdict } from './verdict.ts'

/**
 * Kinds of which two that are written at one moment may each be admitted by a replica that did not see the other, and contradict it: they are
 * refused for what another of them has taken (a class with one Gateway, a port).
 */
export const RIVAL_KINDS: readonly Kind[] = ['GatewayClass', 'Gateway', 'ListenerSet']

/** What the refusals of a verdict rest on, each once: who serves the object, and what each refusing finding names. */
export function claimsOf({ kind, object }: Subject, { findings }: Verdict, view: ClusterView): Claim[] {
  const refusals = findings.filter(({ decision }) => decision === 'deny')
  if (refusals.length === 0 || !object) return []
  const all = [...basisOf(kind, object as unknown as AnyObject, view), ...refusals.flatMap(({ restsOn }) => restsOn)]
  return [
    ...new Map(
      all.map(({ kind, namespace, name }) => [keyOf({ kind, ...where({ namespace, name }) }), { kind, ...where({ namespace, name }) }]),
    ).values(),
  ]
}

/** A verdict made in the view of a testimony, in which nothing is refused that was not confirmed. */
export function confirmed(subject: Subject, verdict: Verdict, { view, heard, pending }: Testimony): Verdict {
  const known = new Set(heard.map(keyOf))
  const coming = new Map(pending.map((claim) => [keyOf(claim), claim]))
  const basis = subject.object ? basisOf(subject.kind, subject.object as unknown as AnyObject, view).map(keyOf) : []
  const findings = verdict.findings.map((finding): DecidedFinding => {
    if (finding.decision !== 'deny') return finding
    const keys = [...basis, ...finding.restsOn.map(keyOf)]
    if (!keys.every((key) => known.has(key) || coming.has(key)))
      return { ...finding, decision: 'warn', message: `${finding.message}; ${UNCONFIRMED}` }
    const awaited = keys.map((key) => coming.get(key)).find((claim) => claim !== undefined)
    return awaited ? { ...finding, hint: `${nameOf(awaited)} is being written at this moment: try again; else ${finding.hint}` } : finding
  })
  return { ...verdict, allowed: findings.every(({ decision }) => decision === 'warn'), findings }
}

const UNCONFIRMED = 'not refused, since the API server did not confirm in time what this rests on'

function where({ namespace, name }: { namespace?: string | undefined; name?: string | undefined }): Pick<Claim, 'namespace' | 'name'> {
  return { ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) }
}

function keyOf({ kind, namespace, name }: Claim): string {
  return `${kind}/${namespace ?? ''}/${name ?? ''}`
}

// Its namespace is not told: it may be another's.
function nameOf({ kind, name }: Claim): string {
  return name === undefined ? `a ${kind}` : `${kind} "${name}"`
}
